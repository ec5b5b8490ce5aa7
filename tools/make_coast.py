"""Make the coast that maps draw: Natural Earth 1:10m land, from the npm package world-atlas.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/make_coast.py package/land-10m.json

writes `src/noroshi/data/coast.npz`. Every island and every point is kept: nothing is simplified.
1:50m lacks the Senkakus, Yonaguni and Iwo Jima, and 1:110m lacks Guam.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

OUT = Path(__file__).parent.parent / "src/noroshi/data/coast.npz"

Topology = dict[str, Any]
Ring = NDArray[np.float64]
"""(point, 2): longitude, latitude [deg]; the last point repeats the first."""


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
    arrays = packed(polygons(topology))
    np.savez_compressed(OUT, allow_pickle=False, **arrays)
    print(f"{OUT.name}: {OUT.stat().st_size / 1e6:.2f} MB", {k: v.shape for k, v in arrays.items()})


if __name__ == "__main__":
    main()
