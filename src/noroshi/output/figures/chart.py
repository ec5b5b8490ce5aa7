"""A chart: a piece of the Earth laid flat, its land, and the way from degrees to the paper."""

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray
from pyproj import Geod, Transformer
from pyproj.enums import TransformDirection

from noroshi.earth.land import Window
from noroshi.output.figures.coast import Frame, land_shape
from noroshi.output.figures.style import LAND, SOFT

Floats = NDArray[np.float64]
_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True)
class Chart:
    """An azimuthal equal-area chart (areas true, shapes nearly so near its centre)."""

    to_plane: Transformer
    frame: Frame
    land: Path

    def place(self, lon_deg: Floats, lat_deg: Floats) -> Floats:
        """Where places lie on the chart, (place, 2) [m]."""
        return np.column_stack(self.to_plane.transform(lon_deg, lat_deg))

    def draw_on(self, axes: Axes) -> None:
        """The land, and nothing else: a map needs no ticks where places carry names."""
        axes.add_patch(PathPatch(self.land, facecolor=LAND, edgecolor=SOFT, linewidth=0.35))
        west, south, east, north = self.frame
        axes.set_xlim(west, east)
        axes.set_ylim(south, north)
        axes.set_aspect("equal")
        axes.set_xticks([])
        axes.set_yticks([])
        for spine in axes.spines.values():
            spine.set_visible(True)
            spine.set_linewidth(0.5)


def chart(lon_deg: Floats, lat_deg: Floats, *, margin: float, grain: float) -> Chart:
    """The chart that holds all the given places.

    Args:
        lon_deg: (place,).
        lat_deg: (place,).
        margin: room beyond the outermost place, as a share of the larger side [1].
        grain: detail of the coast that is left out, as a share of the larger side [1].
    """
    centre = _centre(lon_deg, lat_deg)
    to_plane = Transformer.from_crs(
        "EPSG:4326",
        {"proj": "laea", "lon_0": centre[0], "lat_0": centre[1], "datum": "WGS84"},
        always_xy=True,
    )
    x, y = to_plane.transform(lon_deg, lat_deg)
    side = max(np.ptp(x), np.ptp(y), 100e3)
    room = margin * side
    frame = (x.min() - room, y.min() - room, x.max() + room, y.max() + room)
    land = land_shape(
        lambda xy: np.column_stack(to_plane.transform(xy[:, 0], xy[:, 1])),
        _window(to_plane, frame, centre[0]),
        frame,
        grain * side,
    )
    return Chart(to_plane, frame, land)


def _window(to_plane: Transformer, frame: Frame, middle_lon: float) -> Window:
    """Longitudes and latitudes that cover the frame, seen from a net of points in it [deg]."""
    west, south, east, north = frame
    x, y = np.meshgrid(np.linspace(west, east, 25), np.linspace(south, north, 25))
    lon, lat = to_plane.transform(x, y, direction=TransformDirection.INVERSE)
    off = np.mod(lon - middle_lon + 180.0, 360.0) - 180.0
    return (
        middle_lon + float(off.min()) - 1.0,
        max(float(lat.min()) - 1.0, -90.0),
        middle_lon + float(off.max()) + 1.0,
        min(float(lat.max()) + 1.0, 90.0),
    )


def nearest(lon_deg: float, lat_deg: float, to_lon_deg: Floats, to_lat_deg: Floats) -> float:
    """Distance from a place to the nearest of others [m]; infinite when there are none."""
    here = np.full(len(to_lon_deg), lon_deg), np.full(len(to_lon_deg), lat_deg)
    return float(np.min(_GEOD.inv(*here, to_lon_deg, to_lat_deg)[2], initial=np.inf))


def _centre(lon_deg: Floats, lat_deg: Floats) -> tuple[float, float]:
    """The middle of the places as directions: right also across the 180th meridian."""
    lon, lat = np.radians(lon_deg), np.radians(lat_deg)
    x, y, z = (np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat))
    middle = [(v.min() + v.max()) / 2.0 for v in (x, y, z)]
    lon_0 = np.degrees(np.arctan2(middle[1], middle[0]))
    return float(lon_0), float(np.degrees(np.arctan2(middle[2], np.hypot(*middle[:2]))))
