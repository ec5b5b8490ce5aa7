"""The laws of `Orbit` and of the `Trajectory` that it means, for every kind."""

from datetime import UTC, datetime

import jax.numpy as jnp
import numpy as np
import pytest

import noroshi.arrays  # noqa: F401  (switches JAX to float64)
from noroshi.earth.ellipsoid import geodetic
from noroshi.motion.orbits import BUILTIN, Elements, MeanElements, SunSynchronous, TwoLine
from noroshi.world import Draws, Estimate

EPOCH = datetime(2006, 6, 27, 3, tzinfo=UTC)
SPAN = 86400.0
NAMES = ("phase", "altitude", "minutes", "tilt", "shape")
DRAWS = Draws.of(NAMES, 8, seed=5)
LINES = (  # CBERS 2, from the verification set of SGP4
    "1 28057U 03049A   06177.78615833  .00000060  00000-0  35940-4 0  1836",
    "2 28057  98.4283 247.6961 0000884  88.1964 271.9322 14.35478080140550",
)
MESSAGE = {
    "OBJECT_NAME": "CBERS 2",
    "OBJECT_ID": "2003-049A",
    "NORAD_CAT_ID": 28057,
    "EPOCH": "2006-06-26T18:52:04.079712",
    "MEAN_MOTION": 14.35478080,
    "ECCENTRICITY": 0.0000884,
    "INCLINATION": 98.4283,
    "RA_OF_ASC_NODE": 247.6961,
    "ARG_OF_PERICENTER": 88.1964,
    "MEAN_ANOMALY": 271.9322,
    "BSTAR": 3.594e-5,
    "MEAN_MOTION_DOT": 6e-7,
}
# Kind, and the heights [km] between which its elements hold it above the ellipsoid.
KINDS = {
    "certain": (
        SunSynchronous(
            kind="sun-synchronous", altitude="500 km", local_time="10:30", phase="0 deg"
        ),
        (500.0, 521.4),
    ),
    "drawn": (
        SunSynchronous(
            kind="sun-synchronous",
            altitude=Estimate(480e3, 500e3, 520e3, name="altitude"),
            local_time="13:30",
            node="ascending",
            local_time_error=Estimate(0.0, 300.0, 600.0, name="minutes"),
            phase=Estimate(0.0, np.pi, 2 * np.pi, name="phase"),
        ),
        (480.0, 541.4),
    ),
    "ellipse": (
        Elements(
            kind="elements",
            epoch="2006-06-01T00:00:00Z",
            semi_major_axis="26600 km",
            eccentricity=Estimate(0.6, 0.7, 0.72, name="shape"),
            inclination=Estimate(1.0, 1.1, 1.2, name="tilt"),
            ascending_node="40 deg",
            perigee="270 deg",
            mean_anomaly="10 deg",
        ),
        (1000.0, 39400.0),
    ),
    "two lines": (TwoLine(kind="two-line", lines=LINES), (760.0, 805.0)),
    "message": (MeanElements(kind="omm", message=MESSAGE), (760.0, 805.0)),
}
every_kind = pytest.mark.parametrize("name", KINDS)
ONE_MILLIMETRE, TEN_MICROMETRES, ROUNDING = 1e-3, 1e-5, 1e-9


def motion(name):
    return KINDS[name][0].trajectory(EPOCH, SPAN, DRAWS)


def times(count=400):
    return np.sort(np.random.default_rng(0).uniform(0.0, SPAN, count))


def test_every_kind_is_tried() -> None:
    assert {type(orbit) for orbit, _ in KINDS.values()} == set(BUILTIN)


@every_kind
def test_one_time_many_times_and_one_for_each_draw_give_the_same_numbers(name: str) -> None:
    moving, time = motion(name), times()
    table = np.stack(moving.position(time[:, None]))
    assert table.shape == (3, len(time), moving.draws)
    assert moving.draws in (1, DRAWS.count)
    alone = np.stack(moving.position(time[7:8]))
    np.testing.assert_allclose(alone, table[:, 7], atol=TEN_MICROMETRES)
    each = np.stack(moving.position(np.tile(time[:, None], (1, moving.draws))))
    np.testing.assert_allclose(each, table, atol=TEN_MICROMETRES)


@every_kind
def test_picking_draws_and_asking_is_asking_and_picking(name: str) -> None:
    moving, time = motion(name), times()
    draw = np.random.default_rng(1).integers(0, moving.draws, len(time))
    table = np.stack(moving.position(time[:, None]))
    rows = np.stack(moving.pick(draw).position(time))
    expected = table[:, np.arange(len(time)), draw]
    np.testing.assert_allclose(rows, expected, atol=TEN_MICROMETRES)


@every_kind
def test_jax_gives_the_numbers_that_numpy_gives(name: str) -> None:
    moving, time = motion(name), times(50)[:, None]
    ours, theirs = moving.position(jnp.asarray(time)), moving.position(time)
    np.testing.assert_allclose(np.stack(ours), np.stack(theirs), atol=ONE_MILLIMETRE)


@every_kind
def test_it_moves_no_faster_than_it_says_but_about_as_fast(name: str) -> None:
    moving, time = motion(name), np.arange(0.0, SPAN, 0.5 if name == "two lines" else 2.0)
    place = np.stack(moving.position(time[:, None]))
    moved = np.sqrt(np.sum(np.diff(place, axis=1) ** 2, axis=0)) / (time[1] - time[0])
    assert 0.7 * moving.fastest < np.max(moved) <= moving.fastest * (1.0 + ROUNDING)


@every_kind
def test_it_stays_between_the_heights_that_its_elements_allow(name: str) -> None:
    low, high = KINDS[name][1]
    _, _, height = geodetic(*motion(name).position(times(4000)[:, None]))
    assert 1e3 * low <= np.min(height)
    assert np.max(height) <= 1e3 * high


# A sun-synchronous orbit's phase is declared for the epoch, whichever it is.
@pytest.mark.parametrize(
    "name", [n for n, (o, _) in KINDS.items() if not isinstance(o, SunSynchronous)]
)
def test_a_later_epoch_is_the_same_motion(name: str) -> None:
    orbit = KINDS[name][0]
    later = datetime(2006, 6, 27, 9, tzinfo=UTC)
    time = np.linspace(0.0, 6000.0, 50)[:, None]
    there = np.stack(orbit.trajectory(later, SPAN, DRAWS).position(time))
    here = np.stack(motion(name).position(time + 6 * 3600.0))
    np.testing.assert_allclose(there, here, atol=1.0)
