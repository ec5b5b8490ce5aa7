"""How probable it is that one flight comes down in each area, while that becomes known."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from noroshi.earth.regions import Region, areas
from noroshi.present.words import in_sentence
from noroshi.questions.localisation.history import History, Shape
from noroshi.questions.variables import POSTURES
from noroshi.scenario.records import Party
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
    every, known = areas(), home.scenario.parties
    if not any(region.party == home.parties[found.followed.example.party] for region in every):
        return _most_likely(_discs(found))
    shapes = [getattr(i, when) for when in POSTURES for i in found.instants]
    both = np.split(_in_regions(found, every, shapes), len(POSTURES), axis=1)
    rows = [Inside(r.name, *own) for r, *own in zip(every, *both, strict=True)]
    return (*_most_likely(_of_parties(known, every, both)), *_most_likely(rows))


def _of_parties(
    known: Mapping[str, Party], every: Sequence[Region], both: Sequence[Floats]
) -> list[Inside]:
    """Parties as a whole: their areas share borders and nothing else, so that these add up."""
    rows = []
    for code, party in known.items():
        own = np.array([region.party == code for region in every])
        if own.any():
            whole = (np.minimum(part[own].sum(axis=0), 1.0) for part in both)
            rows.append(Inside(in_sentence(party.name), *whole))
    return rows


def _most_likely(rows: list[Inside]) -> tuple[Inside, ...]:
    def most(row: Inside) -> float:
        both = np.concatenate([row.before, row.after])
        return float(np.max(both[~np.isnan(both)], initial=0.0))

    ranked = sorted((r for r in rows if most(r) >= 0.01), key=most, reverse=True)
    return tuple(ranked[:_NAMED])


def _in_regions(
    found: History, regions: Sequence[Region], shapes: Sequence[Shape | None]
) -> Floats:
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


def _covariances(shapes: Sequence[Shape | None]) -> Floats:
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
