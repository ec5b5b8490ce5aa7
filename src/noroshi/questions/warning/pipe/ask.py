"""Many questions about some lanes, answered in full rows: only those that may have an answer.

Teams that hear nothing of a flight, and postures in which a party hears the same, make up much of
all that could be asked. So questions are laid end to end, one a lane, and rows are filled with
those that are left, first the ones that come without another's tracks, which are quicker.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from noroshi.tracking.localisation import LocalisationQuestion

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ROWS = 8
"""Rows that are handed over at once."""

Answer = Callable[[LocalisationQuestion, int], Any]
"""From rows of questions (row, ..., lane), and how many count, to answers (row, ..., lane)."""


def ask(
    answer: Answer,
    postures: Sequence[Sequence[LocalisationQuestion]],
    since: Floats,
    end: Floats,
    shape: tuple[int, ...] = (),
) -> list[list[Floats]]:
    """Answers (*shape, lane) to the questions of each posture; inf where nothing can be known.

    Args:
        answer: what answers rows of questions.
        postures: each posture's questions, lanes last. Where two postures put the same at the same
            place of their lists, it is answered once.
        since: when each sensor holds each coast, (slot, draw) [s].
        end: when each comes down, (draw,) [s].
        shape: of one lane's answer.
    """
    flat = [question for mine in postures for question in mine]
    news = [_news(question, since) for question in flat]
    worth = [np.min(n, axis=(0, 1)) < end[q.draw] for n, q in zip(news, flat, strict=True)]
    twins, first = {}, len(postures[0])
    begin = np.cumsum([0, *map(len, postures)])
    for p in range(1, len(postures)):
        for i, k in enumerate(range(begin[p], min(begin[p + 1], begin[p] + first))):
            same = _alike(flat[i], flat[k]) & np.all(news[i] == news[k], axis=(0, 1))
            twins[k], worth[k] = (i, same), worth[k] & ~same
    answers = _answered(answer, flat, np.concatenate(worth), since.shape[1], shape)
    for k, (i, same) in twins.items():
        answers[k] = np.where(same, answers[i], answers[k])
    return [answers[a:b] for a, b in pairwise(begin)]


def _news(question: LocalisationQuestion, since: Floats) -> Floats:
    """When looks and tracks of each sensor begin to arrive, (2, slot, lane) [s]."""
    heard = question.latency
    return np.asarray(since[:, question.draw] + np.stack((heard.looks, heard.tracks)))


def _alike(one: LocalisationQuestion, other: LocalisationQuestion) -> NDArray[np.bool_]:
    """Whether the same is wanted of the same coast, (lane,); what is heard aside."""
    return np.asarray(
        (one.recognition == other.recognition)
        & (one.wanted == other.wanted)
        & (one.area == other.area)
        & (one.draw == other.draw)
    )


def _answered(
    answer: Answer,
    flat: list[LocalisationQuestion],
    worth: NDArray[np.bool_],
    lanes: int,
    shape: tuple[int, ...],
) -> list[Floats]:
    """The answers where they are worth while, inf elsewhere."""
    whole: LocalisationQuestion = jax.tree.map(lambda *a: np.concatenate(a, axis=-1), *flat)
    sent = np.isfinite(whole.latency.tracks).any(axis=0)
    asked = np.flatnonzero(worth)
    asked = asked[np.argsort(sent[asked], kind="stable")]
    results = np.full((*shape, len(worth)), np.inf)
    for some, count in _rows(asked, lanes):
        rows: LocalisationQuestion = jax.tree.map(
            lambda a, i=some: np.moveaxis(a[..., i], -2, 0), whole
        )
        got = np.asarray(answer(rows, count))
        results[..., some[:count]] = np.moveaxis(got[:count], 0, -2)
    return np.split(results, len(flat), axis=-1)


def _rows(asked: Ints, lanes: int) -> Iterator[tuple[Ints, int]]:
    """Indices (ROWS, lanes), the last repeated, and how many rows count."""
    for start in range(0, len(asked), ROWS * lanes):
        some = asked[np.minimum(np.arange(start, start + ROWS * lanes), len(asked) - 1)]
        yield some.reshape(ROWS, lanes), -(-min(len(asked) - start, ROWS * lanes) // lanes)
