"""A sensor array: all sensors with every drawn parameter, ready to be looked with."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.earth.sight import Site
from noroshi.rebound import traceable
from noroshi.sensing.base import Look, Sensor, Target
from noroshi.world import Draws

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Observe = Callable[[Any, Target], Look]

BATCH_LAST = (1, 0, 0)
"""The batch's axis in a target's position, burning and cross-section."""


class DrawnSensor(NamedTuple):
    """One sensor in every draw."""

    observe: Observe
    parameters: Any
    """A NamedTuple of arrays, (..., draw) or (..., 1)."""
    interval: Floats
    """Time from look to look, (draw,) [s]; inf = it never looks."""
    hits: int
    looks: int
    drop: int
    search: "DrawnSensor | None" = None
    """How it finds what it is not told of; None = by the looks with which it tracks."""


class Cue(NamedTuple):
    """A sensor whose confirmation tells another where to look."""

    source: int
    """Which of the array's it is: one that does not search itself."""
    delay: Floats
    """From its confirmation to the other's first look, (draw,) [s]; inf = not told."""


class SensorArray(NamedTuple):
    """Every sensor in every draw, in the order given."""

    ids: tuple[str, ...]
    sensors: tuple[DrawnSensor, ...]
    cues: tuple[tuple[Cue, ...], ...] = ()
    """Of each sensor that searches, who cues it; empty = nobody cues any."""


def sensor_array(
    stations: Sequence[tuple[Sensor, Site]], draws: Draws, gradient: Floats | float
) -> SensorArray:
    """Draw every parameter of every sensor.

    Args:
        stations: sensors with their places, in the order in which results are wanted.
        draws: gives each estimate's values.
        gradient: of the refractive index with height, (draw,) or one number [1/m].
    """
    slope = np.broadcast_to(np.asarray(gradient, dtype=np.float64), (draws.count,))
    sensors = [_drawn(sensor, site, draws, slope) for sensor, site in stations]
    return SensorArray(tuple(sensor.id for sensor, _ in stations), tuple(sensors))


def _drawn(sensor: Sensor, site: Site, draws: Draws, slope: Floats) -> DrawnSensor:
    """One sensor as it tracks, and as it searches."""
    observe, found = type(sensor).observe, sensor.seeking(site, draws, slope)
    return DrawnSensor(
        observe=observe,
        parameters=sensor.parameters(site, draws, slope),
        interval=draws(sensor.interval()),
        hits=sensor.confirm.hits,
        looks=sensor.confirm.looks,
        drop=sensor.confirm.drop,
        search=None if found is None else DrawnSensor(observe, *found, hits=1, looks=1, drop=1),
    )


def looks_at(sensor: DrawnSensor, target: Target) -> Look:
    """Looks of a sensor in its only draw at many targets, or at one at many times, by NumPy.

    Args:
        sensor: of one draw.
        target: a batch of any shape, last.
    """
    return sensor.observe(_in_only_draw(sensor.parameters), target)


def _in_only_draw(values: Any) -> Any:
    """Parameters without the axis of draws, along which a batch of targets would be laid."""
    if isinstance(values, tuple):
        parts = [_in_only_draw(value) for value in values]
        return type(values)(*parts) if hasattr(values, "_fields") else tuple(parts)
    return values[..., 0] if np.ndim(values) else values


def columns(parameters: Any, draw: Ints) -> Any:
    """The parameters of chosen draws, one a column; what no draw changes stays one column."""
    import jax  # only now, as in `noroshi.jnp`

    return jax.tree.map(lambda a: a if a.shape[-1] == 1 else np.take(a, draw, axis=-1), parameters)


def batched(observe: Observe, parameters: Any) -> Callable[[Target], Look]:
    """A one-target look function over a batch on the last axis, each column its own draw."""
    import jax  # only now, as in `noroshi.jnp`

    import noroshi.arrays  # noqa: F401  (float64)

    axes = jax.tree.map(lambda a: None if a.shape[-1] == 1 else a.ndim - 1, parameters)
    values = jax.tree.map(lambda a: a[..., 0] if a.shape[-1] == 1 else a, parameters)
    mapped = jax.vmap(traceable(observe), in_axes=(axes, Target._make(BATCH_LAST)))
    return lambda target: mapped(values, target)
