"""Whether a place lies in an area, and how far from its limit, on the ellipsoid.

Distances to outlines are taken in the azimuthal equidistant plane about the place itself, in which
every distance from the place is that of the geodesic: corners are exact, and edges, which are
straight in it instead of geodesic, are cut short beforehand. Straight baselines and straits with a
lesser limit are left out: a sea limit is measured from the coast as it is shipped or declared.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from noroshi.commitments.areas import (
    FARTHEST,
    AreaKind,
    Belt,
    Difference,
    Outline,
    Regions,
    Undefined,
    Union,
    ring,
)
from noroshi.commitments.verdicts import Verdict, conjunction, disjunction, negation
from noroshi.earth.regions import areas as all_regions
from noroshi.earth.territorial import nearest

Floats = NDArray[np.float64]
Coast = Mapping[str, tuple[float, float]]
"""Latitude and longitude [rad] of places, by id."""
NAUTICAL_MILE, KILOMETRE = 1852.0, 1e3
_ROUGH = "an edge that stands for another line"


class Ground(NamedTuple):
    """What there is to place events in."""

    areas: Mapping[str, AreaKind]
    coast: Coast


class Place(NamedTuple):
    """Where an event is."""

    name: str
    lat: float
    """[rad]."""
    lon: float


class Membership(NamedTuple):
    """Whether a place lies in an area."""

    verdict: Verdict
    outside: float
    """How far the place is from the area [m]; NaN when inside, or when there is no line."""
    words: str
    """Why, as half a sentence: `90 km outside it`."""
    at_least: bool = False
    """Whether it may be farther outside than that."""


def membership(ground: Ground, key: str, place: Place, day: date) -> Membership:
    """Whether a place lies in an area on a day; unknown where the line is, or within its error."""
    area = ground.areas.get(key)
    if area is None:
        return Membership(False, np.nan, "no such area was declared then")
    if not area.holds(day):
        return Membership(False, np.nan, _not_yet(area, day))
    if isinstance(area, Union | Difference | Undefined):
        return _combined(ground, area, place, day)
    if isinstance(area, Outline) and area.rough and _near_rough(area, area.rough.known_to, place):
        return Membership(None, np.nan, f"within {_shown(area.rough.known_to)} of {_ROUGH}")
    return _judged(_offset_of(ground, area, place), area)


def _near_rough(area: Outline, known_to: float, place: Place) -> bool:
    """Whether a place is so near to an edge that stands for another line that nobody can say."""
    edges = [_drawn_about(place, edge) for edge in area.rough_edges()]
    return min(float(shapely.distance(edge, shapely.Point(0.0, 0.0))) for edge in edges) <= known_to


def _drawn_about(place: Place, line: BaseGeometry) -> BaseGeometry:
    """A line [deg] in the azimuthal equidistant plane [m] about a place."""
    to_plane = _plane(place)
    xy = shapely.get_coordinates(line)
    return shapely.set_coordinates(line, np.column_stack(to_plane.transform(xy[:, 0], xy[:, 1])))


def _plane(place: Place) -> Transformer:
    flat = {"proj": "aeqd", "lat_0": np.degrees(place.lat), "lon_0": np.degrees(place.lon)}
    return Transformer.from_crs("EPSG:4326", {**flat, "datum": "WGS84"}, always_xy=True)


def _combined(
    ground: Ground, area: Union | Difference | Undefined, place: Place, day: date
) -> Membership:
    match area:
        case Union():
            # Of versions of one line, only the one that holds says anything.
            held = [key for key in area.of if ground.areas[key].holds(day)]
            found = [membership(ground, key, place, day) for key in held or area.of]
            verdict = disjunction(m.verdict for m in found)
            return Membership(verdict, _least(found), _nearest_words(found, verdict))
        case Difference():
            whole = membership(ground, area.of, place, day)
            cut = [membership(ground, key, place, day) for key in area.less]
            return _without(ground, area, whole, cut)
        case Undefined():
            return _without_a_line(ground, area, place, day)


def _without(
    ground: Ground, area: Difference, whole: Membership, cut: list[Membership]
) -> Membership:
    """In a whole less what is cut out; how far the nearest part is is known of the whole only."""
    verdict = conjunction([whole.verdict, *(negation(m.verdict) for m in cut)])
    if verdict is True:
        return whole
    surely = [key for key, m in zip(area.less, cut, strict=True) if m.verdict]
    if surely:
        names = " or ".join(ground.areas[key].name for key in surely)
        return Membership(False, np.nan, f"it lies in {names}, not counted in it")
    if whole.verdict is False:
        words = f"at least {whole.words}" if whole.outside > 0 else whole.words
        return whole._replace(words=words, at_least=True)
    doubts = [m.words for m in (whole, *cut) if m.verdict is None]
    return Membership(None, np.nan, "; ".join(dict.fromkeys(doubts)))


def _without_a_line(ground: Ground, area: Undefined, place: Place, day: date) -> Membership:
    """In what it surely includes or not, or beyond its reach; elsewhere nobody can say."""
    includes = [membership(ground, key, place, day) for key in area.includes]
    excludes = [membership(ground, key, place, day) for key in area.excludes]
    if any(m.verdict for m in includes):
        names = _names(ground, area.includes, includes)
        return Membership(True, np.nan, f"in {names}, part of it")
    if any(m.verdict for m in excludes):
        names = _names(ground, area.excludes, excludes)
        return Membership(False, np.nan, f"in {names}, no part of it")
    away = _least(includes)
    if area.reach is not None and away > area.reach:
        return Membership(False, away, f"{_shown(away)} away from what surely belongs to it")
    return Membership(None, np.nan, area.why)


def _judged(off: float, area: AreaKind) -> Membership:
    """From a signed distance [m], negative inside."""
    if abs(off) <= area.known_to:
        words = f"within {_shown(area.known_to)} of its limit, which is known no better"
        return Membership(None, np.nan, words)
    if off <= 0.0:
        return Membership(True, np.nan, f"{_shown(-off)} inside its limit")
    return Membership(False, off, f"{_shown(off)} away from it")


def _offset_of(ground: Ground, area: Belt | Regions | Outline, place: Place) -> float:
    """Signed distance to an area's limit [m]: negative inside."""
    match area:
        case Belt():
            lat, lon = np.transpose([ground.coast[c] for c in area.coast])
            shore = float(nearest(place.lat, place.lon, lat, lon).distance)
            return max(shore - area.outer, area.inner - shore if area.inner else -np.inf)
        case Regions():
            shore = _shore(area.country, area.regions, place)
            sea = shore - area.outer
            return sea if area.inner is None else max(sea, area.inner - shore)
        case Outline():
            return offset(place, (shapely.Polygon(ring(area.outline)),))


