"""Declared text may hold anything; no file takes it for its own marks, and ids stay apart."""

import json
import sys

import numpy as np
import pytest

from noroshi.cli.asking_job import _typed
from noroshi.questions.answer import Answer, Axis, Feature, Headline, Layer, Variable, dataset
from noroshi.report import czml, geojson
from noroshi.report.files import readme
from noroshi.report.report import Provenance, Report

HOSTILE = "<img src=x onerror=alert(1)> | `a` *b* [c](d)"
MADE = Provenance(
    "0.1", "noroshi x", HOSTILE, "2013-01-01", "2015-01-01", 3, 3, "abc", "2026-01-02"
)


def _answer(question: str) -> Answer:
    gain = Variable("gain", "what is gained", "s", ("city",))
    data = dataset([Axis("city", ["a"], ["Alpha"])], {gain: np.ones((1, 3))})
    base = Feature("misawa", HOSTILE, "point", ((141.0, 40.0),), role="base")
    return Answer(
        question=question,
        title=HOSTILE,
        data=data,
        headline=Headline(HOSTILE),
        text=HOSTILE,
        layers=(Layer("bases", "bases", (base,)),),
    )


REPORT = Report(HOSTILE, (_answer("one"), _answer("two")), MADE)


def test_the_readme_of_a_folder_shows_declared_text_and_obeys_none_of_it() -> None:
    page = readme(REPORT, {"one.csv": b""})
    assert "<img" not in page.replace("\\<img", "")
    (row,) = [line for line in page.splitlines() if line.startswith("| `one.csv`")]
    # Two bars that part cells from cells besides those at both ends; others are escaped.
    assert row.replace("\\|", "").count("|") == 3


def test_ids_on_the_map_are_those_of_one_thing() -> None:
    ids = [f["id"] for f in json.loads(geojson.text(REPORT))["features"]]
    assert ids == ["one/bases/misawa", "two/bases/misawa"]


def test_descriptions_on_the_globe_are_no_html() -> None:
    document = json.loads(czml.czml(REPORT))[0]
    assert "<img" not in document["description"]
    assert "&lt;img" in document["description"]


@pytest.mark.parametrize("out", [["--out", "/home/me/x y"], ["--out=/home/me/x y"]])
def test_the_command_can_be_typed_again_and_names_no_folder(
    out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ["noroshi", "run", "japan", "--set", "a.range=2000 km", *out, "--draws", "16"]
    monkeypatch.setattr(sys, "argv", typed)
    assert _typed("run") == "noroshi run japan --set 'a.range=2000 km' --draws 16"
