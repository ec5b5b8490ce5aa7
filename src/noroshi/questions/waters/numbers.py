"""Every number of the answer, laid out along waters, postures, vessels and patrols."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.access.glimpse import DAY
from noroshi.questions.answer import Axis, PlainData, declared
from noroshi.questions.naming import posture_names
from noroshi.questions.variables import POSTURES
from noroshi.questions.waters.compute import WatersWatch
from noroshi.questions.waters.lookouts import DECLARED, READINGS, Lookout, posts
from noroshi.questions.waters.noticed import (
    WatersComparison,
    half_noticed,
    near_coast,
    time_left,
)

Floats = NDArray[np.float64]
Post = tuple[str, str]
"""Type of craft, and base."""
_CELLS: Final = {
    "cell_looks": "looks",
    "cell_mean_revisit": "mean_revisit",
    "cell_longest_gap": "longest_gap",
    "cell_mean_gap": "mean_gap",
    "cell_mean_age": "mean_age",
    "cell_mean_break": "mean_break",
    "cell_gap": "gap",
    "cell_time_share": "time_share",
}
"""What the picture of a posture calls it."""


class _Shape:
    """What all waters together have along each axis, and how values are laid out on it."""

    def __init__(self, found: Sequence[WatersComparison]) -> None:
        """Gather the entries of all waters and postures."""
        self.found = found
        every = [w for c in found for w in (c.before, c.after)]
        self.draws = found[0].after.draws.count
        self.vessels = {x.id: x.name for w in every for x in w.vessels}
        self.patrols = {g.patrol: w.scenario.fleets[g.fleet].name for w in every for g in w.groups}
        self.modes = list(dict.fromkeys(m.mode for w in every for g in w.groups for m in g.modes))
        self.ways = max(len(w.ways.bearing) for w in every)
        self.steps = max(len(w.ways.from_coast) for w in every)
        self.cells = [(c, i) for c in found for i in range(c.pictures[1].sizes["target"])]

    def each(self, of: Callable[[WatersWatch], Any]) -> NDArray[Any]:
        """By waters and posture."""
        return np.array([[of(w) for w in (c.before, c.after)] for c in self.found])

    def by_vessel(self, of: Callable[[WatersWatch, int], Floats], *inner: int) -> Floats:
        """By waters, posture and vessel; no number where the waters do not name it."""
        nothing = np.full((*inner, self.draws), np.nan)
        return self.each(
            lambda w: [
                of(w, own[x]) if x in own else nothing
                for own in [{vessel.id: k for k, vessel in enumerate(w.vessels)}]
                for x in self.vessels
            ]
        )

    def by_patrol(self, watch: WatersWatch, of: Callable[[Lookout, int], Any], nothing: Any) -> Any:
        """By patrol; `nothing` where it does not watch the waters."""
        own = {g.patrol: k for k, g in enumerate(watch.groups)}
        return [of(watch.groups[own[p]], own[p]) if p in own else nothing for p in self.patrols]

    def padded(self, values: Floats, *lengths: int) -> Floats:
        """With no number where these waters have fewer ways, or draws."""
        if values.shape == lengths:
            return values
        spare = [(0, n - m) for n, m in zip(lengths, values.shape, strict=True)]
        return np.pad(np.asarray(values, dtype=np.float64), spare, constant_values=np.nan)


def numbers_of(found: Sequence[WatersComparison]) -> PlainData:
    """Every number that comparisons of waters amount to, with its draws."""
    shape = _Shape(found)
    readings, draws = len(READINGS), shape.draws
    noticed = shape.by_vessel(lambda w, k: w.before_limit[k], readings)
    values: dict[str, Any] = {
        "noticed": noticed,
        "change": noticed[:, 1] - noticed[:, 0],
        "noticed_before_coast": shape.by_vessel(
            lambda w, k: w.noticed[k, :, :, -1].mean(axis=1), readings
        ),
        "time_left": shape.by_vessel(
            lambda w, k: np.stack([time_left(w, k, r) for r in range(readings)]), readings
        ),
        "half_noticed_off": shape.by_vessel(
            lambda w, k: np.stack([half_noticed(w, k, r) for r in range(readings)]), readings
        ),
        "noticed_by": shape.by_vessel(
            lambda w, k: w.noticed[k].mean(axis=1), readings, shape.steps
        ),
        **_by_whom(shape),
        "to_limit": [c.after.ways.edge[1:] - c.after.ways.edge[c.after.ways.limit] for c in found],
        "limit": [c.after.waters.limit for c in found],
        "begin": [c.after.waters.approach_from for c in found],
        "sides": [float(len(c.after.ways.bearing)) for c in found],
        "peak_day": [c.after.peak.isoformat() if c.after.peak else "" for c in found],
        "first_vessel": [c.after.vessels[0].id for c in found],
        "posture_date": [str(w.scenario.day or "") for w in (found[0].before, found[0].after)],
        "period": found[0].after.asked.days * DAY,
        "bearing": [shape.padded(c.after.ways.bearing, shape.ways) for c in found],
        "way_latitude": [shape.padded(c.after.ways.lat, shape.ways, shape.steps) for c in found],
        "way_longitude": [shape.padded(c.after.ways.lon, shape.ways, shape.steps) for c in found],
        "noticed_on_way": shape.each(
            lambda w: shape.padded(w.noticed[0, DECLARED], shape.ways, shape.steps, draws)
        ),
        **_pictured(shape),
    }
    return declared(__package__).plain(_axes(shape), values)


def _axes(shape: _Shape) -> list[Axis]:
    first, last = shape.found[0], shape.found[0].pictures[1]
    folds = [int(n) for n in last["fold"]]
    return [
        Axis(
            "waters",
            [c.after.waters.id for c in shape.found],
            [c.after.waters.name for c in shape.found],
            "approaches to",
        ),
        Axis("posture", POSTURES, [_label(first, p) for p in POSTURES]),
        Axis("vessel", list(shape.vessels), list(shape.vessels.values()), "by"),
        Axis("reading", READINGS, _READINGS, "craft there"),
        Axis("patrol", list(shape.patrols), list(shape.patrols.values()), "fleet"),
        Axis("mode", shape.modes, words="radar mode"),
        Axis("step", list(range(shape.steps))),
        Axis("way", list(range(shape.ways))),
        Axis("fold", folds, [f"{n} or more" if n > 1 else "anybody" for n in folds], "at once"),
        Axis("quantile", [float(q) for q in last["quantile"]]),
        Axis("cell", list(range(len(shape.cells)))),
    ]


_READINGS: Final = (
    "as declared",
    "as declared, in the season of what is new",
    "if every sortie went there",
)


def _label(both: WatersComparison, posture: str) -> str:
    return posture_names(both.before.scenario, both.after.scenario)[POSTURES.index(posture)]


def _by_whom(shape: _Shape) -> dict[str, Any]:
    """What each patrol gives, and all satellites together."""
    readings = len(READINGS)
    nothing = np.full((readings, shape.draws), np.nan)

    def whole(watch: WatersWatch, vessel: int) -> Floats:
        return np.asarray(watch.before_limit[vessel])

    def alone(watch: WatersWatch, vessel: int, k: int) -> Floats:
        return np.asarray(watch.alone[vessel, k].mean(axis=1))

    def fall(watch: WatersWatch, vessel: int, k: int) -> Floats:
        return np.asarray(whole(watch, vessel) - watch.without[vessel, k].mean(axis=1))

    def by_both(of: Callable[[WatersWatch, int, int], Floats]) -> Floats:
        return shape.by_vessel(
            lambda w, x: np.array(shape.by_patrol(w, lambda _, k: of(w, x, k), nothing)).reshape(
                len(shape.patrols), readings, shape.draws
            ),
            len(shape.patrols),
            readings,
        )

    def satellites(of: Callable[[WatersWatch, int, int], Floats]) -> Floats:
        none = np.zeros((readings, shape.draws))
        return shape.by_vessel(lambda w, x: of(w, x, -1) if w.imagers else none, readings)

    first = shape.found[0]
    had = {c.before.waters.id: posts(c.before.scenario, c.before.waters.id) for c in shape.found}

    def texts(of: Callable[[WatersWatch, Lookout], str]) -> list[list[str]]:
        return [
            [
                next((of(w, g) for w in own for g in w.groups if g.patrol == p), "")
                for p in shape.patrols
            ]
            for own in ([c.before for c in shape.found], [c.after for c in shape.found])
        ]

    def again(watches: Sequence[WatersWatch], patrol: str, mode: str) -> float:
        modes = (m for w in watches for g in w.groups if g.patrol == patrol for m in g.modes)
        return next((m.every for m in modes if m.mode == mode), np.nan)

    return {
        "alone": by_both(alone),
        "fall_without": by_both(fall),
        "satellites_alone": satellites(alone),
        "satellites_add": satellites(fall),
        "on_station": shape.each(
            lambda w: shape.by_patrol(w, lambda g, _: g.on_station, nothing)
        ).reshape(len(shape.found), 2, len(shape.patrols), readings, shape.draws),
        "in_season": shape.each(lambda w: shape.by_patrol(w, lambda g, _: g.in_season, np.nan)),
        "there_at_peak": shape.each(
            lambda w: shape.by_patrol(w, lambda g, _: float(g.at_peak), np.nan)
        ),
        "new": shape.each(lambda w: shape.by_patrol(w, partial(_is_new, w, had), np.nan)),
        "fleet": texts(lambda _, g: g.fleet),
        "payloads": texts(lambda _, g: ", ".join(g.payloads)),
        "radar_mode": texts(lambda _, g: g.modes[0].mode if g.modes else ""),
        "looks_again_after": np.array(
            [
                [[again(own, p, m) for m in shape.modes] for p in shape.patrols]
                for own in ([c.before for c in shape.found], [c.after for c in shape.found])
            ]
        ).reshape(2, len(shape.patrols), len(shape.modes)),
        "imagers": [float(len(w.imagers)) for w in (first.before, first.after)],
    }


def _is_new(
    watch: WatersWatch, had: Mapping[str, Collection[Post]], group: Lookout, _: int
) -> float:
    """Whether no fleet of its type watched the waters from its base before."""
    fleet = watch.scenario.fleets[group.fleet]
    return float((fleet.platform, fleet.base) not in had[watch.waters.id])


def _pictured(shape: _Shape) -> dict[str, Any]:
    """How old the picture of the sea is; draws beyond those that are mapped have no number."""
    found, draws = shape.found, shape.draws

    def coast(name: str) -> Floats:
        return np.array(
            [
                [
                    shape.padded(near_coast(w, cells, name), draws)
                    for w, cells in zip((c.before, c.after), c.pictures, strict=True)
                ]
                for c in found
            ]
        )

    def each(name: str) -> Floats:
        values = ([cells[name] for cells in c.pictures] for c in found)
        return np.array([[shape.padded(v, len(v), draws) for v in both] for both in values])

    def by_cell(name: str) -> NDArray[np.float32]:
        """Of a thousand cells in a thousand draws: single precision keeps 0.1 s of a fortnight."""
        parts = [[c.pictures[p][name] for c in found] for p in (0, 1)]
        inner = parts[0][0].shape[:-2]
        every = np.full((2, *inner, len(shape.cells), draws), np.nan, dtype=np.float32)
        for whole, own_ in zip(every, parts, strict=True):
            first = 0
            for values in own_:
                cells, mapped = values.shape[-2:]
                whole[..., first : first + cells, :mapped] = values
                first += cells
        return every

    own = [c.pictures[1] for c in found]
    return {
        "in_view": each("coverage"),
        "area_in_view": each("watched_area"),
        "coast_age": coast("mean_age"),
        "coast_break": coast("mean_break"),
        "cell_waters": [c.after.waters.id for c, _ in shape.cells],
        "cell_index": [f"{int(i):x}" for cells in own for i in cells["cell"]],
        "cell_latitude": np.concatenate([cells["lat"] for cells in own]),
        "cell_longitude": np.concatenate([cells["lon"] for cells in own]),
        "cell_area": np.concatenate([cells["area"] for cells in own]),
        **{variable: by_cell(name) for variable, name in _CELLS.items()},
    }
