"""Exact shares where so many hits are enough, by players of whom each hits by a chance of his own.

As when an event is told as soon as three stations hear it: a coalition is worth the chance that
its members make that many hits or more, independently of one another. Let each other player be
there with a probability t: what one more brings then is a polynomial in t, and its integral from 0
to 1 his Shapley value. Gauss's rule integrates it without error, so that a hundred players, of
whom no machine could look at each coalition, take milliseconds, and nothing is left to chance.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from noroshi.shaped import Float

Floats = NDArray[np.float64]


def shapley_of_enough(
    chances: Float[Floats, " hitter *game"], enough: int, players: Sequence[int] | None = None
) -> Float[Floats, " player *game"]:
    """Each player's Shapley value where a coalition is worth its chance of enough hits.

    Args:
        chances: that each of those who may hit does.
        enough: how many hits are enough, 1 or more.
        players: the number of the player to whom each belongs, from zero on; None = each is a
            player of his own.

    Raises:
        ValueError: as many as are enough is less than one, a chance is none, or there are not as
            many players given as there are chances.

    Source: Owen, Multilinear extensions of games, Management Science 18 (1972) P64: the
    value is the integral of the extension's slopes along the main diagonal of the cube. Hits of
    one player by the Poisson-binomial recurrence.

    Example:
        >>> shapley_of_enough(np.array([1.0, 1.0, 0.0]), 2).tolist()  # neither is enough alone
        [0.5, 0.5, 0.0]
    """
    own = _own_hits(chances, enough, players)
    node, weight = np.polynomial.legendre.leggauss(len(own) // 2 + 1)
    there = 0.5 * (node + 1.0)
    brought = _brought(own, there.reshape(-1, *(1,) * (own.ndim - 2)))
    return np.asarray(np.tensordot(brought, 0.5 * weight, axes=(1, 0)))


def loss_of_enough(
    chances: Float[Floats, " hitter *game"], enough: int, players: Sequence[int] | None = None
) -> Float[Floats, " player *game"]:
    """By how much the chance of enough hits falls without each player; see `shapley_of_enough`.

    Example:
        >>> loss_of_enough(np.array([1.0, 1.0, 1.0]), 2).tolist()  # any one of them can be spared
        [0.0, 0.0, 0.0]
    """
    own = _own_hits(chances, enough, players)
    return _brought(own, np.ones((1,) * (own.ndim - 1)))[:, 0]


def _own_hits(chances: Floats, enough: int, players: Sequence[int] | None) -> Floats:
    """Chances that each player makes none, one, … and at last `enough` hits or more.

    (player, hits, …), the hits from 0 to `enough`.
    """
    given = np.asarray(chances, dtype=np.float64)
    belongs = np.arange(len(given)) if players is None else np.asarray(players, dtype=np.int64)
    if enough < 1:
        raise ValueError(f"{enough} hits are enough for nobody to bring anything: 1 or more")
    if len(belongs) != len(given):
        raise ValueError(f"{len(given)} chances, and players of {len(belongs)}: give each one")
    if not np.all((given >= 0.0) & (given <= 1.0)):
        raise ValueError("a chance is less than 0, more than 1, or no number")
    own = np.zeros((int(belongs.max(initial=-1)) + 1, enough + 1, *given.shape[1:]))
    own[:, 0] = 1.0
    for player, chance in zip(belongs.tolist(), given, strict=True):
        hits = own[player]
        more = hits[:-1] * chance
        hits[:-1] *= 1.0 - chance
        hits[1:] += more
    return own


def _brought(own: Floats, there: Floats) -> Floats:
    """What each player brings where each other one is there by some probabilities.

    Of too few hits by the others, the chance that his own make up for what lacks: nothing is
    subtracted, so that small chances keep their digits.

    Args:
        own: hits of each, (player, hits, …).
        there: that each other one is there, (node, …).

    Returns:
        (player, node, …).
    """
    enough = own.shape[1] - 1
    absent = np.zeros((enough, 1, *own.shape[2:]))
    absent[0] = 1.0
    nobody = np.broadcast_to(absent, (enough, *np.broadcast_shapes(there.shape, absent.shape[1:])))

    def few(hits: Floats) -> Floats:
        """Of one who may be there, chances of too few hits, (hits, node, …)."""
        return np.asarray((1.0 - there) * absent + there * hits[:enough, None])

    before = [nobody]
    for hits in own[:-1]:
        before.append(too_few_of_both(before[-1], few(hits)))
    found, behind = np.zeros((len(own), *nobody.shape[1:])), nobody
    for player in reversed(range(len(own))):
        others = too_few_of_both(before[player], behind)
        makes_up = np.cumsum(own[player][:0:-1], axis=0)  # what lacks, from `enough` hits to one
        found[player] = np.sum(others * makes_up[:, None], axis=0)
        behind = too_few_of_both(behind, few(own[player]))
    return found


def too_few_of_both(a: Floats, b: Floats) -> Floats:
    """Chances of too few hits by two parts together."""
    return np.array([sum(a[j] * b[k - j] for j in range(k + 1)) for k in range(len(a))])
