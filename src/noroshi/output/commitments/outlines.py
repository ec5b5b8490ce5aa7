"""The areas that hold on a day, with their outlines and who claims and contests them."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from noroshi.commitments.inherited import disputes, limit_error
from noroshi.commitments.shapes import shape
from noroshi.commitments.where import Ground
from noroshi.earth.territorial import cut_at_date_line
from noroshi.scenario import Scenario
from noroshi.scenario.records import Ground as OnEarth

_DIGITS = 1e-5
"""Of a degree: a metre."""
PLAIN = 0.0005
"""Of a degree: how far a map's outline may stray from the computed one, some 50 m."""


class Drawn(NamedTuple):
    """One area on the map."""

    key: str
    outline: BaseGeometry | None
    """In longitudes from -180 to 180 [deg]; None where it has no line."""
    about: dict[str, Any]
    """Its name, role, party, basis, dates, sources, and who contests it."""


def drawn(world: Scenario, day: date) -> Iterator[Drawn]:
    """Every area that holds on a day but plain territories, which every map has already."""
    coast = {
        key: (place.lat.best, place.lon.best)
        for key, place in world.places.items()
        if isinstance(place, OnEarth)
    }
    ground = Ground(world.areas, coast)
    for key, area in world.areas.items():
        if area.holds(day) and area.role not in ("territory", "part"):
            yield Drawn(key, _neat(shape(ground, key, day)), _about(world, key, day))


def _neat(outline: BaseGeometry | None) -> BaseGeometry | None:
    if outline is None:
        return None
    plain = cut_at_date_line(outline).simplify(PLAIN)
    return shapely.set_precision(plain, _DIGITS)


def _about(world: Scenario, key: str, day: date) -> dict[str, Any]:
    area = world.areas[key]
    return {
        "role": area.role,
        "name": area.name,
        "party": area.party,
        "basis": area.basis,
        "from": None if area.since is None else str(area.since),
        "until": None if area.until is None else str(area.until),
        "limit_known_to_m": limit_error(world.areas, key, day),
        "grade": area.grade,
        "source": list(area.source),
        "disputed": [
            {"by": d.by, "what": d.what, "source": list(d.source)}
            for d in disputes(world.areas, key, day)
        ],
        "note": area.note,
    }
