"""The pictures of the answer."""

from collections.abc import Iterator

from noroshi.questions.answer import Figure
from noroshi.questions.shares.words import Shares


def figures(_found: Shares) -> Iterator[Figure]:
    """None yet."""
    yield from ()
