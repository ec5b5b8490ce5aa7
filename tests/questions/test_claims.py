"""Statements of the two reports: the rule of verdicts, what values say, and the world of Japan."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from noroshi.cli.check_job import checked
from noroshi.cli.postures import declared
from noroshi.errors import NoroshiError, ScenarioError
from noroshi.questions import question
from noroshi.questions.base import Measure
from noroshi.questions.claims.compare import Outcome, Value, compare
from noroshi.questions.claims.find import COMPUTED, CheckResult, find
from noroshi.questions.claims.judge import Judged, Verdict, judge, verdict_of
from noroshi.questions.claims.lookup import look_up, look_up_share
from noroshi.questions.claims.wording import evidence
from noroshi.questions.measures import measures
from noroshi.scenario import Scenario, load
from noroshi.scenario.claim_checks import (
    ComputedCheck,
    DeclaredCheck,
    DocumentCheck,
    Expected,
)
from noroshi.scenario.claims import Claim
from noroshi.scenario.files import built_in
from noroshi.world import Estimate

REPORTED = [f"hill-2013-{n}" for n in range(1, 10)] + [f"afp-2013-{n}" for n in range(1, 12)]
HALF_A_PER_CENT = 0.005


@pytest.fixture(scope="module")
def world() -> Scenario:
    return load("japan")


def value(low: float, best: float | None = None, high: float | None = None) -> Value:
    return Value(low, low if best is None else best, low if high is None else high)


# A run as it comes out: a second or more is gained in Japan in most draws, of US places on Guam.
HOMELAND = ("honolulu", "anchorage", "seattle", "los-angeles")
FACTS = {
    "place-gain:guam": value(4.0, 7.0, 10.0),
    **{f"place-gain:{place}": value(0.1, 0.3, 0.5) for place in HOMELAND},
    "place-track-gain:guam": value(40.0, 80.0, 120.0),
    **{f"place-track-gain:{place}": value(0.1, 0.3, 0.5) for place in HOMELAND},
    "track-gain:jp": value(18.0, 20.0, 22.0),
    "mean-gain:jp": value(3.7, 5.5, 7.3),
    "share-of-draws-gaining:jp": value(0.875),
    "cities-gaining:jp": value(114.0),
    "time-on-station-ratio:misawa/andersen/senkaku": value(1.037, 1.045, 1.073),
    "time-on-station-ratio:misawa/andersen/korea-west": value(1.31, 1.39, 1.53),
    "looks-a-day:yongbyon": value(7.4, 8.9, 9.9),
    "number-at-its-place:test-2013": value(3.0),
    "largest-so-far:test-2013": value(0.99),
    "times-the-largest-before:test-2013": value(2.1, 3.2, 4.4),
}


def verdicts(world: Scenario, facts: Mapping[str, Value] = FACTS) -> dict[str, Judged]:
    return {j.claim.id: j for j in judge(world.claims, world, facts)}


@pytest.fixture(scope="module")
def judged(world: Scenario) -> dict[str, Judged]:
    """What is to be held of every statement, after such a run."""
    return verdicts(world)


def judged_alone(world: Scenario, statement: str, facts: Mapping[str, Value] = FACTS) -> Judged:
    (found,) = judge({statement: world.claims[statement]}, world, facts)
    return found


def part(judged: Judged, name: str) -> Verdict:
    return next(p.verdict for p in judged.parts if p.name == name)


# --- what a value says


def expected(**comparison: Any) -> Expected:
    return Expected.model_validate(comparison)


@pytest.mark.parametrize(
    ("comparison", "low", "high", "outcome"),
    [
        ({"above": 1.0}, 1.1, 2.0, Outcome.AGREES),
        ({"above": 1.0}, 1.0, 2.0, Outcome.OPEN),
        ({"above": 1.0}, 0.0, 2.0, Outcome.OPEN),
        ({"above": 1.0}, 0.0, 1.0, Outcome.DIFFERS),
        ({"below": 1.0}, 0.0, 0.9, Outcome.AGREES),
        ({"below": 1.0}, 0.5, 1.0, Outcome.OPEN),
        ({"below": 1.0}, 1.0, 2.0, Outcome.DIFFERS),
        ({"about": 100.0}, 95.0, 105.0, Outcome.AGREES),
        ({"about": 100.0}, 94.0, 105.0, Outcome.OPEN),
        ({"about": 100.0}, 50.0, 94.0, Outcome.DIFFERS),
        ({"about": 100.0}, 106.0, 120.0, Outcome.DIFFERS),
        ({"about": 100.0, "within": 0.2}, 81.0, 119.0, Outcome.AGREES),
        ({"about": -100.0}, -104.0, -96.0, Outcome.AGREES),
        ({"is": 3}, 3.0, 3.0, Outcome.AGREES),
        ({"is": 3}, 2.0, 3.0, Outcome.OPEN),
        ({"is": 3}, 4.0, 4.0, Outcome.DIFFERS),
        ({"likely": True}, 0.7, 0.7, Outcome.AGREES),
        ({"likely": True}, 0.5, 0.5, Outcome.OPEN),
        ({"likely": True}, 0.3, 0.3, Outcome.DIFFERS),
    ],
)
def test_a_number_agrees_when_its_whole_interval_lies_on_the_stated_side(
    comparison: dict[str, Any], low: float, high: float, outcome: Outcome
) -> None:
    assert compare(expected(**comparison), value(low, (low + high) / 2, high)) is outcome


@pytest.mark.parametrize(
    ("comparison", "known", "agrees"),
    [
        ({"after": date(2013, 10, 3)}, date(2013, 10, 4), True),
        ({"after": date(2013, 10, 3)}, date(2013, 10, 3), False),
        ({"before": date(1952, 1, 1)}, date(1960, 6, 23), False),
        ({"before": date(1952, 1, 1)}, date(1951, 9, 8), True),
        ({"is": date(2013, 10, 3)}, date(2013, 10, 3), True),
        ({"is": "applies"}, "applies", True),
        ({"is": "applies"}, "does not apply", False),
        ({"is": True}, False, False),
    ],
)
def test_dates_and_words_agree_or_do_not(
    comparison: dict[str, Any], known: date | str | bool, agrees: bool
) -> None:
    outcome = Outcome.AGREES if agrees else Outcome.DIFFERS
    assert compare(expected(**comparison), known) is outcome


@pytest.mark.parametrize(
    ("comparison", "known"),
    [
        ({"above": 3}, date(2013, 10, 3)),
        ({"after": date(2013, 10, 3)}, value(3.0)),
        ({"is": "three"}, value(3.0)),
        ({"is": 1}, True),
        ({"about": 3}, "three"),
    ],
)
def test_a_number_held_against_a_date_is_refused_in_words(
    comparison: dict[str, Any], known: Any
) -> None:
    with pytest.raises(NoroshiError, match="a claim expects"):
        compare(expected(**comparison), known)


def test_a_quantity_is_read_with_its_unit_and_a_bare_number_is_refused() -> None:
    near = Value(11.9 * 1852.0, 12 * 1852.0, 12.1 * 1852.0, "m", "length")
    assert compare(expected(about="12 nautical_mile"), near) is Outcome.AGREES
    with pytest.raises(NoroshiError, match="has no unit"):
        compare(expected(about=12), near)


# --- the rule

STRONG_AND_WEAK = [(o, g) for o in Outcome for g in ("A", "B", COMPUTED, "C", "D", "")]


def finding(outcome: Outcome, grade: str = "A") -> CheckResult:
    check = DocumentCheck(kind="document", part="", says="", agrees=True, source=("x",), grade="A")
    return CheckResult(check, outcome, None, grade, ())


def by_the_book(outcomes: set[tuple[Outcome, str]]) -> Verdict:
    """The rule again, from sets of (outcome, strong, weak or computed)."""
    agree, differ = Outcome.AGREES, Outcome.DIFFERS
    kinds = {outcome for outcome, _ in outcomes}
    if Outcome.PENDING in kinds:
        return Verdict.NOT_COMPUTED
    backed = outcomes & {(agree, "strong"), (agree, "computed")}
    if (differ, "strong") in outcomes and not backed:
        return Verdict.CONTRADICTED
    if outcomes & set(product((differ, Outcome.OPEN), ("strong", "weak"))):
        return Verdict.DIFFER
    if outcomes & set(product((differ, Outcome.OPEN), ("computed",))):
        return Verdict.NOT_SHOWN
    return Verdict.SUPPORTED if agree in kinds else Verdict.NOT_CHECKABLE


def test_every_combination_of_two_checks_has_the_verdict_of_the_rule() -> None:
    for combination in product(STRONG_AND_WEAK, repeat=2):
        found = [finding(outcome, grade) for outcome, grade in combination]
        weights = {"A": "strong", "B": "strong", COMPUTED: "computed"}
        told = {(outcome, weights.get(grade, "weak")) for outcome, grade in combination}
        assert verdict_of(found) is by_the_book(told), combination


@pytest.mark.parametrize(
    ("outcomes", "verdict"),
    [
        ([], Verdict.NOT_CHECKABLE),
        ([(Outcome.BEYOND, "")], Verdict.NOT_CHECKABLE),
        ([(Outcome.UNKNOWN, "A"), (Outcome.TOLD, "A")], Verdict.NOT_CHECKABLE),
        ([(Outcome.AGREES, "D")], Verdict.SUPPORTED),
        ([(Outcome.AGREES, "A"), (Outcome.UNKNOWN, "A")], Verdict.SUPPORTED),
        ([(Outcome.AGREES, "A"), (Outcome.OPEN, "A")], Verdict.DIFFER),
        ([(Outcome.DIFFERS, "C")], Verdict.DIFFER),
        ([(Outcome.DIFFERS, "B")], Verdict.CONTRADICTED),
        ([(Outcome.AGREES, COMPUTED)], Verdict.SUPPORTED),
        ([(Outcome.DIFFERS, COMPUTED)], Verdict.NOT_SHOWN),
        ([(Outcome.OPEN, COMPUTED)], Verdict.NOT_SHOWN),
        ([(Outcome.DIFFERS, COMPUTED), (Outcome.AGREES, "A")], Verdict.NOT_SHOWN),
        ([(Outcome.DIFFERS, COMPUTED), (Outcome.DIFFERS, "C")], Verdict.DIFFER),
        ([(Outcome.DIFFERS, COMPUTED), (Outcome.DIFFERS, "B")], Verdict.CONTRADICTED),
        ([(Outcome.AGREES, COMPUTED), (Outcome.DIFFERS, "B")], Verdict.DIFFER),
        ([(Outcome.PENDING, COMPUTED), (Outcome.AGREES, "A")], Verdict.NOT_COMPUTED),
        ([(Outcome.PENDING, COMPUTED), (Outcome.DIFFERS, "A")], Verdict.NOT_COMPUTED),
        ([(Outcome.UNKNOWN, COMPUTED), (Outcome.AGREES, "A")], Verdict.SUPPORTED),
        ([(Outcome.DIFFERS, "A"), (Outcome.AGREES, "C")], Verdict.CONTRADICTED),
        ([(Outcome.DIFFERS, "A"), (Outcome.AGREES, "B")], Verdict.DIFFER),
    ],
)
def test_the_verdict_of_a_part(outcomes: list[tuple[Outcome, str]], verdict: Verdict) -> None:
    assert verdict_of(finding(*o) for o in outcomes) is verdict


# --- what is declared


def test_a_value_is_looked_up_by_the_path_of_the_file(world: Scenario) -> None:
    found = look_up(world, "fleets.misawa-rq4.from")
    assert found.known == date(2014, 5, 24)
    assert (found.grade, "stripes-1-280881" in found.source) == ("A", True)
    count = world.fleets["misawa-rq4"].count
    number = look_up(world, "fleets.misawa-rq4.count")
    assert number.known == Value(count.low, count.best, count.high)
    assert (number.grade, number.source) == (count.grade, count.source)
    faces = look_up(world, "sensors.tpy2-kyogamisaki.faces.0.azimuth.1")
    assert isinstance(faces.known, Value)
    assert (faces.known.kind, faces.known.unit) == ("angle", "rad")


@pytest.mark.parametrize("path", ["fleets.nobody.from", "fleets.misawa-rq4.nothing", "x.y"])
def test_what_is_not_declared_is_not_known(world: Scenario, path: str) -> None:
    assert look_up(world, path).known is None


def test_japans_share_of_the_cost_is_36_per_cent(world: Scenario) -> None:
    found = look_up_share(world, "costs.protocol-cash.amount", "totals.statement-all.amount")
    assert isinstance(found.known, Value)
    assert found.known.best == pytest.approx(3.1 / 8.6, abs=HALF_A_PER_CENT)
    assert found.known.low < 3.1 / 8.6 < found.known.high


def test_a_share_is_as_good_as_the_weaker_of_the_two_numbers(world: Scenario) -> None:
    found = look_up_share(world, "moves.protocol-guam.number", "totals.protocol-people.number")
    part_, whole = world.moves["protocol-guam"].number, world.totals["protocol-people"].number
    assert whole is not None
    assert {part_.grade, whole.grade} == {"A", "D"}
    assert found.grade == "D"
    assert set(found.source) == {*part_.source, *whole.source}


# --- how provisions stand to events


@pytest.mark.parametrize(
    ("event", "at", "as_of", "expects", "outcome"),
    [
        ("armed-attack", "uotsuri", "2013-10-03", "applies", Outcome.AGREES),
        ("armed-attack", "andersen", "2013-10-03", "applies", Outcome.DIFFERS),
        ("armed-attack", "uotsuri", "1955-10-03", "applies", Outcome.DIFFERS),
        ("landing", "uotsuri", "2013-10-03", "applies", Outcome.OPEN),
        ("landing", "uotsuri", "2013-10-03", "depends", Outcome.AGREES),
        ("landing", "uotsuri", "2013-10-03", None, Outcome.TOLD),
    ],
)
def test_what_depends_on_something_open_settles_nothing(
    world: Scenario, event: str, at: str, as_of: str, expects: str | None, outcome: Outcome
) -> None:
    asked = {
        "kind": "commitment", "part": "p", "event": event, "at": at, "as_of": as_of, "on": "jp",
        "provision": "agreements.treaty-1960.provisions.article-v",
        "expects": None if expects is None else {"is": expects},
    }  # fmt: skip
    found = find(reported(asked).checks[0], world, {})
    assert found.outcome is outcome
    assert (found.grade, found.source) == ("A", ("treaty-1960-full",))
    assert found.because


def test_a_provision_that_is_not_declared_is_unknown(world: Scenario) -> None:
    asked = {
        "kind": "commitment", "part": "p", "event": "landing", "as_of": "2013-10-03",
        "provision": "agreements.treaty-1960.provisions.article-xx", "expects": {"is": "applies"},
    }  # fmt: skip
    assert find(reported(asked).checks[0], world, {}).outcome is Outcome.UNKNOWN


# --- the statements of Japan's two reports


def test_each_numbered_statement_has_a_record_with_checks_and_a_verdict(
    judged: dict[str, Judged],
) -> None:
    assert list(judged) == REPORTED
    for key, statement in judged.items():
        report, _, number = key.rpartition("-")
        assert (statement.claim.report, statement.claim.number) == (report, int(number))
        assert statement.claim.says
        assert statement.parts
        assert all(p.findings for p in statement.parts)


def test_each_check_is_of_a_declared_source_and_no_report_bears_itself_out(world: Scenario) -> None:
    for key in REPORTED:
        claim = world.claims[key]
        assert claim.report in world.sources
        for check in claim.checks:
            if isinstance(check, DocumentCheck):
                assert set(check.source) <= set(world.sources) - {claim.report}


def test_each_measure_that_is_named_exists_and_is_of_something_declared(world: Scenario) -> None:
    known = {
        *world.parties,
        *world.receivers,
        *world.waters,
        *world.stations,
        *world.places,
        *world.seismic_events,
    }
    for key in REPORTED:
        for check in world.claims[key].checks:
            if isinstance(check, ComputedCheck):
                assert check.measure in measures()
                assert set(check.of.split("/")) <= known


def test_each_declared_value_that_is_named_is_there_with_grade_and_source(world: Scenario) -> None:
    for key in REPORTED:
        for check in world.claims[key].checks:
            if isinstance(check, DeclaredCheck):
                found = look_up(world, check.value)
                assert found.known is not None, check.value
                assert found.grade, check.value
                assert found.source, check.value


@pytest.mark.parametrize(
    ("statement", "name", "verdict"),
    [
        ("hill-2013-1", "first in Japan", Verdict.SUPPORTED),
        ("hill-2013-7", "since 1951", Verdict.CONTRADICTED),
        ("hill-2013-7", "last update 1997", Verdict.SUPPORTED),
        ("afp-2013-5", "Japan, as far as warning goes", Verdict.SUPPORTED),
        ("afp-2013-5", "US homeland, as far as warning goes", Verdict.NOT_SHOWN),
        ("afp-2013-5", "Guam, as far as warning goes", Verdict.SUPPORTED),
        ("afp-2013-5", "Japan, as far as tracking goes", Verdict.SUPPORTED),
        ("afp-2013-5", "US homeland, as far as tracking goes", Verdict.NOT_SHOWN),
        ("afp-2013-5", "Guam, as far as tracking goes", Verdict.SUPPORTED),
        ("afp-2013-6", "strongest", Verdict.SUPPORTED),
        ("afp-2013-7", "restarted", Verdict.SUPPORTED),
        ("afp-2013-7", "satellites could see it", Verdict.SUPPORTED),
        ("afp-2013-8", "never before", Verdict.SUPPORTED),
        ("afp-2013-9", "8,000 leave", Verdict.DIFFER),
        ("afp-2013-9", "47,000 in Japan", Verdict.DIFFER),
        ("afp-2013-9", "3.1 of 8.6 billion", Verdict.SUPPORTED),
        ("afp-2013-10", "fall under the treaty", Verdict.SUPPORTED),
        ("afp-2013-1", "drones against missiles", Verdict.NOT_CHECKABLE),
        ("afp-2013-3", "excludes first strike", Verdict.SUPPORTED),
        ("hill-2013-3", "a new drone base", Verdict.DIFFER),
        ("hill-2013-9", "no offensive operations", Verdict.DIFFER),
        ("afp-2013-3", "frustrated", Verdict.NOT_CHECKABLE),
        ("afp-2013-4", "uneasy", Verdict.NOT_CHECKABLE),
    ],
)
def test_what_is_to_be_held_of_a_part(
    judged: dict[str, Judged], statement: str, name: str, verdict: Verdict
) -> None:
    assert part(judged[statement], name) is verdict


def test_both_numbers_of_the_marines_are_told(judged: dict[str, Judged]) -> None:
    marines = next(p for p in judged["afp-2013-9"].parts if p.name == "8,000 leave")
    told = {f.known.best: f.outcome for f in marines.findings if isinstance(f.known, Value)}
    assert told == {9000.0: Outcome.DIFFERS, 8000.0: Outcome.AGREES}


def test_without_a_run_what_it_would_judge_is_not_computed_and_nothing_is_held_of_the_whole(
    world: Scenario,
) -> None:
    radar = judged_alone(world, "afp-2013-5", {})
    assert part(radar, "Japan, as far as warning goes") is Verdict.NOT_COMPUTED
    assert part(radar, "deployed") is Verdict.SUPPORTED
    assert radar.verdict is Verdict.NOT_COMPUTED


def test_without_a_run_exactly_the_statements_wait_that_a_measure_would_judge(
    world: Scenario, judged: dict[str, Judged]
) -> None:
    with_run, without = judged, verdicts(world, {})
    waiting = {key for key, j in without.items() if j.verdict is Verdict.NOT_COMPUTED}
    assert waiting == {
        key
        for key in without
        for check in world.claims[key].checks
        if isinstance(check, ComputedCheck) and check.expects is not None
    }
    assert waiting
    for key in set(without) - waiting:
        assert without[key].verdict is with_run[key].verdict


def test_no_number_of_a_run_contradicts_a_part_that_nothing_else_bears_on(
    world: Scenario,
) -> None:
    for low, high in ((-9.0, -2.0), (0.0, 0.4), (0.5, 1.5)):
        gained = {**FACTS, "place-gain:seattle": value(low, low, high)}
        radar = judged_alone(world, "afp-2013-5", gained)
        assert part(radar, "US homeland, as far as warning goes") is Verdict.NOT_SHOWN
        assert radar.verdict is Verdict.NOT_SHOWN


# --- break the world and see

Broken = Callable[[Scenario], Scenario]


def _earlier_drones(world: Scenario) -> Scenario:
    fleet = world.fleets["misawa-rq4"].model_copy(update={"since": date(2009, 5, 24)})
    return replace(world, fleets={**world.fleets, "misawa-rq4": fleet})


def _fewer_marines(world: Scenario) -> Scenario:
    number = Estimate.exactly(8000.0)
    total = world.totals["protocol-people"].model_copy(update={"number": number})
    return replace(world, totals={**world.totals, "protocol-people": total})


def _dearer_move(world: Scenario) -> Scenario:
    whole = world.totals["statement-all"]
    assert whole.amount is not None
    dear = replace(whole.amount, low=23.8e9, best=23.9e9, high=24.0e9)
    total = whole.model_copy(update={"amount": dear})
    return replace(world, totals={**world.totals, "statement-all": total})


def _later_treaty(world: Scenario) -> Scenario:
    treaty = world.agreements["treaty-1960"].model_copy(update={"since": date(2014, 6, 23)})
    return replace(world, agreements={**world.agreements, "treaty-1960": treaty})


@pytest.mark.parametrize(
    ("broken", "statement", "name", "after"),
    [
        (_later_treaty, "afp-2013-10", "obliged to respond", Verdict.CONTRADICTED),
        (_earlier_drones, "afp-2013-8", "never before", Verdict.DIFFER),
        (_fewer_marines, "afp-2013-9", "8,000 leave", Verdict.SUPPORTED),
        (_dearer_move, "afp-2013-9", "3.1 of 8.6 billion", Verdict.DIFFER),
    ],
)
def test_another_declared_value_turns_the_verdict(
    world: Scenario,
    judged: dict[str, Judged],
    broken: Broken,
    statement: str,
    name: str,
    after: Verdict,
) -> None:
    before = part(judged[statement], name)
    assert part(judged_alone(broken(world), statement), name) is after is not before


def test_another_run_turns_the_verdict(world: Scenario) -> None:
    both, felt = ("place-gain", "place-track-gain"), value(1.1, 2.0, 3.0)
    gained = {**FACTS, **{f"{what}:{place}": felt for what in both for place in HOMELAND}}
    radar = judged_alone(world, "afp-2013-5", gained)
    assert part(radar, "US homeland, as far as warning goes") is Verdict.SUPPORTED
    assert radar.verdict is Verdict.SUPPORTED


def test_what_rests_on_the_reports_own_word_alone_is_told_and_not_judged(world: Scenario) -> None:
    force = world.forces["us-japan"]
    own = force.model_copy(
        update={"number": replace(force.number, source=("afp-2013",), low=47000.0, high=47000.0)}
    )
    said = {
        "kind": "declared", "part": "p", "value": "forces.us-japan.number",
        "expects": {"about": 47000},
    }  # fmt: skip
    claim = reported(said)
    (judged,) = judge({"afp-2013-9": claim}, replace(world, forces={"us-japan": own}), {})
    assert judged.parts[0].findings[0].outcome is Outcome.TOLD
    assert judged.verdict is Verdict.NOT_CHECKABLE


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        (("afp-2013",), Outcome.TOLD),
        (("hill-2013", "afp-2013"), Outcome.TOLD),
        (("afp-2013", "hagel-2013-04"), Outcome.AGREES),
    ],
)
def test_a_provision_that_only_the_reports_state_bears_out_neither_of_them(
    world: Scenario, source: tuple[str, ...], outcome: Outcome
) -> None:
    stated = world.agreements["us-on-senkaku"]
    own = stated.provisions["no-position"].model_copy(update={"source": source})
    provisions = {**stated.provisions, "no-position": own}
    agreement = stated.model_copy(update={"provisions": provisions})
    altered = replace(world, agreements={**world.agreements, "us-on-senkaku": agreement})
    for statement in ("afp-2013-11", "hill-2013-8"):
        found = verdicts(altered)[statement].parts[0].findings[0]
        assert found.outcome is outcome
        assert found.own_word is (outcome is Outcome.TOLD)
        told = "told, not judged: only the reports themselves say so"
        assert (told in evidence(found, altered)) is found.own_word
        assert ("needed: applies" in evidence(found, altered)) is not found.own_word


def test_what_drones_gain_on_station_is_told_and_bears_out_no_use_against_missiles(
    world: Scenario,
) -> None:
    for ratio in (0.5, 1.4):
        gained = {**FACTS, "time-on-station-ratio:misawa/andersen/korea-west": value(ratio)}
        (drones,) = [
            p for p in judged_alone(world, "afp-2013-1", gained).parts
            if p.name == "drones against missiles"
        ]  # fmt: skip
        assert drones.verdict is Verdict.NOT_CHECKABLE
        assert drones.findings[0].known == value(ratio)


# --- what a file may not say


def reported(*checks: dict[str, Any], **more: Any) -> Claim:
    fields = {"of": "afp-2013:9", "says": "it", "question": "is it?", "checks": list(checks)}
    return Claim.model_validate(fields | more)


SAID: dict[str, Any] = {
    "kind": "document", "part": "p", "says": "x", "agrees": True, "source": "dod", "grade": "A",
}  # fmt: skip


@pytest.mark.parametrize(
    ("check", "message"),
    [
        (SAID | {"source": "afp-2013"}, "does not bear out its own statement"),
        (SAID | {"value": 3, "expects": {"is": 3}}, "either `agrees`"),
        (SAID | {"agrees": None}, "either `agrees`"),
        (SAID | {"agrees": None, "value": 3}, "either `agrees`"),
        (SAID | {"agrees": None, "value": 3, "expects": {"is": 3, "above": 2}}, "one comparison"),
        (SAID | {"agrees": None, "value": 3, "expects": {}}, "one comparison"),
        ({"kind": "guessed", "part": "p"}, "declared"),
    ],
)
def test_a_check_that_makes_no_sense_is_refused(check: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        reported(check)


@pytest.mark.parametrize(
    "fields",
    [
        {"of": "afp-2013"},
        {"says": ""},
        {"checks": []},
        {"of": None, "says": "", "checks": []},
    ],
)
def test_a_statement_of_a_report_names_report_and_number_words_and_checks(
    fields: dict[str, Any],
) -> None:
    with pytest.raises(ValidationError):
        reported(SAID, **fields)


BAD = """claims:
  wrong:
    of: %s
    says: it sees far
    question: does it?
    checks: [%s]
