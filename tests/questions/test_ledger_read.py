"""What a reader finds in a ledger's data, tables and figures is what the ledger holds.

Every span of the real ledger is replaced by one of its own, so that no number can stand in the
place of another unseen.
"""

from datetime import date
from itertools import count
from typing import Any

import numpy as np
import pytest

from noroshi.ledger.span import Span
from noroshi.questions.answer import Answer
from noroshi.questions.ledger.answer import answer_of
from noroshi.questions.ledger.found import LedgerComparison, find
from noroshi.questions.ledger.wording import place_name
from noroshi.scenario import load

SIZES = {"money": 1e9, "share": 1e-5, "amount": 1e9}
BILLION = 1e9


def stamped(record: Any, numbers: Any, name: str = "") -> Any:
    if isinstance(record, Span):
        best = SIZES.get(name, 1.0) * (1000.0 + 137.0 * next(numbers))
        return Span(0.9 * best, best, 1.2 * best)
    if hasattr(record, "_fields"):
        return record._replace(
            **{f: stamped(getattr(record, f), numbers, f) for f in record._fields}
        )
    if isinstance(record, dict):
        return {key: stamped(value, numbers, name) for key, value in record.items()}
    if isinstance(record, tuple):
        return tuple(stamped(value, numbers, name) for value in record)
    return record


@pytest.fixture(scope="module")
def found() -> LedgerComparison:
    real = find(load("japan"), date(2015, 1, 1))
    ledger = real.ledger
    told = ledger._replace(
        **{
            part: stamped(getattr(ledger, part), numbers)
            for numbers in [count(1)]
            for part in ("chapters", "estimates", "moved", "paid", "beside", "stands")
        }
    )
    by_id = {c.plan.id: c for c in told.chapters}
    told = told._replace(now=by_id[ledger.now.plan.id])
    return real._replace(ledger=told, earlier=by_id[real.earlier.plan.id])


@pytest.fixture(scope="module")
def answer(found: LedgerComparison) -> Answer:
    return answer_of(found)


@pytest.fixture(scope="module")
def number(answer: Answer) -> Any:
    """The three bounds of a variable."""
    return lambda name, **at: answer.data[name].sel(at).to_numpy().tolist()


@pytest.fixture(scope="module")
def word(answer: Answer) -> Any:
    return lambda name, **at: answer.data[name].sel(at).item()


def every(found: LedgerComparison) -> list[Any]:
    return [*found.ledger.chapters, *found.ledger.estimates]


def test_each_move_is_told_from_where_to_where_and_how_many(found, number, word) -> None:
    moves = [(c.plan.id, m) for c in every(found) for m in c.moves]
    moves += [("", m) for m in found.ledger.moved]
    assert len({m.number for _, m in moves}) == len(moves) > 6
    for plan, m in moves:
        assert number("people", move=m.id) == list(m.number)
        told = [word(f"move_{v}", move=m.id) for v in ("plan", "leaves", "to", "to_words", "who")]
        assert told == [plan, m.leaves, m.to or "", m.to_words, m.who]
        assert word("move_service", move=m.id) == m.service
        assert word("move_by", move=m.id) == str(m.by or "")
        begins = [word(f"move_begins_{end}", move=m.id) for end in ("first", "last")]
        assert begins == (["", ""] if m.begins is None else [str(d) for d in m.begins])


def test_balances_tell_before_who_leaves_who_comes_and_after(found, number) -> None:
    compared = 0
    for c in every(found):
        for b in c.balances:
            for part in ("before", "gone", "come", "after"):
                value = getattr(b, part)
                if part == "gone":
                    value = c.off.get(b.place, value)
                told = number(part, plan=c.plan.id, place=b.place)
                if value is None:
                    assert np.isnan(told).all()
                else:
                    assert told == list(value)
                    compared += 1
    assert compared > 8


def test_costs_and_shares_are_told_of_their_payer(found, number, word) -> None:
    for c in every(found):
        plan = c.plan.id
        for i in c.money.items:
            assert number("amount", cost=i.id) == list(i.money.amount)
            told = [word(v, cost=i.id) for v in ("cost_plan", "payer", "cost_means")]
            assert told == [plan, i.payer, i.means]
            assert word("amount_currency", cost=i.id) == i.money.currency
            assert word("amount_price_year", cost=i.id) == i.money.year
        for part in c.money.parts:
            assert number("borne", plan=plan, party=part.payer) == list(part.money.amount)
            assert number("share", plan=plan, party=part.payer) == list(part.share)
        if c.money.total is not None:
            assert number("sum", plan=plan) == list(c.money.total.amount)


