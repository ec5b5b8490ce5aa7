"""Cities coloured by warning time: before, after, and what was gained."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from numpy.typing import NDArray

from noroshi.output.figures.atlas import Atlas, Landmark
from noroshi.output.figures.chart import Chart
from noroshi.output.figures.labels import Label, write_labels
from noroshi.output.figures.style import (
    GAINS,
    INK,
    PAPER,
    RED,
    SOFT,
    TIMES,
    Picture,
    broken,
    sheet,
    shortened,
    styled,
)
from noroshi.output.places import City, Post
from noroshi.present.rounding import supported
from noroshi.present.words import duration, signed
from noroshi.questions.warning.pipe.measurable import MEASURABLE

Floats = NDArray[np.float64]
Panel = Literal["before", "after", "gain"]
_WIDTH = 4.2
"""Of a panel [inch]."""


@styled
def panel(atlas: Atlas, which: Panel) -> Picture:
    """One of the three maps, by itself: for a page that may be narrow."""
    figure, axes = sheet(_WIDTH, _height(atlas))
    _draw(axes, atlas, which)
    return Picture(f"map-{which}", _alt(atlas, which), _caption(atlas, which), figure)


@styled
def triptych(atlas: Atlas) -> Picture:
    """The three maps side by side, for a wide page."""
    figure = Figure(figsize=(3 * _WIDTH, _height(atlas)), layout="constrained")
    panels: tuple[Panel, ...] = ("before", "after", "gain")
    for axes, which in zip(figure.subplots(1, 3), panels, strict=True):
        _draw(axes, atlas, which)
    return Picture("cities", " ".join(_alt(atlas, w) for w in panels), "", figure)


def _height(atlas: Atlas) -> float:
    west, south, east, north = atlas.chart.frame
    return (_WIDTH - 0.2) * (north - south) / (east - west) + 1.45


def _draw(axes: Axes, atlas: Atlas, which: Panel) -> None:
    atlas.chart.draw_on(axes)
    axes.set_title(broken(_title(atlas, which), _WIDTH))
    _posts(axes, atlas, which)
    marked = _cities(axes, atlas, which, atlas.chart, atlas.cities)
    _insets(axes, atlas, which)
    _key(axes, atlas, which, marked)
    _names(axes, atlas, which)


def value(city: City, which: Panel) -> float:
    """The number that a panel shows of a city [s].

    What a city can count on is its least favourable flight; what it gained is the mean over its
    flights, because a gain may concern some of them alone.
    """
    if which == "gain":
        return float(city.gain.mean)
    return float((city.least_before if which == "before" else city.least_after).p50)


def _scale(atlas: Atlas, which: Panel) -> tuple[str, Normalize, float, str]:
    """Colours, scale, unit and what it is."""
    if which != "gain":
        return TIMES, Normalize(*atlas.minutes), 60.0, "shortest warning [min]"
    if any(c.change < 0 for c in _targeted(atlas)):
        return (
            "PuOr_r",
            Normalize(-atlas.gain_s, atlas.gain_s),
            1.0,
            "mean warning gained (+) or lost (−) [s]",
        )
    return GAINS, Normalize(0.0, atlas.gain_s), 1.0, "mean warning gained [s]"


def _cities(
    axes: Axes, atlas: Atlas, which: Panel, on: Chart, cities: Sequence[City]
) -> PathCollection:
    """Coloured where there is something to show; open where there is nothing measurable."""
    colours, scale, unit, _ = _scale(atlas, which)
    shown = [c for c in cities if c.targeted and not _nothing(c, which)]
    empty = [c for c in cities if c not in shown]
    x, y = _xy(on, empty)
    axes.scatter(
        x,
        y,
        s=_area(empty),
        facecolors="none",
        edgecolors=SOFT,
        linewidths=0.7,
        zorder=3,
    )
    x, y = _xy(on, shown)
    return axes.scatter(
        x,
        y,
        s=_area(shown),
        c=np.array([value(c, which) / unit for c in shown]),
        cmap=colours,
        norm=scale,
        edgecolors=INK,
        linewidths=0.5,
        zorder=4,
    )


def _corners(atlas: Atlas) -> list[tuple[float, float]]:
    """Where the insets stand: lower left corners, as shares of the frame."""
    shown: list[City | Post] = [*atlas.cities, *atlas.sensors, *atlas.sites]
    points = _fractions(atlas, _where(atlas.chart, shown))
    marks = [_fractions(atlas, _landmark(atlas, mark)[None]) for mark in atlas.landmarks]
    return _free_corners(np.concatenate([points, *marks]))[: len(atlas.insets)]


def _insets(axes: Axes, atlas: Atlas, which: Panel) -> None:
    """Places beyond the frame, in boxes of their own where the map is empty."""
    for (city, small), corner in zip(atlas.insets, _corners(atlas), strict=False):
        box = axes.inset_axes((*corner, _BOX, _BOX), zorder=7)
        small.draw_on(box)
        box.set_facecolor(PAPER)
        _cities(box, atlas, which, small, [city])
        text = city.name
        if which == "gain" and city.targeted and not _nothing(city, which):
            text += f" {_signed(city)}"
        box.set_title(text, fontsize=7.5, fontweight="normal", pad=2.0, loc="center")


_BOX = 0.15
"""Side of an inset, as a share of the panel's."""


