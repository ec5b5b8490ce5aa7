"""What `noroshi show` lists of the entries that the ledger needs."""

from collections.abc import Mapping
from typing import Any, Final

from noroshi.cli.column import DATES, ID, NAME, TRUST, Column, field_of, plain
from noroshi.declared import Estimate
from noroshi.ledger.records import Deflator, Rate, Total
from noroshi.ledger.wording import amount_words
from noroshi.present.quantities import spread

PLAN: Final = plain("plan", "plan")


def _said(estimate: Estimate | None) -> str:
    """Money as it is printed; people with their bounds."""
    if estimate is None:
        return ""
    if estimate.kind in ("USD", "JPY"):
        return amount_words(estimate.best, estimate.kind)
    return spread(estimate)


def _money(title: str, name: str) -> Column:
    def shown(record: Any) -> str:
        return _said(getattr(record, name))

    return Column(title, name, field_of(name), shown=shown)


def _sum(total: Total) -> Estimate | None:
    return total.amount or total.number


def _first_and_last(index: Deflator) -> str:
    (first, low), (last, high) = index.index[0], index.index[-1]
    return f"{low:g} in {first} to {high:g} in {last}"


def _levels(index: Deflator) -> dict[int, float]:
    return dict(index.index)


def _pair(rate: Rate) -> str:
    return f"{_said(rate.amount)} = {_said(rate.equals)}"


LEDGER_COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "plans": (
        ID,
        NAME,
        plain("of", "since"),
        plain("parties", "parties"),
        plain("replaces", "replaces"),
        plain("estimate", "estimate"),
        Column("text", "text", field_of("text"), listed=False),
        *TRUST,
    ),
    "forces": (
        ID,
        NAME,
        plain("party", "party"),
        plain("service", "service"),
        plain("at", "place"),
        plain("people", "number"),
        PLAN,
        plain("stage", "stage"),
        *DATES,
        *TRUST,
    ),
    "moves": (
        ID,
        plain("leave", "leaves"),
        Column("to", "to", lambda m: m.to or m.to_words),
        plain("who", "who"),
        plain("people", "number"),
        Column("begins", "begins", field_of("begins"), shown=lambda m: _days(m.begins)),
        plain("by", "by"),
        PLAN,
        *DATES,
        *TRUST,
    ),
    "costs": (
        ID,
        plain("payer", "payer"),
        plain("item", "item"),
        plain("means", "means"),
        _money("amount", "amount"),
        plain("prices of", "price_year"),
        PLAN,
        *TRUST,
    ),
    "totals": (
        ID,
        plain("item", "item"),
        Column("sum", "sum", _sum, shown=lambda t: _said(_sum(t))),
        plain("prices of", "price_year"),
        Column("parts", "parts", field_of("parts"), spare=True),
        plain("rest", "rest"),
        PLAN,
        *TRUST,
    ),
    "deflators": (
        ID,
        NAME,
        plain("currency", "currency"),
        Column("level", "levels", _levels, shown=_first_and_last),
        *TRUST,
    ),
    "rates": (
        ID,
        Column("pair", "pair", _pair),
        plain("on", "on"),
        *TRUST,
    ),
    "milestones": (ID, plain("day", "since"), NAME, plain("at", "place"), *TRUST),
}


def _days(days: Any) -> str:
    return "" if days is None else " to ".join(map(str, days))
