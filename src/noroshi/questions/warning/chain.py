"""What takes the time from launch until people are told, and whose report is heard first."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.pipe.told import SHARED, Stages, from_direction

Floats = NDArray[np.float64]
STEPS: Final = {
    "seeing": "until a sensor’s report is heard",
    "knowing": "until it is known where to",
    "attributing": "until it is attributed",
    "deciding": "until it is decided to warn",
    "broadcasting": "until the warning is broadcast",
    "reaching": "until people hear it",
}
"""Of the chain of warning, in order, by id, in words."""
_ENDS: Final = ("detected", "directed", "attributed", "decided", "broadcast", "told")


def chain(assessment: Assessment, pairs: NDArray[np.intp]) -> Stages:
    """When each link is reached for some pairs, with what is shared, (pair, draw) [s]."""
    return assessment.warnings.chain(SHARED, pairs)


def ends(assessment: Assessment, pairs: NDArray[np.intp]) -> Floats:
    """When each step ends, (step, pair, draw) [s after launch]; inf = never."""
    found = chain(assessment, pairs)
    return np.stack([getattr(found, name) for name in _ENDS])


def known_at_launch(assessment: Assessment, pairs: NDArray[np.intp]) -> Floats:
    """Useful warning, were it known at its launch where each flight comes down, (pair, draw) [s].

    No sensor brings more: whatever was seen, attribution, decision, broadcast and reception follow
    the direction by their delays alone (see `pipe.told`).
    """
    warnings = assessment.warnings
    delays = np.stack([from_direction(chain) for chain in warnings.chains])
    margins = warnings.arrivals(pairs) - delays[warnings.party[pairs]]
    return np.asarray(np.maximum(margins, 0.0))


def step_times(assessment: Assessment, weight: Floats) -> Floats:
    """How long each step takes of the flights of which people are told, (step, draw) [s].

    Args:
        assessment: one posture.
        weight: what each pair counts, (pair,).

    Returns:
        The mean over flights in each draw; NaN where nobody is told of any.
    """
    lasting, counted = _lasting(assessment, weight)
    return _mean(lasting, counted)


def step_shares(assessment: Assessment, weight: Floats) -> Floats:
    """Which share of the time from launch until people are told each step takes, (step, draw).

    Args:
        assessment: one posture.
        weight: what each pair counts, (pair,).

    Returns:
        The mean over flights in each draw, which adds up to one; NaN where nobody is told.
    """
    lasting, counted = _lasting(assessment, weight)
    whole = lasting.sum(axis=0)
    return _mean(lasting / np.where(whole > 0.0, whole, 1.0), counted)


def _lasting(assessment: Assessment, weight: Floats) -> tuple[Floats, Floats]:
    """How long each step takes, 0 where people are never told, and what counts, (pair, draw)."""
    pairs = np.flatnonzero(weight)
    times = ends(assessment, pairs)
    told = np.isfinite(times[-1])
    lasting = np.diff(np.where(told, times, 0.0), axis=0, prepend=0.0)
    return lasting, weight[pairs, None] * told


def _mean(values: Floats, counted: Floats) -> Floats:
    total = counted.sum(axis=0)
    weighted = np.einsum("spd,pd->sd", values, counted)
    return np.where(total > 0.0, weighted / np.where(total > 0.0, total, 1.0), np.nan)


def first_seers(assessment: Assessment, party: int) -> tuple[Floats, Floats]:
    """Share of the flights of which each sensor is the first that a party hears.

    Over the flights of any class that come down on its places or pass over them, each counted once.

    Returns:
        Of each sensor, (sensor, draw), and of none, (draw,); together one. 0 and NaN where no
        flight concerns the party.
    """
    pairs = assessment.warnings.pairs
    mine = assessment.receiver_party[pairs.receiver] == party
    _, one_each = np.unique(pairs.flight[mine], return_index=True)
    flights = pairs.flight[np.flatnonzero(mine)[one_each]]
    seer = assessment.warnings.reports[SHARED][party].seer[flights]
    sensors = len(assessment.detections.sensors)
    counts = np.stack([(seer == s).sum(axis=0) for s in range(-1, sensors)]).astype(np.float64)
    if len(one_each) == 0:
        return counts[1:], np.full(counts.shape[1], np.nan)
    return counts[1:] / len(one_each), counts[0] / len(one_each)
