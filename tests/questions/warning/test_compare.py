"""Two postures are compared only against the same flights, people and draws."""

from dataclasses import replace

import numpy as np
import pytest

import noroshi
from noroshi.errors import NoroshiError
from noroshi.questions.warning.answer import answer_of
from noroshi.questions.warning.pipe.comparison import Comparison, facing_the_same
from noroshi.questions.warning.pipe.told import ALONE, SHARED

DRAWS = 4


@pytest.fixture(scope="module")
def world():
    return noroshi.load("small")


def test_the_earlier_posture_faces_the_later_ones_flights(world):
    after = world.at("2015-01-01")
    fewer = replace(after, threats=dict(list(after.threats.items())[:1]))
    before = facing_the_same(world.at("2013-01-01"), fewer)
    comparison = Comparison(*noroshi.assess_all([before, fewer], draws=DRAWS))
    assert comparison.before.flights.ids == comparison.after.flights.ids
    assert set(comparison.after.flights.threat) == set(fewer.threats)
    assert set(comparison.before.detections.sensors) < set(comparison.after.detections.sensors)


def test_postures_that_face_different_flights_are_refused(world):
    after = world.at("2015-01-01")
    fewer = replace(after, threats=dict(list(after.threats.items())[:1]))
    with pytest.raises(ValueError, match="facing_the_same"):
        Comparison(*noroshi.assess_all([fewer, after], draws=DRAWS))


def test_a_party_that_only_one_posture_warns_is_refused_by_name(world):
    after = world.at("2015-01-01")
    with pytest.raises(NoroshiError, match="for coast"):
        facing_the_same(replace(after, rules={}), after)


def test_people_whom_nobody_warns_are_refused_by_name(world):
    with pytest.raises(NoroshiError, match="nobody warns the people of coast"):
        noroshi.assess(replace(world.at("2015-01-01"), rules={}), draws=DRAWS)


def test_a_day_without_flights_is_refused(world):
    with pytest.raises(NoroshiError, match="no flight"):
        noroshi.assess(replace(world.at("2015-01-01"), threats={}), draws=DRAWS)


def test_without_any_sensor_nobody_is_ever_told(world):
    after = world.at("2015-01-01")
    blind = replace(after, sensors={})
    comparison = Comparison(*noroshi.assess_all([blind, after], draws=DRAWS))
    assert np.all(np.isinf(comparison.before.warnings.told))
    answer = answer_of(comparison)
    assert not answer.data["confirmed_by_any"].sel(posture="before").any()
    assert not answer.data["class_warning"].sel(posture="before").any()


def test_one_more_sensor_never_shortens_anybodys_warning(world):
    after = world.at("2015-01-01")
    before = facing_the_same(world.at("2013-01-01"), after)
    comparison = Comparison(*noroshi.assess_all([before, after], draws=64))
    # The time at which an area becomes known is searched for to a tenth of a second.
    gain = np.stack([comparison.gain(knowledge) for knowledge in (ALONE, SHARED)])
    assert np.min(gain) >= -0.1
    assert np.max(gain) > 1.0


def test_the_gain_is_what_losing_the_added_sensor_costs(world):
    after = world.at("2015-01-01")
    before = facing_the_same(world.at("2013-01-01"), after)
    answer = answer_of(Comparison(*noroshi.assess_all([before, after], draws=64)))
    stands = answer.data["stands"]
    new = (stands.sel(posture="after") > stands.sel(posture="before")).to_numpy()
    (added,) = stands["sensor"].to_numpy()[new]
    # The time at which an area becomes known is searched for to a tenth of a second, and less
    # finely where another sensor's looks begin to arrive just then.
    lost = answer.spread("loss", posture="after", whom="coast", sensor=added)
    gain = answer.spread("gain", whom="coast")
    np.testing.assert_allclose(tuple(lost), tuple(gain), atol=0.1)
    assert float(gain.mean) > 5.0
    # Means add up, class by class.
    for threat in answer.data["threat"].to_numpy():
        at = {"party": "coast", "threat": threat}
        was, now = (answer.spread("class_warning", posture=p, **at) for p in ("before", "after"))
        assert now.mean == pytest.approx(was.mean + answer.spread("class_gain", **at).mean)


def test_a_posture_against_itself_gains_exactly_nothing(world):
    after = world.at("2015-01-01")
    answer = answer_of(Comparison(*noroshi.assess_all([after, after], draws=DRAWS)))
    assert not answer.data["gain"].any()
    assert answer.text.startswith("No sensor was added or removed")


def test_two_chains_for_one_party_on_one_day_are_refused(world):
    after = world.at("2015-01-01")
    twice = replace(after, rules={**after.rules, "again": next(iter(after.rules.values()))})
    with pytest.raises(NoroshiError, match="more than one warning chain holds for coast"):
        noroshi.assess(twice, draws=DRAWS)


def test_without_sensors_in_either_posture_there_is_still_an_answer(world):
    blind = replace(world.at("2015-01-01"), sensors={})
    comparison = Comparison(*noroshi.assess_all([blind, blind], draws=DRAWS))
    answer = answer_of(comparison)
    assert "no measurable difference" in answer.text
    assert answer.headline.why.startswith("Nothing is heard of 100 % of the flights")
    assert all(figure.spec for figure in answer.figures)


def test_a_party_whose_people_nobody_aims_at_is_answered(world):
    after = world.at("2015-01-01")
    lucky = next(iter(after.receivers))
    aims = {
        name: threat.model_copy(
            update={"at": threat.at.model_copy(update={"party": None, "receivers": (lucky,)})}
        )
        for name, threat in after.threats.items()
    }
    parted = {
        name: city if name == lucky else city.model_copy(update={"party": "ally"})
        for name, city in after.receivers.items()
    }
    chain = next(iter(after.rules.values()))
    rules = {**after.rules, "ally": chain.model_copy(update={"party": "ally"})}
    one = replace(after, threats=aims, receivers=parted, rules=rules)
    answer = answer_of(Comparison(*noroshi.assess_all([one, one], draws=DRAWS)))
    assert "no flight is aimed at its places" in answer.text


def test_a_radar_that_sees_only_powered_flight_opens_no_warning(world):
    after = world.at("2015-01-01")
    radars = {i: s for i, s in after.sensors.items() if s.kind == "radar"}
    section = next(iter(after.vehicles.values())).cross_section
    nothing = replace(section, low=1e-12, best=1e-12, high=1e-12)
    faint = {i: v.model_copy(update={"cross_section": nothing}) for i, v in after.vehicles.items()}
    seen = noroshi.assess(replace(after, sensors=radars, vehicles=faint), draws=DRAWS)
    assert np.isfinite(seen.detections.confirmed).any()
    assert not np.isfinite(seen.warnings.told).any()
