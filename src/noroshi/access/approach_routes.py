"""Straight ways towards a coast, alike from every side.

A way begins where the nearest coast point is a given distance off, and follows the geodesic to that
point. By the triangle inequality it stays the nearest one all along, so that the distance from the
coast falls exactly as fast as the vessel sails, and the limit is crossed when it says so.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon

from noroshi.earth.geodesic import direct
from noroshi.earth.territorial import middle, nearest
from noroshi.errors import NoroshiError

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
LONGEST_APPROACH: Final = 30.0 * 86400.0
"""An approach lasts no longer [s]: for so long passes of satellites are worked out."""
_BISECTIONS = 40
"""Of some 1,000 km: less than a millimetre."""
_ROOM = 1.0
"""About the ways, where land is looked for [deg]."""


class ApproachRoutes(NamedTuple):
    """Ways to a coast, cut into cells of equal distance from it; cells are the same on each way."""

    bearing: Floats
    """Of the beginning as seen from the coast's middle, (way,) [rad]."""
    edge: Floats
    """Distances from the coast between which cells lie, falling to zero, (cell + 1,) [m]."""
    limit: int
    """Which edge is the limit: the cells before it lie outside."""
    lat: Floats
    """Middles of the cells, (way, cell) [rad]."""
    lon: Floats
    coast: Ints
    """Which coast point each way ends at, (way,)."""
    heading: Floats
    """At the beginning, (way,) [rad]."""

    @property
    def from_coast(self) -> Floats:
        """Distance of the cells' middles from the coast, (cell,) [m]."""
        return 0.5 * (self.edge[:-1] + self.edge[1:])


def bearings(count: int, between: tuple[float, float] | None = None) -> Floats:
    """Evenly spaced bearings [rad]: all round, or clockwise from one to another, both included."""
    if between is None:
        return 2.0 * np.pi * np.arange(count) / count
    first, last = between
    span = (last - first) % (2.0 * np.pi)
    return (first + np.linspace(0.0, span, count)) % (2.0 * np.pi)


def approach_routes(
    coast_lat: Floats,
    coast_lon: Floats,
    bearing: Floats,
    *,
    begin: float,
    limit: float,
    cells: int = 40,
) -> ApproachRoutes:
    """Ways from `begin` [m] off the coast points (coast,) [rad], one a bearing (way,).

    Bearings are those of the beginning from the mean direction of the coast points; where the
    coast is long the last legs fan out to its points. `limit` [m] is one of the cells' edges.

    Raises:
        NoroshiError: the way would begin inside the limit.
    """
    if begin <= limit:
        raise NoroshiError(
            f"an approach from {begin / 1e3:.0f} km begins inside the limit of "
            f"{limit / 1e3:.0f} km; write a larger `approach_from`"
        )
    lat, lon = _beginnings(coast_lat, coast_lon, bearing, begin)
    to = nearest(lat, lon, coast_lat, coast_lon)
    edge, outside = _edges(begin, limit, cells)
    gone = begin - 0.5 * (edge[:-1] + edge[1:])
    cell_lat, cell_lon = direct(lat[:, None], lon[:, None], gone, to.bearing[:, None])
    return ApproachRoutes(bearing, edge, outside, cell_lat, cell_lon, to.coast, to.bearing)


def over_sea(route: ApproachRoutes, land: Sequence[Polygon]) -> ApproachRoutes:
    """The ways that do not cross land before the limit: no vessel sails over an island.

    Judged by the middles of the cells, so that a strip of land narrower than a cell may be missed.

    Args:
        route: all ways.
        land: polygons in degrees of longitude and latitude, as `earth.land` gives them.

    Raises:
        NoroshiError: land lies across every way.
    """
    outside = np.degrees([route.lon[:, : route.limit], route.lat[:, : route.limit]])
    ashore = np.zeros(outside.shape[1:], dtype=bool)
    for polygon in land:
        ashore |= shapely.contains_xy(polygon, *outside)
    clear = ~ashore.any(axis=1)
    if not clear.any():
        raise NoroshiError(
            "land lies across every approach; write a nearer `approach_from` or other "
            "`approach_bearings`"
        )
    return route._replace(
        **{
            name: getattr(route, name)[clear]
            for name in ("bearing", "lat", "lon", "coast", "heading")
        }
    )


def window(route: ApproachRoutes) -> tuple[float, float, float, float]:
    """West, south, east and north of all ways, and some room [deg]; longitudes run on about the
    first. A single way along a meridian has no breadth of its own."""
    lon = np.degrees(np.unwrap(route.lon.ravel()))
    lat = np.degrees(route.lat)
    west, south = float(lon.min()) - _ROOM, float(lat.min()) - _ROOM
    return west, south, float(lon.max()) + _ROOM, float(lat.max()) + _ROOM


def _edges(begin: float, limit: float, cells: int) -> tuple[Floats, int]:
    """Of nearly equal cells, with the limit among them; and how many cells lie outside it."""
    inside = min(max(round(cells * limit / begin), 1), cells - 1) if limit > 0.0 else 0
    outer = np.linspace(begin, limit, cells - inside + 1)
    return np.concatenate([outer, np.linspace(limit, 0.0, inside + 1)[1:]]), cells - inside


def _beginnings(
    coast_lat: Floats, coast_lon: Floats, bearing: Floats, begin: float
) -> tuple[Floats, Floats]:
    """On each bearing from the middle, where the nearest coast point is `begin` off; bisection."""
    centre = middle(coast_lat, coast_lon)
    spread = float(
        nearest(coast_lat, coast_lon, *(np.atleast_1d(c) for c in centre)).distance.max()
    )
    # Nearer in than `begin - spread` all points are nearer, farther out than `begin + spread` none.
    near = np.full(len(bearing), max(begin - spread, 0.0))
    far = np.full(len(bearing), begin + spread)
    for _ in range(_BISECTIONS):
        half = 0.5 * (near + far)
        off = nearest(*direct(*centre, half, bearing), coast_lat, coast_lon).distance
        near, far = np.where(off < begin, half, near), np.where(off < begin, far, half)
    return direct(*centre, far, bearing)
