"""Is a nuclear test heard, placed and sized, and by whom: every number, and how it is told."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from noroshi.questions.answer import Answer, Drivers
from noroshi.questions.base import Case
from noroshi.questions.listen import Options
from noroshi.questions.listen.checks import MEASURES
from noroshi.questions.listen.choice import Asked, choose
from noroshi.questions.listen.compute import Listening, listen
from noroshi.questions.listen.data import data_of
from noroshi.questions.listen.figures import figures
from noroshi.questions.listen.headline import headline
from noroshi.questions.listen.layers import layers
from noroshi.questions.listen.limits import limits
from noroshi.questions.listen.reading import ListenNumbers, named
from noroshi.questions.listen.tables import tables
from noroshi.questions.listen.words import text
from noroshi.questions.sources import cited
from noroshi.questions.worked_out import WorkedOut, read_from, worked_out
from noroshi.stats import drivers
from noroshi.world.sections import sections_for

LEVEL: Final = 0.05
"""Chance of a false driver over all lists."""
_DRIVEN: Final = {
    "hear": "how many stations hear the event",
    "threshold_sure": "how small a shot the network hears with 90 %",
}
SECTIONS: Final = ("seismic_networks", "seismometers", "seismic_events")
"""Whose entries the answer rests on."""
READ: Final = sections_for("world", "listen")
"""What is read of a world."""


def answer(case: Case, options: Options) -> Answer:
    """Who hears the event, how well it is placed, how large it was."""
    asked = choose(case, options)
    case.progress("listening", 0.0)
    read = replace(asked, world=read_from(asked.world, READ))
    return _written(worked_out("listen", _work_out, read, case.draws, case.seed))


def _work_out(asked: Asked, draws: int, seed: int) -> WorkedOut:
    """Listen for what is asked about."""
    heard = listen(asked, draws=draws, seed=seed)
    found = ListenNumbers(data_of(heard))
    return WorkedOut(
        data=found.plain,
        layers=tuple(layers(found)),
        drivers=tuple(_drivers(heard, found)),
        limits=limits(found),
        sources=cited(asked.world, SECTIONS),
    )


def _written(made: WorkedOut) -> Answer:
    """The answer as it is told, from what was worked out."""
    found = ListenNumbers(made.data)
    return Answer(
        title=f"Is {named(found)} heard, placed and sized, and by whom?",
        data=found.plain,
        headline=headline(found),
        text=text(found),
        tables=tuple(tables(found)),
        figures=tuple(figures(found)),
        layers=made.layers,
        drivers=made.drivers,
        limits=made.limits,
        sources=made.sources,
        measures=MEASURES,
    )


def _drivers(heard: Listening, found: ListenNumbers) -> Iterator[Drivers]:
    """What the number of stations goes with, and what the threshold."""
    points = dict(heard.draws.points)
    for variable, words in _DRIVEN.items():
        values = found.array(variable, **found.main)
        if points and np.isfinite(values).all():
            driving = drivers(points, values, level=LEVEL / len(_DRIVEN))
            yield Drivers(variable, found.main, words, tuple(driving))
