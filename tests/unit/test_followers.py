"""Which stations follow a flight in each of several worlds, and what they gather only once."""

import numpy as np

from noroshi.questions.warning.pipe.slots import MOST, StationGroup, followers
from noroshi.sensing import Radar
from noroshi.tracking.look_tables import LookTable

NEVER = np.inf
STATIONS = MOST + 2
DRAWS = np.arange(2)


def never(*_: object) -> None:
    raise AssertionError("nobody looks")


def world(low: list[float], since: list[float]) -> tuple[list[StationGroup], np.ndarray]:
    """Radars of two owners, the last one's alone, as they hold two lanes at once."""
    numbers = np.repeat(np.array(low)[:, None, None], len(DRAWS), axis=1)
    looks = LookTable(Radar, numbers, np.ones(1, int), np.ones((STATIONS, len(DRAWS))), never)
    owners = (np.arange(STATIONS - 1), np.array([STATIONS - 1]))
    group = StationGroup(np.arange(STATIONS), owners, looks)
    return [group], np.repeat(np.array(since)[:, None], len(DRAWS), axis=1)


LOW = [1.0] * STATIONS
SINCE = [100.0 + k for k in range(STATIONS)]


def test_worlds_that_are_alike_have_the_same_followers() -> None:
    found = followers([world(LOW, SINCE), world(LOW, SINCE)])
    np.testing.assert_array_equal(found.station, np.arange(STATIONS))
    np.testing.assert_array_equal(found.world[0], found.world[1])


def test_a_station_that_looks_otherwise_in_a_world_follows_once_more() -> None:
    found = followers([world(LOW, SINCE), world([5.0, *LOW[1:]], [NEVER, *SINCE[1:]])])
    np.testing.assert_array_equal(found.station, [*range(STATIONS), 0])
    np.testing.assert_array_equal(found.world[1], [STATIONS, *range(1, STATIONS)])
    np.testing.assert_array_equal(found.since[STATIONS], [NEVER, NEVER])
    (first, again) = found.groups
    assert first.looks.table[0, 0, 0] == 1.0
    np.testing.assert_array_equal(again.looks.table[..., 0], [[5.0, 5.0]])
    np.testing.assert_array_equal(again.stations, [STATIONS])


def test_a_station_that_holds_a_flight_at_another_time_follows_once_more() -> None:
    later = [*SINCE[:-1], 500.0]
    found = followers([world(LOW, SINCE), world(LOW, later)])
    np.testing.assert_array_equal(found.station, [*range(STATIONS), STATIONS - 1])
    np.testing.assert_array_equal(found.since[-1], [500.0, 500.0])
