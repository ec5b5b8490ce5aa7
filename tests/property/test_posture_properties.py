"""What holds of any posture: sensors and flights in another order, alone, and one sensor fewer."""

from dataclasses import replace

import numpy as np
import pytest

import noroshi
from noroshi.questions.warning.pipe import assess

DRAWS = 8
CLOSE = 5e-4
"""Times are searched for to a fifth of a millisecond, from numbers that are the same [s]."""


@pytest.fixture(scope="module")
def world():
    return noroshi.load("small").at("2015-01-01")


@pytest.fixture(scope="module")
def whole(world):
    return assess(world, draws=DRAWS)


def seen(found):
    """When each sensor first saw each flight and confirmed it, {(sensor, flight): (2, draw)}."""
    both = np.stack((found.detections.first, found.detections.confirmed))
    return {
        (sensor, flight): both[:, f, :, s]
        for f, flight in enumerate(found.flights.ids)
        for s, sensor in enumerate(found.detections.sensors)
    }


def told(found):
    """When each place is told of each flight, {(flight, place, kind): (knowledge, draw)}."""
    pairs = found.warnings.pairs
    rows = zip(pairs.flight, pairs.receiver, pairs.kind, strict=True)
    return {
        (found.flights.ids[f], found.receivers[r], int(kind)): found.warnings.told[:, row]
        for row, (f, r, kind) in enumerate(rows)
    }


def known_size(found):
    """How large the ellipse of each flight is, {(team, flight): (time, draw)}."""
    return {
        (team.name, flight): found.tracks.spread[t, :, f]
        for t, team in enumerate(found.tracks.teams)
        for f, flight in enumerate(found.flights.ids)
    }


def assert_same(one, other, **tolerance):
    assert one.keys() == other.keys()
    for key, times in one.items():
        np.testing.assert_allclose(times, other[key], **tolerance, err_msg=str(key))


def test_the_order_of_sensors_does_not_matter(world, whole):
    turned = dict(reversed(world.sensors.items()))
    found = assess(replace(world, sensors=turned), draws=DRAWS)
    assert found.detections.sensors == whole.detections.sensors[::-1]
    assert_same(seen(found), seen(whole), rtol=0, atol=0)
    assert_same(told(found), told(whole), rtol=0, atol=CLOSE)
    assert_same(known_size(found), known_size(whole), rtol=1e-6)


def test_the_order_of_flights_does_not_matter(world, whole):
    turned = dict(reversed(world.threats.items()))
    found = assess(replace(world, threats=turned), draws=DRAWS)
    assert found.flights.ids != whole.flights.ids
    assert_same(seen(found), seen(whole), rtol=0, atol=CLOSE)
    assert_same(told(found), told(whole), rtol=0, atol=CLOSE)


def test_each_flight_alone_is_that_flight_among_all(world, whole):
    alone = [
        assess(replace(world, threats={name: threat}), draws=DRAWS)
        for name, threat in world.threats.items()
    ]
    assert len(alone) > 1
    for how in (seen, told):
        together = {key: times for one in alone for key, times in how(one).items()}
        assert_same(together, how(whole), rtol=0, atol=CLOSE)


def test_one_sensor_more_never_tells_later_nor_less(world, whole):
    changed = 0
    for name in world.sensors:
        others = {s: sensor for s, sensor in world.sensors.items() if s != name}
        fewer = assess(replace(world, sensors=others), draws=DRAWS)
        for key, times in told(fewer).items():
            assert np.all(told(whole)[key] <= times + CLOSE), (name, key)
            changed += np.sum(told(whole)[key] < times - 1.0)
        for key, size in known_size(fewer).items():
            # Not a number once a flight is down.
            assert not np.any(known_size(whole)[key] > size * (1 + 1e-6)), (name, key)
    assert changed > 0, "sensors that never change anything prove nothing"
