"""What a run's report tells beside its warnings: the watch, money and people, the statements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from noroshi.questions.ledger.compute import ledger
from noroshi.questions.ledger.prices import Prices
from noroshi.output.claims import run_section
from noroshi.output.html import Markup, join, tag
from noroshi.output.ledger.found import found_of
from noroshi.output.ledger.page import section as ledger_section
from noroshi.output.watch.page import questions, watch_limits
from noroshi.scenario import Scenario
from noroshi.scenario.books import books_of
from noroshi.study.watch import Watch

Section = tuple[str, str, Markup]
"""Key, title and body."""


@dataclass(frozen=True)
class Beside:
    """What there is beside the warnings; nothing of it is needed."""

    watch: Watch | None = None
    world: Scenario | None = None
    """The scenario of all dates, which statements and money are looked up in."""


NOTHING_BESIDE = Beside()


def sections(beside: Beside, posture: Scenario, told: Mapping[str, Any]) -> Iterator[Section]:
    """The sections of the report, in order.

    Args:
        beside: what there is.
        posture: the later one of the run.
        told: the run's own document, from which statements take their measures.
    """
    if beside.watch is not None:
        yield "watch", "The watch from air, sea and space", _watch(beside.watch)
    if beside.world is not None and posture.day is not None and books_of(posture).chains():
        made = ledger(books_of(posture), posture.day, Prices())
        found = found_of(posture, made)
        yield "ledger", "Who moves, when, and who pays", ledger_section(found)
    statements = None if beside.world is None else run_section(beside.world, told)
    if statements is not None:
        yield "statements", "What the reports say, and what bears on it", statements


def _watch(watch: Watch) -> Markup:
    """Question by question, and what it leaves out."""
    parts = (part for title, body in questions(watch) for part in (tag("h3", title), body))
    return join(*parts, tag("h3", "What the watch leaves out"), watch_limits(watch))
