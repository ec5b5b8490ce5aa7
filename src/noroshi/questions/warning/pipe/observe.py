"""What every sensor of every posture sees of every flight, in every draw."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.kept import Aside, kept_each
from noroshi.motion.records import Flights, pick
from noroshi.motion.sample import Courses
from noroshi.questions.warning.pipe.cueing import cues
from noroshi.questions.warning.pipe.fly import DrawnFlights, each_draw
from noroshi.questions.warning.pipe.records import DetectionTable, SensorLooks
from noroshi.questions.warning.pipe.stations import all_stations, where
from noroshi.questions.warning.pipe.told import Singles
from noroshi.scenario.records import Scenario
from noroshi.sensing import Detections, Sensor, SensorArray, sensor_array
from noroshi.sensing.sensor_array import DrawnSensor
from noroshi.sensing.stage import CrossSections, look_twice
from noroshi.streams import stream
from noroshi.world import Draws

Floats = NDArray[np.float64]
STEP = 5.0
"""Between the samples of a track [s]; passes between them are found by their margins."""
_VIEWS = ("rise", "set")
BATCH = 4096
"""Flights and draws after which progress is told."""


def observe(
    scenarios: Sequence[Scenario],
    flown: DrawnFlights,
    draws: Draws,
    seed: int,
    told: Callable[[str, float], None],
) -> list[DetectionTable]:
    """Each scenario's detections; a sensor that sees the same in two scenarios looks once."""
    return look_all(scenarios, flown, draws, seed, told).tables()


@dataclass(frozen=True)
class AllLooks:
    """What all sensors of some scenarios see of all flights."""

    seen: Mapping[str, Singles]
    """Fields of `SensorLooks` of the sensors of the first scenarios, (sensor, flight, draw)."""
    confirmed: Sequence[Floats]
    """When each of these confirms each flight, (flight, draw) [s]."""
    held: Sequence[Floats]
    """When each sensor of all scenarios holds each flight, (flight, draw) [s]."""
    ids: tuple[str, ...]
    """Of the sensors."""
    own: Sequence[Sequence[int]]
    """Which sensors are each scenario's, in its order."""
    members: Sequence[NDArray[np.intp]]
    """Which flights are each scenario's."""
    first: int
    """How many scenarios are told of in full."""

    def held_by(self, scenario: int) -> list[Floats]:
        """When each of one scenario's sensors holds each flight of all, (flight, draw) [s]."""
        return [self.held[i] for i in self.own[scenario]]

    def reported(self, scenario: int) -> tuple[Floats, Floats]:
        """When one of the first scenarios' sensors confirm its flights, and when they hold them.

        Returns:
            Each (flight, draw, sensor) [s].
        """
        own, flights = self.own[scenario], self.members[scenario]
        found = np.empty((2, len(own), len(flights), self.seen["first"].shape[-1]))
        for row, sensor in enumerate(own):
            found[0, row] = self.confirmed[sensor][flights]
            found[1, row] = self.held[sensor][flights]
        confirmed, held = np.moveaxis(found, 1, -1)
        return confirmed, held

    def tables(self) -> list[DetectionTable]:
        """All that the sensors of each of the first scenarios see of its flights."""
        return [
            DetectionTable(tuple(self.ids[i] for i in own), self.seen, tuple(own), members)
            for own, members in zip(self.own[: self.first], self.members, strict=False)
        ]


def look_all(
    scenarios: Sequence[Scenario],
    flown: DrawnFlights,
    draws: Draws,
    seed: int,
    told: Callable[[str, float], None],
    *,
    first: int | None = None,
    views: bool = True,
) -> AllLooks:
    """What every sensor of some scenarios sees of every flight, in every draw.

    Args:
        scenarios: whose sensors look.
        flown: the flights.
        draws: of everything that is uncertain.
        seed: of all draws.
        told: who is told of progress.
        first: how many of the scenarios are told of in full, of the others only what they hold;
            None = all of them.
        views: whether it is also told when flights come into view and leave it.
    """
    stations, declared = all_stations(scenarios)
    # All scenarios that are compared share one air: the last's.
    gradient = draws(scenarios[-1].header.refractivity_gradient)
    posture = sensor_array(
        [(sensor, where(place, draws)) for sensor, place in stations], draws, gradient
    )
    seeing_coast = np.array([not s.sees_powered_flight_alone for s, _ in stations], dtype=bool)
    absent = np.array([absence(s, draws) for s, _ in stations], dtype=bool)
    posture = posture._replace(cues=cues(stations, declared, absent, draws))
    looked_at = LookedAt(
        flown.drawn,
        tuple(f.id for f in flown.declared),
        each_draw(flown.declared, draws, "powered_cross_section"),
        each_draw(flown.declared, draws, "cross_section"),
        draws.first,
        seed,
        Aside(told),
    )
    shape = len(flown.declared), draws.count
    first = len(scenarios) if first is None else first
    count = max((i + 1 for own in declared[:first] for i in own), default=0)
    names = [n for n in SensorLooks._fields if views or n not in _VIEWS]
    seen = {name: np.empty((count, *shape), dtype=np.float32) for name in names}
    confirmed, held = [], []
    for number, (looks, away) in enumerate(
        zip(_all(looked_at, posture, seeing_coast), absent, strict=True)
    ):
        there = SensorLooks(*(part.reshape(shape) for part in without(looks, away)))
        held.append(there.held.copy())  # not a part of all that was seen, which goes
        if number < count:
            confirmed.append(there.confirmed.copy())
            for name, values in seen.items():
                values[number] = getattr(there, name)
    ids = tuple(s.id for s, _ in stations)
    return AllLooks(seen, confirmed, held, ids, declared, flown.members, first)


