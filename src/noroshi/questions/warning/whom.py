"""Whom the answer is told for: parties as a whole, or by their places where these lie far apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.earth.ellipsoid import position
from noroshi.questions.warning.people import weights
from noroshi.questions.warning.pipe.classes import aimed_at, headline, later_pairs, only_later
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.places import aimed
from noroshi.scenario.records import Scenario

Floats = NDArray[np.float64]
FEW_PLACES: Final = 8
"""A party of up to so many places, …"""
FAR_APART: Final = 2_000e3
"""… of which some lie farther from one another than this [m], is told place by place."""


@dataclass(frozen=True, eq=False)
class Whom:
    """A party, or one of its places, and what its flights count."""

    id: str
    name: str
    party: int
    """Index of the party."""
    receiver: int | None
    """Index of the place; None = the party as a whole."""
    later: bool
    """Whether the flights are of classes that had not flown by then."""
    leads: bool
    """Whether the headline tells it: a party as a whole, or each of its places."""
    weight: Floats
    """What each pair counts in a mean, (pair,) [1]; they sum to one."""


def everybody(comparison: Comparison) -> tuple[Whom, ...]:
    """Every party that something is aimed at, its places where these lead, and later classes.

    A party's own flights are those of classes that had flown by the later date, where there are
    any; later ones then stand apart. Nothing can be told of a party that declares no people.
    """
    parties = range(len(comparison.after.parties))
    return tuple(one for party in parties for one in _of_party(comparison, party))


def _of_party(comparison: Comparison, party: int) -> Iterator[Whom]:
    after, pairs = comparison.after, comparison.after.warnings.pairs
    key, people = after.parties[party], after.people_of(party)
    if not aimed_at(comparison, party).any() or people.sum() <= 0.0:
        return
    name, every = after.scenario.parties[key].name, only_later(comparison, party)
    places = leading_places(comparison, party)
    apart = place_by_place(after.scenario, [after.receivers[place] for place in places])
    weight = weights(pairs, people, headline(comparison, party))
    yield Whom(key, name, party, None, every, not apart, weight)
    for receiver in places if apart else ():
        here = aimed(comparison)[receiver]
        weight = np.zeros(len(pairs.receiver))
        weight[here.pairs] = 1.0 / here.pairs.size
        place = after.receivers[receiver]
        called = after.scenario.receivers[place].name
        yield Whom(f"{key}/{place}", called, party, receiver, here.later, True, weight)
    weight = weights(pairs, people, later_pairs(comparison))
    if weight.any() and not every:
        yield Whom(
            f"{key}/later",
            f"{name}, against unflown missiles",
            party,
            None,
            True,
            False,
            weight,
        )


def place_by_place(world: Scenario, receivers: Sequence[str]) -> bool:
    """Whether a party is told by these of its places, and not as a whole.

    A mean over people hides Guam behind Los Angeles, which other sensors see other flights to. Of
    cities of one region it says what is asked, and of very many places nobody reads each.
    """
    if len(receivers) > FEW_PLACES:
        return False
    places = [world.receivers[r] for r in receivers]
    lat, lon = (np.array([getattr(place, name) for place in places]) for name in ("lat", "lon"))
    at = np.stack(position(lat, lon, np.zeros_like(lat)))
    distance = np.linalg.norm(at[:, :, None] - at[:, None], axis=0)
    return len(receivers) == 1 or bool(distance.max(initial=0.0) > FAR_APART)


def leading_places(comparison: Comparison, party: int) -> list[int]:
    """Places that the party's headline is about, in the order of the assessment.

    Without those that only later classes reach, where others are aimed at as well.
    """
    after, told = comparison.after, aimed(comparison)
    every = only_later(comparison, party)
    mine = np.flatnonzero(after.receiver_party == party)
    return [int(r) for r in mine if told[r].pairs.size and (every or not told[r].later)]
