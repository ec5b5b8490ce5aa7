"""What an assessment holds: frozen records of arrays with named axes."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.pipe.told import Hearing, Warnings
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


@dataclass(frozen=True)
class DetectionTable:
    """What each sensor saw of each flight, (flight, draw, sensor) [s after launch]."""

    sensors: tuple[str, ...]
    first: Floats
    """First detection; inf = never."""
    confirmed: Floats
    """M of N; inf = never."""
    held: Floats
    """When it holds what flies on after burn-out, by its first hit if it has kept the track until
    then, else by M of N; inf = never. What a direction rests on. For a sensor that sees powered
    flight alone: the end of powered flight, once confirmed."""
    rise: Floats
    """Enters the field of view; NaN = never."""
    set: Floats
    custody: Floats
    """Time in view with a probability of detection of at least one half [s]."""


@dataclass(frozen=True)
class TrackTable:
    """What each team knows of where each flight comes down, [s after launch] and [m].

    A team is one party with its own sensors alone or with the tracks that it is sent, or all
    sensors together. Radars only: satellites do not see a flight that coasts.
    """

    teams: tuple["Team", ...]
    first: Floats
    """When it first hears of a track of what flies on, (team, flight, draw); inf = never."""
    levels: tuple[float, ...]
    """Probabilities of the area about the impact."""
    area: Floats
    """When it knows the area with each, (team, level, flight, draw); inf = never."""
    time: Floats
    """(time,)."""
    spread: Floats
    """Radius of a circle as large as the ellipse that holds the impact with probability 0.9,
    (team, time, flight, draw) [m]; inf before there is a track, NaN after the impact."""
    known: Floats
    """When the place's own party knows that it is concerned, by the rule of that party's warning,
    (knowledge, pair, draw); inf = never."""
    without: Floats
    """When the party that an impact concerns knows of it, by what is shared, if one sensor failed,
    (sensor, flight, draw); inf = never."""


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
    """What structural choices make of warning; the same pairs and draws as the assessment's."""

    picked: tuple[Picked, ...]
    """The base, which picks nothing, first."""
    useful: Floats
    """Useful warning of each impact, with what is shared, (choice, pair, draw) [s]; 0 of passes."""


NO_CHOICES = Choices((), np.zeros((0, 0, 0)))


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
