"""Which flights a party's headline is about: those of classes that had flown by then.

A class of vehicle that first flew after the later of the two dates is a *later class*. It is worked
out like all others, told after them and apart, and never leads.
"""

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.reach import IMPACT

Mask = NDArray[np.bool_]


def later_threats(comparison: Comparison) -> frozenset[str]:
    """Threats by vehicles that first flew after both dates; none where no date is declared."""
    days = [a.scenario.day for a in (comparison.before, comparison.after) if a.scenario.day]
    if not days:
        return frozenset()
    scenario = comparison.after.scenario
    first = {name: scenario.vehicles[t.vehicle].first_flown for name, t in scenario.threats.items()}
    return frozenset(name for name, day in first.items() if day is not None and day > max(days))


def later_pairs(comparison: Comparison) -> Mask:
    """Which pairs are of a later class, (pair,)."""
    after = comparison.after
    later = later_threats(comparison)
    return np.array([t in later for t in after.flights.threat], dtype=bool)[
        after.warnings.pairs.flight
    ]


def aimed_at(comparison: Comparison, party: int) -> Mask:
    """Which pairs are impacts at a party's places, (pair,)."""
    after, pairs = comparison.after, comparison.after.warnings.pairs
    mine = after.receiver_party[pairs.receiver] == party
    return np.asarray(mine & (pairs.kind == IMPACT))


def only_later(comparison: Comparison, party: int) -> bool:
    """Whether nothing but later classes is aimed at a party's places."""
    aimed = aimed_at(comparison, party)
    return bool(aimed.any() and later_pairs(comparison)[aimed].all())


def headline(comparison: Comparison, party: int) -> Mask:
    """The pairs of a party's headline, (pair,): of classes that had flown, or of all if none had.

    The second case is marked by `only_later`.
    """
    later = later_pairs(comparison)
    return np.ones_like(later) if only_later(comparison, party) else ~later
