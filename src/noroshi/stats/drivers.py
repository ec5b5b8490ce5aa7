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
    """Rank correlation of each with the answer, and its p-value by Student's distribution.

    As `scipy.stats.spearmanr` has them, whose import takes longer than a short command.
    """
    ranks = np.array([_centred_ranks(one) for one in values]).reshape(-1, len(answer))
    own = _centred_ranks(answer)
    found = ranks @ own / np.sqrt((ranks * ranks).sum(axis=-1) * (own @ own))
    found = np.clip(found, -1.0, 1.0)
    freedom = len(answer) - 2
    with np.errstate(divide="ignore"):  # ranks that are all alike leave nothing to chance
        student = np.abs(found) * np.sqrt(freedom / ((1.0 + found) * (1.0 - found)))
    import scipy.special  # only now: short commands need none of it

    return found, 2.0 * scipy.special.stdtr(freedom, -student)


def _centred_ranks(values: Floats) -> Floats:
    """Ranks less their mean; of equal values all have the mean of theirs."""
    _, which, count = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(count) - 0.5 * (count - 1))[which] - 0.5 * (len(values) + 1)
