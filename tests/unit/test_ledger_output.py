"""The sentences, tables, page and figures of a ledger say what the ledger says."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from noroshi.cli.columns import columns_of
from noroshi.cli.ledger_job import find
from noroshi.errors import NoroshiError
from noroshi.ledger.books import Books
from noroshi.ledger.prices import Money
from noroshi.ledger.span import Span
from noroshi.ledger.wording import amount_words
from noroshi.output.figures.flows import money_flows, people_flows
from noroshi.output.figures.plans import plan_change
from noroshi.output.figures.render import svg
from noroshi.output.ledger.document import document
from noroshi.output.ledger.files import ledger_data, write_ledger
from noroshi.output.ledger.found import Found
from noroshi.output.ledger.page import page
from noroshi.output.ledger.paragraph import paragraph
from noroshi.output.ledger.sheets import sheets
from noroshi.output.ledger.wording import money, number, per_cent, roughly
from noroshi.scenario import Scenario, load

SMALL = """\
scenario: {title: "A <move>", after: 2013-01-01}
parties: {host: {name: Hostland}, guest: {name: "<Guest>"}}
places:
  isle: {name: Isle, lat: 26 deg, lon: 128 deg}
  rock: {name: Rock, lat: 13 deg, lon: 145 deg}
plans:
  deal: {name: Deal, from: 2012-01-01, parties: [host, guest]}
moves:
  go: {party: guest, leaves: isle, to: rock, number: 40, by: 2020-12-31, plan: deal}
costs:
  cash: {item: "cash & more", payer: host, amount: 3.1 billion USD, price_year: 2012, means: cash,
         plan: deal}
