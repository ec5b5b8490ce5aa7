"""The coast inside a map's frame, as one shape to draw."""

from collections.abc import Callable

import numpy as np
import shapely
from matplotlib.path import Path
from numpy.typing import NDArray

from noroshi.earth.land import Window, land_within

Floats = NDArray[np.float64]
Frame = tuple[float, float, float, float]
"""x least, y least, x greatest, y greatest [m]."""


def land_shape(
    to_plane: Callable[[Floats], Floats], window: Window, frame: Frame, grain: float
) -> Path:
    """Land inside the frame as one compound path.

    Args:
        to_plane: longitude and latitude [deg] to the map's plane [m], both (point, 2).
        window: longitudes and latitudes that cover the frame [deg].
        frame: limits of the map.
        grain: detail below this is left out [m]; a quarter of a printed line is invisible.
    """
    flat = shapely.transform(np.array(land_within(window), dtype=object), to_plane)
    simple = shapely.make_valid(shapely.simplify(flat, grain))
    inside = shapely.get_parts(shapely.clip_by_rect(simple, *frame))
    polygons = inside[shapely.get_type_id(inside) == shapely.GeometryType.POLYGON]
    rings = shapely.get_rings(polygons)
    if rings.size == 0:
        return Path(np.zeros((0, 2)))
    return Path.make_compound_path(*(Path(shapely.get_coordinates(r), closed=True) for r in rings))
