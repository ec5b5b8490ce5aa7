"""The areas that hold on a day, with who claims and contests them, and where the event is."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from noroshi.commitments.gazetteer import Gazetteer
from noroshi.commitments.inherited import disputes, limit_error
from noroshi.kept import kept
from noroshi.questions.answer import Feature, FeaturesLater, Layer
from noroshi.questions.commitments.compute import Weighed, coast_of
from noroshi.questions.worked_out import read_from
from noroshi.scenario import Scenario

if TYPE_CHECKING:
    import shapely
    from shapely.geometry.base import BaseGeometry

_DIGITS = 1e-5
"""Of a degree: a metre."""
PLAIN = 0.0005
"""Of a degree: how far a map's outline may stray from the computed one, some 50 m."""
_UNDRAWN = ("territory", "part")
"""Roles of areas that every map has already, or that are only parts of others."""
Points = tuple[tuple[float, ...], ...]


def layers(world: Scenario, weighed: Weighed) -> tuple[Layer, ...]:
    """Areas of the day that is asked about, and the place."""
    event = weighed.asked.event
    read = read_from(world, ("areas", "places"))
    found = FeaturesLater(lambda: kept("areas", _areas, read, event.day, records=(Feature,)))
    made = [Layer("areas", f"Areas on {event.day}", found)]
    if event.place is not None:
        lat, lon = np.degrees([event.place.lat, event.place.lon])
        where = Feature("place", event.place.name, "point", ((float(lon), float(lat)),), "site")
        made.append(Layer("event", "Where it happens", (where,)))
    return tuple(made)


def _areas(world: Scenario, day: date) -> tuple[Feature, ...]:
    return tuple(areas(world, day))


def areas(world: Scenario, day: date) -> Iterator[Feature]:
    """Every area that holds on a day but plain territories, a feature for each of its pieces.

    An area without a line has one feature without points.
    """
    from noroshi.commitments.shapes import shape  # only now, as below: for a map alone

    gazetteer = Gazetteer(world.areas, coast_of(world))
    for key, area in world.areas.items():
        if not area.holds(day) or area.role in _UNDRAWN:
            continue
        about = _about(world, key, day)
        pieces = _pieces(shape(gazetteer, key, day))
        if not pieces:
            yield Feature(key, area.name, "polygon", (), area.role, about)
        for number, piece in enumerate(pieces, 1):
            name = key if len(pieces) == 1 else f"{key}/{number}"
            holes = tuple(_points(ring) for ring in piece.interiors)
            outline = _points(piece.exterior)
            yield Feature(name, area.name, "polygon", outline, area.role, about, holes=holes)


def _pieces(outline: "BaseGeometry | None") -> "list[shapely.Polygon]":
    """Its polygons, at a map's precision."""
    import shapely

    from noroshi.earth.territorial import cut_at_date_line

    if outline is None:
        return []
    plain = shapely.set_precision(cut_at_date_line(outline).simplify(PLAIN), _DIGITS)
    return [p for p in shapely.get_parts(plain) if isinstance(p, shapely.Polygon)]


def _points(ring: "shapely.LinearRing") -> Points:
    import shapely

    return tuple(map(tuple, shapely.get_coordinates(ring).tolist()))


def _about(world: Scenario, key: str, day: date) -> dict[str, Any]:
    area = world.areas[key]
    contested = [
        {"by": d.by, "what": d.what, "source": list(d.source)}
        for d in disputes(world.areas, key, day)
    ]
    told = [area.basis, *(f"Contested by {d['by']}: {d['what']}" for d in contested)]
    return {
        "area": key,
        "description": " ".join(filter(None, told)),
        "party": area.party,
        "basis": area.basis,
        "from": None if area.since is None else str(area.since),
        "until": None if area.until is None else str(area.until),
        "limit_known_to_m": limit_error(world.areas, key, day),
        "grade": area.grade,
        "source": list(area.source),
        "disputed": contested,
        "note": area.note,
    }
