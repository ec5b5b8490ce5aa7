"""How old the picture of watched waters is, cell by cell."""

from typing import Final

import numpy as np
import xarray as xr

from noroshi.assessment.lookouts import DECLARED, PEAK
from noroshi.assessment.waters_watch import WatersWatch
from noroshi.earth.cells import cells, resolution_for
from noroshi.measures.coverage import coverage
from noroshi.measures.revisit import revisit
from noroshi.measures.windows import Windows
from noroshi.watching.glimpse import DAY
from noroshi.watching.payloads import Vessel
from noroshi.watching.picture import seen
from noroshi.watching.scene import points

STEP: Final = 1200.0
"""Between the instants at which all cells are looked over [s]: what is said is good to that."""
CELLS: Final = 150
PERIOD: Final = 15.0 * DAY
MOST_DRAWS: Final = 16
"""A map shows a median; more draws would not move its colours."""


def waters_picture(watch: WatersWatch, *, period: float = PERIOD) -> xr.Dataset:
    """Coverage, revisit and age of the picture, for the first of the vessels.

    As patrols are declared, in the season of the reading `peak`, by radars that scan: a cell is
    seen when looks from where a craft is would more likely than not detect the vessel there within
    `STEP`, and then counts as seen all through it.

    Returns:
        what `coverage` and `revisit` give, over `target` (h3 cells, with `lat`, `lon` [rad] and
        `area` [m²]) and the first `MOST_DRAWS` draws.
    """
    grid = cells(watch.waters.outline, resolution_for(watch.waters.outline, CELLS))
    draws = min(watch.draws.count, MOST_DRAWS)
    kind = watch.vessels[0]
    vessel = Vessel(*(watch.draws(e) for e in (kind.length, kind.speed, kind.cross_section)))
    day = (watch.peak - watch.asked.start).days if watch.peak else 0
    instants = np.asarray((np.arange(int(period / STEP)) + 0.5) * STEP)
    looked = seen(
        [g.squad for g in watch.groups],
        points(grid.lat, grid.lon),
        vessel,
        instants,
        draws=draws,
        reading=PEAK if watch.peak else DECLARED,
        day=day,
    )
    instant, target, draw = np.nonzero(looked)
    span = (0.0, len(instants) * STEP)
    begin = np.asarray(instant * STEP, dtype=np.float64)
    windows = Windows(target, draw, begin, np.asarray(begin + STEP), len(grid.id), draws, span)
    found = xr.merge([coverage(windows, area=grid.area), revisit(windows)])
    own = {"cell": grid.id, "lat": grid.lat, "lon": grid.lon, "area": grid.area}
    return found.assign_coords({name: ("target", values) for name, values in own.items()})
