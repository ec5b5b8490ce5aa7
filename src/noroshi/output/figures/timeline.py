"""One flight's chain of warning as bars, before above after."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from noroshi.output.figures.style import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PAPER,
    PURPLE,
    SKY,
    WIDTH,
    Picture,
    grid,
    headline,
    said,
    sheet,
    styled,
)
from noroshi.present.words import duration
from noroshi.questions.warning.pipe import Assessment
from noroshi.questions.warning.pipe.example import Exemplar
from noroshi.questions.warning.pipe.naming import posture_date

Floats = NDArray[np.float64]
_LINKS = (
    ("detected", "until a sensor's report is heard", PAPER, ""),
    ("directed", "until it is known where to", SKY, "//"),
    ("attributed", "until attributed", ORANGE, ".."),
    ("decided", "until decided", PURPLE, "\\\\"),
    ("broadcast", "until broadcast", BLUE, "xx"),
    ("told", "until people hear it", INK, ""),
)


@styled
def timeline(example: Exemplar) -> Picture:
    """When each link of the chain is reached, and how long is left; medians of the draws."""
    figure, axes = sheet(WIDTH, 4.4)
    comparison = example.comparison
    rows = ((1.0, "before", comparison.before), (0.0, "after", comparison.after))
    told = [_row(axes, example, assessment, y) for y, _, assessment in rows]
    if not any(np.isfinite(told)):
        said(axes, "In most draws nobody is told of this flight, before or after.")
        return Picture("timeline", _alt(example, told), "", figure)
    arrival = _arrival(example, comparison.after)
    axes.axvline(arrival / 60.0, color=INK, linewidth=2.0)
    axes.annotate(
        f"impact {duration(arrival)}",
        (arrival / 60.0, 1.62),
        ha="right",
        va="center",
        xytext=(-5, 0),
        textcoords="offset points",
    )
    labels = [f"{name},\n{posture_date(a)}" for _, name, a in rows]
    axes.set_yticks([y for y, _, _ in rows], labels)
    axes.set_ylim(-0.75, 1.8)
    axes.set_xlim(0.0, 1.02 * max(arrival, *(t for t in told if np.isfinite(t))) / 60.0)
    axes.set_xlabel("time after launch [min]")
    grid(axes, "x")
    headline(figure, _title(example, told))
    figure.legend(loc="outside lower left", ncols=2, fontsize=8.5)
    return Picture("timeline", _alt(example, told), _CAPTION, figure)


_CAPTION = (
    "Medians of the draws. Each bar begins where the one before ends. The thin bar below is "
    "powered flight. The line at the end of the dark bar is the 5 to 95 % interval of the moment "
    "when people are told."
)


def _arrival(example: Exemplar, assessment: Assessment) -> float:
    return float(np.median(assessment.warnings.arrival[example.pair]))


def _row(axes: Axes, example: Exemplar, assessment: Assessment, y: float) -> float:
    """One posture's bars; returns when people are told [s], inf = never."""
    stages = example.stages(assessment)
    start = 0.0
    for field, text, colour, hatch in _LINKS:
        end = float(np.median(getattr(stages, field))) / 60.0
        if not np.isfinite(end):
            axes.text(start, y, "  nobody is told", va="center", ha="left")
            return float("inf")
        axes.barh(
            y,
            end - start,
            left=start,
            height=0.5,
            color=colour,
            edgecolor=INK,
            linewidth=0.6,
            hatch=hatch,
            label=text if y == 0.0 else None,
        )
        start = end
    _ends(axes, example, assessment, y, start)
    return start * 60.0


def _ends(axes: Axes, example: Exemplar, assessment: Assessment, y: float, told: float) -> None:
    """Powered flight below, the interval of the telling, and the time that is left."""
    low, high = np.percentile(example.stages(assessment).told, [5.0, 95.0], method="inverted_cdf")
    if np.isfinite(high):
        axes.plot([low / 60.0, high / 60.0], [y, y], color=INK, linewidth=1.2, zorder=4)
        axes.plot([low / 60.0, high / 60.0], [y, y], "|", color=INK, markersize=9.0, zorder=4)
    burn = float(np.median(assessment.flights.burn_time[example.flight])) / 60.0
    first = y == 0.0
    axes.barh(y - 0.36, burn, height=0.1, color=GREEN, label="powered flight" if first else None)
    axes.text(
        0.0, y + 0.37, f"first heard from: {example.seer(assessment)}", fontsize=8.5, va="center"
    )
    arrival = _arrival(example, assessment) / 60.0
    left = (arrival - told) * 60.0
    if left > 0.0:
        text = f"{duration(left)}\nwarning"
        axes.text((told + arrival) / 2.0, y - 0.36, text, ha="center", va="center", fontsize=9.5)
        axes.annotate(
            "",
            (arrival, y - 0.12),
            (told, y - 0.12),
            arrowprops={"arrowstyle": "<->", "color": INK},
        )


def _title(example: Exemplar, told: list[float]) -> str:
    before, after = (round(t) if np.isfinite(t) else t for t in told)
    if not np.isfinite(after):
        return f"{example.name}: people are not told in time in most draws"
    if not np.isfinite(before):
        return f"{example.name}: told {duration(after)} after launch, and not in time before"
    if before == after:
        return f"{example.name}: told {duration(after)} after launch, before and after"
    # Of the two times that are drawn, so that the three add up.
    earlier = "earlier" if after < before else "later"
    return f"{example.name}: people are told {duration(abs(before - after))} {earlier}"


def _alt(example: Exemplar, told: list[float]) -> str:
    words = [
        f"{when}: told {duration(t)} after launch"
        for when, t in zip(("before", "after"), told, strict=True)
    ]
    chain = f"Chain of warning of one flight, {example.name}."
    return f"{chain} {'; '.join(words)}."
