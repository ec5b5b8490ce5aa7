"""Many flights as chunks of one size: one shape, one compilation, and everything stays in cache."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

CHUNK: Final = 128
"""Flights in a chunk; the last chunk is filled up with copies of its last flight."""
THREADS: Final = os.cpu_count() or 1
"""Chunks under way at once, one a core: compiled code runs outside Python's lock."""

T = TypeVar("T")


def chunks(
    order: NDArray[np.intp], *, size: int = CHUNK
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Indices of each chunk, and these indices filled up to the size of a chunk."""
    for start in range(0, len(order), size):
        part = order[start : start + size]
        yield part, np.pad(part, (0, size - len(part)), mode="edge")


def by_number(work: Callable[[NDArray[np.intp], int], T], count: int, size: int = CHUNK) -> list[T]:
    """`work(indices, how many of them count)` for every chunk, in order, on every core."""
    parts = list(chunks(np.arange(count), size=size))
    return in_threads(lambda part: work(part[1], len(part[0])), parts)


def in_threads(work: Callable[[Any], T], items: list[Any]) -> list[T]:
    """`work` of each item, some at a time, results in the order of the items."""
    return list(in_turn(work, items))


def in_turn(work: Callable[[Any], T], items: list[Any]) -> Iterator[T]:
    """As `in_threads`, one result after the other."""
    if len(items) < 2:
        yield from map(work, items)
        return
    with ThreadPoolExecutor(THREADS) as pool:
        yield from pool.map(work, items)
