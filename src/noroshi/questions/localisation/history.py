"""The ellipse about one flight's impact at a few telling times."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.localisation.followed import Ellipses, Followed, ellipses
from noroshi.tracking.ellipse import Ellipse, axes, outline

Floats = NDArray[np.float64]
PROBABILITY = 0.9
"""That the impact, or the launch, lies inside its ellipse, and a flight inside what is searched."""
LARGEST = 1_000e3
"""A larger ellipse says nothing, and on a round Earth it is none [m]."""
SCALE = float(np.sqrt(-2.0 * np.log1p(-PROBABILITY)))
"""Half axes of a drawn ellipse over standard deviations."""
RUNS = 128
"""Of the simulated tracker, where it is asked for."""
_MOST = 4
"""Times shown."""
_LATER = 60.0
"""The last is this long after both know the area [s]."""


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

    @property
    def drawn(self) -> bool:
        """Whether it is small enough to be shown on a map."""
        return self.radius <= LARGEST


class Instant(NamedTuple):
    """What is known at a time after launch [s]; None = no track yet."""

    time: float
    before: Shape | None
    after: Shape | None


class History(NamedTuple):
    """One flight's impact becoming known."""

    followed: Followed
    lat_deg: float
    """Of the impact."""
    lon_deg: float
    instants: tuple[Instant, ...]
    """The telling ones."""
    time: Floats
    """At which the ellipse is worked out, (time,) [s after launch]."""
    radius: tuple[Floats, Floats]
    """Of a circle as large as the ellipse, before and after, (time,) [m]; inf = no track."""


def history(followed: Followed, most: int = 0) -> History | None:
    """How the impact becomes known; None where nobody tracks the flight in either posture.

    Args:
        followed: the flight, as the sensors of both postures follow it.
        most: at so many instants at most, between which the ellipses shrink alike, from the first
            idea of either posture on; 0 = at the few telling ones.
    """
    found = ellipses(followed)
    if found is None:
        return None
    lat, lon = followed.declared.aim
    sizes = [_radius(c) for c in (found.before, found.after)]
    times = _shrinking(sizes, most) if most else _telling(sizes, followed, found)
    instants = tuple(
        Instant(
            float(found.time[i]),
            *(_shape(c[i], lat, lon) for c in (found.before, found.after)),
        )
        for i in times
    )
    if not instants:
        return None
    place = float(np.degrees(lat)), float(np.degrees(lon))
    return History(followed, *place, instants, found.time, (sizes[0], sizes[1]))


def _radius(covariance: Floats) -> Floats:
    """Radius of a circle as large as the ellipse, (time,) [m]; inf = no track."""
    tracked = np.asarray(np.isfinite(covariance).all(axis=-1))
    east, both, north = np.where(tracked[:, None], covariance, 1.0).T
    area = np.sqrt(np.maximum(east * north - both**2, 0.0))
    return np.where(tracked, SCALE * np.sqrt(area), np.inf)


def _telling(sizes: list[Floats], followed: Followed, found: Ellipses) -> list[int]:
    """When each posture first has some idea and first knows the area, and a minute later."""
    radius = float(np.ravel(followed.area.radius)[0])
    firsts = []
    for size in sizes:
        for enough in (LARGEST, radius):
            near = np.flatnonzero(size <= enough)
            firsts += [int(i) for i in near[:1]]
    if not firsts:
        return []
    later = int(np.searchsorted(found.time, found.time[max(firsts)] + _LATER))
    chosen = sorted({*firsts, min(later, len(found.time) - 1)})
    kept = np.unique(np.linspace(0, len(chosen) - 1, _MOST).round().astype(int))
    return [chosen[k] for k in kept]


def _shrinking(sizes: list[Floats], most: int) -> list[int]:
    """Times, from when either posture has some idea, between which both ellipses change alike.

    By the logarithms of their sizes, so that the first 100 km count no more than the last 10.
    """
    some = np.flatnonzero((np.stack(sizes) <= LARGEST).any(axis=0))
    if not some.size:
        return []
    logs = np.log(np.minimum(np.stack(sizes)[:, some[0] :], LARGEST))
    change = np.concatenate([[0.0], np.cumsum(np.abs(np.diff(logs)).sum(axis=0))])
    at = np.searchsorted(change, np.linspace(0.0, change[-1], most))
    return [int(some[0] + i) for i in np.unique(at)]


def _shape(covariance: Floats, lat: float, lon: float) -> Shape | None:
    if not np.isfinite(covariance).all():
        return None
    large, small, bearing = axes(covariance[:, None])
    middle = np.array([lat]), np.array([lon])
    drawn = Ellipse(*middle, SCALE * large, SCALE * small, bearing, PROBABILITY)
    edge_lat, edge_lon = (a[:, 0] for a in outline(drawn))
    edge = np.degrees(edge_lat), np.degrees(np.unwrap(edge_lon))
    return Shape(covariance, float(_radius(covariance[None])[0]), *edge)
