"""New tracks from two plots of one radar, one scan apart."""

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from noroshi.tracking.bank import Bank, ahead, corrected, empty, in_blocks
from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.simulate import Watch

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
_ROOM = 3.0
"""Standard deviations of both places that two plots of one target may be farther apart."""


def pairs(
    watch: Watch,
    before: tuple[Floats, Floats],
    now: tuple[Floats, Floats],
    *,
    step: float,
    speed: float,
) -> tuple[Ints, Ints]:
    """Which plots may be one target's: no farther apart than it flies in a step.

    Args:
        watch: the radar.
        before: value and sigma of its plots, (plot, channel) each.
        now: value and sigma of the plots of its next scan.
        step: between the two [s].
        speed: that no target exceeds [m/s].
    """
    (first, spread), (second, later) = (places(watch, *plots) for plots in (before, now))
    apart = np.linalg.norm(first[:, None] - second[None], axis=-1)
    around = np.trace(spread, axis1=1, axis2=2)[:, None] + np.trace(later, axis1=1, axis2=2)
    here, there = np.nonzero(apart <= speed * step + _ROOM * np.sqrt(around))
    return here, there


def begun(
    dynamics: Dynamics,
    watch: Watch,
    before: tuple[Floats, Floats],
    now: tuple[Floats, Floats],
    *,
    step: float,
    speed: float,
) -> Bank:
    """A track, not yet numbered, for every such pair, with the covariance that the two plots leave.

    It begins at the first plot with the velocity that leads to the second, known to no better than
    `speed`, and is then carried on and corrected like any other: two-point differencing
    (Bar-Shalom, Li & Kirubarajan 2001, sec. 5.5.3) with the tracker's own motion in between.
    """
    here, there = pairs(watch, before, now, step=step, speed=speed)
    if not len(here):
        return empty(dynamics.size)
    (first, spread), (second, _) = (places(watch, *plots) for plots in (before, now))
    mean = np.zeros((dynamics.size, len(here)))
    mean[:3] = first[here].T
    mean[3:6] = ((second[there] - first[here]) / step).T
    covariance = np.zeros((len(here), dynamics.size, dynamics.size))
    covariance[:, :3, :3] = spread[here]
    covariance[:, range(3, 6), range(3, 6)] = speed**2
    lower = np.tril_indices(dynamics.size)
    nothing = np.zeros(len(here))
    start = Bank(
        np.full(len(here), -1, np.intp),
        mean,
        covariance[:, lower[0], lower[1]].T,
        nothing,
        nothing,
        nothing,
        np.zeros(len(here), dtype=bool),
    )
    moved, _ = ahead(dynamics, watch, start, step, 1.0)
    return corrected(watch, moved, there, *now)


def places(watch: Watch, value: Floats, sigma: Floats) -> tuple[Floats, Floats]:
    """Earth-fixed positions (plot, 3) [m] of a radar's plots, and covariances (plot, 3, 3)."""
    if not len(value):
        return np.zeros((0, 3)), np.zeros((0, 3, 3))
    position, spread = in_blocks(partial(_places, watch.measurement_model), value.T, sigma.T)
    return position.T, np.moveaxis(spread, -1, 0)


@jax.jit
def _places(measurement_model: Any, value: Array, sigma: Array) -> tuple[Array, Array]:
    def one(v: Array, s: Array) -> tuple[Array, Array]:
        slope = jax.jacfwd(partial(_place, measurement_model))(v)
        return _place(measurement_model, v), (slope * s**2) @ slope.T

    return jax.vmap(one, in_axes=-1, out_axes=-1)(value, sigma)


def _place(measurement_model: Any, value: Array) -> Array:
    """Where a radar's range, azimuth and elevation lie."""
    distance, azimuth, elevation = value
    level = distance * jnp.cos(elevation)
    local = (level * jnp.sin(azimuth), level * jnp.cos(azimuth), distance * jnp.sin(elevation))
    axes = (measurement_model.east, measurement_model.north, measurement_model.up)
    return jnp.stack(
        [
            measurement_model.origin_ecef[i][0]
            + sum(a[i][0] * x for a, x in zip(axes, local, strict=True))
            for i in range(3)
        ]
    )
