"""How statements are told: from an earlier run's files, on the terminal, as data, on a page."""

import json
import re
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from noroshi.cli.claims_job import FEWEST, facts_in, judged_in
from noroshi.cli.show_job import ShowOptions, show_job
from noroshi.errors import NoroshiError
from noroshi.questions.base import Case
from noroshi.questions.claims import QUESTION
from noroshi.questions.claims.answer import answer_of
from noroshi.questions.claims.compare import Value
from noroshi.questions.claims.facts import facts_of_document
from noroshi.questions.claims.find import find
from noroshi.questions.claims.judge import Judged, Verdict, judge
from noroshi.questions.claims.wording import VERDICT_MARKS, evidence, label, tally, value_text
from noroshi.questions.warning.checks import MEASURES
from noroshi.scenario import Scenario, load
from noroshi.scenario.claim_checks import ComputedCheck, Expected

PLACES = {"jp": ("tokyo",), "us": ("guam", "honolulu", "anchorage", "seattle", "los-angeles")}
NAMES = [place for places in PLACES.values() for place in places]
PARTIES = list(PLACES)


@pytest.fixture(scope="module")
def world() -> Scenario:
    return load("japan")


def spread(low: float, mean: float, high: float, error: float, entries: int) -> dict[str, Any]:
    """A drawn variable as a document tells it, alike at each entry."""
    told = {"p5": low, "p50": 5.5, "p95": high, "mean": mean}
    told |= {"p5_error": 0.1, "p50_error": 0.8, "p95_error": 5.5, "mean_error": error}
    return {key: [value] * entries for key, value in told.items()}


def warned() -> dict[str, Any]:
    """An answer to the question of warning, as far as statements need it."""
    places = spread(0.1, 0.3, 16.3, 0.1, len(NAMES))
    places["mean"][NAMES.index("guam")] = 6.2
    nothing = {key: [[None] * 2] * 2 for key in spread(0.0, 0.0, 0.0, 0.0, 1)}
    return {
        "axes": {
            "whom": {"ids": PARTIES, "names": PARTIES},
            "party": {"ids": PARTIES, "names": PARTIES},
            "receiver": {"ids": NAMES, "names": NAMES},
            "posture": {"ids": ["before", "after"], "names": ["before", "after"]},
        },
        "variables": {
            "gain": {"axes": ["whom"], **spread(0.1, 6.2, 16.3, 0.9, 2)},
            "gaining": {"axes": ["whom"], **spread(0.0, 0.0, 1.0, 0.1, 2), "mean": [0.9, 0.1]},
            "places_gaining": {"axes": ["party"], "value": [3.0, 3.0]},
            "places": {"axes": ["party"], "value": [5.0, 5.0]},
            "place_gain": {"axes": ["receiver"], **places},
            "sharing": {"axes": ["posture", "whom"], **nothing},
        },
        "measures": json.loads(json.dumps([asdict(measured) for measured in MEASURES])),
    }


def answer(world: Scenario, **changes: Any) -> dict[str, Any]:
    """A document as a run writes it, as far as statements need it."""
    made = {
        "scenario": world.title,
        "before": str(world.header.before),
        "after": str(world.header.after),
        "draws": FEWEST,
    }
    document = {
        "schema": "noroshi.report/2",
        "provenance": made | {k: v for k, v in changes.items() if k in made},
        "answers": {"warning": warned()},
    }
    return document | {k: v for k, v in changes.items() if k not in made}


@pytest.fixture
def folder(world: Scenario, tmp_path: Path) -> Path:
    (tmp_path / "report.json").write_text(json.dumps(answer(world)), encoding="utf-8")
    return tmp_path


def test_measures_of_a_document_are_named_by_what_they_are_of(world: Scenario) -> None:
    facts = facts_of_document(answer(world), "here")
    # A gain is its mean, between what so many draws leave open of it; so is a share of the draws.
    for gain, off in (("mean-gain:jp", 1.8), ("place-gain:guam", 0.2)):
        low, high = pytest.approx(6.2 - off), pytest.approx(6.2 + off)
        assert facts[gain] == Value(low, 6.2, high, "s", origin="here", sampled=True)
    assert facts["share-of-draws-gaining:us"][:3] == pytest.approx((0.0, 0.1, 0.3))
    assert facts["cities:us"][:3] == (5.0, 5.0, 5.0)


def test_what_is_null_in_a_document_is_no_measure(world: Scenario) -> None:
    assert "added-by-others:jp" not in facts_of_document(answer(world), "here")


