"""`areas.geojson`: treaty area, seas, air zones and claims, each with who contests it (RFC 7946).

An area without a line has a null geometry: unlocated, as the standard calls it.
"""

from datetime import date
from typing import Any

from noroshi.output.commitments.outlines import Drawn, drawn
from noroshi.output.geojson import collection, wound
from noroshi.scenario import Scenario


def areas_geojson(world: Scenario, day: date) -> str:
    """Every area that holds on a day, as the text of a file of features."""
    return collection([_feature(area) for area in drawn(world, day)])


def _feature(area: Drawn) -> dict[str, Any]:
    where = None if area.outline is None else wound(area.outline)
    return {
        "type": "Feature",
        "id": f"area/{area.key}",
        "geometry": where,
        "properties": area.about,
    }
