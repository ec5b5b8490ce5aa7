"""What every sensor of every posture sees of every flight, in every draw."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.kept import Aside, kept_each
from noroshi.motion.records import Flights
from noroshi.motion.sample import Courses
from noroshi.questions.warning.pipe.cueing import cues
from noroshi.questions.warning.pipe.fly import DrawnFlights, each_draw
from noroshi.questions.warning.pipe.records import DetectionTable, SensorLooks
from noroshi.questions.warning.pipe.stations import all_stations, where
from noroshi.questions.warning.pipe.told import Singles
from noroshi.scenario.records import Scenario
from noroshi.sensing import Sensor, SensorArray, sensor_array
from noroshi.sensing.sensor_array import Cue, DrawnSensor
from noroshi.sensing.stage import CrossSections, look_twice
from noroshi.streams import uniforms
from noroshi.world import Draws

Floats = NDArray[np.float64]
STEP = 5.0
"""Between the samples of a track [s]; passes between them are found by their margins."""


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
    """
    stations, declared = all_stations(scenarios)
    # All scenarios that are compared share one air: the last's.
    gradient = draws(scenarios[-1].header.refractivity_gradient)
    posture = sensor_array(
        [(sensor, where(place, draws)) for sensor, place in stations], draws, gradient
    )
    seeing_coast = np.array([not s.sees_powered_flight_alone for s, _ in stations], dtype=bool)
    absent = np.array([absence(s, draws) for s, _ in stations], dtype=bool)
    posture = posture._replace(
        sensors=tuple(map(_away, posture.sensors, absent)),
        cues=cues(stations, declared, absent, draws),
    )
    looked_at = LookedAt(
        flown.drawn,
        tuple(f.id for f in flown.declared),
        each_draw(flown.declared, draws, "powered_cross_section"),
        each_draw(flown.declared, draws, "cross_section"),
        draws.first,
        seed,
        Aside(told),
        Aside(Ahead((), (), (), {})),
    )
    shape = len(flown.declared), draws.count
    first = len(scenarios) if first is None else first
    count = max((i + 1 for own in declared[:first] for i in own), default=0)
    seen = {n: np.empty((count, *shape), dtype=np.float32) for n in SensorLooks._fields}
    confirmed, held = [], []
    viewed = np.arange(len(stations)) < count
    for number, looks in enumerate(_all(looked_at, posture, seeing_coast, viewed)):
        found = SensorLooks(*(part.reshape(shape) for part in looks))
        held.append(found.held.copy())  # not a part of all that was seen, which goes
        if number < count:
            confirmed.append(found.confirmed.copy())
            for name, values in seen.items():
                values[number] = getattr(found, name)
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


def _away(sensor: DrawnSensor, absent: NDArray[np.bool_]) -> DrawnSensor:
    """A sensor that never looks in the draws in which it is absent, (draw,)."""
    if not absent.any():
        return sensor
    return sensor._replace(
        interval=np.where(absent, np.inf, sensor.interval),
        search=None if sensor.search is None else _away(sensor.search, absent),
    )


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
    ahead: "Aside[Ahead]"


class Post(NamedTuple):
    """All that what a sensor sees of given flights depends on."""

    id: str
    sensor: DrawnSensor
    again: bool
    """Whether it sees flights that coast."""
    viewed: bool
    """Whether it is asked when it has them in view, and with what custody."""
    cued: Floats | None = None
    """When others tell it where to look, (flight·draw,) [s]; None = nobody does."""


class Ahead(NamedTuple):
    """Posts that search, looked at along with those that cue them: so flights are flown once."""

    first: tuple[Post, ...]
    """All that do not search."""
    posts: tuple[Post, ...]
    cues: tuple[tuple[Cue, ...], ...]
    """By whom each is cued; the source is a place among the first."""
    found: dict[int, SensorLooks]
    """What they see, by the `id` of their sensor; filled where all of the first look."""


def _all(
    at: LookedAt,
    posture: SensorArray,
    seeing_coast: NDArray[np.bool_],
    viewed: NDArray[np.bool_],
) -> list[SensorLooks]:
    """What every sensor sees: first those that do not search, since they may cue the others."""
    posts = [
        Post(name, sensor, bool(again), bool(in_view))
        for name, sensor, again, in_view in zip(
            posture.ids, posture.sensors, seeing_coast, viewed, strict=True
        )
    ]
    first = [i for i, post in enumerate(posts) if post.sensor.search is None]
    later = [i for i in range(len(posts)) if i not in first]
    cues = tuple(
        tuple(cue._replace(source=first.index(cue.source)) for cue in posture.cues[i])
        for i in later
    )
    ahead = Ahead(tuple(posts[i] for i in first), tuple(posts[i] for i in later), cues, {})
    at = at._replace(ahead=Aside(ahead))
    found = dict(zip(first, _kept(at, ahead.first), strict=True))
    cued = [
        posts[i]._replace(
            cued=_cued([(found[c.source].confirmed, c.delay) for c in posture.cues[i]])
        )
        for i in later
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
    """What some sensors see of every flight in every draw; see `Ahead`."""
    ahead = at.ahead.value
    own, theirs, others = (
        [id(p.sensor) for p in some] for some in (posts, ahead.first, ahead.posts)
    )
    if own == theirs:
        seen = _look_at(at, (*posts, *ahead.posts), ahead.cues)
        ahead.found.update(zip(others, seen[len(posts) :], strict=True))
        return seen[: len(posts)]
    if ahead.found:
        return [ahead.found.pop(sensor) for sensor in own]
    return _look_at(at, posts)


def _look_at(
    at: LookedAt, posts: Sequence[Post], cues: Sequence[tuple[Cue, ...]] = ()
) -> list[SensorLooks]:
    """What some sensors see of every flight in every draw; `cues` are those of the last of them.

    A radar's track rests on the echo that flies on after burn-out: so radars are asked when they
    hold that one; a satellite holds a flight that it has confirmed once it has seen all of its
    powered phase.
    """
    cues = (*((),) * (len(posts) - len(cues)), *cues)
    posture = SensorArray(tuple(p.id for p in posts), tuple(p.sensor for p in posts), cues)
    seeing_coast = np.array([p.again for p in posts], dtype=bool)
    flights, draws = at.cross_section.shape
    nobody = np.full(flights * draws, np.inf)
    course = Courses(at.drawn, STEP, draws)
    seen, alone = look_twice(
        course,
        posture,
        chances(at.seed, posture.ids, at.ids, draws, first=at.first),
        seeing_coast,
        draw=np.tile(np.arange(draws), flights),
        sections=CrossSections(at.powered_cross_section.ravel(), at.cross_section.ravel()),
        cued=np.stack([nobody if p.cued is None else p.cued for p in posts]),
        viewed=np.array([p.viewed for p in posts], dtype=bool),
        beside=[p.sensor for p in (*at.ahead.value.first, *at.ahead.value.posts)],
        told=lambda share: at.told.value("looking", share),
    )
    late = np.maximum(seen.confirmed, course.burn_time)
    held = np.where(seeing_coast[:, None], alone, late)
    return [SensorLooks(*(part[i] for part in (*seen, held))) for i in range(len(posts))]


def chances(
    seed: int, sensors: Sequence[str], flights: Sequence[str], draws: int, *, first: int = 0
) -> Floats:
    """A uniform number for every sensor, flight and draw from the first on, (sensor, flight·draw).

    Keyed by the names, so that another sensor or flight moves nobody's luck.
    """
    keys = [(seed, *names) for names in product(sensors, flights)]
    return uniforms(keys, draws, first=first).reshape(len(sensors), len(flights) * draws)
