"""Places as people name them: an id of the scenario, a city, or latitude and longitude."""

import csv
import math
from importlib.resources import files

from noroshi.earth.named_place import NamedPlace
from noroshi.errors import NoroshiError
from noroshi.nearest import suggestion
from noroshi.scenario import Scenario
from noroshi.scenario.records import Ground

ALOFT = "'{}' turns with the Earth above the equator; name a place on the ground"
"""Of a place of the scenario that is not on the ground, and what to write instead."""


def find_place(text: str, scenario: Scenario, option: str) -> NamedPlace:
    """The place that a word on the command line means.

    Ids of the scenario's places and receivers come first, then cities by name, the largest of that
    name. `option` is named where nothing is found.
    """
    found = _coordinates(text, option) or _declared(text, scenario) or _city(text)
    if found is None:
        if text in scenario.places:
            raise NoroshiError(f"{option}: {ALOFT.format(text)}, a city, or LAT,LON")
        ground = (key for key, place in scenario.places.items() if isinstance(place, Ground))
        names = [*ground, *scenario.receivers, *(row["ascii_name"] for row in _cities())]
        hint = suggestion(text, names) or "write an id of the scenario, a city, or LAT,LON"
        raise NoroshiError(f"{option}: no place is called '{text}'; {hint}")
    return found


def _coordinates(text: str, option: str) -> NamedPlace | None:
    parts = text.split(",")
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError:
        return None
    if not (-90.0 <= lat <= 90.0 and -180.0 <= lon <= 360.0):
        raise NoroshiError(
            f"{option}: '{text}' is no point of the Earth; write latitude, longitude in degrees, "
            "e.g. 39.2,125.67"
        )
    return NamedPlace(f"{lat:g}, {lon:g}", math.radians(lat), math.radians(lon))


def _declared(text: str, scenario: Scenario) -> NamedPlace | None:
    place = scenario.places.get(text)
    if isinstance(place, Ground):
        return NamedPlace(place.name, place.lat.best, place.lon.best)
    receiver = scenario.receivers.get(text)
    if receiver is not None:
        return NamedPlace(receiver.name, float(receiver.lat), float(receiver.lon))
    return None


def _city(text: str) -> NamedPlace | None:
    wanted = text.casefold()
    same = [
        row for row in _cities() if wanted in (row["name"].casefold(), row["ascii_name"].casefold())
    ]
    if not same:
        return None
    row = max(same, key=lambda r: int(r["population"]))
    lat, lon = (math.radians(float(row[key])) for key in ("lat_deg", "lon_deg"))
    return NamedPlace(f"{row['name']} ({row['country']})", lat, lon)


def _cities() -> list[dict[str, str]]:
    with (files("noroshi") / "data" / "cities.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))