def _fractions(atlas: Atlas, points: Floats) -> Floats:
    """Points as shares of the frame's width and height."""
    west, south, east, north = atlas.chart.frame
    return (points - (west, south)) / (east - west, north - south)


def _free_corners(points: Floats) -> list[tuple[float, float]]:
    """Lower left corners of boxes that cover none of the points, from the lower right inwards."""
    found: list[tuple[float, float]] = []
    for y in (0.02, 0.27, 0.52, 0.77):
        for x in (0.82, 0.6, 0.4, 0.2, 0.02):
            inside = (points[:, 0] > x - 0.1) & (points[:, 0] < x + _BOX + 0.02)
            inside &= (points[:, 1] > y - 0.02) & (points[:, 1] < y + _BOX + 0.08)
            if not inside.any():
                found.append((x, y))
    return found


def _nothing(city: City, which: Panel) -> bool:
    return which == "gain" and not city.change


def _signed(city: City) -> str:
    """What a city gained, with the digits that the draws support."""
    return signed(supported(value(city, "gain"), float(city.gain.mean_error)))


def _area(cities: Sequence[City]) -> Floats:
    """Area of a mark [pt²]: in proportion to the people, but never too small to be seen."""
    return np.array([max(14.0, c.people / 1e6 * 45.0) for c in cities])


def _where(chart: Chart, places: Sequence[City | Post]) -> Floats:
    if not places:
        return np.zeros((0, 2))
    return chart.place(np.array([p.lon_deg for p in places]), np.array([p.lat_deg for p in places]))


def _xy(chart: Chart, places: Sequence[City | Post]) -> tuple[Floats, Floats]:
    where = _where(chart, places)
    return where[:, 0], where[:, 1]


def _posts(axes: Axes, atlas: Atlas, which: Panel) -> None:
    standing = [s for s in atlas.sensors if not (s.new if which == "before" else s.gone)]
    old = [s for s in standing if not s.new]
    new = [s for s in standing if s.new]
    for posts, size, colour in ((old, 34.0, INK), (new, 95.0, RED)):
        x, y = _xy(atlas.chart, posts)
        axes.scatter(
            x, y, s=size, color=colour, marker="^", linewidths=0.6, edgecolors=PAPER, zorder=5
        )
    x, y = _xy(atlas.chart, atlas.sites)
    axes.scatter(x, y, s=22.0, marker="x", color=RED, linewidths=1.1, zorder=5)


def _key(axes: Axes, atlas: Atlas, which: Panel, marked: PathCollection) -> None:
    _, _, _, text = _scale(atlas, which)
    figure = axes.get_figure()
    bar = figure.colorbar(  # type: ignore[union-attr]
        marked,
        ax=axes,
        orientation="horizontal",
        fraction=0.045,
        pad=0.015,
        aspect=28,
        extend="max" if which != "gain" and _beyond(atlas) else "neither",
    )
    bar.set_label(text)
    bar.outline.set_linewidth(0.5)
    if which == "gain" and not any(c.change for c in _targeted(atlas)):
        # Nothing to read off; its room stays, so that the three maps keep one size.
        bar.set_label(text, color="none")
        for part in bar.ax.collections:
            part.set_visible(False)
        bar.outline.set_visible(False)
        bar.ax.tick_params(colors="none", labelcolor="none")


def _beyond(atlas: Atlas) -> bool:
    """Whether some city's warning is longer than the scale."""
    times = (max(c.least_before.p50, c.least_after.p50) for c in _targeted(atlas))
    return float(max(times, default=0.0)) > atlas.minutes[1] * 60.0


def _targeted(atlas: Atlas) -> list[City]:
    """Cities on the map and in its corners that flights are aimed at."""
    return [c for c in (*atlas.cities, *(city for city, _ in atlas.insets)) if c.targeted]


