"""Where a command keeps results of stages, and how much of them."""

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from noroshi.errors import NoroshiError

DEFAULT: Final = 1_000_000_000
"""So much may all results take, where NOROSHI_CACHE_SIZE says nothing else [byte]."""
_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?) ?(MB|GB)|0")
_BYTES: Final = {"MB": 1e6, "GB": 1e9}


def results_in(folder: Path) -> Path:
    """Where in the folder of all caches results of stages lie."""
    return folder / "stages"


def most() -> int:
    """How many bytes results may take: NOROSHI_CACHE_SIZE, else 1 GB; 0 = nothing is kept.

    Raises:
        NoroshiError: it is no such size.
    """
    text = os.environ.get("NOROSHI_CACHE_SIZE", "").strip()
    if not text:
        return DEFAULT
    found = _SIZE.fullmatch(text)
    if found is None:
        raise NoroshiError(f"NOROSHI_CACHE_SIZE: '{text}' is not a size; write e.g. '2 GB' or '0'")
    return int(float(found[1]) * _BYTES[found[2]]) if found[1] else 0


def keep_results_in(folder: Path | None) -> None:
    """Keep results of stages in the folder of all caches from now on; None = nowhere.

    Raises:
        NoroshiError: NOROSHI_CACHE_SIZE is no size.
    """
    from noroshi.kept import keep_results
    from noroshi.kept.digest import note_in

    size = most()
    keep_results(None, most=0)
    if folder is not None:
        with suppress(OSError):  # it makes a command faster and nothing else
            keep_results(results_in(folder), most=size)
            note_in(folder / "program")
