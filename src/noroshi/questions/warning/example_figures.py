"""One flight drawn: its chain of warning, step by step, and the flight from the side."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from noroshi.present import charts
from noroshi.present.charts import Field, Spec
from noroshi.present.words import duration, middle
from noroshi.questions.answer import Figure
from noroshi.questions.warning.reading import Told

Rows = list[dict[str, Any]]
_SENSORS: Final = 5
"""Sensors in the profile: more lines cannot be told apart."""
PARTS: Final = {
    "seeing": ("seeing", "stay"),
    "knowing": ("knowing where to", "area"),
    "attributing": ("attributing", "before"),
    "deciding": ("deciding", "party-4"),
    "reaching": ("telling", "sensor"),
}
"""Steps after whose end a part of a drawn chain ends: what it is called, and its role."""
LEFT: Final = "left until impact"
"""What a drawn chain calls the time after its last part."""


def example_figures(told: Told) -> Iterator[Figure]:
    """One flight’s chain of warning, and the flight from the side."""
    if not told.word("example"):
        return
    yield Figure(
        name="chain",
        title=chain_title(told),
        caption="Medians of the draws. Each part begins where the one before ends; the line marks "
        f"the impact. {_first_heard(told)}",
        variables=("example_ends", "example_arrival"),
        draw=lambda: _chain_spec(told),
    )
    yield Figure(
        name="profile",
        title=profile_title(told),
        caption="Dashed: the lowest height that each radar sees over the flight’s ground track, "
        "with refraction, inside its sectors and its limit of range. Marks and times: the median "
        "moment of first detection, on the path with every assumption at its best value. Powered "
        f"flight ends after {middle(told.spread('example_burn_time'))}.",
        variables=("example_altitude", "example_lowest_seen", "example_first_detection"),
        draw=lambda: _profile_spec(told),
    )


def _first_heard(told: Told) -> str:
    before, after = (told.word("example_seer", posture=p) for p in ("before", "after"))
    if before == after:
        return f"First heard from: {after}, before and after."
    return f"First heard from: {before} before, {after} after."


def _end(told: Told, posture: str, step: str) -> float:
    """When a step of the example’s chain ends in the middle draw [s after launch]; inf = never."""
    return float(told.spread("example_ends", posture=posture, step=step).p50)


def chain_rows(told: Told) -> Rows:
    """A row a posture and part of the chain, and what is left until impact [min]."""
    found: Rows = []
    arrival = float(told.spread("example_arrival").p50)
    for posture in ("before", "after"):
        label, start = told.names("posture")[posture], 0.0
        for step, (words, _) in PARTS.items():
            # Medians of two moments may lie the other way round.
            end = max(_end(told, posture, step), start)
            if not np.isfinite(end):
                break
            found.append(_part(label, words, start, end))
            start = end
        else:
            if start < arrival:
                # Of the seconds that are told, so that they add up.
                left = f"{duration(round(arrival) - round(start))} left"
                found.append(_part(label, LEFT, start, arrival) | {"text": left})
    return found


def _part(label: str, words: str, start: float, end: float) -> dict[str, Any]:
    return {
        "posture": label,
        "step": words,
        "start": start / 60.0,
        "end": end / 60.0,
        "text": "",
    }


def _chain_spec(told: Told) -> Spec:
    rows = chain_rows(told)
    if not rows:
        return charts.sentence("In most draws nobody is told of this flight, before or after.")
    chart = charts.stages(
        rows,
        label=Field("posture"),
        start=Field("start", "time after launch", "min"),
        end="end",
        stage=Field("step"),
        roles={**dict(PARTS.values()), LEFT: "gain"},
        text="text",
        title=chain_title(told),
    )
    arrival = float(told.spread("example_arrival").p50) / 60.0
    return charts.with_limit(chart, arrival, axis="x")


def chain_title(told: Told) -> str:
    """When people are told of the example flight, before and after."""
    name = told.word("example_name")
    before, after = (_end(told, p, "reaching") for p in ("before", "after"))
    now = middle(told.spread("example_ends", posture="after", step="reaching"))
    if not np.isfinite(after):
        return f"{name}: people are not told in time in most draws"
    if not np.isfinite(before):
        return f"{name}: told {now} after launch, and not in time before"
    if round(before) == round(after):
        return f"{name}: told {now} after launch, before and after"
    # Of the two times that are drawn, so that the three add up.
    earlier = "earlier" if after < before else "later"
    return f"{name}: people are told {duration(abs(round(before) - round(after)))} {earlier}"


def seers(told: Told) -> list[str]:
    """Sensors to draw: those that see the flight in most draws, by time.

    What was added comes first into the choice, then others by their time, then one of those that
    see powered flight alone.
    """
    when = {s: _first_seen(told, s) for s in told.sensors}
    ranked = sorted((s for s in when if np.isfinite(when[s])), key=lambda s: when[s])
    satellites = [s for s in ranked if told.kind(s).sees_powered_flight_alone]
    new = told.changed(after=True)
    others = sorted((s for s in ranked if s not in satellites), key=lambda s: s not in new)
    chosen = [*others[: _SENSORS - 1], *satellites[:1]]
    return [s for s in ranked if s in chosen]


def _first_seen(told: Told, sensor: str) -> float:
    """Median moment of its first detection [s]; inf where it sees nothing in most draws."""
    return float(told.spread("example_first_detection", sensor=sensor).p50)


_PATH: Final = "flight"


def profile_rows(told: Told) -> tuple[Rows, Rows]:
    """Points of the path and of what each radar sees at lowest [km], and marks of detections."""
    data = told.plain
    ground = data["example_ground"] / 1e3
    height = data["example_altitude"] / 1e3
    time = data["example_time"]
    rows: Rows = [
        {"ground": x, "height": y, "line": _PATH}
        for x, y in zip(ground.tolist(), height.tolist(), strict=True)
    ]
    top = float(height.max())
    marks: Rows = []
    for sensor in seers(told):
        when = _first_seen(told, sensor)
        name = f"{told.sensors[sensor]}, {duration(when)}"
        lowest = told.array("example_lowest_seen", sensor=sensor) / 1e3
        seen = np.isfinite(lowest) & (lowest <= 1.1 * top)
        rows += [
            {"ground": float(x), "height": float(y), "line": name}
            for x, y in zip(ground[seen], lowest[seen], strict=True)
        ]
        marks.append(
            {
                "ground": float(np.interp(when, time, ground)),
                "height": float(np.interp(when, time, height)),
                # A satellite has no lowest height: its mark says whose it is.
                "line": name if seen.any() else _PATH,
                "text": "" if seen.any() else name,
            }
        )
    return rows, marks


def _profile_spec(told: Told) -> Spec:
    rows, marks = _beside_lines(*profile_rows(told))
    names = list(dict.fromkeys(row["line"] for row in rows))
    looks = ("party-1", "party-2", "party-3", "party-4", "limit")
    return charts.lines(
        rows,
        Field("ground", "distance over ground from the launch", "km"),
        Field("height", "height", "km"),
        series=Field("line") if len(names) > 1 else None,
        roles=dict(zip(names, ("sensor", *looks), strict=False)),
        role="sensor",
        marks=marks,
        mark_text="text",
        title=profile_title(told),
    )


def _beside_lines(rows: Rows, marks: Rows) -> tuple[Rows, Rows]:
    """The same, with what is written beside a mark in the name of the flight's line.

    Beside the mark the lines of the radars would run through it, where there are any.
    """
    words = [mark["text"] for mark in marks if mark["text"]]
    if not words or all(row["line"] == _PATH for row in rows):
        return rows, marks
    named = {_PATH: "; ".join([_PATH, *words])}

    def said(row: dict[str, Any]) -> dict[str, Any]:
        return {**row, "line": named.get(row["line"], row["line"])}

    return [*map(said, rows)], [said(mark) | {"text": ""} for mark in marks]


def profile_title(told: Told) -> str:
    """Which sensor sees the example flight first, of those that see more than powered flight."""
    name = told.word("example_name")
    found = seers(told)
    low = [s for s in found if not told.kind(s).sees_powered_flight_alone]
    if not found:
        return f"{name}: no sensor sees it in half of the draws"
    if not low:
        return f"{name}: {told.kind(found[0]).called}s alone see it"
    first = low[0]
    return f"{name}: {told.sensors[first]} is the first {told.kind(first).called} to see it"
