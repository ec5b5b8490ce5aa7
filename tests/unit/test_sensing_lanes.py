"""The loops of looking against their definitions in NumPy, sample by sample and look by look."""

import sys
from typing import NamedTuple

import jax
import numpy as np
import pytest

from noroshi.earth.sight import site
from noroshi.sensing import Radar, Target, sensor_array
from noroshi.sensing.base import margin
from noroshi.sensing.chance import ConfirmationRule, confirming
from noroshi.sensing.kernels import tabulated
from noroshi.sensing.lanes import room
from noroshi.sensing.paths import LANDING_RATE, FlightPath, path_of, paths
from noroshi.sensing.pursuit import Pursuit
from noroshi.sensing.samples import Gathered, tally
from noroshi.sensing.stage import CHUNK, SampledTrack, look
from noroshi.sensing.view_loops import Own
from noroshi.world import Draws

COUNT, STEP, SAMPLES = 60, 5.0, 128
HERE = site(np.radians(35.8), np.radians(135.2), 0.0)
THERE = site(np.radians(39.7), np.radians(125.5), 0.0)
BURNS = 120.0
SECTION = 0.05


class Track(NamedTuple):
    """Up from one place and down again on another side of the radar."""

    time: np.ndarray
    position_ecef: np.ndarray
    flight_time: np.ndarray
    burn_time: np.ndarray


def throws():
    """Flights that throw a stone eastward, each at its own speed."""
    rng = np.random.default_rng(3)
    time, lands = np.arange(SAMPLES) * STEP, rng.uniform(300.0, 600.0, COUNT)
    here = np.minimum(time[:, None], lands)
    up = 0.5 * 9.0 * here * (lands - here)
    along, across = rng.uniform(-500.0, 3500.0, COUNT), rng.uniform(-800.0, 800.0, COUNT)
    axes = (THERE.up, THERE.east, THERE.north)
    ways = (up, along * here, across * here)
    moved = sum(axis[:, None] * way[:, None] for axis, way in zip(axes, ways, strict=True))
    position = THERE.position_ecef[:, None] + moved
    return Track(time, np.ascontiguousarray(position), lands, np.full(COUNT, BURNS))


class Scene(NamedTuple):
    """A radar's loops, the radar, and the flights it looks at."""

    loops: object
    own: Own
    radar: Radar
    parameters: object
    flights: tuple[FlightPath, ...]


def radar_with(*azimuths):
    """A radar with a face for each sector of azimuth."""
    return Radar(
        id="radar",
        name="a radar",
        at="here",
        owner="us",
        faces=[{"azimuth": [*a], "elevation": ["5 deg", "60 deg"]} for a in azimuths],
        reference={"range": "400 km", "cross_section": "0.1 m^2", "snr": 20},
        look_interval="2 s",
    )


@pytest.fixture(scope="module")
def scene():
    radar = radar_with(("270 deg", "60 deg"))
    (drawn,) = sensor_array([(radar, HERE)], Draws.best(), 0.0).sensors
    (table,) = tabulated([drawn])
    loops = sys.modules[table.look_at_all.py_func.__module__]
    section = np.full(COUNT, SECTION)
    flown = paths(SampledTrack(throws()), np.arange(COUNT), section, section)
    own = Own(table.sensors.table, table.sensors.cuts, 0, 2.0)
    parameters = jax.tree.map(lambda a: a[..., 0], drawn.parameters)
    return Scene(
        loops, own, radar, parameters, tuple(path_of.py_func(flown, f) for f in range(COUNT))
    )


def test_a_radar_of_one_face_is_served_by_the_loops_of_two():
    tables = []
    for azimuths in ([("270 deg", "60 deg")], [("270 deg", "60 deg"), ("60 deg", "180 deg")]):
        array = sensor_array([(radar_with(*azimuths), HERE)], Draws.best(), 0.0)
        tables += tabulated(array.sensors)
    one, two = tables
    assert one.look_at_all is two.look_at_all


@pytest.mark.parametrize(("sensors", "flights"), [(1, 1), (3, 2), (2, CHUNK + 3)])
def test_loops_are_compiled_once_however_many_sensors_and_flights_there_are(sensors, flights):
    radars = [(radar_with(("270 deg", "60 deg")), HERE)] * sensors
    array = sensor_array(radars, Draws.best(), 0.0)
    (table,) = tabulated(array.sensors)
    which, time, section = np.arange(flights) % COUNT, throws().time, np.full(flights, SECTION)
    track = Track(time, *(field[..., which] for field in throws()[1:]))
    luck = np.random.default_rng(5).random((flights, sensors)).T
    look(
        track,
        array,
        luck,
        draw=np.zeros(flights, dtype=np.int64),
        powered_cross_section=section,
        cross_section=section,
    )
    assert len(table.look_at_all.called.signatures) == 1


def scanned(scene, path, since=0.0, floor=0.5):
    looks, *_ = room(path.samples)
    looks.chance[:] = np.nan
    return scene.loops.scan(scene.own, path, since, max(since, BURNS), floor, floor, looks)


