"""What is held of each draw of `small`, in bytes of arrays: memory may not grow unnoticed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from noroshi.questions import questions
from noroshi.questions.base import Case
from noroshi.questions.warning.pipe.compared import compared
from noroshi.report.run import answered, that_apply
from noroshi.scenario import load

MOST = {"assessed": 2_600, "every draw": 3_500, "told": 70_000}
"""Of a draw [bytes]: what a command holds of both postures while questions are asked, what it holds
where every draw is to be told, and what the answers of a run hold. `small` has so few flights that
sums over them take as much as they do."""


def held(value: Any, seen: dict[int, Any]) -> int:
    """Bytes of all arrays that a record holds, each once, a view by what it is a view of."""
    if isinstance(value, np.ndarray):
        while isinstance(value.base, np.ndarray):
            value = value.base
    if id(value) in seen:
        return 0
    seen[id(value)] = value
    if isinstance(value, np.ndarray):
        return value.nbytes
    if isinstance(value, Mapping):
        return sum(held(part, seen) for part in value.values())
    if isinstance(value, tuple | list):
        return sum(held(part, seen) for part in value)
    return sum(held(part, seen) for part in getattr(value, "__dict__", {}).values())


@pytest.fixture(scope="module")
def bytes_a_draw() -> dict[str, float]:
    world = load("small")
    case = Case(world.at("2013-10-02"), world.at("2015-01-01"), world, every_draw=False)
    found = []
    for draws in (16, 48):
        own = replace(case, draws=draws)
        every = replace(own, every_draw=True)
        asked = [
            (q, q.options.model_validate(q.in_run))
            for q in that_apply([q for q in questions(()) if not q.wants_words], own.after, "small")
        ]
        found.append(
            {
                "assessed": held(compared(own), {}),
                "every draw": held(compared(every), {}),
                "told": held([a.plain for a in answered(own, asked)], {}),
            }
        )
    few, many = found
    return {what: (many[what] - few[what]) / 32 for what in MOST}


@pytest.mark.parametrize("what", MOST)
def test_what_is_held_of_a_draw_does_not_grow_unnoticed(bytes_a_draw, what):
    """Where it shrinks, the bound is to follow, or it would let the next growth pass."""
    assert 0.8 * MOST[what] <= bytes_a_draw[what] <= MOST[what], bytes_a_draw
