"""First detection and confirmation against the law's own definition, enumerated."""

from itertools import product
from typing import NamedTuple

import numpy as np
import pytest

from noroshi.earth.sight import geostationary, site
from noroshi.motion.chunks import by_number
from noroshi.sensing import Infrared, sensor_array
from noroshi.sensing.chance import mixed_bits
from noroshi.sensing.stage import look
from noroshi.world import Draws

COUNT, STEP = 512, 5.0
INTERVAL = 10.0
THERE = site(np.radians(39.7), np.radians(125.5), 0.0)
ONE_MILLISECOND = 1e-3


class Track(NamedTuple):
    """Straight up, burning all the way."""

    time: np.ndarray
    position_ecef: np.ndarray
    flight_time: np.ndarray
    burn_time: np.ndarray


def climb(flight_time=470.0, samples=96):
    time = np.arange(samples) * STEP
    height = 1000.0 * np.minimum(time, flight_time)
    position = THERE.position_ecef[:, None] + THERE.up[:, None] * height[:, None, None]
    whole = np.broadcast_to(position, (samples, 3, COUNT)).copy()
    return Track(time, whole, np.full(COUNT, flight_time), np.full(COUNT, 1000.0))


def watch(probability, hits, looks, u):
    satellite = Infrared(
        id="satellite",
        name="a satellite",
        at="above",
        owner="us",
        cloud_break="10 km",
        revisit="10 s",
        confirm={"hits": hits, "looks": looks},
        detection_probability=probability,
    )
    posture = sensor_array([(satellite, geostationary(np.radians(130.0)))], Draws.best(), 0.0)
    return look(
        climb(),
        posture,
        u[None],
        draw=np.zeros(COUNT, int),
        powered_cross_section=np.ones(COUNT),
        cross_section=np.ones(COUNT),
    )


@pytest.fixture
def u():
    return np.random.default_rng(11).random(COUNT)


def looks_of(u, rise, end):
    """The instants of every look, (look, flight); NaN after the set."""
    phase = np.asarray(mixed_bits(u, 1)) * INTERVAL
    begin = phase + np.ceil((rise - phase) / INTERVAL) * INTERVAL
    time = begin + INTERVAL * np.arange(60)[:, None]
    return np.where(time <= end, time, np.nan)


@pytest.mark.parametrize("probability", [0.05, 0.3, 0.9])
def test_first_detection_is_the_look_at_which_the_chance_reaches_the_number(u, probability):
    seen = watch(probability, 1, 1, u)
    assert np.allclose(seen.rise, 10.0, atol=ONE_MILLISECOND)
    assert np.allclose(seen.set, 470.0, atol=ONE_MILLISECOND)
    needed = np.ceil(np.log1p(-u) / np.log1p(-probability)).astype(int)
    times = looks_of(u, seen.rise[0], seen.set[0])
    expected = times[np.minimum(needed, 60) - 1, np.arange(COUNT)]
    expected = np.where(np.isnan(expected), np.inf, expected)
    # After forty seconds the sum over samples stands for the looks, right to within one look.
    early = expected < 50.0
    assert early.any()
    assert np.allclose(seen.first[0][early], expected[early], atol=ONE_MILLISECOND)
    late = np.isfinite(expected) & np.isfinite(seen.first[0])
    difference = np.abs(seen.first[0][late] - expected[late])
    assert np.all(difference <= INTERVAL + ONE_MILLISECOND)
    differing = np.isfinite(expected) != np.isfinite(seen.first[0])
    assert differing.mean() <= 0.02


def confirmed_by(probability, hits, looks, most):
    """Chance of M of N within j looks after one hit that followed misses, by enumeration."""
    chance = np.zeros(most + 1)
    chance[0] = 1.0 if hits == 1 else 0.0
    for j in range(1, most + 1):
        total = 0.0
        for tail in product((0, 1), repeat=j):
            run = [1, *tail]
            if any(sum(run[max(0, i - looks + 1) : i + 1]) >= hits for i in range(j + 1)):
                total += np.prod([probability if hit else 1.0 - probability for hit in tail])
        chance[j] = total
    return chance


@pytest.mark.parametrize(
    ("hits", "looks"), [(1, 1), (2, 2), (2, 4), (3, 4), (3, 5), (1, 5), (5, 8)]
)
def test_confirmation_follows_the_enumerated_chances(u, hits, looks):
    probability, most = 0.7, 10
    seen = watch(probability, hits, looks, u)
    chance = confirmed_by(probability, hits, looks, most)
    second = np.asarray(mixed_bits(u, 2))
    lag = np.array([np.argmax(chance > s) if chance[-1] > s else -1 for s in second])
    expected = seen.first[0] + INTERVAL * lag
    sure = (lag >= 0) & (expected <= 470.0)
    assert sure.mean() > 0.9
    assert np.allclose(seen.confirmed[0][sure], expected[sure], atol=ONE_MILLISECOND)


def test_confirmation_is_never_before_the_first_detection(u):
    seen = watch(0.4, 3, 5, u)
    assert np.all(seen.confirmed >= seen.first)
    assert np.isfinite(seen.confirmed).any()


def test_mixed_numbers_are_even_and_unrelated():
    u = np.random.default_rng(4).random(100_000)
    a, b = np.asarray(mixed_bits(u, 1)), np.asarray(mixed_bits(u, 2))
    four_sigma = 4.0 / np.sqrt(12 * len(u))
    for x in (a, b):
        assert abs(x.mean() - 0.5) < four_sigma
        assert x.min() >= 0.0
        assert x.max() < 1.0
    correlation = np.corrcoef([u, a, b])
    assert np.all(np.abs(correlation - np.eye(3)) < 4.0 / np.sqrt(len(u)))


def test_custody_is_the_time_in_view_where_detection_is_likely(u):
    assert np.allclose(watch(0.5, 1, 1, u).custody, 460.0, atol=ONE_MILLISECOND)
    assert np.all(watch(0.49, 1, 1, u).custody == 0.0)


def test_a_flight_that_is_likely_to_be_detected_to_the_end_is_lost_at_the_end(u):
    assert np.allclose(watch(0.5, 1, 1, u).lost, 470.0, atol=ONE_MILLISECOND)
    assert np.all(np.isnan(watch(0.49, 1, 1, u).lost))


def test_chunks_cover_everything_once_and_pad_the_last():
    parts = by_number(lambda index, real: (index, real), 1000, 512)
    assert [real for _, real in parts] == [512, 488]
    assert np.array_equal(np.concatenate([i[:n] for i, n in parts]), np.arange(1000))
    assert np.all(parts[1][0][488:] == 999)


def test_threads_keep_the_order():
    starts = by_number(lambda index, real: int(index[0]) + real, 10, 3)
    assert starts == [3, 6, 9, 10]
