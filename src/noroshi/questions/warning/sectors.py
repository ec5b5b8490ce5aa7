"""What a radar's sectors cover on the ground, as polygons on the ellipsoid."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.places import position
from noroshi.sensing import Radar

Floats = NDArray[np.float64]
_GEOD = Geod(ellps="WGS84")
_ARC_STEP = np.radians(2.0)
_RADIAL_STEP = 50e3


@dataclass(frozen=True)
class GroundSector:
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


def sectors(assessment: Assessment, sensor: str) -> list[GroundSector]:
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
        found.append(
            GroundSector(lon, lat, start % 360.0, float(width), float(reach), float(target))
        )
    return found


def outline(sector: GroundSector) -> Floats:
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


def _points(sector: GroundSector, azimuth: Floats, distance: Floats) -> Floats:
    here = np.full(azimuth.size, sector.lon_deg), np.full(azimuth.size, sector.lat_deg)
    lon, lat, _ = _GEOD.fwd(*here, azimuth, distance)
    return np.column_stack([lon, lat])
