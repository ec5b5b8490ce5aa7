"""Accounts, shares and prices against exact fractions and definitions."""

from datetime import date
from fractions import Fraction

import pytest
from pydantic import TypeAdapter

from noroshi.errors import NoroshiError
from noroshi.ledger.account import account, restated
from noroshi.ledger.books import Books
from noroshi.ledger.prices import Prices, converted, deflated, money_of
from noroshi.ledger.records import Cost, Deflator, Force, Move, Plan, Rate, Total
from noroshi.ledger.span import Span, share
from noroshi.questions.ledger.cash import ways
from noroshi.questions.ledger.compute import ledger
from noroshi.questions.ledger.flows import balances, flows, off, stands

INDEX = Deflator(id="index", name="Index", index={"2008": 0.9431, "2012": 1.0})
PLAN = Plan(id="deal", name="Deal", since=date(2012, 1, 1), parties=("jp", "us"))
AS_STATED = Prices()


def cost(key, payer, amount, year=2012, **more):
    return Cost(
        id=key, item=key, payer=payer, amount=amount, price_year=year, means="cash",
        plan="deal", **more,
    )  # fmt: skip


def total(key, amount, parts, year=2012, **more):
    return Total(id=key, item=key, plan="deal", amount=amount, price_year=year, parts=parts, **more)


def books(*entries, plans=(PLAN,), deflators=(INDEX,), rates=()):
    def of(kind):
        return {e.id: e for e in (*entries, *plans, *deflators, *rates) if isinstance(e, kind)}

    kinds = (Plan, Force, Move, Cost, Total, Deflator, Rate)
    return Books(*(of(kind) for kind in kinds), milestones={})


def test_the_share_of_the_protocol_is_thirty_one_eighty_sixths():
    made = books(
        cost("cash", "jp", "3.1 billion USD"), total("all", "8.6 billion USD", ("cash",), rest="us")
    )
    jp, us = account(made, "deal", AS_STATED).parts
    assert jp.share.best == pytest.approx(float(Fraction(31, 86)), rel=1e-15)
    assert us.share.best == pytest.approx(float(Fraction(55, 86)), rel=1e-15)
    assert jp.share.low == pytest.approx(float(Fraction(305, 865)), rel=1e-12)
    assert jp.share.high == pytest.approx(float(Fraction(315, 855)), rel=1e-12)
    assert (jp.stated, us.stated) == (True, False)


def test_bounds_of_a_share_and_of_the_rest_are_of_one_sum():
    """Whoever bears the rest has one less the others' share, and not a share of another sum."""
    made = books(
        cost("cash", "jp", "3.1 billion USD"), total("all", "8.6 billion USD", ("cash",), rest="us")
    )
    jp, us = account(made, "deal", AS_STATED).parts
    assert us.share.low == pytest.approx(1.0 - jp.share.high, rel=1e-15)
    assert us.share.high == pytest.approx(1.0 - jp.share.low, rel=1e-15)
    assert us.money.amount == pytest.approx((5.4e9, 5.5e9, 5.6e9))


def test_a_stated_sum_of_one_payer_stands_for_its_rows():
    """2.8 and 3.29 are 6.09 to the hundredth, as stated, not to the tenth as the rows would be."""
    made = books(
        cost("cash", "jp", "2.8 billion USD"),
        cost("loans", "jp", "3.29 billion USD"),
        cost("own", "us", "4.18 billion USD"),
        total("japan", "6.09 billion USD", ("cash", "loans")),
        total("all", "10.27 billion USD", ("japan", "own")),
    )
    jp, _ = account(made, "deal", AS_STATED).parts
    assert jp.money.amount == pytest.approx((6.085e9, 6.09e9, 6.095e9))
    assert jp.share.best == pytest.approx(float(Fraction(609, 1027)), rel=1e-15)
    assert account(made, "deal", AS_STATED).total.amount.best == 10.27e9


