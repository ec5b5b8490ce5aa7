"""Other choices by the same draws: against the base, against worlds declared so, and by hand."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

import noroshi
from noroshi.questions.measurable import measurable
from noroshi.questions.warning.answer import answer_of
from noroshi.questions.warning.choices import supposes, supposing
from noroshi.questions.warning.people import mean_warning
from noroshi.questions.warning.pipe.alternatives import (
    AS_DECLARED,
    probability_near,
    variants,
    ways,
)
from noroshi.questions.warning.pipe.comparison import Comparison, facing_the_same
from noroshi.questions.warning.pipe.reach import impacts
from noroshi.questions.warning.pipe.told import SHARED
from noroshi.scenario.alternatives import Alternative, Option
from noroshi.tracking.searching import NEAR
from noroshi.world import Estimate

DRAWS = 8
FIVE = np.radians(5.0)
RADARS = ("north-radar", "south-radar")
AS_SEARCHED = 0.1 * NEAR
"""Times are searched for between two that are so near, and put on the line between them [s]."""
OPTIONS = {
    "same": {"satellites": "opens"},
    "sharp": {"satellites": "area", "satellite_accuracy": "1 m"},
    "blunt": {"satellites": "area", "satellite_accuracy": "99999 km"},
    "middling": {
        "satellites": "area",
        "satellite_accuracy": {"low": "20 km", "best": "100 km", "high": "500 km"},
    },
    "never": {"satellites": "never"},
}


def _asked():
    space = [{"name": "base", "base": True, "satellites": "opens"}]
    space += [{"name": name, **change} for name, change in OPTIONS.items()]
    low = [
        {
            "name": name,
            "base": name == "base",
            "lowest_elevation": {"sensors": RADARS, "elevation": f"{degrees} deg"},
        }
        for name, degrees in {"base": 0, "again": 0, "five": 5}.items()
    ]
    questions = {
        "space": Alternative(question="?", options=space),
        "low": Alternative(question="?", options=low),
    }
    middling = questions["space"].options[4]
    drawn = replace(middling.satellite_accuracy, name="alternatives.space.options.4")
    options = list(questions["space"].options)
    options[4] = middling.model_copy(update={"satellite_accuracy": drawn})
    return questions | {"space": questions["space"].model_copy(update={"options": tuple(options)})}


def _five(scenario, which=RADARS):
    """Declared so that radars look no lower than five degrees."""
    raised = {
        key: sensor.model_copy(
            update={
                "faces": tuple(
                    f.model_copy(update={"elevation": (Estimate.exactly(FIVE), f.elevation[1])})
                    for f in sensor.faces
                )
            }
        )
        for key, sensor in scenario.sensors.items()
        if key in which
    }
    return replace(scenario, sensors={**scenario.sensors, **raised})


def _blind(scenario):
    """Without its satellite."""
    return replace(
        scenario, sensors={k: s for k, s in scenario.sensors.items() if k != "satellite"}
    )


@pytest.fixture(scope="module")
def postures():
    world = noroshi.load("small")
    after = replace(world.at("2015-01-01"), alternatives=_asked())
    return facing_the_same(world.at("2013-01-01"), after), after


@pytest.fixture(scope="module")
def both(postures):
    return noroshi.assess_all(postures, draws=DRAWS)


@pytest.fixture(scope="module")
def declared_so(postures):
    """By what is picked: both postures as worlds of their own."""
    before, after = (replace(p, alternatives={}) for p in postures)
    made = {
        (("low", "five"),): (_five(before), _five(after)),
        (("space", "never"),): (_blind(before), _blind(after)),
        (("space", "never"), ("low", "five")): (_blind(_five(before)), _blind(_five(after))),
    }
    found = noroshi.assess_all([p for two in made.values() for p in two], draws=DRAWS)
    return {picked: found[2 * i : 2 * i + 2] for i, picked in enumerate(made)}


def _warning(assessment, *picked):
    useful = assessment.choices.useful[assessment.choices.picked.index(tuple(picked))]
    return mean_warning(useful, _aims(assessment), assessment.people_of(0))


def _aims(assessment):
    pairs = assessment.warnings.pairs
    return pairs.of(impacts(pairs))


def _mean(assessment):
    warnings = assessment.warnings
    return mean_warning(warnings.useful[SHARED], warnings.pairs, assessment.people_of(0))


def test_every_option_but_the_base_stands_alone_and_with_each_of_another_question():
    picked = [way.picked for way in ways(_asked())]
    space, low = list(OPTIONS), ["again", "five"]
    assert picked[0] == ()
    assert {p for p in picked if len(p) == 1} == {
        *((("space", o),) for o in space),
        *((("low", o),) for o in low),
    }
    assert {p for p in picked if len(p) == 2} == {
        (("space", s), ("low", o)) for s in space for o in low
    }
    assert len(picked) == 1 + 5 + 2 + 10


def test_the_base_and_options_equal_to_it_give_the_runs_own_numbers_to_the_last_bit(both):
    for assessment in both:
        own = _mean(assessment)
        for picked in (
            *((), (("space", "same"),), (("low", "again"),)),
            (("space", "same"), ("low", "again")),
        ):
            assert np.array_equal(_warning(assessment, *picked), own)


def test_asking_moves_none_of_the_runs_own_numbers(both, postures):
    unasked = noroshi.assess_all([replace(p, alternatives={}) for p in postures], draws=DRAWS)
    for asked, alone in zip(both, unasked, strict=True):
        assert np.array_equal(asked.warnings.told, alone.warnings.told)
        assert np.array_equal(asked.tracks.known, alone.tracks.known)
        assert set(asked.draws.points) == set(alone.draws.points)
        assert alone.choices.picked == ((),)


def test_a_world_declared_so_gives_what_the_option_gives(both, declared_so):
    for picked, worlds in declared_so.items():
        for assessment, world in zip(both, worlds, strict=True):
            difference = _warning(assessment, *picked) - _mean(world)
            assert np.max(np.abs(difference)) < AS_SEARCHED


def test_postures_that_an_option_makes_alike_are_alike_by_it(postures):
    """Two declarations of one radar stay two, though an option looks with both alike."""
    after = postures[1]
    raised = _five(after, which=RADARS[:1])
    found = noroshi.assess_all([raised, after], draws=DRAWS)
    alone = noroshi.assess_all([raised], draws=DRAWS)[0]
    assert np.array_equal(found[0].warnings.told, alone.warnings.told)
    assert not np.array_equal(*(a.warnings.told for a in found))
    at = [a.choices.useful[a.choices.picked.index((("low", "five"),))] for a in found]
    assert np.array_equal(*at)


def test_the_options_differ_from_the_base_so_that_the_comparison_says_something(both):
    for assessment in both:
        assert np.any(_warning(assessment, ("low", "five")) != _mean(assessment))
        assert np.any(_warning(assessment, ("space", "never")) < _mean(assessment) - 60.0)


def test_an_exact_satellite_opens_an_alert_and_one_that_knows_nothing_never_does(both):
    for assessment in both:
        sharp, blunt = (_warning(assessment, ("space", o)) for o in ("sharp", "blunt"))
        assert np.array_equal(sharp, _mean(assessment))
        assert np.array_equal(blunt, _warning(assessment, ("space", "never")))


def test_by_the_area_rule_each_draw_is_one_or_the_other_by_its_own_accuracy(both):
    assessment = both[1]
    found = _warning(assessment, ("space", "middling"))
    opens, never = _mean(assessment), _warning(assessment, ("space", "never"))
    rule = assessment.scenario.rules["coast"]
    option = assessment.scenario.alternatives["space"].options[4]
    drawn = type(assessment.draws).of({option.satellite_accuracy.dimension}, DRAWS, 0)
    ninety = drawn(option.satellite_accuracy)
    # Rayleigh's law, whose nine tenths lie within the accuracy.
    sigma = ninety / np.sqrt(2.0 * np.log(10.0))
    near = 1.0 - np.exp(-0.5 * (rule.area_radius / sigma) ** 2)
    told = near >= assessment.draws(rule.area_probability)
    assert 0 < told.sum() < DRAWS
    assert np.array_equal(found, np.where(told, opens, never))


def test_nine_of_ten_impacts_lie_within_the_accuracy():
    scatter = np.random.default_rng(0).normal(size=(2, 200_000))
    sigma = 40e3 / np.sqrt(2.0 * np.log(10.0))
    away = np.hypot(*(sigma * scatter))
    assert probability_near(40e3, np.array([40e3]))[0] == pytest.approx(0.9)
    for radius in (10e3, 25e3, 60e3):
        found = probability_near(radius, np.array([40e3]))[0]
        assert found == pytest.approx(np.mean(away < radius), abs=0.004)


def test_what_changes_no_posture_is_not_looked_at_again(postures):
    found = variants(postures)
    assert list(found) == [AS_DECLARED, (("north-radar", FIVE), ("south-radar", FIVE))]
    assert all(a is b for a, b in zip(found[AS_DECLARED], postures, strict=True))
    assert found[AS_DECLARED][0].sensors["north-radar"].faces[0].elevation[0].best == 0.0


def _key(picked):
    return " and ".join(f"{question}={name}" for question, name in picked) or "base"


def test_gains_are_paired_draw_by_draw(both):
    data = answer_of(Comparison(*both)).data
    own = _mean(both[1]) - _mean(both[0])
    for picked in both[1].choices.picked:
        gain = np.subtract(*(_warning(a, *picked) for a in reversed(both)))
        at = {"whom": "coast", "choice": _key(picked)}
        assert data["choice_gain"].sel(at).to_numpy() == pytest.approx(gain)
        assert data["choice_moved"].sel(at).to_numpy() == pytest.approx(gain - own, abs=1e-9)
        assert data["choice_gaining"].sel(at).to_numpy().tolist() == (gain >= 1.0).tolist()
        moved = (gain >= 1.0) * 1.0 - (own >= 1.0)
        assert data["choice_gaining_moved"].sel(at).to_numpy().tolist() == moved.tolist()
    assert not data["choice_moved"].sel(choice="base").any()


def test_the_base_of_everybody_is_their_own_gain(both, monkeypatch):
    monkeypatch.setattr("noroshi.questions.warning.whom.FAR_APART", 0.0)  # of each place, too
    data = answer_of(Comparison(*both)).data
    assert data.sizes["whom"] > 1
    base = data["choice_gain"].sel(choice="base").to_numpy()
    assert base == pytest.approx(data["gain"].to_numpy())


def _flown_late(both, first):
    name = both[1].scenario.threats[both[1].flights.threat[0]].vehicle

    def late(assessment):
        vehicles = {
            k: v.model_copy(update={"first_flown": first}) if k == name else v
            for k, v in assessment.scenario.vehicles.items()
        }
        return replace(assessment, scenario=replace(assessment.scenario, vehicles=vehicles))

    return name, Comparison(*map(late, both))


def test_later_classes_are_told_apart_with_flights_of_their_own(both):
    name, comparison = _flown_late(both, date(2040, 1, 1))
    data = answer_of(comparison).data
    assert data["whom_name"].sel(whom="coast/later").item() == "Coastland, against unflown missiles"
    pairs, people = _aims(both[1]), both[1].people_of(0)
    vehicle = np.array(both[1].flights.vehicle)[pairs.flight]
    for whom, among in (("coast", vehicle != name), ("coast/later", vehicle == name)):
        for i, picked in enumerate(both[1].choices.picked):
            was, now = (mean_warning(a.choices.useful[i], pairs, people, among) for a in both)
            found = data["choice_gain"].sel(whom=whom, choice=_key(picked)).to_numpy()
            assert found == pytest.approx(now - was)


def test_of_few_places_those_are_told_at_which_a_choice_tells(both):
    found = answer_of(Comparison(*both))
    (table,) = (t for t in found.tables if t.name == "choices")
    told = set(table.keep["whom"])
    places = [w for w in found.data["whom"].to_numpy() if "/" in w]
    assert told
    for place in places:
        tells = any(
            measurable(found.spread("choice_gain", whom=place, choice=c))
            for c in found.data["choice"].to_numpy()
        )
        assert (place in told) == tells


def test_a_radar_of_either_posture_is_named_where_an_option_tells_of_it(both):
    before, after = both
    gone = replace(
        after.scenario,
        sensors={k: s for k, s in after.scenario.sensors.items() if k != "south-radar"},
    )
    backwards = Comparison(replace(before, scenario=after.scenario), replace(after, scenario=gone))
    said = supposes(backwards, (("low", "five"),))
    assert said == "Were North Radar and South Radar to look no lower than 5° above the horizon"
    assert supposes(backwards, ()) == ""


def test_each_change_has_its_words(postures):
    area = Option.model_validate({"name": "x", "satellites": "area", "satellite_accuracy": "1 km"})
    assert "only where they tell the area" in supposing(postures[1].sensors, area)


def test_nothing_is_told_where_nothing_is_asked_or_other_things(both):
    before, after = both
    one = replace(after.choices, picked=((),))
    for other in (replace(before, choices=one), before):
        found = answer_of(Comparison(other, replace(after, choices=one)))
        assert found.data.sizes["choice"] == 0
        assert "choices" not in {t.name for t in found.tables}