def test_what_was_paid_and_what_is_in_no_plan_is_told_of_its_payer(found, number, word) -> None:
    assert found.ledger.paid
    assert found.ledger.beside
    for p in found.ledger.paid:
        assert number("paid", payment=p.id) == list(p.money.amount)
        assert word("paid_by", payment=p.id) == ", ".join(p.payers)
    for i in found.ledger.beside:
        assert number("amount", cost=i.id) == list(i.money.amount)
        assert (word("cost_plan", cost=i.id), word("payer", cost=i.id)) == ("", i.payer)


def test_amounts_that_were_stated_twice_stand_beside_what_the_index_makes(found, number) -> None:
    rows = [r for c in found.ledger.chapters for r in c.restated]
    assert rows
    for r in rows:
        key = f"{r.cost}, {r.series}"
        assert number("older", restatement=key) == list(r.older.amount)
        assert number("newer", restatement=key) == list(r.newer.amount)
        assert number("by_index", restatement=key) == list(r.by_index.amount)


def test_forces_stand_where_they_are_counted(found, number, word) -> None:
    assert found.ledger.stands
    for s in found.ledger.stands:
        told = [word(f"force_{v}", force=s.id) for v in ("party", "service", "at")]
        assert told == [s.party, s.service, s.place]
        assert number("stand", force=s.id) == list(s.number)


def test_the_table_of_places_tells_each_before_and_after(found, answer) -> None:
    table = answer.table("places")
    rows = {row[0]: dict(zip(table.heads, row, strict=True)) for row in table.cells()}
    compared = 0
    for b in found.ledger.now.balances:
        row = rows[place_name(found.world.places, b.place)]
        gone = found.ledger.now.off.get(b.place, b.gone)
        for part, value in (
            ("before", b.before), ("leave", gone), ("come", b.come), ("after", b.after)
        ):  # fmt: skip
            if value is not None and value.high:
                numbers = [float(w.strip("()").replace(",", "")) for w in row[part].split(" ")
                           if w != "to"]  # fmt: skip
                assert numbers == pytest.approx([value.best, value.low, value.high], abs=0.5)
                compared += 1
    assert compared > 3


def test_the_shares_of_the_table_are_those_of_the_plan_in_its_row(found, answer) -> None:
    table = answer.table("money")
    rows = {row[0].lower(): row for row in table.cells()}
    heads = table.heads
    for c in found.compared:
        row = rows[c.plan.name.lower()]
        for part in c.money.parts:
            name = found.world.parties[part.payer].name
            column = heads.index(f"{name} bears")
            assert f"{100 * part.share.best:.0f} %" in row[column + 1]
            assert heads[column + 1] == f"share of {heads[column].removesuffix(' bears')}"
            assert f"{part.money.amount.best / BILLION:,.2f}".rstrip("0").rstrip(".") in row[column]


def test_bars_of_plans_are_people_and_billions_in_the_row_of_their_plan(found, answer) -> None:
    people, money = (
        part["data"]["values"] for part in answer.figure("plans").spec["vconcat"]
    )  # fmt: skip
    last = found.ledger.now.money.total.year
    place = next(m.leaves for c in found.compared for m in c.moves)
    compared = 0
    for c in found.compared:
        year = str(c.plan.since.year)
        gone = [m.number.best for m in c.moves if m.leaves == place and m.who == "military"]
        assert [r["people"] for r in people if r["plan"] == year] == gone
        bars = [r for r in money if r["plan"] == year]
        if c.money.total is not None and c.money.total.year == last:
            for p in c.money.parts:
                made = [i.money.amount.best for i in c.money.items if i.payer == p.payer]
                own = sum(r["amount"] for r in bars if r["party"] == p.payer)
                assert own == pytest.approx(sum(made or [p.money.amount.best]) / BILLION)
                compared += 1
    assert compared > 2
    upper, lower = answer.figure("plans").spec["vconcat"]
    for part, shown in ((upper, "people"), (lower, "amount")):
        stacked = [step for step in part["layer"][0]["transform"] if "stack" in step]
        assert [step["stack"] for step in stacked] == [shown]
