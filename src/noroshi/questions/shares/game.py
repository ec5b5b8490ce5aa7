"""What each set of sensors is worth: the games whose values are shares.

Two games, of one party's people and the flights aimed at them, each counted as the question on
warning counts it: how long before impact people are told, and how long before it their party knows
by tracks where it comes down. A set of sensors is worth the mean that there would be if only these
stood, all else alike and all of them shared as declared; nobody is worth nothing.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.pipe.coalitions import Followed, lanes_of_impacts
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.pipe.told import from_direction, satellite_direction

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
GAMES: Final = {"warning": "warning of people", "localisation": "knowing where, by tracks"}
"""By id, and in words."""


@dataclass(frozen=True, eq=False)
class Lanes:
    """The flights that concern one party in one posture, draw by draw."""

    followed: Followed
    flight: Ints
    """(lane,), the flights of the first draw first."""
    draw: Ints
    weight: Floats
    """What each flight counts, (flight that counts,) [1]; they sum to one."""
    arrival: Floats
    """(lane,) [s after launch]."""
    acting: Floats
    """From tracks that tell the area to a direction, (lane,) [s]."""
    telling: Floats
    """From a direction to people who know, (lane,) [s]."""
    given: Floats
    """When each satellite alone gives a direction, (lane, sensor) [s]; inf = never, and of all
    sensors that are none."""

    @property
    def draws(self) -> int:
        """In how many draws flights are followed."""
        return len(self.flight) // max(len(self.weight), 1)

    @property
    def heard(self) -> Mask:
        """Which sensors tell the party anything, (lane, sensor)."""
        return np.asarray(self.followed.heard(self.flight, self.draw) | np.isfinite(self.given))

    def worth(self, sets: Mask) -> Floats:
        """What sets of sensors are worth in each game.

        Args:
            sets: (lane, set, sensor).

        Returns:
            (game, lane, set) [s].
        """
        known = self.followed.known(self.flight, self.draw, sets)
        directed = known + self.acting[:, None]
        for sensor in np.flatnonzero(np.isfinite(self.given).any(axis=0)).tolist():
            given = np.where(sets[:, :, sensor], self.given[:, sensor, None], np.inf)
            np.minimum(directed, given, out=directed)
        arrival, telling = self.arrival[:, None], self.telling[:, None]
        left = arrival - np.stack([directed + telling, known])
        return np.asarray(np.maximum(left, 0.0))

    def mean(self, values: Floats) -> Floats:
        """Mean over flights, as they count.

        Args:
            values: (game, lane, …).

        Returns:
            (game, …, draw).
        """
        games, _, *rest = values.shape
        by_draw = values.reshape(games, self.draws, len(self.weight), *rest)
        return np.asarray(np.moveaxis(np.tensordot(by_draw, self.weight, (2, 0)), 1, -1))


def lanes(
    assessment: Assessment, followed: Followed, party: int, weight: Floats, draws: int
) -> Lanes:
    """The flights that concern one party.

    Args:
        assessment: of the posture.
        followed: the same posture, made ready to be followed again.
        party: its index.
        weight: what each pair counts, (pair,).
        draws: so many, the first ones.
    """
    pair, flight, draw = lanes_of_impacts(assessment, weight, draws)
    hearing = assessment.hearings[party]
    given = np.full((len(pair), len(assessment.detections.sensors)), np.inf)
    for sensor in np.flatnonzero(assessment.powered_alone).tolist():
        held = assessment.detections.times("held", sensor)[flight, draw]
        delay = hearing.shared[draw, sensor]
        direction = hearing.chain._replace(
            satellite_direction=hearing.chain.satellite_direction[draw]
        )
        given[:, sensor] = satellite_direction(held, delay, direction)
    counted = len(pair) // max(draws, 1)
    return Lanes(
        followed,
        flight,
        draw,
        weight[pair[:counted]],
        assessment.warnings.arrivals()[pair, draw],
        hearing.chain.radar_direction[draw],
        from_direction(hearing.chain)[draw],
        given,
    )
