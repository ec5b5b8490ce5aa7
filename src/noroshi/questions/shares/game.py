"""What each set of sensors is worth: the games whose values are shares.

Two games, of one party's people and the flights aimed at them, each counted as the question on
warning counts it: how long before impact people are told, and how long before it their party knows
by tracks where it comes down. A set of sensors is worth the mean that there would be if only these
stood, all else alike and all of them shared as declared; nobody is worth nothing.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.kept import Aside, kept
from noroshi.questions.warning.pipe.coalitions import SubsetTracker, lanes_of_impacts
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.pipe.told import (
    ALONE,
    SHARED,
    Chain,
    from_direction,
    satellite_direction,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
GAMES: Final = {"warning": "warning of people", "localisation": "knowing where, by tracks"}
"""By id, and in words."""
_TOGETHER: Final = 32
"""Draws that are worked out together; no number depends on it."""


@dataclass(frozen=True, eq=False)
class FlightGame:
    """Flights that concern one party in one posture: in each draw some of them, or all."""

    followed: SubsetTracker
    flight: Ints
    """(lane,), those of the first draw first."""
    draw: Ints
    weight: Floats
    """What each counts, (lane,) [1]; those of one draw sum to one."""
    arrival: Floats
    """(lane,) [s after launch]."""
    acting: Floats
    """From tracks that tell the area to a direction, (lane,) [s]."""
    telling: Floats
    """From a direction to people who know, (lane,) [s]."""
    given: Floats
    """When each satellite alone gives a direction, (lane, sensor) [s]; inf = never, and of all
    sensors that are none."""
    exactly: Floats
    """What the party has in each game by all flights, alone and with what is shared,
    (game, knowledge, draw) [s]."""

    @property
    def sensors(self) -> int:
        """How many the posture has."""
        return int(self.given.shape[1])

    def worth(self, sets: Mask) -> Floats:
        """What sets of sensors are worth in each game.

        Args:
            sets: (lane, set, sensor), or (set, sensor) of all lanes alike.

        Returns:
            (game, lane, set) [s].
        """
        each = np.broadcast_to(sets, (len(self.flight), *sets.shape[-2:]))
        known = self.followed.known(self.flight, self.draw, each)
        directed = known + self.acting[:, None]
        for sensor in np.flatnonzero(np.isfinite(self.given).any(axis=0)).tolist():
            given = np.where(each[:, :, sensor], self.given[:, sensor, None], np.inf)
            np.minimum(directed, given, out=directed)
        arrival, telling = self.arrival[:, None], self.telling[:, None]
        left = arrival - np.stack([directed + telling, known])
        return np.asarray(np.maximum(left, 0.0))

    def mean_worth(self, sets: Mask) -> Floats:
        """What sets of sensors are worth in the mean over flights, (set, game, draw) [s].

        In blocks of draws: each flight by each set takes hundreds of megabytes of many draws.

        Args:
            sets: (set, sensor).
        """
        begins = np.flatnonzero(np.diff(self.draw, prepend=-1))[::_TOGETHER].tolist()
        ends = [*begins[1:], len(self.draw)]
        parts = [self._of(slice(*some)) for some in zip(begins, ends, strict=True)]
        return np.concatenate([part.mean(part.worth(sets)) for part in parts], axis=-1)

    def kept_worth(self, sets: Mask) -> Floats:
        """The same, found again where nothing of the posture has changed that it depends on."""
        lanes = self.followed.lanes(self.flight, self.draw)
        each = self.weight, self.arrival, self.acting, self.telling, self.given
        return kept("worth of sensors", _mean_worth, Aside(self), sets, lanes, self.draw, *each)

    def _of(self, lanes: slice) -> "FlightGame":
        """Some of the lanes."""
        each = ("flight", "draw", "weight", "arrival", "acting", "telling", "given")
        return replace(self, **{name: getattr(self, name)[lanes] for name in each})

    def mean(self, values: Floats) -> Floats:
        """Mean over flights, as they count, (…, game, draw) of (game, lane, …)."""
        begins = np.flatnonzero(np.diff(self.draw, prepend=-1))
        weight = self.weight.reshape(-1, *(1,) * (values.ndim - 2))
        summed = np.add.reduceat(values * weight, begins, axis=1)
        return np.asarray(np.moveaxis(summed, (0, 1), (-2, -1)))

    def scale(self, whole: Floats) -> Floats:
        """What makes means over the flights that are followed one over all, (game, draw) [1].

        A ratio estimate: so much larger is what all sensors together are worth by all flights.

        Args:
            whole: the same by those that are followed, (game, draw) [s].
        """
        exactly = self.exactly[:, SHARED]
        return np.where(whole > 0.0, exactly / np.where(whole > 0.0, whole, 1.0), 1.0)


def _mean_worth(game: Aside[FlightGame], sets: Mask, *_read: object) -> Floats:
    return game.value.mean_worth(sets)


def lanes(
    assessment: Assessment,
    followed: SubsetTracker,
    party: int,
    weight: Floats,
    one_in: int,
    seed: int = 0,
) -> FlightGame:
    """The flights that concern one party.

    Args:
        assessment: of the posture.
        followed: the same posture, made ready to be followed again.
        party: its index.
        weight: what each pair counts, (pair,).
        one_in: of so many flights one is followed in each draw.
        seed: of which are followed when.
    """
    pair, flight, draw = lanes_of_impacts(assessment, weight, one_in, seed)
    hearing, pairs = assessment.hearings[party], assessment.warnings.pairs
    given = np.full((len(pair), len(assessment.detections.sensors)), np.inf)
    chain = Chain(*(delay[draw] for delay in hearing.chain))
    for sensor in np.flatnonzero(assessment.powered_alone).tolist():
        held = assessment.detections.times("held", sensor)[flight, draw]
        given[:, sensor] = satellite_direction(held, hearing.shared[draw, sensor], chain)
    by_draw = np.bincount(draw, weight[pair])
    return FlightGame(
        followed,
        flight,
        draw,
        weight[pair] / by_draw[draw],
        pairs.fraction[pair] * assessment.warnings.flight_time[flight, draw],
        chain.radar_direction,
        from_direction(chain),
        given,
        exact(assessment, weight),
    )


def exact(assessment: Assessment, weight: Floats) -> Floats:
    """What a party has by all flights, alone and with what is shared, (game, knowledge, draw) [s].

    Args:
        assessment: of the posture.
        weight: what each pair counts, (pair,).
    """
    counted = np.flatnonzero(weight)
    arrival = assessment.warnings.arrivals(counted)
    known = (arrival - assessment.tracks.known[k, counted] for k in (ALONE, SHARED))
    told = (assessment.warnings.useful_times(k, counted) for k in (ALONE, SHARED))
    by_game = [[*told], [np.maximum(left, 0.0) for left in known]]
    return np.array([[weight[counted] @ times for times in row] for row in by_game])
