"""What an assessment holds: frozen records of arrays with named axes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.pipe.told import EVERY, Hearing, Singles, Some, Warnings
from noroshi.scenario.records import Scenario
from noroshi.world import Draws

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class NominalTrack:
    """The ground track of every flight with each estimate at its best value."""

    time: Floats
    """(time,) [s after launch]."""
    flight_time: Floats
    """(flight,) [s]."""
    lat: Floats
    """(flight, time) [rad]; the impact is the first sample at or after it, then NaN."""
    lon: Floats
    altitude: Floats
    """(flight, time) [m above the ellipsoid]."""


@dataclass(frozen=True)
class FlightTable:
    """Every flight of the scenario, by name, and what was solved for it in every draw."""

    ids: tuple[str, ...]
    threat: tuple[str, ...]
    vehicle: tuple[str, ...]
    site: tuple[str, ...]
    receiver: tuple[str, ...]
    range: Floats
    """Geodesic distance from the site to the receiver, (flight,) [m]."""
    flight_time: Floats
    """(flight, draw) [s]."""
    burn_time: Floats
    apogee: Floats
    """(flight, draw) [m above the ellipsoid]."""
    burnout_altitude: Floats
    nominal: NominalTrack


class SensorLooks(NamedTuple):
    """What a sensor sees of each flight in each draw [s after launch]."""

    first: Floats
    """First detection; inf = never."""
    confirmed: Floats
    """M of N; inf = never."""
    rise: Floats
    """Enters the field of view; NaN = never."""
    set: Floats
    custody: Floats
    """Time in view with a probability of detection of at least one half [s]."""
    lost: Floats
    """When it is last so probable to be detected; NaN = never."""
    held: Floats
    """When it holds what flies on after burn-out, by its first hit if it has kept the track until
    then, else by M of N; inf = never. What a direction rests on. For a sensor that sees powered
    flight alone: the end of powered flight, once confirmed."""


@dataclass(frozen=True)
class DetectionTable:
    """What each sensor saw of each flight, (flight, draw, sensor) [s after launch].

    Postures that are compared have most sensors in common, so that what all of them saw is held
    once, in single precision.
    """

    sensors: tuple[str, ...]
    seen: Mapping[str, Singles]
    """Of all sensors of all postures each field of `SensorLooks`, (sensor, flight, draw)."""
    own: tuple[int, ...]
    """Which of these are the posture's, in its order."""
    members: NDArray[np.intp]
    """Which of all flights are the posture's."""

    def times(self, what: str, sensor: int, flights: Some = EVERY) -> Floats:
        """One field of `SensorLooks`, by its name, of one sensor, (flight, draw)."""
        held = self.seen[what][self.own[sensor]][self.members[flights]]
        return np.asarray(held, dtype=np.float64)

    def _all(self, what: str) -> Floats:
        """Of all sensors, (flight, draw, sensor)."""
        found = np.empty((len(self.own), len(self.members), self.seen["first"].shape[-1]))
        for sensor, row in enumerate(found):
            row[:] = self.times(what, sensor)
        return np.moveaxis(found, 0, -1)

    @property
    def first(self) -> Floats:
        """First detection; inf = never."""
        return self._all("first")

    @property
    def confirmed(self) -> Floats:
        """M of N; inf = never."""
        return self._all("confirmed")

    @property
    def held(self) -> Floats:
        """What a direction rests on; inf = never: see `SensorLooks`."""
        return self._all("held")

    @property
    def rise(self) -> Floats:
        """Enters the field of view; NaN = never."""
        return self._all("rise")

    @property
    def set(self) -> Floats:
        """Leaves it; NaN = never."""
        return self._all("set")

    @property
    def custody(self) -> Floats:
        """Time in view with a probability of detection of at least one half [s]."""
        return self._all("custody")


