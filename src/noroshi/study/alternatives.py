"""What each structural choice makes of the answer, beside the base, by the same draws."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment.records import Picked
from noroshi.measures import Interval, interval
from noroshi.scenario.alternatives import AREA, NEVER, Option
from noroshi.scenario.records import Scenario
from noroshi.study.answer import MEASURABLE
from noroshi.study.compare import Comparison
from noroshi.study.wording import signed_span

Floats = NDArray[np.float64]
SURE = 2.0
"""A difference of so many standard errors is more than the draws' luck."""

COARSE = 2.0
"""Tenths of a second say nothing beside an error as large [s]."""


@dataclass(frozen=True)
class Mean:
    """A mean over the draws."""

    value: float
    error: float
    """Its standard error by sampling; NaN of a single draw."""


@dataclass(frozen=True)
class Choice:
    """One option of a question, or of two, with the base of all others: mean warning times [s]."""

    picked: Picked
    """Empty = the base."""
    before: Interval
    after: Interval
    gain: Interval
    mean_gain: Mean
    moved: Mean
    """By which it moves the gain, draw by draw, against the base."""


@dataclass(frozen=True)
class PartyChoices:
    """Every choice for one party, the base first."""

    party: str
    name: str
    choices: tuple[Choice, ...]
    sentence: str


def party_choices(comparison: Comparison) -> tuple[PartyChoices, ...]:
    """Of each party whose people a flight is aimed at; none where nothing is asked."""
    before, after = comparison.before.choices, comparison.after.choices
    if len(after.picked) < 2 or before.picked != after.picked:
        return ()
    found = []
    for p, party in enumerate(comparison.after.parties):
        was, now = before.warning[:, p], after.warning[:, p]
        if not np.isnan(now).any() and comparison.after.people_of(p).any():
            choices = _choices(after.picked, was, now)
            name = comparison.after.scenario.parties[party].name
            told = sentence(comparison.after.scenario, name, choices)
            found.append(PartyChoices(party, name, choices, told))
    return tuple(found)


def _choices(picked: tuple[Picked, ...], was: Floats, now: Floats) -> tuple[Choice, ...]:
    """From mean warning times, (choice, draw) [s]."""
    gain = now - was
    return tuple(
        Choice(
            picked=pick,
            before=interval(was[i]),
            after=interval(now[i]),
            gain=interval(gain[i]),
            mean_gain=mean(gain[i]),
            moved=mean(gain[i] - gain[0]),
        )
        for i, pick in enumerate(picked)
    )


def mean(values: Floats) -> Mean:
    """Mean over draws with its standard error, std/√n."""
    error = float(np.std(values, ddof=1)) / math.sqrt(len(values)) if len(values) > 1 else math.nan
    return Mean(float(np.mean(values)), error)


def sentence(scenario: Scenario, party: str, choices: tuple[Choice, ...]) -> str:
    """Names the one option that moves the party's gain most, beyond the draws' luck."""
    base = choices[0]
    single = [c for c in choices if len(c.picked) == 1]
    moving = [c for c in single if abs(c.moved.value) >= max(MEASURABLE, SURE * c.moved.error)]
    if not moving:
        return (
            f"For {party}, no other option of the declared choices moves the mean gain by a second "
            "or more."
        )
    most = max(moving, key=lambda c: abs(c.moved.value))
    (key, name), *_ = most.picked
    option = next(o for o in scenario.alternatives[key].options if o.name == name)
    return (
        f"{supposing(scenario, option)}, the mean gain for {party} would be "
        f"{signed_mean(most.mean_gain)} instead of {signed_mean(base.mean_gain)} (median and 5 to "
        f"95 % of the draws: {signed_span(most.gain)} instead of {signed_span(base.gain)})."
    )


def supposing(scenario: Scenario, option: Option) -> str:
    """What an option supposes, as the beginning of a sentence."""
    low = option.lowest_elevation
    if low is not None:
        names = [scenario.sensors[s].name for s in low.sensors if s in scenario.sensors]
        degrees = math.degrees(low.elevation)
        return f"Were {' and '.join(names) or 'the radars'} to look no lower than {degrees:.3g}°"
    if option.satellites == NEVER:
        return "Were satellites never to open an alert"
    if option.satellites == AREA:
        return "Were satellites to open an alert only where they tell the area well enough"
    return "Were a satellite's direction alone to open an alert"


def signed_mean(values: Mean) -> str:
    """A mean of a change of time with its error, no digit beyond it: "+7.6 s ± 1.2 s"."""
    digits = 1 if values.error < COARSE else 0
    text = f"{values.value:+.{digits}f}".replace("-", "−")
    if float(f"{values.value:.{digits}f}") == 0.0:
        text = f"{0.0:.{digits}f}"
    return f"{text} s" if math.isnan(values.error) else f"{text} s ± {values.error:.{digits}f} s"


def label(picked: Picked) -> str:
    """A choice in a table: the names of its options."""
    return " and ".join(name for _, name in picked) or "as reckoned here"
