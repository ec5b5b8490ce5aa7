"""The worlds that a server knows: those that it was started with, and those that were sent to it.

What is sent is a zip of one folder of YAML files, or the same files by name. It is read as every
scenario is, with nothing in it that can run or grow, may extend only what comes with the program,
and lies in a folder of the server's own that goes when it ends.
"""

import hashlib
import io
import re
import threading
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal, NamedTuple

from noroshi.errors import NoroshiError
from noroshi.scenario.files import SUFFIXES, built_in
from noroshi.world import HEADER
from noroshi.world.reading import LARGEST_FILE, LARGEST_FOLDER, read_document

MOST_FILES: Final = 100
"""Of one scenario that is sent."""
MOST_UPLOADS: Final = 20
"""Scenarios that are kept; the server is started anew for more."""
_NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
_BROKEN: Final = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, RuntimeError),
    *(NotImplementedError, ValueError, OSError, KeyError),
)
"""What reading an archive raises that is damaged, locked, or made otherwise than is read here."""


class Place(NamedTuple):
    """A world that the server knows."""

    word: str
    """As `load` takes it."""
    origin: Literal["built-in", "given", "uploaded"]


@dataclass
class Worlds:
    """All of them by id."""

    chosen: str
    """The one that the server was started with."""
    places: dict[str, Place]
    _folder: TemporaryDirectory[str] = field(
        default_factory=lambda: TemporaryDirectory(prefix="noroshi-lab-")
    )

    _one: threading.Lock = field(default_factory=threading.Lock)
    """Held while a scenario is taken, so that two at once do not write one folder."""

    @classmethod
    def of(cls, scenario: str) -> "Worlds":
        """Those that come with the program, and the one that is named."""
        places = {name: Place(name, "built-in") for name in built_in()}
        path = Path(scenario)
        if scenario in places and not path.exists():
            return cls(scenario, places)
        id_ = re.sub(r"[^A-Za-z0-9._-]+", "-", path.resolve().name).strip("-.") or "scenario"
        return cls(id_, {**places, id_: Place(scenario, "given")})

    def word(self, id_: str) -> str:
        """As `load` takes it.

        Raises:
            NoroshiError: there is no such world; names those that there are.
        """
        if id_ not in self.places:
            known = ", ".join(self.places)
            raise NoroshiError(f"there is no scenario '{id_[:60]}' here; there are: {known}")
        return self.places[id_].word

    def shown(self, message: str) -> str:
        """A message without where this machine keeps what was sent."""
        return message.replace(f"{self._folder.name}/", "")

    def add(self, files: Mapping[str, bytes]) -> str:
        """Keep a scenario that was sent; the same one has the same id.

        Args:
            files: content of each YAML file by its name.

        Raises:
            NoroshiError: there is too much of it, or something in it is wrong.
        """
        _check(files)
        with self._one:
            return self._added(files)

    def _added(self, files: Mapping[str, bytes]) -> str:
        digest = hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()
        id_ = f"upload-{digest[:12]}"
        if id_ in self.places:
            return id_
        if sum(p.origin == "uploaded" for p in self.places.values()) >= MOST_UPLOADS:
            raise NoroshiError(
                f"{MOST_UPLOADS} scenarios were sent already; start the server anew for more"
            )
        from noroshi.web.declared import declared  # only now: a server listens before

        folder = Path(self._folder.name) / id_
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
        try:
            _check_extends(folder)
            declared(str(folder))
        except NoroshiError as error:
            for file in folder.iterdir():
                file.unlink()
            folder.rmdir()
            raise NoroshiError(self.shown(str(error))) from None
        self.places[id_] = Place(str(folder), "uploaded")
        return id_

    def close(self) -> None:
        """Forget what was sent."""
        self._folder.cleanup()


def unzipped(content: bytes) -> dict[str, bytes]:
    """The YAML files of an archive that holds one folder, or files alone.

    Raises:
        NoroshiError: it is no such archive, or there is too much in it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [e for e in archive.infolist() if not e.is_dir()]
            if len(entries) > MOST_FILES:
                raise NoroshiError(f"the archive holds more than {MOST_FILES} files")
            return _files_of(archive, entries)
    except _BROKEN as error:
        raise NoroshiError(f"this is no zip archive that can be read ({error})") from None


def _files_of(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    from noroshi.scenario.template import SCHEMA_FILE  # only now, as above

    found: dict[str, bytes] = {}
    folders, left = set(), LARGEST_FOLDER
    for entry in entries:
        folder, _, name = entry.filename.rpartition("/")
        if name == SCHEMA_FILE:
            continue
        folders.add(folder)
        # Never trust the size that is stated: so much is read, and a byte more is too much.
        with archive.open(entry) as file:
            content = file.read(min(left, LARGEST_FILE) + 1)
        left -= len(content)
        if left < 0 or len(content) > LARGEST_FILE:
            raise NoroshiError(f"{entry.filename[:100]}: there is more in it than a scenario holds")
        if name in found:
            raise NoroshiError(f"the archive holds two files '{name[:100]}'")
        found[name] = content
    if len(folders) > 1 or any("/" in folder or folder == ".." for folder in folders):
        raise NoroshiError("the archive holds several folders; send one, of YAML files alone")
    return found


def _check(files: Mapping[str, bytes]) -> None:
    """Names, number and sizes.

    Raises:
        NoroshiError: says what is wrong.
    """
    if not files:
        raise NoroshiError("no YAML file was sent")
    if len(files) > MOST_FILES:
        raise NoroshiError(f"more than {MOST_FILES} files were sent")
    for name in files:
        if not _NAME.fullmatch(name) or not name.lower().endswith(SUFFIXES):
            what = f"'{name[:100]}' is no name of a scenario's file"
            raise NoroshiError(f"{what}; write letters, digits, - and _, and .yaml at the end")
    if len({name.lower() for name in files}) < len(files):
        raise NoroshiError("two files differ by case alone; give one of them another name")
    if sum(map(len, files.values())) > LARGEST_FOLDER:
        raise NoroshiError(f"the files are larger than {LARGEST_FOLDER // 1_000_000} MB together")


def _check_extends(folder: Path) -> None:
    """What was sent may build on what comes with the program, and reads no other folder.

    Raises:
        NoroshiError: it names another one.
    """
    known = built_in()
    for path in sorted(folder.iterdir()):
        data: Any = read_document(path, str(path)).data
        header = data.get(HEADER) if isinstance(data, dict) else None
        base = header.get("extends") if isinstance(header, dict) else None
        if base is not None and base not in known:
            raise NoroshiError(
                f"{path.name}: scenario.extends: '{str(base)[:60]}' is not built in; "
                f"write one of {', '.join(known)}"
            )