"""
FINE = "{kind: beyond, part: p, why: w}"


@pytest.mark.parametrize(
    ("of", "check", "path", "message"),
    [
        ("nobody:1", FINE, "claims.wrong.of", "there is no 'nobody' in sources"),
        (
            "invented:1",
            "{kind: declared, part: p, value: fleets.nobody.from, expects: {after: 2013-10-03}}",
            "claims.wrong.checks.0.value",
            "nothing is declared at 'fleets.nobody.from'",
        ),
        (
            "invented:1",
            "{kind: commitment, part: p, provision: agreements.a.provisions.b, event: landing, "
            "as_of: 2013-10-03, at: nowhere}",
            "claims.wrong.checks.0.at",
            "there is no 'nowhere' in places",
        ),
        (
            "invented:1",
            "{kind: document, part: p, says: x, agrees: true, source: nobody, grade: A}",
            "claims.wrong.checks.0.source",
            "there is no 'nobody' in sources",
        ),
    ],
)
def test_what_a_check_names_and_is_not_declared_is_refused_at_its_place(
    tmp_path: Path, of: str, check: str, path: str, message: str
) -> None:
    write_claims(tmp_path, of, check)
    with pytest.raises(ScenarioError) as refused:
        load(str(tmp_path))
    assert any(p.path == path and message in p.message for p in refused.value.problems)


def write_claims(folder: Path, of: str, check: str) -> None:
    """The small world with a statement that has one check."""
    for file in built_in()["small"].glob("*.yaml"):
        shutil.copy(file, folder)
    (folder / "claims.yaml").write_text(BAD % (of, check), encoding="utf-8")


@pytest.mark.parametrize("ask", [checked, declared], ids=["check", "run"])
@pytest.mark.parametrize(
    ("measure", "of", "path", "message", "hint"),
    [
        ("luck", "jp", "measure", "no question finds 'luck'", "mean-gain"),
        ("mean-gian", "coast", "measure", "no question finds 'mean-gian'", "mean-gain"),
        ("mean-gain", "nobody", "of", "there is no 'nobody' in parties", "coast"),
        ("time-on-station-ratio", "airfield/nowhere/x", "of", "no 'nowhere' in places", ""),
        ("time-on-station-ratio", "airfield", "of", "no 'airfield' in stations", ""),
    ],
)
def test_a_measure_that_no_question_finds_is_refused_at_its_place_before_anything_is_computed(
    tmp_path: Path,
    ask: Callable[[str], object],
    measure: str,
    of: str,
    path: str,
    message: str,
    hint: str,
) -> None:
    computed = f"{{kind: computed, part: p, measure: {measure}, of: {of}}}"
    write_claims(tmp_path, "invented:1", computed)
    with pytest.raises(ScenarioError) as refused:
        ask(str(tmp_path))
    (found,) = (p for p in refused.value.problems if message in p.message)
    assert found.path == f"claims.wrong.checks.0.{path}"
    assert found.line == 6
    assert hint in found.hint


def test_a_question_of_ones_own_brings_its_measures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = Measure("owned", "sensors that it owns", "sensors", ("parties",))
    asked = replace(question("basing"), name="owners", measures=(mine,))
    write_claims(tmp_path, "invented:1", "{kind: computed, part: p, measure: owned, of: coast}")
    monkeypatch.setattr("noroshi.questions._ADDED", {"owners": asked})
    found = declared(str(tmp_path)).ask("claims")
    assert (
        "sensors that it owns, Coastland: not computed" in found.tables[-1].to_pandas().to_string()
    )
