"""When it is known where a flight comes down or passes: the probability of an area over time.

What each sensor gathers (`information`) reaches a party after a delay. What the party measures
itself is added up; what it gets as another's tracks is joined by covariance intersection, which
takes no more for granted than the better of the two (Julier & Uhlmann, Proc. American Control
Conference 1997). The result is one covariance of the state at burn-out at any time, carried on to
the ground. The ellipse is taken to lie about where the flight does come down or pass: a real track
strays about it by its own size.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.tracking.arc import BEND, CELLS, Arc, edges, middles
from noroshi.tracking.information import Gathered
from noroshi.tracking.packed import cholesky, dot, forward

PRIOR = np.array([2e3, 2e3, 2e3, 5e3, 5e3, 5e3])
"""Known of any flight before a look, one standard deviation in units of `arc.UNIT`: 2,000 km and
5 km/s, so that a single look leaves no singular matrix."""
SHARES = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
"""Weights of the other's track that covariance intersection tries."""
ROUNDS = 9
"""Halvings of the time in which the area becomes known."""
DIRECTIONS = 12
"""Points of the rule for the disc: half a circle, within 1e-6 for probabilities of 0.1 to 0.99."""

NINE_TENTHS = 4.605170185988092
"""Square of the radius, in standard deviations, that holds 0.9 of a Gaussian on a plane."""

Sure = Callable[[Array], Array]
"""How sure one is of an area, from the Cholesky factor of the information, (draw,)."""


class Heard(NamedTuple):
    """Delays from a measurement to a party that hears of it, (sensor, draw) [s]; inf = not."""

    looks: Any
    """Of its own sensors, and of those whose detections it gets."""
    tracks: Any
    """Of sensors whose owner passes on tracks."""


class Impact(NamedTuple):
    """The disc about a place that a flight comes down on."""

    ahead: Any
    """Derivative of the impact point, east and north, by the state at burn-out (2, 6, draw) [m]."""
    reentry: Any
    """Standard deviation that re-entry adds in each direction, (draw,) [m]."""
    radius: Any
    """(draw,) [m]."""


class Pass(NamedTuple):
    """A place that a flight passes, and how near counts as over it."""

    across: Any
    """Derivative of the ground track's offset by the state at burn-out (6, draw) [m]."""
    offset: Any
    """Of the place from the ground track, (draw,) [m]."""
    radius: Any
    """(draw,) [m]."""


@jax.jit
def impact(arc: Arc, reentry: Array, radius: Array) -> Impact:
    """The disc about the impact point: along the last stretch, straight down to the ground."""
    position, velocity = arc.end[:3], arc.end[3:]
    up = position / jnp.linalg.norm(position, axis=0)
    level = jnp.hypot(up[0], up[1])
    east = jnp.stack([-up[1], up[0], jnp.zeros_like(level)]) / level
    north = jnp.cross(up, east, axis=0)
    push = arc.end_slope[:3]
    fall = jnp.sum(up[:, None] * push, axis=0) / jnp.sum(up * velocity, axis=0)
    landed = push - velocity[:, None] * fall
    ahead = jnp.stack([jnp.sum(axis[:, None] * landed, axis=0) for axis in (east, north)])
    return Impact(ahead, reentry, radius)


@jax.jit
def passing(arc: Arc, place: Array, time: Array, radius: Array) -> Pass:
    """A place beside the ground track.

    Args:
        arc: the coast.
        place: Earth-fixed position, (3,) [m].
        time: of the nearest pass, (draw,) [s after launch].
        radius: what counts as over it, (draw,) [m].
    """
    share = jnp.clip((time - arc.start) / arc.length, 0.0, 1.0)
    cell = jnp.clip(jnp.searchsorted(middles(), share), 1, CELLS - 1)
    lane = jnp.arange(share.shape[0])
    weight = (share - jnp.asarray(middles())[cell - 1]) / jnp.diff(middles())[cell - 1]
    before, after = (arc.position[c, :, lane].T for c in (cell - 1, cell))
    here = before + weight * (after - before)
    sideways = jnp.cross(here, after - before, axis=0)
    sideways = sideways / jnp.linalg.norm(sideways, axis=0)
    w = weight[:, None, None]
    slope = (1.0 - w) * arc.slope[cell - 1, :, :, lane] + w * arc.slope[cell, :, :, lane]
    scale = EARTH_MEAN_RADIUS / jnp.linalg.norm(here, axis=0)
    across = jnp.einsum("cd,dcs->sd", sideways, slope) * scale
    offset = EARTH_MEAN_RADIUS * (sideways.T @ (place / jnp.linalg.norm(place)))
    return Pass(across, offset, radius)


