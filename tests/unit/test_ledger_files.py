"""What plans, forces and costs may not say, each refused with the line where it stands."""

from pathlib import Path

import pytest

from noroshi.errors import Problem, ScenarioError
from noroshi.scenario import load

BOOKS = """\
scenario: {title: A move}
parties:
  host: {name: Hostland}
  guest: {name: Guestland}
  other: {name: Otherland}
places:
  isle: {name: Isle, lat: 26 deg, lon: 128 deg}
  rock: {name: Rock, lat: 13 deg, lon: 145 deg}
plans:
  deal: {name: Deal, from: 2012-01-01, parties: [host, guest]}
forces:
  before: {name: Before, party: guest, place: isle, number: 100, plan: deal, stage: before}
  after: {name: After, party: guest, place: isle, number: 60, plan: deal, stage: after}
  there: {name: There, party: guest, place: isle, number: 90, from: 2010-01-01, until: 2012-01-01}
  still: {name: Still, party: guest, place: isle, number: 95, from: 2012-01-01}
moves:
  go: {party: guest, leaves: isle, to: rock, number: 40, plan: deal}
costs:
  cash: {item: it, payer: host, amount: 3.1 billion USD, price_year: 2012, means: cash, plan: deal}
  road: {item: it, payer: guest, amount: 1.0 billion USD, price_year: 2012, means: road, plan: deal}
totals:
  all: {item: all, plan: deal, amount: 4.1 billion USD, price_year: 2012, parts: [cash, road]}
  gone: {item: gone, plan: deal, number: 40, parts: [go]}
deflators:
  index: {name: Index, index: {2011: 0.98, 2012: 1.0, 2013: 1.02}}
rates:
  pair: {amount: 100 billion JPY, equals: 1.0 billion USD, on: 2012-01-01}
"""


@pytest.fixture
def problems(tmp_path: Path):
    def of(old: str = "", new: str = "") -> tuple[Problem, ...]:
        text = BOOKS.replace(old, new, 1)
        assert old == "" or text != BOOKS
        (tmp_path / "books.yaml").write_text(text, encoding="utf-8")
        try:
            load(tmp_path)
        except ScenarioError as error:
            return error.problems
        return ()

    return of


def _line(text: str) -> int:
    return next(i for i, line in enumerate(BOOKS.splitlines(), 1) if text in line)


