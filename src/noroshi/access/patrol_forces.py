"""Vessels under way, and the craft that look for them, as records."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.approach_routes import ApproachRoutes
from noroshi.access.footprint import Footprint
from noroshi.access.payloads import Payload, Vessel
from noroshi.access.problem import picked
from noroshi.earth.ellipsoid import Vector
from noroshi.fleets.presence import Roster
from noroshi.motion.trajectory import Trajectory

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.intp]
BLOCK: Final = 128
"""Draws of which approaches are worked out at once: so memory does not grow with the draws."""


def draw_blocks(draws: int, size: int | None = None) -> list[Ints]:
    """All draws, some at a time, (draw,) each; None = `BLOCK`."""
    some = size or BLOCK
    return [np.arange(first, min(first + some, draws)) for first in range(0, draws, some)]


class Voyages(NamedTuple):
    """Vessels of one type on all ways, setting out at several times, in every draw."""

    ways: ApproachRoutes
    vessel: Vessel
    """Each field (draw,)."""
    start: Floats
    """(way, start, draw) [s after the epoch]."""
    phase: Floats
    """Where in what each force flies that falls, as a share from 0 to 1, (way, start, draw) [1]."""

    @property
    def under_way(self) -> Floats:
        """From the start until each cell's middle is passed, (cell, draw) [s]."""
        gone = self.ways.edge[0] - self.ways.from_coast
        return np.asarray(gone[:, None] / self.vessel.speed)

    @property
    def lasting(self) -> Floats:
        """How long each cell takes, (cell, draw) [s]."""
        return np.asarray(-np.diff(self.ways.edge)[:, None] / self.vessel.speed)

    def of_draws(self, some: Ints) -> "Voyages":
        """The same in some of the draws."""
        return self._replace(
            vessel=picked(self.vessel, some),
            start=np.ascontiguousarray(self.start[..., some]),
            phase=np.ascontiguousarray(self.phase[..., some]),
        )


class SearchPayload(NamedTuple):
    """One payload, and how often it looks."""

    name: str
    kind: type[Payload]
    parameters: Any
    """A NamedTuple of (draw,)."""
    footprint: Footprint
    revisit_interval: Floats
    """From one look at a point in view to the next, (draw,) [s]; inf = no look."""
    memory: Floats
    """Looks at one vessel less than this apart count as one, (draw,) [s]: the sea, the vessel's
    aspect and what hides it are much the same."""

    @property
    def apart(self) -> Floats:
        """From one look that counts to the next, (draw,) [s]; inf = no look."""
        return np.maximum(self.revisit_interval, self.memory)

    def of_draws(self, some: Ints) -> "SearchPayload":
        """The same in some of the draws."""
        seen = self.footprint
        reach, area = picked((seen.coverage_range, seen.area), some)
        return self._replace(
            parameters=picked(self.parameters, some),
            footprint=seen._replace(coverage_range=reach, area=area),
            revisit_interval=picked(self.revisit_interval, some),
            memory=picked(self.memory, some),
        )


class PatrolForce(NamedTuple):
    """Craft of one fleet that come to one station."""

    name: str
    rosters: tuple[Roster, ...]
    """Of what it flies, alike at all times; one for each reading of how often they are there."""
    season: Flags
    """Days after the epoch on which they may be there at all, (reading, day)."""
    craft: tuple[Trajectory, ...]
    """The first is there while at least one is, the second while at least two are, ..."""
    patrol_area: Vector
    """Points of the surface that no craft strays from by more than `stray`, each (point,) [m]. Of
    craft that tell their `rounds` one for each of equal parts of a round, in which it is near it.
    """
    stray: float
    payloads: tuple[SearchPayload, ...]
    """What each craft carries."""

    def of_draws(self, some: Ints) -> "PatrolForce":
        """The same in some of the draws, which follow one another; its rosters are views."""
        block = slice(some[0], some[-1] + 1)
        return self._replace(
            rosters=tuple(
                r if len(r.number) == 1 else r._replace(number=r.number[block])
                for r in self.rosters
            ),
            craft=tuple(c if c.draws == 1 else c.pick(some) for c in self.craft),
            payloads=tuple(payload.of_draws(some) for payload in self.payloads),
        )


def held_once(force: PatrolForce, known: Sequence[PatrolForce]) -> PatrolForce:
    """The first of those known that is the same, so that its rosters are held once."""
    return next((other for other in known if _same(force, other)), force)


def once(groups: Sequence[Sequence[PatrolForce]]) -> tuple[list[PatrolForce], list[list[int]]]:
    """Every force that differs from all before it, and which of these the groups hold."""
    every: list[PatrolForce] = []
    who = []
    for group in groups:
        own = []
        for force in group:
            known = next((k for k, other in enumerate(every) if _same(force, other)), len(every))
            if known == len(every):
                every.append(force)
            own.append(known)
        who.append(own)
    return every, who


def _same(one: Any, other: Any) -> bool:
    """Whether two records hold the same, down to the numbers."""
    if one is other:
        return True
    if isinstance(one, tuple):
        alike = type(one) is type(other) and len(one) == len(other)
        return alike and all(_same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, np.ndarray):
        return isinstance(other, np.ndarray) and np.array_equal(one, other, equal_nan=True)
    return bool(one == other)
