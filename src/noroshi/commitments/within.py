"""Whether a place lies in an area, and how far it surely is from it, on the ellipsoid.

Distances to outlines are taken in the azimuthal equidistant plane about the place itself, in which
every distance from the place is that of the geodesic: corners are exact, and edges, which are
straight in it instead of geodesic, are cut short beforehand. Straight baselines and straits with a
lesser limit are left out: a sea limit is measured from the coast as it is shipped or declared.
"""

from collections.abc import Sequence
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
from noroshi.commitments.gazetteer import Gazetteer, Membership
from noroshi.commitments.verdicts import Verdict, conjunction, disjunction, negation
from noroshi.constants import NAUTICAL_MILE
from noroshi.earth.named_place import NamedPlace
from noroshi.earth.planes import plane
from noroshi.earth.regions import areas as all_regions
from noroshi.earth.territorial import nearest

Floats = NDArray[np.float64]
KILOMETRE = 1e3
_ROUGH = "an edge that stands for another line"


class Nearest(NamedTuple):
    """The nearest point of an area's limit."""

    offset: float
    """Signed distance [m]: negative inside the area."""
    bearing: float
    """From the place towards the point [rad]; NaN where it is not told."""


def within(gazetteer: Gazetteer, key: str, place: NamedPlace, day: date) -> Membership:
    """Whether a place lies in an area on a day; unknown where the line is, or within its error.

    Of an area that is made of others, `outside` is a lower bound: of a part of what is cut out
    nothing is known but that the rest lies no nearer than the whole (`where` measures it).
    """
    area = gazetteer.areas.get(key)
    if area is None:
        return Membership(False, np.nan, "no such area was declared then")
    if not area.holds(day):
        return Membership(False, np.nan, _not_yet(area, day))
    if isinstance(area, Union | Difference | Undefined):
        return _combined(gazetteer, area, place, day)
    if isinstance(area, Outline) and area.rough and _near_rough(area, area.rough.known_to, place):
        return Membership(None, np.nan, f"within {shown(area.rough.known_to)} of {_ROUGH}")
    return _judged(nearest_limit(gazetteer, area, place).offset, area)


def _near_rough(area: Outline, known_to: float, place: NamedPlace) -> bool:
    """Whether a place is so near to an edge that stands for another line that nobody can say."""
    edges = [_drawn_about(place, edge) for edge in area.rough_edges()]
    return min(float(shapely.distance(edge, shapely.Point(0.0, 0.0))) for edge in edges) <= known_to


def _plane(place: NamedPlace) -> Transformer:
    return plane("aeqd", lon_0=float(np.degrees(place.lon)), lat_0=float(np.degrees(place.lat)))


def _drawn_about(place: NamedPlace, line: BaseGeometry) -> BaseGeometry:
    """A line [deg] in the azimuthal equidistant plane [m] about a place."""
    to_plane = _plane(place)
    xy = shapely.get_coordinates(line)
    return shapely.set_coordinates(line, np.column_stack(to_plane.transform(xy[:, 0], xy[:, 1])))


def _combined(
    gazetteer: Gazetteer, area: Union | Difference | Undefined, place: NamedPlace, day: date
) -> Membership:
    match area:
        case Union():
            # Of versions of one line, only the one that holds says anything.
            held = [key for key in area.of if gazetteer.areas[key].holds(day)]
            found = [within(gazetteer, key, place, day) for key in held or area.of]
            verdict = disjunction(m.verdict for m in found)
            return _of_parts(found, verdict)
        case Difference():
            whole = within(gazetteer, area.of, place, day)
            cut = [within(gazetteer, key, place, day) for key in area.less]
            return _without(gazetteer, area, whole, cut)
        case Undefined():
            return _without_a_line(gazetteer, area, place, day)


def _without(
    gazetteer: Gazetteer, area: Difference, whole: Membership, cut: list[Membership]
) -> Membership:
    """In a whole less what is cut out; how far the nearest part is is known of the whole only."""
    verdict = conjunction([whole.verdict, *(negation(m.verdict) for m in cut)])
    if verdict is True:
        return whole
    surely = [key for key, m in zip(area.less, cut, strict=True) if m.verdict]
    if surely:
        names = " or ".join(gazetteer.areas[key].name for key in surely)
        return Membership(False, np.nan, f"it lies in {names}, not counted in it", cut=names)
    if whole.verdict is False:
        words = f"at least {whole.words}" if whole.outside > 0 else whole.words
        return whole._replace(words=words, at_least=True)
    doubts = [m.words for m in (whole, *cut) if m.verdict is None]
    return Membership(None, np.nan, "; ".join(dict.fromkeys(doubts)))


def _without_a_line(
    gazetteer: Gazetteer, area: Undefined, place: NamedPlace, day: date
) -> Membership:
    """In what it surely includes or not, or beyond its reach; elsewhere nobody can say."""
    includes = [within(gazetteer, key, place, day) for key in area.includes]
    excludes = [within(gazetteer, key, place, day) for key in area.excludes]
    if any(m.verdict for m in includes):
        names = _names(gazetteer, area.includes, includes)
        return Membership(True, np.nan, f"in {names}, part of it")
    if any(m.verdict for m in excludes):
        names = _names(gazetteer, area.excludes, excludes)
        return Membership(False, np.nan, f"in {names}, no part of it")
    away = _least(includes)
    if area.reach is not None and away > area.reach:
        return Membership(False, away, f"{shown(away)} away from what surely belongs to it")
    return Membership(None, np.nan, area.why)


