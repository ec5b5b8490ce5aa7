"""What was judged as one dataset: every statement, part and check."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from noroshi.ledger.span import Span
from noroshi.questions.answer import BOUND, BOUNDS, Axis, PlainData, declared
from noroshi.questions.claims.compare import Value
from noroshi.questions.claims.find import CheckResult
from noroshi.questions.claims.judge import ClaimPart, Judged, Verdict
from noroshi.questions.claims.wording import (
    VERDICT_MARKS,
    about,
    evidence,
    label,
    needed,
    report_words,
    unit_of,
    value_text,
)
from noroshi.scenario.claims import Claim
from noroshi.scenario.records import Scenario

_NOTHING = Span(np.nan, np.nan, np.nan)


def data_of(judged: Sequence[Judged], world: Scenario, run_first: str) -> PlainData:
    """Everything that was judged.

    Args:
        judged: the statements, in order.
        world: in which names and sources are looked up.
        run_first: the command that is named where something is not computed; empty: none is.
    """
    parts = [(j, part) for j in judged for part in j.parts]
    checks = [(j, part, f) for j, part in parts for f in part.findings]
    counted = Counter(j.verdict for j in judged)
    named = {j.claim.id: _called(j.claim, world) for j in judged}
    axes = [
        Axis("verdict", [str(one) for one in Verdict]),
        Axis("statement", [j.claim.id for j in judged], [*named.values()]),
        Axis("part", _numbered(parts), [part.name for _, part in parts]),
        Axis("check", _numbered(checks), [named[j.claim.id] for j, _, _ in checks], "statement"),
        Axis(BOUND, BOUNDS),
    ]
    values: dict[str, Any] = {
        "statements": [float(counted[one]) for one in Verdict],
        **_statements(judged, world),
        "part_statement": [j.claim.id for j, _ in parts],
        "part_verdict": [str(part.verdict) for _, part in parts],
        **_checks(checks, world, run_first),
    }
    return declared(__package__).plain(axes, values)


def _called(claim: Claim, world: Scenario) -> str:
    """A statement by who published it and its number: "The Hill, statement 5"."""
    source, number = world.sources.get(claim.report), str(claim.of).rpartition(":")[2]
    by = source and (source.author or source.publisher)
    return f"{by or claim.report}, statement {number}"


def _numbered(rows: Sequence[Any]) -> list[str]:
    return [str(number) for number in range(1, len(rows) + 1)]


def _statements(judged: Sequence[Judged], world: Scenario) -> dict[str, Any]:
    claims = [j.claim for j in judged]
    return {
        "report": [c.report for c in claims],
        "report_title": [report_words(world, c.report) for c in claims],
        "number": [str(c.of) for c in claims],
        "asks": [c.question for c in claims],
        "says": [c.says for c in claims],
        "used": [c.used for c in claims],
        "statement_verdict": [str(j.verdict) for j in judged],
        "statement_held": [f"{VERDICT_MARKS[j.verdict]} {j.verdict}" for j in judged],
        "statement_label": [label(j) for j in judged],
        "statement_parts": [_meant(j) for j in judged],
        "in_part": [float(j.mixed) for j in judged],
    }


def _meant(judged: Judged) -> str:
    """The parts that the verdict of a whole is of, where others fare otherwise."""
    own = [part.name for part in judged.parts if part.verdict is judged.verdict]
    return "; ".join(own) if judged.mixed else ""


def _checks(
    checks: Sequence[tuple[Judged, ClaimPart, CheckResult]], world: Scenario, run_first: str
) -> dict[str, Any]:
    found = [f for _, _, f in checks]
    values = [f.known if isinstance(f.known, Value) else None for f in found]
    spans = [_NOTHING if one is None else Span(*one[:3]) for one in values]
    return {
        "check_statement": [j.claim.id for j, _, _ in checks],
        "check_part": [part.name for _, part, _ in checks],
        "check_kind": [f.check.kind for f in found],
        "check_about": [about(f.check) for f in found],
        "outcome": [str(f.outcome) for f in found],
        "evidence": [evidence(f, world, run_first) for f in found],
        "found": np.reshape(np.array(spans, dtype=np.float64), (len(found), len(BOUNDS))),
        "found_words": ["" if f.known is None else value_text(f.known, unit_of(f)) for f in found],
        "found_unit": ["" if one is None else one.unit for one in values],
        "found_in": ["" if one is None else one.origin for one in values],
        "needed": [needed(f) or "" for f in found],
        "found_because": [f.because for f in found],
        "check_grade": [f.grade for f in found],
        "check_source": [", ".join(f.source) for f in found],
        "only_the_reports_say_so": [float(f.own_word) for f in found],
    }
