"""One flight's impact becoming known: ellipses on the map, a panel a posture."""

from typing import Literal

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray

from noroshi.earth.regions import areas
from noroshi.output.figures.chart import Chart, chart
from noroshi.output.figures.labels import Label, write_labels
from noroshi.output.figures.style import (
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    RED,
    SOFT,
    Picture,
    headline,
    sheet,
    shortened,
    styled,
)
from noroshi.present.words import clock, kilometres
from noroshi.questions.localisation.history import Instant, Shape, Shrinking
from noroshi.questions.warning.pipe.naming import posture_date, receiver_name

Floats = NDArray[np.float64]
Posture = Literal["before", "after"]
_WIDTH = 4.2
"""Of a panel [inch]."""
_COLOURS = (PURPLE, ORANGE, GREEN, BLUE)
_LEAST, _MOST = 0.5, 3.2
"""Half of the map's side: as far as the largest ellipse, within these bounds [deg of latitude]."""
_GRAIN = 2e-3
"""Detail that is left out, as a share of the map's side."""


@styled
def shrinking(found: Shrinking, posture: Posture) -> Picture:
    """The ellipses of one posture; both panels show the same times on the same map."""
    figure, axes = sheet(_WIDTH, _WIDTH + 1.3)
    shared = _chart(found)
    shared.draw_on(axes)
    _borders(axes, shared)
    here = shared.place(np.array([found.lon_deg]), np.array([found.lat_deg]))
    labels = []
    for instant, colour in zip(found.instants, _COLOURS, strict=False):
        shape = getattr(instant, posture)
        if shape is not None and shape.drawn:
            labels.append(_draw(axes, shared, shape, colour, f"{clock(instant.time)}"))
    axes.plot(*here.T, "x", color=RED, markersize=9.0, markeredgewidth=2.4, zorder=6)
    _write(axes, shared, labels, here)
    _key(axes, found, posture)
    headline(figure, _title(found, posture))
    figure.legend(loc="outside lower left", ncols=2, fontsize=9.0)
    return Picture(f"shrinking-{posture}", _alt(found, posture), _caption(found), figure)


def _chart(found: Shrinking) -> Chart:
    """Around the impact, as wide as the largest ellipse of either posture that still fits."""
    both = (s for i in found.instants for s in (i.before, i.after))
    shapes = [s for s in both if s is not None and s.drawn]
    narrow = np.cos(np.radians(found.lat_deg))
    sizes = [max(np.ptp(s.lat_deg), np.ptp(s.lon_deg) * narrow) for s in shapes]
    up = float(np.clip(0.54 * max(sizes), _LEAST, _MOST))
    across = up / narrow
    lon = found.lon_deg + across * np.array([-1.0, 1.0, 0.0, 0.0])
    lat = found.lat_deg + up * np.array([0.0, 0.0, -1.0, 1.0])
    return chart(lon, lat, margin=0.0, grain=_GRAIN)


def _borders(axes: Axes, on: Chart) -> None:
    """Prefectures and the like, faintly."""
    for region in areas():
        flat = shapely.transform(region.outline.boundary, lambda xy: on.place(xy[:, 0], xy[:, 1]))
        inside = shapely.clip_by_rect(flat, *on.frame)
        grain = _GRAIN * (on.frame[2] - on.frame[0])
        lines = shapely.get_parts(shapely.simplify(shapely.line_merge(inside), grain))
        for line in lines:
            axes.plot(*shapely.get_coordinates(line).T, color=SOFT, linewidth=0.35, zorder=1.5)


def _draw(axes: Axes, on: Chart, shape: Shape, colour: str, text: str) -> Label:
    """One ellipse; returns its label, at its northernmost point within the frame."""
    edge = on.place(shape.lon_deg, shape.lat_deg)
    path = Path(edge, closed=True)
    axes.add_patch(PathPatch(path, facecolor=colour, alpha=0.10, edgecolor="none", zorder=3))
    axes.add_patch(PathPatch(path, facecolor="none", edgecolor=colour, linewidth=2.0, zorder=4))
    west, south, east, north = on.frame
    room = 0.03 * (east - west)
    inside = (edge[:, 0] > west + room) & (edge[:, 0] < east - room)
    inside &= (edge[:, 1] > south + room) & (edge[:, 1] < north - room)
    shown = edge[inside] if inside.any() else edge
    x, y = shown[np.argmax(shown[:, 1])]
    return Label(text, float(x), float(y), size=9.0, bold=True)


def _write(axes: Axes, on: Chart, labels: list[Label], here: Floats) -> None:
    west, _, east, _ = on.frame
    point = (east - west) / ((_WIDTH - 0.2) * 72.0)
    write_labels(axes, labels[::-1], frame=on.frame, point=point, points=here)


def _key(axes: Axes, found: Shrinking, posture: Posture) -> None:
    """For the legend: each time and how large its ellipse is."""
    for instant, colour in zip(found.instants, _COLOURS, strict=False):
        text = f"{clock(instant.time)}  {_size(instant, posture)}"
        axes.plot([], [], color=colour, linewidth=2.0, label=text)
    axes.plot([], [], "x", color=RED, markeredgewidth=2.4, linestyle="none", label=_aimed(found))


def _size(instant: Instant, posture: Posture) -> str:
    shape: Shape | None = getattr(instant, posture)
    if shape is None:
        return "no track"
    return f"{kilometres(shape.radius) if shape.drawn else 'over 1,000'} km"


def _title(found: Shrinking, posture: Posture) -> str:
    """The time at which the postures differ most."""
    most = max(found.instants, key=_differ)
    example = found.followed.example.comparison
    date = posture_date(getattr(example, posture))
    return f"{posture}, {date}: {_size(most, posture)} at {clock(most.time)} after launch"


def _differ(instant: Instant) -> float:
    if instant.before is None or instant.after is None:
        return 1e-3 if instant.before is not instant.after else 0.0
    return abs(float(np.log(instant.before.radius / instant.after.radius)))


def _caption(found: Shrinking) -> str:
    example = found.followed.example
    party = example.comparison.after.scenario.parties
    name = party[example.comparison.after.parties[example.party]].name
    return (
        f"{example.name}: the ellipse that holds the impact with probability 0.9, as {name} knows "
        "it with the tracks that are shared, at times after launch [min:s]; every assumption at "
        "its best value. Distances: radius of a circle as large."
    )


def _aimed(found: Shrinking) -> str:
    example = found.followed.example
    name = receiver_name(example.comparison, example.comparison.after.receivers[example.receiver])
    return f"impact, {shortened(name, 16)}"


def _alt(found: Shrinking, posture: Posture) -> str:
    sizes = ", ".join(f"{clock(i.time)} {_size(i, posture)}" for i in found.instants)
    return (
        f"Map around the {_aimed(found)}. {_title(found, posture)}. Ellipses after launch: {sizes}."
    )
