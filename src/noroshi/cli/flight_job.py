"""The work behind `noroshi flight`."""

import math
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from noroshi.cli.flight_places import Place, find_place
from noroshi.earth import geodesic
from noroshi.earth.ellipsoid import geodetic
from noroshi.errors import NoroshiError
from noroshi.motion.closest_approach import ClosestApproach, closest_approach
from noroshi.motion.published import Examined, PublishedFlight, VehicleClass, examine
from noroshi.motion.records import Flights, pick
from noroshi.motion.sample import positions
from noroshi.motion.solve import LONGEST_RANGE
from noroshi.scenario import Scenario, load
from noroshi.scenario.records import Vehicle
from noroshi.units import UnitError, parse

EAST = math.pi / 2.0
"""Bearing taken where none is given [rad]."""


class Asked(NamedTuple):
    """The words on the command line."""

    start: str
    range: str | None
    apogee: str
    bearing: str | None
    toward: str | None
    burn: str | None
    time: str | None
    over: tuple[str, ...]
    plot: Path | None
    scenario: str


class Told(NamedTuple):
    """What is printed."""

    start: Place
    stated: float | None
    assumed_east: bool
    examined: Examined
    over: tuple[tuple[Place, ClosestApproach], ...]

    @property
    def best(self) -> Flights:
        """The flight with the best values."""
        return pick(self.examined.flights, np.array([1]))


def flight_job(asked: Asked, *, json: bool) -> None:
    """Examine the flight, print the answer and draw it."""
    told = answer(asked)
    if asked.plot is not None:
        from noroshi.cli.flight_picture import draw_flight

        draw_flight(told, asked.plot)
    if json:
        from noroshi.cli.printing import print_document

        print_document("flight", document(told))
        return
    from noroshi.cli.flight_table import print_flight

    print_flight(told, asked)


def answer(asked: Asked) -> Told:
    """Read the words, examine the flight, find the passes."""
    world = load(asked.scenario)
    start = find_place(asked.start, world, "--from")
    over = tuple(find_place(text, world, "--over") for text in asked.over)
    distance, bearing = _course(asked, start, world)
    if bearing is None and over:
        raise NoroshiError("--over: in which direction does it fly? add --bearing or --toward")
    assumed = EAST if bearing is None else bearing
    lat, lon = geodesic.direct(start.lat, start.lon, distance, assumed)
    claim = PublishedFlight(
        (start.lat, start.lon),
        (float(lat), float(lon)),
        _apogee(asked.apogee),
        None if asked.burn is None else _positive(asked.burn, "time", "--burn"),
        None if asked.time is None else _positive(asked.time, "time", "--time"),
    )
    examined = examine(claim, _classes(world))
    best = pick(examined.flights, np.array([1]))
    passes = tuple((place, closest_approach(best, place.lat, place.lon)) for place in over)
    return Told(start, claim.flight_time, bearing is None, examined, passes)


def _course(asked: Asked, start: Place, world: Scenario) -> tuple[float, float | None]:
    """Range [m] and bearing [rad] of the impact point."""
    if asked.bearing is not None and asked.toward is not None:
        raise NoroshiError("--bearing and --toward both say where it flies; give one of them")
    reach = None if asked.range is None else _range(asked.range)
    if asked.toward is None:
        if reach is None:
            raise NoroshiError("how far does it fly? add --range, or --toward the impact point")
        return reach, None if asked.bearing is None else _read(asked.bearing, "angle", "--bearing")
    place = find_place(asked.toward, world, "--toward")
    distance, bearing = geodesic.inverse(start.lat, start.lon, place.lat, place.lon)
    return float(distance) if reach is None else reach, float(bearing)


def _range(text: str) -> float:
    reach = _positive(text, "length", "--range")
    if reach > LONGEST_RANGE:
        raise NoroshiError(f"--range: '{text}' is more than {LONGEST_RANGE / 1e3:,.0f} km")
    return reach


def _apogee(text: str) -> float:
    if text in ("minimum-energy", "minimum energy"):
        return math.nan
    return _positive(text, "length", "--apogee")


def _read(text: str, kind: str, option: str) -> float:
    try:
        return parse(text, kind)
    except UnitError as error:
        raise NoroshiError(f"{option}: {error}") from None


def _positive(text: str, kind: str, option: str) -> float:
    value = _read(text, kind, option)
    if value <= 0.0:
        raise NoroshiError(f"{option}: '{text}' must be more than zero")
    return value


def _classes(world: Scenario) -> list[VehicleClass]:
    if not world.vehicles:
        raise NoroshiError("the scenario declares no vehicle, and so no burn time to expect")
    return list(map(class_of, world.vehicles.values()))


def class_of(vehicle: Vehicle) -> VehicleClass:
    """What a flight's examination needs of a declared vehicle."""
    return VehicleClass(
        vehicle.id,
        vehicle.reach[1],
        vehicle.burn_time,
        vehicle.ballistic_coefficient,
        vehicle.growth,
        vehicle.first_stage,
    )


def document(told: Told) -> dict[str, Any]:
    """The answer as data: SI units and degrees, named in the keys."""
    best, examined = told.best, told.examined
    return {
        "flight_time_s": _three(examined.flight_time),
        "powered_time_s": float(best.plan.burn_time[0]),
        "burnout_altitude_m": float(best.burnout_altitude[0]),
        "range_m": float(best.range[0]),
        "apogee_m": float(best.apogee[0]),
        "apogee_time_s": float(best.apogee_time[0]),
        "bearing_deg": bearing_of_impact(best),
        "bearing_assumed": told.assumed_east,
        "impact": {
            "lat_deg": math.degrees(best.impact_lat[0]),
            "lon_deg": math.degrees(best.impact_lon[0]),
        },
        # Without an end where the same powered phase would lead into orbit, or nearly.
        "equivalent_range_m": _three(examined.equivalent),
        "least_flight_time_s": _number(examined.least_time),
        "verdict": examined.verdict,
        "reason": examined.reason,
        "over": [
            {
                "place": place.name,
                "time_s": near.time,
                "ground_distance_m": near.ground_distance,
                "altitude_m": near.altitude,
            }
            for place, near in told.over
        ],
        "vehicle_class": examined.vehicle_class,
        "vehicle_class_outreached": examined.outreached,
        "ground_track": ground_track(best),
    }


def ground_track(flight: Flights) -> list[dict[str, float]]:
    """Where the flight is at 61 even moments from launch to impact."""
    time = np.linspace(0.0, float(flight.flight_time[0]), 61)
    lat, lon, altitude = geodetic(*positions(flight, time)[:, :, 0].T)
    keys = ("time_s", "lat_deg", "lon_deg", "altitude_m")
    rows = np.column_stack((time, np.degrees(lat), np.degrees(lon), altitude))
    return [dict(zip(keys, map(float, row), strict=True)) for row in rows]


def bearing_of_impact(flight: Flights) -> float:
    """Bearing of the impact point from the launch point [deg]."""
    plan = flight.plan
    _, bearing = geodesic.inverse(
        plan.launch_lat, plan.launch_lon, flight.impact_lat, flight.impact_lon
    )
    return math.degrees(float(bearing[0]))


def _three(values: Any) -> dict[str, float | None]:
    return dict(zip(("p5", "p50", "p95"), map(_number, values), strict=True))


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
