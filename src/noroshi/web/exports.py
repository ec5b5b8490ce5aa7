"""What can be taken home: an answer as files, and set values as a scenario of one's own."""

import io
import os
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from noroshi.errors import NoroshiError
from noroshi.report import csv, geojson, json
from noroshi.report.report import Report
from noroshi.scenario.differences import FILE_NAME
from noroshi.scenario.files import built_in, scenario_files
from noroshi.scenario.loading import Extending, read
from noroshi.scenario.set_values import read_values
from noroshi.web.files import FILES
from noroshi.web.laid import WITH_CHANGES
from noroshi.world import HEADER
from noroshi.world.values import laid_over

README: Final = "README.txt"
"""Says what each of the tables is, and what made them."""
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""When files of archives were made: the same content makes the same archive."""


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
        from noroshi.report.files import readme  # only now: it starts what draws a page

        tables = csv.files(report)
        held = {**tables, README: readme(report, tables)}
        return zipped({file: text.encode() for file, text in held.items()})
    raise NoroshiError(f"there is no file '{name[:60]}'; there are: {', '.join(FILES)}")


class _Written(yaml.SafeDumper):
    """Writes what stands twice twice: scenarios have no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def scenario_archive(id_: str, word: str, values: tuple[str, ...], *, shipped: bool) -> bytes:
    """A folder that extends a scenario and holds the values that are set, zipped.

    A scenario that does not come with the program is put beside it, since it extends that, with
    those that it extends itself, each where it lies from the others.

    Args:
        id_: of the scenario, as the server calls it.
        word: as `load` takes it.
        values: `PATH=VALUE` each.
        shipped: whether the scenario comes with the program.

    Raises:
        NoroshiError: a value does not fit.
    """
    set_ = read_values(values)
    world = read(word, set_).world  # refuses what does not fit, before anything is written
    laid: dict[str, Any] = laid_over(read(word).tree, set_, "--set")
    own = laid.pop(HEADER, {})
    title = {"title": WITH_CHANGES.format(title=world.header.title)}
    base, beside = (id_, {}) if shipped else _beside(read(word).layers)
    # What a scenario asks in its own words is of its own two days.
    words = {"asks": ""} if {"before", "after"} & own.keys() else {}
    header = {"extends": base, **title, **words, **own}
    text = yaml.dump({HEADER: header, **laid}, Dumper=_Written, sort_keys=False, allow_unicode=True)
    folder = f"{id_}-changed"
    while any(name.startswith(f"{folder}/") for name in beside):
        folder = f"{folder}-again"
    changes = f"{_HEAD.format(base=base)}{text}".encode()
    return zipped({f"{folder}/{FILE_NAME}": changes, **beside})


def _beside(layers: Sequence[Extending]) -> tuple[str, dict[str, bytes]]:
    """What a folder beside writes after `extends:` for a scenario, and all files that it needs, by
    where they lie from the folder that holds them all."""
    own: list[list[str]] = []
    for before, layer in zip([None, *layers], layers, strict=False):
        paths = [os.path.abspath(name) for name, _ in layer.files]
        word = None if before is None or before.extends is None else before.extends[0]
        shipped = built_in().get(word or "")
        if shipped is None or {Path(p).parent for p in paths} != {shipped}:
            own.append(paths)
    folders = [os.path.dirname(path) for paths in own for path in paths]
    above = os.path.commonpath([os.path.dirname(folder) for folder in folders])

    def told(path: str) -> str:
        return Path(os.path.relpath(path, above)).as_posix()

    first = own[0][0]
    alone = len(own[0]) == 1 and len(scenario_files(os.path.dirname(first))) > 1
    files = {told(path): Path(path).read_bytes() for paths in own for path in paths}
    return f"../{told(first if alone else os.path.dirname(first))}", files


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
