"""A stretch of the Earth cut into nearly equal cells (h3's hexagons), with their true areas.

h3 itself fills polygons in longitude and latitude and fails over poles; here its tree of cells is
walked down from the coarsest, and a cell belongs when its centre lies inside the outline on an
equal-area plane about the outline's middle, which neither the poles nor the date line trouble.
Areas are those of the geodesic hexagons on WGS 84 (h3's own are a sphere's).
Source: h3geo.org; C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013) 43, sec. 6.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import h3.api.numpy_int as h3
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely.validation import explain_validity

from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.earth.ellipsoid import local_axes
from noroshi.earth.planes import plane
from noroshi.earth.territorial import densified, middle
from noroshi.errors import NoroshiError

Floats = NDArray[np.float64]
Ids = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Outline = Sequence[tuple[float, float]]
"""Corners by latitude and longitude [rad], in order; lines between them are geodesics."""
MOST: Final = 100_000
"""Cells of one grid; what it takes to watch more of them is seldom worth the wait."""
FINEST: Final = 15
_GEOD: Any = Geod(ellps="WGS84")
_SPACING: Final = 20e3
"""Of points along an outline [m]: between them its geodesics bend by 8 m at most."""
_HALF_OF_THE_EARTH: Final = 2.55e14
"""[m²]."""
_PAIRS: Final = 1 << 21
"""Of a cell and a point of the edge that are looked at together, and more."""
_REACH: Final = 2.0
"""A cell's descendants lie within so many of its mean radii from its centre, with room."""


class Cells(NamedTuple):
    """Cells whose centres lie inside an outline, (cell,) each, in the order of their ids."""

    id: Ids
    """h3 index."""
    lat: Floats
    """Of the centre [rad]."""
    lon: Floats
    """[rad], -π to π."""
    area: Floats
    """On the ellipsoid [m²]."""


def cells(outline: Outline, resolution: int) -> Cells:
    """The cells of an outline, whichever way round its corners go; the smaller side is inside.

    The total of their areas differs from the outline's by cells that its edge cuts: they belong
    whole or not at all.

    Args:
        outline: three corners or more, less than half of the Earth.
        resolution: h3's, 0 (4.4 million km²) to 15 (0.9 m²).

    Raises:
        NoroshiError: the outline cannot be, or gives more cells than `MOST`, or none.
    """
    edge_lat, edge_lon = _edge(outline)
    shape, to_plane = _flat(edge_lat, edge_lon)
    _refuse(area_within(outline), resolution)
    edge = _directions(edge_lat, edge_lon)
    found: Ids = np.sort(np.asarray(h3.get_res0_cells(), dtype=np.uint64))
    for level in range(resolution + 1):
        if level:
            found = np.concatenate([h3.cell_to_children(c, level) for c in found])
        lat, lon = _centres(found)
        inside = shapely.contains_xy(shape, *to_plane.transform(np.degrees(lon), np.degrees(lat)))
        if level < resolution:
            inside |= _beside(_directions(lat, lon), edge, _near(level))
        found = found[inside]
    if found.size == 0:
        raise NoroshiError(
            f"no cell of resolution {resolution} has its centre inside the outline; "
            f"write a finer one, e.g. {resolution_for(outline, 100)}"
        )
    return _measured(np.sort(found))


def check_cells(outline: Outline, resolution: int) -> None:
    """Refuse an outline of which `cells` gives none at this resolution.

    Where a circle about any cell has room inside, there is one, and none need be found.

    Raises:
        NoroshiError: as `cells`.
    """
    shape, _ = _flat(*_edge(outline))
    _refuse(area_within(outline), resolution)
    room = _REACH * h3.average_hexagon_edge_length(resolution, unit="m")
    if shape.buffer(-room).is_empty:
        cells(outline, resolution)


def check_outline(outline: Outline) -> None:
    """Refuse an outline that encloses nothing, or that crosses itself.

    Raises:
        NoroshiError: says which, and what to write.
    """
    _flat(*_edge(outline))


def resolution_for(outline: Outline, count: int) -> int:
    """The coarsest resolution that gives an outline about `count` cells or more."""
    wanted = area_within(outline) / count
    areas = [h3.average_hexagon_area(r, unit="m^2") for r in range(FINEST + 1)]
    return next((r for r, area in enumerate(areas) if area <= wanted), FINEST)


def area_within(outline: Outline) -> float:
    """Area inside an outline on the ellipsoid [m²]."""
    lat, lon = np.degrees(np.asarray(outline, dtype=np.float64).T)
    return abs(float(_GEOD.polygon_area_perimeter(lon, lat)[0]))


