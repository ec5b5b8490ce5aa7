"""Shares of parties and classes of sensors in a posture, and what sharing is worth."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.shares.game import FlightGame
from noroshi.questions.shares.groups import Group
from noroshi.questions.warning.people import weights
from noroshi.questions.warning.pipe.classes import headline, only_later
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.reach import IMPACT
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.pipe.told import ALONE, SHARED
from noroshi.stats.attribution import leave_one_out, members, owen, quotient, shapley

Floats = NDArray[np.float64]
WORTH_TELLING: Final = 60.0
"""People whom sharing gives as much warning as this, or more, are counted [s]."""
_NOTHING: Final = 1e-9
"""What is less is the rounding of numbers, and nothing [s]."""


class Warned(NamedTuple):
    """A party whose people are warned."""

    party: int
    """Its index."""
    weight: Floats
    """What each pair counts, (pair,) [1]; they sum to one."""
    later: bool
    """Whether only classes that had not flown by then are aimed at them."""


class Brought(NamedTuple):
    """What owners of sensors, and their classes of sensors, bring to one party's people.

    All but the first are (owner or class, game, draw) [s]; no number for whoever has no sensor in
    the posture.
    """

    whole: Floats
    """What all together are worth, (game, draw) [s]."""
    owners: Floats
    """Shapley's values of owners, each taken as a whole."""
    alone: Floats
    """What each owner's sensors are worth by themselves."""
    lost: Floats
    """What all lose without each owner."""
    classes: Floats
    """Owen's values of classes within owners: in the mean, those of one owner sum to his."""
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


def brought(
    flights: FlightGame,
    sensors: Sequence[str],
    classes: Sequence[Group],
    owners: Sequence[str],
    own: int | None,
) -> Brought:
    """Who brings what, by looking at every set of classes.

    Args:
        flights: that concern one party in one posture.
        sensors: of the posture, by id, in its order.
        classes: of sensors of either posture.
        owners: of sensors of either posture, by id.
        own: which of the owners is the party itself; None = it owns none.
    """
    belongs = [[s in group.sensors for s in sensors] for group in classes]
    inside = np.array(belongs, dtype=bool).reshape(len(classes), len(sensors))
    union = [owners.index(group.owner) for group in classes]
    values = flights.kept_worth(members(len(classes)) @ inside)
    values = values * flights.scale(values[-1])
    by_owner = quotient(values, union)
    each = 1 << np.arange(len(owners))
    by_owner[-1] = flights.exactly[:, SHARED]
    if own is not None and len(owners) > 1:
        by_owner[each[own]] = flights.exactly[:, ALONE]
    whose = shapley(by_owner)
    within = owen(values, union)
    stands: NDArray[np.bool_] = np.asarray(inside.any(axis=1))
    has = np.array([bool(stands[np.array(union) == o].any()) for o in range(len(owners))])
    return Brought(
        whole=by_owner[-1],
        owners=_of_those(has, whose),
        alone=_of_those(has, by_owner[each]),
        lost=_of_those(has, leave_one_out(by_owner)),
        classes=_of_those(stands, within * _raised(within, whose, union)),
        apart=_of_those(stands, shapley(values)),
        class_lost=_of_those(stands, leave_one_out(values)),
    )


def _of_those(there: NDArray[np.bool_], values: Floats) -> Floats:
    """No number of those that are not there; nothing where only rounding is left."""
    clean = np.where(np.abs(values) < _NOTHING, 0.0, values)
    return np.where(there[:, None, None], clean, np.nan)


def _raised(within: Floats, whose: Floats, union: Sequence[int]) -> Floats:
    """What makes the means of what an owner's parts bring sum to what he brings, (part, game, 1).

    What owners bring rests on all flights, what their parts bring on those that are followed.
    """
    found = np.ones((*within.shape[:2], 1))
    for owner in set(union):
        mine = np.array(union) == owner
        parts = within[mine].sum(axis=0).mean(axis=-1)
        whole = whose[owner].mean(axis=-1)
        some = parts > _NOTHING
        found[mine] = np.where(some, whole / np.where(some, parts, 1.0), 1.0)[:, None]
    return found


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
    added = np.zeros((len(receivers), both.shape[1]))
    np.add.at(added, row, both - own)
    helped = added / np.bincount(row)[:, None] >= WORTH_TELLING
    return np.asarray(assessment.population[receivers] @ helped)


def people_of(assessment: Assessment, whom: Warned) -> float:
    """People at whom something is aimed that counts."""
    receivers = np.unique(assessment.warnings.pairs.receiver[whom.weight > 0.0])
    return float(assessment.population[receivers].sum())


def shares_of(parts: Floats, whole: Floats) -> Floats:
    """Parts of a whole in each draw, (part, game, draw) [1]; they sum to one, as the parts to it.

    A draw in which there is nothing to share has the shares of all draws together; where no draw
    has anything, there is no number.

    Args:
        parts: (part, game, draw).
        whole: (game, draw).
    """
    mean = whole.mean(axis=-1, keepdims=True)
    together = parts.mean(axis=-1, keepdims=True) / np.where(mean > 0.0, mean, np.nan)
    some = whole > 0.0
    return np.asarray(np.where(some, parts / np.where(some, whole, 1.0), together))
