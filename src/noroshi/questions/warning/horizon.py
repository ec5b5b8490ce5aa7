"""What a declared radar can see over a track: its horizon as an altitude."""

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from noroshi.earth.refraction import Air, air, horizon_elevation, ray
from noroshi.earth.sight import site
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.places import position
from noroshi.sensing import Radar
from noroshi.sensing.faces import Face

Floats = NDArray[np.float64]
_GEOD = Geod(ellps="WGS84")


def lowest_seen(assessment: Assessment, sensor: str, lat: Floats, lon: Floats) -> Floats:
    """The lowest altitude that a radar sees above each point of a ground track, (point,) [m].

    Every estimate at its best value. Over a sphere of the site's curvature, with refraction; below
    the top of the air it errs by some metres. NaN outside its sectors and beyond its range limit,
    and for a sensor that is no radar.

    Args:
        assessment: the posture.
        sensor: id.
        lat: latitudes, (point,) [rad].
        lon: longitudes, (point,) [rad].
    """
    radar = assessment.scenario.sensors[sensor]
    if not isinstance(radar, Radar):
        return np.full(lat.shape, np.nan)
    lat_0, lon_0, height = position(assessment, radar.at)
    here = np.full(lat.shape, lon_0), np.full(lat.shape, lat_0)
    bearing, _, ground = _GEOD.inv(*here, np.degrees(lon), np.degrees(lat))
    stand = site(np.radians(lat_0), np.radians(lon_0), height)
    layer = air(assessment.scenario.header.refractivity_gradient.best, stand.radius)
    antenna = height + radar.antenna_height.best
    faces = [_face(f, layer, antenna, np.radians(bearing), ground) for f in radar.faces]
    lowest = np.fmin.reduce(faces)
    reach = np.inf if radar.max_range is None else radar.max_range.best
    return np.where(_slant(layer.radius, antenna, ground, lowest) <= reach, lowest, np.nan)


def _face(face: Face, layer: Air, antenna: float, bearing: Floats, ground: Floats) -> Floats:
    """One face's lowest altitude, NaN outside its sector."""
    elevation = np.maximum(face.elevation[0].best, horizon_elevation(layer, antenna))
    straight = ray(elevation, layer, antenna)
    arc = ground / layer.radius
    rising = arc + straight.inclination < np.pi / 2
    # Along the straight part u·cos(i) - a·sin(i) = offset, with a and u of a point at the arc.
    foot = straight.offset + (layer.radius + antenna) * np.cos(straight.inclination)
    with np.errstate(divide="ignore"):
        height = foot / np.cos(arc + straight.inclination) - layer.radius
    inside = _inside(face, bearing) & rising
    return np.where(inside, np.maximum(height, 0.0), np.nan)


def _inside(face: Face, bearing: Floats) -> NDArray[np.bool_]:
    start, end = (angle.best for angle in face.azimuth)
    width = np.mod(end - start, 2.0 * np.pi)
    whole = bool(np.isclose(width, 0.0)) and start != end
    return np.full(bearing.shape, True) if whole else np.mod(bearing - start, 2.0 * np.pi) <= width


def _slant(radius: Floats, antenna: float, ground: Floats, height: Floats) -> Floats:
    """Distance from the antenna by the law of cosines [m]."""
    here, there = radius + antenna, radius + height
    chord2 = 4.0 * here * there * np.sin(0.5 * ground / radius) ** 2
    return np.asarray(np.sqrt((there - here) ** 2 + chord2))
