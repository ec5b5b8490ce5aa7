"""Whether what is declared adds up: stated sums against their rows, and people against places."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from noroshi.amounts import amount_words, people
from noroshi.ledger.books import Books
from noroshi.ledger.records import Force, Move, Total
from noroshi.ledger.span import Span, added, less, meet, span_of


class Off(NamedTuple):
    """One row that does not fit with others."""

    section: str
    row: str
    what: str
    hint: str


def imbalances(books: Books) -> Iterator[Off]:
    """Every stated sum that its rows miss, and every place of a plan that gains or loses people.

    Rows and sums are compared as they are printed: 3.18 and 1.0 may be 4.18, 4.13 or 4.23.
    """
    for total in books.totals.values():
        yield from _sum(books, total)
    yield from _places(books)
    yield from _counted(books)


def parts_of(books: Books, total: Total) -> Span:
    """What the rows of a total add up to."""
    return added(_row(books, key) for key in total.parts)


def stated(total: Total) -> Span:
    """The sum as it was stated."""
    estimate = total.amount or total.number
    assert estimate is not None  # a total without a sum is refused when it is loaded
    return span_of(estimate)


def _row(books: Books, key: str) -> Span:
    if key in books.totals:
        return stated(books.totals[key])
    if key in books.costs:
        return span_of(books.costs[key].amount)
    return span_of((books.moves.get(key) or books.forces[key]).number)


def _sum(books: Books, total: Total) -> Iterator[Off]:
    if not total.parts:
        return
    if wrong := [key for key in total.parts if not _alike(books, total, key)]:
        what = f"'{wrong[0]}' is in another currency, or in prices of another year"
        yield Off("totals", total.id, what, "add up amounts of one price year only")
        return
    whole, parts = stated(total), parts_of(books, total)
    if total.rest is not None and parts.low > whole.high:
        said = (
            f"the parts come to {_said(total, parts)}, more than the {_said(total, whole)} stated"
        )
        yield Off("totals", total.id, said, f"see {', '.join(total.parts)}")
    if total.rest is None and not meet(whole, parts):
        gap = _said(total, Span(*(abs(v) for v in less(whole, parts))))
        said = (
            f"the parts come to {_said(total, parts)}, and {_said(total, whole)} is stated: "
            f"{gap} {'are missing' if parts.best < whole.best else 'are too much'}"
        )
        yield Off(
            "totals", total.id, said, f"see {', '.join(total.parts)}; or name who bears the `rest`"
        )


def _alike(books: Books, total: Total, key: str) -> bool:
    """Whether a row is money of the same currency and price year as its total; people always."""
    if total.amount is None:
        return True
    row = books.totals.get(key) or books.costs[key]
    assert row.amount is not None
    return (row.amount.kind, row.price_year) == (total.amount.kind, total.price_year)


def _said(total: Total, span: Span) -> str:
    if total.amount is None:
        return people(span.best)
    return amount_words(span.best, total.amount.kind)


def _places(books: Books) -> Iterator[Off]:
    """A place's strength after a plan is that before it, less those who leave, and who come."""
    for after in (f for f in books.forces.values() if f.stage == "after"):
        before = next((f for f in books.forces.values() if _earlier(f, after)), None)
        if before is None:
            continue
        moves = [m for m in books.moves.values() if _of(m, after)]
        gone = added(span_of(m.number) for m in moves if m.leaves == after.place)
        come = added(span_of(m.number) for m in moves if m.to == after.place)
        left = added([less(span_of(before.number), gone), come])
        if not meet(left, span_of(after.number)):
            what = (
                f"{people(before.number.best)} before, {people(gone.best)} who leave and "
                f"{people(come.best)} who come make {people(left.best)}, not "
                f"{people(after.number.best)}"
            )
            yield Off("forces", after.id, what, f"see {before.id} and the moves of {after.plan}")


def _earlier(force: Force, after: Force) -> bool:
    alike = ("party", "service", "who", "place", "plan")
    return force.stage == "before" and all(getattr(force, n) == getattr(after, n) for n in alike)


def _of(move: Move, force: Force) -> bool:
    return all(getattr(move, n) == getattr(force, n) for n in ("party", "service", "who", "plan"))


def _counted(books: Books) -> Iterator[Off]:
    """A force that others are part of is at all times as large as they are together."""
    for whole in books.forces.values():
        parts = [f for f in books.forces.values() if f.part_of == whole.id]
        at_once = [[f for f in parts if _stands(f, part.since)] for part in parts]
        most = max(at_once, key=lambda group: added(_numbers(group)).low, default=[])
        total = added(_numbers(most))
        if total.low > whole.number.high:
            what = (
                f"its parts count {people(total.best)}, more than its {people(whole.number.best)}"
            )
            yield Off("forces", whole.id, what, f"see {', '.join(f.id for f in most)}")


def _numbers(forces: list[Force]) -> Iterator[Span]:
    return (span_of(f.number) for f in forces)


def _stands(force: Force, day: date | None) -> bool:
    """Whether a force stands on a day; None = before all days."""
    when = day or date.min
    return (force.since or date.min) <= when and (force.until is None or when < force.until)