def test_an_earlier_run_that_fits_is_used_and_named(world: Scenario, folder: Path) -> None:
    facts = facts_in(folder, world)
    assert facts.measures["mean-gain:jp"].origin == f"{folder / 'report.json'}, {FEWEST} draws"
    assert f"{FEWEST} draws" in facts.notes[0]


def test_of_a_folder_without_a_run_it_is_said_that_there_is_none(
    world: Scenario, tmp_path: Path
) -> None:
    assert "is not there" in facts_in(tmp_path, world).notes[0]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"schema": "noroshi.run/2"}, "no document of noroshi.report/2"),
        ({"scenario": "another"}, "another scenario"),
        ({"after": "2014-06-01"}, "other dates"),
        ({"draws": FEWEST - 1}, "fewer than"),
        ({"draws": None}, "fewer than"),
        ({"provenance": None}, "another scenario"),
        ({"answers": {"warning": {}}}, "lacks what this version writes"),
        ({"answers": {"warning": {"measures": [{}]}}}, "lacks what this version writes"),
        ({"answers": [1]}, "lacks what this version writes"),
    ],
)
def test_a_run_that_does_not_fit_is_not_used_and_it_is_said_why(
    world: Scenario, tmp_path: Path, changes: dict[str, Any], why: str
) -> None:
    text = json.dumps(answer(world, **changes))
    (tmp_path / "report.json").write_text(text, encoding="utf-8")
    facts = facts_in(tmp_path, world)
    assert not facts.measures
    assert why in facts.notes[0]


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"\xff\xfe", b"NaN"])
def test_a_damaged_file_is_no_error(world: Scenario, tmp_path: Path, text: bytes) -> None:
    (tmp_path / "report.json").write_bytes(text)
    assert "is not used" in facts_in(tmp_path, world).notes[0]


