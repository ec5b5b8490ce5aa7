"""Looks of given sensors at given flights, as they might come: detection and error by luck.

Two steps. `expect` says, without luck, what each look of each sensor would measure, how precisely,
and with what probability it detects; the bound needs no more. `draw` adds the luck. Its numbers are
keyed by the sensor's name and by how many looks that sensor has made before, so that adding a
sensor, or watching for longer, changes nobody else's luck.

Sensors look by clocks of their own; all looks come in one order of time. The limits of each look
are the sensor's own (`observe`), and so are its channels (`measure`) and errors (`deviations`).
Left out: false alarms, bias, and errors that one look shares with the next.
"""

import zlib
from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

import noroshi.arrays  # noqa: F401  (float64)
from noroshi.motion.records import Flights
from noroshi.motion.sample import positions
from noroshi.rebound import traceable
from noroshi.sensing.base import Numbers, Target, margin
from noroshi.tracking.looks import Looks

Floats = NDArray[np.float64]
_HALF_STEP = 0.01
"""Velocity is a difference over twice this time [s]: exact to 1e-6 m/s but at burn-out."""


class Watch(NamedTuple):
    """One sensor, with the parameters of one draw: arrays (..., 1), or (..., batch)."""

    name: str
    kind: Any
    """Whose `observe`, `measure` and `deviations` these parameters are for: a `Sensor` type."""
    parameters: Any
    measurement_model: Any
    interval: float
    """Time from one look to the next [s]."""
    phase: float = 0.0
    """Time of the first look after launch [s]."""


class Clock(NamedTuple):
    """All looks of all sensors in order of time; where two fall together, in order of sensors."""

    time: Numbers
    """(look,) [s after launch]."""
    sensor: Numbers
    """Which sensor looks, (look,) integers."""
    turn: Numbers
    """How many looks that sensor has made before, (look,)."""


class Scene(NamedTuple):
    """Flights at the time of each look."""

    position_ecef: Numbers
    """(look, 3, batch) [m]."""
    velocity_ecef: Numbers
    """(look, 3, batch) [m/s]."""
    burning: Numbers
    """Time of powered flight still to come, negative afterwards, (look, batch) [s]."""
    aloft: Numbers
    """Not yet landed, (look, batch)."""
    cross_section: Numbers
    """In its present phase, (look, batch) [m²]."""


class ExpectedLooks(NamedTuple):
    """What each look gives but for luck; batch last."""

    clock: Clock
    probability: Array
    """That the look detects; zero out of view, (look, batch)."""
    exact: Array
    """What it would measure without error, (look, channel, batch); zero in channels it has not."""
    sigma: Array
    """One standard deviation of each channel; inf where the sensor has no such channel."""
    snr: Array
    """Signal-to-noise ratio, in view or not, (look, batch) [1]; 0 of a kind that models none."""


def clock(watches: Sequence[Watch], end: float) -> Clock:
    """When each sensor looks, until an end [s]."""
    counts = [max(int(np.floor((end - w.phase) / w.interval)) + 1, 0) for w in watches]
    turn = np.concatenate([np.zeros(0, dtype=np.int64), *(np.arange(n) for n in counts)])
    sensor = np.repeat(np.arange(len(watches)), counts)
    begin = np.array([w.phase for w in watches])
    interval = np.array([w.interval for w in watches])
    time = begin[sensor] + turn * interval[sensor] if len(watches) else np.zeros(0)
    order = np.argsort(time, kind="stable")
    return Clock(time[order], sensor[order], turn[order])


def scene(
    flights: Flights, time: Floats, powered_cross_section: Floats, cross_section: Floats
) -> Scene:
    """Solved flights at rising times, from the curves between their integrator's own steps.

    Nothing is interpolated between samples: positions are as good as the flight itself.

    Args:
        flights: solved; one that is not gives NaN positions and is never aloft.
        time: (look,) [s after launch].
        powered_cross_section: (batch,) [m²].
        cross_section: after burn-out, (batch,) [m²].
    """
    late, early = time + _HALF_STEP, np.maximum(time - _HALF_STEP, 0.0)
    apart = np.sort(np.concatenate([time, late, early]))
    where = {t: i for i, t in enumerate(apart)}
    found = positions(flights, apart)
    here, ahead, behind = (found[[where[t] for t in ts]] for ts in (time, late, early))
    burning = flights.plan.burn_time - time[:, None]
    return Scene(
        position_ecef=here,
        velocity_ecef=(ahead - behind) / (late - early)[:, None, None],
        burning=burning,
        aloft=time[:, None] < flights.flight_time,
        cross_section=np.where(burning > 0.0, powered_cross_section, cross_section),
    )


