"""What a radar's sectors cover on the ground, as polygons on the ellipsoid."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely import MultiPolygon, Polygon, affinity

from noroshi.output.places import position
from noroshi.questions.warning.pipe import Assessment
from noroshi.sensing import Radar

Floats = NDArray[np.float64]
_GEOD = Geod(ellps="WGS84")
_ARC_STEP = np.radians(2.0)
_RADIAL_STEP = 50e3


@dataclass(frozen=True)
class Sector:
    """One face: where it looks and how far its published point reaches."""

    lon_deg: float
    lat_deg: float
    start_deg: float
    width_deg: float
    """Clockwise from `start_deg`, more than 0 and at most 360."""
    reach: float
    """On the ground [m]."""
    cross_section: float
    """For which the reach was published [m²]; NaN where it is the instrumented limit alone."""


def sectors(assessment: Assessment, sensor: str) -> list[Sector]:
    """The faces of a radar, every estimate at its best value; none for other kinds.

    The reach is that of the published point of the range equation, for the cross-section it was
    published for, laid on the ground: a picture of where it looks, not of what it detects.
    """
    radar = assessment.scenario.sensors[sensor]
    if not isinstance(radar, Radar):
        return []
    lat, lon, _ = position(assessment, radar.at)
    limit = np.inf if radar.max_range is None else radar.max_range.best
    published = np.inf if radar.reference is None else radar.reference.range.best
    reach = min(limit, published)
    if not np.isfinite(reach):
        return []
    target = radar.reference.cross_section.best if radar.reference else np.nan
    found = []
    for face in radar.faces:
        start, end = (float(np.degrees(angle.best)) for angle in face.azimuth)
        width = np.mod(end - start, 360.0) or 360.0
        found.append(Sector(lon, lat, start % 360.0, float(width), float(reach), float(target)))
    return found


def outline(sector: Sector) -> Floats:
    """The sector's edge, counter-clockwise from above and closed, (point, 2) [deg].

    Longitude and latitude; longitudes run on without a jump and may leave ±180.
    """
    whole = sector.width_deg >= 360.0 - 1e-9
    count = max(int(np.ceil(np.radians(sector.width_deg) / _ARC_STEP)), 1) + 1
    # Azimuth counts clockwise, so the way round is from the last azimuth back to the first.
    arc = np.linspace(sector.start_deg + sector.width_deg, sector.start_deg, count)
    ring = _points(sector, arc, np.full(count, sector.reach))
    if not whole:
        out = np.arange(0.0, sector.reach, _RADIAL_STEP)
        first = _points(sector, np.full(out.size, arc[0]), out)
        last = _points(sector, np.full(out.size, arc[-1]), out[::-1])
        ring = np.concatenate([first, ring, last])
    ring = np.concatenate([ring, ring[:1]])
    return np.column_stack([np.degrees(np.unwrap(np.radians(ring[:, 0]))), ring[:, 1]])


def _points(sector: Sector, azimuth: Floats, distance: Floats) -> Floats:
    here = np.full(azimuth.size, sector.lon_deg), np.full(azimuth.size, sector.lat_deg)
    lon, lat, _ = _GEOD.fwd(*here, azimuth, distance)
    return np.column_stack([lon, lat])


def cut(ring: Floats) -> MultiPolygon:
    """A closed ring whose longitudes run on, as polygons that stop at the antimeridian (RFC 7946).

    A ring that winds round a pole is closed over that pole.
    """
    turns = round((ring[-1, 0] - ring[0, 0]) / 360.0)
    if turns != 0:
        pole = 90.0 * turns  # counter-clockwise from above is eastward round the north pole
        ring = np.vstack([ring, [ring[-1, 0], pole], [ring[0, 0], pole], ring[0]])
    shape = shapely.make_valid(Polygon(ring))
    lowest = int(np.floor((ring[:, 0].min() + 180.0) / 360.0))
    highest = int(np.floor((ring[:, 0].max() + 180.0) / 360.0))
    pieces = []
    for turn in range(lowest, highest + 1):
        west = -180.0 + 360.0 * turn
        piece = shapely.clip_by_rect(shape, west, -90.0, west + 360.0, 90.0)
        pieces += _polygons(affinity.translate(piece, -360.0 * turn))
    # Where the ring began, two pieces share an edge, which a valid multipolygon must not have.
    return MultiPolygon(_polygons(shapely.orient_polygons(shapely.union_all(pieces))))


def _polygons(shape: shapely.Geometry) -> list[Polygon]:
    return [p for p in shapely.get_parts(shape) if isinstance(p, Polygon) and p.area > 0.0]
