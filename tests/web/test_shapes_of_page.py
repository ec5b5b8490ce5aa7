"""What the page takes documents to be, against the server's records; and how an answer is found."""

import json
import re
from pathlib import Path

import pytest

from noroshi.present.palette import COLOURS
from noroshi.questions import question
from noroshi.questions.options import options_of
from noroshi.web import answer_records, records
from noroshi.web.documents import command

LAB = Path(__file__).parents[2] / "lab" / "src"
INTERFACES = {
    "World": "World",
    "Control": "Control",
    "Declared": "DeclaredThing",
    "Entry": "EntryDocument",
    "Day": "DayChanges",
    "Laid": "LaidOver",
    "Alternative": "AlternativeQuestion",
    "OptionField": "OptionField",
    "QuestionEntry": "QuestionEntry",
    "SourceEntry": "SourceEntry",
    "Problem": "ProblemDocument",
    "JobRequest": "JobRequest",
    "PrintedTable": "TableDocument",
    "FeatureDocument": "FeatureDocument",
    "LayerDocument": "LayerDocument",
    "AnswerDocument": "AnswerDocument",
}
"""Of the page, and the server's record of the same document."""


@pytest.mark.parametrize("name", INTERFACES)
def test_the_page_knows_the_fields_of_each_document(name: str) -> None:
    text = (LAB / "api.ts").read_text(encoding="utf-8")
    body = re.search(rf"export interface {name} \{{\n(.*?)\n\}}", text, re.DOTALL)
    assert body is not None
    told = set(re.findall(r"^  (\w+)\??:", body[1], re.MULTILINE))
    record = {**vars(records), **vars(answer_records)}[INTERFACES[name]]
    assert told == {field.alias or key for key, field in record.model_fields.items()}


def test_the_page_has_the_colours_of_the_report() -> None:
    palette = json.loads((LAB / "charts" / "palette.json").read_text(encoding="utf-8"))
    assert palette == {name: [*colour] for name, colour in COLOURS.items()}


@pytest.mark.parametrize(
    ("name", "options", "says"),
    [
        ("shares", {"closely": False}, "noroshi shares small --no-closely"),
        ("shares", {"closely": True}, "noroshi shares small --closely"),
        ("localisation", {"tracker": False}, "noroshi localisation small"),
        ("city", {"place": "capital"}, "noroshi city capital small"),
    ],
)
def test_a_command_finds_the_same_answer(name: str, options: dict[str, object], says: str) -> None:
    asked = question(name)
    chosen = options_of(asked, options, in_run=False)
    assert command(asked, chosen, "small", [], (None, None), 4, 0) == f"{says} --draws 4"
