"""The track of one flight over the ground, on a map with the coast."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from numpy.typing import NDArray
from pyproj import Proj

from noroshi.earth.ellipsoid import geodetic
from noroshi.motion.records import Flights
from noroshi.motion.sample import positions
from noroshi.output.figures.coast import land_shape
from noroshi.output.figures.style import BLUE, INK, LAND, ORANGE, SOFT
from noroshi.scenario.find_place import Place

Floats = NDArray[np.float64]

_POINTS = 300
_ROOM = 0.15  # of the track's length, on every side of it
_GRAIN = 2e-3  # of the track's length: detail that a printed line would hide
# [m] a map wider than twice this takes all land: cut at a parallel, which the plane bends, a
# continent's straight edge would cross the map.
_FAR = 2e6
_WIDE = 2.6  # width of the map over its height


def two_sheets(width: float, height: float) -> tuple[Figure, tuple[Axes, Axes]]:
    """Two pairs of axes, the upper one taller, on a page of the given size [inch]."""
    figure = Figure(figsize=(width, height), layout="constrained")
    upper, lower = figure.subplots(2, 1, height_ratios=(1.6, 1.0))
    return figure, (upper, lower)


def draw_track(axes: Axes, flight: Flights, places: Sequence[Place]) -> None:
    """Draw the track, launch to impact, with the coast and some places.

    The map is equidistant from the middle of the track (azimuthal), so that distances from there,
    and nearly all along the track, are true.
    """
    burn, end = float(flight.plan.burn_time[0]), float(flight.flight_time[0])
    middle = _below(flight, np.array([end / 2.0]))
    plane = Proj(proj="aeqd", lon_0=float(middle[0, 0]), lat_0=float(middle[0, 1]), ellps="WGS84")
    track = _flat(plane, _below(flight, np.linspace(0.0, end, _POINTS)))
    powered = _flat(plane, _below(flight, np.linspace(0.0, burn, _POINTS)))
    _land(axes, plane, track, float(middle[0, 0]))
    axes.plot(*track.T, color=BLUE, lw=2.0)
    axes.plot(*powered.T, color=ORANGE, lw=4.0)
    axes.plot(*track[-1], "x", color=INK, ms=9, mew=2.0)
    axes.annotate("impact", track[-1], (8, 6), textcoords="offset points", fontweight="bold")
    for place in places:
        spot = _flat(plane, np.degrees([[place.lon, place.lat]]))[0]
        axes.plot(*spot, "o", color=INK, ms=5, mfc="white")
        axes.annotate(place.name, spot, (6, -12), textcoords="offset points", color=SOFT)


def _below(flight: Flights, time: Floats) -> Floats:
    """Longitude and latitude below the flight [deg] (time, 2)."""
    lat, lon, _ = geodetic(*positions(flight, time)[:, :, 0].T)
    return np.asarray(np.degrees(np.column_stack((lon, lat))))


def _flat(plane: Any, degrees: Floats) -> Floats:
    return np.column_stack(plane(degrees[:, 0], degrees[:, 1]))


def _land(axes: Axes, plane: Any, track: Floats, middle: float) -> None:
    """Frame the track, and draw what land there is in the frame; `middle` is its longitude."""
    low, high = track.min(axis=0), track.max(axis=0)
    length = float(np.max(high - low))
    centre, half = 0.5 * (low + high), 0.5 * (high - low) + _ROOM * length
    half = np.maximum(half, (half[1] * _WIDE, half[0] / _WIDE))
    frame = (*(centre - half), *(centre + half))
    # All of the frame, not its border alone, which may lie around a pole.
    inside = np.stack(np.meshgrid(*2 * (np.linspace(-1.0, 1.0, 41),)), axis=-1).reshape(-1, 2)
    lon, lat = plane(*(centre + half * inside).T, inverse=True)
    # In one piece also where the frame holds the date line.
    lon = middle + (lon - middle + 180.0) % 360.0 - 180.0
    window = (lon.min() - 1, max(lat.min() - 1, -90.0), lon.max() + 1, min(lat.max() + 1, 90.0))
    if half[0] > _FAR:
        window = (middle - 180.0, -60.0, middle + 180.0, 90.0)
    shape = land_shape(lambda p: _flat(plane, p), window, frame, _GRAIN * length)
    axes.add_patch(PathPatch(shape, facecolor=LAND, linewidth=0.0))
    axes.set_xlim(frame[0], frame[2])
    axes.set_ylim(frame[1], frame[3])
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    bar = _round(0.2 * float(half[0]))
    left, bottom = frame[0] + 0.03 * (frame[2] - frame[0]), frame[1] + 0.06 * (frame[3] - frame[1])
    axes.plot([left, left + bar], [bottom, bottom], color=INK, lw=2.0)
    axes.annotate(
        f"{bar / 1e3:,.0f} km", (left, bottom), (0, 4), textcoords="offset points", fontsize=8
    )


def _round(length: float) -> float:
    """The nearest length below that reads well: 1, 2 or 5 and noughts."""
    power = 10.0 ** np.floor(np.log10(length))
    return float(max(step * power for step in (1.0, 2.0, 5.0) if step * power <= length))
