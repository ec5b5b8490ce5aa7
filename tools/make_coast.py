"""Make the coast that maps draw: Natural Earth 1:10m land, from the npm package world-atlas.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/make_coast.py package/land-10m.json

writes `src/noroshi/data/coast.npz`. Nothing is simplified. Rings that cross ±180° are cut there.
Where a coast touches or crosses itself on the grid of the source it is mended, so that every
polygon is valid; an islet that this grid flattens to a line has no area and is left out. 1:50m
lacks the Senkakus, Yonaguni and Iwo Jima, and 1:110m lacks Guam.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon, affinity

OUT = Path(__file__).parent.parent / "src/noroshi/data/coast.npz"

Topology = dict[str, Any]
Ring = NDArray[np.float64]
"""(point, 2): longitude, latitude [deg]; the last point repeats the first."""

GRID = 2.0**-16
"""Step of the points written [deg], 1.7 m: the finest on which 32-bit floats up to 180 all lie, so
that a polygon valid here is valid in the file."""


def polygons(topology: Topology) -> list[list[Ring]]:
    """The polygons of the object "land": each its outer ring, then its holes."""
    arcs = _arcs(topology)
    (geometry,) = topology["objects"]["land"]["geometries"]
    return [[_ring(arcs, indices) for indices in polygon] for polygon in geometry["arcs"]]


def _arcs(topology: Topology) -> list[Ring]:
    """TopoJSON arcs: integer steps on a grid, each arc from its own start (specification 2.1.3)."""
    scale, translate = (np.array(topology["transform"][k]) for k in ("scale", "translate"))
    return [np.cumsum(np.array(arc), axis=0) * scale + translate for arc in topology["arcs"]]


def _ring(arcs: list[Ring], indices: list[int]) -> Ring:
    """Arcs joined end to end; ~i is arc i backwards, and the shared point is taken once."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def whole(polygon: list[Ring]) -> list[Polygon]:
    """Valid polygons between -180° and 180° that cover the same land."""
    outline, *holes = [_unwound(ring) for ring in polygon]
    turned = Polygon(outline, holes)
    cut: list[Polygon] = []
    for turn in (-360.0, 0.0, 360.0):
        moved = affinity.translate(turned, turn)
        inside = shapely.clip_by_rect(shapely.make_valid(moved), -180.0, -90.0, 180.0, 90.0)
        mended = shapely.set_precision(inside, GRID)
        cut += [part for part in shapely.get_parts(mended) if isinstance(part, Polygon)]
    return [part for part in cut if not part.is_empty]


def _unwound(ring: Ring) -> Ring:
    """Longitudes without a jump; a ring around the South Pole is closed along the pole."""
    turns = np.cumsum(np.round(np.diff(ring[:, 0], prepend=ring[0, 0]) / 360.0))
    smooth = ring - np.column_stack([360.0 * turns, np.zeros(len(ring))])
    west, east = smooth[0, 0], smooth[-1, 0]
    if west == east:
        return smooth
    return np.vstack([smooth, [east, -90.0], [west, -90.0], smooth[:1]])


def rings_of(polygon: Polygon) -> list[Ring]:
    """The outer ring, then the holes."""
    return [shapely.get_coordinates(r) for r in (polygon.exterior, *polygon.interiors)]


def packed(shapes: list[list[Ring]]) -> dict[str, NDArray[Any]]:
    """The arrays of the file; see src/noroshi/data/README.md."""
    rings = [ring for polygon in shapes for ring in polygon]
    counts = np.array([len(ring) for ring in rings])
    owner = np.repeat(np.arange(len(shapes)), [len(polygon) for polygon in shapes])
    return {
        "points": np.concatenate(rings).astype(np.float32),
        "start": np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        "polygon": owner.astype(np.int32),
    }


def main() -> None:
    """Read the topology named on the command line and write the arrays."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    valid = [part for polygon in polygons(topology) for part in whole(polygon)]
    arrays = packed([rings_of(polygon) for polygon in valid])
    np.savez_compressed(OUT, allow_pickle=False, **arrays)
    print(f"{OUT.name}: {OUT.stat().st_size / 1e6:.2f} MB", {k: v.shape for k, v in arrays.items()})


if __name__ == "__main__":
    main()
