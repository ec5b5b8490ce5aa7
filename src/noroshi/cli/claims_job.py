"""What `noroshi show SCENARIO claims` adds: the statements of reports, held against an earlier run.

Nothing is computed here. Measures come from the document that a run has written, if it is of the
same scenario and dates and of enough draws; otherwise it is said why not.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from noroshi.cli.printing import printable
from noroshi.questions.claims.compare import Outcome, Value
from noroshi.questions.claims.facts import facts_of_document
from noroshi.questions.claims.judge import Judged, judge
from noroshi.questions.claims.wording import (
    OUTCOME_MARKS,
    VERDICT_MARKS,
    at_a_glance,
    evidence,
    label,
    tally,
)
from noroshi.report.json import SCHEMA
from noroshi.report.terminal_words import Words
from noroshi.scenario import Scenario

FEWEST = 32
"""Draws below which the 5 and 95 % of a run are hardly more than its extremes."""
FILE = "report.json"
"""What an earlier run has written."""


class Facts(NamedTuple):
    """Measures of an earlier run, and what was read or why it was not."""

    measures: Mapping[str, Value]
    notes: tuple[str, ...]
    folder: Path
    """Where they were looked for."""


def facts_in(folder: Path, scenario: Scenario) -> Facts:
    """The measures that the document of a folder holds."""
    path = folder / FILE
    document, why = _document(path, scenario)
    if document is None:
        return Facts({}, (why,), folder)
    origin = f"{path}, {document['provenance']['draws']} draws"
    try:
        return Facts(facts_of_document(document, origin), (origin,), folder)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        why = f"{path} is not used: it lacks what this version writes"
        return Facts({}, (why,), folder)


def _document(path: Path, scenario: Scenario) -> tuple[Any, str]:
    """A document that fits, or None and why it does not."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None, f"{path} is not there"
    except (OSError, ValueError):
        return None, f"{path} is not used: it cannot be read as JSON"
    why = _misfit(document, scenario)
    return (None, f"{path} is not used: {why}") if why else (document, "")


def _misfit(document: Any, scenario: Scenario) -> str:
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        return f"it is no document of {SCHEMA}"
    made = document.get("provenance")
    if not isinstance(made, dict) or made.get("scenario") != scenario.title:
        return "it is of another scenario"
    dates = [str(d) for d in (scenario.header.before, scenario.header.after)]
    if [made.get("before"), made.get("after")] != dates:
        return f"it compares other dates than {dates[0]} and {dates[1]}"
    draws = made.get("draws")
    if not isinstance(draws, int) or draws < FEWEST:
        return f"it has {draws} draws, fewer than {FEWEST}"
    return ""


def judged_in(folder: Path, world: Scenario) -> tuple[tuple[Judged, ...], Facts]:
    """Every statement, held against the world of all dates and what a folder holds."""
    facts = facts_in(folder, world)
    return judge(world.claims, world, facts.measures), facts


def print_verdicts(judged: tuple[Judged, ...], facts: Facts, run_first: str) -> None:
    """The tally and each statement in one line, cut at the edge of a terminal, and how to go on."""
    console = Console(highlight=False)
    wrap = console.is_terminal
    _print_head(console, judged, facts, run_first, wrap)
    console.print()
    for statement in judged:
        line = Words(printable(at_a_glance(statement)))
        if wrap:
            console.print(line, no_wrap=True, overflow="ellipsis")
        else:
            console.print(line, soft_wrap=True)
    console.print()
    first = judged[0].claim.of
    hint = (
        f"What bears on one: --of {first}; on each: --whole. "
        "What sources state of values, and which values are weak: --values."
    )
    _print(console, Words(hint, style="dim"), 0, wrap)


def print_statements(
    judged: tuple[Judged, ...], facts: Facts, world: Scenario, run_first: str
) -> None:
    """Each statement with its verdict, its parts and what bears on them."""
    console = Console(highlight=False)
    wrap = console.is_terminal
    _print_head(console, judged, facts, run_first, wrap)
    for statement in judged:
        _print_statement(console, statement, world, run_first, wrap)


def _print_head(
    console: Console, judged: tuple[Judged, ...], facts: Facts, run_first: str, wrap: bool
) -> None:
    if len(judged) > 1:
        _print(console, Words(tally(judged), style="bold"), 0, wrap)
    _print(console, Words(_computed_from(judged, facts, run_first)), 0, wrap)


def _computed_from(judged: tuple[Judged, ...], facts: Facts, run_first: str) -> str:
    """What was read; first what to do, where something that would judge is not computed yet."""
    read = f"{'; '.join(facts.notes)}."
    findings = (f for j in judged for part in j.parts for f in part.findings)
    if all(f.outcome is not Outcome.PENDING for f in findings):
        return f"Computed: {read}"
    where = f"its answer is looked for in {facts.folder} (another folder: --from)"
    return f"Not all is computed: run {run_first} first; {where}: {read}"


def _print_statement(
    console: Console, judged: Judged, world: Scenario, run_first: str, wrap: bool
) -> None:
    console.print()
    head = f"{VERDICT_MARKS[judged.verdict]} {judged.claim.of}: {label(judged)}"
    _print(console, Words(head, style="bold"), 0, wrap)
    _print(console, Words(judged.claim.says), 2, wrap)
    for part in judged.parts:
        _print(
            console, Words(f"{VERDICT_MARKS[part.verdict]} {part.name}: {part.verdict}"), 2, wrap
        )
        for finding in part.findings:
            line = f"{OUTCOME_MARKS[finding.outcome]} {evidence(finding, world, run_first)}"
            _print(console, Words(line, style="dim"), 6, wrap)
    if judged.claim.used:
        _print(console, Words(f"Used: {judged.claim.used}"), 2, wrap)


def _print(console: Console, text: Text, indent: int, wrap: bool) -> None:
    """A paragraph set in; into a pipe, in one line."""
    text.plain = printable(text.plain)
    if wrap:
        console.print(Padding(text, (0, 0, 0, indent)))
    else:
        console.print(Text(" " * indent).append_text(text), soft_wrap=True)
