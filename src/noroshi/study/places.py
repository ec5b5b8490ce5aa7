"""What each place gains: a mean over a party hides a small place behind a large one."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment import Assessment
from noroshi.stats import Sampled, sampled
from noroshi.study.answer import MEASURABLE, PlaceAnswer, measurable
from noroshi.study.classes import later_pairs, only_later
from noroshi.study.compare import Comparison
from noroshi.study.knowing import time_left
from noroshi.warning.reach import IMPACT
from noroshi.warning.timeline import SHARED

Floats = NDArray[np.float64]


class Aimed(NamedTuple):
    """The flights that tell of a place."""

    pairs: NDArray[np.intp]
    """Impacts there: of classes that had flown by then; of later ones where there are no others."""
    later: bool
    """Whether they are of later classes."""


def aimed(comparison: Comparison) -> tuple[Aimed, ...]:
    """What tells of each receiver, in the order of the assessment."""
    after, pairs = comparison.after, comparison.after.warnings.pairs
    impact, later = pairs.kind == IMPACT, later_pairs(comparison)
    found = []
    for receiver in range(len(after.receivers)):
        here = impact & (pairs.receiver == receiver)
        flown = np.flatnonzero(here & ~later)
        every = np.flatnonzero(here)
        found.append(Aimed(flown, False) if flown.size else Aimed(every, bool(every.size)))
    return tuple(found)


def mean_over(assessment: Assessment, here: Aimed) -> Floats:
    """Mean useful warning over the flights at a place, (draw,) [s]; NaN where there are none."""
    if here.pairs.size == 0:
        return np.full(assessment.warnings.margin.shape[-1], np.nan)
    margin = assessment.warnings.margin[SHARED, here.pairs]
    return np.asarray(np.maximum(margin, 0.0).mean(axis=0))


def places(comparison: Comparison, party: int) -> tuple[PlaceAnswer, ...]:
    """Each place of a party that something is aimed at.

    Those with a measurable gain come first and those with a measurable loss last, each by its size,
    the others between them as the scenario declares them. Those that only later classes reach
    follow, in the same order.
    """
    after = comparison.after
    found = []
    for receiver, here in enumerate(aimed(comparison)):
        if after.receiver_party[receiver] != party or here.pairs.size == 0:
            continue
        name = after.receivers[receiver]
        found.append(
            PlaceAnswer(
                receiver=name,
                name=after.scenario.receivers[name].name,
                people=float(after.population[receiver]),
                flights=here.pairs.size,
                later=here.later,
                gain=sampled(_gain(comparison, here)),
                known_gain=sampled(_known_gain(comparison, here, party, shared=True)),
                known_gain_alone=sampled(_known_gain(comparison, here, party, shared=False)),
            )
        )
    return tuple(sorted(found, key=_rank))


def _gain(comparison: Comparison, here: Aimed) -> Floats:
    return mean_over(comparison.after, here) - mean_over(comparison.before, here)


def _known_gain(comparison: Comparison, here: Aimed, party: int, *, shared: bool) -> Floats:
    """Time left before impact when the area is known, after less before, (draw,) [s]."""
    flight = comparison.after.warnings.pairs.flight[here.pairs]
    left = []
    for a in (comparison.before, comparison.after):
        team = next(
            (
                number
                for number, team in enumerate(a.tracks.teams)
                if team.party == a.parties[party] and team.shared == shared
            ),
            None,
        )
        if team is None:
            return np.zeros(a.flights.flight_time.shape[-1])
        known = a.tracks.area[team, -1, flight]
        left.append(time_left(known, a.flights.flight_time[flight]).mean(axis=0))
    return np.asarray(left[1] - left[0])


def _rank(place: PlaceAnswer) -> tuple[bool, int, float]:
    side = measurable(place.gain)
    return place.later, -side, -float(place.gain.mean) if side else 0.0


def people_gaining(comparison: Comparison, party: int) -> Sampled:
    """Share of the people of the headline's places whose place gains a second or more in a draw.

    NaN where there are none.
    """
    after = comparison.after
    draws = after.warnings.margin.shape[-1]
    people, felt = 0.0, np.zeros(draws)
    every = only_later(comparison, party)
    for receiver, here in enumerate(aimed(comparison)):
        mine = after.receiver_party[receiver] == party and (every or not here.later)
        if mine and here.pairs.size:
            people += float(after.population[receiver])
            felt += after.population[receiver] * (_gain(comparison, here) >= MEASURABLE)
    return sampled(felt / people if people > 0.0 else np.full(draws, np.nan))