"""


@pytest.fixture(scope="module")
def world() -> Scenario:
    return load("japan")


@pytest.fixture(scope="module")
def found(world: Scenario) -> Found:
    return find(world, "2015-01-01", None, None, None)


@pytest.fixture
def small(tmp_path: Path) -> Found:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    return find(load(tmp_path), None, None, None, None)


def test_the_answer_is_two_sentences_of_who_moves_when_and_who_pays(found):
    text = paragraph(found)
    assert len(re.findall(r"\.(?: |$)", text)) == 2
    for words in (
        "about 9,000 Marines leave Okinawa",
        "4,000 to 5,000 for Guam",
        "between 2020 and 2025",
        "none had moved by 1 January 2015",
        "signed 3 October 2013 and in force since 13 May 2014",
        "up to 3.1 billion USD in cash, 36 %",
        "8,000 go by 2014",
        "6.09 billion USD, 59 %, of 10.27 billion USD in prices of fiscal year 2008",
    ):
        assert words in text


def test_ten_years_later_the_first_hundred_have_moved(world):
    text = paragraph(find(world, "2025-01-01", None, None, None))
    assert "and 100 had moved by 1 January 2025" in text


def test_the_other_plan_is_the_one_of_the_date_that_is_named(world):
    found = find(world, "2015-01-01", "2013-10-02", None, None)
    assert [c.plan.id for c in found.compared] == ["scc-2012", "protocol-2013"]
    assert "the joint statement of 2012 had 9,000 go" in paragraph(found)
    same = find(world, "2015-01-01", "2014-01-01", None, None)
    assert "had 9,000 go" not in paragraph(same)


def test_in_one_years_prices_every_sum_is_in_that_year_and_no_share_has_moved(world, found):
    told = find(world, "2015-01-01", None, 2012, None)
    for before, after in zip(found.ledger.chapters, told.ledger.chapters, strict=True):
        assert after.money.total.year == 2012
        for a, b in zip(before.money.parts, after.money.parts, strict=True):
            assert b.share == pytest.approx(a.share, rel=1e-12)
    assert "10.89 billion USD in prices of fiscal year 2012" in paragraph(told)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("2005-01-01", None, None, None), "no agreement is declared by 2005-01-01"),
        (("2015-01-01", "2005-01-01", None, None), "no agreement had been made by 2005-01-01"),
        (("2015-01-01", None, 2030, None), "no level for fiscal year 2030"),
        (("2015-01-01", None, 2012, "cpi"), "there is no index 'cpi'; declared: usd-gdp"),
        (("2015-01-01", None, None, "usd-gdp"), "--index needs --in-year"),
        (("soon", None, None, None), "'soon' is not a date"),
        (("2015-01-01", "soon", None, None), "--against: 'soon' is not a date"),
    ],
)
def test_what_cannot_be_told_is_refused_in_words(world, words, told):
    with pytest.raises(NoroshiError, match=re.escape(told)):
        find(world, *words)


def test_every_table_has_as_many_cells_in_each_row_as_titles(found):
    for sheet in sheets(found):
        assert {len(row) for row in sheet.rows} == {len(sheet.head)}, sheet.title


def test_the_tables_hold_the_services_of_2008_and_the_hundred_of_2024(world):
    early = {s.title: s for s in sheets(find(world, "2010-06-01", None, None, None))}
    counted = next(s for title, s in early.items() if title.startswith("Who stands where"))
    rows = {row[0].strip(): row[2] for row in counted.rows}
    assert rows["… of which Navy"] == "17,400"
    assert rows["United States forces in Japan, February 2008"] == "47,200"
    late = {s.title: s for s in sheets(find(world, "2025-01-01", None, None, None))}
    assert ("2024-12-14", "100 (95–105) Marines move from Okinawa to Guam") in late[
        "What happened"
    ].rows


def sheet(found, title):
    return next(s for s in sheets(found) if s.title.startswith(title))


def test_what_was_counted_is_told_with_the_date_of_the_count_and_no_plan_counts(found, world):
    rows = {row[0]: row for row in sheet(found, "Who stands where").rows}
    assert rows["… Marines on Okinawa"][2:] == ("16,000 (15,365–16,000)", "June 2011 to March 2012")
    assert all(row[3] for row in rows.values())
    plan = next(r for r in sheet(found, "Balance by place").rows if r[0] == "Okinawa")
    assert plan[1] == "19,000"
    early = sheet(find(world, "2010-06-01", None, None, None), "Who stands where")
    assert {row[3] for row in early.rows} == {"February 2008", "September 2006"}
    force = next(s for s in document(found)["stands"] if s["id"] == "marines-okinawa")
    assert force["counted"] == "June 2011 to March 2012"


def test_cash_is_held_against_cash_in_the_sentence_and_in_the_title_of_the_figure(found, world):
    text = paragraph(found)
    assert (
        "but 2.8 billion USD of it in cash and 3.29 billion USD as equity, loans and savings, so "
        "that its cash did not fall: 2.8 billion USD of fiscal year 2008 was restated as 3.1 "
        "billion USD of fiscal year 2012"
    ) in text
    drawn = plan_change(found)
    assert "Japan bears up to 36 % instead of 59 %, but no less cash" in drawn.alt
    assert "Japan, cash 3.0 (27 %), Japan, not cash 3.5 (32 %)" in drawn.alt
    told = paragraph(find(world, "2015-01-01", None, 2012, None))
    assert "2.97 billion USD of it in cash" in told
    assert "so that its cash did not fall" in told


def test_cash_that_an_index_makes_more_of_is_not_said_to_have_been_kept(world):
    steep = world.deflators["usd-gdp"].model_copy(update={"index": ((2008, 0.8), (2012, 1.0))})
    other = replace(world, deflators={**world.deflators, "usd-gdp": steep})
    found = find(other, "2015-01-01", None, None, None)
    assert "of it in cash" in paragraph(found)
    assert "did not fall" not in paragraph(found)
    assert "no less cash" not in plan_change(found).alt


def test_between_two_plans_in_cash_alone_nothing_is_said_of_loans(world):
    text = paragraph(find(world, "2015-01-01", "2013-10-02", None, None))
    assert "loans" not in text
    # The agreement of 2009 has the loans of the roadmap still.
    assert "loans" not in paragraph(find(world, "2009-03-01", None, None, None))
    assert "did not fall" not in text


def test_a_ceiling_and_a_rest_are_told_as_such_in_table_figure_and_data(found):
    rows = {row[0]: row for row in sheet(found, "How the plan changed").rows}
    assert rows["Japan bears"][-1] == "up to 3.1 billion USD, 36 % (35–37)"
    assert rows["Japan bears"][1] == "6.09 billion USD, 59 %"
    assert rows["United States bears"][-1] == "the rest, 5.5 billion USD, 64 % (63–65)"
    assert "up to 3.1 (36 %)" in plan_change(found).alt
    assert "the rest, 5.5 (64 %)" in plan_change(found).alt
    jp, us = document(found)["plans"][-1]["money"]["by_party"]
    assert (jp["upper_limit"], us["upper_limit"]) == (True, False)
    shares = csv.DictReader(io.StringIO(ledger_data(found)["shares.csv"]))
    limits = {(r["plan"], r["party"]): r["up_to"] for r in shares}
    assert limits["protocol-2013", "jp"] == "true"
    assert limits["agreement-2009", "jp"] == limits["protocol-2013", "us"] == "false"


def test_what_is_due_in_each_year_says_so_and_in_which(found):
    amounts = [row[3] for row in sheet(found, "Beside the plans").rows]
    assert amounts[0] == "188.1 billion JPY a year, 2011–2015"
    assert amounts[1] == "131.4 million USD"
    assert [i["years"] for i in document(found)["beside"]] == [[2011, 2015], None]
    costs = list(csv.DictReader(io.StringIO(ledger_data(found)["costs.csv"])))
    row = next(r for r in costs if r["cost"] == "host-nation-support")
    assert (row["years_first"], row["years_last"]) == ("2011", "2015")


def test_the_roadmap_alone_is_told_without_a_comma_before_its_full_stop(world):
    text = paragraph(find(world, "2006-06-01", None, None, None))
    assert ",." not in text
    assert "Japan bears 6.09 billion USD, 59 %, and the United States bears 4.18 billion" in text
    assert "8,000 Marines leave Okinawa, all for Guam; " in text


def test_one_number_has_one_interval_in_every_table(found):
    changed = {row[0]: row for row in sheet(found, "How the plan changed").rows}
    place = next(r for r in sheet(found, "Balance by place").rows if r[0] == "Okinawa")
    assert changed["military people off Okinawa"][-1] == place[2] == "9,000 (8,500–9,500)"


@pytest.mark.parametrize(
    ("as_of", "said", "title"),
    [
        ("2013-12-01", "signed 3 October 2013 and not yet in force, ", "Protocol of 2013 (signed)"),
        ("2014-05-12", "signed 3 October 2013 and not yet in force, ", "Protocol of 2013 (signed)"),
        (
            "2014-05-13",
            "signed 3 October 2013 and in force since 13 May 2014, ",
            "Protocol of 2013",
        ),
    ],
)
def test_a_plan_is_called_signed_until_it_is_in_force(world, as_of, said, title):
    found = find(world, as_of, None, None, None)
    assert paragraph(found).startswith(f"By the protocol of 2013, {said}about 9,000")
    assert sheet(found, "How the plan changed").head[-1] == title
    assert document(found)["plans"][-1]["in_force"] == "2014-05-13"


def test_the_document_is_strict_json_and_holds_every_plan(found):
    text = json.dumps(document(found), allow_nan=False)
    read = json.loads(text)
    assert [p["id"] for p in read["plans"]][-1] == read["plan"] == "protocol-2013"
    share = read["plans"][-1]["money"]["by_party"][0]["share"]
    assert share["low"] < 0.36 < share["best"] < share["high"]


def test_the_tables_for_programs_read_back_and_agree_with_the_document(found):
    data = ledger_data(found)
    shares = list(csv.DictReader(io.StringIO(data["shares.csv"])))
    row = next(r for r in shares if (r["plan"], r["party"]) == ("roadmap-2006", "jp"))
    assert float(row["share_best"]) == pytest.approx(6.09 / 10.27, rel=1e-7)
    moves = list(csv.DictReader(io.StringIO(data["moves.csv"])))
    assert {"roadmap-marines", "protocol-guam"} <= {r["move"] for r in moves}
    assert all(len(set(map(len, csv.reader(io.StringIO(t))))) == 1 for n, t in data.items()
               if n.endswith(".csv"))  # fmt: skip


def test_figures_say_in_words_and_letters_what_they_show(found):
    pictures = [plan_change(found), people_flows(found), money_flows(found)]
    for picture in pictures:
        assert picture is not None
        drawn = svg(picture)
        assert drawn.startswith('<svg role="img"')
        assert len(picture.alt) > 80
    assert "3.0 (27 %)" in svg(pictures[0])
    assert "3.1 (36 %)" in svg(pictures[0])
    assert "10,000 stay on Okinawa" in svg(pictures[1])
    assert "6.09" in svg(pictures[2])


def test_there_is_no_figure_of_a_change_where_there_is_one_plan(small):
    assert plan_change(small) is None
    assert money_flows(small) is None
    drawn = people_flows(small)
    assert drawn is not None
    assert "40 to Rock" in drawn.alt
    assert "no move is declared" not in paragraph(small)


def test_where_no_move_is_declared_nobody_is_said_to_stay(tmp_path: Path):
    text = re.sub(r"^(moves|milestones):\n(?:[ #].*\n)*", "", SMALL, flags=re.M)
    (tmp_path / "still.yaml").write_text(text, encoding="utf-8")
    still = find(load(tmp_path), None, None, None, None)
    assert not still.ledger.now.moves
    assert ", no move is declared. " in paragraph(still)


def test_a_plan_without_a_sum_says_so(small):
    sum_of_one = "3.1 billion USD in prices of fiscal year 2012"
    assert f"No sum of its costs is stated: Hostland bears {sum_of_one}." in paragraph(small)


def test_the_page_escapes_what_is_declared_and_fetches_nothing(small, tmp_path):
    files = write_ledger(small, tmp_path / "out")
    text = page(small)
    assert "<Guest>" not in text
    assert "A &lt;move&gt;" in text
    assert "cash &amp; more" in text
    assert "<script" not in text
    assert "http" not in text
    names = {"ledger.html", "ledger.json", "moves.csv", "balances.csv", "costs.csv", "shares.csv"}
    assert {f.name for f in files} == names | {"forces.csv"}


def test_numbers_are_said_with_their_bounds_where_they_differ():
    assert number(Span(8000, 8000, 8000)) == "8,000"
    assert number(Span(4000, 5000, 5000)) == "5,000 (4,000–5,000)"
    assert roughly(Span(7500, 8000, 8600)) == "8,000"
    assert roughly(Span(4000, 5000, 5000)) == "4,000 to 5,000"
    assert per_cent(Span(0.3526, 0.3605, 0.3684)) == "36 % (35–37)"
    assert per_cent(Span(0.5922, 0.5930, 0.5938)) == "59 %"
    assert money(Money(Span(5.4e9, 5.5e9, 5.6e9), "USD", 2012), bounds=True) == (
        "5.5 billion USD (5.4–5.6)"
    )


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (3.1e9, "3.1 billion USD"),
        (10.27e9, "10.27 billion USD"),
        (497.8e6, "497.8 million USD"),
        (27e6, "27 million USD"),
        (999.9e6, "999.9 million USD"),
        (999.97e6, "1 billion USD"),
        (668.01e6, "668 million USD"),
        (1234.0, "1,234 USD"),
        (0.0, "0 USD"),
    ],
)
def test_an_amount_is_said_in_the_size_that_suits_it(amount, said):
    assert amount_words(amount, "USD") == said


@pytest.mark.parametrize("section", Books._fields)
def test_every_section_of_the_ledger_can_be_shown_with_every_entry(world, section):
    columns = columns_of(section, world)
    for entry in getattr(world, section).values():
        assert all(isinstance(c.text(entry), str) for c in columns)
        json.dumps([c.data(entry) for c in columns], default=date.isoformat)


SIDE_BY_SIDE = (
    SMALL
    + """\
  road: {item: a road, payer: guest, amount: 20 million USD, price_year: 2013, means: road,
         plan: port}
  pier: {item: a pier, payer: guest, amount: 30 million USD, price_year: 2013, means: spending,
         plan: port}
