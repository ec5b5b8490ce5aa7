"""What is kept later, and what is remembered of an object."""

import numpy as np
import pytest

from noroshi.kept import keeping, kept
from noroshi.kept.later import Later
from noroshi.kept.remembered import MOST, Remembered
from noroshi.kept.store import InMemory
from noroshi.units import unit_of


def test_a_result_that_waits_is_found_before_it_is_written_and_after() -> None:
    behind = InMemory(10_000)
    later = Later(behind)
    with keeping(later):
        first = kept("words", unit_of, "12 km")
    (place,) = later._waiting
    assert behind.found(*place, ()) is None
    assert later.found(*place, ()) == first == "km"
    later.write()
    assert behind.found(*place, ()) == "km"
    assert not later._waiting
    assert later.found(*place, ()) == "km"


def test_arrays_of_what_waits_cannot_be_written_to() -> None:
    later, array = Later(InMemory(10_000)), np.zeros(3)
    later.keep("numbers", "key", {"of": (1.0, array)})
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1.0
    with pytest.raises(TypeError, match="a set is not kept"):
        later.keep("numbers", "other", {1})


def test_what_is_remembered_is_of_the_object_and_not_of_what_is_equal() -> None:
    asked: list[object] = []
    count = Remembered[list[int], int](lambda of: asked.append(of) or len(of))  # type: ignore[func-returns-value]
    one, other = [1], [1]
    assert [count(one), count(one), count(other)] == [1, 1, 1]
    assert len(asked) == 2
    assert asked[0] is one
    assert asked[1] is other


def test_no_more_is_remembered_than_there_is_room_for() -> None:
    same = Remembered[object, object](lambda of: of)
    for _ in range(MOST + 1):
        same(object())
    assert len(same._known) == 1
