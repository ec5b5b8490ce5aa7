"""The launch point of a track, and ellipses on the ground."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from numpy.typing import NDArray
from pyproj import Geod
from scipy.integrate import solve_ivp
from scipy.stats import chi2

import noroshi.arrays  # noqa: F401  (float64)
from noroshi.constants import EARTH_ROTATION
from noroshi.earth.ellipsoid import height_along_radius, local_axes, position
from noroshi.motion.burning import lever
from noroshi.motion.forces import free_acceleration
from noroshi.rebound import traceable
from noroshi.tracking.crossing import crossing
from noroshi.tracking.ellipse import axes, ellipse, outline
from noroshi.tracking.ground import (
    Fate,
    OnGround,
    unpacked,
    with_coefficient,
    with_uncertainty,
)
from noroshi.tracking.launch import Powered, growing, launch

Floats = NDArray[np.float64]
WGS84 = Geod(ellps="WGS84")
ONE_METRE = 1.0
ONE_MILLISECOND = 1e-3
GM, RADIUS, J2, TURN = 3.986004418e14, 6378137.0, 1.082629821313e-3, 7.292115e-5


def _states(climb: Floats, level: Floats, bearing: Floats, height: float = 100e3) -> Floats:
    """Position and velocity (6, batch) north-west of Pyongyang, at a height [m]."""
    lat, lon = np.full_like(climb, np.radians(39.6)), np.full_like(climb, np.radians(124.7))
    east, north, up = (np.stack(axis) for axis in local_axes(lat, lon))
    velocity = climb * up + level * (np.sin(bearing) * east + np.cos(bearing) * north)
    return np.concatenate((np.stack(position(lat, lon, np.full_like(lat, height))), velocity))


def _flights() -> Floats:
    """Three coasts: short, lofted, long."""
    climb, level = np.array([1800.0, 4200.0, 2600.0]), np.array([1900.0, 1500.0, 4600.0])
    return _states(climb, level, np.radians([130.0, 100.0, 60.0]))


def _covariance(position_sigma: float, velocity_sigma: float, lanes: int) -> Floats:
    packed = np.zeros((21, lanes))
    for k in range(6):
        packed[k * (k + 1) // 2 + k] = (position_sigma if k < 3 else velocity_sigma) ** 2
    return packed


def _vacuum(_: float, state: Floats) -> Floats:
    """Gravity, J2 and rotation, written anew (Vallado, 4th ed., eq. 8-30 and 3-22)."""
    r, v = state[:3], state[3:]
    length = np.linalg.norm(r)
    z2 = (r[2] / length) ** 2
    oblate = 1.5 * J2 * (RADIUS / length) ** 2
    pull = -GM / length**3 * r * (1.0 + oblate * (np.array([1.0, 1.0, 3.0]) - 5.0 * z2))
    omega = np.array([0.0, 0.0, TURN])
    return np.concatenate(
        (v, pull - 2.0 * np.cross(omega, v) - np.cross(omega, np.cross(omega, r)))
    )


POWERED = Powered(60.0, 5.0)
NO_AIR = 1e15  # [kg/m²]: a ballistic coefficient that air does not slow


def _track(six: Floats, packed: Floats, log_sigma: float = 0.3) -> tuple[Floats, Floats]:
    return with_coefficient(six, packed, coefficient=3000.0, log_sigma=log_sigma)


def test_a_coast_without_air_is_followed_back_to_where_an_adaptive_integrator_was() -> None:
    six, lag = _flights(), 20.0
    seven, _ = with_coefficient(six, np.zeros((21, 3)), coefficient=NO_AIR, log_sigma=0.0)
    found = crossing(np.concatenate((seven, np.full((1, 3), lag))))

    def below(_: float, state: Floats) -> float:
        climb = state[:3] @ state[3:] / np.linalg.norm(state[:3])
        return float(height_along_radius(*state[:3]) - lag * climb)

    below.terminal = True  # type: ignore[attr-defined]
    for k in range(3):
        path = solve_ivp(
            _vacuum, (0.0, -200.0), six[:, k], method="DOP853", rtol=1e-12, atol=1e-6, events=below
        )
        assert np.linalg.norm(path.y_events[0][0][:3] - found.state[:3, k]) < ONE_METRE
        assert found.elapsed[k] == pytest.approx(path.t_events[0][0], abs=ONE_MILLISECOND)


def test_at_the_crossing_the_height_is_so_many_seconds_of_the_climb() -> None:
    seven, _ = _track(_flights(), np.zeros((21, 3)))
    for lag in (0.0, 20.0, 60.0):
        state = crossing(np.concatenate((seven, np.full((1, 3), lag)))).state
        climb = np.sum(state[:3] * state[3:], axis=0) / np.linalg.norm(state[:3], axis=0)
        np.testing.assert_allclose(height_along_radius(*state[:3]), lag * climb, atol=1e-6)


def _derived(eight: Any, elapsed: float) -> Any:
    """The crossing (6,) and when it is, from a state that crosses at `elapsed` [s], for JAX: Runge
    and Kutta's steps of order 4, and a straight line, which carries how the moment moves."""
    length, free = elapsed / 400, traceable(free_acceleration)

    def rate(s: Any) -> Any:
        return jnp.concatenate((s[3:], jnp.stack(free(s, jnp.exp(eight[6]), EARTH_ROTATION))))

    def step(_: int, s: Any) -> Any:
        a = rate(s)
        b = rate(s + 0.5 * length * a)
        c = rate(s + 0.5 * length * b)
        return s + length / 6.0 * (a + 2.0 * b + 2.0 * c + rate(s + length * c))

    def above(s: Any) -> Any:
        climb = s[:3] @ s[3:] / jnp.linalg.norm(s[:3])
        return height_along_radius(*s[:3]) - eight[7] * climb

    near = jax.lax.fori_loop(0, 400, step, eight[:6])
    left, speed = jax.jvp(above, (near,), (rate(near),))
    late = -left / speed
    return jnp.append(near + late * rate(near), elapsed + late)


