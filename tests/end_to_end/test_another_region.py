"""A scenario of another sea, with three parties: what is written of it is true of it."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from noroshi.output import write
from noroshi.output.beside import Beside
from noroshi.output.limits import limit_texts
from noroshi.output.tables import terminal
from noroshi.study.answer import Answer
from noroshi.study.summary import summarise
from rich.console import Console

from noroshi.questions import question
from noroshi.questions.answer import Answer as Found
from noroshi.questions.base import Case
from noroshi.questions.warning.pipe import Assessment, assess_all
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.report import json
from noroshi.report.report import Provenance, Report
from noroshi.scenario import Scenario, load
from noroshi.scenario.template import write_template

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
def comparison(world: Scenario) -> Comparison:
    return Comparison(*assess_all([world.at(BEFORE), world.at(AFTER)], draws=2))


@pytest.fixture(scope="module")
def answer(comparison: Comparison) -> Answer:
    return summarise(comparison)


@pytest.fixture(scope="module")
def watched(world: Scenario) -> tuple[Found, ...]:
    case = Case(world.at(BEFORE), world.at(AFTER), world, draws=2)
    asked = {"basing": {}, "site": {"days": 20}, "waters": {"days": 20, "sides": 4, "vessels": 1}}
    return tuple(question(name)(case, **options) for name, options in asked.items())


@pytest.fixture(scope="module")
def written(
    world: Scenario,
    comparison: Comparison,
    answer: Answer,
    watched: tuple[Found, ...],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, str]:
    out = tmp_path_factory.mktemp("biscay-run")
    write(comparison, answer, out, Beside(watched, world))
    texts = {f.name: f.read_bytes().decode("utf-8", "replace") for f in _files(out)}
    made = Provenance("1", "noroshi", "", BEFORE, AFTER, 2, 0, "", "2026-01-01")
    texts["watch.json"] = json.text(Report("", watched, made))
    figures = (f for found in watched for f in found.figures)
    texts["watch.figures"] = "\n".join(f"{f.title} {f.caption}" for f in figures)
    with io.StringIO() as file:
        Console(file=file, width=200).print(terminal(comparison, answer))
        return {**texts, "terminal": file.getvalue()}


def _files(out: Path) -> list[Path]:
    return [
        f for f in out.rglob("*") if f.suffix in (".html", ".json", ".csv", ".geojson", ".czml")
    ]


def test_nothing_that_is_written_speaks_of_another_region(written: dict[str, str]) -> None:
    assert {"report.html", "answer.json", "knowing.csv", "terminal"} <= set(written)
    found = [(name, word) for name, text in written.items() for word in STRANGE if word in text]
    assert found == []


def test_the_page_tells_both_agreements_and_their_costs(written: dict[str, str]) -> None:
    page = written["report.html"]
    for words in (
        "By the Deal, 1 January 2012, about 40 military people leave Airfield",
        "By the Pact, 1 January 2011, about 30 military people leave The Rocks",
        "Thirdland bears 20 million USD in prices of fiscal year 2011",
    ):
        assert words in page


def test_two_owners_tracks_are_never_worth_more_than_all_detections(
    comparison: Comparison, written: dict[str, str]
) -> None:
    """The radars of two other parties: known no later than alone, no sooner than by all."""
    tracks = comparison.after.tracks
    alone, shared, everything = (tracks.area[t, -1] for t in range(3))
    assert np.isfinite(shared).any()
    assert np.all(shared <= alone + 0.1)
    assert np.all(everything <= shared + 0.1)
    rows = csv.DictReader(io.StringIO(written["knowing.csv"]))
    assert {r["team"] for r in rows} == {t.name for t in tracks.teams}


def test_limits_follow_from_what_is_declared(world: Scenario, comparison: Comparison) -> None:
    told = " ".join(limit_texts(comparison))
    assert "Tracks that other parties share are joined" in told
    assert "A satellite sees powered flight" in told
    coast = {k: s for k, s in world.sensors.items() if s.owner == "coast"}
    own = replace(world, sensors=coast)
    alone = [
        _of(a, own.at(day)) for a, day in ((comparison.before, BEFORE), (comparison.after, AFTER))
    ]
    told = " ".join(limit_texts(Comparison(*alone)))
    for words in ("Tracks that other", "All detections", "satellite"):
        assert words not in told
    assert "bound" in told


def _of(assessment: Assessment, scenario: Scenario) -> Assessment:
    return replace(assessment, scenario=scenario)
