"""The laws of `Payload`, for every kind that a scenario may name."""

import jax.numpy as jnp
import numpy as np
import pytest

import noroshi.arrays  # noqa: F401  (switches JAX to float64)
from noroshi.access.geometry import carrier, seen
from noroshi.access.kinds import run, table
from noroshi.access.looks import geometries, side_by_side
from noroshi.access.payloads import (
    ElectroOptical,
    Geometry,
    MaritimeRadar,
    OpticalImager,
    RadarImager,
    SurveillanceRadar,
    Vessel,
    from_angles,
)
from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.earth.ellipsoid import local_axes, position
from noroshi.rebound import traceable
from noroshi.scenario.records import SECTIONS
from noroshi.world import Draws, Estimate

ORBIT, DRONE, SHIP = 500e3, 18e3, 0.0
DRAWN = Estimate(150e3, 200e3, 300e3, name="range")
DRAWS = Draws.of(["range", "tilt"], 8, seed=3)
COMMON = {"id": "payload", "on": "platform"}
DRONE_RADAR = {
    **COMMON,
    "kind": "surveillance-radar",
    "nearest": "20 km",
    "farthest": DRAWN,
    "lowest_grazing": "4 deg",
    "sector": "90 deg",
    "swath": "10 km",
    "spot": "2 km",
    "dwell": "45 s",
    "resolution": "1 m",
    "slowest": "2 m/s",
    "detection_probability": 0.9,
}
SHIP_RADAR = {
    **COMMON,
    "kind": "maritime-radar",
    "range": DRAWN,
    "cross_section": "1000 m^2",
    "clutter_margin": "6 dB",
    "antenna_height": "20 m",
    "lowest_grazing": "0 deg",
    "scan": "5 s",
    "resolution": "30 m",
}
SAMPLES = {
    "optical": (
        OpticalImager(
            **COMMON,
            kind="optical-imager",
            off_nadir=Estimate(0.5, 0.8, 1.0, name="tilt"),
            lowest_elevation="40 deg",
            swath="17.6 km",
            resolution="0.5 m",
            coarsest=Estimate(0.6, 1.1, 2.4, name="range"),
        ),
        ORBIT,
    ),
    "radar-imager": (
        RadarImager(
            **COMMON,
            kind="radar-imager",
            off_nadir_from="15 deg",
            off_nadir_to=Estimate(0.5, 0.7, 0.9, name="tilt"),
            swath="30 km",
            resolution="1 m",
            squint="40 deg",
        ),
        ORBIT,
    ),
    "strip": (SurveillanceRadar(**DRONE_RADAR, mode="strip"), DRONE),
    "spot": (SurveillanceRadar(**DRONE_RADAR, mode="spot"), DRONE),
    "moving": (
        SurveillanceRadar(**DRONE_RADAR, mode="moving-target", cross_section="200 m^2"),
        DRONE,
    ),
    "camera": (
        ElectroOptical(
            **COMMON,
            kind="electro-optical",
            farthest=DRAWN,
            lowest_grazing="4 deg",
            field="2 km",
            dwell="2 s",
            resolution="1 m",
            detection_probability=0.8,
        ),
        DRONE,
    ),
    "ship": (MaritimeRadar(**SHIP_RADAR), SHIP),
    "patrol": (MaritimeRadar(**{**SHIP_RADAR, "lowest_grazing": "1 deg"}), DRONE),
}
every_kind = pytest.mark.parametrize("name", SAMPLES)


def geometry(height, ground, squint, sun):
    """From a height to a point at a distance along the ground, on the mean sphere."""
    top, angle = EARTH_MEAN_RADIUS + height, ground / EARTH_MEAN_RADIUS
    up = top * np.cos(angle) - EARTH_MEAN_RADIUS
    elevation = np.arctan2(up, top * np.sin(angle))
    slant = np.hypot(up, top * np.sin(angle))
    off_nadir = np.pi / 2 - elevation - angle
    return from_angles(*np.broadcast_arrays(slant, off_nadir, elevation, squint, sun, height))


def looks(height, count=600, seed=0, nearer=1.0):
    """Looks near and far, ahead and abeam, by day and night, a third of them at a likely place."""
    rng = np.random.default_rng(seed)
    reach = 2.0 * np.sqrt(2.0 * EARTH_MEAN_RADIUS * (height + 20.0))
    ground = reach * rng.random((count, 1)) ** 2
    squint, sun = np.pi * rng.random((count, 1)), rng.uniform(-1.5, 1.5, (count, 1))
    squint[::3], sun[::3] = np.pi / 2, 1.0
    return geometry(height, nearer * ground, squint, sun)


def vessels(count=600, seed=1, larger=1.0):
    rng = np.random.default_rng(seed)
    length = larger * 10 ** rng.uniform(0, 2.5, (count, 1))
    return Vessel(length, rng.uniform(0.0, 15.0, (count, 1)), 3.0 * length**2)