@pytest.mark.parametrize(
    ("known", "unit", "text"),
    [
        (Value(9000.0, 9000.0, 9000.0), "Marines", "9,000 Marines"),
        (Value(0.1, 5.5, 16.3), "gain", "+6 s (0 s to +16 s)"),
        (Value(300.0, 300.0, 300.0), "s", "5 min"),
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
    facts = facts_of_document(answer(world), f"this run, {FEWEST} draws")
    return judge(world.claims, world, facts)


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
    show_job("japan", "claims", None, ShowOptions(folder), json=False)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) < 30
    statements = judged_in(folder, world)[0]
    assert lines[0] == tally(statements)
    assert str(folder / "report.json") in lines[1]
    for line, statement in zip(lines[3:], statements, strict=False):
        mark = VERDICT_MARKS[statement.verdict]
        assert line.startswith(f"{mark} {statement.claim.of} {label(statement)}: ")
        assert statement.claim.question in line
    (radar,) = [line for line in lines if "afp-2013:5 " in line]
    # The document holds warning alone: what tracks tell of the same statement is still to come.
    tracked = [f"{whom}, as far as tracking goes" for whom in ("Japan", "Guam", "US homeland")]
    assert radar.endswith(f"(… {'; '.join(tracked)})")
    assert "--of hill-2013:1" in lines[-1]


def test_without_a_run_it_is_said_to_run_first_and_no_statement_counts_that_waits_for_it(
    world: Scenario, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show_job("japan", "claims", None, ShowOptions(tmp_path), json=False)
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
    show_job("japan", "claims", None, ShowOptions(tmp_path, of="hill-2013:6"), json=False)
    assert "noroshi run" not in capsys.readouterr().out
    show_job("japan", "claims", None, ShowOptions(tmp_path, of="afp-2013:5"), json=False)
    assert "run `noroshi run japan` first" in capsys.readouterr().out.splitlines()[0]


def test_a_terminal_cuts_a_verdict_at_its_edge_and_gives_it_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("COLUMNS", "80"), ("FORCE_COLOR", "1"), ("TERM", "xterm")):
        monkeypatch.setenv(name, value)
    show_job("japan", "claims", None, ShowOptions(folder), json=False)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
    told = [line for line in plain.splitlines() if re.match(r". (hill|afp)-2013:\d+ ", line)]
    assert len(told) == 20
    assert all(len(line) <= 80 for line in told)
    assert any(line.endswith("…") for line in told)
    assert len(plain.splitlines()) < 36


def test_the_whole_tells_what_bears_on_each_statement(
    world: Scenario, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show_job("japan", "claims", None, ShowOptions(folder, whole=True), json=False)
    out = capsys.readouterr().out
    for statement in judged_in(folder, world)[0]:
        mark = VERDICT_MARKS[statement.verdict]
        assert f"{mark} {statement.claim.of}: {label(statement)}\n" in out
        assert statement.claim.says in out
    assert "+6 s (+4 s to +8 s)" in out
    assert str(folder / "report.json") in out
    assert "tpy2-range" not in out


def test_one_statement_is_told_alone_with_what_bears_on_it(
    world: Scenario, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show_job("japan", "claims", None, ShowOptions(folder, of="afp-2013:5"), json=False)
    out = capsys.readouterr().out
    assert world.claims["afp-2013-5"].says in out
    assert "+6 s (+4 s to +8 s)" in out
    assert world.claims["afp-2013-6"].says not in out
    show_job("japan", "claims", None, ShowOptions(folder, of="afp-2013:5"), json=True)
    told = json.loads(capsys.readouterr().out)["answer"]["variables"]
    assert told["number"]["value"] == ["afp-2013:5"]


def test_the_tables_of_values_are_told_on_request(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show_job("japan", "claims", None, ShowOptions(folder, values=True), json=False)
    out = capsys.readouterr().out
    assert "tpy2-range" in out
    assert "Values of grade C or D" in out
    assert "20 statements" in out


def test_a_statement_that_no_report_has_is_refused_with_those_that_there_are(folder: Path) -> None:
    with pytest.raises(NoroshiError, match=r"no statement 'afp-2013:12'; there are: hill-2013:1,"):
        show_job("japan", "claims", None, ShowOptions(folder, of="afp-2013:12"), json=False)


@pytest.mark.parametrize(
    "asked", [ShowOptions(whole=True), ShowOptions(of="afp-2013:5"), ShowOptions(values=True)]
)
def test_what_is_asked_of_statements_is_refused_of_other_things(asked: ShowOptions) -> None:
    with pytest.raises(NoroshiError, match=r"(is|are) for claims( and sources)?, not for sensors"):
        show_job("small", "sensors", None, asked, json=False)


def test_the_document_holds_every_statement_part_and_check(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show_job("japan", "claims", None, ShowOptions(folder), json=True)
    read = json.loads(capsys.readouterr().out)
    assert {"rows", "weak", "answer", "computed_from"} <= set(read)
    assert len(read["rows"]) == len(load("japan").claims)
    axes, told = read["answer"]["axes"], read["answer"]["variables"]
    assert len(axes["statement"]["ids"]) == 20
    assert len(axes["check"]["ids"]) == len(told["outcome"]["value"]) > 100
    gains = [
        (told["found"]["best"][i], told["outcome"]["value"][i])
        for i, about in enumerate(told["check_about"]["value"])
        if about.startswith("mean-gain:") and told["check_statement"]["value"][i] == "afp-2013-5"
    ]
    assert set(gains) == {(6.2, "agrees")}


def checked(world: Scenario, expects: dict[str, Any], share: float, draws: int) -> str:
    """What is told of a share of so many draws, held against an expectation."""
    error = (share * (1.0 - share) / draws) ** 0.5
    document = answer(world)
    told = document["answers"]["warning"]["variables"]["gaining"]
    told["mean"], told["mean_error"] = [share] * 2, [error] * 2
    check = ComputedCheck(
        kind="computed",
        part="p",
        measure="share-of-draws-gaining",
        of="jp",
        expects=Expected(**expects),
    )
    found = find(check, world, facts_of_document(document, "here"))
    return f"{found.outcome}: {evidence(found, world)}"


@pytest.mark.parametrize("share", [0.6, 0.64, 0.67, 0.71])
def test_a_share_of_the_draws_is_held_to_a_threshold_with_its_sampling_error(
    world: Scenario, share: float
) -> None:
    close = "too close to tell with so many draws"
    for expects in ({"likely": True}, {"above": 0.66}):
        few, many = (checked(world, expects, share, draws) for draws in (128, 12800))
        assert few.startswith("not settled: ")
        assert close in few
        assert share == 0.67 or close not in many
    assert close not in checked(world, {"likely": True}, 0.5, 128)
    assert checked(world, {"likely": True}, 0.9, 128).startswith("agrees: ")


def test_a_scenario_without_reports_is_shown_as_before(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    show_job("small", "claims", None, ShowOptions(tmp_path), json=False)
    out = capsys.readouterr().out
    assert "statements" not in out
    assert "north-radar-range" in out


def test_the_answer_tells_all_at_a_glance_and_what_bears_on_each(world: Scenario) -> None:
    statements = judged(world)
    made = answer_of(statements, world)
    assert made.text.startswith("20 statements: ")
    rows = made.table("statements").cells()
    for row, statement in zip(rows, statements, strict=True):
        source, number = world.sources[statement.claim.report], statement.claim.of.split(":")[1]
        assert row[0] == f"{source.author or source.publisher}, statement {number}"
        assert row[3] == f"{VERDICT_MARKS[statement.verdict]} {statement.verdict}"
    asked = [row[1] for row in made.table("asked").cells()]
    assert asked == [statement.claim.question for statement in statements]
    said = [row[1] for row in made.table("statements").cells()]
    assert said == [statement.claim.says for statement in statements]
    told = [row[-1] for row in made.table("checks").cells()]
    every = [f for s in statements for p in s.parts for f in p.findings]
    assert told == [evidence(found, world) for found in every]


def test_the_headline_counts_and_names_what_is_contradicted(world: Scenario) -> None:
    tracked = {f"place-track-gain:{place}": Value(0.0, 0.0, 0.0, "s") for place in PLACES["us"]}
    tracked["track-gain:jp"] = Value(2.0, 3.0, 4.0, "s")
    facts = facts_of_document(answer(world), "here") | tracked
    statements = judge(world.claims, world, facts)
    made = answer_of(statements, world)
    verdicts = [j.verdict for j in statements]
    good = verdicts.count(Verdict.SUPPORTED)
    open_ones = verdicts.count(Verdict.NOT_COMPUTED) + verdicts.count(Verdict.NOT_CHECKABLE)
    rest = f" {open_ones} more are not judged." if open_ones else ""
    judged_ones = f"{20 - open_ones} statements{' judged' if open_ones else ''}"
    assert made.headline.verdict == f"Of {judged_ones}, the numbers bear out {good}.{rest}"
    for j in statements:
        said = [f"“{p.name}”" for p in j.parts if p.verdict is Verdict.CONTRADICTED]
        named = any(part in made.headline.why for part in said)
        assert named is (j.verdict is Verdict.CONTRADICTED and j.mixed)
    differ, open_ = (verdicts.count(v) for v in (Verdict.DIFFER, Verdict.NOT_SHOWN))
    assert open_ > 0
    assert made.headline.why.endswith(
        f"; sources differ on {differ}; the numbers do not show {open_}."
    )
    assert Verdict.NOT_COMPUTED in [j.verdict for j in judge(world.claims, world, {})]
    nothing = answer_of(judge(world.claims, world, {}), world)
    waiting = nothing.headline
    assert (
        waiting.verdict == "Of 13 statements judged, the numbers bear out 7. 7 more are not judged."
    )
    assert waiting.hangs_on == (
        "7 wait for other questions of a run (warning, localisation, shares, partners, basing, "
        "site and listen): “like-minded countries, in warning”, “drones for the disputes”, “a "
        "radar”, “more balanced, by warning” and 3 more."
    )
    # A page shows it as well as a terminal: no command stands in it.
    told = [str(row[-1]) for row in nothing.table("checks").cells()]
    assert "not computed yet" in " ".join(told)
    assert "`" not in " ".join([*waiting.lines, *told])
    none = [j for j in judge(world.claims, world, {}) if j.verdict is Verdict.NOT_COMPUTED]
    assert answer_of(none, world).headline.verdict == "None of 7 statements is judged."


def test_the_first_table_tells_who_says_what(world: Scenario) -> None:
    statements = judge(world.claims, world, {})
    table = answer_of(statements, world).tables[0]
    says, report = (table.heads.index(head) for head in ("says, in our own words", "report"))
    for row, statement in zip(table.cells(), statements, strict=True):
        assert row[says] == statement.claim.says
        assert row[report].startswith(world.sources[statement.claim.report].title)


def test_one_statement_is_answered_alone(world: Scenario) -> None:
    made = QUESTION(Case(world, world, world), of="hill-2013:6")
    assert made.headline.verdict == "The Hill, statement 6: supported."
    assert made.data.sizes["statement"] == 1
    with pytest.raises(NoroshiError, match="no statement 'hill-2013:99'"):
        QUESTION(Case(world, world, world), of="hill-2013:99")


def test_the_answer_rests_on_the_sources_of_its_checks_and_on_the_reports(world: Scenario) -> None:
    made = answer_of(judged(world), world)
    assert {"hill-2013", "afp-2013"} <= set(made.sources)
    every = {s for j in judged(world) for p in j.parts for f in p.findings for s in f.source}
    assert every & set(world.sources) <= set(made.sources)


def test_only_a_scenario_with_reports_is_asked(world: Scenario) -> None:
    assert QUESTION.applies(world)
    assert not QUESTION.applies(load("small"))
