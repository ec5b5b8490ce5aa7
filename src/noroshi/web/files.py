"""The folder of the built page, and files that a job's newest answers can be taken home as."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final

PAGE = Path(str(files("noroshi.web"))) / "page"
"""Where the page comes with the program; in a clone it is there once it is built."""
FIRST: Final = "index.html"
FILES: Final[Mapping[str, str]] = {
    "answer.json": "application/json",
    "tables.zip": "application/zip",
    "map.geojson": "application/geo+json",
}
"""By name, and what each is."""


def built() -> bool:
    """Whether there is a page to be sent."""
    return (PAGE / FIRST).is_file()