def test_rows_of_several_payers_below_one_sum_go_to_each():
    made = books(
        cost("a", "jp", "1 billion USD"),
        cost("b", "us", "2 billion USD"),
        cost("c", "jp", "3 billion USD"),
        total("some", "3 billion USD", ("a", "b")),
        total("all", "6 billion USD", ("some", "c")),
    )
    parts = {p.payer: p.money.amount.best for p in account(made, "deal", AS_STATED).parts}
    assert parts == {"jp": 4e9, "us": 2e9}


def test_a_plan_without_a_sum_has_items_and_no_shares():
    found = account(books(cost("a", "jp", "1 billion USD", upper_limit=True)), "deal", AS_STATED)
    assert (found.total, found.parts) == (None, ())
    assert [(i.id, i.upper_limit) for i in found.items] == [("a", True)]


def test_deflating_is_a_ratio_of_two_levels():
    money = money_of(cost("a", "jp", "2.8 billion USD", 2008))
    made = deflated(money, INDEX, 2012)
    assert made.year == 2012
    assert made.amount.best == pytest.approx(float(Fraction(28, 10) / Fraction(9431, 10000)) * 1e9)


def test_another_currency_is_left_as_it_is_and_converted_only_by_its_own_rate():
    pair = Rate(
        id="pair", amount="100.0 billion JPY", equals="1.0 billion USD", on=date(2012, 1, 1)
    )
    row = cost("a", "jp", "188.1 billion JPY", 2012)
    prices = Prices(2012, INDEX, {"pair": pair})
    made = books(row, cost("b", "jp", "188.1 billion JPY", 2008, rate="pair"), rates=(pair,))
    first, second = account(made, "deal", prices).items
    assert (first.money.currency, first.money.amount.best) == ("JPY", 188.1e9)
    assert (second.money.currency, second.money.year) == ("USD", 2012)
    assert second.money.amount.best == pytest.approx(1.881e9 / 0.9431)


def test_the_bounds_of_a_rate_are_carried():
    pair = Rate(
        id="pair", amount="34.6 billion JPY", equals="336 million USD", on=date(2009, 7, 11)
    )
    money = converted(money_of(cost("a", "jp", "34.6 billion JPY")), pair)
    low, best, high = (float(v) for v in money.amount)
    assert best == pytest.approx(336e6)
    assert low == pytest.approx(34.55 * 335.5 / 34.65 * 1e6)
    assert high == pytest.approx(34.65 * 336.5 / 34.55 * 1e6)


def test_a_year_without_a_level_is_refused_with_the_years_that_there_are():
    with pytest.raises(
        NoroshiError, match="'index' has no level for fiscal year 2020; it goes from 2008 to 2012"
    ):
        deflated(money_of(cost("a", "jp", "1 billion USD")), INDEX, 2020)


def test_a_restated_amount_is_held_against_the_index():
    row = cost(
        "a", "jp", "3.1 billion USD", restates={"amount": "2.8 billion USD", "price_year": 2008}
    )
    near = Deflator(id="near", name="Near", index={"2008": 0.9, "2012": 1.0})
    far, close = restated(books(row, deflators=(INDEX, near)), "deal")
    assert (far.series, far.agree) == ("Index", False)
    assert (close.series, close.agree) == ("Near", True)


def test_a_part_is_a_ceiling_if_all_of_it_is_up_to():
    made = books(
        cost("cash", "jp", "3.1 billion USD", upper_limit=True),
        cost("own", "us", "2 billion USD", upper_limit=True),
        cost("road", "us", "1 billion USD"),
        total("all", "6.1 billion USD", ("cash", "own", "road")),
    )
    found = account(made, "deal", AS_STATED)
    assert [(p.payer, p.upper_limit) for p in found.parts] == [("jp", True), ("us", False)]


