"""Whether each party gives as much as it is able to: by money, people, hosting, and by warning.

What a party gives over what all give, and what it is able to over what all are: the yardstick of
the US defence department's reports on allied contributions, which measured money and people by it.
What no report has is the warning, whose shares come from the attribution.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from noroshi.amounts import amount_words, people
from noroshi.ledger.contributions import ABILITIES, AGAINST, TASKS, Ability, Able, PartyContribution
from noroshi.ledger.fair_share import misplaced, ratios, shares
from noroshi.scenario.records import Scenario
from noroshi.shaped import Float
from noroshi.world import Estimate
from noroshi.world.draws import Draws

Floats = NDArray[np.float64]
WARNING: Final = "warning"
"""The yardstick that no report has."""
WARNING_AGAINST: Final[Able] = "gdp"
"""What sensors are judged by, as the reports judge ships and aircraft."""
UNKNOWN: Final = "not declared"

Row = TypeVar("Row", Ability, PartyContribution)


class Side(NamedTuple):
    """What one party gives, or is able to, at one posture."""

    values: Floats
    """(draw,); NaN where nothing is declared."""
    told: str
    """With its years, for people."""
    sources: tuple[str, ...]
    entry: str
    """Id of what is declared; empty where nothing is."""


class Yardstick(NamedTuple):
    """One kind of contribution, with what it is held against."""

    id: str
    name: str
    against: str
    """The ability, in words."""
    parties: tuple[str, ...]
    given: tuple[tuple[Side, ...], ...]
    """By posture and party."""
    able: tuple[tuple[Side, ...], ...]

    @property
    def told_once(self) -> bool:
        """Whether the same counts stand for both postures, so that no change can be told."""
        return all(
            row[0].entry == other.entry
            for sides in (self.given, self.able)
            for row in zip(*sides, strict=True)
            for other in row[1:]
        )


class FairShares(NamedTuple):
    """Every yardstick as arrays over all parties that any of them compares."""

    yardsticks: tuple[Yardstick, ...]
    parties: tuple[str, ...]
    given_share: Float[Floats, "posture yardstick party draw"]
    able_share: Float[Floats, "posture yardstick party draw"]
    ratio: Float[Floats, "posture yardstick party draw"]
    misplaced: Float[Floats, "posture yardstick draw"]


def balance(
    postures: Sequence[Scenario],
    parties: Sequence[str],
    *,
    draws: int,
    seed: int,
    warning: Float[Floats, "posture party draw"] | None = None,
    told: Callable[[Floats], str] = lambda _values: "",
) -> FairShares:
    """The balance among some parties by every yardstick that the world declares.

    What a party gives is that of the year of the posture, or of the nearest year declared; its
    ability is that of the nearest year to those of what it gives. The sum is over the parties that
    declare both, so that a ratio says how the burden lies among these alone.

    Args:
        postures: the world at each date.
        parties: who is compared; in stationing, all who bear the cost of forces beside them.
        draws: how often estimates are drawn.
        seed: of the draws.
        warning: what each of `parties` brings of the warning, by posture, in any unit.
        told: says such a part of the warning in words.
    """
    entries = [e.value for world in postures for e in _entries(world)]
    drawn = Draws.of({e.dimension for e in entries if not e.certain}, draws, seed)
    found = [*_declared(postures, parties, drawn)]
    if warning is not None:
        found.append(_warned(postures, parties, drawn, warning, told))
    return _together(tuple(found), parties, draws)


def _entries(world: Scenario) -> Iterator[Ability | PartyContribution]:
    yield from world.abilities.values()
    yield from world.contributions.values()


def _declared(
    postures: Sequence[Scenario], parties: Sequence[str], draws: Draws
) -> Iterator[Yardstick]:
    """Money and people among the parties, and each stationing that one of them bears a part of."""
    rows = [c for world in postures for c in world.contributions.values()]
    for task in ("spending", "forces"):
        yield _yardstick(postures, (task, ""), task, TASKS[task], parties, draws)
    hosts = dict.fromkeys(c.host for c in rows if c.host is not None)
    for host in hosts:
        group = [c for c in rows if c.host == host]
        who = tuple(dict.fromkeys(c.party for c in group))
        if set(who) & set(parties):
            name = f"cost of forces stationed in {postures[-1].parties[host].name}"
            key = f"stationing-{host}"
            yield _yardstick(postures, ("stationing", host), key, name, who, draws)


def _yardstick(
    postures: Sequence[Scenario],
    group: tuple[str, str],
    key: str,
    name: str,
    parties: Sequence[str],
    draws: Draws,
) -> Yardstick:
    given = [[_given(w, group, party, draws) for party in parties] for w in postures]
    able = _against(postures, AGAINST[group[0]], parties)  # type: ignore[index]
    sides = [
        [
            _able(w, able, party, _middle(w, side), draws)
            for party, side in zip(parties, row, strict=True)
        ]
        for w, row in zip(postures, given, strict=True)
    ]
    return Yardstick(key, name, ABILITIES[able], tuple(parties), _tuples(given), _tuples(sides))


def _tuples(rows: Iterable[Iterable[Side]]) -> tuple[tuple[Side, ...], ...]:
    return tuple(tuple(row) for row in rows)


def _warned(
    postures: Sequence[Scenario],
    parties: Sequence[str],
    draws: Draws,
    warning: Floats,
    told: Callable[[Floats], str],
) -> Yardstick:
    given = [
        [Side(values, told(values), (), f"warning-{p}") for values in posture]
        for p, posture in enumerate(warning)
    ]
    # Of one year for all postures: rates of exchange move abilities, and no sensor.
    year = _year(postures[0].day)
    able = [[_able(w, WARNING_AGAINST, p, year, draws) for p in parties] for w in postures]
    against = ABILITIES[WARNING_AGAINST]
    return Yardstick(WARNING, "warning", against, tuple(parties), _tuples(given), _tuples(able))


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


def _given(world: Scenario, group: tuple[str, str], party: str, draws: Draws) -> Side:
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


def _side(row: Ability | PartyContribution | None, draws: Draws) -> Side:
    if row is None:
        return Side(np.full(draws.count, np.nan), UNKNOWN, (), "")
    first, last = row.years
    when = str(first) if first == last else f"{first} to {last}"
    named = tuple(dict.fromkeys((*row.value.source, *row.source)))
    return Side(draws(row.value), f"{said(row.value)}, {when}", named, row.id)


def said(value: Estimate) -> str:
    """Money or people with their bounds: "46.9 billion USD (45.8 to 54.6 billion USD)"."""

    def one(number: float) -> str:
        return amount_words(number, value.kind) if value.kind in ("USD", "JPY") else people(number)

    best, low, high = one(value.best), one(value.low), one(value.high)
    if value.certain or low == high == best:
        return best
    unit = best[len(best.split(" ")[0]) :]
    if unit and low.endswith(unit) and high.endswith(unit):
        low, high = low[: -len(unit)], high[: -len(unit)]
    return f"{best} ({low} to {high})"


def _together(found: tuple[Yardstick, ...], parties: Sequence[str], draws: int) -> FairShares:
    """On one axis of parties; NaN where a yardstick does not compare a party."""
    everybody = tuple(dict.fromkeys((*parties, *(p for y in found for p in y.parties))))
    postures = len(found[0].given) if found else 0
    shape = (postures, len(found), len(everybody), draws)
    part, fair, ratio = (np.full(shape, np.nan) for _ in range(3))
    off = np.full((postures, len(found), draws), np.nan)
    for y, yardstick in enumerate(found):
        for p in range(postures):
            given, able = (
                np.array([side.values for side in sides[p]])
                for sides in (yardstick.given, yardstick.able)
            )
            known = ~(np.isnan(given).any(axis=-1) | np.isnan(able).any(axis=-1))
            if known.sum() < 2:
                continue  # a party alone has a share of one by whatever it gives
            rows = [everybody.index(q) for q, k in zip(yardstick.parties, known, strict=True) if k]
            part[p, y, rows], fair[p, y, rows] = shares(given[known]), shares(able[known])
            ratio[p, y, rows] = ratios(given[known], able[known])
            off[p, y] = misplaced(given[known], able[known])
    return FairShares(found, everybody, part, fair, ratio, off)


def by_party(found: FairShares, of: Callable[[Side, Side], Any], missing: Any) -> list[Any]:
    """Something of what each party gives and is able to, (posture, yardstick, party)."""
    postures = len(found.yardsticks[0].given) if found.yardsticks else 0

    def cell(yardstick: Yardstick, posture: int, party: str) -> Any:
        if party not in yardstick.parties:
            return missing
        at = yardstick.parties.index(party)
        return of(yardstick.given[posture][at], yardstick.able[posture][at])

    return [
        [[cell(y, p, party) for party in found.parties] for y in found.yardsticks]
        for p in range(postures)
    ]


def change(found: FairShares) -> tuple[Floats, Floats, Mapping[str, float]]:
    """What moved from the first posture to the last, where both were counted.

    Returns:
        How much more of the whole is misplaced, (yardstick, draw); how much farther each ratio is
        from 1, (yardstick, party, draw): NaN where the same counts stand for both; and by yardstick
        the share of the draws in which less is misplaced.
    """
    kept = np.array([y.told_once for y in found.yardsticks], dtype=bool)
    more = found.misplaced[-1] - found.misplaced[0]
    farther = np.abs(found.ratio[-1] - 1.0) - np.abs(found.ratio[0] - 1.0)
    more[kept], farther[kept] = np.nan, np.nan
    nearer = {
        y.id: float(np.mean(row < 0.0)) if not np.isnan(row).any() else float("nan")
        for y, row in zip(found.yardsticks, more, strict=True)
    }
    return more, farther, nearer