def looks_at_samples(scene, path):
    """Depth and probability at every sample until the first after the impact, (2, sample)."""
    until = min(int(path.flight_time / STEP) + 2, SAMPLES)
    time = np.arange(until) * STEP
    look = scene.radar.observe(
        scene.parameters,
        Target(path.position_ecef[:, :until], path.burn_time - time, np.full(until, SECTION)),
    )
    depth = np.minimum(margin(look.limits), LANDING_RATE * (path.flight_time - time))
    return np.asarray(depth), look.probability


def gathered(depth, chance, inside, floor):
    """What `Gathered` says, of the samples that count."""
    missed = np.where(inside, 1.0 - chance, 1.0)
    before = np.concatenate([[1.0], np.cumprod(missed)[:-1]])
    half = before * (0.5 + 0.5 * missed)
    early = np.flatnonzero(inside & (half >= floor))
    last = early[-1] if len(early) else 0
    return Gathered(float(last), half[last] if len(early) else 1.0, np.prod(missed), 0.0)


def test_a_tally_is_the_sums_over_its_looks():
    rng = np.random.default_rng(8)
    for count in (0, 1, 7, 8, 33, 64):
        depth, p = rng.normal(0.0, 3.0, count), rng.random(count)
        found = tally(depth, p, -2.0)
        near, inside = depth >= -2.0, depth >= 0.0
        assert found[:3] == (near.sum(), inside.sum(), (inside & (p >= 0.5)).sum())
        assert np.isclose(found.missed, np.prod(1.0 - p[inside]), rtol=1e-12)
        assert np.isclose(found.cubes, np.sum(p[near] ** 3), rtol=1e-12)


@pytest.mark.parametrize("floor", [0.95, 0.3])
@pytest.mark.parametrize("since", [0.0, 83.0, 233.0])
def test_a_scan_says_of_the_samples_what_each_of_them_says(scene, since, floor):
    entered = 0
    for path in scene.flights:
        s = scanned(scene, path, since, floor)
        depth, chance = looks_at_samples(scene, path)
        near, inside = depth >= -0.5 * path.speed * STEP, depth >= 0.0
        if not near.any():
            assert s.near_first == s.seen_first == -1
            assert s.held == 0
            continue
        entered += inside.any()
        time = np.arange(len(depth)) * STEP
        for flags, first, last in (
            (near, s.near_first, s.near_last),
            (inside, s.seen_first, s.seen_last),
        ):
            which = np.flatnonzero(flags)
            assert (first, last) == ((which[0], which[-1]) if len(which) else (-1, -1))
        assert s.held == np.sum(inside & (chance >= 0.5))
        assert np.allclose(s.samples.chance[: s.end][near], chance[near], rtol=1e-9)
        assert np.all(s.samples.chance[: s.end] >= 0.0)
        for counted, found in ((time >= since, s.whole), (time >= max(since, BURNS), s.late)):
            expected = gathered(depth, chance, inside & counted, floor)
            assert found.early == expected.early
            assert np.isclose(found.missed_early, expected.missed_early, rtol=1e-12)
            assert np.isclose(found.missed, expected.missed, rtol=1e-9)
            cubes = np.sum(chance[near & counted] ** 3)
            assert np.isclose(found.cubes, cubes, rtol=1e-9)
    assert entered > COUNT // 2


def confirmed(scene, path, time, end, rule, second):
    """The look that confirms, each one looked at; inf = none."""
    chance_of = {1: 1.0}
    while time <= end:
        p = scene.loops.chance(scene.own, path, time)
        moved: dict[int, float] = {}
        for state, weight in chance_of.items():
            for hit, share in ((0, 1.0 - p), (1, p)):
                run = (state << 1 | hit) & ((1 << rule.looks) - 1)
                if not hit or run.bit_count() < rule.hits:
                    moved[run] = moved.get(run, 0.0) + weight * share
        chance_of = moved
        if 1.0 - sum(chance_of.values()) > second:
            return time
        time += scene.own.interval
    return np.inf


@pytest.mark.parametrize("hits", [2, 3])
def test_faint_looks_are_passed_over_without_a_change(scene, hits):
    rule, rng = ConfirmationRule(hits, 5, 4), np.random.default_rng(12)
    faint = found = 0
    for path in scene.flights:
        s = scanned(scene, path)
        if s.seen_first < 0:
            continue
        begin, end = s.seen_first * STEP + rng.random(), s.seen_last * STEP
        second = rng.random() ** 3
        pursuit = Pursuit(begin, 1.0, end, True, 0.5, second, np.inf)
        _, chain, ahead = room(1)
        confirms = confirming(hits, 5)
        given = s, begin, pursuit, rule, chain, confirms, ahead, len(ahead.chance)
        at = scene.loops.confirmation(scene.own, path, *given)
        assert at == pytest.approx(confirmed(scene, path, begin, end, rule, second), abs=1e-6)
        faint += np.sum(s.samples.chance[s.seen_first : s.seen_last] < 1e-3)
        found += at < np.inf
    assert faint > 100
    assert found > 5


def test_a_limit_may_be_a_bare_number():
    depths = margin(((1.0, np.array([2.0, -3.0])), (np.array([-5.0, -4.0]), 0.5)))
    assert np.array_equal(depths, [1.0, -3.0])
    assert margin(((1.0, -2.0), (-3.0,))) == -2.0
