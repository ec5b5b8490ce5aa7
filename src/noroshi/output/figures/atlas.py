"""What the maps of a comparison share: the chart, the places on it, and the scales."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.output.figures.chart import Chart, chart, nearest
from noroshi.output.places import City, Post

Floats = NDArray[np.float64]
_NEAR = 1_500e3
"""Other places belong on the map when one of its cities is within this distance [m]."""
_INSET = 3_500e3
"""Others within this distance of the middle of the cities are drawn in a corner [m]."""


class Landmark(NamedTuple):
    """A small or far coast that a reader looks for and whose outline alone would not be found."""

    name: str
    party: str
    lat_deg: float
    lon_deg: float


@dataclass(frozen=True)
class Atlas:
    """What the panels share: one chart, the cities on it, and one scale for both postures."""

    chart: Chart
    cities: tuple[City, ...]
    insets: tuple[tuple[City, Chart], ...]
    """Places beyond the frame that a corner of it shows, each on its own chart."""
    sensors: tuple[Post, ...]
    sites: tuple[Post, ...]
    landmarks: tuple[Landmark, ...]
    dates: tuple[str, str]
    minutes: tuple[float, float]
    """Ends of the scale of warning times; a tenth of the cities may lie beyond the upper one."""
    gain_s: float
    """End of the scale of gains, of either sign."""


def atlas(
    cities: Sequence[City],
    sensors: Sequence[Post],
    sites: Sequence[Post],
    dates: tuple[str, str],
    landmarks: Sequence[Landmark] = (),
) -> Atlas:
    """The map of the party with the most places, and of whatever else lies near them."""
    home = Counter(c.party for c in cities).most_common(1)[0][0]
    ours = [c for c in cities if c.party == home]
    kept = [c for c in cities if _close(c, ours, _NEAR)]
    known: list[City | Post] = [*kept, *(s for s in sites if _close(s, ours, _NEAR))]
    marks = [m for m in landmarks if m.party == home and _close(m, ours, _NEAR)]
    lon = np.array([p.lon_deg for p in (*known, *marks)])
    lat = np.array([p.lat_deg for p in (*known, *marks)])
    beyond = [c for c in cities if c not in kept and _close(c, ours, _INSET)]
    aimed = [c for c in (*kept, *beyond) if c.targeted]
    times = [float(t) / 60.0 for c in aimed for t in (c.least_before.p50, c.least_after.p50)]
    return Atlas(
        chart=chart(lon, lat, margin=0.045, grain=4e-4),
        cities=tuple(sorted(kept, key=lambda c: -c.people)),
        insets=tuple(
            (c, chart(np.array([c.lon_deg]), np.array([c.lat_deg]), margin=0.5, grain=4e-3))
            for c in sorted(beyond, key=lambda c: -c.people)[:2]
        ),
        sensors=tuple(sensors),
        sites=tuple(sites),
        landmarks=tuple(marks),
        dates=dates,
        minutes=_scale(times),
        gain_s=max([1.0, *(abs(float(c.gain.mean)) for c in aimed)]),
    )


def _close(place: City | Post | Landmark, cities: Sequence[City], reach: float) -> bool:
    """Whether any of the cities is within a distance [m] of a place."""
    lon, lat = np.array([c.lon_deg for c in cities]), np.array([c.lat_deg for c in cities])
    return nearest(place.lon_deg, place.lat_deg, lon, lat) <= reach


def _scale(minutes: Sequence[float]) -> tuple[float, float]:
    """Whole minutes; far outliers must not take the colours from all others."""
    if not minutes:
        return 0.0, 1.0
    low = float(np.floor(min(minutes)))
    return low, max(float(np.ceil(np.quantile(minutes, 0.9))), low + 1.0)
