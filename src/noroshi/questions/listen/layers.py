"""What a map or a globe shows: the place, the stations, and within what the event is placed."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from noroshi.earth.geodesic import direct
from noroshi.questions.answer import Feature, Layer
from noroshi.questions.listen.reading import ListenNumbers

_CORNERS: Final = 48
"""Of an ellipse."""


def layers(found: ListenNumbers) -> Iterator[Layer]:
    """Of the event that is asked about."""
    at = ((found.number("site_lon"), found.number("site_lat")),)
    site = Feature(found.word("site"), found.word("site_name"), "point", at, "site")
    yield Layer("listened-for", "Where the event is", (site,))
    yield Layer("seismometers", "Stations that work on that day", tuple(_stations(found)))
    yield Layer("placed", "Within what the event is placed by 90 %", tuple(_ellipse(found)))


def _stations(found: ListenNumbers) -> Iterator[Feature]:
    for station in found.names("station"):
        one = {"station": station}
        if not found.number("station_works", **one):
            continue
        yield Feature(
            station,
            found.word("station_at", **one),
            "point",
            ((found.number("station_lon", **one), found.number("station_lat", **one)),),
            "sensor",
            {
                "of": found.word("station_party", **one),
                "network": found.word("station_network", **one),
                "hears": found.mean("station_hears", **one),
                "wave_after_s": found.number("station_arrival", **one),
            },
        )


def _ellipse(found: ListenNumbers) -> Iterator[Feature]:
    """At the medians of its half-axes and its direction; none where it has no end."""
    of = {"event": found.event}
    major, minor, strike = (
        float(found.spread(f"ellipse_{part}", **of).p50) for part in ("major", "minor", "strike")
    )
    if not np.isfinite(major):
        return
    turn = np.linspace(0.0, 2.0 * np.pi, _CORNERS + 1)
    along, across = major * np.cos(turn), minor * np.sin(turn)
    bearing = np.radians(strike) + np.arctan2(across, along)
    lat, lon = np.radians(found.number("site_lat")), np.radians(found.number("site_lon"))
    to_lat, to_lon = direct(lat, lon, np.hypot(along, across), bearing)
    ring = tuple(zip(np.degrees(to_lon).tolist(), np.degrees(to_lat).tolist(), strict=True))
    name = found.names("event")[found.event]
    area = float(found.spread("ellipse_area", **of).p50)
    yield Feature(found.event, name, "polygon", ring, "area", {"area_m2": area})