def expect(watches: Sequence[Watch], clock: Clock, scene: Scene) -> ExpectedLooks:
    """What every look of the clock gives at the flights of the scene, but for luck."""
    looks, batch = scene.burning.shape
    channels = max([len(w.kind.channels) for w in watches], default=0)
    probability, snr = np.zeros((looks, batch)), np.zeros((looks, batch))
    exact = np.zeros((looks, channels, batch))
    sigma = np.full((looks, channels, batch), np.inf)
    for s, watch in enumerate(watches):
        mine = np.flatnonzero(clock.sensor == s)
        rows = Scene(*(field[mine] for field in scene))
        found = _one_sensor(watch.kind, watch.parameters, watch.measurement_model, rows)
        own = slice(0, found[2].shape[1])
        probability[mine], snr[mine], exact[mine, own], sigma[mine, own] = found
    return ExpectedLooks(clock, *(jnp.asarray(a) for a in (probability, exact, sigma, snr)))


@partial(jax.jit, static_argnums=0)
def _one_sensor(kind: Any, parameters: Any, measurement_model: Any, s: Scene) -> tuple[Array, ...]:
    """Probability and signal of one sensor's looks, (look, batch), and exact values and sigmas."""

    def one(p: Any, g: Any, position: Array, burning: Array, section: Array) -> Any:
        look = traceable(kind.observe)(p, Target(position, burning, section))
        seen = jnp.where(margin(look.limits) >= 0.0, look.probability, 0.0)
        return seen, look.snr, kind.measure(g, position), kind.deviations(g, position, look.snr)

    axes, values = zip(*(_columns(tree) for tree in (parameters, measurement_model)), strict=True)
    batch: Any = jax.vmap(one, in_axes=(*axes, 1, 0, 0), out_axes=(0, 0, 1, 1))

    def look(position: Array, burning: Array, section: Array) -> Any:
        return batch(*values, position, burning, section)

    seen, snr, exact, sigma = jax.vmap(look)(s.position_ecef, s.burning, s.cross_section)
    return jnp.where(s.aloft, seen, 0.0), snr, exact, sigma


def _columns(tree: Any) -> tuple[Any, Any]:
    """Axes for `vmap` over the last axis, and the arrays with an axis of one taken away."""
    axes = jax.tree.map(lambda a: None if a.shape[-1] == 1 else a.ndim - 1, tree)
    return axes, jax.tree.map(lambda a: a[..., 0] if a.shape[-1] == 1 else a, tree)


def first_key(seed: int) -> Array:
    """The key of all luck of a seed; one of more than 63 bits, which has no key, counts modulo."""
    return jax.random.key(seed % 2**63)


def keys(key: Array, names: Sequence[str]) -> Array:
    """One random key a sensor, from its name alone, (sensor,)."""
    return jnp.stack([jax.random.fold_in(key, zlib.crc32(name.encode())) for name in names])


@partial(jax.jit, static_argnums=2)
def draw(sensor_keys: Array, expected: ExpectedLooks, runs: int) -> Looks:
    """Looks with luck: the batch of one flight becomes `runs`, or each flight of a batch is drawn.

    Args:
        sensor_keys: see `keys`.
        expected: of one flight (a batch of one), or of `runs` flights.
        runs: batch of the result.
    """
    e = expected
    channels = e.exact.shape[1]

    def luck(sensor: Array, turn: Array) -> tuple[Array, Array]:
        # A key for each number, so that a sensor of more channels moves nobody else's.
        own = jax.random.fold_in(sensor_keys[sensor], turn)
        part = jax.vmap(partial(jax.random.fold_in, own))(jnp.arange(1 + channels))
        noise = jax.vmap(lambda k: jax.random.normal(k, (runs,)))(part[1:])
        return jax.random.uniform(part[0], (runs,)), noise

    chance, noise = jax.vmap(luck)(e.clock.sensor, e.clock.turn)
    detected = chance < e.probability
    shape = noise.shape
    error = jnp.where(jnp.isfinite(e.sigma), e.sigma, 0.0) * noise
    value = jnp.where(detected[:, None], e.exact + error, 0.0)
    sigma = jnp.broadcast_to(e.sigma, shape)
    return Looks(jnp.asarray(e.clock.time), jnp.asarray(e.clock.sensor), detected, value, sigma)
