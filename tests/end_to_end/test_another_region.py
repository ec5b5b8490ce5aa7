"""A scenario of another sea, with three parties: what is written of it is true of it."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from noroshi.questions import every_question
from noroshi.questions.base import Case
from noroshi.questions.warning.limits import limits
from noroshi.questions.warning.pipe.compared import compared
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.report.files import write
from noroshi.report.report import Report, provenance, report
from noroshi.scenario import Scenario, load
from noroshi.scenario.template import write_template
from page_words import as_said
from screen import screen

NORTHWARD, WESTWARD = 7.0, 139.5
"""From the template's sea to the Bay of Biscay [deg]."""
BEFORE, AFTER = "2013-01-01", "2015-01-01"
THIRD = """\
parties:
  third: {name: Thirdland}
  fourth: {name: Fourthland}
sensors:
  third-radar:
    like: south-radar
    name: Third Radar
    owner: third
    shared: [{with: coast, delay: {low: 1 s, best: 5 s, high: 20 s}}]
plans:
  deal: {name: Deal, from: 2012-01-01, parties: [coast, ally]}
  pact: {name: Pact, from: 2011-01-01, parties: [coast, third]}
moves:
  go: {party: ally, leaves: airfield, to: rocks, number: 40, by: 2020-12-31, plan: deal}
  come: {party: third, leaves: rocks, to: airfield, number: 30, by: 2016-12-31, plan: pact}
costs:
  pier: {item: a pier, payer: third, amount: 20 million USD, price_year: 2011, means: spending,
         plan: pact}
"""
STRANGE = (
    "Japan", "Tokyo", "Korea", "Senkaku", "Iwo Jima", "TPY-2", "Yongbyon", "Guam", "Okinawa",
    "Kyoto", "Hwasong", "Nodong", "Misawa", "Global Hawk", "China", "prefecture", "Marines",
    # Sentences that were true of one scenario.
    "minutes are public", "square miles", "intercontinental", "twenty percentage points",
    "not declared.", "mostly of grade", "from all sides alike", "in dollars",
)  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    folder = tmp_path_factory.mktemp("biscay") / "declared"
    write_template(folder)
    for file in folder.glob("*.yaml"):
        file.write_text(_moved(file.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "third.yaml").write_text(THIRD, encoding="utf-8")
    return load(folder)


def _moved(text: str) -> str:
    """The same declarations, somewhere else."""

    def north(found: re.Match[str]) -> str:
        return f"lat: {float(found[1]) + NORTHWARD:g} deg"

    def west(found: re.Match[str]) -> str:
        return f"lon: {float(found[1]) - WESTWARD:g} deg"

    def corner(found: re.Match[str]) -> str:
        return f"[{float(found[1]) + NORTHWARD:g} deg, {float(found[2]) - WESTWARD:g} deg]"

    text = re.sub(r"lat: ([\d.]+) deg", north, text)
    text = re.sub(r"lon: ([\d.]+) deg", west, text)
    outline = re.search(r"outline: .*", text)
    if outline is None:
        return text
    return text.replace(outline[0], re.sub(r"\[([\d.]+) deg, ([\d.]+) deg\]", corner, outline[0]))


@pytest.fixture(scope="module")
def case(world: Scenario) -> Case:
    """With the answers to everything that can be asked without saying more."""
    case = Case(world.at(BEFORE), world.at(AFTER), world, draws=2)
    for asked in every_question():
        if not asked.wants_words and asked.applies(case.after):
            found = asked(case, **asked.in_run)
            case = replace(case, answers=(*case.answers, found))
    return case


@pytest.fixture(scope="module")
def told(case: Case) -> Report:
    made = provenance(case, "noroshi run biscay", version="0", made=date(2026, 1, 2))
    return report(case, case.answers, made)


@pytest.fixture(scope="module")
def written(told: Report, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    out = tmp_path_factory.mktemp("biscay-run")
    write(told, out)
    texts = {f.name: f.read_bytes().decode("utf-8", "replace") for f in _files(out)}
    return {**texts, "terminal": screen(told, width=200, full=True)}


def _files(out: Path) -> list[Path]:
    kinds = (".html", ".json", ".csv", ".geojson", ".czml", ".svg", ".md")
    return [f for f in out.rglob("*") if f.suffix in kinds]


def test_nothing_that_is_written_speaks_of_another_region(written: dict[str, str]) -> None:
    assert {"report.html", "report.json", "README.md", "terminal"} <= set(written)
    found = [(name, word) for name, text in written.items() for word in STRANGE if word in text]
    assert found == []


def test_the_page_tells_both_agreements_and_their_costs(written: dict[str, str]) -> None:
    page = as_said(written["report.html"])
    for words in (
        "By the Deal, 1 January 2012, about 40 military people leave Airfield",
        "By the Pact, 1 January 2011, about 30 military people leave The Rocks",
        "Thirdland bears 20 million USD in prices of fiscal year 2011",
    ):
        assert words in page


def test_two_owners_tracks_are_never_worth_more_than_all_detections(case: Case) -> None:
    """The radars of two other parties: known no later than alone, no sooner than by all."""
    tracks = compared(case).after.tracks
    alone, shared, everything = (tracks.area[t, -1] for t in range(3))
    assert np.isfinite(shared).any()
    assert np.all(shared <= alone + 0.1)
    assert np.all(everything <= shared + 0.1)


def test_limits_of_the_warning_follow_from_what_is_declared(world: Scenario, case: Case) -> None:
    comparison = compared(case)
    told = " ".join(limits(comparison))
    assert "Tracks that other parties share are joined" in told
    assert "A satellite sees powered flight" in told
    coast = {k: s for k, s in world.sensors.items() if s.owner == "coast"}
    own = replace(world, sensors=coast)
    alone = [
        replace(a, scenario=own.at(day))
        for a, day in ((comparison.before, BEFORE), (comparison.after, AFTER))
    ]
    told = " ".join(limits(Comparison(*alone)))
    for words in ("Tracks that other", "All detections", "satellite"):
        assert words not in told
    assert "bound" in told
    header = alone[1].scenario.header.model_copy(update={"notes": ("A note.",)})
    noted = replace(alone[1], scenario=replace(alone[1].scenario, header=header))
    assert "A note." in limits(Comparison(alone[0], noted))
