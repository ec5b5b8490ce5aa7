"""`*.json`: every number of the answers, for programs."""

import json
from dataclasses import asdict
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.answer import Answer, PlainData, axes_of
from noroshi.report.report import Report

SCHEMA: Final = "noroshi.report/2"
NULL_MEANS: Final = "never, or no number; a variable's comment says which"
"""Said in each document: strict JSON has neither NaN nor infinity."""
_plainly: Final = partial(json.dumps, ensure_ascii=False, allow_nan=False)


def text(report: Report) -> str:
    """The document as a file's text."""
    return _indented(document(report)) + "\n"


def _indented(value: Any, line: str = "\n") -> str:
    """As `json.dumps(value, indent=1)` writes it, but numbers of one list on one line.

    Args:
        value: mappings by words, lists, words and numbers.
        line: a line break, and how far the value itself stands in.
    """
    within = f"{line} "
    if isinstance(value, dict) and value:
        items = [f"{_plainly(key)}: {_indented(item, within)}" for key, item in value.items()]
        return f"{{{within}{f',{within}'.join(items)}{line}}}"
    kinds = {*map(type, value)} if isinstance(value, list | tuple) else set()
    if dict in kinds:
        inside = f",{within}".join([_indented(item, within) for item in value])
    elif str in kinds:
        inside = _plainly(value, separators=(f",{within}", ": "))[1:-1]
    else:
        return _plainly(value)
    return f"[{within}{inside}{line}]"


def document(report: Report) -> dict[str, Any]:
    """Everything that was found, as plain data."""
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "title": report.title,
        "provenance": report.provenance.document(),
        "null_means": NULL_MEANS,
        "answers": {answer.question: answer_document(answer) for answer in report.answers},
        "sources": {source.id: source._asdict() for source in report.sources},
        "disagreements": [
            {"question": d.question, "said": [s._asdict() for s in d.said], "used": d.used}
            for d in report.disagreements
        ],
    }
    if report.values:
        found["set"] = list(report.values)
        found["as_declared"] = {a.question: answer_document(a) for a in report.unchanged}
    return found


def answer_document(answer: Answer) -> dict[str, Any]:
    """One answer: its words, then its numbers by name."""
    axes = dict.fromkeys(axis for v in answer.told.values() for axis in axes_of(v))
    return {
        "title": answer.title,
        "headline": list(answer.headline.lines),
        "text": answer.text,
        "axes": {axis: _axis(answer.plain, axis) for axis in axes},
        "variables": {name: _variable(answer, name) for name in answer.told},
        "drivers": [
            {
                "variable": d.variable,
                "at": dict(d.at),
                "assumptions": [
                    {"name": f.name, "rank_correlation": f.correlation, "p_value": f.p_value}
                    for f in d.found
                ],
            }
            for d in answer.drivers
        ],
        "limits": list(answer.limits),
        "sources": list(answer.sources),
        "measures": [asdict(measured) for measured in answer.measures],
    }


def _axis(data: PlainData, axis: str) -> dict[str, Any]:
    """Ids of the entries, and what people call them."""
    return {
        "ids": data[axis].tolist(),
        "names": data[f"{axis}_name"].tolist(),
    }


def _variable(answer: Answer, name: str) -> dict[str, Any]:
    """Words, unit and axes, and an array a statistic; `value` where nothing was drawn."""
    values = answer.told[name]
    about = {
        "words": values.attrs["long_name"],
        "unit": values.attrs.get("units", ""),
        "axes": list(axes_of(values)),
        "comment": values.attrs.get("comment", ""),
    }
    parts = answer.statistics[name].items()
    found = {key or "value": as_lists(part) for key, part in parts}
    return {key: value for key, value in about.items() if value != ""} | found


def as_lists(values: NDArray[Any]) -> Any:
    """As lists; `None` for what strict JSON has no number for."""
    if values.dtype.kind == "f" and not (finite := np.isfinite(values)).all():
        values = np.array(values, dtype=object)
        values[~finite] = None
    return values.tolist()
