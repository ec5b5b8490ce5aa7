"""Laws of a ledger: nothing is lost, prices come back, and later dates know more."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from noroshi.ledger.account import account
from noroshi.ledger.balance import imbalances
from noroshi.ledger.books import Books
from noroshi.ledger.prices import Money, Prices, deflated
from noroshi.ledger.records import Cost, Deflator, Force, Move, Plan, Total
from noroshi.ledger.span import Span, added, less, meet, share
from noroshi.questions.ledger.flows import balances, flows, leaving
from noroshi.scenario import load

PLAN = Plan(id="deal", name="Deal", since=date(2012, 1, 1), parties=("jp", "us"))
PLACES = ("isle", "rock", "hill")
counts = st.integers(0, 20_000)
moves = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from((*PLACES, None)), counts), max_size=8
).map(lambda rows: [(a, b, n) for a, b, n in rows if a != b])
tenths = st.lists(
    st.tuples(st.sampled_from(("jp", "us")), st.integers(1, 99)), min_size=1, max_size=6
)
levels = st.floats(0.05, 20.0)
spans = st.tuples(*[st.floats(0.0, 1e12)] * 3).map(lambda v: Span(*sorted(v)))


def books(forces=(), moved=(), costs=(), totals=()):
    parts = ([PLAN], forces, moved, costs, totals)
    return Books(*({e.id: e for e in part} for part in parts), {}, {}, {})


def moved(rows):
    return [
        Move(
            id=f"m{i}", party="us", service="marines", leaves=a, to=b,
            to_words="" if b else "away", number=n, plan="deal",
        )
        for i, (a, b, n) in enumerate(rows)
    ]  # fmt: skip


def force(place, number, stage):
    return Force(
        id=f"{place}-{stage}", name=place, party="us", service="marines", place=place,
        number=number, plan="deal", stage=stage,
    )  # fmt: skip


def cost(i, payer, tenth):
    return Cost(
        id=f"c{i}", item="c", payer=payer, amount=f"{tenth / 10:.1f} billion USD", price_year=2012,
        means="cash", plan="deal",
    )  # fmt: skip


@given(moves)
def test_whoever_leaves_arrives_or_is_named_as_gone_elsewhere(rows):
    made = books(moved=moved(rows))
    found = balances(made, "deal")
    gone, come = added(b.gone for b in found).best, added(b.come for b in found).best
    untold = sum(f.number.best for f in flows(made, "deal") if f.to is None)
    assert gone == come + untold
    assert sum(b.change.best for b in found) == -untold


@given(moves, st.integers(0, 50_000))
def test_a_strength_that_follows_from_the_moves_balances_and_no_other_does(rows, wrong):
    made = books(moved=moved(rows))
    start = 200_000
    change = added(b.change for b in balances(made, "deal") if b.place == "isle").best
    assume(wrong != start + change)

    def found(after):
        ends = (force("isle", start, "before"), force("isle", after, "after"))
        return list(imbalances(books(forces=ends, moved=moved(rows))))

    assert found(int(start + change)) == []
    assert [off.row for off in found(wrong)] == ["isle-after"]


@given(tenths)
def test_parts_of_a_sum_are_all_of_it_in_exact_fractions(rows):
    costs = [cost(i, payer, tenth) for i, (payer, tenth) in enumerate(rows)]
    whole = sum(tenth for _, tenth in rows)
    every = Total(
        id="all", item="all", plan="deal", amount=f"{whole / 10:.1f} billion USD", price_year=2012,
        parts=tuple(c.id for c in costs),
    )  # fmt: skip
    made = books(costs=costs, totals=[every])
    assert list(imbalances(made)) == []
    parts = account(made, "deal", Prices()).parts
    assert sum(p.share.best for p in parts) == pytest.approx(1.0, rel=1e-12)
    for part in parts:
        own = Fraction(sum(tenth for payer, tenth in rows if payer == part.payer), whole)
        assert part.share.best == pytest.approx(float(own), rel=1e-12)
        assert part.share.low <= part.share.best <= part.share.high


@given(tenths, st.integers(1, 400))
def test_a_sum_is_off_exactly_when_rounding_cannot_explain_it(rows, whole):
    """Each of n rows and the sum are known to half a tenth: they differ by more than (n + 1)/2."""
    costs = [cost(i, payer, tenth) for i, (payer, tenth) in enumerate(rows)]
    every = Total(
        id="all", item="all", plan="deal", amount=f"{whole / 10:.1f} billion USD", price_year=2012,
        parts=tuple(c.id for c in costs),
    )  # fmt: skip
    gap = abs(sum(tenth for _, tenth in rows) - whole)
    found = list(imbalances(books(costs=costs, totals=[every])))
    assert bool(found) == (2 * gap > len(rows) + 1)


@given(tenths, st.integers(1, 99))
def test_who_bears_the_rest_bears_what_the_others_leave(rows, more):
    others = [cost(i, "jp", tenth) for i, (_, tenth) in enumerate(rows)]
    whole = sum(tenth for _, tenth in rows) + more
    every = Total(
        id="all", item="all", plan="deal", amount=f"{whole / 10:.1f} billion USD", price_year=2012,
        parts=tuple(c.id for c in others), rest="us",
    )  # fmt: skip
    made = books(costs=others, totals=[every])
    jp, us = account(made, "deal", Prices()).parts
    assert us.money.amount.best == pytest.approx(more * 1e8, rel=1e-9)
    assert jp.share.best + us.share.best == pytest.approx(1.0, rel=1e-12)
    assert jp.share.low + us.share.high == pytest.approx(1.0, rel=1e-12)


@given(tenths, st.integers(1, 99), st.integers(0, 99))
def test_a_sum_within_a_sum_has_its_rest_borne_there(rows, more, beside):
    """Best values of parts are all of the sum, whoever bears the rest of one below it."""
    others = [cost(i, "jp", tenth) for i, (_, tenth) in enumerate(rows)]
    last = [cost(len(rows), "au", beside)] if beside else []
    inner = sum(tenth for _, tenth in rows) + more
    sub, every = (
        Total(
            id=key, item=key, plan="deal", amount=f"{whole / 10:.1f} billion USD", price_year=2012,
            parts=parts, rest=rest,
        )
        for key, whole, parts, rest in (
            ("sub", inner, tuple(c.id for c in others), "us"),
            ("all", inner + beside, ("sub", *(c.id for c in last)), None),
        )
    )  # fmt: skip
    made = books(costs=[*others, *last], totals=[sub, every])
    found = {part.payer: part for part in account(made, "deal", Prices()).parts}
    assert found["us"].money.amount.best == pytest.approx(more * 1e8, rel=1e-9)
    assert sum(part.share.best for part in found.values()) == pytest.approx(1.0, rel=1e-9)


@given(spans, levels, levels)
def test_deflating_to_a_year_and_back_changes_nothing(span, then, now):
    index = Deflator(id="i", name="i", index={"2008": then, "2012": now})
    there = deflated(Money(span, "USD", 2008), index, 2012)
    back = deflated(there, index, 2008)
    assert back.year == 2008
    assert back.amount == pytest.approx(span, rel=1e-12)
    assert deflated(Money(span, "USD", 2008), index, 2008).amount == pytest.approx(span, rel=1e-15)


@given(spans, spans, levels, levels)
def test_shares_do_not_depend_on_the_year_whose_prices_are_used(part, rest, then, now):
    whole = added([part, rest])
    assume(whole.low > 1.0)
    index = Deflator(id="i", name="i", index={"2008": then, "2012": now})
    told = [deflated(Money(s, "USD", 2008), index, 2012).amount for s in (part, whole)]
    assert share(*told) == pytest.approx(share(part, whole), rel=1e-9)


@given(spans, spans)
def test_what_is_added_and_taken_away_again_is_still_possible(a, b):
    left = less(added([a, b]), b)
    assert left.low <= a.low + 1e-3
    assert left.high >= a.high - 1e-3
    assert left.best == pytest.approx(a.best, abs=1e-3)
    assert meet(added([a, b]), added([b, a]))


@pytest.fixture(scope="module")
def japan():
    return load("japan")


@given(day=st.dates(date(2006, 5, 1), date(2025, 12, 31)), later=st.integers(0, 7000))
def test_a_later_date_knows_every_plan_cost_and_move_that_an_earlier_one_knew(japan, day, later):
    early, late = (Books.of(japan.at(d)) for d in (day, day + timedelta(days=later)))
    for section in ("plans", "moves", "costs", "milestones"):
        assert set(getattr(early, section)) <= set(getattr(late, section))
    # Each agreement goes on standing in a chain of its own, behind those that it stood behind.
    told = [[p.id for p in one] for one in late.chains()]
    for one in early.chains():
        ids = [p.id for p in one]
        assert any(later_one[: len(ids)] == ids for later_one in told)


@given(day=st.dates(date(2006, 5, 1), date(2025, 12, 31)))
def test_the_books_balance_at_every_date(japan, day):
    books = Books.of(japan.at(day))
    assert list(imbalances(books)) == []
    for plan in books.plans:
        found = flows(books, plan)
        assert leaving(found, "okinawa").best == added(f.number for f in found).best
