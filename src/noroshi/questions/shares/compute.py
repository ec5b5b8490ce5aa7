"""Shares of parties and classes of sensors in either posture, and what sharing is worth."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.shares.game import GAMES, Lanes, lanes
from noroshi.questions.shares.groups import Group
from noroshi.questions.warning.people import weights
from noroshi.questions.warning.pipe.classes import headline, only_later
from noroshi.questions.warning.pipe.coalitions import Followed
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.reach import IMPACT
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.pipe.told import ALONE, SHARED
from noroshi.stats.attribution import leave_one_out, members, owen, quotient, shapley

Floats = NDArray[np.float64]
WORTH_TELLING = 60.0
"""People whom sharing gives as much warning as this, or more, are counted [s]."""


class Warned(NamedTuple):
    """A party whose people are warned."""

    party: int
    """Its index."""
    weight: Floats
    """What each pair counts, (pair,) [1]; they sum to one."""
    later: bool
    """Whether only classes that had not flown by then are aimed at them."""


class Brought(NamedTuple):
    """What those who own sensors, and their classes of sensors, bring to one party's people.

    All but the sets are (game, owner or class, draw) [s].
    """

    whole: Floats
    """What all together are worth, (game, draw) [s]."""
    parties: Floats
    """Shapley's values of owners, each taken as a whole."""
    alone: Floats
    """What each owner's sensors are worth by themselves."""
    lost: Floats
    """What all lose without each owner."""
    classes: Floats
    """Owen's values of classes within owners: those of one owner sum to his."""
    apart: Floats
    """Shapley's values of classes, whoever owns them."""
    class_lost: Floats
    """What all lose without each class."""


def warned(comparison: Comparison) -> tuple[Warned, ...]:
    """Every party at whose people something is aimed, in the order of the assessment."""
    after = comparison.after
    found = []
    for party in range(len(after.parties)):
        among = headline(comparison, party)
        weight = weights(after.warnings.pairs, after.people_of(party), among)
        if weight.any():
            found.append(Warned(party, weight, only_later(comparison, party)))
    return tuple(found)


def flights_of(assessment: Assessment, followed: Followed, whom: Warned, draws: int) -> Lanes:
    """The flights that concern somebody in one posture."""
    return lanes(assessment, followed, whom.party, whom.weight, draws)


def brought(
    flights: Lanes, sensors: Sequence[str], classes: Sequence[Group], owners: Sequence[str]
) -> Brought:
    """Who brings what, by looking at every set of classes.

    Args:
        flights: that concern one party in one posture.
        sensors: of the posture, by id, in its order.
        classes: of sensors of either posture.
        owners: of sensors of either posture, by id.
    """
    inside = np.array([[s in group.sensors for s in sensors] for group in classes], dtype=bool)
    sets = members(len(classes)) @ inside
    worth = flights.worth(np.broadcast_to(sets, (len(flights.flight), *sets.shape)))
    values = np.moveaxis(flights.mean(worth), 1, 0)
    union = [owners.index(group.owner) for group in classes]
    by_owner = quotient(values, union)
    one = 1 << np.arange(len(owners))
    return Brought(
        whole=values[-1],
        parties=_by_game(shapley(by_owner)),
        alone=_by_game(by_owner[one]),
        lost=_by_game(leave_one_out(by_owner)),
        classes=_by_game(owen(values, union)),
        apart=_by_game(shapley(values)),
        class_lost=_by_game(leave_one_out(values)),
    )


def _by_game(values: Floats) -> Floats:
    """From (player, game, draw) to (game, player, draw)."""
    return np.swapaxes(values, 0, 1)


def sharing(assessment: Assessment, whom: Warned) -> Floats:
    """Mean warning with what is shared, less that by one's own sensors alone, (draw,) [s]."""
    counted = np.flatnonzero(whom.weight)
    both, own = (assessment.warnings.useful_times(k, counted) for k in (SHARED, ALONE))
    return np.asarray(whom.weight[counted] @ (both - own))


def people_helped(assessment: Assessment, whom: Warned) -> Floats:
    """People whose mean warning sharing makes `WORTH_TELLING` or more longer, (draw,)."""
    pairs = assessment.warnings.pairs
    counted = np.flatnonzero((whom.weight > 0.0) & (pairs.kind == IMPACT))
    both, own = (assessment.warnings.useful_times(k, counted) for k in (SHARED, ALONE))
    receivers, row = np.unique(pairs.receiver[counted], return_inverse=True)
    flights = np.bincount(row)
    added = np.zeros((len(receivers), both.shape[1]))
    np.add.at(added, row, both - own)
    helped = added / flights[:, None] >= WORTH_TELLING
    return np.asarray(assessment.population[receivers] @ helped)


def people_of(assessment: Assessment, whom: Warned) -> float:
    """People at whom something is aimed that counts."""
    pairs = assessment.warnings.pairs
    receivers = np.unique(pairs.receiver[whom.weight > 0.0])
    return float(assessment.population[receivers].sum())


def padded(values: Floats, draws: int) -> Floats:
    """Along the last axis as many draws as there are: no number in those not looked at."""
    found = np.full((*values.shape[:-1], draws), np.nan)
    found[..., : values.shape[-1]] = values
    return found


def shares_of(parts: Floats, whole: Floats) -> Floats:
    """Parts of a whole [1]; no number where there is nothing to share.

    Args:
        parts: (game, part, draw).
        whole: (game, draw).
    """
    some = whole > 0.0
    return np.where(some[:, None], parts / np.where(some, whole, 1.0)[:, None], np.nan)


__all__ = [
    "GAMES",
    "Brought",
    "Warned",
    "brought",
    "flights_of",
    "padded",
    "people_helped",
    "people_of",
    "shares_of",
    "sharing",
    "warned",
]
