"""The moments in order, the steps of the chain, and the sensors."""

from collections.abc import Iterator, Sequence

import numpy as np

from noroshi.present.words import clock, listed
from noroshi.questions.answer import Column, Numbers, Table
from noroshi.questions.variables import POSTURES


def tables(found: Numbers, shown: Sequence[str]) -> Iterator[Table]:
    """The timeline first; `shown` are the ids of its moments."""
    before, after = (label(found, p) for p in POSTURES)
    name = found.word("flight_name")
    yield Table(
        name="timeline",
        title=f"{name}: from launch to impact",
        data=found.plain,
        rows=("event",),
        columns=(
            Column("event_time", before, "median clock", {"posture": "before"}, called="before"),
            Column("event_time", after, "clock", {"posture": "after"}, called="after launch"),
        ),
        keep={"event": list(shown)},
        note="After launch. Medians over the draws, of a sensor over those in which it has the "
        "flight in view, with 5 to 95 % in brackets; each is rounded to what the draws support.",
    )
    yield Table(
        name="chain",
        title="What takes the time until people are told",
        data=found.plain,
        rows=("step",),
        columns=(
            Column("step_time", before, "mean clock only", {"posture": "before"}),
            Column("step_time", after, "mean clock only", {"posture": "after"}),
            Column("step_gain", "gain", "mean change", between=(1, 0)),
        ),
        note=_sum(found),
    )
    for posture in reversed(POSTURES):
        if seen := seeing(found, posture):
            yield _sensors(found, posture, seen)


def _sum(found: Numbers) -> str:
    """What the steps add up to."""
    whole = [
        sum(float(found.spread("step_time", posture=p, step=s).mean) for s in found.names("step"))
        for p in POSTURES
    ]
    said = [f"{clock(t)} ({label(found, p)})" for p, t in zip(POSTURES, whole, strict=True)]
    return (
        "Means over the draws in which people are told. They add up, but for rounding, to the mean "
        f"time until people are told, {listed(said)}; the first table has its median."
    )


def label(found: Numbers, posture: str) -> str:
    """What a posture is called: its date, or its scenario."""
    return found.names("posture")[posture].partition(", ")[2]


def seeing(found: Numbers, posture: str) -> list[str]:
    """Sensors that may have the flight in view under a posture, in order of when, by id."""
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
        data=found.plain,
        rows=("sensor",),
        columns=(
            Column("in_view", "there", "mean share", at),
            Column("rises", "in view", "median clock", at),
            Column("detects", "detects", "median clock", at),
            Column("confirms", "confirms", "median clock", at),
            Column("heard", "heard", "median clock", at),
            Column("loses", "loses it", "median clock", at),
            Column("heard_first", "first", "mean share", at),
        ),
        keep={"sensor": list(seen)},
        note="There: share of the draws in which it is there and has the flight in view; times are "
        "medians of these. Heard: when the report is with the party that warns. First: share of "
        "all draws in which this report is heard before all others.",
    )