def test_a_scenario_may_be_about_a_ledger_alone(problems):
    assert problems() == ()


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        ("payer: host", "payer: other", "costs.cash.payer", "'other' is no party of the plan"),
        ("payer: host", "payer: nobody", "costs.cash.payer", "there is no 'nobody' in parties"),
        ("price_year: 2012, means: cash", "means: cash", "costs.cash", "`price_year` is missing"),
        ("amount: 3.1 billion USD", "amount: 3.1", "costs.cash.amount", "'3.1' has no unit"),
        (
            "amount: 3.1 billion USD",
            "amount: 3.1 billion EURO",
            "costs.cash.amount",
            "'3.1 billion EURO' is not an amount of money",
        ),
        ("amount: 4.1 billion USD, price_year: 2012", "amount: 4.1 billion USD",
         "totals.all.amount", "the amount has no price year"),
        ("amount: 4.1 billion", "amount: 4.3 billion", "totals.all",
         "the parts come to 4.1 billion USD, and 4.3 billion USD is stated: 200 million USD are"),
        ("amount: 4.1 billion", "amount: 3.9 billion", "totals.all", "are too much"),
        ("parts: [cash, road]", "parts: [cash, rood]", "totals.all.parts.1", "no cost or total"),
        ("parts: [go]", "parts: [cash]", "totals.gone.parts.0", "no move or force 'cash'"),
        ("amount: 1.0 billion USD, price_year: 2012, means: road",
         "amount: 1.0 billion USD, price_year: 2008, means: road",
         "totals.all", "in prices of another year"),
        ("amount: 1.0 billion USD, price_year: 2012, means: road",
         "amount: 1.0 billion JPY, price_year: 2012, means: road",
         "totals.all", "in another currency"),
        ("parts: [cash, road]", "parts: [cash, all]", "totals.all.parts", "part of itself"),
        ("name: Still,", "name: Still, part_of: still,", "forces.still.part_of", "part of itself"),
        ("amount: 4.1 billion", "amount: 0 billion", "totals.all.amount", "a sum of nothing"),
        ("number: 40, parts", "number: 41, parts", "totals.gone", "41 is stated: 1 are missing"),
        ("number: 40, parts", "amount: 1 USD, number: 40, parts", "totals.gone", "states both"),
        ("number: 60", "number: 61", "forces.after",
         "100 before, 40 who leave and 0 who come make 60, not 61"),
        ("number: 95, from: 2012-01-01", "number: 95, from: 2011-12-31", "forces.still",
         "stands at 'isle' in the same days as 'there'"),
        ("stage: before}", "stage: after}", "forces.after", "in the same days as 'before'"),
        (", stage: before", "", "forces.before", "needs a stage"),
        ("plans:\n  deal: {name: Deal, from: 2012-01-01,", "plans:\n  deal: {name: Deal,",
         "plans.deal", "has no date"),
        ("equals: 1.0 billion USD", "equals: 1.0 billion JPY", "rates.pair", "are in JPY"),
        ("means: cash,", "means: cash, rate: pair,", "costs.cash.rate", "no rate for USD"),
        ("means: cash", "means: gift", "costs.cash.means", "should be 'cash'"),
        ("{2011: 0.98,", "{early: 0.98,", "deflators.index.index", "write one `year: value`"),
        ("{2011: 0.98,", "{2011: 0.0,", "deflators.index.index", "must be more than 0"),
        ("to: rock", "to: reef", "moves.go.to", "there is no 'reef' in places"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_where_it_stands(problems, old, new, path, words):
    found = [p for p in problems(old, new) if p.path == path]
    assert found, problems(old, new)
    assert words in found[0].what
    place = path.split(".")[1]
    assert found[0].line in {_line(f"  {place}: "), _line("name: Deal")}


def test_a_row_that_is_off_is_told_with_the_rows_that_it_should_match(problems):
    (found,) = problems("amount: 4.1 billion", "amount: 4.3 billion")
    assert found.file.endswith("books.yaml")
    assert found.line == _line("  all: ")
    assert found.hint.startswith("see cash, road")


def test_a_sum_is_compared_as_it_is_printed(problems):
    """3.1 and 1.0 may be 3.05 to 3.15 and 0.95 to 1.05: 4.2 with a tenth is within, 4.3 is not."""
    assert problems("amount: 4.1 billion", "amount: 4.2 billion") == ()
    assert problems("amount: 4.1 billion", "amount: 4.20 billion") == ()
    assert len(problems("amount: 4.1 billion", "amount: 4.21 billion")) == 1


def test_a_sum_may_be_greater_than_its_parts_where_somebody_bears_the_rest(problems):
    more = "amount: 8.6 billion USD, price_year: 2012, parts: [cash], rest: "
    old = "amount: 4.1 billion USD, price_year: 2012, parts: [cash, road]"
    assert problems(old, f"{more}guest") == ()
    (found,) = problems(old, f"{more}other")
    assert found.path == "totals.all.rest"
    (found,) = problems(old, f"{more}guest".replace("8.6", "2.6"))
    assert "more than the 2.6 billion USD stated" in found.what


def test_a_force_holds_at_least_those_who_are_part_of_it(problems):
    more = "  more: {name: More, party: guest, service: navy, place: isle, number: 96, "
    more += "part_of: still, from: 2012-01-01}\nmoves:"
    (found,) = problems("moves:", more)
    assert (found.path, found.what) == ("forces.still", "its parts count 96, more than its 95")
    assert problems("moves:", more.replace("96", "95")) == ()


def test_forces_that_follow_one_another_are_not_counted_together(problems):
    more = "  more: {name: More, party: guest, service: navy, place: isle, number: 90, "
    more += "part_of: still, from: 2012-01-01, until: 2013-01-01}\n"
    then = more.replace("more: {", "then: {").replace("from: 2012", "from: 2013")
    then = then.replace("until: 2013", "until: 2014")
    assert problems("moves:", f"{more}{then}moves:") == ()
    both = then.replace("from: 2013-01-01", "from: 2012-12-31").replace("navy", "army")
    (found,) = problems("moves:", f"{more}{both}moves:")
    assert found.what == "its parts count 180, more than its 95"


def test_a_plan_is_not_in_force_before_it_is_agreed(problems):
    late = "from: 2012-01-01, in_force: 2012-02-01, parties"
    assert problems("from: 2012-01-01, parties", late) == ()
    (found,) = problems("from: 2012-01-01, parties", late.replace("2012-02", "2011-02"))
    assert "in force before it was agreed" in found.what


def test_periods_that_meet_do_not_overlap_whichever_stands_first_in_the_file(problems):
    there, still = (line for line in BOOKS.splitlines() if "name: There" in line or "Still" in line)
    assert problems(f"{there}\n{still}", f"{still}\n{there}") == ()
    long = there.replace("until: 2012-01-01", "until: 2012-01-02")
    (found,) = problems(f"{there}\n{still}", f"{still}\n{long}")
    assert found.path == "forces.there"


def test_a_plan_replaces_an_older_one(problems):
    added = (
        "  next: {name: Next, from: 2013-01-01, parties: [host, guest], replaces: deal}\nforces:"
    )
    assert problems("forces:", added) == ()
    (found,) = problems("forces:", added.replace("2013", "2011"))
    assert found.path == "plans.next.replaces"
