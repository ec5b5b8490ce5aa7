"""The ellipse about one flight's impact at a few telling times, and in which areas it lies."""

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from noroshi.earth.regions import Region, areas, whole
from noroshi.output.exemplar_track import Ellipses, Followed, ellipses
from noroshi.tracking.ellipse import Ellipse, axes, outline
from noroshi.tracking.inside import in_disc
from noroshi.tracking.plane import offset
from noroshi.tracking.polygon import in_areas

Floats = NDArray[np.float64]
PROBABILITY = 0.9
"""That the impact lies inside a drawn ellipse."""
_SCALE = float(np.sqrt(-2.0 * np.log1p(-PROBABILITY)))
_MOST = 4
"""Times shown."""
_LATER = 60.0
"""The last is this long after both know the area [s]."""
_NAMED = 6
"""Areas in the table."""


class Shape(NamedTuple):
    """An ellipse on the ground."""

    covariance: Floats
    """East-east, north-east, north-north, (3,) [m²]."""
    radius: float
    """Of a circle as large [m]."""
    lat_deg: Floats
    """Outline, (point,); the last is the first."""
    lon_deg: Floats
    """Runs on across the antimeridian."""


class Instant(NamedTuple):
    """What is known at a time after launch [s]; None = no track yet."""

    time: float
    before: Shape | None
    after: Shape | None


class Shrinking(NamedTuple):
    """One flight's impact becoming known."""

    followed: Followed
    lat_deg: float
    """Of the impact."""
    lon_deg: float
    instants: tuple[Instant, ...]


class Inside(NamedTuple):
    """How probable it is that the impact lies in an area, at each instant; NaN = no track yet."""

    name: str
    before: Floats
    """(instant,)."""
    after: Floats


def shrinking(followed: Followed) -> Shrinking | None:
    """The telling times of the exemplar; None where nobody tracks it in either posture."""
    found = ellipses(followed)
    if found is None:
        return None
    lat, lon = followed.declared.aim
    sizes = [_radius(c) for c in (found.before, found.after)]
    times = _telling(sizes, followed, found)
    instants = tuple(
        Instant(
            float(found.time[i]),
            *(_shape(c[i], lat, lon) for c in (found.before, found.after)),
        )
        for i in times
    )
    if not instants:
        return None
    return Shrinking(followed, float(np.degrees(lat)), float(np.degrees(lon)), instants)


def _radius(covariance: Floats) -> Floats:
    """Radius of a circle as large as the ellipse, (time,) [m]; inf = no track."""
    tracked = np.asarray(np.isfinite(covariance).all(axis=-1))
    east, both, north = np.where(tracked[:, None], covariance, 1.0).T
    area = np.sqrt(np.maximum(east * north - both**2, 0.0))
    return np.where(tracked, _SCALE * np.sqrt(area), np.inf)


def _telling(sizes: list[Floats], followed: Followed, found: Ellipses) -> list[int]:
    """When each posture first has a track and first knows the area, and a minute later."""
    radius = float(np.ravel(followed.area.radius)[0])
    firsts = []
    for size in sizes:
        # Nothing is farther than half around the Earth: any track at all.
        for enough in (2e7, radius):
            near = np.flatnonzero(size <= enough)
            firsts += [int(i) for i in near[:1]]
    if not firsts:
        return []
    later = int(np.searchsorted(found.time, found.time[max(firsts)] + _LATER))
    chosen = sorted({*firsts, min(later, len(found.time) - 1)})
    kept = np.unique(np.linspace(0, len(chosen) - 1, _MOST).round().astype(int))
    return [chosen[k] for k in kept]


def _shape(covariance: Floats, lat: float, lon: float) -> Shape | None:
    if not np.isfinite(covariance).all():
        return None
    large, small, bearing = axes(covariance[:, None])
    middle = np.array([lat]), np.array([lon])
    drawn = Ellipse(*middle, _SCALE * large, _SCALE * small, bearing, PROBABILITY)
    edge_lat, edge_lon = (a[:, 0] for a in outline(drawn))
    edge = np.degrees(edge_lat), np.degrees(np.unwrap(edge_lon))
    return Shape(covariance, float(_radius(covariance[None])[0]), *edge)


def inside(found: Shrinking) -> tuple[Inside, ...]:
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
    named = [home.scenario.parties[r.code].name if r.code == r.party else r.name for r in regions]
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


def _in_regions(found: Shrinking, regions: list[Region], shapes: list[Shape | None]) -> Floats:
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


def _distance(region: Region, found: Shrinking) -> float:
    """[deg], roughly: only to leave out what is far away."""
    return float(shapely.distance(region.outline, shapely.Point(found.lon_deg, found.lat_deg)))


def _covariances(shapes: list[Shape | None]) -> Floats:
    """(3, instant); NaN = no track."""
    return np.array([np.full(3, np.nan) if s is None else s.covariance for s in shapes]).T


def _discs(found: Shrinking) -> list[Inside]:
    after = found.followed.example.comparison.after
    radii = {rule.party: rule.area_radius for rule in after.scenario.rules.values()}
    lat, lon = np.radians(found.lat_deg), np.radians(found.lon_deg)
    covariances = [_covariances([getattr(i, w) for i in found.instants]) for w in _POSTURES]
    rows = []
    for receiver in after.scenario.receivers.values():
        place = np.float64(receiver.lat), np.float64(receiver.lon)
        east, north = offset(*place, np.float64(lat), np.float64(lon))
        radius = radii[receiver.party]
        both = (in_disc(east, north, c, radius=radius) for c in covariances)
        rows.append(Inside(f"within {radius / 1e3:.0f} km of {receiver.name}", *both))
    return rows


_POSTURES = ("before", "after")
