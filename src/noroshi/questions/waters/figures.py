"""Whether approaches are noticed, drawn against the distance that is left."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from noroshi.present import charts
from noroshi.present.charts import Field, Spec
from noroshi.questions.answer import Figure, PlainData
from noroshi.questions.variables import POSTURES
from noroshi.questions.waters.words import WatersNumbers, coasts, noticed_title
from noroshi.stats import Interval

if TYPE_CHECKING:
    import xarray as xr

_KM: Final = 1e3
_FLOWN: Final = "if all sorties went there"


def figures(data: "xr.Dataset | PlainData") -> Iterator[Figure]:
    """By waters: how many have been noticed by so far off."""
    for coast in coasts(data):
        yield Figure(
            name=f"noticed-{coast.id}",
            title=noticed_title(coast, "after"),
            caption="Mean over all approaches by the first type of vessel. Line: median of the "
            "draws; band, of the later posture: 5 to 95 %. Dotted: if every sortie of the same "
            "fleets went there.",
            variables=("noticed_by", "to_limit"),
            draw=partial(curve, coast),
        )


def curve(coast: WatersNumbers) -> Spec:
    """Probability of having been noticed against the distance that is left to the limit."""
    beyond = coast.numbers.number("begin") - coast.numbers.number("limit")
    to_limit = coast.numbers.array("to_limit")
    off = np.append(beyond, to_limit) / _KM
    rows = [
        {"off": float(km), "series": name, **_three(values, i - 1, band=band)}
        for name, _, values, band in _curves(coast)
        for i, km in enumerate(off)
    ]
    spec = charts.lines(
        rows,
        Field("off", "distance left to the territorial sea", "km"),
        Field("mid", "has been noticed", "%"),
        low="low",
        high="high",
        series=Field("series"),
        roles={name: role for name, role, _, _ in _curves(coast)},
        title=noticed_title(coast, "after"),
    )
    return charts.with_span(spec, (0.0, float(off[-1])), "territorial sea")


def _curves(coast: WatersNumbers) -> list[tuple[str, str, Interval, bool]]:
    """Name, role and values by step, and whether the band is drawn."""
    by = "noticed_by"
    return [
        *(
            (coast.labels[posture], posture, coast.level(by, posture=posture), posture == "after")
            for posture in POSTURES
        ),
        (_FLOWN, "bound", coast.level(by, "flown"), False),
    ]


def _three(values: Interval, step: int, *, band: bool) -> dict[str, Any]:
    """In per cent; nothing has been noticed before the first step."""
    low, mid, high = (0.0 if step < 0 else 100.0 * float(part[step]) for part in values)
    return {"low": low if band else None, "mid": mid, "high": high if band else None}
