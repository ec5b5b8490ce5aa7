"""What is found about one flight: every number, and how it is told."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from noroshi.kept import Aside
from noroshi.questions.answer import (
    Answer,
    Column,
    PlainData,
    Table,
    spread,
)
from noroshi.questions.base import Case, Progress
from noroshi.questions.flight import Options
from noroshi.questions.flight.figures import figures
from noroshi.questions.flight.words import headline, text
from noroshi.questions.worked_out import WorkedOut, read_from, worked_out
from noroshi.scenario.records import WARNED, Scenario

Floats = NDArray[np.float64]


def answer(case: Case, options: Options) -> Answer:
    """How a published flight goes, which sensors see it, and how near it passes to places.

    Raises:
        NoroshiError: an option means nothing.
        Refused: the flight cannot be.
    """
    worlds = (read_from(world, WARNED) for world in (case.before, case.after, case.whole))
    asked = tuple(worlds), options, case.draws, case.seed, Aside(case.progress)
    found = worked_out("one flight", _work_out, *asked)
    data = found.data
    return Answer(
        data=data,
        headline=headline(data),
        text=text(data),
        tables=tuple(_tables(data)),
        figures=figures(data),
        layers=found.layers,
        limits=found.limits,
        sources=found.sources,
    )


def _work_out(
    worlds: tuple[Scenario, Scenario, Scenario],
    options: Options,
    draws: int,
    seed: int,
    told: Aside[Progress],
) -> WorkedOut:
    """Examine the flight in the two postures and in all that is declared."""
    from noroshi.questions.flight.work import work_out  # only now: what is kept needs none of it

    before, after, whole = worlds
    return work_out(Case(before, after, whole, draws, seed, progress=told.value), options)


def _tables(data: PlainData) -> Iterator[Table]:
    over = str(data["varied"].item())
    varied = f"Median, and 5 to 95 % over the {over} of the class." if over else ""
    yield Table(
        name="flight",
        title="The flight",
        data=data,
        rows=(),
        columns=(
            Column("launched_from", "from", "text"),
            Column("range", "range", "whole km"),
            Column("bearing", "bearing", "bearing"),
            Column("apogee", "apogee", "whole km"),
            Column("apogee_time", "apogee after", "minutes"),
            Column("powered_time", "powered", "seconds"),
            Column("burnout_altitude", "burn-out altitude", "km or more"),
            Column("flight_time", "flight time", "minutes"),
            Column("least_flight_time", "least over this apogee", "minutes"),
            Column("equivalent_range", "equivalent range", "km or more"),
            Column("vehicle_class_name", "vehicle class", "text"),
        ),
        note=f"{varied} Equivalent range: of the same powered phase on the trajectory of greatest "
        "range, on an Earth that does not turn.".strip(),
    )
    if seers := in_order(data):
        yield Table(
            name="sensors",
            title="Which sensors confirm it, and when, after launch",
            data=data,
            rows=("sensor",),
            columns=(
                Column("confirmed", "before", "time", {"posture": "before"}),
                Column("confirmed", "after", "time", {"posture": "after"}),
                Column("custody", "custody after", "time", {"posture": "after"}),
            ),
            keep={"sensor": seers},
            note="Median, and 5 to 95 % of draws of what is declared of the sensors. Sensors that "
            "confirm it in no more than half of the draws are left out.",
        )
    if data.sizes["place"]:
        yield Table(
            name="passes",
            title="How near it passes to places, over the ground",
            data=data,
            rows=("place",),
            columns=(
                Column("pass_time", "after launch", "minutes"),
                Column("pass_distance", "away", "whole km"),
                Column("pass_altitude", "at altitude", "whole km"),
            ),
        )


def in_order(data: PlainData) -> list[str]:
    """Ids of the sensors that confirm the flight in most draws of a posture; the first first."""
    median = spread(data, "confirmed").p50
    soonest = np.where(np.isnan(median), np.inf, median).min(axis=0)
    order = np.argsort(soonest, kind="stable")
    return [str(data["sensor"][i]) for i in order if np.isfinite(soonest[i])]
