"""The sentences, tables and figures of a ledger, and its files, say what the ledger says."""

import csv
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from noroshi.amounts import amount_words
from noroshi.cli.columns import columns_of
from noroshi.errors import NoroshiError
from noroshi.ledger.books import Books
from noroshi.ledger.span import Span
from noroshi.present import draw
from noroshi.present.cells import FORMS
from noroshi.questions.answer import Answer
from noroshi.questions.base import Case
from noroshi.questions.ledger import QUESTION
from noroshi.questions.ledger.wording import per_cent, roughly
from noroshi.report.files import write
from noroshi.report.report import provenance, report
from noroshi.scenario import Scenario, load
from noroshi.stats import Sampled

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


def ask(world: Scenario, as_of: str | None = None, **options: Any) -> Answer:
    return QUESTION(Case(world, world, world), as_of=as_of, **options)


@pytest.fixture(scope="module")
def found(world: Scenario) -> Answer:
    return ask(world, "2015-01-01")


@pytest.fixture
def small(tmp_path: Path) -> Answer:
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    return ask(load(tmp_path))


def rows(answer: Answer, table: str) -> list[dict[str, str]]:
    """The cells of a table by the heads of its columns."""
    made = answer.table(table)
    return [dict(zip(made.heads, row, strict=True)) for row in made.cells()]


def row(answer: Answer, table: str, first: str) -> dict[str, str]:
    head = answer.table(table).heads[0]
    return next(r for r in rows(answer, table) if r[head] == first)


def compared(answer: Answer) -> list[str]:
    return [str(p) for p in answer.table("people").keep["plan"]]


def test_the_answer_is_two_sentences_of_who_moves_when_and_who_pays(found):
    text = found.text
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


def test_the_headline_says_who_goes_who_pays_what_changed_and_what_became_of_it(found, world):
    verdict, why, became = found.headline.lines
    assert verdict == (
        "By the protocol of 2013, about 9,000 Marines are to leave Okinawa. Of 8.6 billion USD, "
        "Japan pays up to 36 % (35 to 37)."
    )
    assert why == (
        "Since the roadmap of 2006: 4,000 to 5,000 instead of 8,000 go to Guam; Japan pays up to "
        "36 % instead of 59 %, but no less cash."
    )
    assert became == "By 1 January 2015, nobody had moved."
    assert ask(world, "2025-01-01").headline.lines[-1] == "By 1 January 2025, 100 had moved."


def test_the_headline_of_one_plan_without_a_sum_says_no_more_than_is_declared(small):
    assert small.headline.lines == (
        "By the Deal, about 40 military people are to leave Isle.",
        "By 1 January 2013, nobody had moved.",
    )


def test_ten_years_later_the_first_hundred_have_moved(world):
    assert "and 100 had moved by 1 January 2025" in ask(world, "2025-01-01").text


def test_the_other_plan_is_the_one_of_the_date_that_is_named(world):
    found = ask(world, "2015-01-01", against="2013-10-02")
    assert compared(found) == ["scc-2012", "protocol-2013"]
    assert "the joint statement of 2012 had 9,000 go" in found.text
    same = ask(world, "2015-01-01", against="2014-01-01")
    assert "had 9,000 go" not in same.text


def test_in_one_years_prices_every_sum_is_in_that_year_and_no_share_has_moved(world, found):
    told = ask(world, "2015-01-01", in_year=2012)
    agreed = [p for p in compared(found) if np.isfinite(found.data["sum_price_year"].sel(plan=p))]
    assert len(agreed) == 4
    assert (told.data["sum_price_year"].sel(plan=agreed) == 2012).all()
    assert (found.data["sum_price_year"].sel(plan="roadmap-2006") == 2008).all()
    before, after = (a.data["share"].sel(plan=agreed).to_numpy() for a in (found, told))
    assert np.isfinite(before).any()
    assert after == pytest.approx(before, rel=1e-12, nan_ok=True)
    assert "10.89 billion USD in prices of fiscal year 2012" in told.text


