"""How early each city is warned: the answer, from the numbers of both postures."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from noroshi.kept import Aside
from noroshi.questions.answer import Answer, Drivers, PlainData
from noroshi.questions.base import Case, Estimated, NoOptions, OwnStage
from noroshi.questions.sources import grounds
from noroshi.questions.warning.checks import MEASURES
from noroshi.questions.warning.data import data_of
from noroshi.questions.warning.figures import figures
from noroshi.questions.warning.headline import headline
from noroshi.questions.warning.layers import layers
from noroshi.questions.warning.limits import limits
from noroshi.questions.warning.pipe.compared import READ, compared
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.reading import Told
from noroshi.questions.warning.tables import tables
from noroshi.questions.warning.words import text
from noroshi.questions.worked_out import WorkedOut, worked_out_of_case
from noroshi.stats import drivers

LEVEL: Final = 0.0125
"""Chance of a false driver in one list: 5 % over the four lists of a run on two parties."""


def answer(case: Case, _options: NoOptions) -> Answer:
    """How early each city is warned, before and after."""
    return _written(worked_out_of_case("warning", _work_out, case, READ))


def _work_out(case: Aside[Case], *_read: object) -> WorkedOut:
    told = case.value.estimated
    comparison = compared(case.value, None if told is None else partial(_estimate, told))
    case.value.progress(OwnStage("summing up"), 0.0)
    return _worked_out(comparison, every_draw=case.value.every_draw)


def _estimate(told: Estimated, some: Comparison) -> None:
    """Tell what some draws alone say of whether it helped."""
    told(headline(data_of(some, every_draw=False)).verdict, some.after.draws.count)


def answer_of(comparison: Comparison, *, every_draw: bool = True) -> Answer:
    """The answer from both postures, assessed."""
    return _written(_worked_out(comparison, every_draw=every_draw))


def _worked_out(comparison: Comparison, *, every_draw: bool) -> WorkedOut:
    data = data_of(comparison, every_draw=every_draw)
    return WorkedOut(
        data=data,
        layers=layers(comparison, data),
        drivers=tuple(_drivers(comparison, data)),
        limits=limits(comparison),
        sources=grounds(comparison.after.scenario),
    )


def _written(found: WorkedOut) -> Answer:
    """Words, tables and figures, from the numbers alone."""
    data = found.data
    return Answer(
        data=found.data,
        headline=headline(data),
        text=text(data),
        tables=tables(data),
        figures=figures(Told(data), found.layers),
        layers=found.layers,
        drivers=found.drivers,
        limits=found.limits,
        sources=found.sources,
        measures=MEASURES,
    )


def _drivers(comparison: Comparison, data: PlainData) -> Iterator[Drivers]:
    """What the gain and the warning of each party go with, beyond chance."""
    points, told = dict(comparison.after.draws.points), Told(data)
    for one in (w for w in told.whom if not told.word("whom_place", whom=w)):
        for variable, words in (
            ("gain", "what {} gains"),
            ("warning_after_about_mean", "the warning of {}"),
        ):
            values = told.array(variable, whom=one)
            found = tuple(drivers(points, values, level=LEVEL))
            yield Drivers(variable, {"whom": one}, words.format(told.whom[one]), found)
