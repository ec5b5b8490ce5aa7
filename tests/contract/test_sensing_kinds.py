"""The laws of `Sensor`, for every kind; and a kind made up here, which the engine runs unedited."""

import sys
from typing import ClassVar, Literal, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.earth.sight import geostationary, site
from noroshi.scenario.records import SECTIONS
from noroshi.sensing import Infrared, Look, Radar, Sensor, Target, sensor_array
from noroshi.sensing.base import Channel, Numbers, margin
from noroshi.sensing.kernels import tabulated
from noroshi.sensing.paths import FlightPath
from noroshi.sensing.sensor_array import batched, columns
from noroshi.sensing.stage import look
from noroshi.sensing.view_loops import Own
from noroshi.tracking.look_loops import COASTING
from noroshi.tracking.look_tables import look_tables
from noroshi.world import Angle, Draws, Duration, Estimate, Length

ONE_KILOMETRE = 1000.0
HERE = site(np.radians(40.9), np.radians(140.3), 20.0)
ABOVE = geostationary(np.radians(150.0))
DRAWN = Estimate(600e3, 870e3, 1500e3, name="range")


class CameraParameters(NamedTuple):
    """What one look of a camera needs."""

    origin_ecef: Numbers
    up: Numbers
    sine: Numbers
    reach: Numbers


class CameraGauge(NamedTuple):
    """Where a camera measures from."""

    origin_ecef: Numbers
    up: Numbers


class Camera(Sensor):
    """A camera on the ground: sees what is close and high enough, always."""

    channels: ClassVar[tuple[Channel, ...]] = (Channel("sine", "1"),)
    kind: Literal["camera"] = "camera"
    lowest: Angle
    reach: Length
    frame: Duration

    def interval(self):
        return self.frame

    def parameters(self, site, draws, gradient):
        return CameraParameters(
            origin_ecef=site.position_ecef[:, None],
            up=site.up[:, None],
            sine=np.sin(draws(self.lowest)),
            reach=draws(self.reach),
        )

    @staticmethod
    def observe(parameters, target):
        p = parameters
        there, here = target.position_ecef, p.origin_ecef
        dx, dy, dz = there[0] - here[0], there[1] - here[1], there[2] - here[2]
        distance = np.sqrt(dx * dx + dy * dy + dz * dz)
        high = 0.5 * (p.up[0] * dx + p.up[1] * dy + p.up[2] * dz - p.sine * distance)
        snr = (p.reach / distance) ** 2
        return Look(((high, p.reach - distance),), snr, snr / (1.0 + snr))

    @property
    def measures(self):
        return True

    def measurement_model(self, site, draws):
        count = (3, draws.count)
        place, up = (np.broadcast_to(v[:, None], count) for v in (site.position_ecef, site.up))
        return CameraGauge(place, up)

    @staticmethod
    def measure(measurement_model, position_ecef):
        offset = position_ecef - measurement_model.origin_ecef
        return jnp.sum(measurement_model.up * offset)[None] / jnp.linalg.norm(offset)

    @staticmethod
    def deviations(measurement_model, position_ecef, snr):
        return 1e-3 / jnp.sqrt(1.0 + snr)[None]

    @staticmethod
    def tells(measurement_model, position_ecef, snr):
        m, there = measurement_model, position_ecef
        dx, dy, dz = (
            there[0] - m.origin_ecef[0],
            there[1] - m.origin_ecef[1],
            there[2] - m.origin_ecef[2],
        )
        square = dx * dx + dy * dy + dz * dz
        along = (m.up[0] * dx + m.up[1] * dy + m.up[2] * dz) / square
        scale = 1e3 * np.sqrt((1.0 + snr) / square)
        x, y, z = m.up[0] - along * dx, m.up[1] - along * dy, m.up[2] - along * dz
        return ((scale * x, scale * y, scale * z),)


