"""Files that a job's newest answers can be taken home as."""

from collections.abc import Mapping
from typing import Final

FILES: Final[Mapping[str, str]] = {
    "answer.json": "application/json",
    "tables.zip": "application/zip",
    "map.geojson": "application/geo+json",
}
"""By name, and what each is."""
