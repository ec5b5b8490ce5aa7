"""Money in one currency and in the prices of one fiscal year."""

from collections.abc import Mapping
from typing import NamedTuple

from noroshi.errors import NoroshiError
from noroshi.ledger.records import Cost, Deflator, Rate, Total
from noroshi.ledger.span import Span, scaled, span_of


class Money(NamedTuple):
    """An amount, in which currency, in the prices of which fiscal year."""

    amount: Span
    currency: str
    year: int


class Prices(NamedTuple):
    """How amounts are to be told: as stated, or in the prices of one year by one price index."""

    year: int | None = None
    by: Deflator | None = None
    rates: Mapping[str, Rate] = {}


def money_of(row: Cost | Total) -> Money:
    """A declared amount as it was stated."""
    assert row.amount is not None
    assert row.price_year is not None
    return Money(span_of(row.amount), row.amount.kind, row.price_year)


def told(money: Money, prices: Prices, by: str | None = None) -> Money:
    """The amount as it is to be told.

    An amount in another currency than the index is converted first, by a rate that leads to that of
    the index; without one it stays as it was stated.

    Args:
        money: an amount as it was stated.
        prices: in which it is to be told.
        by: id of the rate that it names.
    """
    index = prices.by
    if index is None or prices.year is None:
        return money
    rate = prices.rates.get(by or "")
    if rate is not None and rate.equals.kind == index.currency != money.currency:
        money = converted(money, rate)
    return deflated(money, index, prices.year)


def converted(money: Money, rate: Rate) -> Money:
    """The amount in the other currency of a pair; the bounds of the pair are carried."""
    per = span_of(rate.amount), span_of(rate.equals)
    factor = Span(per[1].low / per[0].high, per[1].best / per[0].best, per[1].high / per[0].low)
    amount = Span(*(a * f for a, f in zip(money.amount, factor, strict=True)))
    return Money(amount, rate.equals.kind, money.year)


def deflated(money: Money, index: Deflator, year: int) -> Money:
    """The amount in the prices of another year: times the ratio of the two price levels.

    A currency that is not the index's is left as it is. That an index fits what is bought is
    assumed; its own uncertainty is left out.

    Raises:
        NoroshiError: the index has no level for one of the years.
    """
    if money.currency != index.currency:
        return money
    factor = level(index, year) / level(index, money.year)
    return Money(scaled(money.amount, factor), money.currency, year)


def level(index: Deflator, year: int) -> float:
    """The price level of a fiscal year."""
    levels = dict(index.index)
    if year not in levels:
        first, last = min(levels), max(levels)
        raise NoroshiError(
            f"the index '{index.id}' has no level for fiscal year {year}; "
            f"it goes from {first} to {last}"
        )
    return levels[year]
