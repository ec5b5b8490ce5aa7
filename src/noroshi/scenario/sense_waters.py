"""Waters that cannot be watched as they are declared: outlines, coasts, approaches, speeds.

What a watch would do first is done here, by the same functions, so that both refuse the same.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache, partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.access.approach_routes import (
    LONGEST_APPROACH,
    approach_routes,
    bearings,
    over_sea,
    window,
)
from noroshi.commitments.areas import Belt
from noroshi.earth.cells import area_within, check_cells, check_outline, resolution_for
from noroshi.earth.land import land_within
from noroshi.earth.territorial import check_belt
from noroshi.errors import NoroshiError
from noroshi.scenario.records import Ground, Scenario
from noroshi.scenario.watched import Waters
from noroshi.world.document import Notice, Path_

Floats = NDArray[np.float64]
DAY, KILOMETRE = 86400.0, 1e3
SMALLEST: Final = 1e6
"""Of waters [m²]: what is smaller is seen or not as a whole."""
_CELLS: Final = 150
_WAYS: Final = (32, 64)
"""As many as a run and a watch ask for."""

_KNOWN: Final = 100
"""Approaches whose sea is known to be open."""


def waters_findings(scenario: Scenario) -> Iterator[Notice]:
    """What is wrong with waters and with belts about a coast."""
    for key, waters in scenario.waters.items():
        yield from _told(partial(_outline, waters), ("waters", key, "outline"))
        yield from _vessels(scenario, waters)
        coast = _points(scenario, waters.coast)
        if coast is not None:
            limit = partial(check_belt, *coast, waters.limit)
            yield from _told(limit, ("waters", key, "limit"))
            yield from _told(partial(_approach, waters, *coast), ("waters", key, "approach_from"))
    yield from _belts(scenario)


def _points(scenario: Scenario, coast: tuple[str, ...]) -> tuple[Floats, Floats] | None:
    """Latitudes and longitudes [rad]; None where one lies in orbit, which is told elsewhere."""
    places = [scenario.places[p] for p in coast]
    if not all(isinstance(p, Ground) for p in places):
        return None
    lat = [p.lat.best for p in places if isinstance(p, Ground)]
    return np.array(lat), np.array([p.lon.best for p in places])


def _told(attempt: Callable[[], object], path: Path_) -> Iterator[Notice]:
    """What an attempt is refused for, with the advice after its semicolon apart."""
    try:
        attempt()
    except NoroshiError as error:
        what, _, hint = str(error).partition("; ")
        yield path, what, hint


def _outline(waters: Waters) -> None:
    check_outline(waters.outline)
    size = area_within(waters.outline)
    if size < SMALLEST:
        raise NoroshiError(
            f"the outline holds {size / KILOMETRE**2:.2g} km², too little to be watched; write "
            f"corners around {SMALLEST / KILOMETRE**2:g} km² or more, in the order in which one "
            "walks around it"
        )
    check_cells(waters.outline, resolution_for(waters.outline, _CELLS))


def _approach(waters: Waters, lat: Floats, lon: Floats) -> None:
    between, begin, limit = waters.approach_bearings, waters.approach_from, waters.limit
    _open_sea(tuple(lat.tolist()), tuple(lon.tolist()), between, begin, limit)


@lru_cache(_KNOWN)
def _open_sea(
    lat: tuple[float, ...],
    lon: tuple[float, ...],
    between: tuple[float, float] | None,
    begin: float,
    limit: float,
) -> None:
    """Refuse a coast that no vessel comes to; most changed worlds have the same ones."""

    def sail(way: Floats) -> None:
        route = approach_routes(np.array(lat), np.array(lon), way, begin=begin, limit=limit)
        over_sea(route, land_within(window(route)))

    with suppress(NoroshiError):
        # The first, however many there are: one that is clear is enough.
        sail(bearings(1, between))
        return
    for count in _WAYS:
        sail(bearings(count, between))


def _vessels(scenario: Scenario, waters: Waters) -> Iterator[Notice]:
    for name in waters.vessels:
        longest = waters.approach_from / scenario.vessels[name].speed.low
        if longest > LONGEST_APPROACH:
            most = waters.approach_from / LONGEST_APPROACH
            yield (
                ("vessels", name, "speed"),
                f"an approach to '{waters.id}' of {waters.approach_from / KILOMETRE:.0f} km takes "
                f"up to {longest / DAY:.0f} days, more than {LONGEST_APPROACH / DAY:.0f}",
                f"write a speed above {1.01 * most:.3g} m/s, or a nearer `approach_from`",
            )


def _belts(scenario: Scenario) -> Iterator[Notice]:
    """Belts whose outline no map can hold."""
    for key, area in scenario.areas.items():
        if not isinstance(area, Belt):
            continue
        coast = _points(scenario, area.coast)
        for field in ("outer", "inner") if area.inner else ("outer",):
            if coast is not None:
                breadth = partial(check_belt, *coast, getattr(area, field))
                yield from _told(breadth, ("areas", key, field))
