"""All files of `noroshi commitments --out DIR`."""

from datetime import date
from pathlib import Path
from typing import Any

from noroshi.output.commitments.czml import areas_czml
from noroshi.output.commitments.geojson import areas_geojson
from noroshi.output.json_parts import strict_json
from noroshi.report.folder import check_writable, write_files
from noroshi.scenario import Scenario

SCHEMA = "noroshi.commitments/1"


def write_commitments(
    world: Scenario, day: date, content: dict[str, Any], directory: Path
) -> list[Path]:
    """Write the answer and the areas that hold on its day into a folder; returns the files."""
    check_writable(directory)
    files = {
        "commitments.json": strict_json({"schema": SCHEMA, **content}),
        "areas.geojson": areas_geojson(world, day),
        "areas.czml": areas_czml(world, day),
    }
    return write_files(directory, files)
