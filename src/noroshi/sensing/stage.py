"""The sensing stage: a sensor array looks at a batch of flights."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from noroshi.motion.chunks import in_turn
from noroshi.sensing.base import Detections
from noroshi.sensing.chance import SEARCH, mixed_bits
from noroshi.sensing.kernels import SensorTable, tabulated
from noroshi.sensing.paths import Paths, paths
from noroshi.sensing.sensor_array import Cue, DrawnSensor, SensorArray
from noroshi.shaped import Bool, Float, Int

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
CHUNK = 128
"""Flights that are looked at together: a thread's work."""


class CrossSections(NamedTuple):
    """Radar cross-sections of a batch of flights [m²]."""

    powered: Float[Floats, " batch"]
    coasting: Float[Floats, " batch"]


class TrackLike(Protocol):
    """Flights at common times; batch last. The track stands still after impact."""

    @property
    def time(self) -> Floats:
        """(time,), even from 0 [s]."""

    @property
    def position_ecef(self) -> Floats:
        """(time, 3, batch) [m]."""

    @property
    def flight_time(self) -> Floats:
        """(batch,) [s]."""

    @property
    def burn_time(self) -> Floats:
        """(batch,) [s]."""


class Flown(Protocol):
    """Flights whose positions are asked for some at a time, as a thread takes them up."""

    @property
    def step(self) -> float:
        """Between positions [s]."""

    @property
    def flight_time(self) -> Floats:
        """(batch,) [s]."""

    @property
    def burn_time(self) -> Floats:
        """(batch,) [s]."""

    @property
    def order(self) -> Ints:
        """In which they are best taken up: those side by side last about as long, (batch,)."""

    def positions(self, which: Ints, more: int) -> Floats:
        """At 0, step, 2·step … until all of these have fallen, (some, 3, time + more) [m]."""


class SampledTrack(NamedTuple):
    """A track whose positions are there."""

    track: TrackLike

    @property
    def step(self) -> float:
        """Between positions [s]."""
        return float(self.track.time[1] - self.track.time[0])

    @property
    def flight_time(self) -> Floats:
        """(batch,) [s]."""
        return self.track.flight_time

    @property
    def burn_time(self) -> Floats:
        """(batch,) [s]."""
        return self.track.burn_time

    @property
    def order(self) -> Ints:
        """By how long they last, (batch,)."""
        return np.argsort(self.flight_time, kind="stable")

    def positions(self, which: Ints, more: int) -> Floats:
        """Of some flights, (some, 3, time + more) [m]."""
        there = np.ascontiguousarray(self.track.position_ecef[..., which].T)
        return np.pad(there, ((0, 0), (0, 0), (0, more)), mode="edge")


def look(
    track: TrackLike,
    array: SensorArray,
    u: Float[Floats, "sensor batch"],
    *,
    draw: Int[Ints, " batch"],
    powered_cross_section: Float[Floats, " batch"],
    cross_section: Float[Floats, " batch"],
) -> Detections:
    """What every sensor of an array sees of every flight of a batch.

    Args:
        track: the flights, sampled at even times from launch.
        array: the sensors, see `sensor_array`.
        u: even numbers in [0, 1); see `lanes` for the law.
        draw: the draw each flight belongs to.
        powered_cross_section: radar cross-section in powered flight [m²].
        cross_section: after burn-out [m²].
    """
    sections = CrossSections(powered_cross_section, cross_section)
    nobody = np.zeros(len(array.sensors), dtype=bool)
    return look_twice(SampledTrack(track), array, u, nobody, draw=draw, sections=sections)[0]


