"""CSV tables of a ledger: moves, balances, money."""

from collections.abc import Iterator

from noroshi.ledger.ledger import Chapter
from noroshi.ledger.prices import Money
from noroshi.ledger.span import Span
from noroshi.output.ledger.found import Found
from noroshi.output.ledger.wording import counted
from noroshi.report.spreadsheet import Cell, Table

_BOUNDS = ("low", "best", "high")


def tables(found: Found) -> dict[str, Table]:
    """By file name."""
    return {
        "moves.csv": _moves(found),
        "balances.csv": _balances(found),
        "costs.csv": _costs(found),
        "shares.csv": _shares(found),
        "forces.csv": _forces(found),
    }


def _every(found: Found) -> Iterator[Chapter]:
    for chain in found.each:
        yield from chain.ledger.chapters
    yield from found.ledger.estimates


def _moves(found: Found) -> Table:
    head = ["plan", "move", "leaves", "to", "to_words", "service", "who", *_BOUNDS]
    rows = [(c.plan.id, m) for c in _every(found) for m in c.moves]
    rows += [("", m) for m in found.ledger.moved]
    return [*head, "begins_first", "begins_last", "by"], [
        [
            *(plan, m.id, m.leaves, m.to or "", m.to_words, m.service, m.who, *m.number),
            *(("", "") if m.begins is None else map(str, m.begins)),
            str(m.by or ""),
        ]
        for plan, m in rows
    ]


def _balances(found: Found) -> Table:
    parts = ("before", "gone", "come", "after")
    return ["plan", "place", *(f"{p}_{b}" for p in parts for b in _BOUNDS)], [
        [c.plan.id, b.place, *_three(b.before), *b.gone, *b.come, *_three(b.after)]
        for c in _every(found)
        for b in c.balances
    ]


def _costs(found: Found) -> Table:
    head = ["plan", "cost", "payer", "item", "means", "up_to", "years_first", "years_last"]
    rows = [(c.plan.id, i) for c in _every(found) for i in c.money.items]
    rows += [("", i) for i in found.ledger.beside]
    return [*head, *_AMOUNT], [
        [
            *(plan, i.id, i.payer, i.item, i.means, str(i.upper_limit).lower()),
            *(i.years or ("", "")),
            *_amount(i.money),
        ]
        for plan, i in rows
    ]


def _shares(found: Found) -> Table:
    head = ["plan", "party", "stated", "up_to", *_AMOUNT, *(f"share_{b}" for b in _BOUNDS)]
    return head, [
        [
            *(c.plan.id, p.payer, str(p.stated).lower(), str(p.upper_limit).lower()),
            *_amount(p.money),
            *p.share,
        ]
        for c in _every(found)
        for p in c.money.parts
    ]


def _forces(found: Found) -> Table:
    return ["force", "party", "service", "place", "depth", *_BOUNDS, "counted"], [
        [s.id, s.party, s.service, s.place, s.depth, *s.number, counted(s)]
        for s in found.ledger.stands
    ]


_AMOUNT = (*(f"amount_{b}" for b in _BOUNDS), "currency", "price_year")


def _amount(m: Money) -> list[Cell]:
    return [*m.amount, m.currency, m.year]


def _three(span: Span | None) -> list[Cell]:
    return ["", "", ""] if span is None else [*span]