RADAR = {
    "id": "radar",
    "name": "a radar",
    "at": "here",
    "owner": "us",
    "antenna_height": "10 m",
    "faces": [
        {"azimuth": ["230 deg", "350 deg"], "elevation": ["2 deg", "80 deg"]},
        {"azimuth": ["350 deg", "40 deg"], "elevation": ["5 deg", "90 deg"]},
    ],
    "reference": {"range": DRAWN, "cross_section": "0.01 m^2", "snr": 20},
    "max_range": "2000 km",
    "look_interval": "1 s",
    "confirm": {"hits": 3, "looks": 5},
    "accuracy": {
        "beamwidth": "1 deg",
        "range_resolution": "15 m",
        "angle_floor": "0.2 mrad",
        "range_floor": "5 m",
    },
}
SAMPLES = {
    "radar": (Radar(**RADAR), HERE),
    "steady-radar": (Radar(**{**RADAR, "swerling": 0}), HERE),
    "infrared": (
        Infrared(
            id="infrared",
            name="a satellite",
            at="above",
            owner="us",
            cloud_break="10 km",
            revisit="10 s",
            confirm={"hits": 3, "looks": 4},
            detection_probability=0.95,
            angle_error="0.05 mrad",
        ),
        ABOVE,
    ),
    "camera": (
        Camera(
            id="camera",
            name="a camera",
            at="here",
            owner="us",
            lowest="5 deg",
            reach="800 km",
            frame="2 s",
        ),
        HERE,
    ),
}
DRAWS = Draws.of(["range"], 4, seed=1)
every_kind = pytest.mark.parametrize("name", SAMPLES)


def test_every_builtin_kind_has_a_sample():
    assert set(SECTIONS["sensors"].kinds.values()) <= {
        type(sensor) for sensor, _ in SAMPLES.values()
    }


def test_kinds_have_names_of_their_own():
    kinds = [kind.model_fields["kind"].default for kind in SECTIONS["sensors"].kinds.values()]
    assert len(set(kinds)) == len(kinds)


def parameters_of(name):
    sensor, where = SAMPLES[name]
    return sensor_array([(sensor, where)], DRAWS, -39e-9).sensors[0]


def around(east, north, up):
    """Positions (3, n) by their distances from the ground site [m]."""
    axes = np.stack([HERE.east, HERE.north, HERE.up], axis=-1)
    return HERE.position_ecef[:, None] + axes @ np.stack(np.broadcast_arrays(east, north, up))


def targets(count=256, seed=0):
    rng = np.random.default_rng(seed)
    position = around(
        rng.uniform(-2e6, 2e6, count), rng.uniform(-2e6, 2e6, count), rng.uniform(0, 1.5e6, count)
    )
    return Target(position, rng.uniform(-50, 60, count), 10 ** rng.uniform(-3, 1, count))


def seen(name, target, draw=None):
    sensor = parameters_of(name)
    draw = np.zeros(len(target.burning), int) if draw is None else draw
    return batched(sensor.observe, columns(sensor.parameters, draw))(target)


@every_kind
def test_probabilities_and_ratios_are_such(name):
    result = seen(name, targets(), np.arange(256) % 4)
    probability, snr = np.asarray(result.probability), np.asarray(result.snr)
    assert np.all((probability >= 0.0) & (probability <= 1.0))
    assert np.all(np.isfinite(snr) & (snr >= 0.0))
    assert np.all(np.isfinite(margin(result.limits)))


@every_kind
def test_some_targets_are_in_view_and_some_are_not(name):
    inside = np.asarray(margin(seen(name, targets(2048)).limits)) >= 0.0
    assert 0 < inside.sum() < len(inside)


@every_kind
def test_nearer_on_the_same_line_of_sight_is_never_seen_worse(name):
    origin = np.asarray(parameters_of(name).parameters.origin_ecef)[:, :1]
    far = targets()
    near = far._replace(position_ecef=origin + 0.7 * (far.position_ecef - origin))
    before, after = seen(name, far), seen(name, near)
    assert np.all(np.asarray(after.snr) >= np.asarray(before.snr))
    assert np.all(np.asarray(after.probability) >= np.asarray(before.probability) - 1e-12)


@every_kind
def test_no_limit_changes_faster_than_the_target_moves(name):
    rng = np.random.default_rng(3)
    start = targets(1024)
    step = rng.normal(size=(3, 1024))
    step *= ONE_KILOMETRE / np.linalg.norm(step, axis=0)
    moved = start._replace(position_ecef=start.position_ecef + step)
    before, after = seen(name, start).limits, seen(name, moved).limits
    for face_before, face_after in zip(before, after, strict=True):
        for a, b in zip(face_before, face_after, strict=True):
            change = np.abs(np.asarray(b) - np.asarray(a))
            assert np.all(change <= 1.01 * ONE_KILOMETRE)


