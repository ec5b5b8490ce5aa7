"""`ledger.json`: every number of a ledger, for programs. Money in its currency's unit."""

from datetime import date
from typing import Any

from noroshi.questions.ledger.account import Account, Item, Restated
from noroshi.questions.ledger.flows import Balance, Flow
from noroshi.questions.ledger.compute import Chapter
from noroshi.questions.ledger.prices import Money
from noroshi.ledger.span import Span
from noroshi.output.ledger.found import Found
from noroshi.output.ledger.paragraph import paragraph
from noroshi.questions.ledger.wording import counted

SCHEMA = "noroshi.ledger/1"


def document(found: Found) -> dict[str, Any]:
    """The whole answer as plain data."""
    ledger = found.ledger
    by = ledger.prices.by
    return {
        "schema": SCHEMA,
        "scenario": found.world.title,
        "as_of": _day(ledger.day),
        "prices": None if by is None else {"fiscal_year": ledger.prices.year, "index": by.id},
        "paragraph": paragraph(found),
        "plan": ledger.now.plan.id,
        "compared_with": found.earlier.plan.id,
        "plans": [_chapter(c) for c in ledger.chapters],
        "side_by_side": [
            {
                "plan": chain.ledger.now.plan.id,
                "compared_with": chain.earlier.plan.id,
                "plans": [_chapter(c) for c in chain.ledger.chapters],
            }
            for chain in found.each[1:]
        ],
        "estimates": [_chapter(c) for c in ledger.estimates],
        "moved": [_flow(m) for m in ledger.moved],
        "paid": [
            {"id": p.id, "item": p.item, "payers": list(p.payers), **_money(p.money)}
            for p in ledger.paid
        ],
        "beside": [_item(i) for i in ledger.beside],
        "stands": [
            {
                "id": s.id,
                "name": s.name,
                "party": s.party,
                "service": s.service,
                "place": s.place,
                "number": _span(s.number),
                "depth": s.depth,
                "counted": counted(s),
            }
            for s in ledger.stands
        ],
        "milestones": [
            {"id": m.id, "day": _day(m.since), "name": m.name, "source": list(m.source)}
            for m in ledger.milestones
        ],
    }


def _chapter(c: Chapter) -> dict[str, Any]:
    return {
        "id": c.plan.id,
        "name": c.plan.name,
        "date": _day(c.plan.since),
        "in_force": _day(c.plan.in_force),
        "replaces": c.plan.replaces,
        "text": c.plan.text,
        "source": list(c.plan.source),
        "grade": c.plan.grade,
        "military_people_off": {place: _span(span) for place, span in c.off.items()},
        "moves": [_flow(m) for m in c.moves],
        "balances": [_balance(b) for b in c.balances],
        "money": _account(c.money),
        "restated": [_restated(r) for r in c.restated],
    }


def _account(a: Account) -> dict[str, Any]:
    return {
        "item": a.item,
        "sum": None if a.total is None else _money(a.total),
        "by_party": [
            {
                "party": p.payer,
                **_money(p.money),
                "share": _span(p.share),
                "stated": p.stated,
                "upper_limit": p.upper_limit,
            }
            for p in a.parts
        ],
        "items": [_item(i) for i in a.items],
    }


def _item(i: Item) -> dict[str, Any]:
    return {
        "id": i.id,
        "payer": i.payer,
        "item": i.item,
        "means": i.means,
        "upper_limit": i.upper_limit,
        "years": None if i.years is None else list(i.years),
        **_money(i.money),
    }


def _restated(r: Restated) -> dict[str, Any]:
    return {
        "cost": r.cost,
        "older": _money(r.older),
        "newer": _money(r.newer),
        "index": r.series,
        "by_index": _money(r.by_index),
        "agree": r.agree,
    }


def _flow(m: Flow) -> dict[str, Any]:
    return {
        "id": m.id,
        "leaves": m.leaves,
        "to": m.to,
        "to_words": m.to_words,
        "service": m.service,
        "who": m.who,
        "number": _span(m.number),
        "rotational": m.rotational,
        "begins": None if m.begins is None else [_day(d) for d in m.begins],
        "by": _day(m.by),
    }


def _balance(b: Balance) -> dict[str, Any]:
    return {
        "place": b.place,
        "before": None if b.before is None else _span(b.before),
        "gone": _span(b.gone),
        "come": _span(b.come),
        "after": None if b.after is None else _span(b.after),
    }


def _money(m: Money) -> dict[str, Any]:
    return {"amount": _span(m.amount), "currency": m.currency, "price_year": m.year}


def _span(span: Span) -> dict[str, float]:
    return dict(span._asdict())


def _day(day: date | None) -> str | None:
    return None if day is None else str(day)
