"""Radars in pictures: what they cover at each altitude, what shared errors leave of a track."""

from collections.abc import Iterator
from functools import partial
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from noroshi.present import charts
from noroshi.present.contours import bands, rings
from noroshi.present.features import OnMap, area, line, point
from noroshi.present.field import Field, Row, Spec
from noroshi.present.maps import frame_for, geographic
from noroshi.questions.answer import Feature, Figure, Numbers
from noroshi.questions.localisation.coverage import SIDE

Floats = NDArray[np.float64]
_MILLION_KM2: Final = 1e12
_FELT: Final = 0.005
"""Areas that differ by less than this share are called the same."""
_TOP: Final = 300.0
"""Larger ellipses are not drawn [km]."""
_DRAWN: Final = {"none": "after", "best": "new", "high": "before", "registered": "bound"}
"""Sizes of shared errors that are drawn, and the role of each line."""
LEVEL: Final = 0.5
LEVELS: Final = (0.1, 0.2, 0.4, 0.6, 0.8)
"""Between the colours of the maps: below the first nothing is drawn."""


def radar_figures(found: Numbers) -> Iterator[Figure]:
    """Those for which there are numbers."""
    if found.plain.sizes["spot"]:
        for altitude, name in found.names("altitude").items():
            yield _coverage(found, float(altitude), name)
    if found.plain.sizes["reckoned"] and np.nansum(found.plain["shared_left"]) > 0.0:
        yield _shared(found)


def _coverage(found: Numbers, altitude: float, name: str) -> Figure:
    title = coverage_title(found, altitude, name)
    section = found.number("coverage_cross_section")
    return Figure(
        f"covered-{altitude / 1e3:.0f}-km",
        title,
        f"Probability that at least one radar is there and confirms a target of {section:.2g} m² "
        f"that coasts {name} above a spot, as the later posture stands; dashed: where it was one "
        "half before. Everything declared at its best value; satellites, which see powered flight "
        "alone, are left out.",
        ("coverage_drawn", "coverage_area", "spot_lat", "spot_lon"),
        partial(_coverage_spec, found, altitude, title),
    )


def coverage_title(found: Numbers, altitude: float, name: str) -> str:
    """Over how much radars confirm, and how much more than before."""
    was, now = (
        found.number("coverage_area", posture=p, altitude=altitude) / _MILLION_KM2
        for p in ("before", "after")
    )
    target = f"a target of {found.number('coverage_cross_section'):.2g} m²"
    if not now:
        return f"{name} up, radars confirm {target} nowhere more likely than not"
    said = f"{name} up, radars confirm {target} over {now:.3g} million km² within this map"
    if abs(now - was) < _FELT * now:
        return f"{said}, as before"
    return f"{said}, {was:.3g} million before"


def _coverage_spec(found: Numbers, altitude: float, title: str) -> Spec:
    lat, lon = spots(found)
    now, was = (_field(found, posture, altitude) for posture in ("after", "before"))
    index = np.arange(float(SIDE))
    seen = [
        area(*_places(lat, lon, band.outline), role="area", value=100.0 * band.value)
        for band in bands(index, index, now, LEVELS)
    ]
    before = [
        line(*_places(lat, lon, ring), role="before") for ring in rings(index, index, was, LEVEL)
    ]
    stand = [
        point(
            found.number("radar_lon", radar=radar),
            found.number("radar_lat", radar=radar),
            _STANDS[found.word("radar_in", radar=radar)],
            name if found.word("radar_in", radar=radar) != "both" else "",
        )
        for radar, name in found.names("radar").items()
    ]
    # What changed stands on top of what was there.
    stand.sort(key=lambda radar: radar.role == "sensor")
    around = area(*_places(lat, lon, _RIM), role="area")
    return geographic(
        [*_within(stand, around), *before, *seen],
        title=title,
        value=Field("chance", "confirmed with a probability of", "%"),
        limits=(0.0, 100.0),
        key_words={
            "before": "one half, before",
            "sensor": "radar",
            "new": "added radar",
            "gone": "removed radar",
        },
        frame=frame_for([around], margin=0.0),
    )