def in_impact(area: Impact, low: Array) -> Array:
    """Probability that the impact lies in the disc; `low` factors the information."""
    first, second = (forward(low, area.ahead[i]) for i in range(2))
    east = dot(first, first) + area.reentry**2
    north = dot(second, second) + area.reentry**2
    return in_centred_disc(east, dot(first, second), north, area.radius)


def in_centred_disc(east: Array, both: Array, north: Array, radius: Array) -> Array:
    """Probability that a Gaussian about the centre of a disc lies inside it.

    With the variances s, l along the axes of the ellipse it is one minus the mean of
    exp(-r²/(2(s sin²φ + l cos²φ))) over all φ: smooth and periodic, so that evenly spaced points
    converge fast.
    """
    mean, swing = 0.5 * (east + north), jnp.hypot(0.5 * (east - north), both)
    angles = (np.arange(DIRECTIONS) + 0.5) * np.pi / DIRECTIONS
    missed = [jnp.exp(-0.5 * radius**2 / (mean + swing * np.cos(a))) for a in angles]
    return 1.0 - sum(missed[1:], missed[0]) / DIRECTIONS


def in_pass(area: Pass, low: Array) -> Array:
    """Probability that the ground track passes within the radius."""
    whitened = forward(low, area.across)
    scale = jnp.sqrt(2.0 * dot(whitened, whitened))
    left, right = -area.radius - area.offset, area.radius - area.offset
    return 0.5 * (jax.scipy.special.erf(right / scale) - jax.scipy.special.erf(left / scale))


def gathered_at(arc: Arc, gathered: Gathered, delay: Array, time: Array) -> Array:
    """Information that has arrived by a time (draw,), summed over sensors, (21, draw)."""
    measured = jnp.maximum(time - delay, arc.start)
    share = jnp.clip((measured - arc.start) / arc.length, 0.0, 1.0)
    cell = jnp.minimum((CELLS * share ** (1.0 / BEND)).astype(int), CELLS - 1)
    bounds = jnp.asarray(edges())
    begin = jnp.maximum(arc.start + bounds[cell] * arc.length, gathered.since)
    length = arc.start + bounds[cell + 1] * arc.length - begin
    begun = (measured > begin) & (length > 0.0)
    part = jnp.where(begun, (measured - begin) / jnp.where(begun, length, 1.0), 0.0)

    def one(total: Array, cell: Array, part: Array) -> Array:
        both = jax.lax.dynamic_slice_in_dim(total, cell, 2)
        return both[0] + jnp.minimum(part, 1.0) * (both[1] - both[0])

    arrived = jax.vmap(jax.vmap(one))(gathered.total, cell, part)
    return jnp.sum(arrived, axis=0).T


def best(arc: Arc, gathered: Gathered, heard: Heard, sure: Sure, time: Array) -> Array:
    """The greatest `sure` that what a party has heard by a time allows, (draw,)."""
    own = gathered_at(arc, gathered, heard.looks, time)

    def alone() -> Array:
        return sure(cholesky(_with_prior(own)))

    def joined() -> Array:
        theirs = gathered_at(arc, gathered, heard.tracks, time)
        mixed = own + SHARES[:, None, None] * (theirs - own)
        return jnp.max(jax.vmap(lambda m: sure(cholesky(_with_prior(m))))(mixed), axis=0)

    return jax.lax.cond(jnp.any(jnp.isfinite(heard.tracks)), joined, alone)


