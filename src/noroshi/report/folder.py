"""Everything of a run into one folder: each file whole, or not there."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from noroshi.errors import NoroshiError

LIST = "README.md"
"""The file of a folder that lists the others."""
MARK = "<!-- files of one report by noroshi -->"
"""Stands in that list, so that no other README is taken for one."""
Content = str | bytes | Callable[[Path], None]
"""Text, bytes, or a function that writes the file it is given."""


def check_writable(directory: Path) -> None:
    """Refuse a folder that cannot be written, before anything is computed. Leaves nothing behind.

    Raises:
        NoroshiError: says what is in the way.
    """
    if directory.exists() and not directory.is_dir():
        raise NoroshiError(f"'{directory}' is a file; --out wants a folder")
    try:
        standing = next(p for p in (directory, *directory.absolute().parents) if os.path.lexists(p))
        if not standing.exists():
            raise NoroshiError(f"'{standing}' is a link to nothing; --out wants a folder")
        os.rmdir(tempfile.mkdtemp(prefix=".noroshi-", dir=standing))
    except OSError as error:
        raise _refused(directory, error) from None


def write_files(directory: Path, contents: Mapping[str, Content]) -> list[Path]:
    """Write every file under its name into the folder, made when missing.

    A name that is no plain file name (a stroke in it would lead elsewhere) becomes one. All are
    first written into a temporary folder beside it and then renamed one by one, so that a run that
    is stopped leaves the old files or the new ones, never half of one. What an earlier report wrote
    there, by its own list, and this one does not, is then removed: files of two reports side by
    side would be taken for one.
    """
    directory = directory.absolute()
    try:
        directory.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".noroshi-", dir=directory))
    except OSError as error:
        raise _refused(directory, error) from None
    try:
        for name, content in contents.items():
            _fill(draft / plain_name(name), content)
        old = listed_files(directory / LIST)
        for name in map(plain_name, contents):
            if (directory / name).is_dir():
                raise NoroshiError(
                    f"cannot write '{directory / name}': it is a folder; "
                    "choose another folder with --out"
                )
        moved = [
            (draft / plain_name(name)).replace(directory / plain_name(name)) for name in contents
        ]
        for stale in old - {path.name for path in moved}:
            (directory / stale).unlink(missing_ok=True)
        return moved
    except OSError as error:
        raise _refused(directory, error) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def listed_files(readme: Path) -> set[str]:
    """Names of the files that the README of a report's folder lists; none where there is none."""
    try:
        text = readme.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return set()
    if MARK not in text:
        return set()
    names = re.findall(r"^\| `([\w.-]+)` \|", text, flags=re.MULTILINE)
    return {name for name in names if plain_name(name) == name}


def plain_name(name: str) -> str:
    """A name that stays in its folder and that every system can hold, as near as may be."""
    return re.sub(r"[^\w.-]+", "-", name).lstrip(".-") or "file"


def _fill(file: Path, content: Content) -> None:
    if isinstance(content, str):
        file.write_text(content, encoding="utf-8", newline="\n")
    elif isinstance(content, bytes):
        file.write_bytes(content)
    else:
        content(file)


def _refused(directory: Path, error: OSError) -> NoroshiError:
    why = error.strerror or str(error)
    return NoroshiError(f"cannot write into '{directory}': {why}; choose another folder with --out")
