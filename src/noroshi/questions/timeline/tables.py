"""The moments in order, the steps of the chain, and the sensors."""

from collections.abc import Iterator, Sequence

import numpy as np

from noroshi.questions.answer import Column, Numbers, Table
from noroshi.questions.variables import POSTURES


def tables(found: Numbers, shown: Sequence[str]) -> Iterator[Table]:
    """The timeline first; `shown` are the ids of its moments."""
    before, after = (label(found, p) for p in POSTURES)
    name = found.word("flight_name")
    yield Table(
        name="timeline",
        title=f"{name}: from launch to impact",
        data=found.data,
        rows=("event",),
        columns=(
            Column("event_time", before, "median clock", {"posture": "before"}),
            Column("event_time", after, "clock", {"posture": "after"}),
        ),
        keep={"event": list(shown)},
        note="After launch. Medians over the draws, with 5 to 95 % in brackets.",
    )
    yield Table(
        name="chain",
        title="What takes the time until people are told",
        data=found.data,
        rows=("step",),
        columns=(
            Column("step_takes", before, "median clock", {"posture": "before"}),
            Column("step_takes", after, "median clock", {"posture": "after"}),
            Column("step_gain", "gain", "change"),
            Column("reached", f"ends, {after}", "clock", {"posture": "after"}),
        ),
        note="Each step by itself, between the medians of its ends: they add up to when people are "
        "told. When a step ends: after launch, with 5 to 95 %.",
    )
    for posture in reversed(POSTURES):
        if seen := seeing(found, posture):
            yield _sensors(found, posture, seen)


def label(found: Numbers, posture: str) -> str:
    """What a posture is called: its date, or its scenario."""
    return found.names("posture")[posture].partition(", ")[2]


def seeing(found: Numbers, posture: str) -> list[str]:
    """Sensors that have the flight in view under a posture, in order of when they do, by id."""
    rises = {
        s: float(found.spread("rises", posture=posture, sensor=s).p50)
        for s in found.names("sensor")
    }
    return sorted((s for s, rise in rises.items() if np.isfinite(rise)), key=lambda s: rises[s])


def _sensors(found: Numbers, posture: str, seen: Sequence[str]) -> Table:
    at = {"posture": posture}
    return Table(
        name="sensors" if posture == "after" else "sensors_before",
        title=f"What each sensor sees of it, {label(found, posture)}",
        data=found.data,
        rows=("sensor",),
        columns=(
            Column("rises", "in view", "median clock", at),
            Column("detects", "detects", "median clock", at),
            Column("confirms", "confirms", "median clock", at),
            Column("heard", "heard", "median clock", at),
            Column("loses", "loses it", "median clock", at),
            Column("heard_first", "first", "mean share", at),
        ),
        keep={"sensor": list(seen)},
        note="Medians after launch. Heard: when the report is with the party that warns. First: "
        "share of the draws in which this report is heard before all others.",
    )
