"""Whether approaches are noticed: every number with its draws, and how it is told."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.errors import NoroshiError
from noroshi.kept import Aside
from noroshi.questions.answer import Answer, Drivers, Numbers, PlainData
from noroshi.questions.base import Case, OwnStage, Progress
from noroshi.questions.sources import cited
from noroshi.questions.waters import Options, maps
from noroshi.questions.waters.checks import MEASURES
from noroshi.questions.waters.compute import (
    OVERHEAD,
    WatersTerms,
    WatersWatch,
    watch_waters_postures,
)
from noroshi.questions.waters.figures import figures
from noroshi.questions.waters.layers import layers
from noroshi.questions.waters.noticed import (
    WatersComparison,
    refuse_unpaired,
)
from noroshi.questions.waters.numbers import numbers_of
from noroshi.questions.waters.picture import waters_pictures
from noroshi.questions.waters.tables import tables
from noroshi.questions.waters.words import headline, limits, text
from noroshi.questions.worked_out import WorkedOut, read_from, worked_out
from noroshi.scenario.records import Scenario
from noroshi.stats import Driver, drivers
from noroshi.world.sections import sections_for

Floats = NDArray[np.float64]
_STAGE: Final = "approaching a coast"
LEVEL: Final = 0.025
"""Chance of a false driver in one list: 5 % over the two of some waters."""
SECTIONS: Final = (
    "platforms", "payloads", "fleets", "stations", "patrols", "skies", "vessels", "waters"
)  # fmt: skip
"""Whose entries the answer rests on."""
READ: Final = sections_for("world", "watch")
"""What is read of a world."""


def answer(case: Case, options: Options) -> Answer:
    """Whether approaches to all that is asked about are noticed, in both postures."""
    names = options.waters or tuple(case.after.waters)
    if not names:
        raise NoroshiError("no waters are declared; write an entry under `waters`")
    case.progress(_STAGE, 0.0)
    postures = tuple(read_from(world, READ) for world in (case.before, case.after))
    terms = tuple(_asked(case.after, name, options) for name in names)
    asked = postures, names, terms, case.draws, case.seed, Aside(case.progress)
    return written(worked_out("waters", _work_out, *asked))


def _work_out(
    postures: Sequence[Scenario],
    names: Sequence[str],
    terms: Sequence[WatersTerms],
    draws: int,
    seed: int,
    told: Aside[Progress],
) -> WorkedOut:
    """Watch all of the waters in both postures."""
    found = []
    for number, (name, asked) in enumerate(zip(names, terms, strict=True)):

        def share(of_these: float, before: int = number) -> None:
            stage = OwnStage(_STAGE) if of_these in (OVERHEAD, 1.0) else _STAGE
            told.value(stage, (before + of_these) / len(names))

        watched = watch_waters_postures(postures, name, asked, draws=draws, seed=seed, told=share)
        share(1.0)
        found.append(_without_rosters(compared(*watched)))
    told.value(OwnStage(_STAGE), 1.0)
    return worked_out_of(found)


def _without_rosters(both: WatersComparison) -> WatersComparison:
    """The same without what fleets fly, which no one reads once the pictures are made."""

    def lighter(watch: WatersWatch) -> WatersWatch:
        groups = (g._replace(squad=g.squad._replace(rosters=())) for g in watch.groups)
        return replace(watch, groups=tuple(groups))

    return both._replace(before=lighter(both.before), after=lighter(both.after))


def _asked(posture: Scenario, name: str, options: Options) -> WatersTerms:
    if posture.day is None:
        raise ValueError("cut the scenario at a date first")
    known = posture.waters.get(name)
    vessels = None if known is None else known.vessels[: options.vessels]
    return WatersTerms(posture.day, options.days, vessels, options.sides)


def compared(before: WatersWatch, after: WatersWatch) -> WatersComparison:
    """Two postures side by side, with their pictures of the sea.

    Raises:
        ValueError: the two do not face the same approaches in the same draws.
    """
    refuse_unpaired(before, after)
    was, now = waters_pictures([before, after])
    return WatersComparison(before, after, (was, now))


def answer_of(found: Sequence[WatersComparison]) -> Answer:
    """The answer from comparisons.

    Args:
        found: a comparison for each of the waters, all of the same postures and period.
    """
    return written(worked_out_of(found))


def worked_out_of(found: Sequence[WatersComparison]) -> WorkedOut:
    """What comparisons of waters amount to; see `answer_of`."""
    data = numbers_of(found)
    return WorkedOut(
        data=data,
        layers=tuple(layers(found, data)),
        drivers=tuple(_drivers(found, data)),
        limits=tuple(limits(found)),
        sources=cited(found[0].after.scenario, SECTIONS),
    )


def written(found: WorkedOut) -> Answer:
    """The answer as it is told, from what was worked out."""
    data, on_map = found.data, {layer.name: layer for layer in found.layers}
    return Answer(
        data=data,
        headline=headline(data),
        text=text(data),
        tables=tuple(tables(data)),
        figures=(
            *figures(data),
            *maps.figures(data, on_map),
        ),
        layers=found.layers,
        drivers=found.drivers,
        limits=found.limits,
        sources=found.sources,
        measures=MEASURES,
    )


def _drivers(found: Sequence[WatersComparison], data: PlainData) -> Iterator[Drivers]:
    """What the probability for the first type of vessel goes with, and what its change does."""
    for both in found:
        waters = both.after.waters
        at = {"waters": waters.id, "vessel": both.after.vessels[0].id, "reading": "declared"}
        level = {**at, "posture": "after"}
        for variable, where, said in (
            ("noticed", level, "how often approaches are noticed"),
            ("change", at, "how much more often approaches are noticed"),
        ):
            values = Numbers(data).array(variable, **where)
            words = f"{said}: {waters.name}"
            yield Drivers(variable, where, words, driving(both.after, values))


def driving(watch: WatersWatch, values: Floats) -> tuple[Driver, ...]:
    """Assumptions beyond chance, strongest first.

    How long looks are remembered is looked for by itself, with half of the chance of a false name:
    it is the model's own and known to matter, and need not stand out among a hundred others.
    """
    others = dict(watch.draws.points)
    name = watch.waters.look_memory.dimension
    own = {name: others.pop(name)} if name in others else {}
    found = [d for some in (own, others) for d in drivers(some, values, level=0.5 * LEVEL)]
    return tuple(sorted(found, key=lambda d: -abs(d.correlation)))
