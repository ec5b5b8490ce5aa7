"""How often watched waters are seen, by how many, and how old their picture is, cell by cell."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from noroshi.access.glimpse import DAY
from noroshi.access.payloads import Vessel
from noroshi.access.picture import Counts, seen_by_each
from noroshi.access.problem import points
from noroshi.access.watched import Column, waiting
from noroshi.earth.cells import Cells, cells, resolution_for
from noroshi.questions.plain_data import PlainData, Values
from noroshi.questions.waters.compute import WatersWatch
from noroshi.questions.waters.lookouts import DECLARED, PEAK

STEP: Final = 1200.0
"""Between the instants at which all cells are looked over [s]: what is said is good to that."""
CELLS: Final = 150
PERIOD: Final = 15.0 * DAY
FOLDS: Final = 3
"""Craft that see a cell at once, at most, that are told apart."""
MOST_DRAWS: Final = 32
"""A map shows a median; more draws would not move its colours."""
_GOLDEN: Final = 0.6180339887498949
"""Shares apart by it are spread nearly evenly, however many there are."""


def waters_pictures(
    watches: Sequence[WatersWatch], *, period: float = PERIOD
) -> tuple[PlainData, ...]:
    """Coverage, N-fold coverage, revisit and age of the picture, for the first of the vessels.

    Of postures that face the same; each has its own.

    As patrols are declared, in the season of the reading `peak`, by radars that scan: a cell is
    seen when looks from where a craft is would more likely than not detect the vessel there within
    `STEP`, and then counts as seen all through it. Each draw takes another stretch of `period` out
    of all that the fleets fly, as the approaches do.

    The windows of `access.passes` would be exact, but they are windows of view, and whether a
    vessel in view is detected goes by its size and the number of looks; and a craft that circles at
    its station comes into view of each cell at its rim anew in every turn, hundreds of roots a cell
    and draw.

    Returns:
        what `watched` gives, with up to `FOLDS` craft at once, over `target` (h3 cells, with `lat`,
        `lon` [rad] and `area` [m²]) and the first `MOST_DRAWS` draws.
    """
    outline = watches[0].waters.outline
    grid = cells(outline, resolution_for(outline, CELLS))
    own = {"cell": grid.id, "lat": grid.lat, "lon": grid.lon, "area": grid.area}
    at = {name: Values(("target",), values, {}) for name, values in own.items()}
    found = (
        waiting(counts, STEP, area=grid.area, folds=FOLDS)
        for counts in _looked(watches, grid, period)
    )
    return tuple(
        PlainData(_values(columns), {**_values(axes), **at}, {}) for columns, axes in found
    )


def _values(columns: Mapping[str, Column]) -> dict[str, Values]:
    return {name: Values(*column) for name, column in columns.items()}


def _looked(watches: Sequence[WatersWatch], grid: Cells, period: float) -> list[Counts]:
    """How many craft of each posture see each cell in each step, (instant, cell, draw)."""
    watch = watches[0]
    draws = min(watch.draws.count, MOST_DRAWS)
    kind = watch.vessels[0]
    return seen_by_each(
        [[g.squad for g in own.groups] for own in watches],
        points(grid.lat, grid.lon),
        Vessel(*(watch.draws(e) for e in (kind.length, kind.speed, kind.cross_section))),
        np.asarray((np.arange(int(period / STEP)) + 0.5) * STEP),
        step=STEP,
        phase=np.asarray((0.5 + _GOLDEN * np.arange(draws)) % 1.0, dtype=np.float64),
        reading=PEAK if watch.peak else DECLARED,
        day=(watch.peak - watch.asked.start).days if watch.peak else 0,
    )
