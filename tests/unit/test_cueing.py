"""Which satellites cue which radars, how late, and who must therefore look again."""

from dataclasses import replace

import numpy as np
import pytest

from noroshi import load
from noroshi.kept import keeping
from noroshi.kept.digest import digest
from noroshi.kept.store import InMemory
from noroshi.questions.warning.pipe import assess, observe
from noroshi.questions.warning.pipe.cueing import cues
from noroshi.questions.warning.pipe.stages import unknowns
from noroshi.questions.warning.pipe.stations import all_stations, cuers, stations
from noroshi.sensing import Infrared, Radar
from noroshi.sensing.stage import look_twice
from noroshi.world import Draws, Estimate

SEARCH = {
    "elevation": ["0 deg", "10 deg"],
    "frame": "5 s",
    "power": "60 kW",
    "aperture": "9.2 m^2",
    "noise_temperature": "500 K",
    "loss": 4,
    "cue_delay": "7 s",
}


@pytest.fixture(scope="module")
def small():
    """The small scenario, with a north radar that searches: the satellite is the ally's."""
    scenario = load("small").at("2015-01-01")
    search = Radar.model_validate(
        {
            "id": "any",
            "name": "any",
            "at": "here",
            "owner": "us",
            "faces": [{"azimuth": ["0 deg", "9 deg"], "elevation": ["0 deg", "9 deg"]}],
            "reference": {"range": "1 km", "cross_section": "1 m^2", "snr": 1},
            "look_interval": "1 s",
            "search": SEARCH,
        }
    ).search
    north = scenario.sensors["north-radar"].model_copy(update={"search": search})
    return replace(scenario, sensors={**scenario.sensors, "north-radar": north})


def without(scenario, *ids):
    return replace(scenario, sensors={k: v for k, v in scenario.sensors.items() if k not in ids})


def told(scenario, absent=()):
    every, own = all_stations([scenario])
    away = np.array([[s.id in absent] for s, _ in every])
    return every, cues(every, own, away, Draws.best())


def test_a_report_that_reaches_the_owner_cues_after_all_its_delays(small):
    """By hand, from the file: the report takes 20 s, the sharing 30 s, and the cue 7 s."""
    every, found = told(small)
    names = [s.id for s, _ in every]
    assert [len(f) for f in found] == [int(name == "north-radar") for name in names]
    cue = found[names.index("north-radar")][0]
    assert names[cue.source] == "satellite"
    assert cue.delay == pytest.approx(57.0, abs=1e-9)


def test_the_owner_of_the_satellite_waits_for_no_sharing(small):
    ours = small.sensors["satellite"].model_copy(update={"owner": "coast", "shared": ()})
    _, found = told(replace(small, sensors={**small.sensors, "satellite": ours}))
    assert found[0][0].delay == pytest.approx(27.0, abs=1e-9)


def test_what_is_not_shared_or_not_there_cues_nobody(small):
    alone = small.sensors["satellite"].model_copy(update={"shared": ()})
    _, found = told(replace(small, sensors={**small.sensors, "satellite": alone}))
    assert found == ((), (), ())
    _, found = told(small, absent=("satellite",))
    assert np.isinf(found[0][0].delay)


def test_what_a_kind_says_of_cueing_is_what_holds(small, monkeypatch):
    every = stations(small)
    searching = next(s for s in every if s[0].id == "north-radar")
    kinds = [type(every[i][0]) for i in cuers(searching, every)]
    assert kinds == [Infrared]
    monkeypatch.setattr(Infrared, "cues", False)
    assert cuers(searching, every) == []
    monkeypatch.setattr(Radar, "cues", True)
    assert {type(every[i][0]) for i in cuers(searching, every)} == {Radar}


def test_a_radar_looks_anew_only_where_other_satellites_cue_it(small):
    without_south, without_satellite = without(small, "south-radar"), without(small, "satellite")
    every, own = all_stations([small, without_south])
    assert (len(every), own) == (3, [[0, 1, 2], [0, 2]])
    every, own = all_stations([small, without_satellite])
    assert [every[i][0].id for i in own[1]] == ["north-radar", "south-radar"]
    assert own == [[0, 1, 2], [3, 1]]


def test_in_japan_radars_of_one_type_are_cued_by_every_satellite_and_share_what_is_unknown():
    japan = load("japan").at("2015-01-01")
    every, found = told(japan)
    cued = {
        s.id: {every[c.source][0].id for c in f} for (s, _), f in zip(every, found, strict=True)
    }
    satellites = {s.id for s, _ in every if s.kind == "infrared"}
    assert len(satellites) == 4
    searching = {"tpy2-shariki", "tpy2-kyogamisaki", "tpy2-guam"}
    assert {name for name, by in cued.items() if by} == searching
    assert all(cued[name] == satellites for name in searching)
    names = ("fence", "frame", "search-power", "aperture", "noise", "search-loss", "cue")
    assert {f"tpy2.{name}" for name in names} <= unknowns(japan)
    assert not any("tpy2" in name and ".search." in name for name in unknowns(japan))


def test_a_radar_that_changes_has_no_satellite_look_again(small, monkeypatch) -> None:
    looked: list[str] = []

    def look(track, array, *rest, **named):
        looked.extend(array.ids)
        return look_twice(track, array, *rest, **named)

    monkeypatch.setattr(observe, "look_twice", look)
    radar = small.sensors["north-radar"]
    changed = radar.model_copy(update={"look_interval": Estimate.exactly(7.0)})
    other = replace(small, sensors={**small.sensors, "north-radar": changed}, origin=None)
    with keeping(InMemory(10**9)):
        assess(small, draws=2)
        assert set(looked) == set(small.sensors)
        looked.clear()
        found = assess(other, draws=2).detections
    assert set(looked) == {"north-radar"}
    with keeping(None):
        assert digest(found) == digest(assess(other, draws=2).detections)


def test_a_cued_radar_sees_alike_whether_its_satellite_looks_along_or_was_kept(small) -> None:
    north = small.sensors["north-radar"]
    weak = north.search.model_copy(update={"power": Estimate.exactly(1e-3)})
    blind = north.model_copy(update={"search": weak})
    other = replace(small, sensors={**small.sensors, "north-radar": blind}, origin=None)
    with keeping(InMemory(10**9)):
        assess(small, draws=2)
        alone = assess(other, draws=2).detections
    with keeping(None):
        along = assess(other, draws=2).detections
    assert digest(alone) == digest(along)
    assert np.isfinite(along.first[..., along.sensors.index("north-radar")]).any()


def test_a_sensor_sees_nothing_in_the_draws_in_which_it_is_away_and_all_else_in_the_others(small):
    north = small.sensors["north-radar"]
    half = north.model_copy(update={"availability": Estimate.exactly(0.5)})
    other = replace(small, sensors={**small.sensors, "north-radar": half}, origin=None)
    with keeping(None):
        always, at_times = (assess(world, draws=8).detections for world in (small, other))
    one = always.sensors.index("north-radar")
    first, there = always.first[..., one], at_times.first[..., one]
    away = ~np.isfinite(at_times.rise[..., one]).any(axis=0)
    assert 0 < away.sum() < 8
    assert np.isfinite(first[:, away]).any()
    assert np.isinf(there[:, away]).all()
    np.testing.assert_array_equal(there[:, ~away], first[:, ~away])
    for name in ("confirmed", "held", "rise", "set", "custody"):
        whole, part = (getattr(d, name)[..., one] for d in (always, at_times))
        np.testing.assert_array_equal(part[:, ~away], whole[:, ~away])
    assert (at_times.custody[:, away, one] == 0.0).all()