@cache
def region_parts(party: str, names: tuple[str, ...] = ()) -> tuple[shapely.Polygon, ...]:
    """The shipped outlines of some regions of a party, or of all, one polygon an island."""
    own = [a for a in all_regions() if a.party == party and (not names or a.name in names)]
    return tuple(p for a in own for p in shapely.get_parts(a.outline))


@cache
def _shore(party: str, names: tuple[str, ...], place: Place) -> float:
    """Signed distance to the coast of regions [m]; asked again for each area that it bounds."""
    return offset(place, region_parts(party, names))


def offset(place: Place, parts: Sequence[shapely.Polygon]) -> float:
    """Signed distance [m] of a place to the nearest of polygons [deg]: negative inside one."""
    to_plane = _plane(place)
    whole = np.array(parts, dtype=object)
    corners, of = shapely.get_coordinates(whole, return_index=True)
    x, y = to_plane.transform(corners[:, 0], corners[:, 1])
    away = np.full(len(whole), np.inf)
    np.minimum.at(away, of, np.hypot(x, y))
    # What is half a world away on all sides cannot hold the place, and would be drawn inside out.
    near = away < FARTHEST
    if not near.any():
        return float(away.min())
    drawn = shapely.set_coordinates(whole, np.column_stack([x, y]))[near]
    return min(_signed(polygon) for polygon in drawn)


def _signed(polygon: BaseGeometry) -> float:
    here = shapely.Point(0.0, 0.0)
    distance = float(shapely.distance(polygon.boundary, here))
    return -distance if shapely.contains(polygon, here) else distance


def _least(found: Sequence[Membership]) -> float:
    known = [m.outside for m in found if np.isfinite(m.outside)]
    return min(known) if known else np.nan


def _nearest_words(found: Sequence[Membership], verdict: Verdict) -> str:
    """Of the part that decides: one that is in, one that is not known, or the nearest."""
    of_kind = [m for m in found if m.verdict is verdict]
    named = [m for m in of_kind if np.isnan(m.outside)]
    nearest_ = min(of_kind, key=lambda m: np.nan_to_num(m.outside, nan=np.inf))
    # What is cut out by name tells more than the distance to a part that may be farther still.
    return named[0].words if named and nearest_.at_least else nearest_.words


def _names(ground: Ground, keys: Sequence[str], found: Sequence[Membership]) -> str:
    pairs = zip(keys, found, strict=True)
    return " or ".join(ground.areas[key].name for key, m in pairs if m.verdict)


def _not_yet(area: AreaKind, day: date) -> str:
    if area.since is not None and day < area.since:
        return f"it exists only from {area.since}"
    return f"it existed until {area.until}"


def _shown(metres: float) -> str:
    if metres < 100 * NAUTICAL_MILE:
        return f"{metres / KILOMETRE:.1f} km ({metres / NAUTICAL_MILE:.1f} nmi)"
    return f"{metres / KILOMETRE:,.0f} km"
