"""Statements of the reports and what is to be held of them: as data, and as a section of a page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from noroshi.output.claims_text import OUTCOME_MARKS, VERDICT_MARKS, evidence, label, tally
from noroshi.output.html import Child, Markup, join, table, tag
from noroshi.output.json_parts import finite
from noroshi.scenario.records import Scenario
from noroshi.study.claims import Finding, Judged, Part
from noroshi.study.claims_compare import Known, Value

_INTRODUCTION = (
    "Each numbered statement of the reports, in our own words, held against what the scenario "
    "declares, what this run computes and what other documents say. Contradicted: a value of "
    "grade A or B, or of the run, disagrees. Sources differ: they disagree among themselves, or an "
    "interval holds both. What a statement says of promises is an index to their texts, not advice."
)


_HEAD = ("statement", "verdict", "what it says", "part by part")


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
    # Marks follow the words, so that the columns are those of words.
    rows: list[list[Child]] = [
        [
            j.claim.of,
            f"{label(j)} {VERDICT_MARKS[j.verdict]}",
            j.claim.says,
            "; ".join(f"{p.name} {VERDICT_MARKS[p.verdict]}" for p in j.parts),
        ]
        for j in judged
    ]
    return join(
        tag("p", tally(judged), class_="answer"),
        tag("p", _INTRODUCTION, class_="quiet"),
        table("Statements of the two reports", _HEAD, rows),
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