"""
)


@pytest.fixture
def parallel(tmp_path: Path) -> Scenario:
    """Two agreements that hold at once; the second replaced an older one."""
    text = SIDE_BY_SIDE.replace(
        "moves:\n",
        "  old-port: {name: Old harbour plan, from: 2008-01-01, parties: [host, guest]}\n"
        "  port: {name: Harbour plan, from: 2011-01-01, parties: [host, guest], "
        "replaces: old-port}\n"
        "moves:\n"
        "  sail: {party: guest, leaves: rock, to: isle, number: 70, by: 2015-12-31, plan: port}\n"
        "  fly: {party: guest, leaves: isle, to_words: home, number: 8, plan: port}\n"
        "  sailed: {party: guest, leaves: rock, to: isle, number: 90, by: 2012-12-31, "
        "plan: old-port}\n",
    )
    (tmp_path / "small.yaml").write_text(text, encoding="utf-8")
    return load(tmp_path)


def test_plans_that_hold_side_by_side_are_each_told(parallel: Scenario) -> None:
    found = find(parallel, None, None, None, None)
    assert [c.plan.id for c in found.compared] == ["deal"]
    assert [[c.plan.id for c in chain] for chain in found.ledger.others] == [["old-port", "port"]]
    text = paragraph(found)
    for words in (
        "By the Deal, 1 January 2012, about 40 military people leave Isle",
        "By the Harbour plan, 1 January 2011, about 70 military people leave Rock",
        "they are to have moved by 2015",
        "about 8 military people leave Isle, all for home",
        "<Guest> bears 50 million USD in prices of fiscal year 2013",
    ):
        assert words in text
    made = document(found)
    assert made["plan"] == "deal"
    (beside,) = made["side_by_side"]
    assert (beside["plan"], beside["compared_with"]) == ("port", "old-port")
    assert [p["id"] for p in beside["plans"]] == ["old-port", "port"]
    files = ledger_data(found)
    moved = list(csv.DictReader(io.StringIO(str(files["moves.csv"]))))
    assert {(r["plan"], r["move"], float(r["best"])) for r in moved} == {
        ("deal", "go", 40.0), ("port", "sail", 70.0), ("port", "fly", 8.0),
        ("old-port", "sailed", 90.0),
    }  # fmt: skip
    paid = list(csv.DictReader(io.StringIO(str(files["costs.csv"]))))
    assert {r["cost"] for r in paid} == {"cash", "road", "pier"}
    cells = "\n".join(" | ".join(row) for sheet in sheets(found) for row in sheet.rows)
    for row in ("military people off Rock | 90 | 70", "military people off Isle |  | 8", "a pier"):
        assert row in cells
    shown = page(found)
    assert "are to leave Rock" in shown
    assert "are to leave Isle" in shown
    ids = re.findall(r'id="([^"]+)"', shown)
    assert len(ids) == len(set(ids))


def test_another_day_is_asked_of_each_chain(parallel: Scenario) -> None:
    found = find(parallel, "2013-01-01", "2010-01-01", None, None)
    assert [chain.earlier.plan.id for chain in found.each] == ["deal", "old-port"]


def test_what_is_declared_of_costs_is_told_where_no_sum_is(small: Found, tmp_path: Path) -> None:
    assert "Hostland bears 3.1 billion USD in prices of fiscal year 2012" in paragraph(small)
    assert "not declared" not in paragraph(small)
    without = SMALL.split("costs:")[0]
    (tmp_path / "small.yaml").write_text(without, encoding="utf-8")
    bare = find(load(tmp_path), None, None, None, None)
    assert "No cost of it is declared." in paragraph(bare)
