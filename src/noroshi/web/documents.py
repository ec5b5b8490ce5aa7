"""An answer as the document that a page reads: the same numbers and words as in every file."""

import math
import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from noroshi.present.palette import of_feature
from noroshi.questions.answer import Answer, Feature, Layer, axes_of
from noroshi.questions.base import Question, QuestionOptions
from noroshi.questions.options import off_option, option_of
from noroshi.report.beside import (
    PrintedTable,
    difference,
    printed,
    uncertain_by,
    unchanged,
    verdict_uncertain_by,
)
from noroshi.report.json import answer_document, as_lists
from noroshi.report.report import Report
from noroshi.web.plain import json_text

_DEGREES: Final = 5
"""Digits of a longitude or latitude: a metre."""


def answer_text(report: Report, answer: Answer, remarks: Sequence[str] = ()) -> str:
    """The document of one answer of a report, as JSON; its shape is `AnswerDocument`."""
    return json_text(answer_data(report, answer, remarks))


def answer_data(report: Report, answer: Answer, remarks: Sequence[str] = ()) -> dict[str, Any]:
    """The same as plain data.

    Args:
        report: that holds the answer and, where values were set, that of the declared world.
        answer: one of its answers.
        remarks: what values that were set may not mean; they stand before its limits.
    """
    told = answer_document(answer)
    before = unchanged(report, answer)
    alone = Report(report.title, report.answers, report.provenance)
    first = answer.tables[0] if answer.tables else None
    change = None if first is None else difference(report, answer, first)
    tables = [_table(t.name, printed(alone, answer, t)) for t in answer.tables]
    if first is not None:
        tables[0] |= {"chances": [uncertain_by(first)]}
    return {
        "question": answer.question,
        "title": answer.title,
        "headline": told["headline"],
        "chance": verdict_uncertain_by(answer),
        "text": answer.text,
        "tables": tables,
        "change": None if first is None or change is None else _table(first.name, change),
        "declared": None if before is None else list(before.headline.lines),
        "declared_places": None if before is None else dict(_places(before)),
        "figures": [
            {"name": f.name, "title": f.title, "caption": f.caption} for f in answer.figures
        ],
        "layers": [_layer(layer) for layer in answer.layers],
        **{part: told[part] for part in ("axes", "variables", "sources")},
        "drivers": [_driver(d, report) for d in told["drivers"]],
        "limits": [*remarks, *told["limits"]],
        "provenance": report.provenance.line,
    }


def _driver(driver: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """The same, each assumption with what it is called and its own sources."""
    names, sources = report.assumptions, report.assumption_sources
    of = [
        {**a, "called": names.get(a["name"], a["name"]), "sources": [*sources.get(a["name"], ())]}
        for a in driver["assumptions"]
    ]
    return {**driver, "assumptions": of}


def _places(answer: Answer) -> Iterator[tuple[str, Any]]:
    """What an answer says of each place: means, or what is the same in all draws, by variable.

    (receiver,) or (posture, receiver), in the order of the answer's own axes.
    """
    for name, values in answer.told.items():
        axes = axes_of(values)
        if "receiver" in axes and {*axes} <= {"posture", "receiver"}:
            found = answer.statistics[name]
            mean = found.get("mean", found.get(""))
            yield name, None if mean is None else as_lists(mean)


def command(
    question: Question,
    options: QuestionOptions,
    scenario: str,
    values: Sequence[str],
    days: tuple[str | None, str | None],
    draws: int,
    seed: int,
) -> str:
    """What finds the same answer on the command line."""
    first: list[str] = []
    later: list[str] = []
    for name in sorted(options.model_fields_set):
        given, option = getattr(options, name), option_of(question, name)
        each = given if isinstance(given, list | tuple) else [given]
        words = [w for w in map(_word, each) if w is not None]
        if not option.startswith("-"):
            first += words
        elif given is True:
            later.append(option)
        elif given is False:
            later += [off_option(option)] if type(options).model_fields[name].default else []
        elif given is not None:
            later += [part for word in words for part in (option, word)]
    for value in values:
        later += ["--set", value]
    if question.postures:
        for option, day in zip(("--against", "--as-of"), days, strict=True):
            later += [option, day] if day is not None else []
        later += ["--draws", str(draws), *(["--seed", str(seed)] if seed else [])]
    return shlex.join(["noroshi", question.name, *first, scenario, *later])


def _word(value: Any) -> str | None:
    return None if value is None else str(value)


def _table(name: str, table: PrintedTable) -> dict[str, Any]:
    return {"name": name, **table._asdict()}


def _layer(layer: Layer) -> dict[str, Any]:
    return {
        "name": layer.name,
        "title": layer.title,
        "epoch": layer.epoch,
        "any_day": layer.any_day,
        "features": [_feature(feature) for feature in layer.features],
    }


def _feature(feature: Feature) -> dict[str, Any]:
    return {
        "id": feature.id,
        "name": feature.name,
        "geometry": feature.geometry,
        "points": _points(feature.points),
        "holes": [_points(hole) for hole in feature.holes],
        "role": feature.role,
        "colour": of_feature(feature.role)._asdict(),
        "properties": dict(_properties(feature.properties)),
        "times": [round(float(t), 3) for t in feature.times],
        "shown": None if feature.shown is None else [float(t) for t in feature.shown],
        "joins": list(feature.joins),
    }


def _points(points: Sequence[Sequence[float]]) -> list[list[float]]:
    """Longitude and latitude to a metre, heights to a metre."""
    if not points:
        return []
    numbers = np.array(points, dtype=np.float64)
    flat = np.round(numbers[:, :2], _DEGREES).tolist()
    if numbers.shape[1] == 2:
        return flat  # type: ignore[no-any-return]
    heights = np.round(numbers[:, 2:]).astype(int).tolist()
    return [[*place, *height] for place, height in zip(flat, heights, strict=True)]


def _properties(held: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What JSON can hold of them: words, numbers, truth values; `None` where there is no number."""
    for key, value in held.items():
        plain = value.item() if isinstance(value, np.generic) else value
        if isinstance(plain, float) and not math.isfinite(plain):
            plain = None
        if isinstance(plain, list | tuple):
            plain = ", ".join(map(str, plain))
        yield key, plain if isinstance(plain, str | int | float | None) else str(plain)
