"""What goes into a flight and what comes out: frozen records of arrays with one axis, `flight`."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Status(IntEnum):
    """Why a flight was solved or not; the words for it are in `motion.refusals`."""

    SOLVED = 0
    RANGE_ZERO = 1
    RANGE_TOO_LONG = 2
    APOGEE_TOO_LOW = 3
    BURN_TOO_LONG = 4
    NO_CONVERGENCE = 5
    NOT_A_NUMBER = 6


class FlightPlan(NamedTuple):
    """What is published about each flight; arrays of shape (flight,)."""

    launch_lat: Floats
    """Geodetic latitude of the launch point [rad]."""
    launch_lon: Floats
    """Longitude of the launch point [rad]."""
    launch_height: Floats
    """Height of the launch point above the ellipsoid [m]."""
    aim_lat: Floats
    """Geodetic latitude of the impact point, on the ellipsoid [rad]."""
    aim_lon: Floats
    """Longitude of the impact point [rad]."""
    apogee: Floats
    """Greatest height above the ellipsoid [m]; NaN asks for the minimum-energy flight."""
    burn_time: Floats
    """Duration of powered flight [s]."""
    ballistic_coefficient: Floats
    """Mass over drag coefficient times area [kg/m²]."""


class Flights(NamedTuple):
    """Solved flights; arrays of shape (flight,). Where `status` is not 0, every result is NaN."""

    plan: FlightPlan
    acceleration: Floats
    """Constant thrust acceleration of the powered phase [m/s²]."""
    pitch: Floats
    """Angle from the vertical that the thrust is turned to and held at [rad]."""
    bearing: Floats
    """Bearing of the plane of powered flight [rad, 0 to 2π, clockwise from north]."""
    flight_time: Floats
    """From launch to impact [s]."""
    apogee: Floats
    """Greatest geodetic height [m]."""
    apogee_time: Floats
    """From launch to the greatest height [s]."""
    burnout_altitude: Floats
    """Geodetic height at the end of powered flight [m]."""
    range: Floats
    """Geodesic distance from the launch point to the impact point [m]."""
    impact_lat: Floats
    """Geodetic latitude of the impact point [rad]."""
    impact_lon: Floats
    """Longitude of the impact point [rad]."""
    status: NDArray[np.int8]
    """`Status` of each flight."""


class Track(NamedTuple):
    """Where flights are at common times; batch axis last."""

    time: Floats
    """Time after launch [s], (time,)."""
    position_ecef: Floats
    """Earth-fixed position [m], (time, 3, flight); stays at the impact point after impact."""
    flight_time: Floats
    """[s], (flight,)."""
    burn_time: Floats
    """[s], (flight,)."""


def select(plan: FlightPlan, which: NDArray[np.intp]) -> FlightPlan:
    """The flights of a plan at some indices, in that order."""
    return FlightPlan(*(field[which] for field in plan))


def pick(flights: Flights, which: NDArray[np.intp]) -> Flights:
    """The flights at some indices, in that order."""
    return Flights(select(flights.plan, which), *(field[which] for field in flights[1:]))
