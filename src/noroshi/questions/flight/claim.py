"""From the words in which a flight was published to numbers."""

import math
from typing import Final, NamedTuple

from noroshi.earth import geodesic
from noroshi.earth.named_place import NamedPlace
from noroshi.errors import NoroshiError
from noroshi.motion.published import PublishedFlight, VehicleClass
from noroshi.motion.solve import LONGEST_RANGE
from noroshi.questions.flight import Options
from noroshi.questions.warning.pipe.vehicle_classes import class_of
from noroshi.scenario.find_place import find_place
from noroshi.scenario.records import Scenario
from noroshi.units import UnitError, parse

EAST: Final = math.pi / 2.0
"""Bearing taken where none is given [rad]."""


class FlightRequest(NamedTuple):
    """What is asked of one flight."""

    start: NamedPlace
    over: tuple[NamedPlace, ...]
    """Places of which it is asked when it passes nearest."""
    claim: PublishedFlight
    assumed_east: bool
    """Whether no direction was given."""


def read(options: Options, world: Scenario) -> FlightRequest:
    """What the options mean in a world, which knows places by their ids.

    Raises:
        NoroshiError: an option is no quantity, names no place, or two contradict each other.
    """
    start = find_place(options.start, world, "--from")
    over = tuple(find_place(text, world, "--over") for text in options.over)
    distance, bearing = _course(options, start, world)
    if bearing is None and over:
        raise NoroshiError("--over: in which direction does it fly? add --bearing or --toward")
    lat, lon = geodesic.direct(start.lat, start.lon, distance, EAST if bearing is None else bearing)
    claim = PublishedFlight(
        (start.lat, start.lon),
        (float(lat), float(lon)),
        _apogee(options.apogee),
        None if options.burn is None else _positive(options.burn, "time", "--burn"),
        None if options.time is None else _positive(options.time, "time", "--time"),
    )
    return FlightRequest(start, over, claim, bearing is None)


def classes(world: Scenario) -> list[VehicleClass]:
    """The vehicle classes that a world declares.

    Raises:
        NoroshiError: it declares none.
    """
    if not world.vehicles:
        raise NoroshiError("the scenario declares no vehicle, and so no burn time to expect")
    return list(map(class_of, world.vehicles.values()))


def _course(options: Options, start: NamedPlace, world: Scenario) -> tuple[float, float | None]:
    """Range [m] and bearing [rad] of the impact point."""
    if options.bearing is not None and options.toward is not None:
        raise NoroshiError("--bearing and --toward both say where it flies; give one of them")
    reach = None if options.range is None else _range(options.range)
    if options.toward is None:
        if reach is None:
            raise NoroshiError("how far does it fly? add --range, or --toward the impact point")
        bearing = options.bearing
        return reach, None if bearing is None else _read(bearing, "angle", "--bearing")
    place = find_place(options.toward, world, "--toward")
    distance, bearing_there = geodesic.inverse(start.lat, start.lon, place.lat, place.lon)
    return float(distance) if reach is None else reach, float(bearing_there)


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