def view(name, geometry):
    payload = SAMPLES[name][0]
    return payload.view(payload.parameters(DRAWS), geometry)


def detection(name, geometry, vessel):
    payload = SAMPLES[name][0]
    return payload.detection(payload.parameters(DRAWS), geometry, vessel)


def test_every_builtin_kind_has_a_sample():
    assert set(SECTIONS["payloads"].kinds.values()) == {
        type(payload) for payload, _ in SAMPLES.values()
    }


@every_kind
def test_nothing_is_nan_and_resolutions_and_probabilities_are_such(name):
    where = looks(SAMPLES[name][1])
    shown, found = view(name, where), detection(name, where, vessels())
    assert shown.margin.shape == shown.resolution.shape == found.shape == (600, DRAWS.count)
    assert np.all(np.isfinite(shown.margin))
    assert np.all(np.isfinite(shown.resolution) & (shown.resolution > 0.0))
    assert np.all((found >= 0.0) & (found <= 1.0))


@every_kind
def test_some_looks_are_in_view_and_some_are_not(name):
    inside = view(name, looks(SAMPLES[name][1])).margin >= 0.0
    assert 0 < inside.sum() < inside.size


@every_kind
def test_nothing_is_seen_straight_below_the_horizon(name):
    height = SAMPLES[name][1]
    rim = np.sqrt(2.0 * 4.0 / 3.0 * EARTH_MEAN_RADIUS) * (np.sqrt(height) + np.sqrt(20.0))
    beyond = rim * np.linspace(1.01, 3.0, 50)[:, None]
    assert np.all(view(name, geometry(height, beyond, np.pi / 2, 1.0)).margin < 0.0)


@every_kind
def test_larger_vessels_are_never_less_likely_to_be_detected(name):
    where = looks(SAMPLES[name][1])
    small, large = (detection(name, where, vessels(larger=k)) for k in (1.0, 1.7))
    assert np.all(large >= small)


@every_kind
def test_nearer_vessels_are_never_less_likely_to_be_detected(name):
    height = SAMPLES[name][1]
    far, near = looks(height), looks(height, nearer=0.6)
    in_view = (view(name, far).margin >= 0.0) & (view(name, near).margin >= 0.0)
    gain = detection(name, near, vessels()) - detection(name, far, vessels())
    assert in_view.any()
    assert np.all(gain[in_view] >= 0.0)


WIDER_RADAR = {
    "nearest": "1 km",
    "farthest": "400 km",
    "lowest_grazing": "1 deg",
    "sector": "170 deg",
}
WIDER = {
    "optical": {
        "off_nadir": "60 deg",
        "lowest_elevation": "5 deg",
        "swath": "100 km",
        "coarsest": "3 m",
        "lowest_sun": "-5 deg",
    },
    "radar-imager": {"off_nadir_from": "5 deg", "off_nadir_to": "60 deg", "squint": "60 deg"},
    "strip": WIDER_RADAR,
    "spot": WIDER_RADAR,
    "moving": WIDER_RADAR,
    "camera": {"farthest": "400 km", "lowest_grazing": "1 deg", "infrared": True},
    "ship": {"antenna_height": "50 m", "seen_height": "10 m"},
    "patrol": {"antenna_height": "50 m", "lowest_grazing": "0.1 deg"},
}


@pytest.mark.parametrize(("name", "limit"), [(n, k) for n, w in WIDER.items() for k in w])
def test_a_limit_that_is_widened_takes_no_look_away_and_gives_some(name, limit):
    payload, height = SAMPLES[name]
    wide = type(payload)(**{**dict(payload), limit: WIDER[name][limit]})
    where = looks(height, count=4000)
    before = payload.view(payload.parameters(DRAWS), where).margin >= 0.0
    after = wide.view(wide.parameters(DRAWS), where).margin >= 0.0
    assert not np.any(before & ~after)
    assert np.any(after & ~before)


@every_kind
def test_a_scalar_and_a_batch_give_the_same_numbers(name):
    payload, height = SAMPLES[name]
    where, vessel = looks(height, count=12), vessels(count=12)
    shown, found = view(name, where), detection(name, where, vessel)
    parameters = payload.parameters(DRAWS)
    for i in range(12):
        one = type(parameters)(*(leaf[2] for leaf in parameters))
        at = Geometry(*(leaf[i, 0] for leaf in where))
        alone = payload.view(one, at)
        assert np.isclose(alone.margin, shown.margin[i, 2], rtol=1e-12)
        assert np.isclose(alone.resolution, shown.resolution[i, 2], rtol=1e-12)
        craft = Vessel(*(leaf[i, 0] for leaf in vessel))
        assert np.isclose(payload.detection(one, at, craft), found[i, 2], rtol=1e-12)


