"""Whether what each gives is in balance with what it is able to: beside shares made up here."""

import math
from dataclasses import replace

import numpy as np
import pytest

from noroshi.ledger.contributions import said
from noroshi.questions.answer import Answer, Axis, Headline, declared
from noroshi.questions.base import Case
from noroshi.questions.shares.balance import nearest
from noroshi.questions.shares.balance_answer import with_balance_told
from noroshi.questions.shares.balance_data import bands, with_balance
from noroshi.questions.shares.balance_figures import figures, ratio_rows
from noroshi.questions.shares.words import Shares
from noroshi.questions.worked_out import WorkedOut
from noroshi.scenario import load

DRAWS = 8
WORLD = """\
scenario: {title: Two allies, before: 2012-06-01, after: 2014-06-01}
parties:
  host: {name: Hostland}
  guest: {name: Guestland}
  third: {name: Thirdland}
sources:
  book: {title: A book, grade: B}
places:
  isle: {name: Isle, lat: 26 deg, lon: 128 deg}
abilities:
  rich: {party: guest, quantity: gdp, amount: {low: 300 billion USD, best: 300 billion USD, high: 300 billion USD}, year: 2012, source: book}
  poor: {party: host, quantity: gdp, amount: {low: 100 billion USD, best: 100 billion USD, high: 100 billion USD}, year: 2012, source: book}
contributions:
  pays: {party: guest, to: spending, amount: {low: 9 billion USD, best: 9 billion USD, high: 9 billion USD}, years: [2012, 2012], source: book}
  less: {party: host, to: spending, amount: {low: 1 billion USD, best: 1 billion USD, high: 1 billion USD}, years: [2012, 2012], source: book}
  more: {party: host, to: spending, amount: {low: 3 billion USD, best: 3 billion USD, high: 3 billion USD}, years: [2014, 2014], source: book}
plans:
  deal: {name: Deal, from: 2012-01-01, parties: [host, guest]}
forces:
  camp: {name: Camp, party: guest, place: isle, number: 500, from: 2012-01-01}
costs:
  cash: {item: it, payer: host, amount: 1.0 billion USD, price_year: 2012, means: cash, plan: deal}
  rest: {item: it, payer: guest, amount: 3.0 billion USD, price_year: 2012, means: road, plan: deal}
  power: {item: light and water, payer: host, amount: 40 million USD, price_year: 2012, means: upkeep,
    years: [2012, 2015]}
totals:
  all: {item: all, plan: deal, amount: 4.0 billion USD, price_year: 2012, parts: [cash, rest]}
"""  # noqa: E501


def shared(before, after, *, owners=("host", "guest")):
    """Shares of the warning of the host's people by owner, as the attribution would give them."""
    drawn = [np.broadcast_to(np.transpose(s), (DRAWS, len(owners))).T for s in (before, after)]
    share = np.array(drawn)[:, None, None]
    clock = np.full((2, 1, 1, DRAWS), 300.0)
    names = {"host": "Hostland", "guest": "Guestland", "third": "Thirdland"}
    data = declared("noroshi.questions.shares").plain(
        [
            Axis("posture", ("before", "after"), ("before, 2012", "after, 2014")),
            Axis("whom", ("host",), ("Hostland",), "people of"),
            Axis("game", ("warning",), ("warning of people",), "of"),
            Axis("owner", owners, [names[o] for o in owners], "sensors of"),
        ],
        {
            "owner_share": share,
            "whole": clock,
            "sharing": clock[:, :, 0] / 5.0,
            "whom_owner": ["host"],
        },
    )
    return WorkedOut(data, (), (), (), ())


@pytest.fixture
def asked(tmp_path):
    def of(old="", new="", *, shares=None):
        text = WORLD.replace(old, new)
        assert text != WORLD or not old
        (tmp_path / "world.yaml").write_text(text, encoding="utf-8")
        world = load(tmp_path)
        case = Case(world.at("2012-06-01"), world.at("2014-06-01"), world, draws=DRAWS)
        found = with_balance(shares or shared([0.5, 0.5], [0.4, 0.6]), case)
        bare = Answer(
            data=found.data, headline=Headline("Verdict.", "Why.", "Duplicates."), text="Text."
        )
        return with_balance_told(replace(bare, data=found.data))

    return of


def told(answer):
    return Shares(answer.plain)


def middle(answer, variable, **at):
    return float(told(answer).spread(variable, **at).p50)


def table(answer, name):
    return next(t for t in answer.tables if t.name == name)


def test_warning_is_shared_out_over_ability(asked):
    found = asked()
    at = {"whom": "host", "owner": "host"}
    assert middle(found, "warning_ratio", posture="before", **at) == pytest.approx(0.5 / 0.25)
    assert middle(found, "warning_ratio", posture="after", **at) == pytest.approx(0.4 / 0.25)
    assert middle(found, "warning_farther", **at) == pytest.approx(-0.4)
    assert middle(found, "warning_misplaced_more", whom="host") == pytest.approx(-0.1)
    assert told(found).word("warning_band", posture="after", **at) == "substantial"


