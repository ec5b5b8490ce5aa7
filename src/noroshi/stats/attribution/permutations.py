"""Shares estimated from some of the orders in which players may come, where there are too many.

Orders are taken in pairs, one the reverse of the other: who comes early in one comes late in the
other, so that chance cancels. Where a simpler game is like the one that is asked about, and its
shares are known exactly, only the difference of both games is estimated (a control variate).
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.shaped import Bool, Float, Int

Floats = NDArray[np.float64]
Orders = Int[NDArray[np.int64], " order player"]
Inside = Bool[NDArray[np.bool_], " order step player"]


class EstimatedShares(NamedTuple):
    """Shares, and how far off they may be because so few orders were looked at."""

    share: Float[Floats, " player"]
    error: Float[Floats, " player"]
    """Standard error over pairs of orders; NaN of a single pair."""


def orders(
    random: np.random.Generator, players: int, pairs: int, unions: Sequence[int] | None = None
) -> Orders:
    """Orders in pairs, each followed by its reverse.

    Args:
        random: where they come from.
        players: how many there are.
        pairs: of orders.
        unions: the number of each player's union, whose members then come one after the other;
            None = they come as they come.

    Source: Mitchell, Cooper, Frank and Holmes, Sampling permutations for Shapley value estimation,
    Journal of Machine Learning Research 23 (2022), section 3.2 (antithetic sampling).
    """
    keys = random.random((pairs, players))
    if unions is not None:
        names, union = np.unique(np.asarray(unions, dtype=np.int64), return_inverse=True)
        keys += np.argsort(random.random((pairs, len(names))), axis=1)[:, union]
    first = np.argsort(keys, axis=1)
    return np.stack([first, first[:, ::-1]], axis=1).reshape(2 * pairs, players)


def prefixes(order: Orders) -> Inside:
    """Who has come after each step of each order: nobody after none, everybody after the last."""
    place = np.argsort(order, axis=1)
    return place[:, None, :] < np.arange(order.shape[1] + 1)[:, None]


def steps(order: Orders, values: Float[Floats, " order step"]) -> Float[Floats, " order player"]:
    """What each player brings when he comes.

    Args:
        order: in which players come.
        values: what those are worth who have come after each step, from nobody to everybody.
    """
    found = np.empty(order.shape)
    np.put_along_axis(found, order, np.diff(values, axis=1), axis=1)
    return found


def estimate(
    value: Callable[[Inside], Float[Floats, " order step"]],
    order: Orders,
    *,
    like: Callable[[Inside], Float[Floats, " order step"]] | None = None,
    exactly: Float[Floats, " player"] | None = None,
) -> EstimatedShares:
    """Shares of one game: Shapley's by orders of players, Owen's by orders of unions.

    The estimate has no bias, and its shares add up exactly to what everybody is worth.

    Args:
        value: what coalitions are worth.
        order: pairs of orders; see `orders`.
        like: a simpler game of the same players, for example in which the earliest counts.
        exactly: its shares.

    Raises:
        ValueError: there are not two orders a pair, or of the simpler game only one half is given.

    Source: Castro, Gómez and Tejada, Polynomial calculation of the Shapley value based on sampling,
    Computers & Operations Research 36 (2009) 1726; for the control variate Glasserman, Monte Carlo
    Methods in Financial Engineering (2004), section 4.1, with a coefficient of one, which keeps the
    sum exact.
    """
    if len(order) == 0 or len(order) % 2 or (like is None) != (exactly is None):
        raise ValueError("give orders in pairs, and of a simpler game both its values and shares")
    inside = prefixes(order)
    found = steps(order, value(inside))
    if like is not None and exactly is not None:
        found = found - steps(order, like(inside)) + exactly
    pairs = found.reshape(-1, 2, found.shape[1]).mean(axis=1)
    error = pairs.std(axis=0, ddof=1) / np.sqrt(len(pairs)) if len(pairs) > 1 else np.nan * pairs[0]
    return EstimatedShares(pairs.mean(axis=0), error)
