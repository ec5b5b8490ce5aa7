"""Passes over watched places on a globe: a line from the satellite while the place is in view."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np

from noroshi.questions.site.day import Look, Orbits, looks
from noroshi.report.packets import BLUE, ORANGE, Packet
from noroshi.scenario.records import Ground

DRAWN = (
    "Where along its orbit the satellite is, is drawn and not known: one course of events among "
    "many, the same as in the table of opportunities."
)


def pass_packets(shown: Orbits, site: str, place: Ground) -> Iterator[Packet]:
    """One packet a pass over a site on the day that is shown."""
    name = place.name.split(",")[0]
    for number, look in enumerate(looks(shown, place)):
        yield {
            "id": f"pass/{site}/{number}/{look.imager.payload}",
            "name": f"{look.imager.platform.name} sees {name}: {_how(look)}",
            "description": DRAWN,
            "availability": f"{_at(shown.epoch, look.start)}/{_at(shown.epoch, look.end)}",
            "polyline": {
                "positions": {
                    "references": [
                        f"satellite/{look.imager.satellite}#position",
                        f"site/{site}#position",
                    ]
                },
                "arcType": "NONE",
                "width": 3,
                "material": {"solidColor": {"color": {"rgba": [*_colour(look), 255]}}},
            },
        }


def _how(look: Look) -> str:
    return f"{np.degrees(look.off_nadir):.0f}° off nadir, {look.resolution:.2g} m"


def _colour(look: Look) -> list[int]:
    return BLUE if look.imager.camera.needs_clear_sky else ORANGE


def _at(epoch: datetime, seconds: float) -> str:
    """To a thousandth: a radar has a place in view for seconds only."""
    moment = epoch + timedelta(seconds=seconds)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"
