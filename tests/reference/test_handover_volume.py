"""What is left to search when a flight is handed over: against tables, draws and limits."""

from typing import NamedTuple

import numpy as np
import pytest
from scipy.stats import chi2

from noroshi.tracking.coast_arc import CELLS, UNIT, CoastArc, coast_arc, middles
from noroshi.tracking.handover import searched_room

STATE = np.array([[6.5e6, 0.0, 1e5, 500.0, 3.0e3, 2.0e3], [6.6e6, 2e5, 0.0, 0.0, 4e3, 1e3]]).T
ORIGIN = np.array([[6.37e6, 1e5, 2e5], [6.37e6, 3e5, 1e5]])
DRAWN = 200_000


class Track(NamedTuple):
    """Two flights, and what is known of them at burn-out."""

    arc: CoastArc
    whole: np.ndarray
    """(lane, 6, 6)."""
    packed: np.ndarray
    time: np.ndarray


@pytest.fixture(scope="module")
def track() -> Track:
    rng = np.random.default_rng(5)
    mixed = rng.normal(size=(2, 6, 6)) * np.array([200.0, 200.0, 200.0, 2.0, 2.0, 2.0])[:, None]
    whole = mixed @ np.swapaxes(mixed, 1, 2)
    row, column = np.tril_indices(6)
    arc = coast_arc(STATE, np.array([60.0, 80.0]), np.array([560.0, 480.0]))
    return Track(arc, whole, whole[:, row, column], np.array([200.0, 300.0]))


def nearest(track: Track) -> tuple[np.ndarray, np.ndarray]:
    """Oracle: covariance in space at the times, from the slopes by hand, and the position."""
    found, places = [], []
    for lane in range(2):
        share = (track.time[lane] - track.arc.start[lane]) / track.arc.length[lane]
        slope = np.array(
            [
                [np.interp(share, middles(), track.arc.slope[lane, i, k]) for k in range(6)]
                for i in range(3)
            ]
        )
        found.append(slope / UNIT @ track.whole[lane] @ (slope / UNIT).T)
        position = track.arc.position[lane]
        places.append([np.interp(share, middles(), position[i]) for i in range(3)])
    return np.array(found), np.array(places)


def test_the_volume_is_that_of_the_ellipsoid_of_the_tables(track: Track, validation) -> None:
    # Upper tail 0.10 of chi-square, by degrees of freedom.
    around, _ = nearest(track)
    found = searched_room(track.arc, track.packed, track.time, ORIGIN, 0.9)
    radius = (found.volume / (4.0 / 3.0 * np.pi * np.sqrt(np.linalg.det(around)))) ** (2.0 / 3.0)
    validation(
        source="NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4, critical values of "
        "chi-square, 3 degrees of freedom, 0.90",
        quantity="square of the radius that holds a flight in space with probability 0.9, in "
        "standard deviations",
        theirs=6.251,
        ours=float(radius[0]),
        unit="1",
        tolerance=0.001,
    )
    np.testing.assert_allclose(radius, chi2.ppf(0.9, 3), rtol=1e-9)


def test_a_flight_drawn_at_random_is_as_often_within(track: Track) -> None:
    # Oracle: draws of the state at burn-out, carried by the slopes.
    rng, (around, place) = np.random.default_rng(1), nearest(track)
    for probability in (0.5, 0.9):
        found = searched_room(track.arc, track.packed, track.time, ORIGIN, probability)
        for lane in range(2):
            drawn = rng.multivariate_normal(np.zeros(3), around[lane], DRAWN)
            far = np.einsum("ni,ij,nj->n", drawn, np.linalg.inv(around[lane]), drawn)
            whole = 4.0 / 3.0 * np.pi * np.sqrt(np.linalg.det(around[lane]))
            inside = far <= (found.volume[lane] / whole) ** (2.0 / 3.0)
            assert inside.mean() == pytest.approx(probability, abs=0.005)
            # The sky: directions to where the flight may be, about the one to where it is.
            sight = place[lane] + drawn - ORIGIN[lane]
            sight /= np.linalg.norm(sight, axis=1, keepdims=True)
            spread = np.linalg.eigvalsh(np.cov(sight.T))[1:]
            area = -2.0 * np.pi * np.log1p(-probability) * np.sqrt(np.prod(spread))
            assert found.solid_angle[lane] == pytest.approx(area, rel=0.01)


def test_the_room_shrinks_by_the_cube_and_the_square(track: Track) -> None:
    once, twice = (
        searched_room(track.arc, scale**2 * track.packed, track.time, ORIGIN, 0.9)
        for scale in (1.0, 2.0)
    )
    np.testing.assert_allclose(twice.volume, 8.0 * once.volume)
    np.testing.assert_allclose(twice.solid_angle, 4.0 * once.solid_angle)
    away = track.arc.position[..., CELLS // 2] - 2.0 * (
        track.arc.position[..., CELLS // 2] - ORIGIN
    )
    farther = searched_room(track.arc, track.packed, track.time, away, 0.9)
    np.testing.assert_array_equal(farther.volume, once.volume)


def test_what_is_known_exactly_leaves_nothing_to_search(track: Track) -> None:
    found = searched_room(track.arc, 0.0 * track.packed, track.time, ORIGIN, 0.9)
    assert not found.volume.any()
    assert not found.solid_angle.any()


def test_no_outline_takes_up_more_than_the_whole_sky(track: Track) -> None:
    young = 1e8 * track.packed
    found = searched_room(track.arc, young, track.time, ORIGIN, 0.9)
    np.testing.assert_array_equal(found.solid_angle, 4.0 * np.pi)
