"""The measures that statements are held against, from answers or from a document of an earlier run.

An answer says which of its variables, at which entries, a measure is (`Measured`). A document holds
the same, so that the same lines serve a run that has just ended and the file of an earlier one.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from noroshi.present.rounding import supported
from noroshi.questions.answer import BOUNDS, Answer, Measured, arrays, axes_of
from noroshi.questions.claims.compare import Value
from noroshi.questions.measures import measures
from noroshi.stats import CLEAR


@dataclass(frozen=True, eq=False)
class _Held:
    """A variable as an answer or a document holds it."""

    axes: tuple[str, ...]
    ids: Mapping[str, Sequence[Any]]
    """Of each axis."""
    values: Mapping[str, NDArray[np.float64]]
    """By statistic; empty the name of what is not drawn."""
    word: Callable[[str], str]
    """A variable of one word, by name."""


def facts_of(answers: Sequence[Answer], origin: str) -> dict[str, Value]:
    """Every measure that answers hold, by `measure:of`.

    Args:
        answers: to other questions.
        origin: where they are from, for people.
    """
    found = (
        (measured, _held(answer, measured.variable))
        for answer in answers
        for measured in answer.measures
    )
    return _facts(found, origin)


def _held(answer: Answer, variable: str) -> _Held:
    data, values = answer.plain, answer.plain.variables[variable]
    axes = axes_of(values)
    return _Held(
        axes,
        {axis: data[axis].tolist() for axis in axes},
        {key: array.astype(np.float64) for key, array in arrays(values).items()},
        lambda name: str(data[name].item()),
    )


def facts_of_document(document: Mapping[str, Any], origin: str) -> dict[str, Value]:
    """Every measure that a document of `noroshi.report/2` holds, by `measure:of`.

    Raises:
        KeyError, TypeError, ValueError, IndexError: it lacks what this version writes.
    """
    found = (
        (Measured(**{**one, "of": tuple(one["of"])}), _written(answer, one["variable"]))
        for answer in document["answers"].values()
        for one in answer["measures"]
    )
    return _facts(found, origin)


def _written(answer: Mapping[str, Any], variable: str) -> _Held:
    told = answer["variables"][variable]
    axes = tuple(told["axes"])
    keys = {"" if key == "value" else key: key for key in _STATISTICS if key in told}
    return _Held(
        axes,
        {axis: answer["axes"][axis]["ids"] for axis in axes},
        {name: np.array(told[key], dtype=np.float64) for name, key in keys.items()},
        lambda name: str(answer["variables"][name]["value"]),
    )


_STATISTICS = ("value", *BOUNDS, "p5", "p50", "p95", "mean", "p5_error", "p50_error", "p95_error",
               "mean_error")  # fmt: skip


def _facts(found: Iterator[tuple[Measured, _Held]], origin: str) -> dict[str, Value]:
    units = {name: measure.unit for name, measure in measures().items()}
    return {
        f"{measured.measure}:{of}": value
        for measured, held in found
        for of, index in _entries(measured, held)
        if (value := _value(measured, held, index, units.get(measured.measure, ""), origin))
        is not None
    }


def _entries(measured: Measured, held: _Held) -> Iterator[tuple[str, tuple[int, ...]]]:
    """What a measure is of, and where in the variable; nothing where an entry is not there."""
    at = {}
    for axis, entry in measured.at.items():
        ids = list(held.ids[axis])
        if not ids or (entry is not None and entry not in ids):
            return
        at[axis] = 0 if entry is None else ids.index(entry)
    along = [axis for axis in measured.of if axis in held.axes]
    for index in np.ndindex(*(len(held.ids[axis]) for axis in along)):
        own = at | dict(zip(along, index, strict=True))
        names = (
            str(held.ids[one][own[one]]) if one in held.axes else held.word(one)
            for one in measured.of
        )
        yield "/".join(names), tuple(own[axis] for axis in held.axes)


def _value(
    measured: Measured, held: _Held, index: tuple[int, ...], unit: str, origin: str
) -> Value | None:
    """A number or an interval; None where any of it is no number: never, or none.

    A time is its mean, since means add up, with no digit that its error does not support.
    """
    told = {key: float(values[index]) for key, values in held.values.items()}
    if "best" in told:  # known between bounds, and not drawn
        three = [told[bound] for bound in BOUNDS]
    elif "" in told or measured.bounds == "mean":
        three = [told.get("", told.get("mean", math.nan))] * 3
    elif measured.bounds == "error":
        off = CLEAR * told["mean_error"]
        three = [told["mean"] - off, told["mean"], told["mean"] + off]
        if unit == "share":
            three = [min(max(v, 0.0), 1.0) for v in three]
    else:
        keys = ("p5", "mean" if unit == "s" else "p50", "p95")
        three = [told[key] for key in keys]
        if unit == "s":
            errors = [told[f"{key}_error"] for key in keys]
            three = [supported(v, e) for v, e in zip(three, errors, strict=True)]
    if not all(map(math.isfinite, three)):
        return None
    low, best, high = (v + measured.more for v in three)
    return Value(low, best, high, unit, origin=origin, sampled=measured.bounds == "error")
