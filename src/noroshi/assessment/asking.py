"""Questions about one flight, put together so that they are answered in few calls."""

from collections.abc import Callable
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from noroshi.tracking.arc import Arc
from noroshi.tracking.information import Gathered
from noroshi.tracking.known import Heard, Question, known

Floats = NDArray[np.float64]
ROW = 8
"""Questions in a call; the last call is filled up with copies of its last question."""


class Asked(NamedTuple):
    """One question, and where its answer belongs."""

    heard: Heard
    recognition: Floats
    wanted: Floats
    area: int
    answer: Floats
    """A view into a table, (draw,)."""


def fill_up(parts: list[Gathered], width: int) -> Gathered:
    """Sensors stacked, filled up with some that never gather anything."""
    missing = width - len(parts)
    total = jnp.stack([p.total for p in parts] + [jnp.zeros_like(parts[0].total)] * missing)
    never = jnp.full_like(parts[0].since, jnp.inf)
    return Gathered(total, jnp.stack([jnp.asarray(p.since) for p in parts] + [never] * missing))


def ask(
    inside: Callable[[Any, Any], Any],
    areas: Any,
    arc: Arc,
    gathered: Gathered,
    asked: list[Asked],
) -> None:
    """Answer every question; equal ones once."""
    same: dict[bytes, list[Asked]] = {}
    for a in asked:
        same.setdefault(_key(a), []).append(a)
    different = list(same.values())
    for start in range(0, len(different), ROW):
        row = different[start : start + ROW]
        first = [alike[0] for alike in row]
        first += [first[-1]] * (ROW - len(first))
        question = jax.tree.map(lambda *x: np.stack(x), *[Question(*a[:4]) for a in first])
        answers = np.asarray(known(inside, areas, arc, gathered, question))
        for alike, answer in zip(row, answers, strict=False):
            for a in alike:
                a.answer[...] = answer


def _key(a: Asked) -> bytes:
    parts = (a.heard.looks, a.heard.tracks, a.recognition, a.wanted, np.int64(a.area))
    return b"".join(np.asarray(p).tobytes() for p in parts)
