"""What a reader finds in a ledger's tables, document and figures is what the ledger holds.

Every span of the real ledger is replaced by one of its own, so that no number can stand in the
place of another unseen.
"""

import csv
import io
import json
from itertools import count
from typing import Any

import pytest

from noroshi.cli.ledger_job import find
from noroshi.ledger.span import Span
from noroshi.output.figures.plans import plan_change
from noroshi.output.ledger.document import document
from noroshi.output.ledger.files import ledger_data
from noroshi.output.ledger.found import Found, place_name
from noroshi.output.ledger.sheets import sheets
from noroshi.scenario import load

BOUNDS = ("low", "best", "high")
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
def found() -> Found:
    real = find(load("japan"), "2015-01-01", None, None, None)
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
def table(found: Found) -> Any:
    data = ledger_data(found)
    return lambda name: list(csv.DictReader(io.StringIO(data[f"{name}.csv"])))


@pytest.fixture(scope="module")
def told(found: Found) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(json.dumps(document(found), allow_nan=False))
    return read


def span(row: dict[str, str], name: str = "") -> list[float]:
    before = f"{name}_" if name else ""
    return [float(row[f"{before}{b}"]) for b in BOUNDS]


def near(read: list[float] | dict[str, float], expected: Span) -> None:
    values = [read[b] for b in BOUNDS] if isinstance(read, dict) else read
    assert values == pytest.approx(list(expected), rel=1e-7)


def every(found: Found) -> list[Any]:
    return [*found.ledger.chapters, *found.ledger.estimates]


def test_each_move_is_told_from_where_to_where_and_how_many(found, table, told) -> None:
    rows = {(r["plan"], r["move"]): r for r in table("moves")}
    plans = {p["id"]: p for p in (*told["plans"], *told["estimates"])}
    moves = [(c.plan.id, m) for c in every(found) for m in c.moves]
    assert len({m.number for _, m in moves}) == len(moves) > 6
    for plan, m in moves:
        row = rows[plan, m.id]
        read = next(x for x in plans[plan]["moves"] if x["id"] == m.id)
        assert (row["leaves"], row["to"], row["who"]) == (m.leaves, m.to or "", m.who)
        assert (read["leaves"], read["to"], read["who"]) == (m.leaves, m.to, m.who)
        assert row["by"] == str(m.by or "")
        if m.begins is not None:
            assert [row["begins_first"], row["begins_last"]] == [str(d) for d in m.begins]
        near(span(row), m.number)
        near(read["number"], m.number)


def test_balances_tell_before_who_leaves_who_comes_and_after(found, table, told) -> None:
    rows = {(r["plan"], r["place"]): r for r in table("balances")}
    plans = {p["id"]: p for p in (*told["plans"], *told["estimates"])}
    compared = 0
    for c in every(found):
        for b in c.balances:
            row = rows[c.plan.id, b.place]
            read = next(x for x in plans[c.plan.id]["balances"] if x["place"] == b.place)
            for part in ("before", "gone", "come", "after"):
                value = getattr(b, part)
                if value is None:
                    assert row[f"{part}_best"] == ""
                    assert read[part] is None
                else:
                    near(span(row, part), value)
                    near(read[part], value)
                    compared += 1
    assert compared > 8


def test_costs_and_shares_are_told_of_their_payer(found, table, told) -> None:
    costs = {(r["plan"], r["cost"]): r for r in table("costs")}
    shares = {(r["plan"], r["party"]): r for r in table("shares")}
    plans = {p["id"]: p for p in (*told["plans"], *told["estimates"])}
    for c in every(found):
        for item in c.money.items:
            row = costs[c.plan.id, item.id]
            read = next(x for x in plans[c.plan.id]["money"]["items"] if x["id"] == item.id)
            assert (row["payer"], row["means"]) == (item.payer, item.means)
            assert (read["payer"], read["means"]) == (item.payer, item.means)
            near(span(row, "amount"), item.money.amount)
            near(read["amount"], item.money.amount)
            assert (row["currency"], int(row["price_year"])) == (
                item.money.currency,
                item.money.year,
            )
        for part in c.money.parts:
            row = shares[c.plan.id, part.payer]
            money = plans[c.plan.id]["money"]["by_party"]
            read = next(x for x in money if x["party"] == part.payer)
            near(span(row, "amount"), part.money.amount)
            near(span(row, "share"), part.share)
            near(read["amount"], part.money.amount)
            near(read["share"], part.share)
        if c.money.total is not None:
            near(plans[c.plan.id]["money"]["sum"]["amount"], c.money.total.amount)


def test_forces_stand_where_they_are_counted(found, table, told) -> None:
    rows = {r["force"]: r for r in table("forces")}
    for stand, read in zip(found.ledger.stands, told["stands"], strict=True):
        row = rows[stand.id]
        assert (row["party"], row["service"], row["place"]) == (
            stand.party,
            stand.service,
            stand.place,
        )
        near(span(row), stand.number)
        near(read["number"], stand.number)


def test_the_small_tables_tell_each_place_before_and_after(found) -> None:
    table = next(s for s in sheets(found) if s.title.startswith("Balance by place"))
    columns = {part: i for i, part in enumerate(table.head)}
    rows = {row[0]: row for row in table.rows}
    compared = 0
    for b in found.ledger.now.balances:
        row = rows[place_name(found.world.places, b.place)]
        for part, value in (
            ("before", b.before), ("leave", b.gone), ("come", b.come), ("after", b.after)
        ):  # fmt: skip
            if value is not None and value.high:
                best = float(row[columns[part]].split()[0].replace(",", ""))
                assert best == pytest.approx(value.best, rel=0.01)
                compared += 1
    assert compared > 3


def test_the_page_s_shares_are_those_of_the_plan_in_their_column(found) -> None:
    table = next(s for s in sheets(found) if s.title.startswith("How the plan changed"))
    for c in found.compared:
        column = next(i for i, head in enumerate(table.head) if c.plan.name.lower() in head.lower())
        for part in c.money.parts:
            name = found.world.parties[part.payer].name
            cell = next(r for r in table.rows if r[0] == f"{name} bears")[column]
            assert f"{100 * part.share.best:.0f} %" in cell


def test_bars_of_plans_are_people_and_billions_in_the_row_of_their_plan(found) -> None:
    picture = plan_change(found)
    assert picture is not None
    upper, lower = picture.figure.axes
    for axes, unit in ((upper, 1.0), (lower, BILLION)):
        rows: dict[int, list[float]] = {}
        for bar in axes.patches:
            row = round(bar.get_y() + 0.5 * bar.get_height())
            rows.setdefault(row, []).append(bar.get_width())
        for row, c in enumerate(found.compared):
            if axes is upper:
                leaves = next(m.leaves for x in found.compared for m in x.moves)
                expected = [
                    m.number.best for m in c.moves if m.leaves == leaves and m.who == "military"
                ]
                assert sorted(rows.get(row, [])) == pytest.approx(sorted(expected))
            elif (
                c.money.total is not None
                and c.money.total.year == found.ledger.now.money.total.year
            ):
                parts = [p.money.amount.best / unit for p in c.money.parts]
                whole = sum(rows.get(row, []))
                assert any(width == pytest.approx(p) for width in rows[row] for p in parts), (
                    whole,
                    parts,
                )