@pytest.mark.parametrize(
    ("day", "options", "told"),
    [
        ("2005-01-01", {}, "no agreement is declared by 2005-01-01"),
        ("2015-01-01", {"against": "2005-01-01"}, "no agreement had been made by 2005-01-01"),
        ("2015-01-01", {"in_year": 2030}, "no level for fiscal year 2030"),
        (
            "2015-01-01",
            {"in_year": 2012, "index": "cpi"},
            "there is no index 'cpi'; declared: usd-gdp",
        ),
        ("2015-01-01", {"index": "usd-gdp"}, "--index needs --in-year"),
    ],
)
def test_what_cannot_be_told_is_refused_in_words(world, day, options, told):
    with pytest.raises(NoroshiError, match=re.escape(told)):
        ask(world, day, **options)


def test_a_world_without_a_date_of_its_own_has_to_be_asked_of_one(tmp_path: Path):
    text = SMALL.replace(", after: 2013-01-01", "")
    (tmp_path / "small.yaml").write_text(text, encoding="utf-8")
    dateless = load(tmp_path)
    with pytest.raises(NoroshiError, match="names no date to take here"):
        ask(dateless)
    assert "40 military people" in ask(dateless, "2013-01-01").text


def test_every_table_has_as_many_cells_in_each_row_as_titles(found):
    assert len(found.tables) > 8
    for table in found.tables:
        assert {len(cells) for cells in table.cells()} == {len(table.heads)}, table.title


def test_the_tables_hold_the_services_of_2008_and_the_hundred_of_2024(world):
    early = ask(world, "2010-06-01")
    assert row(early, "forces", "… of which Navy")["people"].startswith("17,400")
    whole = row(early, "forces", "United States forces in Japan, February 2008")
    assert whole["people"].startswith("47,200")
    late = rows(ask(world, "2025-01-01"), "events")
    moved = {"day": "2024-12-14", "what": "100 (95 to 105) Marines from Okinawa to Guam"}
    assert moved in late


def test_what_was_counted_is_told_with_the_date_of_the_count_and_no_plan_counts(found, world):
    marines = row(found, "forces", "… Marines on Okinawa")
    assert marines["people"] == "16,000 (15,365 to 16,000)"
    assert marines["counted"] == "June 2011 to March 2012"
    assert all(r["counted"] for r in rows(found, "forces"))
    assert row(found, "places", "Okinawa")["before"] == "19,000"
    early = ask(world, "2010-06-01")
    assert {r["counted"] for r in rows(early, "forces")} == {"February 2008", "September 2006"}
    assert found.data["counted"].sel(force="marines-okinawa") == "June 2011 to March 2012"


def test_cash_is_held_against_cash_in_the_sentence_and_in_the_title_of_the_figure(found, world):
    assert (
        "but 2.8 billion USD of it in cash and 3.29 billion USD as equity, loans and savings, so "
        "that its cash did not fall: 2.8 billion USD of fiscal year 2008 was restated as 3.1 "
        "billion USD of fiscal year 2012"
    ) in found.text
    drawn = found.figure("plans")
    assert "Japan bears up to 36 % instead of 59 %, but no less cash" in drawn.title
    said = {(r["plan"], r["part"]): r["words"] for r in paid_rows(found)}
    assert said["2006", "Japan, cash"] == "3.0 (27 %)"
    assert said["2006", "Japan, not cash"] == "3.5 (32 %)"
    told = ask(world, "2015-01-01", in_year=2012).text
    assert "2.97 billion USD of it in cash" in told
    assert "so that its cash did not fall" in told


def paid_rows(answer: Answer) -> list[dict[str, Any]]:
    """What the lower half of the figure of the change plots."""
    plotted: list[dict[str, Any]] = answer.figure("plans").spec["vconcat"][1]["data"]["values"]
    return plotted


def test_cash_that_an_index_makes_more_of_is_not_said_to_have_been_kept(world):
    steep = world.deflators["usd-gdp"].model_copy(update={"index": ((2008, 0.8), (2012, 1.0))})
    other = replace(world, deflators={**world.deflators, "usd-gdp": steep})
    found = ask(other, "2015-01-01")
    assert "of it in cash" in found.text
    assert "did not fall" not in found.text
    assert "no less cash" not in found.figure("plans").title
    assert not any("no less cash" in line for line in found.headline.lines)


def test_between_two_plans_in_cash_alone_nothing_is_said_of_loans(world):
    text = ask(world, "2015-01-01", against="2013-10-02").text
    assert "loans" not in text
    # The agreement of 2009 has the loans of the roadmap still.
    assert "loans" not in ask(world, "2009-03-01").text
    assert "did not fall" not in text