def test_the_derivatives_are_those_of_the_flight_itself() -> None:
    seven, _ = _track(_flights(), np.zeros((21, 3)))
    eight = np.concatenate((seven, np.full((1, 3), 20.0)))
    found = crossing(eight)
    for k in range(3):
        wanted = np.asarray(jax.jacfwd(_derived)(eight[:, k], found.elapsed[k])).T
        slopes = np.concatenate((found.state_slopes[:, :, k], found.elapsed_slopes[:, k, None]), 1)
        for slope, exact in zip(slopes, wanted, strict=True):
            np.testing.assert_allclose(slope, exact, rtol=1e-5, atol=1e-5 * np.max(np.abs(exact)))


def test_a_body_that_is_there_already_stays() -> None:
    seven, _ = _track(_flights(), np.zeros((21, 3)))
    climb = np.sum(seven[:3] * seven[3:6], axis=0) / np.linalg.norm(seven[:3], axis=0)
    lag = height_along_radius(*seven[:3]) / climb
    found = crossing(np.concatenate((seven, lag[None])))
    assert found.crossed.all()
    assert np.max(np.abs(found.elapsed)) < ONE_MILLISECOND
    np.testing.assert_allclose(found.state, seven[:6], rtol=1e-9)


def test_a_batch_is_its_elements_one_by_one() -> None:
    seven, packed = _track(_flights(), _covariance(200.0, 3.0, 3))
    together = launch(seven, packed, time=np.array([100.0, 200.0, 300.0]), powered=POWERED)
    for k in range(3):
        one = slice(k, k + 1)
        alone = launch(seven[:, one], packed[:, one], time=100.0 * (k + 1), powered=POWERED)
        for own, all_of_them in zip(alone, together, strict=True):
            np.testing.assert_allclose(own[..., 0], all_of_them[..., k], rtol=1e-9)
    none = launch(seven[:, :0], packed[:, :0], time=0.0, powered=POWERED)
    assert {part.shape[-1] for part in none} == {0}


