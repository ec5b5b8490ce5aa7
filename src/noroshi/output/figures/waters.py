"""Whether approaches are noticed before the territorial sea: a map, and by distance to go."""

from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import BoundaryNorm
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.ticker import PercentFormatter
from numpy.typing import NDArray

from noroshi.earth.territorial import belt
from noroshi.output.figures.chart import Chart, chart
from noroshi.output.figures.labels import Label, write_labels
from noroshi.output.figures.style import (
    BLUE,
    INK,
    ORANGE,
    RED,
    SOFT,
    WIDTH,
    Picture,
    grid,
    headline,
    sheet,
    shortened,
    styled,
)
from noroshi.present.words import kilometres, share, share_span
from noroshi.questions.waters.compute import WatersWatch
from noroshi.questions.waters.lookouts import DECLARED
from noroshi.scenario.records import Ground
from noroshi.study.waters_answer import Reading, WatersAnswer, WatersPosture

Floats = NDArray[np.float64]
_WIDTH: Final = 4.6
"""Of a map [inch]."""
_STEPS: Final = np.linspace(0.0, 1.0, 11)
_COLOURS: Final = "cividis"
_GRAIN: Final = 1.5e-3
_KM: Final = 1e3
_APART: Final = 0.02
"""Coast points closer than this share of the map are named once."""


@styled
def waters_map(watch: WatersWatch, answer: WatersAnswer, posture: WatersPosture) -> Picture:
    """The ways towards the coast, coloured by how likely a vessel has been noticed by there."""
    on = _chart(watch)
    west, south, east, north = on.frame
    figure, axes = sheet(_WIDTH, (_WIDTH - 0.2) * (north - south) / (east - west) + 1.35)
    on.draw_on(axes)
    axes.patches[0].set_zorder(3.0)
    lines = _ways(axes, watch, on)
    _sea(axes, watch, on)
    _patrols(axes, watch, on)
    _names(axes, watch, on)
    bar = figure.colorbar(lines, ax=axes, location="bottom", aspect=36, shrink=0.9, pad=0.02)
    bar.set_ticks([0.0, 0.2, 0.4, 0.6, 0.8, 1.0])
    bar.ax.xaxis.set_major_formatter(PercentFormatter(1.0))
    bar.set_label("noticed by the time it is there")
    title = _title(posture)
    headline(figure, title)
    when = posture.label.split(",")[0] if "," in posture.label else "now"
    return Picture(
        f"waters-map-{when}", f"Map. {title}. {_values(posture)}.", _caption(answer), figure
    )


@styled
def waters_curve(answer: WatersAnswer) -> Picture:
    """Probability of having been noticed against the distance that is left to the limit."""
    figure, axes = sheet(WIDTH, 3.9)
    off = np.array([(answer.begin - answer.limit), *answer.to_limit]) / _KM
    if answer.before is not None:
        _curve(axes, off, answer.before, ORANGE, "--")
    _curve(axes, off, answer.after, BLUE, "-")
    flown = answer.after.vessels[0].flown.by.p50
    axes.plot(off, [0.0, *flown], ":", color=INK, linewidth=1.6, label="if all sorties went there")
    axes.axvspan(0.0, off[-1], color=RED, alpha=0.10, linewidth=0)
    axes.axvline(0.0, color=RED, linewidth=1.4)
    axes.text(
        0.5 * off[-1], 0.03, "territorial sea", color=RED, ha="center", va="bottom", rotation=90.0
    )
    axes.set_xlim(off[0], off[-1])
    axes.set_ylim(0.0, 1.0)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.set_xlabel("distance left to the territorial sea [km]")
    axes.set_ylabel("has been noticed")
    grid(axes, "both")
    axes.legend(loc="upper left")
    title = _title(answer.after)
    headline(figure, title)
    return Picture(f"waters-{answer.waters}", f"{title}. {_values(answer.after)}.", _CURVE, figure)


_CURVE = (
    "Mean over all approaches by the first type of vessel. Line: median of the draws; band: 5 to "
    "95 %. Dotted: if every sortie of the same fleets went there."
)


def _caption(answer: WatersAnswer) -> str:
    return (
        f"Straight approaches from {kilometres(answer.begin)} km, alike from all sides, by the "
        "first type of vessel; median of the draws. Red: outer limit of the territorial sea; "
        "dashed: where patrols go, when they are there; crosses: coast points."
    )


