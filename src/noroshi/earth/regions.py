"""Areas that a warning may name: prefectures, states and provinces, as shipped in `data/`."""

from functools import cache
from importlib.resources import as_file, files
from typing import NamedTuple

import numpy as np
import shapely
from shapely import MultiPolygon


class Region(NamedTuple):
    """A named area of one party."""

    code: str
    """ISO 3166-2, such as JP-46."""
    name: str
    """In plain letters, as receivers give their region: Kagoshima."""
    local: str
    """In Japan in its own script, 鹿児島県; elsewhere as in `name`."""
    party: str
    """Id of the party: jp, us, kr or kp."""
    outline: MultiPolygon
    """Longitude and latitude [deg]; land only, without territorial waters."""


@cache
def areas() -> tuple[Region, ...]:
    """Every area, by party and code: 47 of Japan, 56 of the United States, 17 and 11 of the Koreas.

    Natural Earth 1:10m (public domain), simplified by half a kilometre in Japan and on Guam and by
    one kilometre elsewhere; borders are those that Natural Earth draws, who claims what is not its
    subject nor ours. Made by `tools/make_areas.py`.
    """
    with as_file(files("noroshi.data") / "areas.npz") as file, np.load(file) as stored:
        arrays = {key: stored[key] for key in stored.files}
    points = arrays["points"].astype(np.float64)
    ring = np.repeat(np.arange(len(arrays["polygon"])), np.diff(arrays["start"]))
    polygons = shapely.polygons(
        shapely.linearrings(points, indices=ring), indices=arrays["polygon"]
    )
    outlines = shapely.multipolygons(polygons, indices=arrays["area"])
    names = (arrays[key].tolist() for key in ("code", "name", "local", "party"))
    return tuple(Region(*row) for row in zip(*names, outlines, strict=True))
