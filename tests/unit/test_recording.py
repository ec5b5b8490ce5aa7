"""One flight as recorded once: keyed luck, true errors, and what cannot be recorded."""

import numpy as np
import pytest

import noroshi
from noroshi.errors import NoroshiError
from noroshi.questions.warning.pipe.recording import Recording, record

FLIGHT = "medium-lofted/test-range/capital"


@pytest.fixture(scope="module")
def recording() -> Recording:
    return record(noroshi.load("small").at("2015-01-01"), FLIGHT, seed=1)


def of(recording: Recording, name: str) -> tuple[np.ndarray, ...]:
    """Time, detected and value of one sensor's looks."""
    number = [s.sensor.id for s in recording.stations].index(name)
    mine = np.asarray(recording.looks.sensor) == number
    looks = recording.looks
    return tuple(np.asarray(a)[mine] for a in (looks.time, looks.detected, looks.value))


def test_another_radar_moves_nobodys_luck(recording: Recording) -> None:
    before = record(noroshi.load("small").at("2013-01-01"), FLIGHT, seed=1)
    assert len(before.stations) < len(recording.stations)
    for now, then in zip(of(recording, "north-radar"), of(before, "north-radar"), strict=True):
        assert np.array_equal(now, then)


def test_another_seed_gives_other_looks_at_the_same_flight(recording: Recording) -> None:
    other = record(noroshi.load("small").at("2015-01-01"), FLIGHT, seed=2)
    assert np.array_equal(other.state_ecef, recording.state_ecef)
    assert not np.array_equal(other.looks.value, recording.looks.value)


def test_a_seed_may_be_of_any_length(recording: Recording) -> None:
    other = record(noroshi.load("small").at("2015-01-01"), FLIGHT, seed=10**23)
    assert not np.array_equal(other.looks.value, recording.looks.value)


def test_looks_come_in_order_from_launch_to_impact(recording: Recording) -> None:
    time = np.asarray(recording.looks.time)
    assert np.all(np.diff(time) >= 0.0)
    assert time[0] == 0.0
    assert recording.flight_time - 5.0 < time[-1] <= recording.flight_time


def test_the_state_moves_by_its_own_velocity(recording: Recording) -> None:
    time, first = np.unique(np.asarray(recording.looks.time), return_index=True)
    # After burn-out and above the air: a parabola through two looks, to the change of gravity.
    inside = (time > 150.0) & (time < 600.0)
    state, time = recording.state_ecef[first][inside], time[inside]
    mean = 0.5 * (state[1:, 3:] + state[:-1, 3:])
    moved = np.diff(state[:, :3], axis=0) / np.diff(time)[:, None]
    assert moved == pytest.approx(mean, abs=0.1)


def test_a_flight_that_is_not_declared_is_refused_with_the_nearest() -> None:
    with pytest.raises(NoroshiError, match=f"did you mean '{FLIGHT}'"):
        record(noroshi.load("small").at("2015-01-01"), "medium-lofted/test-range/capitol")


def test_a_world_that_was_not_cut_at_a_date_is_refused() -> None:
    with pytest.raises(ValueError, match="cut the scenario at a date first"):
        record(noroshi.load("small"), FLIGHT)
