"""What each structural choice makes of the answer, beside the base, by the same draws."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment.records import Picked
from noroshi.scenario.alternatives import AREA, NEVER, Option
from noroshi.sensing import Sensor
from noroshi.stats import Sampled, sampled, weights
from noroshi.study.answer import CLEAR, FEW_PLACES, MEASURABLE, measurable, unmoved
from noroshi.study.classes import headline, later_pairs, only_later
from noroshi.study.compare import Comparison
from noroshi.study.places import aimed
from noroshi.study.wording import listed, mean_change, share

Floats = NDArray[np.float64]
NOTABLE = 0.1
"""A share of the draws that moves by less is not told in the sentence [1]."""


@dataclass(frozen=True)
class Choice:
    """One option of a question, or of two, with the base of all others: changes of warning [s]."""

    picked: Picked
    """Empty = the base."""
    gain: Sampled
    """Of mean warning, after less before."""
    moved: Sampled
    """By which it moves the gain, draw by draw, against the base."""
    felt: Sampled
    """Share of the draws in which a second or more is gained: 1 or 0 in each [1]."""
    felt_moved: Sampled
    """By which it moves that share, draw by draw [1]."""


@dataclass(frozen=True)
class Subject:
    """Whom the choices are told for: a party of many places as a whole, else one of its places."""

    party: str
    receiver: str | None
    """None = the party as a whole."""
    later: bool
    """Of flights of classes that had not flown by then, apart from the others."""
    name: str
    choices: tuple[Choice, ...]
    """The base first."""


def subjects(comparison: Comparison) -> tuple[Subject, ...]:
    """Every party of many places, and of others the places that some choice lets gain or lose.

    The flights are those of the headline: of classes that had flown by then, where there are any;
    later ones are told apart, for a party as a whole. None where nothing is asked.
    """
    before, after = comparison.before.choices, comparison.after.choices
    if len(after.picked) < 2 or before.picked != after.picked:
        return ()
    parties = range(len(comparison.after.parties))
    return tuple(subject for p in parties for subject in _of_party(comparison, p))


def _of_party(comparison: Comparison, party: int) -> Iterator[Subject]:
    after, pairs = comparison.after, comparison.after.warnings.pairs
    key = after.parties[party]
    told = aimed(comparison)
    mine = np.flatnonzero(after.receiver_party == party)
    every = only_later(comparison, party)
    reached = [r for r in mine if told[r].pairs.size and (every or not told[r].later)]
    if len(reached) > FEW_PLACES:
        name = after.scenario.parties[key].name
        weight = weights(pairs, after.people_of(party), headline(comparison, party))
        yield Subject(key, None, every, name, _choices(comparison, weight))
        weight = weights(pairs, after.people_of(party), later_pairs(comparison))
        if weight.any() and not every:
            choices = _choices(comparison, weight)
            yield Subject(key, None, True, f"{name}, against later classes", choices)
        return
    for receiver in reached:
        weight = np.zeros(len(pairs.receiver))
        weight[told[receiver].pairs] = 1.0 / told[receiver].pairs.size
        choices = _choices(comparison, weight)
        if any(measurable(choice.gain) for choice in choices):
            place = after.receivers[receiver]
            name = after.scenario.receivers[place].name
            yield Subject(key, place, told[receiver].later, name, choices)


def _choices(comparison: Comparison, weight: Floats) -> tuple[Choice, ...]:
    """Each choice's gain over pairs that count so much, (pair,)."""
    counted = np.flatnonzero(weight)
    was, now = (
        weight[counted] @ a.choices.useful[:, counted]
        for a in (comparison.before, comparison.after)
    )
    gain = now - was
    felt = np.asarray(gain >= MEASURABLE, dtype=np.float64)
    return tuple(
        Choice(
            picked,
            gain=sampled(gain[i]),
            moved=sampled(gain[i] - gain[0]),
            felt=sampled(felt[i]),
            felt_moved=sampled(felt[i] - felt[0]),
        )
        for i, picked in enumerate(comparison.after.choices.picked)
    )


def sentence(comparison: Comparison, told: tuple[Subject, ...]) -> str:
    """Names, for each subject, the option that moves its gain most, and how often there is one."""
    moved: dict[str, list[str]] = {}
    none: list[str] = []
    unclear: list[str] = []
    for subject in told:
        base, single = subject.choices[0], [c for c in subject.choices if len(c.picked) == 1]
        further = [c for c in single if measurable(c.moved)]
        oftener = [c for c in single if _clear(c.felt_moved)]
        if further:
            most = max(further, key=lambda c: abs(float(c.moved.mean)))
            gains = f"{mean_change(most.gain)} instead of {mean_change(base.gain)}"
            moved.setdefault(_supposing(comparison, most), []).append(f"{gains} for {subject.name}")
        if oftener:
            most = max(oftener, key=lambda c: abs(float(c.felt_moved.mean)))
            often = f"a second or more in {_often(most)} of the draws instead of {_often(base)}"
            moved.setdefault(_supposing(comparison, most), []).append(f"{often} for {subject.name}")
        if not further and not oftener:
            still = none if all(unmoved(c.moved) for c in single) else unclear
            still.append(subject.name)
    parts = [f"{option}, the gain would be {'; '.join(gains)}" for option, gains in moved.items()]
    if none:
        parts.append(f"For {listed(none)} no single other choice of the model tells by a second")
    if unclear:
        parts.append(
            f"For {listed(unclear)} the draws are too few to say that any single other choice of "
            "the model tells by a second"
        )
    return " ".join(f"{part}." for part in parts)


def _clear(share: Sampled) -> bool:
    """Whether a share of the draws is moved by a tenth or more, beyond its sampling error."""
    moved, error = abs(float(share.mean)), float(share.mean_error)
    return moved >= NOTABLE and moved >= CLEAR * error


def _often(choice: Choice) -> str:
    return share(float(choice.felt.mean))


def _supposing(comparison: Comparison, choice: Choice) -> str:
    (key, name), *_ = choice.picked
    before, after = comparison.before.scenario, comparison.after.scenario
    option = next(o for o in after.alternatives[key].options if o.name == name)
    # A radar may look in one of the postures alone.
    return supposing({**before.sensors, **after.sensors}, option)


def supposing(sensors: Mapping[str, Sensor], option: Option) -> str:
    """What an option supposes, as the beginning of a sentence."""
    low = option.lowest_elevation
    if low is not None:
        names = [sensors[s].name for s in low.sensors if s in sensors]
        degrees = math.degrees(low.elevation)
        return f"Were {listed(names) or 'the radars'} to look no lower than {degrees:.3g}°"
    if option.satellites == NEVER:
        return "Were satellites never to open an alert, so that warning comes later"
    if option.satellites == AREA:
        return (
            "Were satellites to open an alert only where they tell the area well enough, so that "
            "some warning comes later"
        )
    return "Were a satellite's direction alone to open an alert"


def label(picked: Picked) -> str:
    """A choice in a table: the names of its options."""
    return " and ".join(name for _, name in picked) or "as reckoned here"
