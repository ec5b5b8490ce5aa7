"""What one check of a statement says: agrees, differs, or not settled; with grade and source."""

from collections.abc import Mapping
from typing import NamedTuple, assert_never

from noroshi.questions.claims.compare import Known, Outcome, Value, compare
from noroshi.questions.claims.lookup import GradedValue, look_up, look_up_share
from noroshi.questions.claims.standing import standing
from noroshi.scenario.claim_checks import (
    AnyCheck,
    BeyondCheck,
    CommitmentCheck,
    ComputedCheck,
    DeclaredCheck,
    DocumentCheck,
)
from noroshi.scenario.records import Scenario

STRONG = ("A", "B")
"""Grades by which a disagreement contradicts; by a weaker one, sources differ. A measure that
agrees is as strong."""
COMPUTED = "computed"
"""Stands for the grade of what a run computes: how weak its assumptions are, its interval says."""


class CheckResult(NamedTuple):
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
    def computed(self) -> bool:
        """Whether it is a measure of a run or a watch."""
        return self.grade == COMPUTED

    @property
    def strong(self) -> bool:
        """Whether its agreement keeps others from contradicting."""
        return self.computed or self.grade in STRONG


def find(check: AnyCheck, scenario: Scenario, facts: Mapping[str, Value]) -> CheckResult:
    """What one check says."""
    match check:
        case DeclaredCheck():
            known, grade, source = _declared(check, scenario)
            outcome = Outcome.UNKNOWN if known is None else compare(check.expects, known)
            return CheckResult(check, outcome, known, grade, source)
        case CommitmentCheck():
            (known, grade, source), because = standing(scenario, check)
            return CheckResult(check, _bound(check, known), known, grade, source, because)
        case ComputedCheck():
            fact = facts.get(f"{check.measure}:{check.of}")
            return CheckResult(check, _computed(check, fact), fact, COMPUTED, ())
        case DocumentCheck():
            return CheckResult(check, _said(check), _stated(check), check.grade, check.source)
        case BeyondCheck():
            return CheckResult(check, Outcome.BEYOND, None, "", ())
    assert_never(check)


def _declared(check: DeclaredCheck, scenario: Scenario) -> GradedValue:
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
    if check.expects is None:
        return Outcome.UNKNOWN if fact is None else Outcome.TOLD
    return Outcome.PENDING if fact is None else compare(check.expects, fact)


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
