"""How early each city is warned: the answer, from the numbers of both postures."""

from collections.abc import Iterator
from typing import Final

import xarray as xr

from noroshi.questions.answer import Answer, Drivers
from noroshi.questions.base import Case, NoOptions, OwnStage
from noroshi.questions.sources import cited
from noroshi.questions.warning.checks import MEASURES
from noroshi.questions.warning.data import data_of
from noroshi.questions.warning.figures import figures
from noroshi.questions.warning.headline import headline
from noroshi.questions.warning.layers import layers
from noroshi.questions.warning.limits import limits
from noroshi.questions.warning.pipe.compared import compared
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.reading import Told
from noroshi.questions.warning.tables import tables
from noroshi.questions.warning.words import text
from noroshi.scenario.records import WARNED
from noroshi.stats import drivers

SECTIONS: Final = ("header", *WARNED)
"""Whose entries the answer rests on."""
LEVEL: Final = 0.0125
"""Chance of a false driver in one list: 5 % over the four lists of a run on two parties."""


def answer(case: Case, _options: NoOptions) -> Answer:
    """How early each city is warned, before and after."""
    comparison = compared(case)
    case.progress(OwnStage("summing up"), 0.0)
    return answer_of(comparison, every_draw=case.every_draw)


def answer_of(comparison: Comparison, *, every_draw: bool = True) -> Answer:
    """The answer from both postures, assessed."""
    data = data_of(comparison, every_draw=every_draw)
    shown = layers(comparison, data)
    return Answer(
        data=data,
        headline=headline(data),
        text=text(data),
        tables=tables(data),
        figures=figures(Told(data), shown),
        layers=shown,
        drivers=tuple(_drivers(comparison, data)),
        limits=limits(comparison),
        sources=cited(comparison.after.scenario, SECTIONS),
        measures=MEASURES,
    )


def _drivers(comparison: Comparison, data: xr.Dataset) -> Iterator[Drivers]:
    """What the gain and the warning of each party go with, beyond chance."""
    points = dict(comparison.after.draws.points)
    names = dict(zip(data["whom"].to_numpy(), data["whom_name"].to_numpy(), strict=True))
    for one in (w for w in names if not data["whom_place"].sel(whom=w).item()):
        for variable, words in (
            ("gain", "what {} gains"),
            ("warning_after_about_mean", "the warning of {}"),
        ):
            values = data[variable].sel(whom=one).to_numpy()
            found = tuple(drivers(points, values, level=LEVEL))
            yield Drivers(variable, {"whom": str(one)}, words.format(names[one]), found)