def _within(points: list[OnMap], around: OnMap) -> list[OnMap]:
    """Those within the grid: what covers nothing of it is not told of."""
    west = around.lon_deg[0]
    whole = shapely.Polygon([*zip(around.lon_deg, around.lat_deg, strict=True)])
    there = [
        shapely.Point(west + (p.middle[0] - west + 180.0) % 360.0 - 180.0, p.middle[1])
        for p in points
    ]
    return [p for p, at in zip(points, there, strict=True) if whole.contains(at)]


_STANDS: Final = {"both": "sensor", "after": "new", "before": "gone"}
_RIM: Final = np.array([[0, 0], [SIDE - 1, 0], [SIDE - 1, SIDE - 1], [0, SIDE - 1]], dtype=float)


def spots(found: Numbers) -> tuple[Floats, Floats]:
    """Latitude and longitude of the grid, (row, column) [deg]; longitudes run on."""
    lat, lon = (found.array(f"spot_{axis}").reshape(SIDE, SIDE) for axis in ("lat", "lon"))
    return lat, lon[0, 0] + (lon - lon[0, 0] + 180.0) % 360.0 - 180.0


def _field(found: Numbers, posture: str, altitude: float) -> Floats:
    return found.array("coverage_drawn", posture=posture, altitude=altitude).reshape(SIDE, SIDE)


def _places(lat: Floats, lon: Floats, grid: Floats) -> tuple[Floats, Floats]:
    """Longitudes and latitudes [deg] of places counted in columns and rows of the grid."""
    low = np.clip(np.floor(grid).astype(int), 0, SIDE - 2)
    i, j = low.T
    u, v = (grid - low).T

    def between(field: Floats) -> Floats:
        lower = (1.0 - u) * field[j, i] + u * field[j, i + 1]
        upper = (1.0 - u) * field[j + 1, i] + u * field[j + 1, i + 1]
        return np.asarray((1.0 - v) * lower + v * upper)

    return between(lon), between(lat)


def coverage_lines(found: Numbers) -> Iterator[Feature]:
    """Where radars confirm with probability one half, by altitude and posture."""
    lat, lon = spots(found)
    index = np.arange(float(SIDE))
    for altitude, name in found.names("altitude").items():
        for posture in found.names("posture"):
            field = _field(found, posture, float(altitude))
            for number, ring in enumerate(rings(index, index, field, LEVEL)):
                x, y = _places(lat, lon, ring)
                points = tuple(zip(x.round(4).tolist(), y.round(4).tolist(), strict=True))
                yield Feature(
                    f"{posture}/{float(altitude):g}/{number}",
                    f"Confirmed {name} up with probability one half, {posture}",
                    "line",
                    points,
                    posture,
                    {
                        "posture": posture,
                        "altitude_m": float(altitude),
                        "probability": LEVEL,
                        "cross_section_m2": found.number("coverage_cross_section"),
                    },
                )


def _shared(found: Numbers) -> Figure:
    title = shared_title(found)
    return Figure(
        "shared-errors",
        title,
        f"{found.word('example_name')}: radius of a circle as large as the ellipse that holds the "
        "impact with probability 0.9, by the track alone, in the posture after; without what "
        "re-entry adds. Shared errors are those that all looks of a radar have in common.",
        ("shared_radius",),
        partial(_shared_spec, found, title),
    )


def shared_title(found: Numbers) -> str:
    """What is left at best, without and with shared errors."""
    alone, shared = (
        found.number("shared_least", posture="after", errors=errors) for errors in ("none", "best")
    )
    if not np.isfinite(shared):
        return "No radar tracks the example flight"
    return (
        f"Errors that do not average out leave {shared:,.0f} m of where it comes down, and not "
        f"{alone:,.0f} m"
    )


def _shared_spec(found: Numbers, title: str) -> Spec:
    time, names = found.array("reckoned"), found.names("errors")
    rows: list[Row] = []
    for errors in _DRAWN:
        radius = found.array("shared_radius", posture="after", errors=errors) / 1e3
        shown = np.isfinite(radius) & (radius <= _TOP)
        rows += [
            {"minutes": t / 60.0, "radius": r, "errors": names[errors]}
            for t, r in zip(time[shown], radius[shown], strict=True)
        ]
    if not rows:
        return charts.sentence(title)
    return charts.lines(
        rows,
        Field("minutes", "after launch", "min"),
        Field("radius", "radius", "km", scale="log"),
        series=Field("errors"),
        roles={names[errors]: role for errors, role in _DRAWN.items()},
        title=title,
    )