def _names(axes: Axes, atlas: Atlas, which: Panel) -> None:
    """Each panel names one thing: the first cities and sites, then sensors, then gains."""
    west, _, east, _ = atlas.chart.frame
    shown: list[City | Post] = [*atlas.cities, *atlas.sensors, *atlas.sites]
    write_labels(
        axes,
        [*_landmarks(axes, atlas), *_wanted(atlas, which)],
        frame=atlas.chart.frame,
        point=(east - west) / ((_WIDTH - 0.2) * 72.0),
        points=_where(atlas.chart, shown),
        boxes=[_covered(atlas, corner) for corner in _corners(atlas)],
    )


def _covered(atlas: Atlas, corner: tuple[float, float]) -> tuple[float, float, float, float]:
    """What an inset and its name cover [m]."""
    west, south, east, north = atlas.chart.frame
    left, bottom = west + corner[0] * (east - west), south + corner[1] * (north - south)
    wide, high = _BOX * (east - west), (_BOX + 0.05) * (north - south)
    return left - 0.3 * wide, bottom, left + 1.3 * wide, bottom + high


def _wanted(atlas: Atlas, which: Panel) -> list[Label]:
    if which == "before":
        sites = [_label(atlas, s, s.name, colour=RED) for s in atlas.sites]
        return [*(_label(atlas, c, c.name) for c in _to_name(atlas)), *sites]
    if which == "after":
        ranked = sorted(atlas.sensors, key=lambda s: not s.new)
        standing = [s for s in ranked if not s.gone and s.kind != "infrared"]
        return [
            _label(atlas, s, s.name, bold=s.new, colour=RED if s.new else INK) for s in standing
        ]
    gaining = sorted(atlas.cities, key=lambda c: -abs(value(c, "gain")) if c.targeted else 0.0)
    felt = [c for c in gaining if c.targeted and not _nothing(c, "gain")]
    return [_label(atlas, c, f"{c.name} {_signed(c)}", bold=True) for c in felt[:8]]


def _to_name(atlas: Atlas) -> list[City]:
    """The largest places; the writer leaves out the names that find no room."""
    return list(atlas.cities[:24])


def _landmarks(axes: Axes, atlas: Atlas) -> list[Label]:
    labels = []
    for mark in atlas.landmarks:
        x, y = _landmark(atlas, mark)
        axes.plot(x, y, marker="D", markersize=2.6, color=SOFT, zorder=3)
        labels.append(Label(mark.name, float(x), float(y), colour=SOFT))
    return labels


def _landmark(atlas: Atlas, mark: Landmark) -> Floats:
    where: Floats = atlas.chart.place(np.array([mark.lon_deg]), np.array([mark.lat_deg]))[0]
    return where


def _label(
    atlas: Atlas, place: City | Post, text: str, *, bold: bool = False, colour: str = INK
) -> Label:
    x, y = _where(atlas.chart, [place])[0]
    return Label(text, float(x), float(y), bold=bold, colour=colour)


def _title(atlas: Atlas, which: Panel) -> str:
    aimed = [c for c in atlas.cities if c.targeted]
    if not aimed:
        return "No flight is aimed at these places"
    if which == "gain":
        return _gain_title(aimed)
    middle = float(np.median([value(c, which) for c in aimed]))
    date = atlas.dates[0 if which == "before" else 1]
    return f"{which.title()}, {date}:\nshortest {duration(middle)} (median city)"


def _gain_title(aimed: Sequence[City]) -> str:
    felt = [c for c in aimed if c.change]
    if not felt:
        return f"None of {len(aimed)} cities\ngains measurably"
    counts = [(sum(c.change == side for c in aimed), side) for side in (1, -1)]
    words = [f"{n} {'gain' if side > 0 else 'lose'}" for n, side in counts if n]
    # A class that had not flown by then never leads.
    best = max(felt, key=lambda c: (not c.later, abs(value(c, "gain"))))
    most = f"most {_signed(best)} ({shortened(best.name, 14)})"
    if counts[0][0] == len(aimed):
        return f"All {len(aimed)} cities gain:\n{most}"
    return f"Of {len(aimed)} cities {' and '.join(words)}:\n{most}"


def _alt(atlas: Atlas, which: Panel) -> str:
    title = _title(atlas, which).replace("\n", " ")
    return f"Map of {len(atlas.cities)} places coloured by {_scale(atlas, which)[3]}. {title}."


def _caption(atlas: Atlas, which: Panel) -> str:
    marks = "Area of a circle: people. Triangles: radars; crosses: launch sites."
    if which == "gain":
        return (
            "Mean over the flights aimed at each city, too late counted as none, and over the "
            f"draws. Filled: measurable, {MEASURABLE:.0f} s or more beyond the sampling error; "
            f"open: not. {marks}"
        )
    return (
        "By each city's least favourable flight; median of the draws. Same colours before and "
        f"after. {marks}"
    )
