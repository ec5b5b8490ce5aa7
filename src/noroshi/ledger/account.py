"""Who pays by one plan: the sum, each party's part and share, and what it is made of."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from noroshi.ledger.books import Books
from noroshi.ledger.prices import Money, Prices, deflated, money_of, told
from noroshi.ledger.records import Amount, Cost, Deflator, Total
from noroshi.ledger.span import ANYTHING, ZERO, Span, added, less, meet, share, span_of


class Item(NamedTuple):
    """One row of an account."""

    id: str
    payer: str
    item: str
    means: str
    money: Money
    upper_limit: bool
    years: tuple[int, int] | None
    """First and last fiscal year, if the amount is due in each."""


class Contribution(NamedTuple):
    """What one party bears."""

    payer: str
    money: Money
    share: Span
    """Of the sum [1]."""
    stated: bool
    """Whether somebody stated it; else it is what the other parts leave."""
    upper_limit: bool
    """Whether all of it is 'up to', and its share with it."""


class Restated(NamedTuple):
    """One amount that was stated in the prices of two years, and what a price index makes of it."""

    cost: str
    older: Money
    newer: Money
    series: str
    """Name of the price index."""
    by_index: Money
    """The older amount in the newer year's prices."""
    agree: bool
    """Whether the two can be the same amount, as they are printed."""


class Account(NamedTuple):
    """The money of one plan. Without a stated sum, or a part of it, there is no share."""

    total: Money | None
    item: str
    """What the sum is for."""
    parts: tuple[Contribution, ...]
    items: tuple[Item, ...]


def account(books: Books, plan: str, prices: Prices) -> Account:
    """The account of a plan, in the prices asked for; rows of its sum are told as the sum is."""
    own = [c for c in books.costs.values() if c.plan == plan]
    top = _top(books, plan)
    if top is None:
        return Account(None, "", (), tuple(item(c, prices) for c in own))
    rows = tuple(_unsplit(books, top))
    rate = _rate(rows)
    unconverted = prices if rate else prices._replace(rates={})
    items = tuple(item(c, unconverted if c in rows else prices) for c in own)
    limited = {i.payer for i in items} - {i.payer for i in items if not i.upper_limit}
    parts = (
        part._replace(money=told(part.money, prices, rate)) for part in _parts(books, top, limited)
    )
    return Account(told(money_of(top), prices, rate), top.item, tuple(parts), items)


def _rate(rows: Iterable[Cost | Total]) -> str | None:
    """The one rate that all rows of a sum name: by another the sum would be told otherwise."""
    rates = {row.rate if isinstance(row, Cost) else None for row in rows}
    return rates.pop() if len(rates) == 1 else None


def _unsplit(books: Books, total: Total) -> Iterator[Cost | Total]:
    """Costs below a sum, and sums that have no rows of their own."""
    if not total.parts:
        yield total
    for key in total.parts:
        if key in books.totals:
            yield from _unsplit(books, books.totals[key])
        else:
            yield books.costs[key]


def item(cost: Cost, prices: Prices) -> Item:
    """One cost as a row."""
    money = told(money_of(cost), prices, cost.rate)
    return Item(cost.id, cost.payer, cost.item, cost.means, money, cost.upper_limit, cost.years)


def _top(books: Books, plan: str) -> Total | None:
    """The sum of money that is part of no other; the largest, if there are several."""
    sums = [t for t in books.totals.values() if t.plan == plan and t.amount is not None]
    inner = {part for t in sums for part in t.parts}
    outer = [t for t in sums if t.id not in inner]
    return max(outer, key=lambda t: t.amount.best if t.amount else 0.0, default=None)


def _parts(books: Books, top: Total, limited: AbstractSet[str]) -> Iterator[Contribution]:
    """Each payer's sum in order of the file, and then the one who bears the rest, as stated.

    A rate and a price index are common to all of a sum, so that shares are taken without them: the
    bounds of a rate would widen what they do not touch.
    """
    total = money_of(top)
    by_payer: dict[str, list[Span]] = {}
    for payer, amount in _rows(books, top):
        by_payer.setdefault(payer, []).append(amount)
    borne = {payer: added(spans) for payer, spans in by_payer.items()}
    stated = {payer: amount for payer, amount in borne.items() if payer != top.rest}
    unstated = ZERO if top.rest is None else ANYTHING
    for payer, amount in stated.items():
        others = added([unstated, *(a for p, a in stated.items() if p != payer)])
        borne_by = total._replace(amount=amount), share(amount, total.amount, others)
        yield Contribution(payer, *borne_by, stated=True, upper_limit=payer in limited)
    if top.rest is not None:
        known = added(stated.values())
        # One sum is meant, so the rest's share goes with the others' and not with any sum's.
        rest = less(_ONE, share(known, total.amount))
        left = total._replace(amount=less(total.amount, known))
        yield Contribution(top.rest, left, rest, stated=False, upper_limit=False)


_ONE = Span(1.0, 1.0, 1.0)


def _rows(books: Books, total: Total) -> Iterator[tuple[str, Span]]:
    """Payers and amounts below a sum: a stated sum of one payer stands for its own rows, and who
    bears the rest of one bears what its rows leave of it.
    """
    for key in total.parts:
        inner = books.totals.get(key)
        if inner is None:
            yield books.costs[key].payer, money_of(books.costs[key]).amount
        elif len(payers := set(_payers(books, inner))) == 1:
            yield payers.pop(), money_of(inner).amount
        elif inner.rest is None or inner.amount is None:
            yield from _rows(books, inner)
        else:
            rows = [(payer, amount) for payer, amount in _rows(books, inner) if payer != inner.rest]
            yield from rows
            yield inner.rest, less(money_of(inner).amount, added(amount for _, amount in rows))


def _payers(books: Books, total: Total) -> Iterator[str]:
    for key in total.parts:
        if key in books.totals:
            yield from _payers(books, books.totals[key])
        else:
            yield books.costs[key].payer
    if total.rest is not None:
        yield total.rest


def restated(books: Books, plan: str) -> tuple[Restated, ...]:
    """Amounts of a plan that were stated in two years' prices, by every index of the currency."""
    return tuple(
        _restated(cost, cost.restates, index)
        for cost in books.costs.values()
        for index in books.deflators.values()
        if cost.plan == plan and cost.restates and index.currency == cost.amount.kind
    )


def _restated(cost: Cost, same: Amount, index: Deflator) -> Restated:
    newer = money_of(cost)
    older = Money(span_of(same.amount), same.amount.kind, same.price_year)
    by_index = deflated(older, index, newer.year)
    agree = meet(by_index.amount, newer.amount)
    return Restated(cost.id, older, newer, index.name, by_index, agree)
