"""One flight along time: who has it in view, detects and confirms it, and the chain below."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from noroshi.present import charts
from noroshi.present.charts import Field, Spec
from noroshi.present.words import middle
from noroshi.questions.answer import Figure, Numbers
from noroshi.questions.timeline.tables import label, seeing
from noroshi.questions.timeline.words import told
from noroshi.questions.variables import POSTURES
from noroshi.questions.warning.example_figures import LEFT, PARTS

Rows = list[dict[str, Any]]
_VIEW: Final = "in view"
_DETECTS, _CONFIRMS = "detected", "confirmed"
_ROLES: Final = {
    _VIEW: "after",
    **dict(PARTS.values()),
    LEFT: "gain",
    _DETECTS: "limit",
    _CONFIRMS: "new",
}
_MOST: Final = 14
"""Sensors, those that detect it first: more make a figure that nobody reads."""


def figures(found: Numbers) -> Iterator[Figure]:
    """The one figure of this answer."""
    yield Figure(
        name="timeline",
        title=figure_title(found),
        caption=f"{found.word('flight_name')}. Bars of sensors: from when the flight enters the "
        f"view until it leaves it, {label(found, 'after')} (of a sensor that is gone: "
        f"{label(found, 'before')}); marks: first detection and confirmation. Below: the chain of "
        "warning, step by step. Medians over the draws, of a sensor over those in which it is "
        "there.",
        variables=("rises", "sets", "detects", "confirms", "reached", "arrival"),
        draw=lambda: _spec(found),
    )


def figure_title(found: Numbers) -> str:
    """When people are told, before and after."""
    place = found.word("place_name")
    was, now = (told(found, p) for p in POSTURES)
    if not np.isfinite(now.p50):
        return f"{place} is not told of this flight in most draws"
    if middle(was) == middle(now):
        return f"{place} is told after {middle(now)}, before and after"
    earlier = f"after {middle(was)}" if np.isfinite(was.p50) else "never"
    return f"{place} is told after {middle(now)}; before: {earlier}"


def rows(found: Numbers) -> Rows:
    """A row an event: bars with an end, marks without [min after launch]."""
    return [*_sensor_rows(found), *_chain_rows(found)]


def _sensor_rows(found: Numbers) -> Iterator[dict[str, Any]]:
    names = found.names("sensor")
    now = seeing(found, "after")
    gone = [s for s in seeing(found, "before") if s not in now]
    every = [*((s, "after") for s in now), *((s, "before") for s in gone)]
    seers = {
        (s, p): when
        for s, p in every
        if np.isfinite(when := float(found.spread("detects", posture=p, sensor=s).p50))
    }
    for sensor, posture in sorted(seers, key=lambda one: seers[one])[:_MOST]:
        at = {"posture": posture, "sensor": sensor}
        since, until, detects, confirms = (
            float(found.spread(v, **at).p50) for v in ("rises", "sets", "detects", "confirms")
        )
        yield _row(names[sensor], _VIEW, since, until)
        for what, when in ((_DETECTS, detects), (_CONFIRMS, confirms)):
            if np.isfinite(when):
                yield _row(names[sensor], what, when, None)


def _chain_rows(found: Numbers) -> Iterator[dict[str, Any]]:
    """Of both postures, and what is left until impact."""
    arrival = float(found.spread("arrival").p50)
    for posture in POSTURES:
        name, start = f"chain, {label(found, posture)}", 0.0
        for step, (words, _) in PARTS.items():
            at = {"posture": posture, "step": step}
            end = max(float(found.spread("reached", **at).p50), start)
            if not np.isfinite(end):
                break
            yield _row(name, words, start, end)
            start = end
        else:
            if start < arrival:
                yield _row(name, LEFT, start, arrival)


def _row(label_: str, what: str, start: float, end: float | None) -> dict[str, Any]:
    return {
        "row": label_,
        "what": what,
        "start": start / 60.0,
        "end": None if end is None else end / 60.0,
    }


def _spec(found: Numbers) -> Spec:
    data = rows(found)
    if not data:
        return charts.sentence(figure_title(found))
    arrival = float(found.spread("arrival").p50) / 60.0
    chart = charts.strips(
        data,
        Field("start", "time after launch", "min"),
        label=Field("row"),
        until="end",
        series=Field("what"),
        roles=_ROLES,
        between=(0.0, float(np.ceil(arrival))),
        title=figure_title(found),
    )
    return charts.with_limit(chart, arrival, axis="x")
