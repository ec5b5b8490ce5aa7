"""Statements of the reports and what is to be held of them: in words, as data, as a section."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from noroshi.measures import Interval
from noroshi.output.html import Child, Markup, join, table, tag
from noroshi.output.json_parts import finite
from noroshi.scenario.claims import (
    BeyondCheck,
    ComputedCheck,
    DeclaredCheck,
    DocumentCheck,
    Expected,
)
from noroshi.scenario.records import Scenario
from noroshi.study.claims import COMPUTED, Finding, Judged, Part, Verdict
from noroshi.study.claims_compare import Known, Outcome, Value
from noroshi.study.claims_measures import MEASURES
from noroshi.study.wording import share, signed_span, span

VERDICT_MARKS = {
    Verdict.SUPPORTED: "✓",
    Verdict.CONTRADICTED: "✗",
    Verdict.DIFFER: "≠",
    Verdict.NOT_CHECKABLE: "?",
}
"""Beside the word, never instead of it; none rests on colour."""
OUTCOME_MARKS = {
    Outcome.AGREES: "✓",
    Outcome.DIFFERS: "✗",
    Outcome.OPEN: "≈",
    Outcome.TOLD: "·",
    Outcome.UNKNOWN: "…",
    Outcome.BEYOND: "?",
}
_INTRODUCTION = (
    "Each numbered statement of the reports, in our own words, held against what the scenario "
    "declares, what this run computes and what other documents say. Contradicted: a value of "
    "grade A or B, or of the run, disagrees. Sources differ: they disagree among themselves, or an "
    "interval holds both. What a statement says of promises is an index to their texts, not advice."
)


def label(judged: Judged) -> str:
    """The verdict in words; `in part` where its parts fare differently."""
    if not judged.mixed:
        return str(judged.verdict)
    if judged.verdict is Verdict.SUPPORTED:
        return "supported, as far as it can be checked"
    return f"{judged.verdict}, in part"


def tally(judged: Sequence[Judged]) -> str:
    """How many statements fared how, in a sentence."""
    count = Counter(j.verdict for j in judged)
    told = [f"{VERDICT_MARKS[v]} {count[v]} {v}" for v in Verdict if count[v]]
    return f"{len(judged)} statements: {', '.join(told)}."


def evidence(finding: Finding, scenario: Scenario, run_first: str = "`noroshi run`") -> str:
    """What one check found: the value, what the statement needs of it, its grade and its source.

    `run_first` is the command that is named where something has not been computed.
    """
    check = finding.check
    shown = "" if finding.known is None else value_text(finding.known, _unit(finding))
    missing = f"not computed, run {run_first} first"
    match check:
        case DeclaredCheck():
            what = f"declared, {shown or 'nothing on that day'}"
        case ComputedCheck():
            measure = MEASURES[check.measure]
            what = f"{measure.says}, {_named(scenario, check.of)}: {shown or missing}"
        case DocumentCheck():
            what = f"{check.says}: {shown}" if shown else check.says
        case BeyondCheck():
            what = check.why
    expected = "" if _expected(finding) is None else f" (needed: {_expected(finding)})"
    return f"{what}{expected}{_trust(finding)}{f'. {check.note}' if check.note else ''}"


def value_text(known: Known, unit: str = "") -> str:
    """A value as people read it: "9,000 Marines", "+5 s (0 s to +23 s)", "2014-05-24"."""
    if isinstance(known, bool):
        return "yes" if known else "no"
    if not isinstance(known, Value):
        return str(known)
    three = Interval(*known[:3])  # type: ignore[arg-type]
    if unit == "s":
        return span(three)
    if unit == "gain":
        return signed_span(three)
    low, best, high = (share(v) if unit == "share" else _number(v) for v in known[:3])
    text = best if low == high else f"{best} ({low} to {high})"
    return text if unit in ("", "share") else f"{text} {unit}"


def _unit(finding: Finding) -> str:
    check = finding.check
    if isinstance(check, ComputedCheck):
        return "gain" if check.measure == "mean-gain" else MEASURES[check.measure].unit
    return finding.known.unit if isinstance(finding.known, Value) else ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000.0 else f"{value:.3g}"


def _expected(finding: Finding) -> str | None:
    """What is asked of a value; None where nothing is, or where words agree or do not."""
    expects: Expected | None = getattr(finding.check, "expects", None)
    if expects is None:
        return None
    if expects.likely:
        return "likely, two thirds or more"
    word, wanted = expects.comparison
    shown = _number(wanted) if isinstance(wanted, int | float) else str(wanted)
    return shown if word == "is" else f"{word} {shown}"


def _named(scenario: Scenario, of: str) -> str:
    """`misawa/andersen/senkaku` by the names of what it is made of."""
    sections = (scenario.parties, scenario.waters, scenario.stations, scenario.places)
    names = [next((s[key].name for s in sections if key in s), key) for key in of.split("/")]
    return names[0] if len(names) == 1 else f"{names[0]} over {names[1]}, to {names[2]}"


def _trust(finding: Finding) -> str:
    """Grade and source in brackets."""
    if finding.grade == COMPUTED:
        origin = finding.known.origin if isinstance(finding.known, Value) else ""
        return f" [{origin}]" if origin else ""
    parts = [f"grade {finding.grade}" if finding.grade else "", ", ".join(finding.source)]
    inside = "; ".join(p for p in parts if p)
    return f" [{inside}]" if inside else ""


def claims_document(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """Every statement with its parts and their checks, as plain data."""
    return [
        {
            "id": j.claim.id,
            "report": j.claim.report,
            "number": j.claim.number,
            "says": j.claim.says,
            "verdict": str(j.verdict),
            "in_part": j.mixed,
            "parts": [_part_document(part) for part in j.parts],
        }
        for j in judged
    ]


def _part_document(part: Part) -> dict[str, Any]:
    return {
        "part": part.name,
        "verdict": str(part.verdict),
        "checks": [_finding_document(f) for f in part.findings],
    }


def _finding_document(finding: Finding) -> dict[str, Any]:
    check = finding.check.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {
        **{k: v for k, v in check.items() if k not in ("part", "source", "grade")},
        "outcome": str(finding.outcome),
        "found": _known_document(finding.known),
        "grade": finding.grade,
        "source": list(finding.source),
    }


def _known_document(known: Known | None) -> Any:
    if isinstance(known, Value):
        numbers = {k: finite(getattr(known, k)) for k in ("low", "best", "high")}
        return {**numbers, "unit": known.unit, "origin": known.origin}
    return known.isoformat() if isinstance(known, date) else known


def claims_section(judged: Sequence[Judged], scenario: Scenario) -> Markup:
    """All statements at a glance, then each with its parts and what bears on them."""
    rows: list[list[Child]] = [
        [j.claim.of, f"{VERDICT_MARKS[j.verdict]} {label(j)}", j.claim.says] for j in judged
    ]
    return join(
        tag("p", tally(judged), class_="answer"),
        tag("p", _INTRODUCTION, class_="quiet"),
        table("Statements of the two reports", ["statement", "verdict", "what it says"], rows),
        *(_statement(j, scenario) for j in judged),
    )


def _statement(judged: Judged, scenario: Scenario) -> Markup:
    """One statement, folded: its parts, and under each what bears on it."""
    title = f"{VERDICT_MARKS[judged.verdict]} {judged.claim.of}: {label(judged)}"
    parts = (
        tag(
            "li",
            f"{VERDICT_MARKS[p.verdict]} {p.name}: {p.verdict}",
            tag(
                "ul",
                *(
                    tag("li", f"{OUTCOME_MARKS[f.outcome]} {f.outcome}: {evidence(f, scenario)}")
                    for f in p.findings
                ),
            ),
        )
        for p in judged.parts
    )
    says = tag("p", judged.claim.says)
    return tag("details", tag("summary", title), says, tag("ul", *parts), class_="short")
