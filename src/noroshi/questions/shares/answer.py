"""Who brings which share: every number of both postures, and how it is told."""

from noroshi.kept import Aside
from noroshi.questions.answer import Answer
from noroshi.questions.base import Case, OwnStage
from noroshi.questions.shares import Options
from noroshi.questions.shares.balance_answer import with_balance_told
from noroshi.questions.shares.balance_data import with_balance
from noroshi.questions.shares.checks import MEASURES
from noroshi.questions.shares.data import data_of
from noroshi.questions.shares.figures import figures
from noroshi.questions.shares.tables import tables
from noroshi.questions.shares.words import Shares, headline, limits, text
from noroshi.questions.sources import grounds
from noroshi.questions.warning.pipe.compared import READ, compared
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.worked_out import WorkedOut, worked_out_of_case


def answer(case: Case, options: Options) -> Answer:
    """Who brings which share of the warning and of knowing where, before and after.

    Raises:
        NoroshiError: the later posture declares no flights.
    """
    found = worked_out_of_case("shares", _work_out, case, READ, options)
    return with_balance_told(_written(with_balance(found, case)))


def answer_of(comparison: Comparison, options: Options, seed: int = 0) -> Answer:
    """The answer from both postures, assessed over draws of a seed."""
    return _written(_worked_out(comparison, options, seed))


def _work_out(case: Aside[Case], options: Options, *_read: object) -> WorkedOut:
    comparison = compared(case.value)
    case.value.progress(OwnStage("following flights by some sensors alone"), 0.0)
    return _worked_out(comparison, options, case.value.seed)


def _worked_out(comparison: Comparison, options: Options, seed: int) -> WorkedOut:
    return WorkedOut(
        data=data_of(comparison, options, seed),
        layers=(),
        drivers=(),
        limits=limits(),
        sources=grounds(comparison.after.scenario, "candidates"),
    )


def _written(found: WorkedOut) -> Answer:
    """Words, tables and figures, from the numbers alone."""
    told = Shares(found.data)
    return Answer(
        data=found.data,
        headline=headline(told),
        text=text(told),
        tables=tuple(tables(told)),
        figures=tuple(figures(told)),
        layers=found.layers,
        limits=found.limits,
        sources=found.sources,
        measures=MEASURES,
    )
