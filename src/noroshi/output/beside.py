"""What a run's report tells beside its warnings: the watch, money and people, the statements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from noroshi.output.html import Markup, join, table, tag
from noroshi.present import draw
from noroshi.questions.answer import Answer
from noroshi.questions.base import Case
from noroshi.questions.ledger import QUESTION as LEDGER
from noroshi.scenario import Scenario

Section = tuple[str, str, Markup]
"""Key, title and body."""


@dataclass(frozen=True)
class Beside:
    """What there is beside the warnings; nothing of it is needed."""

    watch: tuple[Answer, ...] = ()
    """What drones, satellites, ships and aircraft watch."""
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
    for found in beside.watch:
        yield found.question, found.title, _told(found)
    if beside.world is not None and posture.day is not None and LEDGER.applies(posture):
        yield "ledger", LEDGER.asks, _told(LEDGER(Case(posture, posture, beside.world)))


def _told(answer: Answer) -> Markup:
    """Sentences, figures, tables, and what is left out."""
    figures = (
        tag(
            "figure",
            Markup(draw.svg(f.spec, name=f"{answer.question}-{f.name}")),
            tag("figcaption", f.caption),
        )
        for f in answer.figures
    )
    tables = (table(t.title, t.heads, t.cells()) for t in answer.tables)
    limits = tag("ul", *(tag("li", text) for text in answer.limits)) if answer.limits else None
    return join(tag("p", answer.text, class_="answer"), *figures, *tables, limits)
