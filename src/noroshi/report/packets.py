"""The parts of a CZML document that every globe's picture shares."""

import json
from datetime import datetime, timedelta
from typing import Any

import numpy as np

Packet = dict[str, Any]
Colour = list[int]
"""Red, green, blue, each 0 to 255."""
INK, BLUE, ORANGE, RED = [27, 27, 29], [0, 114, 178], [230, 159, 0], [213, 94, 0]
GREEN, SKY = [0, 158, 115], [86, 180, 233]


def text(packets: list[Packet]) -> str:
    """The document as a file's text; strict JSON."""
    return json.dumps(packets, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def document(title: str, epoch: datetime, lasting: float, *, multiplier: float = 10.0) -> Packet:
    """The first packet: what it is, and a clock of `lasting` seconds from the epoch."""
    end = epoch + timedelta(seconds=float(np.ceil(lasting)))
    return {
        "id": "document",
        "name": title,
        "version": "1.0",
        "clock": {
            "interval": f"{when(epoch)}/{when(end)}",
            "currentTime": when(epoch),
            "multiplier": multiplier,
            "range": "LOOP_STOP",
            "step": "SYSTEM_CLOCK_MULTIPLIER",
        },
    }


def when(moment: datetime) -> str:
    """A time as CZML has it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def label(name: str) -> dict[str, Any]:
    """Text beside a point, hidden from afar."""
    return {
        "text": name,
        "font": "12px sans-serif",
        "pixelOffset": {"cartesian2": [10, 0]},
        "horizontalOrigin": "LEFT",
        "fillColor": {"rgba": [255, 255, 255, 255]},
        "outlineColor": {"rgba": [*INK, 255]},
        "outlineWidth": 3,
        "style": "FILL_AND_OUTLINE",
        "distanceDisplayCondition": {"distanceDisplayCondition": [0, 6_000_000]},
    }