def look_twice(
    flown: Flown,
    array: SensorArray,
    u: Float[Floats, "sensor batch"],
    again: Bool[Flags, " sensor"],
    *,
    draw: Int[Ints, " batch"],
    sections: CrossSections,
    cued: Float[Floats, "sensor batch"] | None = None,
    viewed: Bool[Flags, " sensor"] | None = None,
    beside: Sequence[DrawnSensor] = (),
    told: Callable[[float], None] = lambda share: None,
) -> tuple[Detections, Float[Floats, "sensor batch"]]:
    """What `look` gives, and when sensors hold flights that coast [s].

    A radar's hold on the large powered echo says nothing about the small one that flies on: it
    holds that one from its first hit after burn-out if its track has lived on until then, and else
    once it has confirmed it anew (see `lanes`). Of sensors that are not asked `again`,
    (sensor,), the second number is inf.

    Sensors that do not search look first, since they may cue the others. From outside of the array
    a search is cued at the times `cued` [s]; inf = never. Of which sensors it is told when they
    have a flight in view, and with what custody, `viewed` says; None = of all. The loops serve
    sensors `beside`, too, so that for some of them none are compiled anew. `told` is told how much
    is done.
    """
    groups = [_group(array, which, beside) for which in _by_search(array.sensors)]
    viewed = np.ones(len(array.sensors), dtype=bool) if viewed is None else viewed
    order = flown.order
    by = np.full(u.shape, np.inf) if cued is None else cued
    found = np.empty((7, *u.shape))

    def work(some: slice) -> None:
        which = order[some]
        courses = paths(flown, which, sections.powered, sections.coasting)
        # Arrays of their own: loops would be compiled anew for parts of others.
        seen = np.full((7, len(u), len(which)), np.inf)
        mine = np.ascontiguousarray(u[:, which]), draw[which]
        for group in groups:
            outset = _outset(group, courses, *mine, seen[1], by[:, which])
            _see(seen, group, courses, *mine, outset, again, viewed)
        found[..., which] = seen

    parts = [slice(at, at + CHUNK) for at in range(0, len(order), CHUNK)]
    for number, _ in enumerate(in_turn(work, parts), 1):
        told(number / len(parts))
    first, confirmed, held, *views = found
    return Detections(first, confirmed, *views), held


class SensorGroup(NamedTuple):
    """Sensors of an array that look at the same time."""

    which: Ints
    """Which of the array's they are."""
    tables: list[SensorTable]
    cues: tuple[tuple[Cue, ...], ...]
    search: list[SensorTable]
    """These sensors as they search; empty = they do not."""


class Outset(NamedTuple):
    """What is known of each sensor and flight before it looks, (sensor, flight) [s]."""

    since: Floats
    """Looks before this time do not count; -inf = all do, inf = none."""
    found: Floats
    """When a search has found it; inf = not by search."""


def _by_search(sensors: Sequence[DrawnSensor]) -> list[Ints]:
    """Which posts do not search, and which do; without empty ones."""
    searches = np.array([sensor.search is not None for sensor in sensors], dtype=bool)
    return [which for which in map(np.flatnonzero, (~searches, searches)) if len(which)]


def _group(array: SensorArray, which: Ints, beside: Sequence[DrawnSensor]) -> SensorGroup:
    sensors = tuple(array.sensors[s] for s in which)
    cues = tuple(array.cues[s] if array.cues else () for s in which)
    searching = tuple(sensor.search for sensor in sensors if sensor.search is not None)
    every = (*array.sensors, *beside)
    others = (*every, *(sensor.search for sensor in every if sensor.search is not None))
    tables, search = (
        [table._replace(which=which[table.which]) for table in tabulated(some, beside=others)]
        for some in (sensors, searching)
    )
    return SensorGroup(which, tables, cues, search)


def _outset(
    group: SensorGroup,
    flown: Paths,
    uniforms: Floats,
    draw: Ints,
    confirmed: Floats,
    told: Floats,
) -> Outset:
    """From when each sensor of a group looks at each flight as a track.

    `confirmed` is when each sensor of the array has confirmed it, (sensor, flight) [s], `told` when
    those that search are cued from outside.
    """
    always, never = np.full(uniforms.shape, -np.inf), np.full(uniforms.shape, np.inf)
    if not group.search:
        return Outset(always, never)
    cued = told.copy()
    for sensor, cues in zip(group.which, group.cues, strict=True):
        for cue in cues:
            cued[sensor] = np.minimum(cued[sensor], confirmed[cue.source] + cue.delay[draw])
    own = np.zeros(uniforms.shape)
    own[group.which] = mixed_bits(uniforms[group.which], SEARCH)
    seen = np.full((7, *uniforms.shape), np.inf)
    nobody = np.zeros(len(uniforms), dtype=bool)
    for table in group.search:
        table.look(seen, flown, draw, own, always, never, nobody, nobody)
    found = seen[0]
    return Outset(np.minimum(cued, found), np.where(found < cued, found, np.inf))


def _see(
    seen: Floats,
    group: SensorGroup,
    flown: Paths,
    u: Floats,
    draw: Ints,
    outset: Outset,
    again: Flags,
    viewed: Flags,
) -> None:
    """First, confirmed, held, rise, set, custody and lost, (7, sensor, flight), written."""
    for table in group.tables:
        table.look(seen, flown, draw, u, *outset, again, viewed)
