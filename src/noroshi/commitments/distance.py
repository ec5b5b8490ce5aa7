"""How far a place is from an area that is made of others: the least distance to the whole.

Where something is cut out of an area, its nearest point is that of the uncut one, if that point is
not cut out. Only else is the outline itself needed, which takes seconds for a long coast.
"""

from datetime import date
from typing import NamedTuple

import numpy as np
import shapely

from noroshi.commitments.areas import Difference, Undefined, Union
from noroshi.commitments.gazetteer import Gazetteer
from noroshi.commitments.shapes import shape
from noroshi.commitments.within import nearest_edge, nearest_limit, within
from noroshi.earth.geodesic import direct
from noroshi.earth.named_place import NamedPlace


class Away(NamedTuple):
    """How far a place outside an area is from it."""

    metres: float
    """Never more than it is, but for what chords cut off an outline where it takes one (27 m in 12
    nautical miles, in proportion); NaN where there is no line."""
    at_least: bool = False
    """Whether it may be more."""
    bearing: float = np.nan
    """Towards the nearest point [rad]; NaN where it is not told."""


_NO_LINE = Away(np.nan)
_WITHIN = 1.0
"""So far inside the limit it is asked whether its nearest point is cut out, and so far from a cut
it must lie: one that follows the same line would else be missed by a rounding [m]."""
_SLIVER = 1e-5
"""Breadth of what two lines that are meant to be one leave between them, a metre [deg]."""


def distance(gazetteer: Gazetteer, key: str, place: NamedPlace, day: date) -> Away:
    """The distance to the nearest point of what holds on a day of an area; 0 inside it."""
    area = gazetteer.areas.get(key)
    if area is None or not area.holds(day):
        return _NO_LINE
    match area:
        case Union():
            return _nearest_of(gazetteer, area, place, day)
        case Difference():
            return _of_rest(gazetteer, key, area, place, day)
        case Undefined():
            # Of where it ends nothing is known: it may come as near as its reach lets it.
            known = [distance(gazetteer, part, place, day).metres for part in area.includes]
            least = min((m for m in known if np.isfinite(m)), default=0.0)
            return Away(max(least - (area.reach or np.inf), 0.0), at_least=True)
    found = nearest_limit(gazetteer, area, place)
    return Away(max(found.offset, 0.0), bearing=found.bearing)


def _nearest_of(gazetteer: Gazetteer, area: Union, place: NamedPlace, day: date) -> Away:
    """The nearest part. Those that surely lie farther than it are not measured."""
    held = [key for key in area.of if key in gazetteer.areas and gazetteer.areas[key].holds(day)]
    surely = {key: _lower_bound(gazetteer, key, place, day) for key in held}
    best = _NO_LINE
    for key in sorted(held, key=surely.__getitem__):
        if best.metres <= surely[key]:
            break
        found = distance(gazetteer, key, place, day)
        if np.isnan(best.metres) or found.metres < best.metres:
            best = found
    return best


def _lower_bound(gazetteer: Gazetteer, key: str, place: NamedPlace, day: date) -> float:
    """No part of an area lies nearer [m]; 0 where nothing is known."""
    found = within(gazetteer, key, place, day)
    known = found.verdict is False and np.isfinite(found.outside)
    return found.outside if known and not isinstance(gazetteer.areas[key], Undefined) else 0.0


def _of_rest(
    gazetteer: Gazetteer, key: str, area: Difference, place: NamedPlace, day: date
) -> Away:
    """The nearest point of what is left when other areas are cut out."""
    whole = distance(gazetteer, area.of, place, day)
    if np.isnan(whole.metres):
        return _NO_LINE
    if whole.metres > 0.0 and _is_left(gazetteer, area, place, day, whole):
        return whole
    parts = [
        p for p in shapely.get_parts(shape(gazetteer, key, day)) if p.area > _SLIVER * p.length
    ]
    if not parts:
        return _NO_LINE
    found = nearest_edge(place, parts)
    lineless = whole.at_least or any(_has_no_line(gazetteer, part) for part in area.less)
    return Away(max(found.offset, 0.0), lineless, found.bearing)


def _is_left(
    gazetteer: Gazetteer, area: Difference, place: NamedPlace, day: date, whole: Away
) -> bool:
    """Whether the nearest point of the uncut area is surely not cut out of it."""
    if whole.at_least or np.isnan(whole.bearing):
        return False
    lat, lon = direct(place.lat, place.lon, whole.metres + _WITHIN, whole.bearing)
    point = NamedPlace("just inside", float(lat), float(lon))
    cuts = [within(gazetteer, part, point, day) for part in area.less]
    return all(cut.verdict is False and cut.outside > _WITHIN for cut in cuts)


def _has_no_line(gazetteer: Gazetteer, key: str) -> bool:
    match gazetteer.areas[key]:
        case Undefined():
            return True
        case Union(of=parts):
            return any(_has_no_line(gazetteer, part) for part in parts)
        case Difference(of=whole, less=parts):
            return any(_has_no_line(gazetteer, part) for part in (whole, *parts))
    return False
