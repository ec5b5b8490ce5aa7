"""Shares estimated from some of the orders in which players may come, where there are too many.

Orders are taken in pairs, one the reverse of the other: who comes early in one comes late in the
other, so that chance cancels. Where a simpler game is like the one that is asked about, and its
shares are known exactly, only the difference of both games need be estimated: a control variate,
with a coefficient of one, so that shares still add up to what everybody is worth.

Source: Castro, Gómez and Tejada, Polynomial calculation of the Shapley value based on sampling,
Computers & Operations Research 36 (2009) 1726; for the control variate Glasserman, Monte Carlo
Methods in Financial Engineering (2004), section 4.1.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from noroshi.shaped import Bool, Float, Int

Floats = NDArray[np.float64]
Orders = Int[NDArray[np.int64], " order player"]
Inside = Bool[NDArray[np.bool_], " order step player"]


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
