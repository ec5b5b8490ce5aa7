"""Who hears which sensor how late: against delays added up by hand."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from noroshi.questions.warning.pipe.hear import hearings
from noroshi.questions.warning.pipe.told import Chain, inform, listen
from noroshi.scenario import Scenario, load
from noroshi.sensing.base import Shared
from noroshi.world import Draws, Estimate

REPORT = {"north-radar": 3.0, "south-radar": 17.0, "satellite": 41.0}
PASSED_ON = 5.0
LINKS = {
    "radar_direction": 7.0,
    "satellite_direction": 43.0,
    "attribution": 11.0,
    "decision": 100.0,
    "broadcast": 13.0,
    "reception": 19.0,
}
NEVER = np.inf


@pytest.fixture(scope="module")
def world() -> Scenario:
    """Every delay is one number, and no two sums of them are alike."""
    after = load("small").at("2015-01-01")
    coast = next(iter(after.rules.values()))
    rule = coast.model_copy(
        update={f"{link}_delay": Estimate.exactly(value) for link, value in LINKS.items()}
    )
    return replace(
        after,
        sensors={
            key: sensor.model_copy(
                update={
                    "report_delay": Estimate.exactly(REPORT[key]),
                    "shared": tuple(
                        s.model_copy(update={"delay": Estimate.exactly(PASSED_ON)})
                        for s in sensor.shared
                    ),
                }
            )
            for key, sensor in after.sensors.items()
        },
        rules={
            "coast": rule,
            "ally": rule.model_copy(
                update={"party": "ally", "decision_delay": Estimate.exactly(200.0)}
            ),
        },
    )


def heard(world: Scenario) -> dict[str, SimpleNamespace]:
    rules = list(world.rules.values())
    found = hearings(world, rules, Draws.of(set(), 4, 0))
    return {
        rule.party: SimpleNamespace(
            alone=dict(zip(world.sensors, hearing.alone.T.tolist(), strict=True)),
            shared=dict(zip(world.sensors, hearing.shared.T.tolist(), strict=True)),
            tracks=dict(zip(world.sensors, hearing.tracks.tolist(), strict=True)),
            chain=hearing.chain,
        )
        for rule, hearing in zip(rules, found, strict=True)
    }


def test_one_s_own_sensor_is_heard_after_its_own_report_delay(world: Scenario) -> None:
    found = heard(world)
    assert found["coast"].alone == {
        "north-radar": [3.0] * 4,
        "south-radar": [NEVER] * 4,
        "satellite": [NEVER] * 4,
    }
    assert found["ally"].alone == {
        "north-radar": [NEVER] * 4,
        "south-radar": [17.0] * 4,
        "satellite": [41.0] * 4,
    }


def test_what_another_shares_is_heard_after_its_report_delay_and_the_sharing(
    world: Scenario,
) -> None:
    found = heard(world)
    assert found["coast"].shared == {
        "north-radar": [3.0] * 4,
        "south-radar": [17.0 + 5.0] * 4,
        "satellite": [41.0 + 5.0] * 4,
    }
    # The coast shares nothing: the ally hears with what is shared what it hears alone.
    assert found["ally"].shared == found["ally"].alone


def test_of_two_ways_of_sharing_the_quicker_counts_draw_by_draw(world: Scenario) -> None:
    draws = Draws.of({"slow", "quick"}, 64, 0)
    ways = [
        Estimate(low=low, best=best, high=high, name=name)
        for name, low, best, high in (("slow", 1.0, 20.0, 30.0), ("quick", 5.0, 10.0, 60.0))
    ]
    radar = world.sensors["south-radar"]
    twice = radar.model_copy(update={"shared": tuple(Shared(party="coast", delay=w) for w in ways)})
    other = replace(world, sensors={**world.sensors, "south-radar": twice})
    (coast, _) = hearings(other, list(world.rules.values()), draws)
    at = list(world.sensors).index("south-radar")
    each = np.array([draws(w) for w in ways])
    np.testing.assert_allclose(coast.shared[:, at], 17.0 + each.min(axis=0))
    assert set(each.argmin(axis=0)) == {0, 1}


def test_tracks_are_what_others_pass_on_unless_they_pass_on_detections(world: Scenario) -> None:
    assert heard(world)["coast"].tracks == {
        "north-radar": False,
        "south-radar": True,
        "satellite": True,
    }
    radar = world.sensors["south-radar"]
    raw = tuple(s.model_copy(update={"form": "detections"}) for s in radar.shared)
    other = replace(
        world,
        sensors={**world.sensors, "south-radar": radar.model_copy(update={"shared": raw})},
    )
    assert heard(other)["coast"].tracks["south-radar"] is False


def test_each_party_passes_it_on_through_its_own_chain(world: Scenario) -> None:
    found = heard(world)
    for party, decision in (("coast", 100.0), ("ally", 200.0)):
        expected = {**LINKS, "decision": decision}
        for link, value in expected.items():
            assert getattr(found[party].chain, link).tolist() == [value] * 4


def test_the_chain_from_a_look_to_the_people_is_the_sum_of_its_links() -> None:
    """One flight, one draw, a radar and a satellite: every moment by hand."""
    chain = Chain(**{link: np.array([value]) for link, value in LINKS.items()})
    confirmed, held = np.array([[[60.0, 50.0]]]), np.array([[[90.0, 80.0]]])
    delay = np.array([[3.0, 46.0]])
    word = listen(confirmed, held, delay, np.array([False, True]), chain)
    assert word.detected.item() == 60.0 + 3.0
    assert word.seer.item() == 0
    assert word.satellite.item() == 80.0 + 46.0 + 43.0
    for known, directed in ((120.0, 120.0 + 7.0), (500.0, 169.0), (np.inf, 169.0)):
        stages = inform(word, np.array([[known]]), chain)
        assert stages.directed.item() == directed
        assert stages.attributed.item() == directed + 11.0
        assert stages.decided.item() == directed + 111.0
        assert stages.broadcast.item() == directed + 124.0
        assert stages.told.item() == directed + 143.0
