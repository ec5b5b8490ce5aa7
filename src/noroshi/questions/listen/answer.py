"""Is a nuclear test heard, placed and sized, and by whom: every number, and how it is told."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from noroshi.questions.answer import Answer, Drivers
from noroshi.questions.base import Case
from noroshi.questions.listen import Options
from noroshi.questions.listen.checks import MEASURES
from noroshi.questions.listen.choice import choose
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
from noroshi.stats import drivers

LEVEL: Final = 0.05
"""Chance of a false driver over all lists."""
_DRIVEN: Final = {
    "hear": "how many stations hear the event",
    "threshold_sure": "how small a shot the network hears with 90 %",
}
SECTIONS: Final = ("seismic_networks", "seismometers", "seismic_events")
"""Whose entries the answer rests on."""


def answer(case: Case, options: Options) -> Answer:
    """Who hears the event, how well it is placed, how large it was."""
    asked = choose(case, options)
    case.progress("listening", 0.0)
    worked_out = listen(asked, draws=case.draws, seed=case.seed)
    found = ListenNumbers(data_of(worked_out))
    return Answer(
        title=f"Is {named(found)} heard, placed and sized, and by whom?",
        data=found.plain,
        headline=headline(found),
        text=text(found),
        tables=tuple(tables(found)),
        figures=tuple(figures(found)),
        layers=tuple(layers(found)),
        drivers=tuple(_drivers(worked_out, found)),
        limits=limits(found),
        sources=cited(asked.world, SECTIONS),
        measures=MEASURES,
    )


def _drivers(worked_out: Listening, found: ListenNumbers) -> Iterator[Drivers]:
    """What the number of stations goes with, and what the threshold."""
    points = dict(worked_out.draws.points)
    for variable, words in _DRIVEN.items():
        values = found.array(variable, **found.main)
        if points and np.isfinite(values).all():
            driving = drivers(points, values, level=LEVEL / len(_DRIVEN))
            yield Drivers(variable, found.main, words, tuple(driving))
