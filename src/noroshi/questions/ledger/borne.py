"""What each party bears by each plan: of the sum, in cash and otherwise, in one year's prices."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from noroshi.ledger.account import Contribution
from noroshi.ledger.prices import Money, deflated
from noroshi.ledger.records import Deflator
from noroshi.ledger.span import Span
from noroshi.questions.answer import BOUNDS
from noroshi.questions.ledger.cash import Ways, ways
from noroshi.questions.ledger.compute import Chapter
from noroshi.questions.ledger.wording import limit, otherwise
from noroshi.scenario import Scenario

WAYS: Final = {"all": "", "cash": ", cash", "otherwise": ", not cash"}
"""Ways of bearing a part, and what is said of them behind the party's name."""
NOTHING: Final = Span(np.nan, np.nan, np.nan)


class Planned(NamedTuple):
    """A plan as it stands among the others."""

    chapter: Chapter
    chain: str
    """Id of its chain; empty = of none."""
    kind: str
    alike: tuple[int, str] | None
    """Fiscal year and currency in which its chain is compared; None = no sum is stated."""


class _Cell(NamedTuple):
    """One party by one plan."""

    part: Contribution | None
    ways: Ways | None
    pieces: Mapping[str, tuple[Span, float]]
    """By way: the amount in the year of the chain, and its share of the sum."""


def borne(world: Scenario, plans: Iterable[Planned], parties: Sequence[str]) -> dict[str, Any]:
    """What each party bears by each plan, (plan, party, …)."""
    cells = [[_cell(world, one, key) for key in parties] for one in plans]

    def grid(of: Callable[[_Cell], Any], *inner: int) -> Any:
        found = np.array([[of(cell) for cell in row] for row in cells])
        return found.reshape(len(cells), len(parties), *inner)

    def of_part(of: Callable[[Contribution], Any], missing: Any, *inner: int) -> Any:
        return grid(lambda c: missing if c.part is None else of(c.part), *inner)

    def of_ways(of: Callable[[Ways], Any], missing: Any, *inner: int) -> Any:
        return grid(lambda c: missing if c.ways is None else of(c.ways), *inner)

    bounds, each = len(BOUNDS), len(WAYS)
    return {
        "borne": of_part(lambda p: p.money.amount, NOTHING, bounds),
        "share": of_part(lambda p: p.share, NOTHING, bounds),
        "borne_as": of_part(_how, ""),
        "borne_stated": of_part(lambda p: float(p.stated), np.nan),
        "borne_ceiling": of_part(lambda p: float(p.upper_limit), np.nan),
        "cash": of_ways(lambda w: w.cash.amount, NOTHING, bounds),
        "cash_ceiling": of_ways(lambda w: float(w.upper_limit), np.nan),
        "cash_currency": of_ways(lambda w: w.cash.currency, ""),
        "cash_price_year": of_ways(lambda w: float(w.cash.year), np.nan),
        "otherwise": of_ways(lambda w: w.other.amount, NOTHING, bounds),
        "otherwise_as": of_ways(lambda w: otherwise(w.others) if w.others else "", ""),
        "alike": grid(lambda c: [c.pieces[way][0] for way in WAYS], each, bounds),
        "alike_share": grid(lambda c: [c.pieces[way][1] for way in WAYS], each),
    }


def _how(part: Contribution) -> str:
    return limit(upper=part.upper_limit).strip() if part.stated else "the rest,"


def _cell(world: Scenario, one: Planned, party: str) -> _Cell:
    account = one.chapter.money
    part = next((p for p in account.parts if p.payer == party), None)
    made = ways(account, party)
    missing = dict.fromkeys(WAYS, (NOTHING, float("nan")))
    if part is None or one.alike is None:
        return _Cell(part, made, missing)
    year, indices = one.alike[0], world.deflators.values()
    if made is None:
        whole = (_in_year(indices, part.money, year), part.share.best)
        return _Cell(part, made, {**missing, "all": whole})
    pieces = {"cash": made.cash} | ({"otherwise": made.other} if made.others else {})
    total = sum(money.amount.best for money in pieces.values())
    told = {
        way: (_in_year(indices, m, year), part.share.best * m.amount.best / total)
        for way, m in pieces.items()
    }
    return _Cell(part, made, {**missing, **told})


def _in_year(indices: Iterable[Deflator], money: Money, year: int) -> Span:
    """The amount in the prices of a year, by the first index of its currency."""
    index = next((i for i in indices if i.currency == money.currency), None)
    return (money if index is None else deflated(money, index, year)).amount
