"""Two postures are compared only against the same flights, people and draws."""

from dataclasses import replace

import numpy as np
import pytest

import noroshi
from noroshi.errors import NoroshiError
from noroshi.study import Comparison, facing_the_same, summarise

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
    answer = summarise(comparison)
    assert answer.unseen_before == comparison.before.flights.ids
    assert answer.parties[0].warning_before.p95 == 0.0


def test_one_more_sensor_never_shortens_anybodys_warning(world):
    after = world.at("2015-01-01")
    before = facing_the_same(world.at("2013-01-01"), after)
    comparison = Comparison(*noroshi.assess_all([before, after], draws=64))
    assert np.min(comparison.gain) >= 0.0
    assert np.max(comparison.gain) > 1.0


def test_the_gain_is_what_losing_the_added_sensor_costs(world):
    after = world.at("2015-01-01")
    before = facing_the_same(world.at("2013-01-01"), after)
    answer = summarise(Comparison(*noroshi.assess_all([before, after], draws=64)))
    (party,) = answer.parties
    (added,) = answer.added_sensors
    np.testing.assert_allclose(party.added[added], party.gain, atol=1e-9)
