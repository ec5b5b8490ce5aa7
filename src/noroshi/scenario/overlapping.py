"""Entries of which only one may hold on a day."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from noroshi.world import Declared

Entry = TypeVar("Entry", bound=Declared)


def overlapping(
    entries: Iterable[Entry], of: Callable[[Entry], Hashable]
) -> Iterator[tuple[Entry, Entry]]:
    """Pairs, the later one first, of what is of the same and holds on a same day."""
    earlier: dict[Hashable, list[Entry]] = {}
    for entry in entries:
        for other in earlier.setdefault(of(entry), []):
            if together(entry, other):
                yield entry, other
        earlier[of(entry)].append(entry)


def together(a: Declared, b: Declared) -> bool:
    """Whether some day belongs to both."""
    early = a.until is None or b.since is None or b.since < a.until
    late = b.until is None or a.since is None or a.since < b.until
    return early and late
