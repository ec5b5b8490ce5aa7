"""When it is known where a flight comes down: the probability of an area over time."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array
from jaxtyping import Float, Int

from noroshi.tracking.available import (
    ReportingLatency,
    SensorInformation,
    Sure,
    best_of,
    first_available,
)
from noroshi.tracking.coast_arc import CoastArc
from noroshi.tracking.impact_disc import ImpactDisc
from noroshi.tracking.packed import dot, forward

STEPS = 12
"""Of the search for the time at which an area becomes known: to a tenth of a second as a rule."""
FAR = 1e6
"""An ellipse larger than this is no knowledge, and no ellipse: the ground is not flat [m]."""
Bracket = tuple[Array, Array, Array, Array]
"""Low end and how far below the goal it is, high end and how far above."""
NINE_TENTHS = 4.605170185988092
"""Square of the radius, in standard deviations, that holds 0.9 of a Gaussian on a plane."""


class LocalisationQuestion(NamedTuple):
    """Who wants to know which area how well; a leading axis where there are several.

    Each lane may ask about another coast, so that only who may get an answer need be asked.
    """

    latency: ReportingLatency
    recognition: Float[Any, "*question lane"]
    """From burn-out until it is clear that the motors have stopped [s]."""
    wanted: Float[Any, "*question lane"]
    """Probability."""
    area: Int[Any, "*question"] | Int[Any, "*question lane"]
    """Which of the areas."""
    draw: Int[Any, "*question lane"]
    """Which coast each lane asks about."""


@partial(jax.jit, static_argnums=0)
def time_localised(
    inside: Callable[[Any, Array], Array],
    areas: Any,
    arc: CoastArc,
    information: SensorInformation,
    questions: LocalisationQuestion,
    count: Array | int | None = None,
) -> Float[Array, "question lane"]:
    """When areas are known with wanted probabilities [s after launch].

    inf = never, that is not before the flight comes down.

    Args:
        inside: `area.in_impact`.
        areas: what it takes, with a leading axis.
        arc: the coast.
        information: of every sensor about it, (sensor, draw, ...).
        questions: with a leading axis.
        count: of them, so many are to be answered; None = all.
    """

    def one(number: Array, answers: Array) -> Array:
        question: LocalisationQuestion = jax.tree.map(lambda a: a[number], questions)
        area, coast, looked = _posed(areas, arc, information, question)
        return answers.at[number].set(_when(partial(inside, area), coast, looked, question))

    nothing = jnp.full(jnp.shape(questions.wanted), jnp.inf)
    total = len(nothing) if count is None else count
    answers: Array = jax.lax.fori_loop(0, total, one, nothing)
    return answers


def _posed(
    areas: Any, arc: CoastArc, information: SensorInformation, question: LocalisationQuestion
) -> tuple[Any, CoastArc, SensorInformation]:
    """The area, the coast's start and length, and the information about it, of each lane."""
    row = question.draw
    area = jax.tree.map(
        lambda a: jnp.moveaxis(jnp.moveaxis(a, -1, 1)[question.area, row], 0, -1), areas
    )
    coast = arc._replace(start=arc.start[row], length=arc.length[row])
    return area, coast, information.of(row)


def _when(
    sure: Sure, arc: CoastArc, information: SensorInformation, question: LocalisationQuestion
) -> Array:
    latency, wanted = question.latency, question.wanted
    first = first_available(information, latency, arc.start + question.recognition)
    last = arc.start + arc.length
    begin = jnp.minimum(first, last)
    goal = _stretched(wanted)

    def when(share: Array) -> Array:
        # Cubed, so that the steps are finest where tracks are young and improve fast.
        time: Array = begin + (last - begin) * share**3
        return time

    def short(share: Array) -> Array:
        return _stretched(best_of(arc, information, latency, sure, when(share))) - goal

    def step(number: Array, bracket: Bracket) -> Bracket:
        low, below, high, above = bracket
        # The ends come first: what is known from the start, and whether it is ever known. Halving
        # after that: how sure one is jumps when another sensor's looks begin to arrive.
        share = jnp.where(number < 2, 1.0 * number, 0.5 * (low + high))
        now = short(share)
        enough = jnp.where(number < 2, number == 1, now >= 0.0)
        return (
            jnp.where(enough, low, share),
            jnp.where(enough, below, now),
            jnp.where(enough, share, high),
            jnp.where(enough, now, above),
        )

    zero = jnp.zeros_like(last)
    found = jax.lax.fori_loop(0, STEPS, step, (zero, zero, zero + 1.0, zero))
    ever = (found[3] >= 0.0) & (first < last)
    return jnp.where(ever, when(_between(*found)), jnp.inf)


def _stretched(probability: Array) -> Array:
    """A measure of how sure one is that grows about evenly with the logarithm of the precision."""
    missed = jnp.clip(1.0 - probability, 1e-15, 1.0 - 1e-12)
    return jnp.log(-jnp.log(missed))


def _between(low: Array, below: Array, high: Array, above: Array) -> Array:
    rise = above - below
    share = jnp.where(rise > 0.0, -below / jnp.where(rise > 0.0, rise, 1.0), 0.5)
    return low + (high - low) * jnp.clip(share, 0.0, 1.0)


@jax.jit
def ellipse_radius(
    areas: ImpactDisc,
    arc: CoastArc,
    information: SensorInformation,
    questions: LocalisationQuestion,
    time: Float[Any, " time"],
    count: Array | int | None = None,
) -> Float[Array, "question time lane"]:
    """Size of the ellipse of the impact at some times [m].

    The radius of the circle as large as the ellipse that holds the impact with probability 0.9;
    inf before the party has a track that tells more than what is known of any flight, NaN
    after the impact.

    Args:
        areas: of the impact, with a leading axis.
        arc: the coast.
        information: of every sensor about it, (sensor, draw, ...).
        questions: what reaches whom of which impact, with a leading axis; nothing else counts.
        time: [s after launch].
        count: of the questions, so many are to be answered; None = all.
    """

    def one(number: Array, sizes: Array) -> Array:
        question: LocalisationQuestion = jax.tree.map(lambda a: a[number], questions)
        area, coast, looked = _posed(areas, arc, information, question)
        last, first = coast.start + coast.length, first_available(looked, question.latency)

        def at(time: Array) -> Array:
            instant = jnp.zeros_like(last) + time
            sure = partial(_negative_log_area, area)
            log_area = -best_of(coast, looked, question.latency, sure, instant)
            radius = jnp.sqrt(NINE_TENTHS) * jnp.exp(0.25 * log_area)
            available = (instant >= first) & (radius < FAR)
            return jnp.where(instant > last, jnp.nan, jnp.where(available, radius, jnp.inf))

        radii: Array = jax.lax.map(at, time)
        return sizes.at[number].set(radii)

    rows, lanes = jnp.shape(questions.wanted)
    nothing = jnp.full((rows, len(time), lanes), jnp.inf)
    sizes: Array = jax.lax.fori_loop(0, rows if count is None else count, one, nothing)
    return sizes


def _negative_log_area(area: ImpactDisc, low: Array) -> Array:
    a, b = (forward(low, area.ahead[i]) for i in range(2))
    east, north, both = (dot(p, q) for p, q in ((a, a), (b, b), (a, b)))
    floor = area.reentry**2
    return -jnp.log((east + floor) * (north + floor) - both**2)