def boundary(cell: int) -> tuple[Floats, Floats]:
    """Corners of a cell, latitude and longitude [rad]; five to ten of them."""
    lat, lon = np.radians(np.asarray(h3.cell_to_boundary(cell))).T
    return lat, lon


def _edge(outline: Outline) -> tuple[Floats, Floats]:
    """Points along an outline, all the way round but for the first one again."""
    corners = np.asarray(outline, dtype=np.float64).reshape(-1, 2)
    if not (np.all(np.isfinite(corners)) and np.all(np.abs(corners[:, 0]) <= np.pi / 2)):
        raise NoroshiError("an outline's corners are latitudes from -90° to 90° and longitudes")
    fresh = np.linalg.norm(np.diff(_directions(*corners.T), axis=0, append=np.nan), axis=1)
    corners = corners[~(fresh < 1e-9)]
    if len(corners) > 1 and np.ptp(_directions(*corners[[0, -1]].T), axis=0).max() < 1e-9:
        corners = corners[:-1]
    if len(corners) < 3:
        raise NoroshiError(
            f"an outline needs three corners that differ, not {len(corners)}; write e.g. "
            "[[25 deg, 122 deg], [25 deg, 126 deg], [28 deg, 124 deg]]"
        )
    round_lat, round_lon = np.concatenate([corners, corners[:1]]).T
    lat, lon = densified(round_lat, round_lon, _SPACING)
    # The first corner comes back rounded otherwise, and a ring would cross itself there.
    return lat[:-1], lon[:-1]


def _flat(lat: Floats, lon: Floats) -> tuple[shapely.Polygon, Any]:
    """An outline on the equal-area plane about its middle, and the way there from degrees."""
    lat_0, lon_0 = np.degrees(middle(lat, lon))
    to_plane = plane("laea", lon_0=float(lon_0), lat_0=float(lat_0))
    shape = shapely.Polygon(np.column_stack(to_plane.transform(np.degrees(lon), np.degrees(lat))))
    if not shape.is_valid or shape.area == 0.0:
        why = explain_validity(shape).split("[")[0].lower()
        raise NoroshiError(
            f"the outline crosses or touches itself ({why}); "
            "write its corners in the order in which one walks around it"
        )
    if shape.area > _HALF_OF_THE_EARTH:
        raise NoroshiError("an outline around more than half of the Earth; write it in parts")
    shapely.prepare(shape)
    return shape, to_plane


def _refuse(area: float, resolution: int) -> None:
    if not 0 <= resolution <= FINEST:
        raise NoroshiError(f"resolution {resolution} is none of 0 to {FINEST}; write e.g. 5")
    expected = area / h3.average_hexagon_area(resolution, unit="m^2")
    if expected > MOST:
        areas = [h3.average_hexagon_area(r, unit="m^2") for r in range(resolution)]
        fits = max((r for r, a in enumerate(areas) if area / a <= MOST), default=0)
        raise NoroshiError(
            f"resolution {resolution} gives about {expected:,.0f} cells, more than {MOST:,}; "
            f"write a coarser one, e.g. {fits}"
        )


def _beside(points: Floats, edge: Floats, near: float) -> Flags:
    """Which points of the unit sphere are nearer than that to any of an edge's, (point,).

    Every pair is looked at: an edge has some hundred points, and SciPy's trees take longer to start
    than forty million pairs.
    """
    parts = np.array_split(points, 1 + len(points) * len(edge) // _PAIRS)
    closest = np.concatenate([np.max(some @ edge.T, axis=1) for some in parts])
    return np.asarray(closest > 1.0 - 0.5 * near**2)


def _near(level: int) -> float:
    """How near an edge's point a cell's centre may be for a descendant to lie inside [1]."""
    radius: float = h3.average_hexagon_edge_length(level, unit="m")
    return (_REACH * radius + _SPACING) / EARTH_MEAN_RADIUS


def _centres(found: Ids) -> tuple[Floats, Floats]:
    degrees = np.array([h3.cell_to_latlng(c) for c in found]).reshape(-1, 2)
    return np.radians(degrees[:, 0]), np.radians(degrees[:, 1])


def _directions(lat: Floats, lon: Floats) -> Floats:
    """Unit vectors along the ellipsoid's normals, (point, 3)."""
    return np.stack(local_axes(lat, lon)[2], axis=-1)


def _measured(found: Ids) -> Cells:
    corners = [np.asarray(h3.cell_to_boundary(c)) for c in found]
    area = [abs(_GEOD.polygon_area_perimeter(c[:, 1], c[:, 0])[0]) for c in corners]
    return Cells(found, *_centres(found), np.array(area))