def _title(posture: WatersPosture) -> str:
    found = posture.vessels[0]
    if not posture.watchers:
        return f"{_capital(posture.label)}: nobody is declared to watch"
    noticed = share(float(found.declared.noticed.p50))
    vessel = found.name.split(",")[0].lower()
    return f"{_capital(posture.label)}: {noticed} noticed before the territorial sea ({vessel})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _values(posture: WatersPosture) -> str:
    return "; ".join(
        f"{v.name}: {share_span(v.declared.noticed)} noticed before the territorial sea"
        for v in posture.vessels
    )


def _curve(axes: Axes, off: Floats, posture: WatersPosture, colour: str, dash: str) -> None:
    found: Reading = posture.vessels[0].declared
    low, middle, high = (np.append(0.0, v) for v in found.by)
    axes.fill_between(off, low, high, color=colour, alpha=0.18, linewidth=0)
    axes.plot(off, middle, dash, color=colour, linewidth=2.2, label=posture.label)


def _chart(watch: WatersWatch) -> Chart:
    lat, lon = watch.ways.lat[:, 0], watch.ways.lon[:, 0]
    coast = _coast(watch)
    every = np.degrees(np.concatenate([np.column_stack([lon, lat]), coast]))
    return chart(every[:, 0], every[:, 1], margin=0.03, grain=_GRAIN)


def _coast(watch: WatersWatch) -> Floats:
    """Longitude and latitude of the coast points, (point, 2) [rad]."""
    places = [watch.scenario.places[p] for p in watch.waters.coast]
    return np.array([[p.lon.best, p.lat.best] for p in places if isinstance(p, Ground)])


def _ways(axes: Axes, watch: WatersWatch, on: Chart) -> LineCollection:
    """Each way in pieces of one colour: in steps of a tenth, so that few pieces tell it all."""
    likely = np.median(watch.noticed[0, DECLARED], axis=-1)
    pieces, values = [], []
    for way in range(len(likely)):
        line = on.place(np.degrees(watch.ways.lon[way]), np.degrees(watch.ways.lat[way]))
        level = np.digitize(likely[way], _STEPS[1:-1])
        cuts = [0, *(np.flatnonzero(np.diff(level)) + 1), len(level)]
        for first, last in pairwise(cuts):
            pieces.append(line[first : last + 1])
            values.append(0.5 * (_STEPS[level[first]] + _STEPS[level[first] + 1]))
    norm = BoundaryNorm(_STEPS, 256)
    lines = LineCollection(pieces, cmap=_COLOURS, norm=norm, linewidths=2.6, zorder=2)
    lines.set_array(np.array(values))
    axes.add_collection(lines)
    return lines


def _sea(axes: Axes, watch: WatersWatch, on: Chart) -> None:
    coast = _coast(watch)
    limit = belt(coast[:, 1], coast[:, 0], watch.waters.limit)
    for ring in shapely.get_rings(np.array(shapely.get_parts(limit))):
        edge = on.place(*shapely.get_coordinates(ring).T)
        patch = PathPatch(Path(edge), facecolor="none", edgecolor=RED, linewidth=1.8, zorder=5)
        axes.add_patch(patch)


def _patrols(axes: Axes, watch: WatersWatch, on: Chart) -> None:
    for station in dict.fromkeys(g.station for g in watch.groups):
        pattern = watch.scenario.stations[station].pattern
        lat, lon = pattern.point(np.linspace(0.0, 1.0, 181) * pattern.length)
        edge = on.place(np.degrees(lon), np.degrees(lat))
        axes.plot(*edge.T, color="white", linewidth=3.0, zorder=4)
        axes.plot(*edge.T, "--", color=INK, linewidth=1.5, zorder=4.1)


def _names(axes: Axes, watch: WatersWatch, on: Chart) -> None:
    spots = on.place(*np.degrees(_coast(watch)).T)
    axes.plot(*spots.T, "x", color=INK, markersize=4.0, zorder=6)
    labels: list[Label] = []
    west, _, east, _ = on.frame
    named: list[Floats] = []
    for name, (x, y) in zip(watch.waters.coast, spots, strict=False):
        if all(np.hypot(x - o[0], y - o[1]) > _APART * (east - west) for o in named):
            named.append(np.array([x, y]))
            text = shortened(watch.scenario.places[name].name.split(",")[0], 20)
            labels.append(Label(text, float(x), float(y), size=8.5, bold=True))
    for station in dict.fromkeys(g.station for g in watch.groups):
        lat, lon = watch.scenario.stations[station].pattern.middle
        (x, y), text = on.place(np.degrees([lon]), np.degrees([lat]))[0], "patrol"
        labels.append(Label(text, float(x), float(y), size=8.0, colour=SOFT))
    point = (east - west) / ((_WIDTH - 0.2) * 72.0)
    write_labels(axes, labels, frame=on.frame, point=point, points=spots)
