"""Structural choices beside the headline, alike on the terminal, the page and in the files."""

from collections.abc import Sequence
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from noroshi.output.csv_parts import Cell, columns, three
from noroshi.output.csv_parts import Table as CsvTable
from noroshi.output.html import Markup, join, table, tag
from noroshi.output.json_parts import finite, interval_document
from noroshi.output.knowing_tables import plain_table
from noroshi.scenario.alternatives import Option
from noroshi.study.alternatives import (
    Choice,
    Mean,
    PartyChoices,
    label,
    party_choices,
    signed_mean,
)
from noroshi.study.compare import Comparison
from noroshi.study.wording import signed_span

_TITLE = "Gain of mean warning by other choices of the model, same draws; ± is the sampling error"
_HEAD = ("mean", "median (5 to 95 %)")


def terminal_choices(comparison: Comparison) -> Group | None:
    """A small table a party, after the sentence; None where nothing is asked."""
    found = party_choices(comparison)
    return Group(*(item for p in found for item in _terminal(p))) if found else None


def _terminal(party: PartyChoices) -> Sequence[Text | Table]:
    rows = plain_table(f"{_TITLE}: {party.name}", "choice", *_HEAD)
    for choice in party.choices:
        rows.add_row(Text(label(choice.picked)), *_cells(choice))
    return Text(party.sentence), rows


def _cells(choice: Choice) -> tuple[str, str]:
    return signed_mean(choice.mean_gain), signed_span(choice.gain)


def page_choices(comparison: Comparison) -> Markup | None:
    """The same for the report, with each question and what is said for its options."""
    found = party_choices(comparison)
    if not found:
        return None
    rows = [
        [f"{p.name}: {label(choice.picked)}", *_cells(choice)]
        for p in found
        for choice in p.choices
    ]
    return join(
        tag("h3", "By other choices of the model"),
        *(tag("p", p.sentence) for p in found),
        table(_TITLE, ["choice", *_HEAD], rows),
        *_questions(comparison),
    )


def _questions(comparison: Comparison) -> list[Markup]:
    """What was asked, and who says what."""
    return [
        tag(
            "details",
            tag("summary", alternative.question),
            tag("ul", *(tag("li", _said(option)) for option in alternative.options)),
            class_="short",
        )
        for alternative in comparison.after.scenario.alternatives.values()
    ]


def _said(option: Option) -> str:
    reckoned = " (as reckoned here)" if option.base else ""
    trust = f"{', '.join(option.source) or 'no source'}; grade {option.grade or '–'}"
    return f"{option.name}{reckoned}: {option.note} ({trust})".replace(":  (", " (")


def choices_document(comparison: Comparison) -> list[dict[str, Any]]:
    """For `answer.json`: each party's choices, the base first."""
    return [
        {
            "party": p.party,
            "sentence": p.sentence,
            "choices": [
                {
                    "picked": dict(c.picked),
                    "mean_gain_s": _mean(c.mean_gain),
                    "moves_mean_gain_by_s": _mean(c.moved),
                    "gain_s": interval_document(c.gain),
                    "mean_warning_before_s": interval_document(c.before),
                    "mean_warning_after_s": interval_document(c.after),
                }
                for c in p.choices
            ],
        }
        for p in party_choices(comparison)
    ]


def _mean(values: Mean) -> dict[str, float | None]:
    return {"mean": finite(values.value), "standard_error": finite(values.error)}


def choices_table(comparison: Comparison) -> CsvTable:
    """For `choices.csv`: a row a party and choice; a column a question, empty = its base."""
    questions = list(comparison.after.scenario.alternatives)
    head = ["party", *questions, "mean_gain_s", "mean_gain_error_s"]
    head += [*columns("gain"), *columns("warning_before"), *columns("warning_after")]
    rows: list[list[Cell]] = []
    for p in party_choices(comparison):
        for c in p.choices:
            picked = dict(c.picked)
            chosen: list[Cell] = [picked.get(q, "") for q in questions]
            cells = [cell for part in (c.gain, c.before, c.after) for cell in three(part)]
            rows.append([p.party, *chosen, c.mean_gain.value, c.mean_gain.error, *cells])
    return head, rows
