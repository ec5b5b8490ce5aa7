"""A map of cells coloured by a measure: how often, how long ago, by how many they are seen."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PolyCollection
from matplotlib.colors import Normalize
from matplotlib.patches import PathPatch
from numpy.typing import ArrayLike, NDArray

from noroshi.earth.cells import Cells, boundary
from noroshi.output.figures.chart import Chart, chart
from noroshi.output.figures.labels import Label, write_labels
from noroshi.output.figures.style import (
    INK,
    PAPER,
    RED,
    SOFT,
    TIMES,
    Picture,
    broken,
    sheet,
    styled,
)

Floats = NDArray[np.float64]
_HATCH = "//////"
_MANY = 1500
"""More cells than this are drawn as a picture: as shapes they would fill a page's file."""
_FINE = 180.0
"""Of such a picture [dots per inch]; without soft edges it packs to a fifth."""
_MOST_OF_THEM = 0.98
"""The scale ends where so many of the cells are within it: a few far ones take no colours."""


class Mark(NamedTuple):
    """A place to be named."""

    name: str
    lat: float
    """[rad]."""
    lon: float


class Line(NamedTuple):
    """A line to be drawn, such as a limit at sea or a patrol's way."""

    lat: Floats
    """[rad], (point,)."""
    lon: Floats
    colour: str = RED
    dashed: bool = True
    name: str = ""
    """What the key calls it; lines without a name are left out of it."""


@styled
def cell_map(
    cells: Cells,
    values: ArrayLike,
    *,
    name: str,
    title: str,
    measure: str,
    never: str = "never",
    caption: str = "",
    colours: str = TIMES,
    limits: tuple[float, float] | None = None,
    marks: Sequence[Mark] = (),
    lines: Sequence[Line] = (),
    width: float = 5.4,
) -> Picture:
    """Cells coloured by a measure, with coast, named places and lines.

    Args:
        cells: what is coloured.
        values: (cell,), in the unit that `measure` names; cells that are not finite are hatched.
        name: of the file.
        title: the finding.
        measure: what the colours mean, with its unit in brackets.
        never: what a hatched cell means.
        caption: said below.
        colours: a colour map whose order is kept in grey.
        limits: of the scale; by default from the least value to where 98 % of the cells are.
        marks: places, the most important first.
        lines: drawn over the cells.
        width: [inch].
    """
    values = np.asarray(values, dtype=np.float64)
    corners = [boundary(int(c)) for c in cells.id]
    where = _chart(corners, lines, marks)
    west, south, east, north = where.frame
    figure, axes = sheet(width, (width - 0.2) * (north - south) / (east - west) + 1.35)
    if len(values) > _MANY:
        figure.set_dpi(_FINE)
    where.draw_on(axes)
    scale = Normalize(*(limits or _limits(values)))
    shown = np.isfinite(values)
    _fill(axes, where, corners, values, shown, colours, scale)
    # The coast again above the cells, as a line: land under them is still known by its shape.
    axes.add_patch(PathPatch(where.land, facecolor="none", edgecolor=INK, linewidth=0.6, zorder=3))
    _lines(axes, where, lines)
    _marks(axes, where, marks, width)
    _key(axes, measure, colours, scale, values[shown])
    _legend(axes, lines, "" if shown.all() else never)
    axes.set_title(broken(title, width))
    alt = f"Map of {len(values)} cells coloured by {measure}. {title}."
    return Picture(name, alt.replace("\n", " "), caption, figure)


Corners = list[tuple[Floats, Floats]]


def _chart(corners: Corners, lines: Sequence[Line], marks: Sequence[Mark]) -> Chart:
    lat = [np.concatenate([c[0] for c in corners]), *(line.lat for line in lines)]
    lon = [np.concatenate([c[1] for c in corners]), *(line.lon for line in lines)]
    if marks:
        lat, lon = (
            [*lat, np.array([m.lat for m in marks])],
            [*lon, np.array([m.lon for m in marks])],
        )
    degrees = (np.degrees(np.concatenate(part)) for part in (lon, lat))
    return chart(*degrees, margin=0.02, grain=4e-4)


