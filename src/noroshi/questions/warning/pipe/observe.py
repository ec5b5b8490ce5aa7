"""What every sensor of every posture sees of every flight, in every draw."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from noroshi.motion.records import pick
from noroshi.motion.sample import sample
from noroshi.questions.warning.pipe.cueing import cues
from noroshi.questions.warning.pipe.fly import DrawnFlights, each_draw
from noroshi.questions.warning.pipe.records import DetectionTable
from noroshi.questions.warning.pipe.stations import all_stations, where
from noroshi.scenario.records import Scenario
from noroshi.sensing import Detections, Sensor, SensorArray, sensor_array
from noroshi.sensing.stage import CrossSections, look_twice
from noroshi.streams import stream
from noroshi.world import Draws

Floats = NDArray[np.float64]
STEP = 5.0
"""Between the samples of a track [s]; passes between them are found by their margins."""
BATCH = 2048
"""Flights and draws sampled at once: 512 samples of 2,048 take 25 MB."""
COUNTS = (160, 704, 3072)
"""Lengths of a track in samples, of flights that are sampled together; up to 2 h 8 min."""


@dataclass(frozen=True)
class Observed:
    """What all sensors saw of all flights, and which of both are each scenario's."""

    sensors: tuple[str, ...]
    detections: Detections
    """(sensor, flight·draw)."""
    held: Floats
    """See `DetectionTable`, (sensor, flight·draw)."""
    members: tuple[NDArray[np.intp], ...]
    """The flights of each scenario."""
    own: tuple[list[int], ...]
    """The sensors of each scenario."""
    draws: int

    def held_in(self, scenario: int) -> Floats:
        """When the sensors of one scenario hold its flights, (flight, draw, sensor) [s]."""
        return self._of(self.held, scenario)

    def table(self, scenario: int) -> DetectionTable:
        """What the sensors of one scenario saw of its flights."""
        names = tuple(self.sensors[i] for i in self.own[scenario])
        found = {
            name: self._of(values, scenario) for name, values in self.detections._asdict().items()
        }
        return DetectionTable(sensors=names, held=self.held_in(scenario), **found)

    def _of(self, values: Floats, scenario: int) -> Floats:
        """(sensor, flight·draw) of all as (flight, draw, sensor) of one scenario."""
        by_flight = values.reshape(len(values), -1, self.draws)
        mine = np.ix_(np.array(self.own[scenario], dtype=np.intp), self.members[scenario])
        return np.ascontiguousarray(np.moveaxis(by_flight[mine], 0, -1))


def observe(
    scenarios: Sequence[Scenario],
    flown: DrawnFlights,
    draws: Draws,
    seed: int,
    told: Callable[[str, float], None],
) -> Observed:
    """Each scenario's detections; a sensor that sees the same in two scenarios looks once."""
    stations, declared = all_stations(scenarios)
    # All scenarios that are compared share one air: the last's.
    gradient = draws(scenarios[-1].header.refractivity_gradient)
    posture = sensor_array(
        [(sensor, where(place, draws)) for sensor, place in stations], draws, gradient
    )
    seeing_coast = np.array([not s.sees_powered_flight_alone for s, _ in stations], dtype=bool)
    absent = np.array([absence(s, draws) for s, _ in stations], dtype=bool)
    posture = posture._replace(cues=cues(stations, declared, absent, draws))
    everything, held = _look(flown, posture, seeing_coast, draws, seed, told)
    everything, held = without(everything, held, absent)
    ids = tuple(sensor.id for sensor, _ in stations)
    return Observed(ids, everything, held, flown.members, tuple(declared), draws.count)


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


def without(
    detections: Detections, held: Floats, absent: NDArray[np.bool_]
) -> tuple[Detections, Floats]:
    """What is left of (sensor, flight·draw) without that of absent sensors, (sensor, draw)."""
    if not absent.any():
        return detections, held
    gone = np.tile(absent, (1, held.shape[1] // absent.shape[1]))
    nothing = (np.inf, np.inf, np.nan, np.nan, 0.0)
    left = Detections(
        *(np.where(gone, n, seen) for n, seen in zip(nothing, detections, strict=True))
    )
    return left, np.where(gone, np.inf, held)


def _look(
    flown: DrawnFlights,
    posture: SensorArray,
    seeing_coast: NDArray[np.bool_],
    draws: Draws,
    seed: int,
    told: Callable[[str, float], None],
) -> tuple[Detections, Floats]:
    """Detections of shape (sensor, flight·draw), and when each sensor holds the flight.

    A radar's track rests on the echo that flies on after burn-out: so radars are asked when they
    hold that one; a satellite holds a flight that it has confirmed once it has seen all of its
    powered phase. Flights are taken in order of their duration.
    """
    total = len(flown.declared) * draws.count
    u = chances(seed, posture.ids, [f.id for f in flown.declared], draws.count)
    powered = each_draw(flown.declared, draws, "powered_cross_section").ravel()
    coasting = each_draw(flown.declared, draws, "cross_section").ravel()
    results = Detections(*(np.full((len(posture.ids), total), np.nan) for _ in Detections._fields))
    held = np.full((len(posture.ids), total), np.inf)
    done = 0
    for columns, count in _batches(flown.drawn.flight_time):
        track = sample(pick(flown.drawn, columns), step=STEP, count=count)
        seen, alone = look_twice(
            track,
            posture,
            u[:, columns],
            seeing_coast,
            draw=columns % draws.count,
            sections=CrossSections(powered[columns], coasting[columns]),
        )
        for whole, part in zip(results, seen, strict=True):
            whole[:, columns] = part
        late = np.maximum(seen.confirmed, track.burn_time)
        held[:, columns] = np.where(seeing_coast[:, None], alone, late)
        done += len(columns)
        told("looking", done / total)
    return results, held


def _batches(flight_time: Floats) -> Iterator[tuple[NDArray[np.intp], int]]:
    """Columns in order of flight time, in batches of one track length."""
    order = np.argsort(flight_time, kind="stable")
    samples = np.ceil(flight_time[order] / STEP).astype(int) + 1
    for shorter, count in zip((0, *COUNTS[:-1]), COUNTS, strict=True):
        mine = order[(samples > shorter) & (samples <= count)]
        for start in range(0, len(mine), BATCH):
            yield mine[start : start + BATCH], count


def chances(seed: int, sensors: Sequence[str], flights: Sequence[str], draws: int) -> Floats:
    """A uniform number for every sensor, flight and draw, (sensor, flight·draw).

    Keyed by the names, so that another sensor or flight moves nobody's luck.
    """
    u = np.empty((len(sensors), len(flights), draws))
    for s, sensor in enumerate(sensors):
        for f, flight in enumerate(flights):
            u[s, f] = stream(seed, sensor, flight).random(draws)
    return u.reshape(len(sensors), len(flights) * draws)
