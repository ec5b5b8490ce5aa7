"""Structural choices beside the headline, alike on the terminal, the page and in the files."""

from collections.abc import Sequence
from typing import Any

from rich.console import Group
from rich.text import Text

from noroshi.output.html import Markup, join, table, tag
from noroshi.output.json_parts import finite, sampled_document
from noroshi.output.knowing_tables import plain_table
from noroshi.present.words import mean_change, share
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.report.spreadsheet import Cell, eight, sampled_columns
from noroshi.report.spreadsheet import Table as CsvTable
from noroshi.scenario.alternatives import Option
from noroshi.study.alternatives import Choice, Subject, label, sentence, subjects

_TITLE = (
    "Gain of mean warning by other choices of the model, same draws: mean (5 to 95 %); share of "
    "the draws that gain a second or more"
)


def terminal_choices(comparison: Comparison) -> Group | None:
    """A small table, after the sentence; None where nothing is asked or nobody gains."""
    told = subjects(comparison)
    if not told:
        return None
    rows = plain_table(_TITLE, "choice", *(s.name for s in told))
    for name, cells in _rows(told):
        rows.add_row(Text(name), *cells)
    return Group(Text(sentence(comparison, told)), rows)


def _rows(told: Sequence[Subject]) -> list[tuple[str, list[str]]]:
    """A row a choice, a cell a subject."""
    return [
        (label(choices[0].picked), [_cell(c) for c in choices])
        for choices in zip(*(s.choices for s in told), strict=True)
    ]


def _cell(choice: Choice) -> str:
    return f"{mean_change(choice.gain)}; {share(float(choice.felt.mean))}"


def page_choices(comparison: Comparison) -> Markup | None:
    """The same for the report, with each question and what is said for its options."""
    told = subjects(comparison)
    if not told:
        return None
    rows = [[name, *cells] for name, cells in _rows(told)]
    return join(
        tag("h3", "By other choices of the model"),
        tag("p", sentence(comparison, told)),
        table(_TITLE, ["choice", *(s.name for s in told)], rows),
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


def choices_document(comparison: Comparison) -> dict[str, Any]:
    """For `answer.json`: the sentence, and each subject's choices, the base first."""
    told = subjects(comparison)
    return {
        "sentence": sentence(comparison, told),
        "subjects": [
            {
                "party": s.party,
                "place": s.receiver,
                "classes_not_flown_by_then": s.later,
                "name": s.name,
                "choices": [
                    {
                        "picked": dict(c.picked),
                        "gain_s": sampled_document(c.gain),
                        "moves_gain_by_s": sampled_document(c.moved),
                        "share_of_draws_gaining": float(c.felt.mean),
                        "share_of_draws_gaining_error": finite(float(c.felt.mean_error)),
                    }
                    for c in s.choices
                ],
            }
            for s in told
        ],
    }


def choices_table(comparison: Comparison) -> CsvTable:
    """For `choices.csv`: a row a subject and choice; a column a question, empty = its base."""
    questions = list(comparison.after.scenario.alternatives)
    head = [
        "party",
        "place",
        "classes",
        *questions,
        *sampled_columns("gain"),
        *sampled_columns("moved"),
        "share_of_draws_gaining",
    ]
    rows: list[list[Cell]] = []
    for s in subjects(comparison):
        for c in s.choices:
            picked = dict(c.picked)
            chosen: list[Cell] = [picked.get(q, "") for q in questions]
            classes = "later" if s.later else "flown"
            numbers = [*eight(c.gain), *eight(c.moved), float(c.felt.mean)]
            rows.append([s.party, s.receiver or "", classes, *chosen, *numbers])
    return head, rows
