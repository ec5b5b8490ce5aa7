"""Shares of single sensors, by orders in which they may come, and what it costs to lose some."""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.shares.game import FlightGame
from noroshi.stats.attribution import (
    orders,
    owen_of_earliest,
    prefixes,
    shapley_of_earliest,
    steps,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Losses(NamedTuple):
    """What it costs one party's people to lose sensors."""

    one: Floats
    """Each sensor, (sensor, game, draw) [s]."""
    pairs: Ints
    """Two sensors each, (pair, 2)."""
    two: Floats
    """Both of each pair, (pair, game, draw) [s]."""


def by_orders(
    flights: FlightGame, random: np.random.Generator, unions: Sequence[int] | None = None
) -> Floats:
    """What each sensor brings, (sensor, game, draw) [s]: Shapley's values, or Owen's by unions.

    Of each flight in each draw the mean over a pair of orders, one the reverse of the other. Only
    the difference to the game in which the earliest counts is estimated: its own values are exact.

    Args:
        flights: that concern one party in one posture.
        random: where orders come from.
        unions: the number of each sensor's owner, whose sensors then come one after the other;
            None = they come as they come.
    """
    lanes, sensors = len(flights.flight), flights.sensors
    order = orders(random, sensors, lanes, unions)
    inside = prefixes(order).reshape(lanes, 2 * (sensors + 1), sensors)
    alone = flights.worth(np.eye(sensors, dtype=bool))
    found = []
    for worth, each in zip(flights.worth(inside), alone, strict=True):
        come = np.take_along_axis(np.repeat(each, 2, axis=0), order, axis=1)
        earliest = np.maximum.accumulate(come, axis=1)
        like = np.concatenate([np.zeros((2 * lanes, 1)), earliest], axis=1)
        more = steps(order, worth.reshape(2 * lanes, sensors + 1) - like)
        exactly = (
            shapley_of_earliest(each.T) if unions is None else owen_of_earliest(each.T, unions)
        )
        found.append(more.reshape(lanes, 2, sensors).mean(axis=1) + exactly.T)
    return flights.mean(np.array(found)) * _scale(flights)


def losses(flights: FlightGame, exactly: Floats) -> Losses:
    """What it costs to lose each sensor, and each two of them.

    Args:
        flights: that concern one party in one posture.
        exactly: what it costs of all flights' warning to lose each, (sensor, draw) [s]. What two
            cost by those that are followed is off by about as much as the sum of both is.
    """
    every = range(flights.sensors)
    pairs = np.array([*combinations(every, 2)], dtype=np.int64).reshape(-1, 2)
    left = np.ones((flights.sensors + len(pairs), flights.sensors), dtype=bool)
    left[every, every] = False
    left[flights.sensors + np.arange(len(pairs)), pairs.T] = False
    whole = flights.mean_worth(np.ones((1, flights.sensors), dtype=bool))[0]
    lost = (whole - flights.mean_worth(left)) * flights.scale(whole)
    # Never less than nothing: the times of knowing are searched for, to a tenth of a second.
    lost = np.maximum(lost, 0.0)
    one, two = lost[: flights.sensors], lost[flights.sensors :]
    apart, one[:, 0] = one[pairs, 0].sum(axis=1), exactly
    two[:, 0] += exactly[pairs].sum(axis=1) - apart
    two[:, 0] = np.maximum(two[:, 0], exactly[pairs].max(axis=1))
    return Losses(one, pairs, two)


def dearest(found: Losses, most: int) -> Ints:
    """Which pairs cost most warning in the mean over the draws, dearest first; none of nothing."""
    mean = found.two[:, 0].mean(axis=-1)
    ranked = np.argsort(-mean, kind="stable")[:most]
    return np.asarray(ranked[mean[ranked] > 0.0])


def of_pair(found: Losses, first: int, second: int) -> Floats:
    """Warning that the loss of two sensors costs, whichever is named first, (draw,) [s]."""
    which = (found.pairs == sorted((first, second))).all(axis=1)
    return np.asarray(found.two[which, 0][0])


def _scale(flights: FlightGame) -> Floats:
    whole = flights.mean_worth(np.ones((1, flights.sensors), dtype=bool))[0]
    return flights.scale(whole)
