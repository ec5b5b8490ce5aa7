"""How old the picture of watched waters is, as a map of cells."""

from typing import Final

import numpy as np
import shapely
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import BoundaryNorm
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray

from noroshi.assessment.waters_watch import WatersWatch
from noroshi.earth.cells import boundary
from noroshi.earth.territorial import belt, nearest
from noroshi.output.figures.chart import Chart, chart
from noroshi.output.figures.style import INK, RED, Picture, headline, sheet, styled
from noroshi.scenario.records import Ground
from noroshi.study.waters_answer import WatersPosture

Floats = NDArray[np.float64]
_WIDTH: Final = 4.6
"""[inch]"""
_HOUR: Final = 3600.0
_BOUNDS: Final = (0.0, 1.0, 3.0, 6.0, 12.0, 24.0, 48.0, 96.0, 192.0)
"""[h]"""
_COLOURS: Final = "cividis_r"


@styled
def waters_age(watch: WatersWatch, picture: xr.Dataset, posture: WatersPosture) -> Picture:
    """Cells coloured by the mean age of the last look that would have shown the vessel."""
    age = np.median(picture["mean_age"].to_numpy(), axis=-1) / _HOUR
    corners = [np.degrees(np.column_stack(boundary(int(c))[::-1])) for c in picture["cell"].values]
    every = np.concatenate(corners)
    on = chart(every[:, 0], every[:, 1], margin=0.02, grain=1.5e-3)
    west, south, east, north = on.frame
    figure, axes = sheet(_WIDTH, (_WIDTH - 0.2) * (north - south) / (east - west) + 1.35)
    on.draw_on(axes)
    axes.patches[0].set_zorder(3.0)
    shapes = PolyCollection(
        [on.place(*c.T) for c in corners],
        cmap=_COLOURS,
        norm=BoundaryNorm(_BOUNDS, 256, extend="max"),
        edgecolors="face",
        linewidths=0.4,
    )
    shapes.set_array(age)
    axes.add_collection(shapes)
    _coast(axes, watch, on)
    bar = figure.colorbar(shapes, ax=axes, location="bottom", aspect=36, shrink=0.9, pad=0.02)
    bar.set_label("mean age of the last look [h]")
    title = _title(watch, picture, posture)
    headline(figure, title)
    when = posture.label.split(",")[0] if "," in posture.label else "now"
    return Picture(f"waters-age-{when}", f"Map. {title}.", _CAPTION, figure)


_CAPTION = (
    "By radars that scan, with patrols as declared, in the season in which they are there. A look "
    "is 20 minutes in which the first type of vessel would more likely than not be noticed. Median "
    "of the draws; until the first look, age counts from the period's start. Red: territorial sea."
)


def _title(watch: WatersWatch, picture: xr.Dataset, posture: WatersPosture) -> str:
    when = posture.label[:1].upper() + posture.label[1:]
    if not watch.groups:
        return f"{when}: nobody is declared to watch"
    age = picture["mean_age"].median("draw").to_numpy() / _HOUR
    coast = _points(watch)
    near = nearest(picture["lat"].to_numpy(), picture["lon"].to_numpy(), coast[:, 0], coast[:, 1])
    inside = near.distance <= watch.waters.limit
    if not inside.any():
        return f"{when}: last look {_hours(np.average(age, weights=picture['area']))} ago"
    mean = np.average(age[inside], weights=picture["area"].to_numpy()[inside])
    return f"{when}: last look at the territorial sea {_hours(mean)} ago on the average"


def _hours(value: float) -> str:
    return f"{value:.0f} h" if value >= 10.0 else f"{value:.1f} h"


def _points(watch: WatersWatch) -> Floats:
    """Latitude and longitude of the coast points, (point, 2) [rad]."""
    places = [watch.scenario.places[p] for p in watch.waters.coast]
    return np.array([[p.lat.best, p.lon.best] for p in places if isinstance(p, Ground)])


def _coast(axes: Axes, watch: WatersWatch, on: Chart) -> None:
    coast = _points(watch)
    for ring in shapely.get_rings(
        np.array(shapely.get_parts(belt(coast[:, 0], coast[:, 1], watch.waters.limit)))
    ):
        edge = on.place(*shapely.get_coordinates(ring).T)
        patch = PathPatch(Path(edge), facecolor="none", edgecolor=RED, linewidth=1.8, zorder=5)
        axes.add_patch(patch)
    spots = on.place(*np.degrees(coast[:, ::-1]).T)
    axes.plot(*spots.T, "x", color=INK, markersize=4.0, zorder=6)
