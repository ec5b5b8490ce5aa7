"""What a run's report tells beside its warnings: the watch, money and people, the statements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from noroshi.output.html import Markup, join, table, tag
from noroshi.output.watch.page import questions, watch_limits
from noroshi.present import draw
from noroshi.questions.answer import Answer
from noroshi.questions.base import Case
from noroshi.questions.ledger import QUESTION as LEDGER
from noroshi.scenario import Scenario
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
    if beside.world is not None and posture.day is not None and LEDGER.applies(posture):
        yield "ledger", LEDGER.asks, _told(LEDGER(Case(posture, posture, beside.world)))


def _watch(watch: Watch) -> Markup:
    """Question by question, and what it leaves out."""
    parts = (part for title, body in questions(watch) for part in (tag("h3", title), body))
    return join(*parts, tag("h3", "What the watch leaves out"), watch_limits(watch))


def _told(answer: Answer) -> Markup:
    """Sentences, figures and tables."""
    figures = (
        tag(
            "figure",
            Markup(draw.svg(f.spec, name=f"{answer.question}-{f.name}")),
            tag("figcaption", f.caption),
        )
        for f in answer.figures
    )
    tables = (table(t.title, t.heads, t.cells()) for t in answer.tables)
    return join(tag("p", answer.text, class_="answer"), *figures, *tables)
