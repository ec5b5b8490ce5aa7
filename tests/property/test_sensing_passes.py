"""No pass is lost between samples: rise and set against brute force every hundredth of a second."""

from typing import NamedTuple

import jax
import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from noroshi.earth.refraction import air, horizon_elevation
from noroshi.earth.sight import local, site
from noroshi.sensing import Radar, Target, sensor_array
from noroshi.sensing.base import margin
from noroshi.sensing.sensor_array import batched, columns
from noroshi.sensing.stage import look
from noroshi.world import Draws
from refracted import apparent_elevation

HERE = site(np.radians(35.8), np.radians(135.2), 50.0)
ANTENNA = 60.0
GRADIENT = -39e-9
FINE = 0.01
TWO_HUNDREDTHS = 0.02
COUNT, SAMPLES, STEP = 64, 96, 5.0
ONE_METRE = 1.0


def radar(name, azimuth, elevation, **more):
    return Radar(
        id=name,
        name=name,
        at="here",
        owner="us",
        antenna_height="10 m",
        faces=[{"azimuth": azimuth, "elevation": elevation}],
        reference={"range": "870 km", "cross_section": "0.01 m^2", "snr": 20},
        look_interval="1 s",
        **more,
    )


RADARS = [
    radar("sliver", ["299.9 deg", "300.1 deg"], ["3 deg", "90 deg"]),
    radar("ring", ["0 deg", "360 deg"], ["10 deg", "10.1 deg"]),
    radar("corner", ["280 deg", "300 deg"], ["12 deg", "90 deg"]),
    radar("horizon", ["180 deg", "20 deg"], ["-5 deg", "70 deg"]),
    radar("edge", ["200 deg", "10 deg"], ["0 deg", "90 deg"], max_range="600 km"),
]
POSTURE = sensor_array([(r, HERE) for r in RADARS], Draws.best(), GRADIENT)


class Track(NamedTuple):
    """Parabolas to the end of the flight, and rest there."""

    time: np.ndarray
    position_ecef: np.ndarray
    flight_time: np.ndarray
    burn_time: np.ndarray


class Throw(NamedTuple):
    """Where and how fast at one instant, (3, flight) and (flight,)."""

    point: np.ndarray
    velocity: np.ndarray
    instant: np.ndarray
    flight_time: np.ndarray

    def at(self, time):
        """Positions (..., 3, flight) at times (...)."""
        t = np.minimum(np.asarray(time)[..., None], self.flight_time) - self.instant
        fall = -0.5 * 9.8 * HERE.up[:, None]
        t = t[..., None, :]
        return self.point + self.velocity * t + fall * t * t


def throws(seed, speed):
    """Flights that come by the neighbourhood of a sector's corner at 3 to 15 degrees."""
    rng = np.random.default_rng(seed)
    bearing = np.radians(rng.choice([280.0, 300.0, 300.0, 10.0], COUNT) + rng.normal(0, 0.2, COUNT))
    rise = np.radians(rng.choice([0.2, 3.0, 10.05, 12.0], COUNT) + rng.normal(0, 0.1, COUNT))
    away = rng.uniform(200e3, 900e3, COUNT)
    axes = np.stack([HERE.east, HERE.north, HERE.up], axis=-1)
    way = [np.sin(bearing) * np.cos(rise), np.cos(bearing) * np.cos(rise), np.sin(rise)]
    velocity = rng.normal(size=(3, COUNT))
    velocity *= speed / np.linalg.norm(velocity, axis=0)
    return Throw(
        HERE.position_ecef[:, None] + axes @ (away * np.stack(way)),
        velocity,
        rng.uniform(50.0, 250.0, COUNT),
        rng.uniform(300.0, 470.0, COUNT),
    )


@jax.jit
def depths(which, position, parameters):
    view = batched(Radar.observe, parameters)
    zero = position[0, 0] * 0.0
    return jax.lax.map(lambda rows: margin(view(Target(rows, zero, zero + 1.0)).limits), position)