def test_a_ceiling_and_a_rest_are_told_as_such_in_table_figure_and_data(found):
    late, early = (row(found, "money", p) for p in ("Protocol of 2013", "Roadmap of 2006"))
    assert late["Japan bears"] == "up to 3.1 billion USD"
    assert early["Japan bears"] == "6.09 billion USD"
    assert late["United States bears"] == "the rest, 5.5 billion USD"
    table = found.table("money")
    shares = [
        c[i] for c in table.cells() for i, h in enumerate(table.heads) if h.startswith("share of ")
    ]
    assert shares[:2] == ["59 %", "41 %"]
    assert shares[-2:] == ["36 % (35 % to 37 %)", "64 % (63 % to 65 %)"]
    said = {(r["plan"], r["part"]): r["words"] for r in paid_rows(found)}
    assert said["2013", "Japan, cash"] == "up to 3.1 (36 %)"
    assert said["2013", "United States"] == "the rest, 5.5 (64 %)"
    ceiling = found.data["borne_ceiling"]
    told = [ceiling.sel(plan=p, party=q).item() for p, q in (
        ("protocol-2013", "jp"), ("protocol-2013", "us"), ("agreement-2009", "jp"))]  # fmt: skip
    assert told == [1.0, 0.0, 0.0]


def test_what_is_due_in_each_year_says_so_and_in_which(found):
    amounts = [r["amount"] for r in rows(found, "beside")]
    assert amounts[:2] == ["188.1 billion JPY a year, 2011–2015", "131.4 million USD"]
    due = [found.data[v].sel(cost="host-nation-support").item() for v in ("due_first", "due_last")]
    assert due == [2011.0, 2015.0]
    assert np.isnan(found.data["due_first"].sel(cost="global-hawk-unit"))


def test_prices_of_single_sensors_stand_beside_the_plans_and_in_no_sum(world, found):
    told = {r["item"]: (r["payer"], r["by"], r["amount"]) for r in rows(found, "beside")}
    radar = told["one AN/TPY-2, that at Shariki"]
    assert radar == ("United States", "purchase", "130 million USD")
    assert told["the first J/FPS-5, at Shimokoshiki, as requested"][2] == "18.8 billion JPY"
    # What was asked for in one year for a new radar and for the refit of seven.
    request = [world.costs[c].amount.best for c in ("fps5-first", "fps3-refits")]
    assert sum(request) == pytest.approx(25.1e9)
    # A satellite of March 2015 is not told of in January.
    assert "IGS Optical 5" not in " ".join(told)
    assert "IGS Optical 5" in " ".join(r["item"] for r in rows(ask(world, "2015-04-01"), "beside"))


def test_the_roadmap_alone_is_told_without_a_comma_before_its_full_stop(world):
    text = ask(world, "2006-06-01").text
    assert ",." not in text
    assert "Japan bears 6.09 billion USD, 59 %, and the United States bears 4.18 billion" in text
    assert "8,000 Marines leave Okinawa, all for Guam; " in text


def test_one_number_has_one_interval_in_every_table(found):
    changed = row(found, "people", "Protocol of 2013")["off Okinawa"]
    assert changed == row(found, "places", "Okinawa")["leave"] == "9,000 (8,500 to 9,500)"


@pytest.mark.parametrize(
    ("as_of", "said", "signed"),
    [
        ("2013-12-01", "signed 3 October 2013 and not yet in force, ", "signed"),
        ("2014-05-12", "signed 3 October 2013 and not yet in force, ", "signed"),
        ("2014-05-13", "signed 3 October 2013 and in force since 13 May 2014, ", None),
    ],
)
def test_a_plan_is_called_signed_until_it_is_in_force(world, as_of, said, signed):
    found = ask(world, as_of)
    assert found.text.startswith(f"By the protocol of 2013, {said}about 9,000")
    assert row(found, "people", "Protocol of 2013").get("not yet in force") == signed
    assert found.data["plan_in_force"].sel(plan="protocol-2013") == "2014-05-13"


def test_the_newest_plan_holds_and_its_share_lies_within_its_bounds(found):
    assert found.data["holds"].to_numpy().tolist() == ["protocol-2013"]
    assert compared(found)[-1] == "protocol-2013"
    low, best, high = found.data["share"].sel(plan="protocol-2013", party="jp").to_numpy()
    assert low < 0.36 < best < high
    spread = found.spread("share", plan="protocol-2013", party="jp")
    assert (spread.p5, spread.p50, spread.p95) == (low, best, high)


