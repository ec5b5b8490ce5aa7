"""Things on a map, as plain data: points, lines and areas in longitude and latitude."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from noroshi.earth.geodesic import inverse

_WINDS: Final = (
    "north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west",
)  # fmt: skip
_CROWD: Final = 1_500e3
"""Two points that are no farther apart belong together [m]."""


@dataclass(frozen=True)
class OnMap:
    """Something on a map; `point`, `line` and `area` make one."""

    shape: Literal["point", "line", "area"]
    lon_deg: tuple[float, ...]
    lat_deg: tuple[float, ...]
    role: str = "city"
    """A key of `palette.ROLES`: colour, shape and dash."""
    name: str = ""
    """Written beside it where there is room; features that come first have the choice."""
    text: str = ""
    """Follows the name, such as "+24 s"."""
    value: float | None = None
    """Colours it, on a map of values; None is what has no value."""
    weight: float | None = None
    """Of a point: its area is in proportion, such as to people."""
    filled: bool = True
    """Whether a point is filled: open ones are those that cannot be told from nothing."""
    near: bool = True
    """Whether the map must hold it; what is not near is shown in a corner, or told in words."""

    @property
    def label(self) -> str:
        """What is written beside it."""
        return f"{self.name} {self.text}".strip()

    @property
    def middle(self) -> tuple[float, float]:
        """Longitude and latitude of a point on it, the middle one of a line [deg]."""
        k = len(self.lon_deg) // 2
        return self.lon_deg[k], self.lat_deg[k]


def point(
    lon_deg: float,
    lat_deg: float,
    role: str = "city",
    name: str = "",
    *,
    text: str = "",
    value: float | None = None,
    weight: float | None = None,
    filled: bool = True,
) -> OnMap:
    """A place."""
    where = (float(lon_deg),), (float(lat_deg),)
    return OnMap("point", *where, role, name, text, value, weight, filled)


def line(
    lon_deg: ArrayLike,
    lat_deg: ArrayLike,
    role: str = "patrol",
    name: str = "",
    *,
    value: float | None = None,
) -> OnMap:
    """A line through points so close together that the way between them is straight on the map."""
    where = _numbers(lon_deg, lat_deg, 2)
    return OnMap("line", *where, role, name, value=value)


def area(
    lon_deg: ArrayLike,
    lat_deg: ArrayLike,
    role: str = "area",
    name: str = "",
    *,
    value: float | None = None,
    near: bool = True,
) -> OnMap:
    """An area within one closed line, which need not repeat its first point."""
    where = _numbers(lon_deg, lat_deg, 3)
    return OnMap("area", *where, role, name, value=value, near=near)


def gathered(features: Sequence[OnMap]) -> list[OnMap]:
    """The features, near where they belong to the largest crowd of points, and far elsewhere."""
    places = [f for f in features if f.shape == "point"]
    if not places:
        return list(features)
    crowd = crowds(places, within=_CROWD)
    most = max(crowd, key=len)
    return [
        replace(f, near=any(f is other for other in most) or f.shape != "point") for f in features
    ]


def crowds(places: Sequence[OnMap], *, within: float) -> list[list[OnMap]]:
    """Points in groups: from each to another of its group are steps of at most a distance [m]."""
    lon, lat = (np.radians(v) for v in zip(*(p.middle for p in places), strict=True))
    group = np.arange(len(places))
    for k in range(len(places)):
        off, _ = inverse(lat[k], lon[k], lat, lon)
        joined = np.unique(group[off <= within])
        group[np.isin(group, joined)] = joined[0]
    return [
        [p for p, g in zip(places, group, strict=True) if g == one] for one in dict.fromkeys(group)
    ]


def bearing_words(middle: tuple[float, float], place: tuple[float, float]) -> str:
    """Where a place lies as seen from another, both in longitude and latitude: "2,500 km south"."""
    (lon, lat), (to_lon, to_lat) = (np.radians(p) for p in (middle, place))
    distance, bearing = inverse(lat, lon, to_lat, to_lon)
    wind = _WINDS[round(float(bearing) / (np.pi / 4.0)) % 8]
    return f"{_rounded(float(distance) / 1e3):,.0f} km {wind}"


def _rounded(km: float) -> float:
    step = 100.0 if km >= 1000.0 else 10.0
    return max(step * round(km / step), step)


def _numbers(
    lon_deg: ArrayLike, lat_deg: ArrayLike, least: int
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    lon: NDArray[np.float64] = np.asarray(lon_deg, dtype=np.float64).ravel()
    lat: NDArray[np.float64] = np.asarray(lat_deg, dtype=np.float64).ravel()
    if lon.size != lat.size or lon.size < least:
        raise ValueError(f"{lon.size} longitudes and {lat.size} latitudes are no line or area")
    return tuple(lon.tolist()), tuple(lat.tolist())
