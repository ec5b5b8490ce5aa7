"""Packets of the areas for a globe: an outline a part, with who claims and contests it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from html import escape
from typing import Any, Final

import numpy as np
import shapely

from noroshi.output.commitments.outlines import Drawn, drawn
from noroshi.report.packets import BLUE, GREEN, ORANGE, RED, SKY, Colour, Packet, document, text
from noroshi.scenario import Scenario

_COLOURS: Final[dict[str, Colour]] = {
    "treaty-area": BLUE,
    "territorial-sea": SKY,
    "contiguous-zone": GREEN,
    "air-defence-zone": ORANGE,
    "claim": RED,
}
"""Of the roles that are drawn; whole territories are left to the globe's own map."""


def areas_czml(world: Scenario, day: date) -> str:
    """A globe's document of the areas that hold on a day."""
    epoch = datetime.combine(day, time(), UTC)
    head = document(f"{world.title}: areas", epoch, 86400.0)
    return text([head, *area_packets(world, day)])


def area_packets(world: Scenario, day: date) -> list[Packet]:
    """Outlines of the areas that hold on a day; those without a line are left out."""
    return [
        packet
        for area in drawn(world, day)
        if area.outline is not None and area.about["role"] in _COLOURS
        for packet in _packets(area)
    ]


def _packets(area: Drawn) -> Iterator[Packet]:
    colour = _COLOURS[area.about["role"]]
    rings = [
        np.asarray(ring.coords)
        for part in shapely.get_parts(area.outline)
        if isinstance(part, shapely.Polygon)
        for ring in (part.exterior, *part.interiors)
    ]
    for number, corners in enumerate(rings):
        flat = np.column_stack([corners, np.zeros(len(corners))])
        yield {
            "id": f"area/{area.key}/{number}",
            "name": area.about["name"],
            "description": _description(area.about),
            "polyline": {
                "positions": {"cartographicDegrees": np.round(flat, 5).ravel().tolist()},
                "width": 2,
                "clampToGround": True,
                "material": {"solidColor": {"color": {"rgba": [*colour, 220]}}},
            },
        }


def _description(about: dict[str, Any]) -> str:
    told = [about["basis"], *(f"Contested by {d['by']}: {d['what']}" for d in about["disputed"])]
    return "<br>".join(escape(t) for t in told if t)
