"""What can be taken home: an answer as files, and set values as a scenario of one's own."""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from noroshi.errors import NoroshiError
from noroshi.report import csv, geojson, json
from noroshi.report.report import Report
from noroshi.scenario.files import built_in, scenario_files
from noroshi.scenario.loading import read
from noroshi.scenario.set_values import read_values
from noroshi.web.files import FILES
from noroshi.world import HEADER
from noroshi.world.values import laid_over

CHANGES: Final = "changes.yaml"
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""When files of archives were made: the same content makes the same archive."""
_NAME: Final = re.compile(r"[^A-Za-z0-9._-]+")


def file_of(report: Report, name: str) -> bytes:
    """One of `FILES`.

    Raises:
        NoroshiError: there is no such file.
    """
    if name == "answer.json":
        return json.text(report).encode()
    if name == "map.geojson":
        return geojson.text(report).encode()
    if name == "tables.zip":
        return zipped({file: text.encode() for file, text in csv.files(report).items()})
    raise NoroshiError(f"there is no file '{name[:60]}'; there are: {', '.join(FILES)}")


def scenario_archive(id_: str, word: str, values: tuple[str, ...]) -> bytes:
    """A folder that extends a scenario and holds the values that are set, zipped.

    A scenario that does not come with the program is put beside it, since it extends that.

    Args:
        id_: of the scenario, as the server calls it.
        word: as `load` takes it.
        values: `PATH=VALUE` each.

    Raises:
        NoroshiError: a value does not fit.
    """
    set_ = read_values(values)
    world = read(word, set_).world  # refuses what does not fit, before anything is written
    laid: dict[str, Any] = laid_over(read(word).tree, set_, "--set")
    own = laid.pop(HEADER, {})
    title = {"title": f"{world.header.title}, with changes"}
    shipped = id_ in built_in()
    header = {"extends": id_ if shipped else f"../{_plainly(id_)}", **title, **own}
    text = yaml.safe_dump(
        {HEADER: header, **laid}, sort_keys=False, allow_unicode=True, default_flow_style=False
    )
    folder = f"{_plainly(id_)}-changed"
    files = {f"{folder}/{CHANGES}": f"{_HEAD.format(base=header['extends'])}{text}".encode()}
    if not shipped:
        files |= {f"{_plainly(id_)}/{p.name}": p.read_bytes() for p in scenario_files(word)}
    return zipped(files)


_HEAD: Final = """\
# Everything that stands nowhere in this folder is taken over from {base}: this is what differs.
# `noroshi check FOLDER` looks through it, and `noroshi run FOLDER` asks it all questions.
"""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive of files by name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            about = zipfile.ZipInfo(name, _LONG_AGO)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            archive.writestr(about, content)
    return held.getvalue()


def _plainly(id_: str) -> str:
    """As part of a file's name."""
    return _NAME.sub("-", Path(id_).name).strip("-.") or "scenario"
