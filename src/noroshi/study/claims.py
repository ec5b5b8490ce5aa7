"""Statements of the reports held against what is declared, computed and said elsewhere.

A statement has parts, a part has checks. No verdict is written down anywhere; each follows from
the checks by one rule, so that it moves when a value moves.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple, assert_never

from noroshi.scenario.claim_checks import (
    AnyCheck,
    BeyondCheck,
    CommitmentCheck,
    ComputedCheck,
    DeclaredCheck,
    DocumentCheck,
)
from noroshi.scenario.claims import Claim
from noroshi.scenario.records import Scenario
from noroshi.study.claims_commitments import standing
from noroshi.study.claims_compare import Known, Outcome, Value, compare
from noroshi.study.claims_lookup import Found, look_up, look_up_share

STRONG = ("A", "B")
"""Grades by which a disagreement contradicts; by a weaker one, sources differ."""
COMPUTED = "computed"
"""Stands for the grade of what a run computes: how weak its assumptions are, its interval says."""


class Verdict(StrEnum):
    """What is to be held of a statement, or of a part of it."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    DIFFER = "sources differ"
    NOT_CHECKABLE = "not checkable"


class Finding(NamedTuple):
    """One check and what it says."""

    check: AnyCheck
    outcome: Outcome
    known: Known | None
    grade: str
    source: tuple[str, ...]
    because: str = ""
    """Of a commitment, why it stands so."""
    own_word: bool = False
    """Whether nothing stands behind it but the reports under test, so that it judges nothing."""

    @property
    def strong(self) -> bool:
        """Whether a disagreement would contradict."""
        return self.grade in (*STRONG, COMPUTED)


class Part(NamedTuple):
    """A part of a statement."""

    name: str
    verdict: Verdict
    findings: tuple[Finding, ...]


class Judged(NamedTuple):
    """A statement, its parts, and what is to be held of it."""

    claim: Claim
    verdict: Verdict
    parts: tuple[Part, ...]

    @property
    def mixed(self) -> bool:
        """Whether its parts fare differently."""
        return len({part.verdict for part in self.parts}) > 1


def judge(
    claims: Mapping[str, Claim], scenario: Scenario, facts: Mapping[str, Value]
) -> tuple[Judged, ...]:
    """Every statement of a report, by report and number.

    Args:
        claims: of a scenario; those that are of no report are left out.
        scenario: where declared values are looked up; of all dates, so that dates can be checked.
        facts: measures of a run and a watch by `measure:of` (see `claims_measures`).
    """
    said = [c for c in claims.values() if c.of is not None]
    reports = list(dict.fromkeys(c.report for c in said))
    ordered = sorted(said, key=lambda c: (reports.index(c.report), c.number))
    return tuple(_judged(c, scenario, facts, frozenset(reports)) for c in ordered)


def _judged(
    claim: Claim, scenario: Scenario, facts: Mapping[str, Value], reports: frozenset[str]
) -> Judged:
    findings = [_independent(find(c, scenario, facts), reports) for c in claim.checks]
    names = dict.fromkeys(check.part for check in claim.checks)
    own = {name: tuple(f for f in findings if f.check.part == name) for name in names}
    parts = tuple(Part(name, verdict_of(found), found) for name, found in own.items())
    return Judged(claim, verdict_of_parts(part.verdict for part in parts), parts)


def _independent(finding: Finding, reports: frozenset[str]) -> Finding:
    """What rests on nothing but the word of reports under test is told; it bears nothing out.

    That of another report counts no more: they tell of the same day, from the same papers.
    """
    if finding.source and reports.issuperset(finding.source):
        return finding._replace(outcome=Outcome.TOLD, own_word=True)
    return finding


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """The rule for a part.

    Contradicted: a check of grade A or B, or of a run, disagrees and none as strong agrees.
    Sources differ: checks disagree among themselves, only a weak one disagrees, or an interval
    includes both. Supported: what bears on it agrees. Not checkable: nothing bears on it.
    """
    held = list(findings)
    agreeing = [f for f in held if f.outcome is Outcome.AGREES]
    differing = [f for f in held if f.outcome is Outcome.DIFFERS]
    if any(f.strong for f in differing) and not any(f.strong for f in agreeing):
        return Verdict.CONTRADICTED
    if differing or any(f.outcome is Outcome.OPEN for f in held):
        return Verdict.DIFFER
    return Verdict.SUPPORTED if agreeing else Verdict.NOT_CHECKABLE


def verdict_of_parts(verdicts: Iterable[Verdict]) -> Verdict:
    """The rule for the whole: its worst part, of those that can be checked."""
    worst_first = (Verdict.CONTRADICTED, Verdict.DIFFER, Verdict.SUPPORTED)
    present = set(verdicts)
    return next((v for v in worst_first if v in present), Verdict.NOT_CHECKABLE)


def find(check: AnyCheck, scenario: Scenario, facts: Mapping[str, Value]) -> Finding:
    """What one check says."""
    match check:
        case DeclaredCheck():
            known, grade, source = _declared(check, scenario)
            outcome = Outcome.UNKNOWN if known is None else compare(check.expects, known)
            return Finding(check, outcome, known, grade, source)
        case CommitmentCheck():
            (known, grade, source), because = standing(scenario, check)
            return Finding(check, _bound(check, known), known, grade, source, because)
        case ComputedCheck():
            fact = facts.get(f"{check.measure}:{check.of}")
            return Finding(check, _computed(check, fact), fact, COMPUTED, ())
        case DocumentCheck():
            return Finding(check, _said(check), _stated(check), check.grade, check.source)
        case BeyondCheck():
            return Finding(check, Outcome.BEYOND, None, "", ())
    assert_never(check)


def _declared(check: DeclaredCheck, scenario: Scenario) -> Found:
    if check.over is None:
        return look_up(scenario, check.value)
    return look_up_share(scenario, check.value, check.over)


def _bound(check: CommitmentCheck, known: Known | None) -> Outcome:
    """What depends on something that nobody has answered settles nothing."""
    if known is None or check.expects is None:
        return Outcome.UNKNOWN if known is None else Outcome.TOLD
    outcome = compare(check.expects, known)
    open_ = known == "depends" and outcome is Outcome.DIFFERS
    return Outcome.OPEN if open_ else outcome


def _computed(check: ComputedCheck, fact: Value | None) -> Outcome:
    if fact is None:
        return Outcome.UNKNOWN
    return Outcome.TOLD if check.expects is None else compare(check.expects, fact)


def _said(check: DocumentCheck) -> Outcome:
    known = _stated(check)
    if known is None or check.expects is None:
        return Outcome.AGREES if check.agrees else Outcome.DIFFERS
    return compare(check.expects, known)


def _stated(check: DocumentCheck) -> Known | None:
    """A document's value, with bounds where it gives two."""
    value = check.value
    if isinstance(value, tuple):
        return Value(float(value[0]), (value[0] + value[1]) / 2.0, float(value[1]), check.unit)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return Value(float(value), float(value), float(value), check.unit)
