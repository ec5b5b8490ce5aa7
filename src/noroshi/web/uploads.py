"""The worlds that a server knows: those that it was started with, and those that were sent to it.

What is sent is a zip of one folder of YAML files, with those beside it that it extends, or the same
files by name. It is read as every scenario is, with nothing in it that can run or grow, may extend
only what was sent with it or comes with the program, and lies in a folder of the server's own that
goes when it ends.
"""

import hashlib
import io
import os
import re
import shutil
import threading
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from noroshi.errors import NoroshiError
from noroshi.scenario.files import SUFFIXES, built_in, scenario_files, shown_word
from noroshi.world import HEADER
from noroshi.world.document import content_of
from noroshi.world.reading import LARGEST_FILE, LARGEST_FOLDER, read_document

if TYPE_CHECKING:
    from noroshi.scenario.loading import Extending

MOST_FILES: Final = 100
"""Of one scenario that is sent."""
MOST_UPLOADS: Final = 20
"""Scenarios that are kept; the server is started anew for more."""
_NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that mean devices on Windows."""
_KEPT: Final = re.compile(r"\bupload-[0-9a-f]{12}/")
"""Begins the path of each file that was sent."""
_ENTRY: Final = b"PK\x01\x02"
"""Begins each entry in an archive's list of what it holds."""
_MOST_ENTRIES: Final = 10 * MOST_FILES
"""Of an archive, with folders and what is left out."""
_SEVERAL: Final = (
    "the archive holds several folders; send one, of YAML files alone, and beside it only those "
    "that it extends"
)
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
    started: str = ""
    """The command that started the server."""
    _folder: TemporaryDirectory[str] = field(
        default_factory=lambda: TemporaryDirectory(prefix="noroshi-lab-")
    )

    _one: threading.Lock = field(default_factory=threading.Lock)
    """Held while a scenario is taken, so that two at once do not write one folder."""

    @classmethod
    def of(cls, scenario: str) -> "Worlds":
        """Those that come with the program, and the one that is named."""
        places = {
            # A folder of that name beside you would be taken for it.
            name: Place(name if _is_built_in(name) else str(path), "built-in")
            for name, path in built_in().items()
        }
        if _is_built_in(scenario):
            return cls(scenario, places)
        path = Path(scenario).resolve()
        id_ = re.sub(r"[^A-Za-z0-9._-]+", "-", path.name).strip("-.") or "scenario"
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

    def of_layers(self, layers: "Sequence[Extending]") -> str | None:
        """The id of the world that files of these contents make; None = it is not known here."""
        from noroshi.scenario.loading import read  # only now: a server listens before

        def held(of: "Sequence[Extending]") -> list[list[tuple[str, str]]]:
            return [[(Path(name).name, content) for name, content in each.files] for each in of]

        wanted = held(layers)
        for id_, place in self.places.items():
            with suppress(NoroshiError):  # one that is being written is not it
                paths = scenario_files(place.word)
                own = [(path.name, content_of(path.read_bytes())) for path in paths]
                if own == wanted[0] and held(read(place.word).layers) == wanted:
                    return id_
        return None

    def told(self, id_: str) -> str:
        """As a command has it that asks about the same world; what was sent is nowhere any more."""
        place = self.places[id_]
        if place.origin == "uploaded":
            return "the scenario that was sent"
        return shown_word(place.word)

    def shown(self, message: str) -> str:
        """A message without where this machine keeps what was sent: by the sender's own files."""
        return _KEPT.sub("", message.replace(f"{self._folder.name}/", ""))

    def add(self, files: Mapping[str, bytes]) -> str:
        """Keep a scenario that was sent; the same one has the same id.

        Args:
            files: content of each YAML file by its name, or by folder and name: `mine/a.yaml`.

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
        try:
            for name, content in files.items():
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_bytes(content)
            first = _first(folder)
            declared(str(first))
        except NoroshiError as error:
            shutil.rmtree(folder)
            raise NoroshiError(self.shown(str(error))) from None
        self.places[id_] = Place(str(first), "uploaded")
        return id_

    def close(self) -> None:
        """Forget what was sent."""
        self._folder.cleanup()


def _is_built_in(scenario: str) -> bool:
    """Whether a word means a scenario that comes with the program."""
    known = built_in().get(scenario)
    with suppress(NoroshiError):  # something beside you is called so, and cannot be read
        return known is not None and scenario_files(scenario)[0].parent == known
    return False


def unzipped(content: bytes) -> dict[str, bytes]:
    """The YAML files of an archive by name, or by folder and name where it holds several folders
    that extend each other; what else is put into archives is left out.

    Raises:
        NoroshiError: it is no such archive, or there is too much in it.
    """
    # Each entry is announced by this mark: what is counted here is not read first.
    if content.count(_ENTRY) > _MOST_ENTRIES:
        raise NoroshiError(f"the archive holds more than {MOST_FILES} files")
    try:
        if not zipfile.is_zipfile(io.BytesIO(content)):
            raise NoroshiError("this is no zip archive")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [e for e in archive.infolist() if not e.is_dir() and _counts(e.filename)]
            if len(entries) > MOST_FILES:
                raise NoroshiError(f"the archive holds more than {MOST_FILES} files")
            return _files_of(archive, entries)
    except _BROKEN as error:
        raise NoroshiError(f"this zip archive cannot be read ({error})") from None


def _counts(path: str) -> bool:
    """Whether a file of an archive is one of a scenario, and no program's own or a remark."""
    *folders, name = path.split("/")
    hidden = any(step.startswith(".") and step != ".." for step in (*folders, name))
    return not hidden and "__MACOSX" not in folders and name.lower().endswith(SUFFIXES)