@every_kind
def test_jax_arrays_give_what_numpy_arrays_give(name):
    payload, height = SAMPLES[name]
    parameters, where, vessel = payload.parameters(DRAWS), looks(height), vessels()
    there = Geometry(*(jnp.asarray(leaf) for leaf in where))
    craft = Vessel(*(jnp.asarray(leaf) for leaf in vessel))
    theirs = traceable(payload.view)(parameters, there)
    assert np.allclose(theirs.margin, view(name, where).margin, rtol=1e-9, atol=1e-12)
    assert np.allclose(theirs.resolution, view(name, where).resolution, rtol=1e-9)
    found = traceable(payload.detection)(parameters, there, craft)
    assert np.allclose(found, detection(name, where, vessel), rtol=1e-9, atol=1e-12)


@every_kind
def test_the_compiled_loop_gives_what_numpy_gives(name):
    payload, height = SAMPLES[name]
    rng = np.random.default_rng(7)
    lat, lon = rng.uniform(-1.5, 1.5, 400), rng.uniform(-3.0, 3.0, 400)
    above, over = position(lat, lon, np.full(400, height)), 1.2 * np.sqrt(height + 30.0) / 1800.0
    aside = rng.uniform(-over, over, (2, 400))
    where, up = (
        position(lat + aside[0], lon + aside[1], np.zeros(400)),
        local_axes(lat + aside[0], lon + aside[1])[2],
    )
    heading, sun = rng.normal(size=(3, 400)), rng.normal(size=(3, 400))
    sun /= np.linalg.norm(sun, axis=0)
    draw, parameters = rng.integers(0, DRAWS.count, 400), payload.parameters(DRAWS)
    vessel = Vessel(*(np.asarray(leaf[: DRAWS.count, 0]) for leaf in vessels()))
    platform = carrier(above, tuple(heading), tuple(sun))
    mine, craft = (type(f)(*(leaf[draw] for leaf in f)) for f in (parameters, vessel))
    looked = seen(platform, where, up)
    expected = np.where(
        payload.view(mine, looked).margin >= 0.0, payload.detection(mine, looked, craft), 0.0
    )
    every = np.arange(400)
    columns = geometries(side_by_side(platform), (np.stack(where), np.stack(up)), every, every)
    assert np.allclose(columns, np.stack(np.broadcast_arrays(*looked)), rtol=1e-9, atol=1e-12)
    kind, record, own = type(payload), type(parameters), table(parameters, DRAWS.count)
    found, viewed = np.empty(400), np.empty((2, 400))
    run(kind, "chances", record, found, columns, draw, own, table(vessel, DRAWS.count))
    run(kind, "margins", record, viewed, columns, draw, own)
    assert 0 < np.count_nonzero(expected) < 400
    assert np.allclose(found, expected, rtol=1e-9, atol=1e-12)
    assert np.allclose(viewed, np.stack(payload.view(mine, looked)), rtol=1e-9, atol=1e-12)


class Unfit(OpticalImager):
    """Its view takes no numbers."""

    @staticmethod
    def view(parameters, geometry):
        return sorted(geometry)[0].margin


def test_a_kind_that_is_no_function_of_numbers_is_refused_with_what_to_do():
    none = np.zeros(0, dtype=np.intp)
    parameters = SAMPLES["optical"][0].parameters(DRAWS)
    with pytest.raises(TypeError, match="Unfit cannot be compiled: write its `view`"):
        run(
            *(Unfit, "chances", type(parameters), np.empty(0)),
            *(np.empty((6, 0)), none, table(parameters, DRAWS.count)),
            np.empty((DRAWS.count, 3)),
        )


@every_kind
def test_a_margin_is_continuous_along_a_pass(name):
    height = SAMPLES[name][1]
    steps = np.linspace(-1.0, 1.0, 20_001)[:, None]
    reach, abeam = np.sqrt(2.0 * EARTH_MEAN_RADIUS * (height + 20.0)), 0.1
    ground = reach * np.hypot(steps, abeam)
    margin = view(name, geometry(height, ground, np.arctan2(abeam, -steps), 1.0)).margin
    # A thousandth of the way is ten of these steps: no jump can hide among them.
    assert np.max(np.abs(np.diff(margin, axis=0))) < 0.01


@every_kind
def test_intervals_and_sweeps_are_such_and_what_is_searched_grows_with_speed(name):
    payload = SAMPLES[name][0]
    interval, sweep = payload.interval(), payload.sweep_width(DRAWS)
    assert interval is None or interval.best > 0.0
    assert sweep.shape == (DRAWS.count,)
    slow, fast = (payload.search_rate(DRAWS, speed) for speed in (100.0, 200.0))
    assert slow.shape == fast.shape == (DRAWS.count,)
    assert np.all((slow > 0.0) & (fast >= slow))


@every_kind
def test_parameters_have_one_value_a_draw(name):
    for leaf in SAMPLES[name][0].parameters(DRAWS):
        assert leaf.shape == (DRAWS.count,)