@every_kind
def test_limits_do_not_depend_on_the_cross_section(name):
    target = targets()
    louder = target._replace(cross_section=9.0 * target.cross_section)
    for a, b in zip(seen(name, target).limits, seen(name, louder).limits, strict=True):
        for one, other in zip(a, b, strict=True):
            assert np.array_equal(one, other)


@every_kind
def test_one_by_one_gives_what_the_batch_gives(name):
    sensor, batch, draw = parameters_of(name), targets(16), np.arange(16) % 4
    together = seen(name, batch, draw)
    for i in range(16):
        alone = sensor.observe(
            type(sensor.parameters)(*(_one(leaf, draw[i]) for leaf in sensor.parameters)),
            Target(batch.position_ecef[:, i], batch.burning[i], batch.cross_section[i]),
        )
        assert np.isclose(alone.snr, together.snr[i], rtol=1e-12)
        assert np.isclose(alone.probability, together.probability[i], rtol=1e-9, atol=1e-15)
        assert np.isclose(margin(alone.limits), margin(together.limits)[i], rtol=1e-9, atol=1e-6)


@every_kind
def test_numpy_jax_and_numba_see_alike(name):
    sensor, where = SAMPLES[name]
    (table,) = tabulated(sensor_array([(sensor, where)], DRAWS, -39e-9).sensors)
    batch, draw = targets(2048, seed=9), np.arange(2048) % 4
    depth, probability = compiled_looks(table, batch, draw)
    traced = seen(name, batch, draw)
    kept = jax.tree.map(
        lambda a: a[..., 0] if a.shape[-1] == 1 else a,
        columns(parameters_of(name).parameters, draw),
    )
    with np.errstate(over="ignore"):
        plain = type(sensor).observe(kept, batch)
    for result in (traced, plain):
        np.testing.assert_allclose(traced.snr, result.snr, rtol=1e-12)
        np.testing.assert_allclose(probability, result.probability, rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(depth, margin(result.limits), rtol=1e-12, atol=1e-6)


def compiled_looks(table, batch, draw):
    """Depth and probability of one sensor's looks as the loops look, (2, target)."""
    loops = sys.modules[table.look_at_all.py_func.__module__]
    found = np.empty((2, len(draw)))
    for i, at in enumerate(draw):
        position = np.repeat(batch.position_ecef[:, i, None], 1, axis=1)
        section = batch.cross_section[i]
        path = FlightPath(position, 1, 1.0, 1e9, batch.burning[i], section, section, 1.0)
        own = Own(table.sensors.table, table.sensors.cuts, at, 1.0)
        found[:, i] = loops.glance(own, path, 0.0)
    return found


def _one(leaf, draw):
    if leaf is None:
        return None
    if isinstance(leaf, tuple):
        parts = [_one(part, draw) for part in leaf]
        return type(leaf)(*parts) if hasattr(leaf, "_fields") else tuple(parts)
    return leaf[..., 0] if leaf.shape[-1] == 1 else leaf[..., draw]


def gauged(name, target):
    """What a kind measures of the targets, and how well: (target, channel) each."""
    sensor, where = SAMPLES[name]
    measurement_model = jax.tree.map(lambda a: a[..., 0], sensor.measurement_model(where, DRAWS))
    position, snr = target.position_ecef.T, np.asarray(seen(name, target).snr)
    values = jax.vmap(lambda p: sensor.measure(measurement_model, p))(position)
    slopes = jax.vmap(jax.jacfwd(lambda p: sensor.measure(measurement_model, p)))(position)
    errors = jax.vmap(lambda p, s: sensor.deviations(measurement_model, p, s))(position, snr)
    return np.asarray(values), np.asarray(errors), np.asarray(slopes)


@every_kind
def test_a_measurement_has_its_channels_positive_errors_and_slopes(name):
    values, errors, slopes = gauged(name, targets())
    channels = SAMPLES[name][0].channels
    assert values.shape == errors.shape == (256, len(channels))
    assert np.all(np.isfinite(values))
    assert np.all(errors > 0.0)
    assert np.all(np.isfinite(errors))
    assert np.all(np.isfinite(slopes))
    assert np.all(np.any(slopes != 0.0, axis=-1))
    assert len({c.name for c in channels}) == len(channels)


@every_kind
def test_a_look_tells_the_slope_of_its_measurement_in_deviations(name):
    # Oracle: derivatives of `measure` by JAX, over `deviations`.
    target = targets(512)
    _, errors, slopes = gauged(name, target)
    told = told_by(name, target, np.asarray(seen(name, target).snr))
    expected = slopes / errors[..., None]
    size = np.linalg.norm(expected, axis=-1, keepdims=True)
    np.testing.assert_allclose(told / size, expected / size, atol=1e-9)


def told_by(name, target, snr):
    """What looks tell by the kind's plain Python, (target, channel, 3)."""
    sensor, where = SAMPLES[name]
    model = jax.tree.map(lambda a: np.asarray(a)[..., 0], sensor.measurement_model(where, DRAWS))
    told = type(sensor).tells(model, target.position_ecef, snr)
    return np.moveaxis([np.broadcast_arrays(*channel, snr)[:3] for channel in told], -1, 0)


@every_kind
def test_looks_are_compiled_as_they_are_told_of(name):
    # Oracle: the kind's plain Python, and products of matrices.
    sensor, where = SAMPLES[name]
    drawn = parameters_of(name)
    model = sensor.measurement_model(where, DRAWS)
    ((_, table),) = look_tables([(type(sensor), drawn.parameters, model, drawn.interval)], 4)
    loops = sys.modules[table.add_looks.py_func.__module__]
    target = targets(256)._replace(burning=np.full(256, COASTING))
    look = seen(name, target)
    own = loops.row.py_func(table.table[0], table.cuts, 0)
    each = zip(target.position_ecef.T, target.cross_section, strict=True)
    found = [loops.looked(own, *position, section) for position, section in each]
    inside, chance, told = zip(*found, strict=True)
    np.testing.assert_allclose(inside, margin(look.limits), rtol=1e-12, atol=1e-6)
    np.testing.assert_allclose(chance, look.probability, rtol=1e-12, atol=1e-15)
    channels = told_by(name, target, np.asarray(look.snr))
    products = np.einsum("nci,ncj->nij", channels, channels)
    i, j = np.tril_indices(3)
    atol = 1e-12 * np.trace(products, axis1=1, axis2=2).min()
    np.testing.assert_allclose(told, products[:, i, j], rtol=1e-9, atol=atol)


@every_kind
def test_more_signal_never_makes_a_measurement_worse(name):
    target = targets()
    louder = target._replace(cross_section=4.0 * target.cross_section)
    assert np.all(gauged(name, louder)[1] <= gauged(name, target)[1] * (1.0 + 1e-12))


@pytest.mark.parametrize("name", ["radar", "infrared"])
def test_without_a_declared_accuracy_a_look_says_nothing(name):
    sensor, where = SAMPLES[name]
    field = {"radar": "accuracy", "infrared": "angle_error"}[name]
    measurement_model = jax.tree.map(
        lambda a: a[..., 0], sensor.model_copy(update={field: None}).measurement_model(where, DRAWS)
    )
    place = targets().position_ecef[:, 0]
    assert np.all(np.isinf(sensor.deviations(measurement_model, place, 20.0)))
    assert np.all(np.array(sensor.tells(measurement_model, place, 20.0)) == 0.0)


@pytest.mark.parametrize("name", ["radar", "steady-radar"])
def test_repeating_a_face_changes_nothing(name):
    sensor, where = SAMPLES[name]
    alone = sensor_array([(sensor, where)], DRAWS, -39e-9)
    third = sensor.model_copy(update={"faces": (*sensor.faces, sensor.faces[0])})
    longer = sensor_array([(third, where)], DRAWS, -39e-9)
    target = targets(64)
    draw = np.zeros(64, int)
    a, b = (
        batched(p.sensors[0].observe, columns(p.sensors[0].parameters, draw))(target)
        for p in (alone, longer)
    )
    assert len(b.limits) == len(a.limits) + 1
    assert np.array_equal(margin(a.limits), margin(b.limits))


def test_looks_of_the_search_have_the_form_of_those_of_a_track():
    fence = {
        "elevation": ["0 deg", "10 deg"],
        "frame": "5 s",
        "power": "60 kW",
        "aperture": "9 m^2",
        "noise_temperature": "500 K",
        "loss": 4,
        "cue_delay": "10 s",
    }
    one = sensor_array([(Radar(**RADAR, search=fence), HERE)], DRAWS, -39e-9).sensors[0]
    alike = jax.tree.map(lambda a, b: a.shape == b.shape, one.parameters, one.search.parameters)
    assert all(jax.tree.leaves(alike))
    assert (one.search.hits, one.search.looks) == (1, 1)
    assert all(parameters_of(name).search is None for name in SAMPLES)


class Track(NamedTuple):
    """Straight lines to the impact, and rest there."""

    time: np.ndarray
    position_ecef: np.ndarray
    flight_time: np.ndarray
    burn_time: np.ndarray


def lines(start, velocity, flight_time, burn_time=60.0, samples=96, step=5.0):
    time = np.arange(samples) * step
    elapsed = np.minimum(time[:, None], flight_time)
    position = start + velocity * elapsed[:, None, :]
    return Track(time, position, flight_time, np.full(len(flight_time), burn_time))


def flights(count=64, seed=5):
    rng = np.random.default_rng(seed)
    start = around(rng.uniform(-1.2e6, 0, count), rng.uniform(-3e5, 1e6, count), 2e4)
    velocity = rng.normal(size=(3, count)) * 1500.0 + HERE.up[:, None] * 1500.0
    return lines(start, velocity, rng.uniform(100.0, 470.0, count))


def watch(stations, track, u, draw=None, section=0.03):
    count = len(track.flight_time)
    return look(
        track,
        sensor_array(stations, DRAWS, -39e-9),
        u,
        draw=np.arange(count) % 4 if draw is None else draw,
        powered_cross_section=np.full(count, 30.0 * section),
        cross_section=np.full(count, section),
    )


@pytest.fixture(scope="module")
def everything():
    track = flights()
    u = np.random.default_rng(2).random((len(SAMPLES), 64))
    return track, u, watch(list(SAMPLES.values()), track, u)


def test_results_are_in_order_of_time(everything):
    track, _, result = everything
    some = np.isfinite(result.rise)
    assert some.any(axis=1).all()
    assert np.all(result.rise[some] <= result.set[some])
    assert np.all(result.set[some] <= np.broadcast_to(track.flight_time, some.shape)[some] + 1e-6)
    first = np.isfinite(result.first)
    assert first.any(axis=1).all()
    assert np.all(first <= some)
    assert np.all(result.first[first] >= result.rise[first] - 1e-6)
    assert np.all(result.first[first] <= result.set[first] + 1e-6)
    assert np.all(result.confirmed >= result.first)
    length = np.nan_to_num(result.set - result.rise)
    assert np.all((result.custody >= 0.0) & (result.custody <= length + 1e-6))
    held = np.isfinite(result.lost)
    assert np.array_equal(held, result.custody > 0.0)
    assert np.all(result.lost[held] <= result.set[held] + 1e-6)
    assert np.all(result.lost[held] >= (result.rise + result.custody)[held] - track.time[1])


def test_what_is_lost_in_view_is_detected_in_half_of_the_looks_then_and_in_fewer_later(everything):
    # Oracle: looks at the very places, which lie on a line.
    track, _, result = everything
    compared = 0
    for number, name in enumerate(SAMPLES):
        lost, end = result.lost[number], result.set[number]
        mine = np.flatnonzero(lost < end - 2.0 * track.time[1])
        for flight in mine:
            # From the last sample at which it was likely, to the end of the view.
            begin = np.floor(lost[flight] / track.time[1]) * track.time[1]
            time = begin + np.linspace(0.0, 0.999, 40) * (end[flight] - begin)
            position = track.position_ecef[:, :, flight].T
            place = np.array([np.interp(time, track.time, axis) for axis in position])
            section = np.where(time < track.burn_time[flight], 30.0, 1.0) * 0.03
            left = track.burn_time[flight] - time
            looked = seen(name, Target(place, left, section), np.full(40, flight % 4))
            chance = np.where(np.asarray(margin(looked.limits)) >= 0.0, looked.probability, 0.0)
            later = time > lost[flight] + track.time[1]
            assert np.all(chance[later] < 0.5)
            assert chance[0] >= 0.5
            compared += 1
    assert compared


def test_out_of_view_is_never_seen(everything):
    _, _, result = everything
    absent = np.isnan(result.rise)
    assert absent.any()
    assert np.all(np.isinf(result.first[absent]) & np.isinf(result.confirmed[absent]))
    assert np.all(result.custody[absent] == 0.0)


def test_a_kind_made_up_in_this_file_runs_in_the_engine_unedited(everything):
    track, _, result = everything
    camera = list(SAMPLES).index("camera")
    assert Camera not in SECTIONS["sensors"].kinds.values()
    # By its definition: within 800 km and above five degrees, at some sample.
    offset = track.position_ecef - HERE.position_ecef[:, None]
    distance = np.linalg.norm(offset, axis=1)
    sine = np.einsum("tib,i->tb", offset, HERE.up) / distance
    flying = track.time[:, None] <= track.flight_time
    inside = ((distance <= 800e3) & (sine >= np.sin(np.radians(5.0))) & flying).any(axis=0)
    assert inside.any()
    assert np.all(np.isfinite(result.rise[camera][inside]))


def test_adding_a_sensor_changes_nobody_elses_results(everything):
    track, u, together = everything
    names = list(SAMPLES)
    alone = watch([SAMPLES["infrared"]], track, u[[names.index("infrared")]])
    for a, b in zip(alone, together, strict=True):
        assert np.array_equal(a[0], b[names.index("infrared")], equal_nan=True)


def test_a_flight_is_seen_alike_in_any_company(everything):
    track, u, together = everything
    few = np.array([3, 41, 17])
    part = Track(
        track.time, track.position_ecef[..., few], track.flight_time[few], track.burn_time[few]
    )
    alone = watch(list(SAMPLES.values()), part, u[:, few], few % 4)
    for a, b in zip(alone, together, strict=True):
        assert np.allclose(a, b[:, few], rtol=1e-12, atol=1e-9, equal_nan=True)


@pytest.mark.parametrize("seed", [0, 1])
def test_order_and_company_change_nothing_at_all(seed):
    # Long dim passes, which are followed apart from the rest, beside short bright ones.
    rng = np.random.default_rng(seed)
    count, stations = 600, [SAMPLES["radar"], SAMPLES["camera"]]
    track = flights(count, seed)
    u, draw = rng.random((2, count)), np.arange(count) % 4

    def seen(order):
        part = Track(
            track.time,
            track.position_ecef[..., order],
            track.flight_time[order],
            track.burn_time[order],
        )
        return watch(stations, part, u[:, order], draw[order], section=1e-4)

    together, order = seen(np.arange(count)), rng.permutation(count)
    dim = together.confirmed > together.first + 20.0
    dim &= np.isfinite(together.first)
    assert dim.sum() > 20
    for part in (order, order[:130], order[130:]):
        for a, b in zip(seen(part), together, strict=True):
            assert np.array_equal(a, b[:, part], equal_nan=True)


def test_a_flight_that_does_not_exist_is_never_seen_and_disturbs_nobody(everything):
    track, u, together = everything
    missing = np.arange(64) % 7 == 0
    holed = Track(
        track.time,
        np.where(missing, np.nan, track.position_ecef),
        np.where(missing, np.nan, track.flight_time),
        track.burn_time,
    )
    seen = watch(list(SAMPLES.values()), holed, u)
    assert np.all(np.isinf(seen.first[:, missing]) & np.isnan(seen.rise[:, missing]))
    assert np.all(seen.custody[:, missing] == 0.0)
    for a, b in zip(seen, together, strict=True):
        assert np.array_equal(a[:, ~missing], b[:, ~missing], equal_nan=True)


@settings(max_examples=10)
@given(seed=st.integers(0, 1000))
def test_a_larger_target_is_never_detected_later(seed):
    track, u = flights(seed=seed), np.random.default_rng(seed).random((len(SAMPLES), 64))
    small, large = (watch(list(SAMPLES.values()), track, u, section=x) for x in (0.03, 0.3))
    assert np.all(large.first <= small.first)


@settings(max_examples=10)
@given(seed=st.integers(0, 1000))
def test_another_sensor_never_delays_the_first_detection(seed):
    track, u = flights(seed=seed), np.random.default_rng(seed).random((len(SAMPLES), 64))
    stations = list(SAMPLES.values())
    fewer = watch(stations[:-1], track, u[:-1]).first.min(axis=0)
    assert np.all(watch(stations, track, u).first.min(axis=0) <= fewer)
