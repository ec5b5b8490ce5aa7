"""The flight in pictures: how high it is where, and who confirms it when."""

from typing import Final

import numpy as np

from noroshi.motion.published import minutes
from noroshi.present import charts
from noroshi.present.field import Field, Row, Spec
from noroshi.present.words import duration
from noroshi.questions.answer import Figure, Numbers, PlainData

_MOST: Final = 12
"""Sensors that are drawn."""
_BEFORE_IMPACT: Final = 30.0
"""A pass later than this before the impact is the impact [s]."""


def figures(data: PlainData) -> tuple[Figure, ...]:
    """The profile; and the sensors, where any confirms it."""
    found = Numbers(data)
    profile = Figure(
        "profile",
        _title(found),
        "Altitude against the distance over the ground, each to its own scale; times are after "
        "launch.",
        ("ground_distance", "altitude", "burn_time", "apogee_time", "pass_time"),
        lambda: _profile(found),
    )
    return (profile, *_seen(found))


def _title(found: Numbers) -> str:
    far, high = (found.number(v) / 1e3 for v in ("range", "apogee"))
    time = minutes(found.number("impact_time"))
    return f"{far:,.0f} km far and {high:,.0f} km high, the flight takes {time}"


def _profile(found: Numbers) -> Spec:
    columns = (found.array(v) for v in ("time", "ground_distance", "altitude"))
    rows = [
        {"after": float(time), "far": float(far) / 1e3, "high": float(high) / 1e3}
        for time, far, high in zip(*columns, strict=True)
    ]
    return charts.lines(
        rows,
        Field("far", f"distance over the ground from {found.word('launched_from')}", "km"),
        Field("high", "altitude", "km"),
        marks=_marks(found),
        mark_text="said",
        title=_title(found),
    )


def _marks(found: Numbers) -> list[Row]:
    """Burn-out, apogee, and the passes before the impact."""
    end = found.number("impact_time")
    told = {"burn-out": found.number("burn_time"), "apogee": found.number("apogee_time")}
    for place, name in found.names("place").items():
        time = found.number("pass_time", place=int(place))
        if end - time > _BEFORE_IMPACT:
            told[f"nearest {name}"] = time
    return [_mark(found.plain, what, time) for what, time in told.items()]


def _mark(data: PlainData, what: str, time: float) -> Row:
    along = data["time"]
    far, high = (
        float(np.interp(time, along, data[v])) / 1e3 for v in ("ground_distance", "altitude")
    )
    return {"far": far, "high": high, "said": f"{what}, {minutes(time)}"}


def _seen(found: Numbers) -> tuple[Figure, ...]:
    """From when until when sensors see the flight, in the posture after."""
    rows = _watching(found)
    if not rows:
        return ()
    first = rows[0]
    title = f"{first['sensor']} confirms it first, {duration(60.0 * first['from'])} after launch"
    figure = Figure(
        "sensors",
        title,
        "From when each sensor has confirmed the flight until it leaves its view for the last "
        "time, in the posture after: medians over the draws, of leaving over those in which it is "
        "ever in view. Sensors that confirm it in no more "
        "than half of the draws are left out.",
        ("confirmed", "set"),
        lambda: charts.strips(
            rows[:_MOST],
            Field("from", "after launch", "min"),
            label=Field("sensor"),
            until="until",
            title=title,
        ),
    )
    return (figure,)


def _watching(found: Numbers) -> list[Row]:
    """Sensors with the medians of both times [min], in order of the first."""
    rows = []
    for sensor, name in found.names("sensor").items():
        confirmed = float(found.interval("confirmed", posture="after", sensor=sensor).p50) / 60.0
        if np.isfinite(confirmed):
            until = _leaves(found, sensor) / 60.0
            rows.append({"sensor": name, "from": confirmed, "until": until})
    return sorted(rows, key=lambda row: row["from"])


def _leaves(found: Numbers, sensor: str) -> float:
    """Median time at which it leaves the view, over the draws in which it enters it [s]."""
    times = found.array("set", posture="after", sensor=sensor)
    seen = times[np.isfinite(times)]
    return float(np.median(seen)) if seen.size else float("nan")
