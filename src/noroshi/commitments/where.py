"""Whether a place lies in an area, and how far it is from all of it."""

from datetime import date

import numpy as np

from noroshi.commitments.areas import Difference, Union
from noroshi.commitments.distance import distance
from noroshi.commitments.gazetteer import Gazetteer, Membership
from noroshi.commitments.within import offset, region_parts, shown, within
from noroshi.earth.named_place import NamedPlace

__all__ = ["Gazetteer", "Membership", "membership", "offset", "region_parts"]


def membership(gazetteer: Gazetteer, key: str, place: NamedPlace, day: date) -> Membership:
    """Whether a place lies in an area on a day, and else how far the nearest part of it is.

    Unknown where the line is, or within its error.
    """
    found = within(gazetteer, key, place, day)
    area = gazetteer.areas.get(key)
    if found.verdict is not False or not isinstance(area, Union | Difference):
        return found
    if not area.holds(day):
        return found
    away = distance(gazetteer, key, place, day)
    if np.isnan(away.metres) or (away.at_least and away.metres == 0.0):
        return found
    words = f"{shown(away.metres)} away from it"
    words = f"at least {words}" if away.at_least else words
    if found.cut:
        words = f"it lies in {found.cut}, not counted in it; the rest is {shown(away.metres)} away"
    return Membership(False, away.metres, words, away.at_least, found.cut)
