"""How far to the side a flight may pass, as well as a party knows it by a time.

What counts of a pass is one number, the distance of the ground track from a place. Its deviation is
worked out at a few points of the track and a few times after the party's first track; in between it
runs smoothly.
"""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray
from scipy.special import ndtr

from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.tracking.arc import CELLS, Arc, middles
from noroshi.tracking.heard import (
    SHARES,
    Gathered,
    Heard,
    arrived,
    first_heard,
    gathered_by,
    told,
    with_prior,
)
from noroshi.tracking.packed import cholesky, dot, forward

Floats = NDArray[np.float64]
POINTS = np.array([2, 8, 14, 20, 26, CELLS - 1])
"""Cells in whose middles the track is judged."""
TIMES = 16
"""Times from the first track to the end of the coast, closer where it is young."""
ROUNDS = 24
"""Halvings of a deviation that may span four decades: to one part in a million."""


class Sideways(NamedTuple):
    """Of some lanes."""

    time: Any
    """(team, time, lane) [s after launch]."""
    deviation: Any
    """Of the ground track to the side, (team, time, point, lane) [m]."""
    direction: Any
    """Horizontal unit vector across the track, (point, 3, lane)."""


@jax.jit
def sideways(arc: Arc, gathered: Gathered, heard: Heard) -> Sideways:
    """For several teams, whose delays have a leading axis."""
    here = arc.position[POINTS]
    onward = arc.position[POINTS] - arc.position[POINTS - 1]
    across = jnp.cross(here, onward, axis=1)
    across = across / jnp.linalg.norm(across, axis=1, keepdims=True)
    down = EARTH_MEAN_RADIUS / jnp.linalg.norm(here, axis=1)
    slope = jnp.einsum("pxl,pxsl->spl", across, arc.slope[POINTS]) * down
    last = arc.start + arc.length

    def one(heard: Heard) -> tuple[Array, Array]:
        word = told(arc, gathered, heard)
        first = jnp.minimum(first_heard(gathered, heard), last)

        def at(share: Array) -> tuple[Array, Array]:
            time = first + (last - first) * share
            every = gathered_by(arc, gathered, time)
            own, theirs = (arrived(every, t, time) for t in word)

            def variance(share: Array) -> Array:
                low = cholesky(with_prior(own + share * (theirs - own)))
                whitened = forward(low[:, None], slope)
                return dot(whitened, whitened)

            return time, jnp.sqrt(jnp.min(jax.vmap(variance)(jnp.asarray(SHARES)), axis=0))

        found: tuple[Array, Array] = jax.lax.map(at, (jnp.arange(TIMES) / (TIMES - 1.0)) ** 2)
        return found

    time, deviation = jax.lax.map(one, heard)
    return Sideways(time, deviation, across)


def offset(side: Sideways, place: Floats, share: Floats) -> Floats:
    """How far to the side places lie, (place, lane) [m], signed.

    Args:
        side: of the lanes, as NumPy arrays.
        place: Earth-fixed positions, (place, 3).
        share: of the coast at which each is passed, (place, lane).
    """
    low, weight = _between(share)
    lane = np.arange(share.shape[1])
    direction = np.moveaxis(side.direction, 1, -1)
    near = (1.0 - weight)[..., None] * direction[low, lane]
    near = near + weight[..., None] * direction[low + 1, lane]
    near /= np.linalg.norm(near, axis=-1, keepdims=True)
    unit = place / np.linalg.norm(place, axis=-1, keepdims=True)
    return np.asarray(EARTH_MEAN_RADIUS * np.einsum("plx,px->pl", near, unit))


def allowed(offset: Floats, radius: Floats, wanted: Floats) -> Floats:
    """Greatest deviation with which the pass lies within the radius with a wanted probability.

    0 where the place lies outside the radius. By halving, for the probability falls as the
    deviation grows; arrays of one shape [m].
    """
    low, high = np.log(1e-3 * radius), np.log(1e1 * radius)
    for _ in range(ROUNDS):
        middle = 0.5 * (low + high)
        sigma = np.exp(middle)
        inside = ndtr((radius - offset) / sigma) - ndtr((-radius - offset) / sigma)
        low, high = (
            np.where(inside >= wanted, middle, low),
            np.where(inside >= wanted, high, middle),
        )
    return np.asarray(np.where(np.abs(offset) < radius, np.exp(low), 0.0))


def when(time: Floats, deviation: Floats, share: Floats, allowed: Floats) -> Floats:
    """When the deviation is small enough, (place, lane) [s after launch]; inf = never.

    Args:
        time: (time, lane).
        deviation: (time, point, lane) [m].
        share: of the coast at which each place is passed, (place, lane).
        allowed: (place, lane) [m].
    """
    low, weight = _between(share)
    lane = np.arange(share.shape[1])
    logged = np.log(deviation)
    here = (1.0 - weight) * logged[:, low, lane] + weight * logged[:, low + 1, lane]
    with np.errstate(divide="ignore"):
        goal = np.log(allowed)
    enough = here <= goal
    after = np.argmax(enough, axis=0)
    before = np.maximum(after - 1, 0)
    age = np.log1p(time - time[0])
    place = np.arange(len(share))[:, None]
    start, end = here[before, place, lane], here[after, place, lane]
    part = np.clip((start - goal) / np.where(start > end, start - end, 1.0), 0.0, 1.0)
    found = age[before, lane] + part * (age[after, lane] - age[before, lane])
    known = time[0] + np.expm1(np.where(after > 0, found, 0.0))
    return np.asarray(np.where(enough.any(axis=0), known, np.inf))


def _between(share: Floats) -> tuple[NDArray[np.intp], Floats]:
    """Point before a share of the coast, and the weight of the next."""
    points = middles()[POINTS]
    low = np.clip(np.searchsorted(points, share) - 1, 0, len(points) - 2)
    weight = (share - points[low]) / (points[low + 1] - points[low])
    return low, np.clip(weight, 0.0, 1.0)
