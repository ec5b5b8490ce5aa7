"""Work in chunks of one size, shared by threads: compiled once, in the caches, on every core."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Result = TypeVar("Result")
Ints = NDArray[np.int64]


def chunks(count: int, size: int) -> Iterator[tuple[Ints, int]]:
    """Indices of each chunk, the last padded by repeating its last element, and how many count."""
    for start in range(0, count, size):
        index = np.arange(start, start + size)
        yield np.minimum(index, count - 1), min(size, count - start)


def in_threads(work: Callable[[Ints, int], Result], count: int, size: int) -> list[Result]:
    """`work(indices, how many count)` for every chunk, in order; compiled code runs in parallel."""
    parts = list(chunks(count, size))
    if len(parts) < 2:
        return [work(*part) for part in parts]
    with ThreadPoolExecutor(max_workers=min(os.cpu_count() or 1, len(parts))) as pool:
        return list(pool.map(lambda part: work(*part), parts))
