"""Waters on a map: where approaches are noticed, and how old the picture of each cell is."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.earth.cells import boundary
from noroshi.earth.geodesic import inverse
from noroshi.present.charts import Field, Spec
from noroshi.present.features import OnMap, area, line, point
from noroshi.present.maps import frame_for, geographic
from noroshi.present.words import kilometres
from noroshi.questions.answer import Feature, Figure, Layer, PlainData
from noroshi.questions.numbers import spread_of
from noroshi.questions.variables import DRAW, POSTURES
from noroshi.questions.waters.words import WatersNumbers, coasts, noticed_title
from noroshi.stats import Interval

if TYPE_CHECKING:
    import xarray as xr

Floats = NDArray[np.float64]
_STEPS: Final = np.linspace(0.0, 100.0, 6)
"""Between the colours of the ways [%]."""
_HOUR: Final = 3600.0
_TENTHS: Final = 10.0
"""Hours below which tenths are said."""
_MOST_OF_THEM: Final = 0.8
"""The scale ends where so many of the cells are within it: what is hardly ever seen, far off, would
take all colours."""
_NEAR: Final = 20e3
"""Coast points closer to one another than this are named once [m]."""


class CellMeasure(NamedTuple):
    """What a map tells of each cell."""

    variable: str
    """By cell [s]."""
    coast: str
    """Over the territorial sea [s]."""
    name: str
    axis: str
    said: str
    """Before its number in the title."""
    left: str
    """After it."""
    caption: str


_LOOK: Final = (
    "By radars that scan, with patrols as declared, in the season in which they are there. A look "
    "is 20 minutes in which the first type of vessel would more likely than not be noticed, or as "
    "many of them as follow one another. Median of the draws, each of another fortnight; in the "
    "title, of the cells of the territorial sea, too. Empty: in most draws nobody ever looks."
)
AGE: Final = CellMeasure(
    *("cell_mean_age", "coast_age", "age", "mean age of the last look"),
    *("the last look at the territorial sea was", " ago"),
    f"{_LOOK} Until the first look, age counts from the fortnight's start.",
)
BREAK: Final = CellMeasure(
    *("cell_mean_break", "coast_break", "break", "mean time from one look to the next"),
    *("the territorial sea is looked at again after", ""),
    _LOOK,
)


def figures(data: "xr.Dataset | PlainData", layers: Mapping[str, Layer]) -> Iterator[Figure]:
    """By waters and posture: the ways, and, where anybody watches, the cells."""
    every = coasts(data)
    for coast in every:
        for posture in reversed(POSTURES):
            yield Figure(
                name=f"ways-{coast.id}-{posture}",
                title=noticed_title(coast, posture),
                caption=_ways_caption(coast),
                variables=("noticed_on_way", "way_latitude", "way_longitude"),
                draw=partial(ways_map, coast, posture, layers),
            )
    shown = {coast.id: CoastCells(coast) for coast in every}
    for measure in (AGE, BREAK):
        for coast in every:
            for posture in reversed(POSTURES):
                if coast.watchers(posture):
                    yield Figure(
                        name=f"{measure.name}-{coast.id}-{posture}",
                        title=cells_title(coast, posture, measure),
                        caption=measure.caption,
                        variables=(measure.variable, measure.coast),
                        draw=partial(cells_map, shown[coast.id], posture, measure, layers),
                    )


def _ways_caption(coast: WatersNumbers) -> str:
    begin = kilometres(coast.numbers.number("begin"))
    return (
        f"Straight approaches from {begin} km, alike from all sides, by the first type of vessel; "
        "median of the draws. Red: outer limit of the territorial sea; dashed: where patrols go, "
        "when they are there; diamonds: coast points."
    )


def ways_map(coast: WatersNumbers, posture: str, layers: Mapping[str, Layer]) -> Spec:
    """The ways towards the coast, coloured by how likely a vessel has been noticed by there."""
    pieces = list(_ways(coast, posture))
    return geographic(
        [*_around(coast, layers), *pieces],
        title=noticed_title(coast, posture),
        value=Field("noticed", "noticed by the time it is there", "%"),
        limits=(0.0, 100.0),
        key_words=_KEY,
        frame=frame_for([*pieces, *_points(coast, layers)], margin=0.03),
    )


_KEY: Final = {"limit": "territorial sea", "patrol": "patrol"}


def _ways(coast: WatersNumbers, posture: str) -> Iterator[OnMap]:
    """Each way in pieces of one colour: few pieces tell it all."""
    likely = 100.0 * coast.numbers.spread("noticed_on_way", posture=posture).p50
    lat, lon = (np.degrees(coast.numbers.array(n)) for n in ("way_latitude", "way_longitude"))
    for way in np.flatnonzero(np.isfinite(likely[:, 0])):
        level = np.digitize(likely[way], _STEPS[1:-1])
        cuts = [0, *(np.flatnonzero(np.diff(level)) + 1), len(level)]
        for first, last in pairwise(cuts):
            # As far as the next piece begins; the last one has no next.
            part = (
                slice(first, last + 1)
                if last - first > 1 or last < len(level)
                else slice(first - 1, last)
            )
            middle = 0.5 * (_STEPS[level[first]] + _STEPS[level[first] + 1])
            yield line(
                np.unwrap(lon[way, part], period=360.0), lat[way, part], "area", value=float(middle)
            )


class CoastCells:
    """The cells of one coast, whose shapes and hours several figures show."""

    def __init__(self, coast: WatersNumbers) -> None:
        """Of the coast."""
        self.coast = coast
        self.hours = cache(partial(middle_hours, coast))

    @cached_property
    def shapes(self) -> list[tuple[Floats, Floats]]:
        """Longitudes and latitudes of the corners of each cell [deg]."""
        return list(_shapes(self.coast))


def cells_map(
    cells: CoastCells, posture: str, measure: CellMeasure, layers: Mapping[str, Layer]
) -> Spec:
    """Cells coloured by hours; the same colours and the same window in both postures."""
    coast = cells.coast
    areas = [
        area(lon, lat, "area", value=float(hours) if np.isfinite(hours) else None)
        for (lon, lat), hours in zip(cells.shapes, cells.hours(posture, measure), strict=True)
    ]
    return geographic(
        [*_around(coast, layers), *areas],
        title=cells_title(coast, posture, measure),
        value=Field("hours", measure.axis, "h"),
        limits=_limits(cells, measure),
        never="nobody looks",
        key_words=_KEY,
        frame=frame_for([*areas, *_points(coast, layers)], margin=0.03),
    )


def _own(coast: WatersNumbers) -> NDArray[np.bool_]:
    """Which cells belong to the waters."""
    return np.asarray(coast.numbers.array("cell_waters") == coast.id)


def _shapes(coast: WatersNumbers) -> Iterator[tuple[Floats, Floats]]:
    """Longitudes and latitudes of the corners of each cell [deg]."""
    for index in coast.numbers.array("cell_index")[_own(coast)]:
        lat, lon = boundary(int(str(index), 16))
        yield np.unwrap(np.degrees(lon), period=360.0), np.degrees(lat)


def middle_hours(coast: WatersNumbers, posture: str, measure: CellMeasure) -> Floats:
    """Median over the draws, by cell [h]; inf where nobody looks in half of them."""
    looks, told = (
        coast.numbers.array(name, posture=posture)[_own(coast)]
        for name in ("cell_looks", measure.variable)
    )
    return np.asarray(spread_of(("cell", DRAW), np.where(looks == 0.0, np.inf, told)).p50) / _HOUR


def _limits(cells: CoastCells, measure: CellMeasure) -> tuple[float, float]:
    watched = [p for p in POSTURES if cells.coast.watchers(p)]
    values = np.concatenate([cells.hours(p, measure) for p in watched])
    finite = values[np.isfinite(values)]
    most = float(np.quantile(finite, _MOST_OF_THEM)) if finite.size else 0.0
    return 0.0, max(float(np.ceil(most)), 1.0)


def cells_title(coast: WatersNumbers, posture: str, measure: CellMeasure) -> str:
    """How long it takes over the territorial sea."""
    label = coast.labels[posture]
    when = f"{coast.name}, {label}"
    found = coast.numbers.interval(measure.coast, posture=posture)
    if not np.isfinite(found.p50):
        return f"{when}: most of the territorial sea is never looked at"
    return f"{when}: {measure.said} {_hours(found)}{measure.left}"


def _hours(found: Interval) -> str:
    """Longer times without tenths; inf is never."""
    low, mid, high = (
        f"{x:.{0 if x >= _TENTHS else 1}f}" if np.isfinite(x) else "never"
        for x in (float(part) / _HOUR for part in found)
    )
    return f"{mid} h ({low} to {high})"


def _around(coast: WatersNumbers, layers: Mapping[str, Layer]) -> list[OnMap]:
    """Coast points with their names, the limit of the sea, and patrols to these waters."""
    found = _points(coast, layers)
    seas = (f for f in layers["territorial-seas"].features if f.id.split("/")[0] == coast.id)
    for sea in seas:
        found += [line(*_columns(ring), "limit") for ring in (sea.points, *sea.holes)]
    stations = (f for f in layers["stations"].features if f.properties["waters"] == coast.id)
    return [*found, *(line(*_columns(f.points), "patrol", "patrol") for f in stations)]


def _columns(points: Sequence[tuple[float, ...]]) -> tuple[Floats, Floats]:
    lon, lat = np.array([p[:2] for p in points]).T
    return np.unwrap(lon, period=360.0), lat


def _points(coast: WatersNumbers, layers: Mapping[str, Layer]) -> list[OnMap]:
    """Points of the coast; of those that are close together the first has a name."""
    own = [f for f in layers["coast"].features if f.properties["waters"] == coast.id]
    named: list[Feature] = []
    for f in own:
        if all(_apart(f, other) > _NEAR for other in named):
            named.append(f)
    return [_named(f, f.name.split(",")[0] if f in named else "") for f in own]


def _named(feature: Feature, name: str) -> OnMap:
    lon, lat = feature.points[0][:2]
    return point(lon, lat, "landmark", name)


def _apart(one: Feature, other: Feature) -> float:
    """[m]"""
    (lon, lat), (to_lon, to_lat) = (np.radians(f.points[0][:2]) for f in (one, other))
    return float(inverse(lat, lon, to_lat, to_lon)[0])
