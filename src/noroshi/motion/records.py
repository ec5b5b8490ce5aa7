"""What goes into a flight and what comes out: frozen records of arrays with one axis, `flight`."""

from enum import IntEnum
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from noroshi.shaped import Float, Int8

Floats = NDArray[np.float64]
Record = TypeVar("Record", bound=tuple[Any, ...])


class FlightStatus(IntEnum):
    """Why a flight was solved or not."""

    SOLVED = 0
    RANGE_ZERO = 1
    """Launch and aim are less than a kilometre apart."""
    RANGE_TOO_LONG = 2
    """The aim is about at the antipodes."""
    APOGEE_TOO_LOW = 3
    """Below the launch point, or so low that the air stops the flight short of its aim."""
    APOGEE_TOO_HIGH = 4
    """Beyond 20,000 km."""
    BURN_TOO_LONG = 5
    """Still under power at the apogee, or too weak to rise; a shorter burn would do."""
    NO_CONVERGENCE = 6
    """No thrust was found, for no reason that has a name."""
    NOT_A_NUMBER = 7
    BURN_NOT_POSITIVE = 8
    COEFFICIENT_NOT_POSITIVE = 9
    SHAPE_UNKNOWN = 10
    """Acceleration that shrinks within a stage, or a first stage that is no share of the burn."""


_ONE: Final = np.ones(1)


class FlightPlan(NamedTuple):
    """What is published about each flight; one value may stand for all flights."""

    launch_lat: Float[Floats, "#flight"]
    """Geodetic latitude of the launch point [rad]."""
    launch_lon: Float[Floats, "#flight"]
    """Longitude of the launch point [rad]."""
    launch_height: Float[Floats, "#flight"]
    """Height of the launch point above the ellipsoid [m]."""
    aim_lat: Float[Floats, "#flight"]
    """Geodetic latitude of the impact point, on the ellipsoid [rad]."""
    aim_lon: Float[Floats, "#flight"]
    """Longitude of the impact point [rad]."""
    apogee: Float[Floats, "#flight"]
    """Greatest height above the ellipsoid [m]; NaN asks for the minimum-energy flight."""
    burn_time: Float[Floats, "#flight"]
    """Duration of powered flight [s]."""
    ballistic_coefficient: Float[Floats, "#flight"]
    """Mass over drag coefficient times area [kg/m²]."""
    growth: Float[Floats, "#flight"] = _ONE
    """Acceleration at the end of each stage over that at its start; 1 = constant."""
    first_stage: Float[Floats, "#flight"] = _ONE
    """Share of the burn time that the first of two stages takes; 1 = a single stage."""


class Flights(NamedTuple):
    """Solved flights. Where `status` is not 0, every result is NaN."""

    plan: FlightPlan
    acceleration: Float[Floats, " flight"]
    """Mean thrust acceleration of the powered phase [m/s²]."""
    pitch: Float[Floats, " flight"]
    """Angle from the vertical that the thrust is turned to and held at [rad]."""
    bearing: Float[Floats, " flight"]
    """Bearing of the plane of powered flight [rad, 0 to 2π, clockwise from north]."""
    flight_time: Float[Floats, " flight"]
    """From launch to impact [s]."""
    apogee: Float[Floats, " flight"]
    """Greatest geodetic height [m]."""
    apogee_time: Float[Floats, " flight"]
    """From launch to the greatest height [s]."""
    burnout_altitude: Float[Floats, " flight"]
    """Geodetic height at the end of powered flight [m]."""
    range: Float[Floats, " flight"]
    """Geodesic distance from the launch point to the impact point [m]."""
    impact_lat: Float[Floats, " flight"]
    """Geodetic latitude of the impact point [rad]."""
    impact_lon: Float[Floats, " flight"]
    """Longitude of the impact point [rad]."""
    status: Int8[NDArray[np.int8], " flight"]
    """`FlightStatus` of each flight."""


class Track(NamedTuple):
    """Where flights are at common times; batch axis last."""

    time: Float[Floats, " time"]
    """Time after launch [s]."""
    position_ecef: Float[Floats, "time 3 flight"]
    """Earth-fixed position [m]; stays at the impact point after impact."""
    flight_time: Float[Floats, " flight"]
    """[s]."""
    burn_time: Float[Floats, " flight"]
    """[s]."""


def filled(plan: FlightPlan) -> FlightPlan:
    """The plan with every field as long as the longest: one value may stand for all flights."""
    return FlightPlan(*np.broadcast_arrays(*(np.asarray(f, dtype=np.float64) for f in plan)))


def select(plan: FlightPlan, which: NDArray[np.intp]) -> FlightPlan:
    """The flights of a plan at some indices, in that order."""
    return FlightPlan(*(field[which] for field in plan))


def pick(flights: Flights, which: NDArray[np.intp]) -> Flights:
    """The flights at some indices, in that order."""
    rest: list[Any] = [field[which] for field in flights[1:]]
    return Flights(select(flights.plan, which), *rest)


def join(parts: list[Flights]) -> Flights:
    """Flights one after the other."""
    plan = FlightPlan(*(np.concatenate(f) for f in zip(*(p.plan for p in parts), strict=True)))
    rest: list[Any] = [np.concatenate(f) for f in zip(*(p[1:] for p in parts), strict=True)]
    return Flights(plan, *rest)


def put(flights: Flights, *new: tuple[NDArray[np.intp], Flights]) -> Flights:
    """The flights with other results at some indices; those given stay as they are."""
    columns: list[Any] = [column.copy() for column in flights[1:]]
    for where, results in new:
        for column, values in zip(columns, results[1:], strict=True):
            column[where] = values
    return Flights(flights.plan, *columns)


def some(record: Record, which: Any) -> Record:
    """Some flights of a record of records and arrays, flights last."""
    return _alike(record, [_part(part, which) for part in record])


def replaced(record: Record, which: Any, new: Record) -> Record:
    """The record with some flights' numbers replaced; the one given stays as it is."""
    return _alike(record, [_with(old, which, put) for old, put in zip(record, new, strict=True)])


def _part(part: Any, which: Any) -> Any:
    return some(part, which) if isinstance(part, tuple) else part[..., which]


def _with(old: Any, which: Any, new: Any) -> Any:
    if isinstance(old, tuple):
        return replaced(old, which, new)
    whole = old.copy()
    whole[..., which] = new
    return whole


def _alike(record: Record, parts: list[Any]) -> Record:
    kind: Any = type(record)
    made: Any = kind(parts) if kind is tuple else kind(*parts)
    return made  # type: ignore[no-any-return]
