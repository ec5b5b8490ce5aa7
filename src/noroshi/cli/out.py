"""Where a command puts its files when nobody says where: each question has a folder of its own."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from noroshi.report.folder import plain_name

HOME: Final = Path("noroshi-out")
_LONGEST: Final = 120
"""Bytes of a folder's name, of which systems allow 255; a longer one ends in a digest of all."""


def folder_of(scenario: str, words: Iterable[str] = ()) -> Path:
    """The folder of what is asked: `noroshi-out/japan` of a run, and further words for all else.

    So no answer is written over that of another question, and the same question asked again
    replaces its own files.

    Args:
        scenario: as it was called, by name or folder.
        words: what else tells this question from a run of the scenario as it is declared.

    Example:
        >>> folder_of("japan").as_posix(), folder_of("my/worlds/east", ["city", "tokyo"]).as_posix()
        ('noroshi-out/japan', 'noroshi-out/east-city-tokyo')
    """
    name = Path(scenario).resolve().name if scenario in (".", "..") else Path(scenario).name
    whole = plain_name("-".join([name, *words]))
    if len(whole.encode()) > _LONGEST:
        rest = hashlib.sha256(whole.encode()).hexdigest()[:8]
        whole = f"{whole.encode()[: _LONGEST - 9].decode(errors='ignore')}-{rest}"
    return HOME / whole
