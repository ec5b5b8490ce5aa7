"""How old the picture of watched waters is, and how long nobody looks: maps of cells."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import shapely
import xarray as xr
from numpy.typing import NDArray

from noroshi.assessment.waters_watch import WatersWatch
from noroshi.earth.cells import Cells
from noroshi.earth.territorial import belt, nearest
from noroshi.output.figures.coverage import Line, Mark, cell_map
from noroshi.output.figures.style import INK, RED, Picture, shortened
from noroshi.scenario.records import Ground
from noroshi.stats import Interval, interval
from noroshi.study.waters_answer import WatersPosture

Floats = NDArray[np.float64]
_WIDTH: Final = 4.6
"""[inch]"""
_HOUR: Final = 3600.0
_TENTHS: Final = 10.0
"""Hours below which tenths are said."""
_MOST_OF_THEM: Final = 0.8
"""The scale ends where so many of the cells are within it: what is hardly ever seen, far off, would
take all colours."""
_NEAR: Final = 20e3
"""Coast points closer to one another than this are named once [m]."""


class Measure(NamedTuple):
    """What a map tells of each cell."""

    variable: str
    """Of the data set of cells [s]."""
    name: str
    key: str
    said: str
    """Before its number in the title."""
    left: str
    """After it."""
    caption: str


_LOOK: Final = (
    "By radars that scan, with patrols as declared, in the season in which they are there. A look "
    "is 20 minutes in which the first type of vessel would more likely than not be noticed, or as "
    "many of them as follow one another. Median of the draws, each of another fortnight; in the "
    "title, of the cells of the territorial sea, too. Hatched: in most draws nobody ever looks."
)
AGE: Final = Measure(
    *("mean_age", "age", "mean age of the last look [h]"),
    *("the last look at the territorial sea was", " ago"),
    f"{_LOOK} Until the first look, age counts from the fortnight's start.",
)
BREAK: Final = Measure(
    *("mean_break", "break", "mean time from one look to the next [h]"),
    *("the territorial sea is looked at again after", ""),
    _LOOK,
)


class Shown(NamedTuple):
    """One posture's cells."""

    watch: WatersWatch
    cells: xr.Dataset
    posture: WatersPosture


def waters_cells(shown: Sequence[Shown], measure: Measure) -> list[Picture]:
    """A map a posture, with the same colours for all of them; none where nobody watches."""
    values = [_middle(s.cells, measure) for s in shown]
    limits = _limits(np.concatenate(values)) if values else (0.0, 1.0)
    return [_map(one, values_, measure, limits) for one, values_ in zip(shown, values, strict=True)]


def _values(cells: xr.Dataset, measure: Measure) -> Floats:
    """Of each cell and draw [s]; inf where nobody looks."""
    values = cells[measure.variable].to_numpy()
    return np.where(cells["looks"].to_numpy() > 0, values, np.inf)


def _middle(cells: xr.Dataset, measure: Measure) -> Floats:
    """Median over the draws, by cell [h]; inf where nobody looks in half of them."""
    ordered = np.sort(_values(cells, measure), axis=-1)
    return np.asarray(ordered[:, (ordered.shape[-1] - 1) // 2] / _HOUR)


def _limits(values: Floats) -> tuple[float, float]:
    finite = values[np.isfinite(values)]
    most = float(np.quantile(finite, _MOST_OF_THEM)) if finite.size else 0.0
    return 0.0, max(np.ceil(most), 1.0)


def _map(one: Shown, values: Floats, measure: Measure, limits: tuple[float, float]) -> Picture:
    grid = Cells(*(one.cells[n].to_numpy() for n in ("cell", "lat", "lon", "area")))
    when = one.posture.label.split(",")[0] if "," in one.posture.label else "now"
    return cell_map(
        grid,
        values,
        name=f"waters-{measure.name}-{when}",
        title=_title(one, measure),
        measure=measure.key,
        never="nobody looks",
        caption=measure.caption,
        limits=limits,
        marks=_marks(one.watch),
        lines=_lines(one.watch),
        width=_WIDTH,
    )


def _title(one: Shown, measure: Measure) -> str:
    when = one.posture.label[:1].upper() + one.posture.label[1:]
    found = near_coast(one, measure)
    if not np.isfinite(found.p50):
        return f"{when}: most of the territorial sea is never looked at"
    return f"{when}: {measure.said} {_hours(found)}{measure.left}"


def _hours(found: Interval) -> str:
    """Longer times without tenths; inf is never."""
    low, mid, high = (
        f"{v:.{0 if v >= _TENTHS else 1}f}" if np.isfinite(v) else "never"
        for v in (float(v) / _HOUR for v in found)
    )
    return f"{mid} h ({low} to {high})"


def near_coast(one: Shown, measure: Measure) -> Interval:
    """Median by area over the territorial sea, over the draws [s]; inf = nobody looks at half."""
    coast = coast_points(one.watch)
    at = one.cells["lat"].to_numpy(), one.cells["lon"].to_numpy()
    off = nearest(*at, coast[:, 0], coast[:, 1]).distance
    # Where cells are larger than the sea is broad, the one nearest to the coast stands for it.
    inside = off <= max(one.watch.waters.limit, float(off.min()))
    values, area = _values(one.cells, measure)[inside], one.cells["area"].to_numpy()[inside]
    order = np.argsort(values, axis=0)
    reached = np.cumsum(area[order], axis=0)
    half = np.argmax(reached >= 0.5 * area.sum(), axis=0)
    return interval(np.take_along_axis(values, order, axis=0)[half, np.arange(values.shape[1])])


def coast_points(watch: WatersWatch) -> Floats:
    """Latitude and longitude of the coast points, (point, 2) [rad]."""
    places = [watch.scenario.places[p] for p in watch.waters.coast]
    return np.array([[p.lat.best, p.lon.best] for p in places if isinstance(p, Ground)])


def _marks(watch: WatersWatch) -> list[Mark]:
    """Coast points, those that are close together by the first of them."""
    coast, kept = coast_points(watch), list[int]()
    for i, (lat, lon) in enumerate(coast):
        others = coast[kept]
        off = nearest(np.array([lat]), np.array([lon]), *others.T).distance if kept else [np.inf]
        if min(off) > _NEAR:
            kept.append(i)
    names = [watch.scenario.places[p].name.split(",")[0] for p in watch.waters.coast]
    return [Mark(shortened(names[i], 20), *coast[i]) for i in kept]


def _lines(watch: WatersWatch) -> list[Line]:
    """The outer limit of the territorial sea, and where patrols go."""
    coast = coast_points(watch)
    limit = belt(coast[:, 0], coast[:, 1], watch.waters.limit)
    rings = shapely.get_rings(np.array(shapely.get_parts(limit)))
    found = []
    for i, ring in enumerate(rings):
        lon, lat = np.radians(shapely.get_coordinates(ring)).T
        found.append(Line(lat, lon, RED, dashed=False, name="" if i else "territorial sea"))
    for i, station in enumerate(dict.fromkeys(g.station for g in watch.groups)):
        pattern = watch.scenario.stations[station].pattern
        lat, lon = pattern.point(np.linspace(0.0, 1.0, 181) * pattern.length)
        found.append(Line(lat, lon, INK, name="" if i else "patrol"))
    return found