def _with_prior(information: Array) -> list[Array]:
    rows = list(information)
    for i, spread in enumerate(PRIOR):
        rows[i * (i + 3) // 2] = rows[i * (i + 3) // 2] + spread**-2
    return rows


def first_heard(gathered: Gathered, heard: Heard) -> Array:
    """When a party first hears of a track, (draw,) [s after launch]; inf = never."""
    return jnp.min(gathered.since + jnp.minimum(heard.looks, heard.tracks), axis=0)


class Question(NamedTuple):
    """Who wants to know which area how well; a leading axis where there are several."""

    heard: Heard
    recognition: Any
    """From burn-out until it is clear that the motors have stopped, (draw,) [s]."""
    wanted: Any
    """Probability, (draw,)."""
    area: Any
    """Which of the areas, () integer."""


@partial(jax.jit, static_argnums=0)
def known(
    inside: Callable[[Any, Array], Array],
    areas: Any,
    arc: Arc,
    gathered: Gathered,
    questions: Question,
) -> Array:
    """When areas are known with wanted probabilities, (question, draw) [s after launch].

    inf = never, that is not before the flight comes down.

    Args:
        inside: `in_impact` or `in_pass`.
        areas: what it takes, with a leading axis.
        arc: the coast.
        gathered: what every sensor gathers about it, (sensor, draw, ...).
        questions: with a leading axis.
    """

    def one(question: Question) -> Array:
        area = jax.tree.map(lambda a: a[question.area], areas)
        return _when(partial(inside, area), arc, gathered, question)

    return jax.lax.map(one, questions)


def _when(sure: Sure, arc: Arc, gathered: Gathered, question: Question) -> Array:
    heard, wanted = question.heard, question.wanted
    first = jnp.maximum(first_heard(gathered, heard), arc.start + question.recognition)
    last = arc.start + arc.length
    begin = jnp.minimum(first, last)

    def at(share: Array) -> tuple[Array, Array]:
        # Squared, so that the halvings are finest where tracks are young and improve fast.
        time = begin + (last - begin) * share * share
        return time, best(arc, gathered, heard, sure, time)

    def halve(_: Any, bracket: tuple[Array, ...]) -> tuple[Array, ...]:
        low, p_low, high, p_high = bracket
        middle = 0.5 * (low + high)
        _, p = at(middle)
        enough = p >= wanted
        return (
            jnp.where(enough, low, middle),
            jnp.where(enough, p_low, p),
            jnp.where(enough, middle, high),
            jnp.where(enough, p, p_high),
        )

    zero, one = jnp.zeros_like(last), jnp.ones_like(last)
    start = (zero, at(zero)[1], one, at(one)[1])
    low, p_low, high, p_high = jax.lax.fori_loop(0, ROUNDS, halve, start)
    rise = jnp.where(p_high > p_low, p_high - p_low, 1.0)
    share = low + (high - low) * jnp.clip((wanted - p_low) / rise, 0.0, 1.0)
    share = jnp.where(start[1] >= wanted, 0.0, share)
    time = begin + (last - begin) * share * share
    return jnp.where((start[3] >= wanted) & (first < last), time, jnp.inf)


@jax.jit
def spread(area: Impact, arc: Arc, gathered: Gathered, heard: Heard, time: Array) -> Array:
    """Size of the ellipse of the impact at some times, (team, time, draw) [m].

    The radius of the circle as large as the ellipse that holds the impact with probability 0.9;
    inf before the party has heard of a track, NaN after the impact.

    Args:
        area: of the impact.
        arc: the coast.
        gathered: what every sensor gathers about it, (sensor, draw, ...).
        heard: what each team hears, with a leading axis.
        time: (time,) [s after launch].
    """
    last = arc.start + arc.length

    def negative_log_area(low: Array) -> Array:
        a, b = (forward(low, area.ahead[i]) for i in range(2))
        east, north, both = (dot(p, q) for p, q in ((a, a), (b, b), (a, b)))
        floor = area.reentry**2
        return -jnp.log((east + floor) * (north + floor) - both**2)

    def one(heard: Heard) -> Array:
        first = first_heard(gathered, heard)

        def at(time: Array) -> Array:
            instant = jnp.zeros_like(last) + time
            log_area = -best(arc, gathered, heard, negative_log_area, instant)
            radius = jnp.sqrt(NINE_TENTHS) * jnp.exp(0.25 * log_area)
            return jnp.where(instant > last, jnp.nan, jnp.where(instant < first, jnp.inf, radius))

        return jax.lax.map(at, time)

    return jax.lax.map(one, heard)
