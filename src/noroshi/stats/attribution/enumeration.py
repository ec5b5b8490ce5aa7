"""Exact shares by looking at every coalition: of up to some ten players, or groups of them.

A game says what each set of players, a coalition, is worth. Coalitions are numbered by their
members: player i is in coalition c where bit i of c is set, so that 0 is nobody and the last one
everybody. Values of many games of the same players may stand side by side.
"""

from collections.abc import Sequence
from functools import cache
from math import comb
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.shaped import Bool, Float

Floats = NDArray[np.float64]
MOST_PLAYERS: Final = 16
"""More have too many coalitions to look at each: 65,536 of so many."""


def members(players: int) -> Bool[NDArray[np.bool_], " coalition player"]:
    """Who is in each coalition.

    Raises:
        ValueError: there are more than `MOST_PLAYERS`.

    Example:
        >>> members(2).tolist()
        [[False, False], [True, False], [False, True], [True, True]]
    """
    if not 0 <= players <= MOST_PLAYERS:
        raise ValueError(
            f"{players} players have too many coalitions to look at each; at most {MOST_PLAYERS}: "
            "take them together in groups, or estimate by permutations"
        )
    found: NDArray[np.bool_] = (np.arange(1 << players)[:, None] >> np.arange(players)) & 1 == 1
    return found


def shapley(values: Float[Floats, " coalition *game"]) -> Float[Floats, " player *game"]:
    """What each player brings, averaged over all orders in which players may come.

    The shares add up to what everybody together is worth beyond nobody; players who bring the same
    to every coalition have the same share, one who never brings anything has none; and of the sum
    of two games each has the sum of both shares. No other division does all that.

    Args:
        values: what each coalition is worth; see the module for their order.

    Raises:
        ValueError: there are not two to the power of some number of coalitions.

    Source: Shapley, A value for n-person games, in Contributions to the Theory of Games II (1953),
    eq. 13.

    Example:
        >>> shapley(np.array([0.0, 1.0, 3.0, 4.0])).tolist()  # 1 and 3 simply add up
        [1.0, 3.0]
    """
    return _each(_shapley_weights(_players(values)), values)


def owen(
    values: Float[Floats, " coalition *game"], unions: Sequence[int]
) -> Float[Floats, " player *game"]:
    """What each player brings where players of one union come together, one after the other.

    As `shapley`, but only over orders in which no stranger comes between members of a union: so
    the shares of a union add up to what it has as one player among unions, whatever it is made of.

    Args:
        values: what each coalition is worth.
        unions: the number of each player's union.

    Raises:
        ValueError: there are not as many unions given as players.

    Source: Owen, Values of games with a priori unions, in Mathematical Economics and Game Theory
    (1977), eq. 7.

    Example:
        >>> # Three who can each do all of it by himself, the second and third of one union.
        >>> owen(np.array([0.0, 1, 1, 1, 1, 1, 1, 1]), (0, 1, 1)).tolist()
        [0.5, 0.25, 0.25]
    """
    players = _players(values)
    if len(unions) != players:
        raise ValueError(f"{players} players, and unions of {len(unions)}: give each player one")
    return _each(_owen_weights(tuple(unions)), values)


def leave_one_out(values: Float[Floats, " coalition *game"]) -> Float[Floats, " player *game"]:
    """What everybody together loses without each one.

    No division: where two players do the same, either may go without a loss, and neither of them
    is told to bring anything.
    """
    everybody = len(values) - 1
    without = everybody ^ (1 << np.arange(_players(values)))
    return np.asarray(values[-1] - values[without])


def quotient(
    values: Float[Floats, " coalition *game"], unions: Sequence[int]
) -> Float[Floats, " unioned *game"]:
    """The game among unions: what each set of whole unions is worth.

    Args:
        values: what each coalition of players is worth.
        unions: the number of each player's union, from zero on.
    """
    _players(values)
    count = max(unions, default=-1) + 1
    bits = np.zeros(count, dtype=np.int64)
    for player, union in enumerate(unions):
        bits[union] |= 1 << player
    return np.asarray(values[members(count) @ bits])


def _players(values: Floats) -> int:
    players = len(values).bit_length() - 1
    if len(values) != 1 << players:
        raise ValueError(f"{len(values)} coalitions are none of 1, 2, 4, 8, …: give all of them")
    return players


def _each(weights: Floats, values: Floats) -> Floats:
    flat = np.asarray(values, dtype=np.float64).reshape(len(values), -1)
    return np.asarray((weights @ flat).reshape(len(weights), *values.shape[1:]))


@cache
def _shapley_weights(players: int) -> Floats:
    """What each coalition's value counts in each player's share, (player, coalition) [1].

    A coalition of s with the player counts (s−1)!(n−s)!/n!, one without him −s!(n−s−1)!/n!.
    """
    if not players:
        return np.zeros((0, 1))
    inside = members(players)
    size = inside.sum(axis=1)
    joins = np.array([_chance(players, s) for s in range(players)])
    with_him, without_him = joins[np.maximum(size - 1, 0)], joins[np.minimum(size, players - 1)]
    weights: Floats = np.where(inside, with_him[:, None], -without_him[:, None]).T
    return weights


@cache
def _owen_weights(unions: tuple[int, ...]) -> Floats:
    """As `_shapley_weights`: only coalitions count in which each other union is whole or absent."""
    inside = members(len(unions))
    if not unions:
        return np.zeros((0, len(inside)))
    union = np.array(unions, dtype=np.int64)
    names = np.unique(union)
    present = np.stack([inside[:, union == u].sum(axis=1) for u in names], axis=1)
    sizes = np.array([np.sum(union == u) for u in names])
    found = np.zeros((len(unions), len(inside)))
    for player, own in enumerate(np.searchsorted(names, union)):
        others = np.arange(len(names)) != own
        whole = (present == sizes) & others
        counts = (whole | (present == 0) | ~others).all(axis=1)
        before, here = whole.sum(axis=1), present[:, own] - inside[:, player]
        chance = _chances(len(names))[before] * _chances(int(sizes[own]))[here]
        found[player] = np.where(counts, np.where(inside[:, player], chance, -chance), 0.0)
    return found


def _chances(players: int) -> Floats:
    return np.array([_chance(players, before) for before in range(players)])


def _chance(players: int, before: int) -> float:
    """Of one particular set of so many to stand before a given player in an order of all."""
    return 1.0 / (players * comb(players - 1, before))