def brute(throw):
    """First and last hundredth of a second in view, (sensor, flight); NaN = none."""
    time = np.arange(0.0, SAMPLES * STEP, FINE)
    position = throw.at(time)
    flying = time[:, None] <= throw.flight_time
    found = []
    for one in POSTURE.sensors:
        parameters = columns(one.parameters, np.zeros(COUNT, int))
        inside = (np.asarray(depths(0, position, parameters)) >= 0.0) & flying
        any_ = inside.any(axis=0)
        first, last = inside.argmax(axis=0), len(time) - 1 - inside[::-1].argmax(axis=0)
        found.append(np.where(any_, time[np.stack([first, last])], np.nan))
    return np.moveaxis(np.array(found), 1, 0)


@settings(max_examples=8)
@given(seed=st.integers(0, 10_000), speed=st.floats(800.0, 7000.0))
@example(seed=949, speed=4047.0)
@example(seed=876, speed=5349.0)
def test_every_pass_is_found_with_its_first_and_last_instant(seed, speed):
    throw = throws(seed, speed)
    time = np.arange(SAMPLES) * STEP
    track = Track(time, throw.at(time), throw.flight_time, np.zeros(COUNT))
    seen = look(
        track,
        POSTURE,
        np.full((len(RADARS), COUNT), 0.5),
        draw=np.zeros(COUNT, int),
        powered_cross_section=np.ones(COUNT),
        cross_section=np.ones(COUNT),
    )
    rise, end = brute(throw)
    passed = np.isfinite(rise)
    # What lasts less than the brute force's own step may be seen by one and not by the other.
    lasting = passed & (end - rise > TWO_HUNDREDTHS)
    assert np.all(np.isfinite(seen.rise[lasting]))
    found = np.isfinite(seen.rise)
    assert np.all(passed[found & (seen.set - seen.rise > TWO_HUNDREDTHS)])
    both = passed & found
    assert np.all(np.abs(seen.rise - rise)[both] <= TWO_HUNDREDTHS)
    assert np.all(np.abs(seen.set - end)[both] <= TWO_HUNDREDTHS)


def test_the_throws_do_contain_passes_shorter_than_a_step():
    rise, end = brute(throws(1, 3000.0))
    length = (end - rise)[np.isfinite(rise)]
    assert np.sum(length < STEP) >= 10
    assert np.sum(length < 1.0) >= 3


@settings(max_examples=20)
@given(seed=st.integers(0, 10_000))
def test_the_kernel_sees_what_azimuth_and_apparent_elevation_say(seed):
    rng = np.random.default_rng(seed)
    axes = np.stack([HERE.east, HERE.north, HERE.up], axis=-1)
    flat = rng.uniform(-1.5e6, 1.5e6, (2, COUNT))
    # Above the air, where the straight part of the ray is the ray.
    up = 2e4 + np.sum(flat**2, axis=0) / (2.0 * HERE.radius) + 10 ** rng.uniform(3.0, 6.0, COUNT)
    up -= 2.0 * np.sum(flat**2, axis=0) / (2.0 * HERE.radius)
    position = HERE.position_ecef[:, None] + axes @ np.stack([*flat, up])
    bearing = np.degrees(np.arctan2(flat[0], flat[1])) % 360.0
    antenna = HERE._replace(position_ecef=HERE.position_ecef + 10.0 * HERE.up)
    enu = local(antenna, position.T)
    layer = air(GRADIENT, HERE.radius)
    appears = apparent_elevation(np.hypot(enu[:, 0], enu[:, 1]), enu[:, 2], layer, ANTENNA)
    horizon = float(horizon_elevation(layer, ANTENNA))
    distance = np.linalg.norm(enu, axis=1)
    expected = [
        ((bearing - start) % 360.0 <= width)
        & (appears >= max(np.radians(low), horizon))
        & ((appears <= np.radians(high)) | (high >= 90.0))
        & (distance <= reach)
        for start, width, low, high, reach in [
            (299.9, 0.2, 3.0, 90.0, np.inf),
            (0.0, 360.0, 10.0, 10.1, np.inf),
            (280.0, 20.0, 12.0, 90.0, np.inf),
            (180.0, 200.0, -5.0, 70.0, np.inf),
            (200.0, 170.0, 0.0, 90.0, 600e3),
        ]
    ]
    for one, wanted in zip(POSTURE.sensors, expected, strict=True):
        parameters = columns(one.parameters, np.zeros(COUNT, int))
        depth = np.asarray(depths(0, position[None], parameters))[0]
        clear = np.abs(depth) > ONE_METRE
        assert np.array_equal((depth >= 0.0)[clear], wanted[clear])
