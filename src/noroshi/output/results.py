"""All files of `noroshi run --out DIR`."""

from functools import partial
from pathlib import Path

from noroshi.output.answer_json import document
from noroshi.output.beside import NOTHING_BESIDE, Beside
from noroshi.output.csv_tables import csv_tables
from noroshi.output.czml import czml
from noroshi.output.gallery import gallery
from noroshi.output.geojson import geojson
from noroshi.output.json_parts import strict_json
from noroshi.output.netcdf import write_netcdf
from noroshi.output.report import page
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.report.folder import Content, write_files
from noroshi.study.answer import Answer


def write(
    comparison: Comparison, answer: Answer, directory: Path, beside: Beside = NOTHING_BESIDE
) -> list[Path]:
    """Write the report, the data and the maps into a folder; returns the files."""
    # Packing all draws takes as long as a few figures, and needs none: it goes on beside them.
    packed = {"assessment.nc": partial(write_netcdf, comparison)}
    return write_files(directory, packed, partial(contents, comparison, answer, beside))


def contents(
    comparison: Comparison, answer: Answer, beside: Beside = NOTHING_BESIDE
) -> dict[str, Content]:
    """Every other file by its name."""
    pictures = gallery(comparison, answer)
    told = document(comparison, answer)
    return {
        "report.html": page(comparison, answer, pictures, beside, told),
        "answer.json": strict_json(told),
        **csv_tables(comparison, answer),
        "picture.czml": czml(comparison),
        **geojson(comparison),
    }