def test_money_of_the_nearest_year_is_shared_out_over_ability(asked):
    found = asked()
    at = {"effort": "spending", "contributor": "host"}
    assert middle(found, "ratio", posture="before", **at) == pytest.approx(0.1 / 0.25)
    assert middle(found, "ratio", posture="after", **at) == pytest.approx(0.25 / 0.25)
    assert middle(found, "given_of_able", posture="after", **at) == pytest.approx(0.03)
    assert told(found).word("given", posture="after", **at) == "3 billion USD, 2014"
    assert told(found).word("given_sources", posture="after", **at) == "book"
    assert told(found).word("ratio_band", posture="after", **at) == "in balance"


def test_what_forces_abroad_cost_is_shared_out_by_who_bears_it_and_told_by_the_year(asked):
    row = "  camp-{0}: {{party: {0}, to: stationing, host: host, amount: 4 billion USD, years: [2011, 2014]}}\n"  # noqa: E501
    found = asked("plans:\n", f"{row.format('host')}{row.format('guest')}plans:\n")
    at = {"posture": "after", "effort": "stationing-host", "contributor": "host"}
    assert told(found).names("effort")["stationing-host"] == (
        "cost of forces stationed in Hostland"
    )
    assert middle(found, "ratio", **at) == pytest.approx(2.0, rel=0.3)
    assert middle(found, "given_of_able", **at) == pytest.approx(0.01, rel=0.2)
    assert told(found).word("ratio_band", **at) == ""
    (said,) = (row for row in found.text.splitlines() if "forces stationed in Hostland" in row)
    assert "(" not in said.partition(". ")[0]
    assert "50 % of the cost of forces stationed in Hostland" in told(found).word(
        "pays", owner="guest"
    )


def test_a_rate_of_exchange_moves_no_warning(asked):
    """The later ability of one party is told to be half of what it was, in another year."""
    moved = (
        "  falls: {party: host, quantity: gdp, amount: 50 billion USD, year: 2014, source: book}"
    )
    before = asked()
    after = asked("contributions:\n", f"{moved}\ncontributions:\n")
    at = {"posture": "after", "whom": "host", "owner": "host"}
    assert middle(after, "warning_ratio", **at) == middle(before, "warning_ratio", **at)
    other = {"posture": "after", "effort": "spending", "contributor": "host"}
    assert middle(after, "ratio", **other) > 1.5 * middle(before, "ratio", **other)
    (spent,) = (row for row in after.text.splitlines() if row.startswith("Military spending"))
    assert "points" not in spent
    assert "what each is able to moved as well" in spent


def test_the_headline_ends_with_the_balance_and_what_stood_there_leads_the_paragraphs(asked):
    found = asked()
    assert found.headline.hangs_on == (
        "For what it is able to, Hostland gives this many times its share: 1.6 for its people’s "
        "warning and 1.0 for military spending (0.8 to 1.19 is in balance)."
    )
    assert found.text.splitlines()[:2] == ["Duplicates.", "Text."]
    assert "Hostland 1.0 %, then 3.0 %" in found.text
    assert "It is nearer to balance than before, by 15.0 points of the whole" in found.text


def test_where_nobody_had_warning_before_no_change_is_told(asked):
    found = asked(shares=shared([np.nan, np.nan], [0.4, 0.6]))
    assert "Hostland 1.60 (would be called substantial)" in found.text
    (warned,) = (row for row in found.text.splitlines() if row.startswith("Warning of"))
    assert "It cannot be told whether it is nearer to balance than before" in warned
    assert "nan" not in found.text


def test_the_share_told_over_the_ability_told_is_the_ratio_told(asked):
    """Draws are skewed on purpose: of a mean and a median it would not be so."""
    part = np.array([0.1] * 5 + [0.9] * 3)
    found = asked(shares=shared([0.5, 0.5], np.array([part, 1.0 - part])))
    row = next(r for r in table(found, "balance-of-warning").cells() if r[1] == "Hostland")
    assert row[2:4] == ["40 %", "25 %"]  # five of eight have a tenth, three nine
    assert row[5] == "1.60 (0.40 to 3.60)"


def test_what_is_counted_once_tells_no_change(asked):
    found = asked("  more: {party: host", "  more: {party: host, from: 2020-01-01")
    assert "One count stands for both dates" in found.text
    assert math.isnan(middle(found, "misplaced_more", effort="spending"))


def test_nothing_declared_leaves_the_answer_as_it_was(asked):
    found = asked(WORLD[WORLD.index("abilities:") : WORLD.index("plans:")], "")
    assert found.headline.hangs_on == "Duplicates."
    assert found.text == "Text."
    assert [t.name for t in found.tables] == ["pays-brings-gets"]
    assert not list(figures(told(found)))
    assert not found.limits


