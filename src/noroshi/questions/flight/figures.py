"""The flight in pictures: how high it is where, and who confirms it when."""

from typing import Final, Literal

import numpy as np

from noroshi.amounts import minutes
from noroshi.present import charts
from noroshi.present.field import Field, Row, Spec
from noroshi.present.palette import PARTIES
from noroshi.present.words import middle
from noroshi.questions.answer import Figure, Numbers, PlainData

_MOST: Final = 12
"""Sensors that are drawn."""
_LINES: Final = 5
"""Sensors whose looks are drawn: more lines cannot carry their names."""
_FAINT: Final = 0.1
"""Weaker signals are left out [1]."""
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
    return (profile, *_seen(found), *_signals(found))


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
    title = f"{first['sensor']} confirms it first, {first['said']} after launch"
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
        confirmed = found.spread("confirmed", posture="after", sensor=sensor)
        if np.isfinite(confirmed.p50):
            since, until = float(confirmed.p50) / 60.0, _leaves(found, sensor) / 60.0
            said = middle(confirmed)
            rows.append({"sensor": name, "from": since, "until": until, "said": said})
    return sorted(rows, key=lambda row: row["from"])


def _leaves(found: Numbers, sensor: str) -> float:
    """Median time at which it leaves the view, over the draws in which it enters it [s]."""
    times = found.array("set", posture="after", sensor=sensor)
    seen = times[np.isfinite(times)]
    if not seen.size:
        return float("nan")
    # As NumPy's `median`, which would import all that it has for arrays with gaps.
    ordered, half = np.sort(seen), seen.size // 2
    return 0.5 * float(ordered[half] + ordered[half - 1 + seen.size % 2])


_PARTS: Final[tuple[tuple[str, str, str, float, Literal["linear", "log"]], ...]] = (
    ("signal_to_noise", "signal-to-noise ratio of a look", "", 1.0, "log"),
    ("detection_probability", "probability that a look detects", "%", 0.01, "linear"),
    ("look_error", "error of the position by one look", "km", 1e3, "log"),
)
"""What is drawn of looks over time: variable, words, unit, its size and its scale."""


def _signals(found: Numbers) -> tuple[Figure, ...]:
    """What looks of the sensors that confirm it first would give over time."""
    rows = {part[0]: _looks(found, *part) for part in _PARTS}
    if not rows["signal_to_noise"]:
        return ()
    title = _signals_title(rows["detection_probability"])
    names = dict.fromkeys(row["sensor"] for row in rows["signal_to_noise"])
    roles = dict(zip(names, PARTIES, strict=False))
    figure = Figure(
        "signals",
        title,
        "What a look that tracks would give, in view of each sensor, at the best values: of the "
        f"sensors that confirm the flight first, {_LINES} at most; those whose kind models no "
        "signal are left out. The error is that of one look in all three directions together; a "
        "track averages many.",
        tuple(part[0] for part in _PARTS),
        lambda: charts.above(
            *(
                charts.lines(
                    rows[variable],
                    Field("after", "after launch", "min"),
                    Field("value", words, unit, scale=scale),
                    series=Field("sensor"),
                    roles=roles,
                    height=130.0,
                )
                for variable, words, unit, _, scale in _PARTS
                if rows[variable]
            ),
            title=title,
        ),
    )
    return (figure,)


def _looks(
    found: Numbers, variable: str, _words: str, _unit: str, size: float, _scale: str
) -> list[Row]:
    """Moments of each sensor's view, its own colour kept by one order of sensors."""
    time = found.array("time") / 60.0
    names = found.names("sensor")
    by_name = {name: sensor for sensor, name in names.items()}
    chosen = [by_name[row["sensor"]] for row in _watching(found)]
    signals = {s: found.array("signal_to_noise", sensor=s) for s in chosen}
    shown = [s for s in chosen if np.nanmax(signals[s], initial=0.0) > _FAINT][:_LINES]
    rows: list[Row] = []
    for sensor in shown:
        values = found.array(variable, sensor=sensor) / size
        seen = (signals[sensor] > _FAINT) & np.isfinite(values)
        rows += [
            {"after": t, "value": v, "sensor": names[sensor]}
            for t, v in zip(time[seen].tolist(), values[seen].tolist(), strict=True)
        ]
    return rows


def _signals_title(rows: list[Row]) -> str:
    """Who has the most of its looks detect."""
    names = list(dict.fromkeys(row["sensor"] for row in rows))
    means = {n: float(np.mean([r["value"] for r in rows if r["sensor"] == n])) for n in names}
    best = max(means, key=lambda name: means[name])
    return f"{means[best]:.0f} % of the looks of {best} detect it while in view"
