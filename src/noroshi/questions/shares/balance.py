"""Whether each party gives as much as it is able to: money, people, hosting, and warning.

What a party gives of what all give, over what it is able to of what all are: the yardstick of the
US defence department's reports on allied contributions, which measured money and people by it. What
no report has is the warning, whose shares come from the attribution.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from noroshi.ledger.contributions import (
    ABILITIES,
    AGAINST,
    TASKS,
    Ability,
    Able,
    PartyContribution,
    Task,
    said,
)
from noroshi.ledger.fair_share import misplaced, ratios, shares
from noroshi.present.words import in_sentence
from noroshi.scenario.records import Scenario
from noroshi.shaped import Float
from noroshi.world.draws import Draws

Floats = NDArray[np.float64]
WARNING_AGAINST: Final[Able] = "gdp"
"""What sensors are judged by, as the reports judge ships and aircraft."""
UNKNOWN: Final = "not declared"

Row = TypeVar("Row", Ability, PartyContribution)


class Side(NamedTuple):
    """What one party gives, or is able to, at one posture."""

    values: Floats
    """(draw,); NaN where nothing is declared."""
    yearly: Floats
    """Of one year: money is given over several, people stand throughout."""
    told: str
    """With its years, for people."""
    sources: tuple[str, ...]
    entry: str
    """Id of what is declared; empty where nothing is."""


class Effort(NamedTuple):
    """One kind of contribution, with what it is held against."""

    id: str
    name: str
    against: str
    """The ability, in words."""
    parties: tuple[str, ...]
    given: tuple[tuple[Side, ...], ...]
    """By posture and party."""
    able: tuple[tuple[Side, ...], ...]
    banded: bool
    """Whether the reports have names for ratios of it."""

    @property
    def told_once(self) -> bool:
        """Whether the same counts stand for all postures, so that no change can be told."""
        return all(
            first.entry == other.entry
            for sides in (self.given, self.able)
            for first, *others in zip(*sides, strict=True)
            for other in others
        )


class FairShares(NamedTuple):
    """Every effort as arrays over all parties that any of them compares."""

    efforts: tuple[Effort, ...]
    parties: tuple[str, ...]
    given_share: Float[Floats, "posture effort party draw"]
    able_share: Float[Floats, "posture effort party draw"]
    ratio: Float[Floats, "posture effort party draw"]
    misplaced: Float[Floats, "posture effort draw"]


class FairWarning(NamedTuple):
    """What each owner of sensors brings of the warning of some people, beside its ability."""

    able: tuple[Side, ...]
    """By owner."""
    able_share: Float[Floats, "owner draw"]
    ratio: Float[Floats, "posture whom owner draw"]
    misplaced: Float[Floats, "posture whom draw"]


def drawn(worlds: Sequence[Scenario], count: int, seed: int) -> Draws:
    """Draws of all that the worlds declare of what parties give and are able to."""
    values = [a.value for world in worlds for a in world.abilities.values()]
    values += [c.value for world in worlds for c in world.contributions.values()]
    return Draws.of({v.dimension for v in values if not v.certain}, count, seed)


def fair_shares(postures: Sequence[Scenario], parties: Sequence[str], draws: Draws) -> FairShares:
    """The balance among some parties by every effort that the worlds declare.

    What a party gives is that of the year of the posture, or of the nearest year declared; its
    ability is that of the nearest year to those of what it gives. The whole is that of the parties
    that declare both, so that a ratio says how the burden lies among these alone.

    Args:
        postures: the world at each date.
        parties: who is compared; in stationing, all who bear a part of its cost beside them.
        draws: of what is declared, see `drawn`.
    """
    efforts = tuple(_efforts(postures, parties, draws))
    everybody = tuple(dict.fromkeys((*parties, *(p for e in efforts for p in e.parties))))
    shape = (len(postures), len(efforts), len(everybody), draws.count)
    part, fair, ratio = (np.full(shape, np.nan) for _ in range(3))
    off = np.full((len(postures), len(efforts), draws.count), np.nan)
    for e, effort in enumerate(efforts):
        for p in range(len(postures)):
            given, able = (
                np.array([side.values for side in sides[p]])
                for sides in (effort.given, effort.able)
            )
            known = _known(given) & _known(able)
            if known.sum() < 2:
                continue  # a party alone has a share of one, whatever it gives
            rows = [everybody.index(q) for q, k in zip(effort.parties, known, strict=True) if k]
            part[p, e, rows], fair[p, e, rows] = shares(given[known]), shares(able[known])
            ratio[p, e, rows] = ratios(given[known], able[known])
            off[p, e] = misplaced(given[known], able[known])
    return FairShares(efforts, everybody, part, fair, ratio, off)


def fair_warning(
    world: Scenario,
    owners: Sequence[str],
    share: Float[Floats, "posture whom owner draw"],
    draws: Draws,
) -> FairWarning:
    """What owners bring of the warning beside what they are able to.

    Args:
        world: whose abilities count for all postures, the earliest: rates of exchange move an
            ability in dollars, and no sensor.
        owners: of sensors, by id.
        share: of the warning; NaN of an owner that has no sensors then, and of all where there is
            nothing to share.
        draws: see `drawn`.
    """
    nothing = np.isnan(share).all(axis=-2, keepdims=True)
    share = np.where(np.isnan(share) & ~nothing, 0.0, share)
    able = tuple(_able(world, WARNING_AGAINST, party, _year(world.day), draws) for party in owners)
    values = np.array([side.values for side in able]).reshape(len(owners), draws.count)
    known = _known(values)
    fair, ratio = np.full(values.shape, np.nan), np.full(share.shape, np.nan)
    off = np.full((*share.shape[:2], draws.count), np.nan)
    if known.sum() >= 2:
        fair[known] = shares(values[known])
        given, able_to = share[:, :, known], np.broadcast_to(fair[known], share[:, :, known].shape)
        ratio[:, :, known], off = ratios(given, able_to), misplaced(given, able_to)
    return FairWarning(able, fair, ratio, off)


def farther(
    ratio: Float[Floats, "posture ... draw"],
) -> Float[Floats, "... draw"]:
    """How much farther from 1 a ratio is in the last posture than in the first; below 0: nearer."""
    moved: Float[Floats, "... draw"] = np.abs(ratio[-1] - 1.0) - np.abs(ratio[0] - 1.0)
    return moved


def by_party(found: FairShares, of: Callable[[Side, Side], Any], missing: Any) -> list[Any]:
    """Something of what each party gives and is able to, (posture, effort, party)."""
    postures = len(found.given_share)

    def cell(effort: Effort, posture: int, party: str) -> Any:
        if party not in effort.parties:
            return missing
        at = effort.parties.index(party)
        return of(effort.given[posture][at], effort.able[posture][at])

    return [
        [[cell(e, p, party) for party in found.parties] for e in found.efforts]
        for p in range(postures)
    ]


def nearest(rows: Sequence[Row], year: float) -> Row | None:
    """The entry whose years hold a year, or come nearest; of two as near, the earlier one.

    The latest of all where there is no year to look for. None of nothing.
    """
    if np.isnan(year):
        return max(rows, key=lambda row: row.years, default=None)

    def off(row: Row) -> tuple[float, int]:
        first, last = row.years
        return max(first - year, year - last, 0.0), first

    return min(rows, key=off, default=None)


def _known(values: Floats) -> NDArray[np.bool_]:
    """Parties of which there is a number, (party,)."""
    return np.asarray(~np.isnan(values).all(axis=-1), dtype=bool)


def _efforts(
    postures: Sequence[Scenario], parties: Sequence[str], draws: Draws
) -> Iterator[Effort]:
    """Money and people among the parties, and each stationing that one of them bears a part of."""
    rows = [c for world in postures for c in world.contributions.values()]
    kinds: tuple[Task, ...] = ("spending", "forces")
    for task in kinds:
        if any(c.to == task and c.party in parties for c in rows):
            yield _effort(postures, (task, ""), (task, TASKS[task]), parties, draws)
    for host in dict.fromkeys(c.host for c in rows if c.host is not None):
        who = tuple(dict.fromkeys(c.party for c in rows if c.host == host))
        if set(who) & set(parties):
            name = f"{TASKS['stationing']} in {in_sentence(postures[-1].parties[host].name)}"
            called = (f"stationing-{host}", name)
            yield _effort(postures, ("stationing", host), called, who, draws)


def _effort(
    postures: Sequence[Scenario],
    group: tuple[Task, str],
    called: tuple[str, str],
    parties: Sequence[str],
    draws: Draws,
) -> Effort:
    given = [[_given(w, group, party, draws) for party in parties] for w in postures]
    against = _against(postures, AGAINST[group[0]], parties)
    able = [
        [
            _able(w, against, party, _middle(w, side), draws)
            for party, side in zip(parties, row, strict=True)
        ]
        for w, row in zip(postures, given, strict=True)
    ]
    banded = group[0] != "stationing"
    return Effort(
        *called, ABILITIES[against], tuple(parties), _tuples(given), _tuples(able), banded
    )


def _tuples(rows: Iterable[Iterable[Side]]) -> tuple[tuple[Side, ...], ...]:
    return tuple(tuple(row) for row in rows)


def _against(postures: Sequence[Scenario], able: Sequence[Able], parties: Sequence[str]) -> Able:
    """The first ability that all parties declare, or else the first of all."""
    for quantity in able:
        if all(
            any(a.party == party and a.quantity == quantity for a in world.abilities.values())
            for world in postures
            for party in parties
        ):
            return quantity
    return able[0]


def _given(world: Scenario, group: tuple[Task, str], party: str, draws: Draws) -> Side:
    rows = [c for c in world.contributions.values() if c.party == party and c.group == group]
    return _side(nearest(rows, _year(world.day)), draws)


def _able(world: Scenario, quantity: Able, party: str, year: float, draws: Draws) -> Side:
    rows = [a for a in world.abilities.values() if a.party == party and a.quantity == quantity]
    return _side(nearest(rows, year), draws)


def _year(day: date | None) -> float:
    return float("nan") if day is None else float(day.year)


def _middle(world: Scenario, given: Side) -> float:
    """The middle of the years of what is given; the posture's where nothing is."""
    if not given.entry:
        return _year(world.day)
    return float(np.mean(world.contributions[given.entry].years))


def _side(row: Ability | PartyContribution | None, draws: Draws) -> Side:
    if row is None:
        nothing = np.full(draws.count, np.nan)
        return Side(nothing, nothing, UNKNOWN, (), "")
    first, last = row.years
    when = str(first) if first == last else f"{first} to {last}"
    named = tuple(dict.fromkeys((*row.value.source, *row.source)))
    values = draws(row.value)
    yearly = values if row.amount is None else values / (last - first + 1)
    return Side(values, yearly, f"{said(row.value)}, {when}", named, row.id)
