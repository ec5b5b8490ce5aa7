"""The ledger of `japan` against what governments, auditors and newspapers printed."""

import csv
from pathlib import Path

import pytest

from noroshi.ledger.books import Books
from noroshi.ledger.prices import Prices
from noroshi.ledger.span import added, less, span_of
from noroshi.questions.ledger.compute import Ledger, ledger
from noroshi.scenario import load

DATA = Path(__file__).parent / "data/realignment.csv"
BILLION = 1e9


@pytest.fixture(scope="module")
def made() -> Ledger:
    world = load("japan").at("2015-01-01")
    return ledger(Books.of(world), world.day, Prices())


def _published(quantity):
    with DATA.open(encoding="utf-8", newline="") as file:
        row = next(r for r in csv.DictReader(file) if r["quantity"] == quantity)
    return {
        "source": row["source"],
        "quantity": quantity,
        "theirs": float(row["value"]),
        "unit": row["unit"],
        "tolerance": 0.5 * float(row["printed_to"]),
    }


def _japan(made, plan):
    chapter = next(c for c in made.chapters if c.plan.id == plan)
    return next(p for p in chapter.money.parts if p.payer == "jp")


@pytest.mark.parametrize(
    ("plan", "quantity"),
    [
        ("protocol-2013", "Japan's share of the move by the protocol of 2013"),
        ("agreement-2009", "Japan's share by the agreement of 2009"),
        ("roadmap-2006", "Japan's share by the roadmap of 2006"),
    ],
)
def test_japans_share_is_that_which_was_printed(validation, made, plan, quantity):
    validation(ours=100.0 * _japan(made, plan).share.best, **_published(quantity))


def test_what_japan_was_to_bear_is_what_was_printed(validation, made):
    part = _japan(made, "agreement-2009").money.amount.best
    validation(ours=part / BILLION, **_published("Japan's part by the agreement of 2009"))


def test_the_loans_and_savings_of_2006_are_what_auditors_counted_beside_the_cash(validation, made):
    items = made.chapters[0].money.items
    other = added(i.money.amount for i in items if i.payer == "jp" and i.means != "cash").best
    validation(ours=other / BILLION, **_published("Japan's other contributions beside cash"))


def test_those_who_stay_are_those_before_less_those_who_leave(validation, made):
    okinawa = next(b for b in made.now.balances if b.place == "okinawa")
    stay = less(okinawa.before, made.now.off["okinawa"]).best
    validation(ours=stay, **_published("Marines who stay on Okinawa"))


@pytest.mark.parametrize("index", ["usd-gdp", "usd-defence", "usd-defence-capital"])
def test_no_price_index_makes_the_amount_of_2008_that_of_2012(validation, index):
    """The protocol calls 3.1 billion dollars of 2012 what was 2.8 billion of 2008."""
    world = load("japan")
    levels = dict(world.deflators[index].index)
    name, cash = world.deflators[index].name, world.costs["protocol-cash"]
    older = span_of(cash.restates.amount)
    ours = older.best * levels[2012] / levels[2008]
    slack = 0.5 * (older.high - older.low) * levels[2012] / levels[2008]
    validation(
        source="US Department of State, 3 October 2013 (up to 3.1 billion USD of fiscal year 2012)",
        quantity=f"2.8 billion USD of fiscal year 2008, by the index of {name}",
        theirs=cash.amount.best / BILLION,
        ours=ours / BILLION,
        unit="billion USD",
        tolerance=(0.5 * (cash.amount.high - cash.amount.low) + slack) / BILLION,
        explained="both governments restated the sum by 10.7 % (7.0 to 14.5 % as printed), for "
        "four years in which OMB's table 10.1 has 4.5 to 6.0 %; which index they used is not told",
    )
