"""From approaches to how early, how far off and by whom they are noticed."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.earth.territorial import nearest
from noroshi.questions.plain_data import PlainData
from noroshi.questions.waters.compute import WatersWatch
from noroshi.scenario.records import Ground

Floats = NDArray[np.float64]


class WatersComparison(NamedTuple):
    """Two postures' watch over the same approaches, and how old their pictures of the sea are."""

    before: WatersWatch
    after: WatersWatch
    pictures: tuple[PlainData, PlainData]
    """By cell, before and after; see `waters_pictures`."""


def refuse_unpaired(before: WatersWatch, after: WatersWatch) -> None:
    """Refuse watches that do not pair.

    Raises:
        ValueError: the two do not face the same approaches in the same draws.
    """
    if before.draws is not after.draws:
        raise ValueError(
            "the two watches are not of the same approaches; make them together with "
            "watch_waters_postures()"
        )


def time_left(watch: WatersWatch, vessel: int, reading: int) -> Floats:
    """From being noticed to the limit, mean over approaches noticed before it, (draw,) [s].

    Where in a cell an approach is noticed is taken as its middle. NaN where none is noticed.
    """
    by = watch.noticed[vessel, reading, :, : watch.ways.limit].mean(axis=0)
    new = np.diff(by, axis=0, prepend=0.0)
    limit = watch.ways.edge[watch.ways.limit]
    time = (watch.ways.from_coast[: watch.ways.limit, None] - limit) / watch.speed[vessel]
    seen = by[-1] > 0.0
    mean = np.sum(new * time, axis=0) / np.where(seen, by[-1], 1.0)
    return np.where(seen, mean, np.nan)


def half_noticed(watch: WatersWatch, vessel: int, reading: int) -> Floats:
    """Distance from the limit at which half of all approaches have been noticed, (draw,) [m].

    Zero where fewer are noticed before the limit.
    """
    by = watch.noticed[vessel, reading, :, : watch.ways.limit].mean(axis=0)
    early = by >= 0.5
    off = watch.ways.edge[1 : watch.ways.limit + 1] - watch.ways.edge[watch.ways.limit]
    return np.where(early.any(axis=0), off[np.argmax(early, axis=0)], 0.0)


def coast_points(watch: WatersWatch) -> Floats:
    """Latitude and longitude of the coast points, (point, 2) [rad]."""
    places = [watch.scenario.places[p] for p in watch.waters.coast]
    return np.array([[p.lat.best, p.lon.best] for p in places if isinstance(p, Ground)])


def near_coast(watch: WatersWatch, cells: PlainData, variable: str) -> Floats:
    """Median by area over the territorial sea of what each cell has, (draw,) [s].

    Infinite where nobody looks at half of it.
    """
    coast = coast_points(watch)
    at = cells["lat"], cells["lon"]
    off = nearest(*at, coast[:, 0], coast[:, 1]).distance
    # Where cells are larger than the sea is broad, the one nearest to the coast stands for it.
    inside = off <= max(watch.waters.limit, float(off.min()))
    looked = cells["looks"] > 0
    values = np.where(looked, cells[variable], np.inf)[inside]
    area = cells["area"][inside]
    order = np.argsort(values, axis=0)
    reached = np.cumsum(area[order], axis=0)
    half = np.argmax(reached >= 0.5 * area.sum(), axis=0)
    ordered = np.take_along_axis(values, order, axis=0)
    return np.asarray(ordered[half, np.arange(values.shape[1])])
