"""One flight and the sensors that look at it: `noroshi.tracking_case`; `look_at` begins so, too.

Everything declared is at its best value, and every sensor looks as it tracks, also one that would
first have to find the flight by a search or a cue.
"""

import math
from collections.abc import Sequence
from typing import Annotated, NamedTuple

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from noroshi.earth import geodesic
from noroshi.errors import NoroshiError
from noroshi.motion.published import PublishedFlight, examine
from noroshi.motion.records import Flights, pick
from noroshi.motion.solve import LONGEST_RANGE, solve
from noroshi.nearest import suggestion_or_list
from noroshi.questions.warning.pipe.expand import DeclaredFlight, expand, plan
from noroshi.questions.warning.pipe.fly import refuse_unsolved
from noroshi.questions.warning.pipe.vehicle_classes import class_of
from noroshi.questions.warning.pipe.watches import watch
from noroshi.scenario.find_place import find_place
from noroshi.scenario.records import Ground, Place, Scenario
from noroshi.scenario.warned import Vehicle
from noroshi.sensing import Sensor
from noroshi.tracking.filters.case import TrackingCase, case_of
from noroshi.world import Distance, Estimate, Exact, Record

_Length = Annotated[float, Exact("length", minimum=1.0, maximum=LONGEST_RANGE)]
_Time = Annotated[float, Exact("time", minimum=1.0, example="90 s")]
_Bearing = Annotated[float, Exact("angle", minimum=0.0, maximum=2 * np.pi, example="72 deg")]


class Flight(Record):
    """A flight by what is published of it, in the words that `noroshi flight` takes.

    Either `toward`, or `range` and `bearing`. The class of vehicles, and with it burn time, growth
    and cross-sections, is the least of the scenario's that reaches so far.
    """

    start: str = Field(description="a place of the scenario, a city, or 'LAT,LON' in degrees")
    toward: str | None = Field(default=None, description="where it comes down, in the same words")
    range: _Length | None = None
    bearing: _Bearing | None = None
    apogee: Distance | None = Field(default=None, description="without it, the least energy")
    burn_time: _Time | None = Field(default=None, description="without it, its class's")

    @model_validator(mode="after")
    def _one_aim(self) -> "Flight":
        way = self.range is not None, self.bearing is not None
        if way != (self.toward is None,) * 2:
            why = "a flight needs either 'toward', or 'range' and 'bearing'"
            raise PydanticCustomError("aim", "{why}", {"why": why})
        return self

    def __str__(self) -> str:
        """From where, and where to."""
        aim = self.toward
        if aim is None and self.range is not None and self.bearing is not None:
            aim = f"{self.range / 1e3:g} km at {math.degrees(self.bearing):g} deg"
        return f"{self.start} to {aim}"


class SolvedFlight(NamedTuple):
    """A solved flight, and how large it looks."""

    name: str
    flights: Flights
    """A batch of one."""
    powered_cross_section: float
    """[m²]."""
    cross_section: float
    """After burn-out [m²]."""


def tracking_case(
    flight: str | Flight,
    sensors: Sequence[str | Sensor] | None = None,
    *,
    scenario: Scenario,
) -> TrackingCase:
    """One flight, and every look of some sensors at it from launch to impact.

    Args:
        flight: the id of one that the scenario declares (threat/site/receiver), or a `Flight`.
        sensors: ids of the scenario's, or records of one's own, whose `at` names a place in the
            words that `Flight.start` takes; None = every sensor that declares its accuracy.
        scenario: gives places, vehicles and air; cut at a date for ids that hold on that day.

    Raises:
        NoroshiError: something is called by a name that there is not, or the flight cannot be.

    Example:
        >>> import noroshi
        >>> world = noroshi.load("small").at("2015-01-01")
        >>> case = tracking_case("medium-lofted/test-range/capital", scenario=world)
        >>> [watch.name for watch in case.watches], case.state_ecef.shape
        (['north-radar', 'south-radar'], (364, 6))
    """
    if sensors is None:
        sensors = [s for s in scenario.sensors.values() if s.measures]
        if not sensors:
            raise NoroshiError("no sensor of the scenario declares how precisely it measures")
    flown = fly_one(flight, scenario)
    placed = [placed_sensor(sensor, scenario) for sensor in sensors]
    return case_of(
        flown.name,
        [watch(sensor, place, scenario) for sensor, place in placed],
        flown.flights,
        powered_cross_section=flown.powered_cross_section,
        cross_section=flown.cross_section,
    )


def fly_one(flight: str | Flight, scenario: Scenario) -> SolvedFlight:
    """Solve a flight that is declared, or one that is published."""
    if isinstance(flight, str):
        return _declared(declared_flight(scenario, flight))
    start = find_place(flight.start, scenario, "start")
    if flight.toward is None:
        assert flight.range is not None
        assert flight.bearing is not None
        distance, bearing = flight.range, flight.bearing
    else:
        toward = find_place(flight.toward, scenario, "toward")
        way = geodesic.inverse(start.lat, start.lon, toward.lat, toward.lon)
        distance, bearing = float(way[0]), float(way[1])
    lat, lon = geodesic.direct(start.lat, start.lon, distance, bearing)
    apogee = math.nan if flight.apogee is None else flight.apogee
    claim = PublishedFlight(
        (start.lat, start.lon), (float(lat), float(lon)), apogee, flight.burn_time
    )
    if not scenario.vehicles:
        raise NoroshiError("the scenario declares no vehicle, and so no burn time to expect")
    examined = examine(claim, [class_of(v) for v in scenario.vehicles.values()])
    own = scenario.vehicles[examined.vehicle_class]
    return SolvedFlight(str(flight), pick(examined.flights, np.array([1])), *_sizes(own))


def declared_flight(scenario: Scenario, name: str) -> DeclaredFlight:
    """The flight that a scenario declares by that id.

    Raises:
        NoroshiError: there is none; it names the nearest.
    """
    flights = {flight.id: flight for flight in expand(scenario)}
    if name not in flights:
        hint = suggestion_or_list(name, flights)
        when = "" if scenario.day is None else f"on {scenario.day} "
        raise NoroshiError(f"{when}no flight is called '{name}' in {scenario.called}; {hint}")
    return flights[name]


def placed_sensor(sensor: str | Sensor, scenario: Scenario) -> tuple[Sensor, Place]:
    """A sensor of the scenario or of one's own, and where it stands.

    Raises:
        NoroshiError: there is no such sensor or place; it names the nearest.
    """
    if isinstance(sensor, str):
        if sensor not in scenario.sensors:
            hint = suggestion_or_list(sensor, scenario.sensors)
            raise NoroshiError(f"no sensor is called '{sensor}' in {scenario.called}; {hint}")
        sensor = scenario.sensors[sensor]
    if (place := scenario.places.get(sensor.at)) is None:
        found = find_place(sensor.at, scenario, "at")
        lat, lon = Estimate.exactly(found.lat), Estimate.exactly(found.lon)
        place = Ground(name=found.name, lat=lat, lon=lon)
    return sensor, place


def _declared(flight: DeclaredFlight) -> SolvedFlight:
    solved = solve(plan([flight]))
    refuse_unsolved([flight], solved)
    return SolvedFlight(
        flight.id, solved, flight.powered_cross_section.best, flight.cross_section.best
    )


def _sizes(vehicle: Vehicle) -> tuple[float, float]:
    return vehicle.powered_cross_section.best, vehicle.cross_section.best
