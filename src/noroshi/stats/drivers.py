"""Which assumptions drive an answer."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


FEWEST_RANKED = 32
"""With fewer, the test's approximation breaks down and names drivers by chance."""


class Driver(NamedTuple):
    """One assumption and how strongly an answer goes with it."""

    name: str
    correlation: float
    """Spearman's rank correlation over the draws, -1 to 1."""
    p_value: float
    """Chance of a correlation this large among unrelated numbers, when only one is tried."""


def drivers(values: dict[str, Floats], answer: Floats, *, level: float = 0.05) -> list[Driver]:
    """The assumptions whose rank correlation with the answer is beyond chance, strongest first.

    Args:
        values: each assumption's value in every draw, (draw,).
        answer: the answer in every draw, (draw,).
        level: chance of a single false name in the whole list (Bonferroni over the assumptions).

    An answer that does not vary, or is not finite, or has few draws, has no drivers.
    """
    if len(answer) < FEWEST_RANKED or not np.all(np.isfinite(answer)) or np.ptp(answer) == 0.0:
        return []
    varied = {name: v for name, v in values.items() if np.ptp(v) > 0.0}
    found = [
        Driver(name, float(r), float(p))
        for name, r, p in zip(varied, *_correlations(list(varied.values()), answer), strict=True)
    ]
    beyond = [d for d in found if d.p_value < level / len(found)]
    return sorted(beyond, key=lambda d: -abs(d.correlation))


def _correlations(values: Sequence[Floats], answer: Floats) -> tuple[Floats, Floats]:
    """Rank correlation of each with the answer, and its p-value; ranked once, not pair by pair."""
    # Only now: it takes half a second to start, and what draws nothing does without it.
    from scipy.stats import spearmanr

    if len(values) < _TWO:
        single = [spearmanr(v, answer) for v in values]
        return np.array([s.statistic for s in single]), np.array([s.pvalue for s in single])
    result = spearmanr(np.column_stack([*values, answer]))
    return result.statistic[:-1, -1], result.pvalue[:-1, -1]


_TWO = 2
"""With fewer assumptions the library returns no matrix."""
