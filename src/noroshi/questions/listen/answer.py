"""Is a nuclear test heard, placed and sized, and by whom: every number, and how it is told."""

from typing import Final

from noroshi.questions.answer import Answer
from noroshi.questions.base import Case
from noroshi.questions.listen import Options
from noroshi.questions.listen.checks import MEASURES
from noroshi.questions.listen.choice import choose
from noroshi.questions.listen.compute import listen
from noroshi.questions.listen.data import data_of
from noroshi.questions.listen.figures import figures
from noroshi.questions.listen.layers import layers
from noroshi.questions.listen.tables import tables
from noroshi.questions.listen.words import ListenNumbers, headline, limits, named, text
from noroshi.questions.sources import cited

SECTIONS: Final = ("seismic_networks", "seismometers", "seismic_events")
"""Whose entries the answer rests on."""


def answer(case: Case, options: Options) -> Answer:
    """Who hears the event, how well it is placed, how large it was."""
    asked = choose(case, options)
    case.progress("listening", 0.0)
    found = ListenNumbers(data_of(listen(asked, draws=case.draws, seed=case.seed)))
    return Answer(
        title=f"Is {named(found)} heard, placed and sized, and by whom?",
        data=found.plain,
        headline=headline(found),
        text=text(found),
        tables=tuple(tables(found)),
        figures=tuple(figures(found)),
        layers=tuple(layers(found)),
        limits=limits(),
        sources=cited(asked.world, SECTIONS),
        measures=MEASURES,
    )
