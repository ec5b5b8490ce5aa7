"""What each place gains: a mean over a party hides a small place behind a large one."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.constants import EARTH_RADIUS
from noroshi.earth.sight import GEOSTATIONARY_RADIUS
from noroshi.questions.measurable import MEASURABLE
from noroshi.questions.warning.people import impact_warning_time, people_warned
from noroshi.questions.warning.pipe.classes import later_pairs
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.reach import IMPACT, impacts
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.pipe.told import SHARED

Floats = NDArray[np.float64]


class AimedFlights(NamedTuple):
    """The flights that tell of a place."""

    pairs: NDArray[np.intp]
    """Impacts there: of classes that had flown by then; of later ones where there are no others."""
    later: bool
    """Whether they are of later classes."""


def aimed(comparison: Comparison) -> tuple[AimedFlights, ...]:
    """What tells of each receiver, in the order of the assessment."""
    after, pairs = comparison.after, comparison.after.warnings.pairs
    impact, later = pairs.kind == IMPACT, later_pairs(comparison)
    found = []
    for receiver in range(len(after.receivers)):
        here = impact & (pairs.receiver == receiver)
        flown = np.flatnonzero(here & ~later)
        every = np.flatnonzero(here)
        found.append(
            AimedFlights(flown, False) if flown.size else AimedFlights(every, bool(every.size))
        )
    return tuple(found)


def means(comparison: Comparison) -> Floats:
    """Mean useful warning of each place in both postures, over the flights that tell of it.

    Returns:
        (posture, receiver, draw) [s]; NaN where nothing is aimed.
    """
    told = aimed(comparison)
    return np.stack([_means(a, told) for a in (comparison.before, comparison.after)])


def _means(assessment: Assessment, told: tuple[AimedFlights, ...]) -> Floats:
    """Mean useful warning of each place over the flights that tell of it, (receiver, draw) [s]."""
    found = np.full((len(told), assessment.draws.count), np.nan)
    some = [r for r, here in enumerate(told) if here.pairs.size]
    if some:
        every = [told[r].pairs for r in some]
        useful = assessment.warnings.useful_times(SHARED, np.concatenate(every))
        ends = np.cumsum([len(pairs) for pairs in every])
        found[some] = [part.mean(axis=0) for part in np.split(useful, ends[:-1])]
    return found


def least(comparison: Comparison, assessment: Assessment) -> Floats:
    """Useful warning of each place by the least favourable flight that tells of it.

    Returns:
        (receiver, draw) [s]; NaN where nothing is aimed.
    """
    kept = np.sort(np.concatenate([here.pairs for here in aimed(comparison)]))
    return np.maximum(_least_margin(assessment, kept), 0.0)


def _least_margin(assessment: Assessment, some: NDArray[np.intp]) -> Floats:
    """Each place's least margin over some impacts, (receiver, draw) [s]; NaN where none is."""
    warnings = assessment.warnings
    margin = warnings.margins(SHARED, some)
    return impact_warning_time(margin, warnings.pairs.of(some), len(assessment.receivers))


def share_of_people_gaining(comparison: Comparison, receivers: list[int], gained: Floats) -> Floats:
    """Share of the people of some places whose place gains a second or more, (draw,) [1].

    Args:
        comparison: of whose people.
        receivers: indices of the places.
        gained: see `gains`.

    Returns:
        NaN where nobody lives there.
    """
    people = comparison.after.population[receivers]
    if people.sum() <= 0.0:
        return np.full(gained.shape[-1], np.nan)
    return np.asarray(people @ (gained[receivers] >= MEASURABLE) / people.sum())


def warned(assessment: Assessment, party: int, at_least: Floats) -> Floats:
    """People of a party warned by at least so long, by their least favourable flight of any class.

    Args:
        assessment: one posture.
        party: index.
        at_least: (time,) [s].

    Returns:
        (time, draw).
    """
    shortest = _least_margin(assessment, impacts(assessment.warnings.pairs))
    return people_warned(shortest, assessment.people_of(party), at_least)


def longest_warning(comparison: Comparison) -> float:
    """The longest warning by which any place can be told in any draw [s]; 0 where there is none."""
    both = [
        _least_margin(a, impacts(a.warnings.pairs)) for a in (comparison.before, comparison.after)
    ]
    every = np.concatenate([values.ravel() for values in both])
    return float(np.max(every[np.isfinite(every)], initial=0.0))


def position(assessment: Assessment, place: str) -> tuple[float, float, float]:
    """Latitude [deg], longitude [deg] and height [m] of a declared place."""
    record = assessment.scenario.places[place]
    if record.kind == "geostationary":
        return 0.0, float(np.degrees(record.lon.best)), GEOSTATIONARY_RADIUS - EARTH_RADIUS
    return float(np.degrees(record.lat.best)), float(np.degrees(record.lon.best)), record.height
