"""Exact shares in closed form where the earliest counts: a coalition has what its best one brings.

As when an alert goes out on the first report that arrives, whoever sends it. Such a game is that
of the airport, in which aircraft share a runway as long as the largest of them needs. Each step
from one player's worth to the next is shared evenly by all who are worth as much: so a sort is
enough, whatever the number of players.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from noroshi.shaped import Float

Floats = NDArray[np.float64]


def shapley_of_earliest(
    worth: Float[Floats, " player *game"],
) -> Float[Floats, " player *game"]:
    """Each player's Shapley value where a coalition is worth what its best member is.

    Args:
        worth: of each player alone, not negative; what he has where nobody comes earlier, such as
            the warning that is left when his report arrives.

    Raises:
        ValueError: some are negative, or no number.

    Source: Littlechild and Owen, A simple expression for the Shapley value in a special case,
    Management Science 20 (1973) 370.

    Example:
        >>> shapley_of_earliest(np.array([10.0, 30.0])).tolist()  # the first 10 are shared
        [5.0, 25.0]
    """
    given = _checked(worth)
    order = np.argsort(given, axis=0, kind="stable")
    steps = np.diff(np.take_along_axis(given, order, axis=0), axis=0, prepend=0.0)
    sharing = np.arange(len(given), 0, -1, dtype=np.float64).reshape(-1, *(1,) * (given.ndim - 1))
    found = np.empty_like(given)
    np.put_along_axis(found, order, np.cumsum(steps / sharing, axis=0), axis=0)
    return found


def owen_of_earliest(
    worth: Float[Floats, " player *game"], unions: Sequence[int]
) -> Float[Floats, " player *game"]:
    """Each player's Owen value where a coalition is worth what its best member is.

    Each step is shared evenly by the unions of which a member is worth as much, and within each of
    them by those members.

    Args:
        worth: of each player alone, not negative.
        unions: the number of each player's union.

    Raises:
        ValueError: some are negative or no number, or there are not as many unions as players.

    Source: Vázquez-Brage, van den Nouweland and García-Jurado, Owen's coalitional value and
    aircraft landing fees, Mathematical Social Sciences 34 (1997) 273, theorem 3.1.

    Example:
        >>> owen_of_earliest(np.array([10.0, 10.0, 30.0]), (0, 1, 1)).tolist()
        [5.0, 2.5, 22.5]
    """
    given = _checked(worth)
    if len(unions) != len(given):
        raise ValueError(f"{len(given)} players, and unions of {len(unions)}: give each one")
    names, union = np.unique(np.asarray(unions, dtype=np.int64), return_inverse=True)
    flat = given.reshape(len(given), int(np.prod(given.shape[1:])))
    order = np.argsort(flat, axis=0, kind="stable")
    steps = np.diff(np.take_along_axis(flat, order, axis=0), axis=0, prepend=0.0)
    games = np.arange(flat.shape[1])
    left = np.repeat(np.bincount(union, minlength=len(names))[:, None], len(games), axis=1)
    paid, found = np.zeros(left.shape), np.empty_like(flat)
    # From the least worth on: all who are left share a step, and then the least of them goes.
    for who, step in zip(order, steps, strict=True):
        sharing = np.count_nonzero(left, axis=0) * np.maximum(left, 1)
        paid += np.where(left > 0, step / sharing, 0.0)
        own = union[who]
        found[who, games] = paid[own, games]
        left[own, games] -= 1
    return found.reshape(given.shape)


def _checked(worth: Floats) -> Floats:
    given = np.asarray(worth, dtype=np.float64)
    if not np.all(given >= 0.0):
        raise ValueError(
            "what a player is worth alone is negative or no number; where a report comes too late "
            "or never, it is worth 0"
        )
    return given
