"""How much earlier tracks are good enough, and how many sensors hold flights, in pictures."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.present import charts
from noroshi.present.field import Field, Row, Spec
from noroshi.present.words import duration, roughly, share
from noroshi.questions.answer import Figure, Numbers
from noroshi.questions.localisation.quality_words import sizes, telling
from noroshi.questions.measurable import measurable
from noroshi.questions.variables import POSTURES
from noroshi.stats import Sampled

Floats = NDArray[np.float64]
_LEVELS: Final = {1: "one", 2: "two"}
"""Numbers of holders that are drawn, in words."""
_FELT: Final = 0.005
"""Shares that differ by less are called the same."""


def quality_figures(found: Numbers) -> Iterator[Figure]:
    """Of the sizes for all, then of the holders for whom most changes."""
    title = _sooner_title(found)
    yield Figure(
        "quality",
        title,
        "How much earlier tracks tell where a flight would come down without air, as surely as is "
        "asked at most, with what the party is sent; mean over flights and draws, with 5 to 95 % "
        "of the draws. Small areas need long tracks, or good ones.",
        ("reached_gain",),
        lambda: _sooner_spec(found, title),
    )
    for aim in found.names("aim"):
        yield _holders(found, aim)


def _gain(found: Numbers, aim: str, goal: str) -> Sampled:
    return found.spread("reached_gain", aim=aim, informed="shared", goal=goal)


def _sooner_title(found: Numbers) -> str:
    """For whom the size that is told of first changes most."""
    goal, names = telling(found), found.names("aim")
    size = found.names("goal")[goal]
    gains = {aim: _gain(found, aim, goal) for aim in names}
    felt = [aim for aim, gain in gains.items() if measurable(gain)]
    # Where only classes are aimed that had not flown by then, it never leads.
    felt = [aim for aim in felt if not found.number("aim_later", aim=aim)] or felt
    if not felt:
        return f"Impact tracked to {size}: nowhere measurably sooner or later"
    most = max(felt, key=lambda aim: abs(float(gains[aim].mean)))
    gain = gains[most]
    side = "sooner" if measurable(gain) > 0 else "later"
    said = roughly(abs(float(gain.mean)), float(gain.mean_error))
    return f"{names[most]}: impact tracked to {size} {said} {side}"


def _sooner_spec(found: Numbers, title: str) -> Spec:
    goals = found.names("goal")
    rows: list[Row] = []
    for aim, name in found.names("aim").items():
        for goal in sizes(found):
            gain = _gain(found, aim, goal)
            rows.append(
                {
                    "aim": name,
                    "size": goals[goal],
                    "gain": float(gain.mean) / 60.0,
                    "low": float(gain.p5) / 60.0,
                    "high": float(gain.p95) / 60.0,
                    "sure": bool(measurable(gain)),
                }
            )
    return charts.points(
        rows,
        Field("gain", "sooner", "min"),
        label=Field("aim"),
        low="low",
        high="high",
        filled="sure",
        series=Field("size", "impact tracked to"),
        title=title,
    )


def _shares(found: Numbers, aim: str, posture: str, holders: int) -> Floats:
    at = {"posture": posture, "aim": aim, "holders": holders}
    return np.asarray(found.array("share_held", **at), dtype=np.float64)


def _holders(found: Numbers, aim: str) -> Figure:
    """How many hold the flights, over time."""
    title = _holders_title(found, aim)
    return Figure(
        f"holders-{aim.partition('.')[2]}",
        title,
        "Share of the flights before re-entry that at least one and at least two sensors hold, of "
        "those that tell the party; all draws. A sensor holds a flight until it would detect it in "
        "half of its looks for the last time.",
        ("share_held",),
        lambda: _holders_spec(found, aim, title),
    )


def _holders_spec(found: Numbers, aim: str, title: str) -> Spec:
    time = np.asarray(found.plain["held_moment"], dtype=np.float64)
    rows: list[Row] = [
        {
            "minutes": float(t) / 60.0,
            "share": 100.0 * float(value),
            "line": f"{words} or more, {posture}",
        }
        for holders, words in _LEVELS.items()
        for posture in POSTURES
        for t, value in zip(time, _shares(found, aim, posture, holders), strict=True)
        if not np.isnan(value)
    ]
    if not any(row["share"] for row in rows):
        return charts.sentence(title)
    return charts.lines(
        rows,
        Field("minutes", "after launch", "min"),
        Field("share", "held", "% of flights"),
        series=Field("line"),
        roles={
            "one or more, before": "bound",
            "one or more, after": "stay",
            "two or more, before": "before",
            "two or more, after": "after",
        },
        title=title,
    )


def _holders_title(found: Numbers, aim: str) -> str:
    """The moment at which most changes of how many two or more hold."""
    name = found.names("aim")[aim]
    was, now = (_shares(found, aim, posture, 2) for posture in POSTURES)
    differs = np.nan_to_num(np.abs(now - was))
    if not np.nan_to_num([was, now]).any():
        return f"Flights at {name}: never held by two sensors at once"
    most = int(np.argmax(differs))
    if differs[most] < _FELT:
        return f"Flights at {name}: held by as many sensors as before"
    time = duration(float(found.plain["held_moment"][most]))
    told = (
        f"{share(float(now[most]))} held by two sensors or more, {share(float(was[most]))} before"
    )
    return f"Flights at {name}, {time} after launch: {told}"
