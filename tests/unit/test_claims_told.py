"""How statements are told: from an earlier run's files, on the terminal, as data, on a page."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from noroshi.cli.claims_job import FEWEST, facts_in, judged_in
from noroshi.cli.show_job import Asked, show_job
from noroshi.errors import NoroshiError
from noroshi.output.claims import claims_document, claims_section, run_section
from noroshi.output.claims_text import VERDICT_MARKS, evidence, label, tally, value_text
from noroshi.scenario import Scenario, load
from noroshi.study.claims import Judged, Verdict, judge
from noroshi.study.claims_compare import Value
from noroshi.study.claims_measures import facts_of_run, facts_of_watch

SPREAD = {
    **{"p5": 0.1, "p50": 5.5, "p95": 16.3, "mean": 6.2},
    **{"p5_error": 0.1, "p50_error": 0.8, "p95_error": 5.5, "mean_error": 0.9},
}
SURE = {**SPREAD, "mean_error": 0.1}
PLACES = {"jp": ("tokyo",), "us": ("guam", "honolulu", "anchorage", "seattle", "los-angeles")}


@pytest.fixture(scope="module")
def world() -> Scenario:
    return load("japan")


def party(name: str, share: float) -> dict[str, Any]:
    return {
        "party": name,
        "mean_gain_s": SPREAD,
        "share_of_draws_gaining": share,
        "receivers_gaining": 3,
        "receivers": 5,
        "mean_added_by_others_after_s": dict.fromkeys(SPREAD),
        "places": [
            {
                "receiver": place,
                "mean_gain_s": SURE if place == "guam" else {**SURE, "mean": 0.3},
            }
            for place in PLACES[name]
        ],
    }


def answer(world: Scenario, **changes: Any) -> dict[str, Any]:
    """An answer as `noroshi run` writes it, as far as statements need it."""
    document = {
        "schema": "noroshi.run/2",
        "scenario": world.title,
        "before": str(world.header.before),
        "after": str(world.header.after),
        "draws": FEWEST,
        "parties": [party("jp", 0.9), party("us", 0.1)],
        "watch": None,
    }
    return document | changes


@pytest.fixture
def folder(world: Scenario, tmp_path: Path) -> Path:
    (tmp_path / "answer.json").write_text(json.dumps(answer(world)), encoding="utf-8")
    return tmp_path


def test_measures_of_a_document_are_named_by_what_they_are_of(world: Scenario) -> None:
    facts = facts_of_run(answer(world), "here")
    # The mean stands for the median, and no digit beyond what the errors support.
    assert facts["mean-gain:jp"] == Value(0.0, 6.0, 15.0, "s", origin="here")
    assert facts["place-gain:guam"] == Value(
        pytest.approx(6.0), 6.2, pytest.approx(6.4), "s", origin="here"
    )
    assert facts["share-of-draws-gaining:us"].best == 0.1
    assert facts["cities:us"][:3] == (5.0, 5.0, 5.0)


def test_what_is_null_in_a_document_is_no_measure(world: Scenario) -> None:
    assert "added-by-others:jp" not in facts_of_run(answer(world), "here")


def test_a_ratio_of_time_on_station_is_one_more_than_the_document_says() -> None:
    less = {"p5": 0.3, "p50": 0.4, "p95": 0.5}
    gain = {"base": "a", "over": "b", "station": "s", "time_on_station_ratio_less_one": less}
    facts = facts_of_watch({"basing": {"gains": [gain]}, "sites": [], "waters": []}, "here")
    assert facts["time-on-station-ratio:a/b/s"][:3] == (1.3, 1.4, 1.5)


def test_an_earlier_run_that_fits_is_used_and_named(world: Scenario, folder: Path) -> None:
    facts = facts_in(folder, world)
    assert facts.measures["mean-gain:jp"].origin == f"{folder / 'answer.json'}, {FEWEST} draws"
    assert f"{FEWEST} draws" in facts.notes[0]
    assert "is not there" in facts.notes[1]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"schema": "noroshi.run/0"}, "no document of noroshi.run/2"),
        ({"scenario": "another"}, "another scenario"),
        ({"after": "2014-06-01"}, "other dates"),
        ({"draws": FEWEST - 1}, "fewer than"),
        ({"draws": None}, "fewer than"),
        ({"parties": [{}]}, "lacks what this version writes"),
    ],
)
def test_a_run_that_does_not_fit_is_not_used_and_it_is_said_why(
    world: Scenario, tmp_path: Path, changes: dict[str, Any], why: str
) -> None:
    text = json.dumps(answer(world, **changes))
    (tmp_path / "answer.json").write_text(text, encoding="utf-8")
    facts = facts_in(tmp_path, world)
    assert not facts.measures
    assert why in facts.notes[0]


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"\xff\xfe", b"NaN"])
def test_a_damaged_file_is_no_error(world: Scenario, tmp_path: Path, text: bytes) -> None:
    (tmp_path / "answer.json").write_bytes(text)
    assert "is not used" in facts_in(tmp_path, world).notes[0]


@pytest.mark.parametrize(
    ("known", "unit", "text"),
    [
        (Value(9000.0, 9000.0, 9000.0), "Marines", "9,000 Marines"),
        (Value(0.1, 5.5, 16.3), "gain", "+6 s (0 s to +16 s)"),
        (Value(300.0, 300.0, 300.0), "s", "5 min 00 s"),
        (Value(0.88, 0.88, 0.88), "share", "88 %"),
        (Value(2e9, 3e9, 4e9), "USD", "3 billion USD (2 billion USD to 4 billion USD)"),
        (Value(1.31, 1.39, 1.53), "", "1.39 (1.31 to 1.53)"),
        (date(2014, 5, 24), "", "2014-05-24"),
        (True, "", "yes"),
        ("applies", "", "applies"),
    ],
)  # fmt: skip
def test_values_are_told_in_the_units_that_people_read(known: Any, unit: str, text: str) -> None:
    assert value_text(known, unit) == text


def judged(world: Scenario) -> tuple[Judged, ...]:
    return judge(world.claims, world, facts_of_run(answer(world), f"this run, {FEWEST} draws"))


def by_id(world: Scenario, key: str) -> Judged:
    return next(j for j in judged(world) if j.claim.id == key)


def test_a_verdict_says_when_only_a_part_is_meant(world: Scenario) -> None:
    assert label(by_id(world, "hill-2013-7")) == "contradicted, in part"
    assert label(by_id(world, "hill-2013-6")) == "supported"
    assert label(by_id(world, "afp-2013-4")) == "supported, as far as it can be checked"


def test_the_tally_counts_every_statement_once(world: Scenario) -> None:
    numbers = [int(word) for word in tally(judged(world)).split() if word.isdigit()]
    assert numbers[0] == 20 == sum(numbers[1:])


def test_evidence_names_value_need_grade_and_source(world: Scenario) -> None:
    treaty = by_id(world, "hill-2013-7").parts[0].findings[0]
    told = evidence(treaty, world)
    assert "1960-06-23" in told
    assert "needed: before 1952-01-01" in told
    assert "grade A" in told
    assert treaty.source[0] in told


def test_what_is_not_computed_names_the_command_that_would(world: Scenario) -> None:
    (radar,) = [j for j in judge(world.claims, world, {}) if j.claim.id == "afp-2013-5"]
    gain = radar.parts[1].findings[0]
    assert "run `noroshi run japan` first" in evidence(gain, world, "`noroshi run japan`")


def test_every_verdict_has_a_mark_of_its_own_beside_its_word() -> None:
    assert set(VERDICT_MARKS) == set(Verdict)
    assert len(set(VERDICT_MARKS.values())) == len(Verdict)


def test_the_verdicts_fit_on_a_screen_with_a_line_a_statement(
    world: Scenario, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show_job("japan", "claims", None, Asked(folder), json=False)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) < 30
    statements = judged_in(folder, world)[0]
    assert lines[0] == tally(statements)
    assert str(folder / "answer.json") in lines[1]
    for line, statement in zip(lines[3:], statements, strict=False):
        mark = VERDICT_MARKS[statement.verdict]
        assert line.startswith(f"{mark} {statement.claim.of} {label(statement)}: ")
        assert statement.claim.question in line
    (radar,) = [line for line in lines if "afp-2013:5 " in line]
    assert radar.endswith("(○ US homeland, as far as warning goes)")
    assert "--of hill-2013:1" in lines[-1]


def test_without_a_run_it_is_said_to_run_first_and_no_statement_counts_that_waits_for_it(
    world: Scenario, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show_job("japan", "claims", None, Asked(tmp_path), json=False)
    lines = capsys.readouterr().out.splitlines()
    assert "run `noroshi run japan` first" in lines[1]
    assert f"looked for in {tmp_path} (" in lines[1]
    (radar,) = [line for line in lines if "afp-2013:5 " in line]
    assert radar.startswith("… afp-2013:5 not computed yet, in part: ")
    supported = [line for line in lines[3:] if line.startswith("✓ ")]
    waiting = [line for line in lines[3:] if line.startswith("… ")]
    assert f"✓ {len(supported)} supported" in lines[0]
    assert f"… {len(waiting)} not computed yet" in lines[0]
    assert all(" supported" in line for line in supported)


def test_who_asks_for_a_statement_that_needs_no_run_is_told_of_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show_job("japan", "claims", None, Asked(tmp_path, of="afp-2013:6"), json=False)
    assert "noroshi run" not in capsys.readouterr().out
    show_job("japan", "claims", None, Asked(tmp_path, of="afp-2013:5"), json=False)
    assert "run `noroshi run japan` first" in capsys.readouterr().out.splitlines()[0]


def test_a_terminal_cuts_a_verdict_at_its_edge_and_gives_it_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("COLUMNS", "80"), ("FORCE_COLOR", "1"), ("TERM", "xterm")):
        monkeypatch.setenv(name, value)
    show_job("japan", "claims", None, Asked(folder), json=False)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
    told = [line for line in plain.splitlines() if re.match(r". (hill|afp)-2013:\d+ ", line)]
    assert len(told) == 20
    assert all(len(line) <= 80 for line in told)
    assert any(line.endswith("…") for line in told)
    assert len(plain.splitlines()) < 36


def test_the_whole_tells_what_bears_on_each_statement(
    world: Scenario, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show_job("japan", "claims", None, Asked(folder, whole=True), json=False)
    out = capsys.readouterr().out
    for statement in judged_in(folder, world)[0]:
        mark = VERDICT_MARKS[statement.verdict]
        assert f"{mark} {statement.claim.of}: {label(statement)}\n" in out
        assert statement.claim.says in out
    assert "+6 s (0 s to +15 s)" in out
    assert str(folder / "answer.json") in out
    assert "tpy2-range" not in out


def test_one_statement_is_told_alone_with_what_bears_on_it(
    world: Scenario, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show_job("japan", "claims", None, Asked(folder, of="afp-2013:5"), json=False)
    out = capsys.readouterr().out
    assert world.claims["afp-2013-5"].says in out
    assert "+6 s (0 s to +15 s)" in out
    assert world.claims["afp-2013-6"].says not in out
    show_job("japan", "claims", None, Asked(folder, of="afp-2013:5"), json=True)
    assert [s["number"] for s in json.loads(capsys.readouterr().out)["statements"]] == [5]


def test_the_tables_of_values_are_told_on_request(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show_job("japan", "claims", None, Asked(folder, values=True), json=False)
    out = capsys.readouterr().out
    assert "tpy2-range" in out
    assert "Values of grade C or D" in out
    assert "20 statements" in out


def test_a_statement_that_no_report_has_is_refused_with_those_that_there_are(folder: Path) -> None:
    with pytest.raises(NoroshiError, match=r"no statement 'afp-2013:12'; there are: hill-2013:1,"):
        show_job("japan", "claims", None, Asked(folder, of="afp-2013:12"), json=False)


@pytest.mark.parametrize("asked", [Asked(whole=True), Asked(of="afp-2013:5"), Asked(values=True)])
def test_what_is_asked_of_statements_is_refused_of_other_things(asked: Asked) -> None:
    with pytest.raises(NoroshiError, match="are for claims, not for sensors"):
        show_job("small", "sensors", None, asked, json=False)


def test_the_document_holds_every_statement_part_and_check(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show_job("japan", "claims", None, Asked(folder), json=True)
    read = json.loads(capsys.readouterr().out)
    assert len(read["statements"]) == 20
    assert {"rows", "weak", "statements", "computed_from"} <= set(read)
    assert len(read["rows"]) == len(load("japan").claims)
    radar = next(s for s in read["statements"] if s["id"] == "afp-2013-5")
    gains = [c for p in radar["parts"] for c in p["checks"] if c.get("measure") == "mean-gain"]
    assert gains[0]["found"]["best"] == 6.0
    assert {c["outcome"] for c in gains} == {"told"}


def test_a_scenario_without_reports_is_shown_as_before(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    show_job("small", "claims", None, Asked(tmp_path), json=False)
    out = capsys.readouterr().out
    assert "statements" not in out
    assert "north-radar-range" in out


class _Reader(HTMLParser):
    """Open elements, titles of what is folded, and words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.titles: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br",):
            self.open.append(tag)
        self.titles += [""] if tag == "summary" else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data
        if "summary" in self.open:
            self.titles[-1] += data


def test_the_section_of_the_report_tells_all_at_a_glance_and_what_bears_on_each(
    world: Scenario,
) -> None:
    reader = _Reader()
    reader.feed(run_section(world, answer(world)) or "")
    assert not reader.open
    assert tally(judged(world)) in reader.words
    for title, statement in zip(reader.titles, judged(world), strict=True):
        assert title.startswith(f"{VERDICT_MARKS[statement.verdict]} {label(statement)}: ")
        assert statement.claim.says in title
        for found in (f for p in statement.parts for f in p.findings):
            assert evidence(found, world) in reader.words


def test_a_scenario_without_reports_has_no_section(world: Scenario) -> None:
    assert run_section(load("small"), answer(world)) is None


def test_what_files_say_is_escaped(world: Scenario) -> None:
    evil = world.claims["afp-2013-6"].model_copy(update={"says": "<script>x</script>"})
    told = claims_section(judge({"a": evil}, world, {}), world)
    assert "<script>" not in told


def test_data_of_statements_are_strict_json(world: Scenario) -> None:
    text = json.dumps(claims_document(judged(world)), allow_nan=False)
    assert len(json.loads(text)) == 20