def _judged(off: float, area: AreaKind) -> Membership:
    """From a signed distance [m], negative inside."""
    if abs(off) <= area.known_to:
        words = f"within {shown(area.known_to)} of its limit, which is known no better"
        return Membership(None, np.nan, words)
    if off <= 0.0:
        return Membership(True, np.nan, f"{shown(-off)} inside its limit")
    return Membership(False, off, f"{shown(off)} away from it")


def nearest_limit(
    gazetteer: Gazetteer, area: Belt | Regions | Outline, place: NamedPlace
) -> Nearest:
    """The nearest point of an area's limit."""
    match area:
        case Belt():
            lat, lon = np.transpose([gazetteer.coast[c] for c in area.coast])
            coast = nearest(place.lat, place.lon, lat, lon)
            shore = Nearest(float(coast.distance), float(coast.bearing))
            return _between(shore, area.outer, area.inner or None)
        case Regions():
            return _between(_shore(area.country, area.regions, place), area.outer, area.inner)
        case Outline():
            return nearest_edge(place, (shapely.Polygon(ring(area.outline)),))


def _between(shore: Nearest, outer: float, inner: float | None) -> Nearest:
    """Of the sea between two distances from a shore."""
    away = shore.offset - outer
    if inner is not None and inner - shore.offset > away:
        # Which way the inner limit is nearest nothing tells: it lies all around.
        return Nearest(inner - shore.offset, np.nan)
    return Nearest(away, shore.bearing)


@cache
def region_parts(party: str, names: tuple[str, ...] = ()) -> tuple[shapely.Polygon, ...]:
    """The shipped outlines of some regions of a party, or of all, one polygon an island."""
    own = [a for a in all_regions() if a.party == party and (not names or a.name in names)]
    return tuple(p for a in own for p in shapely.get_parts(a.outline))


@cache
def _shore(party: str, names: tuple[str, ...], place: NamedPlace) -> Nearest:
    """The nearest coast of regions; asked again for each area that it bounds."""
    return nearest_edge(place, region_parts(party, names))


def offset(place: NamedPlace, parts: Sequence[shapely.Polygon]) -> float:
    """Signed distance [m] of a place to the nearest of polygons [deg]: negative inside one."""
    return nearest_edge(place, parts).offset


def nearest_edge(place: NamedPlace, parts: Sequence[shapely.Polygon]) -> Nearest:
    """The nearest point of the edges of polygons [deg]."""
    to_plane = _plane(place)
    whole = np.array(parts, dtype=object)
    corners, of = shapely.get_coordinates(whole, return_index=True)
    x, y = to_plane.transform(corners[:, 0], corners[:, 1])
    away = np.full(len(whole), np.inf)
    np.minimum.at(away, of, np.hypot(x, y))
    # What is half a world away on all sides cannot hold the place, and would be drawn inside out.
    near = away < FARTHEST
    if not near.any():
        corner = int(np.argmin(np.hypot(x, y)))
        return Nearest(float(away.min()), float(np.arctan2(x[corner], y[corner])))
    drawn = shapely.set_coordinates(whole, np.column_stack([x, y]))[near]
    return min((_signed(polygon) for polygon in drawn), key=lambda found: found.offset)


def _signed(polygon: BaseGeometry) -> Nearest:
    here = shapely.Point(0.0, 0.0)
    line = shapely.shortest_line(here, polygon.boundary)
    x, y = shapely.get_coordinates(line)[-1]
    distance = float(shapely.length(line))
    inside = shapely.contains(polygon, here)
    return Nearest(-distance if inside else distance, float(np.arctan2(x, y)))


def _least(found: Sequence[Membership]) -> float:
    known = [m.outside for m in found if np.isfinite(m.outside)]
    return min(known) if known else np.nan


def _of_parts(found: Sequence[Membership], verdict: Verdict) -> Membership:
    """In the words of the part that decides: one that is in, one that is not known, the nearest.

    What is cut out of a part by name is told wherever it is: the place lies in it.
    """
    of_kind = [m for m in found if m.verdict is verdict]
    nearest_ = min(of_kind, key=lambda m: np.nan_to_num(m.outside, nan=np.inf))
    cut = next((m for m in of_kind if m.cut), None) if verdict is False else None
    if cut is None:
        return Membership(verdict, _least(found), nearest_.words, nearest_.at_least)
    # How far the rest of that part is is not known here, and it may be the nearest.
    return Membership(False, np.nan, cut.words, cut=cut.cut)


def _names(gazetteer: Gazetteer, keys: Sequence[str], found: Sequence[Membership]) -> str:
    pairs = zip(keys, found, strict=True)
    return " or ".join(gazetteer.areas[key].name for key, m in pairs if m.verdict)


def _not_yet(area: AreaKind, day: date) -> str:
    if area.since is not None and day < area.since:
        return f"it exists only from {area.since}"
    return f"it existed until {area.until}"


def shown(metres: float) -> str:
    """A distance in words; near ones in nautical miles, too."""
    if metres < 100 * NAUTICAL_MILE:
        return f"{metres / KILOMETRE:.1f} km ({metres / NAUTICAL_MILE:.1f} nmi)"
    return f"{metres / KILOMETRE:,.0f} km"