def _limits(values: Floats) -> tuple[float, float]:
    found = values[np.isfinite(values)]
    if found.size == 0:
        return 0.0, 1.0
    low, high = float(found.min()), float(np.quantile(found, _MOST_OF_THEM))
    return low, high if high > low else low + 1.0


def _fill(
    axes: Axes,
    where: Chart,
    corners: Corners,
    values: Floats,
    shown: NDArray[np.bool_],
    colours: str,
    scale: Normalize,
) -> None:
    """Colours without seams; hatched where there is no number."""
    shapes = [where.place(np.degrees(lon), np.degrees(lat)) for lat, lon in corners]
    seen = [s for s, finite in zip(shapes, shown, strict=True) if finite]
    unseen = [s for s, finite in zip(shapes, shown, strict=True) if not finite]
    axes.add_collection(
        PolyCollection(
            seen,
            array=values[shown],
            cmap=colours,
            norm=scale,
            edgecolors="face",
            linewidths=0.3,
            rasterized=len(values) > _MANY,
            antialiaseds=len(values) <= _MANY,
            zorder=2,
        ),
        autolim=False,
    )
    axes.add_collection(
        PolyCollection(
            unseen,
            facecolors="none",
            edgecolors=SOFT,
            linewidths=0.0,
            hatch=_HATCH,
            zorder=2,
            rasterized=len(values) > _MANY,
        ),
        autolim=False,
    )


def _lines(axes: Axes, where: Chart, lines: Sequence[Line]) -> None:
    for line in lines:
        x, y = where.place(np.degrees(line.lon), np.degrees(line.lat)).T
        style = (0, (4, 2)) if line.dashed else "-"
        # Paper beneath, so that it stands out from any colour.
        axes.plot(x, y, color=PAPER, linewidth=2.6, zorder=4)
        axes.plot(x, y, color=line.colour, linewidth=1.3, linestyle=style, zorder=4)


def _marks(axes: Axes, where: Chart, marks: Sequence[Mark], width: float) -> None:
    if not marks:
        return
    lon, lat = (np.degrees([getattr(m, part) for m in marks]) for part in ("lon", "lat"))
    places = where.place(lon, lat)
    axes.scatter(
        places[:, 0],
        places[:, 1],
        s=20.0,
        marker="D",
        color=INK,
        edgecolors=PAPER,
        linewidths=0.6,
        zorder=5,
    )
    west, _, east, _ = where.frame
    write_labels(
        axes,
        [
            Label(m.name, float(x), float(y), size=8.5, bold=True)
            for m, (x, y) in zip(marks, places, strict=True)
        ],
        frame=where.frame,
        point=(east - west) / ((width - 0.2) * 72.0),
        points=places,
    )


def _key(axes: Axes, measure: str, colours: str, scale: Normalize, values: Floats) -> None:
    figure = axes.get_figure()
    assert figure is not None
    above = bool(values.size) and float(values.max()) > float(scale.vmax or 0.0) * (1.0 + 1e-9)
    bar = figure.colorbar(
        ScalarMappable(scale, colours),
        ax=axes,
        orientation="horizontal",
        fraction=0.045,
        pad=0.015,
        aspect=32,
        extend="max" if above else "neither",
    )
    bar.set_label(measure)
    bar.outline.set_linewidth(0.5)


def _legend(axes: Axes, lines: Sequence[Line], never: str) -> None:
    """What lines and hatches mean, where there are any."""
    for line in lines:
        if line.name:
            style = (0, (4, 2)) if line.dashed else "-"
            axes.plot([], [], color=line.colour, linewidth=1.3, linestyle=style, label=line.name)
    if never:
        axes.fill(
            [], [], facecolor="none", edgecolor=SOFT, hatch=_HATCH, linewidth=0.4, label=never
        )
    if never or any(line.name for line in lines):
        axes.legend(
            loc="best", frameon=True, facecolor=PAPER, edgecolor="none", framealpha=0.9, fontsize=8
        ).set_zorder(8)