def _files_of(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    found: dict[tuple[str, str], bytes] = {}
    left = LARGEST_FOLDER
    for entry in entries:
        folder, _, name = entry.filename.rpartition("/")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NoroshiError(
                f"{entry.filename[:100]}: it is packed in a way that is not read here; "
                "pack it as a plain zip"
            )
        # Never trust the size that is stated: so much is read, and a byte more is too much.
        with archive.open(entry) as file:
            content = file.read(min(left, LARGEST_FILE) + 1)
        left -= len(content)
        if left < 0 or len(content) > LARGEST_FILE:
            raise NoroshiError(f"{entry.filename[:100]}: there is more in it than a scenario holds")
        if (folder, name) in found:
            raise NoroshiError(f"the archive holds two files '{name[:100]}'")
        found[folder, name] = content
    folders = {folder for folder, _ in found}
    if len(folders) < 2 and not any("/" in f or f == ".." for f in folders):
        return {name: content for (_, name), content in found.items()}
    if not all(_NAME.fullmatch(folder) for folder in folders):
        raise NoroshiError(_SEVERAL)
    return {f"{folder}/{name}": content for (folder, name), content in found.items()}


def _check(files: Mapping[str, bytes]) -> None:
    """Names, number and sizes.

    Raises:
        NoroshiError: says what is wrong.
    """
    if not files:
        raise NoroshiError("no YAML file was sent")
    if len(files) > MOST_FILES:
        raise NoroshiError(f"more than {MOST_FILES} files were sent")
    for path in files:
        folder, _, name = path.rpartition("/")
        named = _NAME.fullmatch(name) and _NAME.fullmatch(folder or name)
        if not named or _RESERVED.fullmatch(name) or not name.lower().endswith(SUFFIXES):
            what = f"'{name[:100]}' is no name of a scenario's file"
            raise NoroshiError(f"{what}; write letters, digits, - and _, and .yaml at the end")
    if len({"/" in path for path in files}) > 1:
        raise NoroshiError(_SEVERAL)
    if len({name.lower() for name in files}) < len(files):
        raise NoroshiError("two files differ by case alone; give one of them another name")
    if sum(map(len, files.values())) > LARGEST_FOLDER:
        raise NoroshiError(f"the files are larger than {LARGEST_FOLDER // 1_000_000} MB together")


def _first(folder: Path) -> Path:
    """The folder of a scenario that was sent: of several the one that no other one extends.

    What was sent may build on what comes with the program and on folders that were sent with it,
    and reads no other one.

    Raises:
        NoroshiError: it names another one, or there are several.
    """
    inner = sorted(path for path in folder.iterdir() if path.is_dir())
    folders = inner or [folder]
    first, known = set(folders), built_in()
    for path in sorted(file for each in folders for file in each.iterdir()):
        data: Any = read_document(path, str(path)).data
        header = data.get(HEADER) if isinstance(data, dict) else None
        base = header.get("extends") if isinstance(header, dict) else None
        word = base if isinstance(base, str) else ""
        if base is None or word in known:
            continue
        beside = Path(os.path.normpath(path.parent / word))
        if beside not in inner:
            raise NoroshiError(
                f"{path.name}: scenario.extends: '{str(base)[:60]}' is not built in; "
                f"write one of {', '.join(known)}"
            )
        first.discard(beside)
    if len(first) != 1:
        raise NoroshiError(_SEVERAL)
    return first.pop()
