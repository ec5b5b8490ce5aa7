"""What a file of a scenario holds once it was read, and where each value stands."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from noroshi.errors import Problem

Path_ = tuple[str | int, ...]
Notice = tuple[Path_, str, str]
"""Where, what is wrong or odd, and what to write instead."""
Marks = dict[Path_, tuple[str, int | None]]
"""File and line of every value, by its path; what no file holds has no line."""


@dataclass
class Document:
    """One file's data, where each value stands, and what is wrong with it."""

    file: str
    data: Any = None
    marks: Marks = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    content: str = ""
    """`content_of` its bytes."""


def content_of(data: bytes) -> str:
    """Forty hexadecimal digits that any other bytes change."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()
