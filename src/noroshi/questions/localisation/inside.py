"""How probable it is that one flight comes down in each area, while that becomes known."""

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from noroshi.earth.regions import Region, areas, whole
from noroshi.present.words import in_sentence
from noroshi.questions.localisation.history import History, Shape
from noroshi.questions.variables import POSTURES
from noroshi.tracking.inside import in_disc
from noroshi.tracking.polygon import in_areas, offset

Floats = NDArray[np.float64]
_NAMED = 6
"""Areas of a kind that are told."""


class Inside(NamedTuple):
    """How probable it is that the impact lies in an area, at each instant; NaN = no track yet."""

    name: str
    before: Floats
    """(instant,)."""
    after: Floats


def inside(found: History) -> tuple[Inside, ...]:
    """The areas that are likeliest to be hit as long as little is known.

    Parties as a whole first, then prefectures, states or provinces; where the outline of none is
    known, the disc that concerns each receiver.
    """
    home = found.followed.example.comparison.after
    parties = [whole(p) for p in home.scenario.parties]
    regions = [p for p in parties if p is not None] + list(areas())
    party = home.parties[found.followed.example.party]
    if not any(r.party == party for r in regions):
        return _most_likely(_discs(found))
    known = home.scenario.parties
    named = [in_sentence(known[r.code].name) if r.code == r.party else r.name for r in regions]
    both = [_in_regions(found, regions, [i.before for i in found.instants])]
    both.append(_in_regions(found, regions, [i.after for i in found.instants]))
    rows = [Inside(*row) for row in zip(named, *both, strict=True)]
    count = sum(p is not None for p in parties)
    return (*_most_likely(rows[:count]), *_most_likely(rows[count:]))


def _most_likely(rows: list[Inside]) -> tuple[Inside, ...]:
    def most(row: Inside) -> float:
        both = np.concatenate([row.before, row.after])
        return float(np.max(both[~np.isnan(both)], initial=0.0))

    ranked = sorted((r for r in rows if most(r) >= 0.01), key=most, reverse=True)
    return tuple(ranked[:_NAMED])


def _in_regions(found: History, regions: list[Region], shapes: list[Shape | None]) -> Floats:
    """(region, instant)."""
    covariance = _covariances(shapes)
    count = covariance.shape[1]
    lat, lon = (np.full(count, np.radians(v)) for v in (found.lat_deg, found.lon_deg))
    largest = max((s.radius for s in shapes if s is not None), default=0.0)
    near = [i for i, r in enumerate(regions) if _distance(r, found) < np.degrees(largest / 2e6)]
    result = np.where(np.isnan(covariance[0]), np.nan, np.zeros((len(regions), count)))
    if near:
        result[near] = in_areas(lat, lon, covariance, [regions[i].outline for i in near])
    return result


def _distance(region: Region, found: History) -> float:
    """[deg], roughly: only to leave out what is far away."""
    return float(shapely.distance(region.outline, shapely.Point(found.lon_deg, found.lat_deg)))


def _covariances(shapes: list[Shape | None]) -> Floats:
    """(3, instant); NaN = no track."""
    return np.array([np.full(3, np.nan) if s is None else s.covariance for s in shapes]).T


def _discs(found: History) -> list[Inside]:
    after = found.followed.example.comparison.after
    radii = {rule.party: rule.area_radius for rule in after.scenario.rules.values()}
    lat, lon = np.radians(found.lat_deg), np.radians(found.lon_deg)
    covariances = [_covariances([getattr(i, w) for i in found.instants]) for w in POSTURES]
    rows = []
    for receiver in after.scenario.receivers.values():
        place = np.float64(receiver.lat), np.float64(receiver.lon)
        east, north = offset(*place, np.float64(lat), np.float64(lon))
        radius = radii[receiver.party]
        both = (in_disc(east, north, c, radius=radius) for c in covariances)
        rows.append(Inside(f"within {radius / 1e3:.0f} km of {receiver.name}", *both))
    return rows
