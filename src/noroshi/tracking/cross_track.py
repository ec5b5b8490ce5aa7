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
from jaxtyping import Float, Int
from numpy.typing import NDArray
from scipy.special import ndtr

from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.tracking.available import (
    ReportingLatency,
    SensorInformation,
    available_information,
    first_available,
    intersected,
    intersection_weights,
    with_prior,
)
from noroshi.tracking.coast_arc import CELLS, CoastArc, middles
from noroshi.tracking.packed import cholesky, dot, forward

Floats = NDArray[np.float64]
POINTS = (np.array([2, 8, 14, 20, 26, 31]) * CELLS) // 32 + CELLS // 64
"""Cells in whose middles the track is judged."""
TIMES = 24
"""Times from the first track to the end of the coast, closer where it is young."""
NOTHING = 1e30
"""Deviation where nothing is available [m]."""
ROUNDS = 24
"""Halvings of a deviation that may span four decades: to one part in a million."""


class CrossTrack(NamedTuple):
    """Of some lanes."""

    time: Float[Any, "team time lane"]
    """[s after launch]."""
    deviation: Float[Any, "team time point lane"]
    """Of the ground track to the side [m]."""
    direction: Float[Any, "point 3 lane"]
    """Horizontal unit vector across the track."""


@jax.jit
def cross_track_axes(arc: CoastArc) -> Float[Array, "point 3 lane"]:
    """Horizontal unit vectors across the track."""
    here = arc.position[POINTS]
    onward = arc.position[POINTS] - arc.position[POINTS - 1]
    side = jnp.cross(here, onward, axis=1)
    unit: Array = side / jnp.linalg.norm(side, axis=1, keepdims=True)
    return unit


@jax.jit
def cross_track(
    arc: CoastArc,
    information: SensorInformation,
    latency: ReportingLatency,
    draw: Int[Any, "row lane"],
    count: Array | int | None = None,
) -> tuple[Float[Array, "row time lane"], Float[Array, "row time point lane"]]:
    """Time and deviation as in `CrossTrack`, for rows of lanes.

    Args:
        arc: the coasts.
        information: of every sensor about them.
        latency: of each lane's team, with a leading axis of rows.
        draw: which coast each lane looks at.
        count: so many rows are wanted; None = all.
    """
    down = EARTH_MEAN_RADIUS / jnp.linalg.norm(arc.position[POINTS], axis=1)
    slopes = jnp.einsum("pxl,pxsl->spl", cross_track_axes(arc), arc.slope[POINTS]) * down

    def one(number: Array, found: tuple[Array, Array]) -> tuple[Array, Array]:
        row = draw[number]
        delays: ReportingLatency = jax.tree.map(lambda a: a[number], latency)
        coast = arc._replace(start=arc.start[row], length=arc.length[row])
        each = _over_time(coast, information.of(row), delays, slopes[..., row])
        time, deviation = (f.at[number].set(e) for f, e in zip(found, each, strict=True))
        return time, deviation

    rows, lanes = jnp.shape(draw)
    nothing = jnp.full((rows, TIMES, lanes), jnp.inf)
    empty = (nothing, jnp.full((rows, TIMES, len(POINTS), lanes), NOTHING))
    found: tuple[Array, Array] = jax.lax.fori_loop(0, rows if count is None else count, one, empty)
    return found


def _over_time(
    arc: CoastArc, information: SensorInformation, latency: ReportingLatency, slope: Array
) -> tuple[Array, Array]:
    """Times (time, lane) and deviations (time, point, lane) of one row."""
    last = arc.start + arc.length
    first = jnp.minimum(first_available(information, latency), last)
    sent = jnp.any(jnp.isfinite(latency.tracks))

    def at(share: Array) -> tuple[Array, Array]:
        time = first + (last - first) * share
        own, others = available_information(arc, information, latency, time)

        def variance(information: Array) -> Array:
            whitened = forward(cholesky(with_prior(information))[:, None], slope)
            return dot(whitened, whitened)

        def least() -> Array:
            each = jax.lax.map(
                lambda way: variance(intersected(own, others, way)),
                intersection_weights(len(others)),
            )
            return jnp.min(each, axis=0)

        return time, jnp.sqrt(jax.lax.cond(sent, least, lambda: variance(own)))

    found: tuple[Array, Array] = jax.lax.map(at, (jnp.arange(TIMES) / (TIMES - 1.0)) ** 3)
    return found


def cross_track_distance(
    side: CrossTrack, place: Float[Floats, "place 3"], share: Float[Floats, "place lane"]
) -> Float[Floats, "place lane"]:
    """How far to the side places lie [m], signed.

    Args:
        side: of the lanes, as NumPy arrays.
        place: Earth-fixed positions [m].
        share: of the coast at which each is passed.
    """
    low, weight = _between(share)
    lane = np.arange(share.shape[1])
    direction = np.moveaxis(side.direction, 1, -1)
    near = (1.0 - weight)[..., None] * direction[low, lane]
    near = near + weight[..., None] * direction[low + 1, lane]
    near /= np.linalg.norm(near, axis=-1, keepdims=True)
    unit = place / np.linalg.norm(place, axis=-1, keepdims=True)
    return np.asarray(EARTH_MEAN_RADIUS * np.einsum("plx,px->pl", near, unit))


def allowed_deviation(
    offset: Float[Floats, "*shape"],
    radius: Float[Floats, "*#shape"],
    wanted: Float[Floats, "*#shape"],
) -> Float[Floats, "*shape"]:
    """Greatest deviation with which the pass lies within the radius with a wanted probability.

    0 where the place lies outside the radius. By halving, for the probability falls as the
    deviation grows [m].
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


def time_within(
    time: Float[Floats, "time lane"],
    deviation: Float[Floats, "time point lane"],
    share: Float[Floats, "place lane"],
    allowed: Float[Floats, "place lane"],
) -> Float[Floats, "place lane"]:
    """When the deviation is small enough [s after launch]; inf = never.

    Args:
        time: at which the deviation is given [s after launch].
        deviation: of the ground track to the side [m].
        share: of the coast at which each place is passed.
        allowed: greatest deviation for each place [m].
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