def test_a_part_is_taken_apart_into_cash_and_what_is_not_given():
    made = books(
        cost("cash", "jp", "2.8 billion USD", upper_limit=True),
        cost("own", "us", "1 billion USD").model_copy(update={"means": "spending"}),
        cost("lent", "jp", "3.29 billion USD").model_copy(update={"means": "loan"}),
        cost("late", "uk", "1 billion USD", 2013), cost("early", "uk", "1 billion USD"),
    )  # fmt: skip
    found = account(made, "deal", AS_STATED)
    jp = ways(found, "jp")
    assert (jp.cash.amount.best, jp.other.amount.best, jp.upper_limit) == (2.8e9, 3.29e9, True)
    assert [i.id for i in jp.others] == ["lent"]
    assert ways(found, "us") is None
    assert ways(found, "uk") is None


def move(key, number, **where):
    return Move(
        id=key, party="us", service="marines", leaves="isle", number=number, plan="deal", **where
    )


def force(key, number, stage, place="isle"):
    return Force(
        id=key, name=key, party="us", service="marines", place=place, number=number, plan="deal",
        stage=stage,
    )  # fmt: skip


def test_a_place_keeps_what_it_had_less_those_who_leave_and_who_come():
    made = books(
        move("a", 50, to="rock"),
        move("b", 40, to_words="elsewhere"),
        force("before", 190, "before"),
    )
    isle, rock = balances(made, "deal")
    assert (isle.place, isle.gone.best, isle.come.best, isle.after.best) == ("isle", 90, 0, 100)
    assert (rock.place, rock.come.best, rock.after) == ("rock", 50, None)
    assert sum(f.number.best for f in flows(made, "deal") if f.to is None) == 40


def test_dependants_are_counted_apart_from_the_forces():
    made = books(move("a", 80, to="rock"), move("b", 90, to="rock", who="dependants"))
    assert off(made, "deal", "isle").best == 80
    assert balances(made, "deal")[0].gone.best == 80
    assert len(flows(made, "deal")) == 2


def test_a_stated_number_of_all_goes_before_the_sum_of_the_moves():
    about = {"low": "85", "best": "90", "high": "95"}
    whole = Total(id="all", item="all", plan="deal", number=about, parts=("a", "b"))
    made = books(move("a", 50, to="rock"), move("b", 45, to_words="away"), whole)
    assert off(made, "deal", "isle") == balances(made, "deal")[0].gone == Span(85, 90, 95)
    assert off(made, "deal", "rock") == Span(0, 0, 0)


def test_each_chain_leads_from_the_oldest_agreement_to_the_one_that_holds():
    def plan(key, year, **more):
        return Plan(id=key, name=key, since=date(year, 1, 1), parties=("us",), **more)

    chain = (
        plan("new", 2013, replaces="mid"), plan("old", 2006), plan("mid", 2009, replaces="old"),
        plan("view", 2017, estimate=True), plan("apart", 2010),
    )  # fmt: skip
    told = [[p.id for p in one] for one in books(plans=chain).chains()]
    assert told == [["old", "mid", "new"], ["apart"]]
    assert books(plans=chain[3:4]).chains() == ()


def test_a_ledger_without_an_agreement_is_refused():
    with pytest.raises(NoroshiError, match="no agreement is declared by 2000-01-01"):
        ledger(books(plans=()), date(2000, 1, 1), AS_STATED)


def test_forces_stand_below_those_that_count_them():
    def here(key, number, **more):
        return Force(id=key, name=key, party="us", place=key, number=number, **more)

    made = books(
        here("isle", 40, part_of="land"), here("land", 100), here("camp", 5, part_of="isle")
    )
    assert [(s.id, s.depth) for s in stands(made)] == [("land", 0), ("isle", 1), ("camp", 2)]


def test_a_share_takes_the_least_of_the_greatest_and_the_greatest_of_the_least():
    assert share(Span(1, 2, 3), Span(4, 5, 6)) == Span(1 / 6, 2 / 5, 3 / 4)


def test_the_years_of_an_index_come_in_order_whatever_the_file_says():
    read = TypeAdapter(Deflator).validate_python
    made = read({"name": "x", "index": {"2012": 1.0, "2008": 0.9}})
    assert made.index == ((2008, 0.9), (2012, 1.0))