def read_table(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def test_the_files_are_strict_json_tables_that_read_back_and_pictures(world, found, tmp_path):
    case = Case(world, world, world)
    made = report(case, (found,), provenance(case, "noroshi ledger", version="0", made=date.min))
    files = {f.name: f for f in write(made, tmp_path / "out")}
    read = json.loads(files["report.json"].read_text(encoding="utf-8"))
    share = read["answers"]["ledger"]["variables"]["share"]
    axes = read["answers"]["ledger"]["axes"]
    at = axes["plan"]["ids"].index("roadmap-2006"), axes["party"]["ids"].index("jp")
    assert share["axes"] == ["plan", "party"]
    assert share["best"][at[0]][at[1]] == pytest.approx(6.09 / 10.27, rel=1e-12)
    assert share["low"][at[0]][at[1]] < share["best"][at[0]][at[1]] < share["high"][at[0]][at[1]]
    table = read_table(files["ledger-plan-party.csv"])
    (cell,) = [r for r in table if (r["plan"], r["party"]) == ("roadmap-2006", "jp")]
    assert float(cell["share_best"]) == pytest.approx(6.09 / 10.27, rel=1e-7)
    moves = read_table(files["ledger-move.csv"])
    assert {"roadmap-marines", "protocol-guam"} <= {r["move"] for r in moves}
    with xr.open_dataset(files["ledger.nc"], engine="h5netcdf") as stored:
        assert stored["share"].dims == ("plan", "party", "bound")
        assert stored["share"].sel(bound="best").max() > 0.5
    assert sum(name.endswith(".svg") or name.endswith(".png") for name in files) >= 3
    page = files["report.html"].read_text(encoding="utf-8")
    assert page.count("<svg") >= 3
    # Nothing is compared over draws: no file says so.
    assert "Posture of" not in page
    assert "From all that is declared" in page
    assert "draws" not in made.provenance.line
    assert " against " not in made.provenance.line
    assert "draws" not in made.provenance.cite


def test_figures_plot_what_they_say_and_are_drawn(found):
    assert [f.name for f in found.figures] == ["plans", "people", "money"]
    people = found.figure("people")
    assert people.title == "9,000 Marines are to leave Okinawa. By 2015-01-01, none had moved."
    bands = people.spec["layer"][-1]
    assert "10,000" in draw.svg(people.spec)
    assert "stay on Okinawa" in draw.svg(people.spec)
    assert bands
    rows_ = {r["item"]: r["amount"] for r in found.figure("money").spec["data"]["values"]}
    assert sum(rows_.values()) == pytest.approx(10.27)
    assert rows_["own spending on facilities"] == pytest.approx(3.18)
    assert "3.18" in draw.svg(found.figure("money").spec)


def test_there_is_no_figure_of_a_change_where_there_is_one_plan(small):
    (figure,) = small.figures
    assert figure.name == "people"
    assert "to Rock" in draw.svg(figure.spec)
    assert "no move is declared" not in small.text


def test_where_no_move_is_declared_nobody_is_said_to_stay(tmp_path: Path):
    text = re.sub(r"^(moves|milestones):\n(?:[ #].*\n)*", "", SMALL, flags=re.M)
    (tmp_path / "still.yaml").write_text(text, encoding="utf-8")
    still = ask(load(tmp_path))
    assert not still.data.sizes["move"]
    assert ", no move is declared. " in still.text
    assert not still.figures
    assert still.headline.lines == (
        "By the Deal, Hostland bears 3.1 billion USD in prices of fiscal year 2012.",
    )


def test_a_plan_without_a_sum_says_so(small):
    sum_of_one = "3.1 billion USD in prices of fiscal year 2012"
    assert f"No sum of its costs is stated: Hostland bears {sum_of_one}." in small.text


def test_the_page_escapes_what_is_declared_and_fetches_nothing(small, tmp_path):
    world = load(tmp_path)
    case = Case(world, world, world)
    made = report(case, (small,), provenance(case, "noroshi ledger", version="0", made=date.min))
    files = {f.name: f for f in write(made, tmp_path / "out")}
    page = files["report.html"].read_text(encoding="utf-8")
    assert "<Guest>" not in page
    assert "A &lt;move&gt;" in page
    assert "cash &amp; more" in page
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="https?:', page)


def test_numbers_are_said_with_their_bounds_where_they_differ():
    assert roughly(Span(7500, 8000, 8600)) == "8,000"
    assert roughly(Span(4000, 5000, 5000)) == "4,000 to 5,000"
    assert per_cent(Span(0.3526, 0.3605, 0.3684)) == "36 % (35 to 37)"
    assert per_cent(Span(0.5922, 0.5930, 0.5938)) == "59 %"


@pytest.mark.parametrize(
    ("form", "bounds", "said"),
    [
        ("count", (8000.0, 8000.0, 8000.0), "8,000"),
        ("count", (4000.0, 5000.0, 5000.0), "5,000 (4,000 to 5,000)"),
        ("money", (5.4e9, 5.5e9, 5.6e9), "5.5 billion"),
        ("money in bounds", (5.4e9, 5.5e9, 5.6e9), "5.5 (5.4 to 5.6) billion"),
        ("money in bounds", (9e8, 1e9, 1.1e9), "1 (900 million to 1.1) billion"),
        ("money in bounds", (5e9, 5e9, 5e9), "5 billion"),
        ("rough change of money", (0.0, 134.4e6, 0.0), "+130 million"),
        ("rough change of money", (0.0, -134.4e6, 0.0), "−130 million"),
        ("year", (2012.0, 2012.0, 2012.0), "2012"),
    ],
)
def test_a_cell_says_bounds_in_one_size(form, bounds, said):
    low, best, high = map(np.asarray, bounds)
    assert FORMS[form].text(Sampled(low, best, high, best, *(np.zeros(()),) * 4)) == said


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
    found = ask(parallel)
    assert compared(found) == ["deal"]
    assert found.table("people-2").keep["plan"] == ["old-port", "port"]
    for words in (
        "By the Deal, 1 January 2012, about 40 military people leave Isle",
        "By the Harbour plan, 1 January 2011, about 70 military people leave Rock",
        "they are to have moved by 2015",
        "about 8 military people leave Isle, all for home",
        "<Guest> bears 50 million USD in prices of fiscal year 2013",
    ):
        assert words in found.text
    data = found.data
    assert data["holds"].to_numpy().tolist() == ["deal", "port"]
    assert data["compared_with"].to_numpy().tolist() == ["deal", "old-port"]
    assert data["plan_chain"].to_series().to_dict() == {
        "deal": "deal", "old-port": "port", "port": "port",
    }  # fmt: skip
    moved = {(str(p), str(m)): float(n) for p, m, n in zip(
        data["move_plan"].to_numpy(), data["move"].to_numpy(),
        data["people"].sel(bound="best").to_numpy(), strict=True)}  # fmt: skip
    assert moved == {
        ("deal", "go"): 40.0, ("port", "sail"): 70.0, ("port", "fly"): 8.0,
        ("old-port", "sailed"): 90.0,
    }  # fmt: skip
    assert set(data["cost"].to_numpy().tolist()) == {"cash", "road", "pier"}
    old, new = rows(found, "people-2")
    assert (old["off Rock"], new["off Rock"]) == ("90", "70")
    assert (old["off Isle"], new["off Isle"]) == ("–", "8")
    assert [r["item"] for r in rows(found, "items-2")] == ["a road", "a pier"]
    titles = [figure.title for figure in found.figures]
    assert any("are to leave Rock" in title for title in titles)
    assert any("are to leave Isle" in title for title in titles)
    names = [figure.name for figure in found.figures]
    assert len(set(names)) == len(names) == 3


def test_another_day_is_asked_of_each_chain(parallel: Scenario) -> None:
    found = ask(parallel, "2013-01-01", against="2010-01-01")
    assert found.data["compared_with"].to_numpy().tolist() == ["deal", "old-port"]


def test_what_is_declared_of_costs_is_told_where_no_sum_is(small: Answer, tmp_path: Path) -> None:
    assert "Hostland bears 3.1 billion USD in prices of fiscal year 2012" in small.text
    assert "not declared" not in small.text
    without = SMALL.split("costs:")[0]
    (tmp_path / "small.yaml").write_text(without, encoding="utf-8")
    assert "No cost of it is declared." in ask(load(tmp_path)).text


def test_the_sources_are_those_of_the_entries_by_that_day(found, world):
    assert len(found.sources) > 20
    early = ask(world, "2006-06-01").sources
    assert set(early) < set(found.sources)
    assert set(found.sources) <= set(world.sources)
