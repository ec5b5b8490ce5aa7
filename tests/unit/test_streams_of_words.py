"""Randomness keyed by words."""

import tracemalloc

import numpy as np
import pytest

from noroshi.streams import stream, uniforms


def test_many_streams_begin_as_each_of_them_does() -> None:
    words = [(seed, name) for seed in (0, 1) for name in ("weather", "luck", "")]
    found = uniforms(words, 131)  # no whole number of the generator's blocks
    assert found.shape == (6, 131)
    for numbers, one in zip(found, words, strict=True):
        np.testing.assert_array_equal(numbers, stream(*one).random(131))
    assert len(np.unique(found)) == found.size


def test_no_streams_are_no_numbers() -> None:
    assert uniforms([], 3).shape == (0, 3)


@pytest.mark.parametrize("first", [5000, 5003])  # the generator gives four at a time
def test_late_numbers_are_those_of_the_whole_stream_and_early_ones_are_not_held(first: int) -> None:
    words, count = [(0, number) for number in range(200)], 10
    whole = np.array([stream(*one).random(first + count) for one in words])
    tracemalloc.start()
    found = uniforms(words, count, first=first)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    np.testing.assert_array_equal(found, whole[:, first:])
    assert peak < 0.2 * whole.nbytes