def absence_name(sensor: Sensor) -> str:
    """The dimension of the draws that says whether a sensor is there."""
    return f"sensors.{sensor.id}.absence"


def may_be_absent(sensor: Sensor) -> bool:
    """Whether its declared availability leaves room for absence."""
    return sensor.availability.low < 1.0


def absence(sensor: Sensor, draws: Draws) -> NDArray[np.bool_]:
    """In which draws a sensor is away or out of order, (draw,)."""
    if not may_be_absent(sensor):
        return np.zeros(draws.count, dtype=bool)
    return draws.points[absence_name(sensor)] >= draws(sensor.availability)


def without(looks: SensorLooks, absent: NDArray[np.bool_]) -> SensorLooks:
    """What is left of what a sensor saw, (flight·draw,), where it is absent in some draws."""
    if not absent.any():
        return looks
    gone = np.tile(absent, len(looks.held) // len(absent))
    nothing = (np.inf, np.inf, np.nan, np.nan, 0.0, np.inf)
    return SensorLooks(*(np.where(gone, n, seen) for n, seen in zip(nothing, looks, strict=True)))


class LookedAt(NamedTuple):
    """What all sensors look at, and with what luck."""

    drawn: Flights
    """Flat over (flight, draw)."""
    ids: tuple[str, ...]
    powered_cross_section: Floats
    """(flight, draw) [m²]."""
    cross_section: Floats
    first: int
    """Number of the first draw."""
    seed: int
    told: Aside[Callable[[str, float], None]]


class Post(NamedTuple):
    """All that what a sensor sees of given flights depends on."""

    id: str
    sensor: DrawnSensor
    again: bool
    """Whether it sees flights that coast."""
    cued: Floats | None = None
    """When others tell it where to look, (flight·draw,) [s]; None = nobody does."""


def _all(at: LookedAt, posture: SensorArray, seeing_coast: NDArray[np.bool_]) -> list[SensorLooks]:
    """What every sensor sees: first those that do not search, since they may cue the others."""
    posts = [
        Post(name, sensor, bool(again))
        for name, sensor, again in zip(posture.ids, posture.sensors, seeing_coast, strict=True)
    ]
    first = [i for i, post in enumerate(posts) if post.sensor.search is None]
    found = dict(zip(first, _kept(at, [posts[i] for i in first]), strict=True))
    later = [i for i in range(len(posts)) if i not in found]
    cued = [
        posts[i]._replace(cued=_cued([(found[c.source].confirmed, c.delay) for c in cues]))
        for i, cues in ((i, posture.cues[i]) for i in later)
    ]
    found |= zip(later, _kept(at, cued), strict=True)
    return [found[i] for i in range(len(posts))]


def _kept(at: LookedAt, posts: Sequence[Post]) -> list[SensorLooks]:
    return kept_each("looks", _look, at, posts, records=(SensorLooks,)) if posts else []


def _cued(by: Sequence[tuple[Floats, Floats]]) -> Floats | None:
    """When a sensor is first told of each flight, (flight·draw,) [s].

    Args:
        by: when each of those who cue it confirms each flight, (flight·draw,), and how late it
            tells in each draw, (draw,) [s].
    """
    told = [(confirmed.reshape(-1, len(delay)) + delay).ravel() for confirmed, delay in by]
    return np.min(told, axis=0) if told else None


def _look(at: LookedAt, posts: Sequence[Post]) -> list[SensorLooks]:
    """What some sensors see of every flight in every draw.

    A radar's track rests on the echo that flies on after burn-out: so radars are asked when they
    hold that one; a satellite holds a flight that it has confirmed once it has seen all of its
    powered phase. Flights are taken in order of their duration.
    """
    posture = SensorArray(tuple(p.id for p in posts), tuple(p.sensor for p in posts))
    seeing_coast = np.array([p.again for p in posts], dtype=bool)
    flights, draws = at.cross_section.shape
    total = flights * draws
    u = chances(at.seed, posture.ids, at.ids, draws, first=at.first)
    nobody = np.full(total, np.inf)
    cued = np.stack([nobody if p.cued is None else p.cued for p in posts])
    powered, coasting = at.powered_cross_section.ravel(), at.cross_section.ravel()
    results = Detections(*(np.full((len(posture.ids), total), np.nan) for _ in Detections._fields))
    held = np.full((len(posture.ids), total), np.inf)
    done = 0
    order = np.argsort(at.drawn.flight_time, kind="stable")
    for start in range(0, total, BATCH):
        columns = order[start : start + BATCH]
        course = Courses(pick(at.drawn, columns), STEP)
        seen, alone = look_twice(
            course,
            posture,
            u[:, columns],
            seeing_coast,
            draw=columns % draws,
            sections=CrossSections(powered[columns], coasting[columns]),
            cued=cued[:, columns],
        )
        for whole, part in zip(results, seen, strict=True):
            whole[:, columns] = part
        late = np.maximum(seen.confirmed, course.burn_time)
        held[:, columns] = np.where(seeing_coast[:, None], alone, late)
        done += len(columns)
        at.told.value("looking", done / total)
    parts = (*results, held)
    return [SensorLooks(*(part[i] for part in parts)) for i in range(len(posts))]


def chances(
    seed: int, sensors: Sequence[str], flights: Sequence[str], draws: int, *, first: int = 0
) -> Floats:
    """A uniform number for every sensor, flight and draw from the first on, (sensor, flight·draw).

    Keyed by the names, so that another sensor or flight moves nobody's luck.
    """
    u = np.empty((len(sensors), len(flights), draws))
    for s, sensor in enumerate(sensors):
        for f, flight in enumerate(flights):
            u[s, f] = stream(seed, sensor, flight).random(first + draws)[first:]
    return u.reshape(len(sensors), len(flights) * draws)
