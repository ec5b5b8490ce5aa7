"""A simulated tracker's error over time against the bound, for both postures."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator

from noroshi.output.figures.style import (
    BLUE,
    INK,
    ORANGE,
    WIDTH,
    Picture,
    grid,
    headline,
    said,
    sheet,
    styled,
)
from noroshi.present.words import clock, duration
from noroshi.questions.localisation.tracker import RUNS, Errors
from noroshi.questions.warning.pipe.example import Exemplar
from noroshi.questions.warning.pipe.naming import posture_date

_POINTS = 250
_LOOKS = (("before", ORANGE), ("after", BLUE))


@styled
def errors(example: Exemplar, both: tuple[Errors | None, Errors | None]) -> Picture:
    """Position error of the exemplar's track: simulated runs and the least possible."""
    if not any(found is not None for found in both):
        figure, axes = sheet(WIDTH, 2.0)
        text = f"{example.name}: no radar tracks it in most draws, before or after."
        said(axes, text)
        return Picture("errors", text, "", figure)
    figure, axes = sheet(WIDTH, 4.2)
    comparison = example.comparison
    dates = posture_date(comparison.before), posture_date(comparison.after)
    for found, (when, colour), date in zip(both, _LOOKS, dates, strict=True):
        if found is not None:
            _one(axes, found, colour, f"{when}, {date}: simulated tracker")
    axes.plot([], [], "--", color=INK, linewidth=1.1, label="least error possible (bound)")
    axes.set_yscale("log")
    axes.yaxis.set_major_locator(LogLocator(subs=(1.0, 3.0)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda metres, _: f"{metres:,g}"))
    axes.set_xlabel("time after launch [min]")
    axes.set_ylabel("error of position [m]")
    grid(axes, "both")
    axes.minorticks_off()
    title = _title(both)
    headline(figure, title)
    figure.legend(loc="outside lower left", ncols=1, fontsize=8.5)
    return Picture("errors", f"{title}. {_values(both)}", _caption(example), figure)


def _one(axes: Axes, found: Errors, colour: str, label: str) -> None:
    # More points than the eye can tell apart would only make the page heavy.
    shown = np.unique(np.geomspace(1, len(found.time), _POINTS).astype(int)) - 1
    minutes = found.time[shown] / 60.0
    axes.plot(minutes, found.error[shown], color=colour, linewidth=2.4, label=label)
    axes.plot(minutes, found.least[shown], "--", color=INK, linewidth=1.1)


def _shared(before: Errors, after: Errors) -> float:
    """A minute after both postures have a track, or when looks end [s]."""
    return float(min(max(before.time[0], after.time[0]) + 60.0, before.time[-1], after.time[-1]))


def _at(found: Errors, time: float) -> float:
    """The error around a time, over ten seconds or at the nearest look [m]."""
    away = np.abs(found.time - time)
    near = away <= max(5.0, float(np.min(away)))
    return float(np.sqrt(np.mean(found.error[near] ** 2)))


def _title(both: tuple[Errors | None, Errors | None]) -> str:
    before, after = both
    if before is None or after is None:
        some, when = (before, "before") if after is None else (after, "after")
        assert some is not None
        return f"Tracked from {duration(float(some.time[0]))} after launch, only {when}"
    time = _shared(before, after)
    was, now = _at(before, time), _at(after, time)
    told = f"{clock(time)} after launch the position is known to {now:,.0f} m"
    return f"{told}, as before" if abs(was - now) < 0.1 * was else f"{told}, {was:,.0f} m before"


def _values(both: tuple[Errors | None, Errors | None]) -> str:
    """How far above the bound the runs are, once the track has settled."""
    said_of = []
    for found, (when, _) in zip(both, _LOOKS, strict=True):
        if found is not None:
            late = found.time >= found.time[0] + 0.2 * np.ptp(found.time)
            over = float(np.median(found.error[late] / found.least[late])) - 1.0
            said_of.append(f"{when}: {100.0 * over:+.0f} % from the bound".replace("-", "−"))
    return "; ".join(said_of) + "."


def _caption(example: Exemplar) -> str:
    return (
        f"{example.name}, after burn-out; every assumption at its best value. Line: root mean "
        f"square over {RUNS} runs of an extended Kalman filter that gets the detections of all "
        "radars of the posture, each from when it holds the flight. Dashed: the posterior "
        "Cramér-Rao bound, from geometry and the probability of detection alone, on which the "
        "times and ellipses above rest; out of reach where looks are few and often miss."
    )