def test_a_declared_coefficient_adds_its_own_uncertainty() -> None:
    six, packed = _flights(), _covariance(200.0, 3.0, 3)
    sure, unsure = (
        launch(*_track(six, packed, sigma), time=0.0, powered=POWERED) for sigma in (0.0, 0.5)
    )
    assert np.all(axes(unsure.covariance)[0] >= axes(sure.covariance)[0])
    assert np.all(unsure.time_variance > sure.time_variance)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ("orbit", Fate.NEVER),
        ("nan", Fate.NOT_A_NUMBER),
        ("covariance", Fate.NOT_A_COVARIANCE),
        ("negative", Fate.NOT_A_COVARIANCE),
    ],
)
def test_what_has_no_launch_point_says_why_and_leaves_its_neighbours_alone(
    change: str, status: Fate
) -> None:
    six, packed = _flights(), _covariance(200.0, 3.0, 3)
    if change == "orbit":
        six[:, 1] = _states(np.zeros(1), np.full(1, 7900.0), np.ones(1), height=800e3)[:, 0]
    elif change == "nan":
        six[3, 1] = np.nan
    elif change == "covariance":
        packed[4, 1] = np.nan
    else:
        packed[0, 1] = -1.0
    found = launch(*_track(six, packed), time=0.0, powered=POWERED)
    assert found.status.tolist() == [Fate.FOUND, status, Fate.FOUND]
    assert np.isnan(found.covariance[:, 1]).all()
    assert np.isfinite(found.covariance[:, [0, 2]]).all()
    assert np.isfinite(found.lat[1]) == (status == Fate.NOT_A_COVARIANCE)


def test_less_uncertainty_never_makes_a_larger_ellipse() -> None:
    rng = np.random.default_rng(2)
    root, more, gradient = rng.normal(size=(3, 7, 7, 20))
    small = np.einsum("ikb,jkb->ijb", root, root)
    large = small + np.einsum("ikb,jkb->ijb", more, more)
    rows, columns = np.tril_indices(7)
    sizes = [
        axes(
            with_uncertainty(
                *np.zeros((3, 20)), gradient[:3], full[rows, columns], np.zeros(20, np.int8)
            ).covariance
        )
        for full in (small, large)
    ]
    assert np.all(sizes[0][0] <= sizes[1][0])
    assert np.all(sizes[0][1] <= sizes[1][1])


def _ground(covariance: Floats) -> OnGround:
    lat, lon = np.full(1, np.radians(35.0)), np.full(1, np.radians(139.0))
    return OnGround(lat, lon, lat * 0.0, covariance[:, None], lat * 0.0, np.zeros(1, np.int8))


def test_an_ellipse_has_the_axes_of_its_covariance() -> None:
    bearing, major, minor = np.radians(30.0), 9e3, 2e3
    along = np.array([np.sin(bearing), np.cos(bearing)])
    across = np.array([along[1], -along[0]])
    full = major**2 * np.outer(along, along) + minor**2 * np.outer(across, across)
    # Within one standard deviation in every direction lies this much of a Gaussian on a plane.
    held = 1.0 - float(np.exp(-0.5))
    found = ellipse(_ground(np.array([full[0, 0], full[1, 0], full[1, 1]])), probability=held)
    assert found.major[0] == pytest.approx(major, rel=1e-9)
    assert found.minor[0] == pytest.approx(minor, rel=1e-9)
    assert found.bearing[0] == pytest.approx(bearing, abs=1e-9)


@pytest.mark.parametrize("probability", [0.1, 0.5, 0.9, 0.999])
def test_an_ellipse_reaches_to_the_chi_squared_quantile(probability: float) -> None:
    found = ellipse(_ground(np.array([1e6, 0.0, 1e6])), probability=probability)
    assert found.major[0] == pytest.approx(1e3 * np.sqrt(chi2.ppf(probability, 2)), rel=1e-9)


