"""What a comparison of bases found, as frozen records."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.fleets.steady_state import Cycle
from noroshi.fleets.transit import Trip
from noroshi.questions.basing.choice import Compared
from noroshi.questions.basing.postings import Posting
from noroshi.scenario.records import Scenario
from noroshi.world import Draws

Floats = NDArray[np.float64]
SIZES: Final = np.arange(1, 9)
"""Sizes of a fleet that are worked out."""


@dataclass(frozen=True)
class Pair:
    """One type of craft flying from one base to one station; crews for every craft.

    In the weather that all bases are given, but for `steady_own`.
    """

    base: str
    station: str
    trip: Trip
    sustained: Floats
    """Mean number on station when all fly as often as they can, by `SIZES`, (size, draw)."""
    sorties_a_day: Floats
    """Take-offs when all fly as often as they can, (size, draw) [1/day]."""
    under_way: Floats
    """Mean number under way then, (size, draw): times 24, flight hours a day."""
    covered: Floats
    """Share of the time with at least one on station, when each is timed to relieve another,
    (size, draw)."""
    longest_gap: Floats
    """Longest time with nobody on station, when each is timed so, (size, draw) [s]."""
    steady: Cycle
    """One craft's cycle in expectation, each part (draw,)."""
    steady_own: Cycle | None
    """One craft's cycle in the weather declared for the base itself, each part (draw,); None = no
    weather is declared for it."""
    needed: Floats
    """Least size that covers `enough` of the time, (draw,); inf = more than the largest."""
    needed_steady: Floats
    """Cycle over time on station, not a whole number, (draw,); inf = out of reach."""
    crew_share: Floats
    """Time under way that a continuous watch takes, over time passed, (draw,) [1]; inf = out of
    reach."""


@dataclass(frozen=True)
class BasingTable:
    """Bases and stations compared, over the same draws."""

    choice: Compared
    """What is compared: type of craft, bases, stations, postures."""
    draws: Draws
    period: float
    """That was flown [s]."""
    enough: float
    """Share of the time with at least one on station from which a watch is called continuous."""
    pairs: tuple[Pair, ...]
    """Station by station, base by base."""
    postings: tuple[Posting, ...]
    """Of the type's fleets declared in either posture, station by station."""
    search_rate: Mapping[str, Floats]
    """Area searched in a second on station, by payloads that search any, (draw,) [m²/s]."""
    search_rate_best: Mapping[str, float]
    """Area searched in a second on station, with every estimate at its best value [m²/s]."""

    def pair(self, base: str, station: str) -> Pair:
        """What was found for a base and a station."""
        return next(p for p in self.pairs if (p.base, p.station) == (base, station))

    @property
    def scenario(self) -> Scenario:
        """The posture after."""
        return self.choice.after

    @property
    def stations(self) -> tuple[str, ...]:
        """Those that some base reaches, in the order asked for."""
        return tuple(dict.fromkeys(p.station for p in self.pairs))