def test_an_ability_of_nothing_is_told_and_is_no_number(asked):
    zero = "{low: 0 USD, best: 0 USD, high: 0 USD}"
    found = asked("{low: 100 billion USD, best: 100 billion USD, high: 100 billion USD}", zero)
    at = {"posture": "after", "effort": "spending", "contributor": "host"}
    assert math.isnan(middle(found, "ratio", **at))
    assert told(found).word("able", **at) == "0 USD, 2012"
    cells = [cell for t in found.tables for row in t.cells() for cell in row]
    assert not [cell for cell in cells if "nan" in cell.lower()]
    assert "nan" not in found.text.lower()
    assert {row["party"] for row in ratio_rows(told(found))} == {"Guestland"}


def test_who_declares_nothing_is_not_compared(asked):
    found = asked("  poor: {party: host", "  poor: {party: host, from: 2030-01-01")
    assert "Military spending: fewer than two parties declare it and their ability." in found.text
    at = {"posture": "after", "effort": "spending", "contributor": "host"}
    assert told(found).word("able", **at) == "not declared"


def test_of_three_owners_those_are_compared_whose_ability_is_declared(asked):
    three = shared([0.4, 0.4, 0.2], [0.4, 0.4, 0.2], owners=("host", "guest", "third"))
    found = asked(shares=three)
    at = {"posture": "after", "whom": "host"}
    assert middle(found, "warning_ratio", owner="host", **at) == pytest.approx(2.0)
    assert middle(found, "warning_ratio", owner="guest", **at) == pytest.approx(0.5 / 0.75)
    assert math.isnan(middle(found, "warning_ratio", owner="third", **at))
    (third,) = (r for r in table(found, "balance-of-warning").cells() if r[1] == "Thirdland")
    assert "not declared" in third


def test_one_owner_alone_has_no_balance(asked):
    found = asked(shares=shared([1.0], [1.0], owners=("host",)))
    assert found.headline.hangs_on == "Duplicates."
    assert math.isnan(middle(found, "warning_ratio", posture="after", whom="host", owner="host"))


def test_who_has_no_sensor_yet_brings_nothing(asked):
    found = asked(shares=shared([1.0, np.nan], [0.5, 0.5]))
    at = {"posture": "before", "whom": "host"}
    assert middle(found, "warning_ratio", owner="guest", **at) == 0.0
    assert middle(found, "warning_ratio", owner="host", **at) == pytest.approx(4.0)


def test_what_each_pays_brings_and_gets_stands_in_one_row(asked):
    (host, guest) = table(asked(), "pays-brings-gets").cells()
    assert host == [
        "Hostland",
        "3 billion USD military spending, 2014; 25 % of 4 billion USD by the Deal; "
        "40 million USD a year, light and water",
        "nothing is declared",
        "40 %",
        "5 min of warning, of which 1 min by what others share",
    ]
    assert guest[2] == "500 in Isle"
    assert guest[-1] == "no flight of these is aimed at its people"


def test_the_picture_shows_each_ratio(asked):
    (figure,) = figures(told(asked()))
    assert figure.title == (
        "Hostland gives more of the warning of Hostland than its share of ability"
    )
    rows = ratio_rows(told(asked()))
    assert [(r["effort"], r["party"], round(r["ratio"], 2)) for r in rows] == [
        ("warning of Hostland", "Hostland", 1.6),
        ("warning of Hostland", "Guestland", 0.8),
        ("military spending", "Hostland", 1.0),
        ("military spending", "Guestland", 1.0),
    ]
    assert next(layer["mark"]["type"] for layer in figure.draw()["layer"]) == "rect"


def test_of_two_years_as_near_the_earlier_stands():
    rows = [Years(2010, 2012), Years(2014, 2014), Years(2016, 2019)]
    near = {2009: 0, 2011: 0, 2013: 0, 2013.5: 1, 2015: 1, 2017: 2, 2030: 2, math.nan: 2}
    assert {year: rows.index(nearest(rows, year)) for year in near} == near
    assert nearest([], 2010) is None


class Years:
    def __init__(self, first, last):
        self.years = first, last


def test_a_band_is_told_by_both_ends_of_the_draws():
    assert bands(np.full(40, 0.5)) == "very low"
    assert bands(np.linspace(0.5, 1.0, 40)) == "very low to in balance"
    assert bands(np.linspace(0.5, 1.5, 40)) == "very low to substantial"
    assert bands(np.full(4, np.nan)) == ""


def test_amounts_are_said_with_their_bounds_and_one_unit():
    world = load("small")
    assert said(world.abilities["coast-gdp"].value) == "100 billion USD (90 to 105)"
    assert said(world.contributions["coast-forces"].value) == "40,000"
