"""What was judged as one dataset: every statement, part and check."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr

from noroshi.ledger.span import Span
from noroshi.questions.answer import BOUND, BOUNDS, Axis, Variable, dataset
from noroshi.questions.claims import variables as v
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
from noroshi.scenario.records import Scenario

_NOTHING = Span(np.nan, np.nan, np.nan)


def data_of(judged: Sequence[Judged], world: Scenario, run_first: str) -> xr.Dataset:
    """Everything that was judged.

    Args:
        judged: the statements, in order.
        world: in which names and sources are looked up.
        run_first: the command that is named where something has not been computed.
    """
    parts = [(j, part) for j in judged for part in j.parts]
    checks = [(j, part, f) for j, part in parts for f in part.findings]
    counted = Counter(j.verdict for j in judged)
    axes = [
        Axis("verdict", [str(one) for one in Verdict]),
        Axis("statement", [j.claim.id for j in judged], [str(j.claim.of) for j in judged]),
        Axis("part", _numbered(parts), [part.name for _, part in parts]),
        Axis("check", _numbered(checks), [str(j.claim.of) for j, _, _ in checks], "statement"),
        Axis(BOUND, BOUNDS),
    ]
    values: dict[Variable, Any] = {
        v.COUNT: [float(counted[one]) for one in Verdict],
        **_statements(judged, world),
        v.PART_OF: _texts([j.claim.id for j, _ in parts]),
        v.PART_VERDICT: _texts([str(part.verdict) for _, part in parts]),
        **_checks(checks, world, run_first),
    }
    return dataset(axes, values)


def _numbered(rows: Sequence[Any]) -> list[str]:
    return [str(number) for number in range(1, len(rows) + 1)]


def _statements(judged: Sequence[Judged], world: Scenario) -> dict[Variable, Any]:
    claims = [j.claim for j in judged]
    return {
        v.REPORT: _texts([c.report for c in claims]),
        v.REPORT_TITLE: _texts([report_words(world, c.report) for c in claims]),
        v.NUMBER: _texts([str(c.of) for c in claims]),
        v.ASKS: _texts([c.question for c in claims]),
        v.SAYS: _texts([c.says for c in claims]),
        v.USED: _texts([c.used for c in claims]),
        v.VERDICT: _texts([str(j.verdict) for j in judged]),
        v.HELD: _texts([f"{VERDICT_MARKS[j.verdict]} {j.verdict}" for j in judged]),
        v.LABEL: _texts([label(j) for j in judged]),
        v.MEANT: _texts([_meant(j) for j in judged]),
        v.IN_PART: [float(j.mixed) for j in judged],
    }


def _meant(judged: Judged) -> str:
    """The parts that the verdict of a whole is of, where others fare otherwise."""
    own = [part.name for part in judged.parts if part.verdict is judged.verdict]
    return "; ".join(own) if judged.mixed else ""


def _checks(
    checks: Sequence[tuple[Judged, ClaimPart, CheckResult]], world: Scenario, run_first: str
) -> dict[Variable, Any]:
    found = [f for _, _, f in checks]
    values = [f.known if isinstance(f.known, Value) else None for f in found]
    spans = [_NOTHING if one is None else Span(*one[:3]) for one in values]
    return {
        v.CHECK_OF: _texts([j.claim.id for j, _, _ in checks]),
        v.CHECK_PART: _texts([part.name for _, part, _ in checks]),
        v.CHECK_KIND: _texts([f.check.kind for f in found]),
        v.ABOUT: _texts([about(f.check) for f in found]),
        v.OUTCOME: _texts([str(f.outcome) for f in found]),
        v.EVIDENCE: _texts([evidence(f, world, run_first) for f in found]),
        v.FOUND: np.reshape(np.array(spans, dtype=np.float64), (len(found), len(BOUNDS))),
        v.FOUND_WORDS: _texts(
            ["" if f.known is None else value_text(f.known, unit_of(f)) for f in found]
        ),
        v.FOUND_UNIT: _texts(["" if one is None else one.unit for one in values]),
        v.ORIGIN: _texts(["" if one is None else one.origin for one in values]),
        v.NEEDED: _texts([needed(f) or "" for f in found]),
        v.BECAUSE: _texts([f.because for f in found]),
        v.GRADE: _texts([f.grade for f in found]),
        v.SOURCE: _texts([", ".join(f.source) for f in found]),
        v.OWN_WORD: [float(f.own_word) for f in found],
    }


def _texts(texts: Any) -> Any:
    """An array of texts, also where there is none."""
    return np.array(texts, dtype=np.str_)