@dataclass(frozen=True)
class TrackTable:
    """What each team knows of where each flight comes down, [s after launch] and [m].

    A team is one party with its own sensors alone or with the tracks that it is sent, or all
    sensors together. Radars only: satellites do not see a flight that coasts.
    """

    teams: tuple["Team", ...]
    first: Singles
    """When it first hears of a track of what flies on, (team, flight, draw); inf = never."""
    levels: tuple[float, ...]
    """Probabilities of the area about the impact."""
    area: Singles
    """When it knows the area with each, (team, level, flight, draw); inf = never."""
    time: Floats
    """(time,)."""
    spread: Singles
    """Radius of a circle as large as the ellipse that holds the impact with probability 0.9,
    (team, time, flight, draw) [m]; inf before there is a track, NaN after the impact."""
    known: Singles
    """When the place's own party knows that it is concerned, by the rule of that party's warning,
    (knowledge, pair, draw); inf = never."""
    failing: NDArray[np.int16]
    """Which sensors' failure is worked out of each impact, (rank, flight, draw); -1 = none's. The
    failure of any other moves nothing."""
    failed: Singles
    """When the party that an impact concerns knows of it, by what is shared, if that sensor failed,
    (rank, flight, draw); inf = never."""
    sizes: tuple[float, ...]
    """How near tracks have to tell where the flight would come down without air [m]."""
    speeds: tuple[float, ...]
    """How well they have to tell its velocity at burn-out [m/s]."""
    reached: Singles
    """When the track of the party that an impact concerns is as good as that, alone, with what is
    shared, and with all detections together, (informed, goal, flight, draw); inf = never. Goals:
    the sizes, with the greatest of the probabilities, then the speeds, root mean square."""

    def without(self, sensor: int, known: Floats, flights: Some = EVERY) -> Floats:
        """When parties know of impacts, by what is shared, if one sensor failed [s].

        Args:
            sensor: that fails.
            known: when they know of them if none does, (flight, draw) [s].
            flights: which are asked about.

        Returns:
            (flight, draw).
        """
        found = np.array(known, dtype=np.float64)
        for which, time in zip(self.failing[:, flights], self.failed[:, flights], strict=True):
            np.copyto(found, time, where=which == sensor)
        return found


@dataclass(frozen=True)
class Team:
    """Who puts what together."""

    name: str
    """For example `jp`, `jp with shared tracks`, `all detections`."""
    party: str | None
    """None = all together, without any delay of sharing."""
    shared: bool


Picked = tuple[tuple[str, str], ...]
"""Id of a question and name of its option; of questions that are left out, the base."""


@dataclass(frozen=True)
class Choices:
    """What structural choices make of warning; the same flights and draws as the assessment's.

    Reckoned when it is asked for, as warnings are.
    """

    picked: tuple[Picked, ...]
    """The base, which picks nothing, first."""
    useful_of: Callable[[int, Some], Floats]
    """Useful warning by one choice of the impacts of some flights, with what is shared,
    (flight, draw) [s]."""

    @property
    def useful(self) -> Floats:
        """Of all impacts by every choice, (choice, flight, draw) [s]."""
        every = [self.useful_of(choice, EVERY) for choice in range(len(self.picked))]
        return np.stack(every) if every else np.zeros((0, 0, 0))


def _nothing_asked(_choice: int, _flights: Some) -> Floats:
    return np.zeros((0, 0))


NO_CHOICES = Choices((), _nothing_asked)


@dataclass(frozen=True)
class Assessment:
    """One posture at one date, assessed over the draws.

    `detections` hold the sensors in force at that date only, in the scenario's order.
    """

    scenario: Scenario
    draws: Draws
    flights: FlightTable
    detections: DetectionTable
    tracks: TrackTable
    warnings: Warnings
    receivers: tuple[str, ...]
    """Ids; `warnings.pairs.receiver` indexes them."""
    parties: tuple[str, ...]
    """Ids of the parties that have a warning chain."""
    population: Floats
    """(receiver,)."""
    receiver_party: NDArray[np.int64]
    """Index into `parties`, (receiver,)."""
    hearings: tuple[Hearing, ...]
    """What each party hears alone and shared, and its chain, in the order of `parties`."""
    powered_alone: NDArray[np.bool_]
    """Which sensors see powered flight alone, (sensor,)."""
    choices: Choices = NO_CHOICES
    burnout_state: Floats = field(default_factory=lambda: np.zeros((6, 0, 0)))
    """Of each flight when its motors stop, (6, flight, draw): what following it again begins with.
    """

    def __repr__(self) -> str:
        """One line: of what, when, and how much was assessed; the numbers are in its fields."""
        name = f" {self.scenario.name}" if self.scenario.name else ""
        sizes = f"{len(self.flights.ids)} flights, {len(self.receivers)} receivers"
        when = f" at {self.day}" if self.day else ""
        return f"<Assessment{name}{when}: {sizes}, {self.draws.count} draws>"

    @property
    def day(self) -> date | None:
        """The date of the posture; None where the scenario was not cut at one."""
        return self.scenario.day

    def people_of(self, party: int) -> Floats:
        """The population of one party's receivers, 0 for the others', (receiver,)."""
        return np.where(self.receiver_party == party, self.population, 0.0)