def test_an_outline_lies_at_its_distance_and_closes() -> None:
    shape = ellipse(_ground(np.array([4e8, 1e8, 1e9])), probability=0.9)
    lat, lon = outline(shape)
    ahead, _, distance = WGS84.inv(
        np.full(73, 139.0), np.full(73, 35.0), *np.degrees((lon[:, 0], lat[:, 0]))
    )
    turn = np.radians(ahead) - shape.bearing[0]
    on_it = (distance * np.cos(turn) / shape.major) ** 2 + (
        distance * np.sin(turn) / shape.minor
    ) ** 2
    np.testing.assert_allclose(on_it, 1.0, atol=1e-9)
    np.testing.assert_allclose((lat[0], lon[0]), (lat[-1], lon[-1]), atol=1e-12)
    assert distance.max() == pytest.approx(shape.major[0], rel=1e-9)


@pytest.mark.parametrize("probability", [0.0, 1.0, -0.2, np.nan])
def test_an_ellipse_of_everything_or_nothing_is_refused(probability: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        ellipse(_ground(np.array([1.0, 0.0, 1.0])), probability=probability)


def test_packed_covariances_come_back_whole() -> None:
    full = unpacked(np.arange(6.0)[:, None])[:, :, 0]
    np.testing.assert_array_equal(full, [[0, 1, 3], [1, 2, 4], [3, 4, 5]])


def _straight_up_from_rest(burn_time: float, acceleration: float) -> tuple[Floats, float]:
    """Burn-out of constant acceleration on a line, without air, on a flat Earth: half the speed."""
    climb, level = acceleration * burn_time * np.array([0.8, 0.6])
    height = 0.5 * climb * burn_time
    return _states(np.array([climb]), np.array([level]), np.array([1.2]), height), level


def test_constant_acceleration_in_one_direction_comes_from_half_its_end_speed_back() -> None:
    burn_time = 80.0
    six, level = _straight_up_from_rest(burn_time, 30.0)
    seven, packed = with_coefficient(
        six, _covariance(1.0, 0.1, 1), coefficient=NO_AIR, log_sigma=0.0
    )
    powered = Powered(burn_time, 1.0, level_share=0.5, rise_share=0.5)
    found = launch(seven, packed, time=burn_time, powered=powered)
    _, _, distance = WGS84.inv(*np.degrees((found.lon[0], found.lat[0])).tolist(), 124.7, 39.6)
    one_in_a_thousand = 1e-3
    assert distance == pytest.approx(0.5 * level * burn_time, rel=3 * one_in_a_thousand)
    assert found.time[0] == pytest.approx(0.0, abs=0.1)


def test_the_launch_found_does_not_depend_on_when_the_coast_is_seen() -> None:
    six, _ = _straight_up_from_rest(80.0, 30.0)
    later = solve_ivp(_vacuum, (0.0, 200.0), six[:, 0], method="DOP853", rtol=1e-12, atol=1e-6)
    both = np.stack((six[:, 0], later.y[:, -1]), axis=1)
    seven, packed = with_coefficient(
        both, _covariance(1.0, 0.1, 2), coefficient=NO_AIR, log_sigma=0.0
    )
    found = launch(seven, packed, time=np.array([80.0, 280.0]), powered=Powered(80.0, 5.0))
    assert found.time[0] == pytest.approx(found.time[1], abs=ONE_MILLISECOND)
    _, _, apart = WGS84.inv(*np.degrees((found.lon, found.lat)).T.ravel().tolist())
    assert apart < ONE_METRE


def test_the_shares_of_the_powered_phase_go_with_its_lever() -> None:
    constant = Powered(100.0, 5.0)
    same = growing(constant, np.full(3, 0.5))
    assert same == constant
    # A seventh less for 2.5-fold growth, a quarter for five-fold: what 600 solved flights gave.
    grown = growing(constant, np.full(3, lever(2.5, 1.0)))
    assert grown.level_share == pytest.approx(6.0 / 7.0 * 0.36, rel=0.02)
    assert growing(constant, np.full(3, lever(5.0, 1.0))).rise_share == pytest.approx(
        0.75 * 0.50, rel=0.02
    )
    unsure = growing(constant, lever(np.array([1.0, 2.5, 5.0]), 1.0))
    assert unsure.level_share_sigma > 1.2 * grown.level_share_sigma
    assert unsure.burn_time == 100.0
