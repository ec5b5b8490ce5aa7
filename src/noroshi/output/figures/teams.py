"""Small plots side by side, one a team: what each knows of flights aimed at a party."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from noroshi.output.figures.style import BLUE, ORANGE, WIDTH, broken, grid
from noroshi.output.naming import posture_date
from noroshi.stats import Interval
from noroshi.study.answer import PartyAnswer, TeamAnswer
from noroshi.study.compare import Comparison

Floats = NDArray[np.float64]


def shown(party: PartyAnswer) -> list[TeamAnswer]:
    """The party with its own sensors, with what is shared, and what all know together.

    What each of the others knows is in the tables: one of several would stand for all here.
    """
    return [k for k in party.knowing if k.party in (None, party.party)]


def small_plots(
    teams: Sequence[TeamAnswer], unit: str, draw: Callable[[Axes, TeamAnswer], None]
) -> tuple[Figure, Axes]:
    """A figure of one plot a team over minutes after launch; returns the first plot too."""
    rows = (len(teams) + 1) // 2
    figure = Figure(figsize=(WIDTH, 1.5 + 2.1 * rows), layout="constrained")
    plots = figure.subplots(rows, 2, sharex=True, sharey=True, squeeze=False).ravel()
    for number, (axes, team) in enumerate(zip(plots, teams, strict=False)):
        draw(axes, team)
        axes.set_title(broken(team.team, 0.62 * WIDTH), fontsize=9.0, pad=4.0)
        axes.set_xlabel("after launch [min]")
        # Named once below each column.
        lowest = number >= len(teams) - 2
        axes.xaxis.label.set_visible(lowest)
        axes.tick_params(labelbottom=lowest)
        grid(axes, "both")
    for axes in plots[len(teams) :]:
        axes.set_axis_off()
    for axes in plots[: len(teams) : 2]:
        axes.set_ylabel(unit)
    handles, labels = plots[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower left", ncols=2, fontsize=8.5)
    return figure, plots[0]


def both_postures(
    axes: Axes, comparison: Comparison, minutes: Floats, before: Interval, after: Interval
) -> None:
    """Median lines and 5 to 95 % bands, (time,) each."""
    looks = (
        ("before", before, ORANGE, "--", 2.6, comparison.before),
        ("after", after, BLUE, "-", 1.6, comparison.after),
    )
    for when, values, colour, dash, width, assessment in looks:
        axes.fill_between(minutes, values.p5, values.p95, color=colour, alpha=0.18, linewidth=0)
        label = f"{when}, {posture_date(assessment)}"
        axes.plot(minutes, values.p50, color=colour, linestyle=dash, linewidth=width, label=label)
