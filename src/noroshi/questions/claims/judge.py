"""Statements of the reports held against what is declared, computed and said elsewhere.

A statement has parts, a part has checks. No verdict is written down anywhere; each follows from
the checks by one rule, so that it moves when a value moves. A part is

- *not computed yet* when a measure that would judge it has not been computed;
- *contradicted* when something declared or said, of grade A or B, disagrees, and nothing as strong
  agrees, be it a measure;
- *sources differ* when what is declared or said disagrees otherwise, or its bounds hold both;
- *not shown* when a measure lies on the other side or straddles. It rests on inputs of every grade,
  so that it can bear a statement out, but never contradict it by itself;
- *supported* when all of it agrees, and *not checkable* when nothing bears on it.

A statement is as its worst part, in this order.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from noroshi.questions.claims.compare import Outcome, Value
from noroshi.questions.claims.find import CheckResult, find
from noroshi.scenario.claims import Claim
from noroshi.scenario.records import Scenario


class Verdict(StrEnum):
    """What is to be held of a statement, or of a part of it."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    DIFFER = "sources differ"
    NOT_SHOWN = "not shown"
    NOT_CHECKABLE = "not checkable"
    NOT_COMPUTED = "not computed yet"


WORST_FIRST = (
    Verdict.NOT_COMPUTED,
    Verdict.CONTRADICTED,
    Verdict.DIFFER,
    Verdict.NOT_SHOWN,
    Verdict.SUPPORTED,
)
"""What has not been computed comes first: nothing is held of the whole before."""


class ClaimPart(NamedTuple):
    """A part of a statement."""

    name: str
    verdict: Verdict
    findings: tuple[CheckResult, ...]


class Judged(NamedTuple):
    """A statement, its parts, and what is to be held of it."""

    claim: Claim
    verdict: Verdict
    parts: tuple[ClaimPart, ...]

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
        facts: measures of answers by `measure:of` (see `facts`).
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
    parts = tuple(ClaimPart(name, verdict_of(found), found) for name, found in own.items())
    return Judged(claim, verdict_of_parts(part.verdict for part in parts), parts)


def _independent(finding: CheckResult, reports: frozenset[str]) -> CheckResult:
    """What rests on nothing but the word of reports under test is told; it bears nothing out.

    That of another report counts no more: they tell of the same day, from the same papers.
    """
    if finding.source and reports.issuperset(finding.source):
        return finding._replace(outcome=Outcome.TOLD, own_word=True)
    return finding


def verdict_of(findings: Iterable[CheckResult]) -> Verdict:
    """What is to be held of a part, by what its checks found; see the rule of this module."""
    held = list(findings)
    if any(f.outcome is Outcome.PENDING for f in held):
        return Verdict.NOT_COMPUTED
    agreeing = [f for f in held if f.outcome is Outcome.AGREES]
    contrary = [f for f in held if f.outcome in (Outcome.DIFFERS, Outcome.OPEN)]
    said = [f for f in contrary if not f.computed]
    refuted = any(f.strong and f.outcome is Outcome.DIFFERS for f in said)
    if refuted and not any(f.strong for f in agreeing):
        return Verdict.CONTRADICTED
    if contrary:
        return Verdict.DIFFER if said else Verdict.NOT_SHOWN
    return Verdict.SUPPORTED if agreeing else Verdict.NOT_CHECKABLE


def verdict_of_parts(verdicts: Iterable[Verdict]) -> Verdict:
    """The rule for the whole: its worst part, of those that can be checked."""
    present = set(verdicts)
    return next((v for v in WORST_FIRST if v in present), Verdict.NOT_CHECKABLE)
