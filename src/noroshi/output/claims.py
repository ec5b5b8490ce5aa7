"""Statements of the reports and what is to be held of them: as data, and as a section of a page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from noroshi.output.claims_text import OUTCOME_MARKS, VERDICT_MARKS, evidence, label, tally
from noroshi.output.html import Child, Markup, join, tag
from noroshi.output.json_parts import finite
from noroshi.scenario.records import Scenario
from noroshi.study.claims import Judged, Part, judge
from noroshi.study.claims_compare import Known, Value
from noroshi.study.claims_find import Finding
from noroshi.study.claims_measures import facts_of_run

_INTRODUCTION = (
    "Each numbered statement of the reports, in our own words, held against what the scenario "
    "declares, what this run computes and what other documents say. Contradicted: something of "
    "grade A or B disagrees. Sources differ: they disagree among themselves, or their bounds hold "
    "both. Not shown: what the run computes lies on the other side, or on both; a computed number "
    "alone contradicts nothing. What a statement says of promises is an index to their texts, not "
    "advice."
)


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
        "only_the_reports_say_so": finding.own_word,
        "found": _known_document(finding.known),
        "grade": finding.grade,
        "source": list(finding.source),
    }


def _known_document(known: Known | None) -> Any:
    if isinstance(known, Value):
        numbers = {k: finite(getattr(known, k)) for k in ("low", "best", "high")}
        return {**numbers, "unit": known.unit, "origin": known.origin}
    return known.isoformat() if isinstance(known, date) else known


def run_section(world: Scenario, document: Mapping[str, Any]) -> Markup | None:
    """The section for the report of a run; None where the scenario starts from no reports.

    Args:
        world: the scenario of all dates, for dates are among what is checked.
        document: of `noroshi.run/2`, with its watch.
    """
    facts = facts_of_run(document, f"this run, {document['draws']} draws")
    judged = judge(world.claims, world, facts)
    return claims_section(judged, world) if judged else None


def claims_section(judged: Sequence[Judged], scenario: Scenario) -> Markup:
    """All statements at a glance, report by report; what bears on each is folded below it."""
    reports = dict.fromkeys(j.claim.report for j in judged)
    return join(
        tag("p", tally(judged), class_="answer"),
        tag("p", _INTRODUCTION, class_="quiet"),
        *(
            join(
                tag("h3", _report(scenario, report)),
                *(_statement(j, scenario) for j in judged if j.claim.report == report),
            )
            for report in reports
        ),
    )


def _report(scenario: Scenario, key: str) -> str:
    """A report by its title, publisher and day."""
    source = scenario.sources.get(key)
    if source is None:
        return key
    told = (source.title, source.author, source.publisher, source.published)
    return ", ".join(str(part) for part in told if part)


def _statement(judged: Judged, scenario: Scenario) -> Markup:
    """One statement with its verdict; folded, its parts, and under each what bears on it."""
    mark, claim = VERDICT_MARKS[judged.verdict], judged.claim
    said = tag("span", f"{claim.says} ({claim.of})", style="font-weight: 400")
    head = tag("summary", f"{mark} {label(judged)}: ", said, *_glance(judged))
    parts = tag("ul", *(tag("li", *_part(part, scenario)) for part in judged.parts))
    return tag("details", head, parts, class_="short")


def _glance(judged: Judged) -> tuple[Markup, ...]:
    """Its parts in a line of their own, where they fare differently."""
    if not judged.mixed:
        return ()
    parts = ", ".join(f"{VERDICT_MARKS[p.verdict]} {p.name}" for p in judged.parts)
    return tag("br"), tag("span", parts, class_="quiet", style="font-weight: 400")


def _part(part: Part, scenario: Scenario) -> tuple[Child, ...]:
    return f"{VERDICT_MARKS[part.verdict]} {part.name}: {part.verdict}", tag(
        "ul",
        *(
            tag("li", f"{OUTCOME_MARKS[f.outcome]} {f.outcome}: {evidence(f, scenario)}")
            for f in part.findings
        ),
    )
