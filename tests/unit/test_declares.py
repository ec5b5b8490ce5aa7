"""Whether something stands at a dotted path, however its steps are to be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noroshi.world.document import Path_
from noroshi.world.merging import Tree, dotted

STEPS = st.one_of(st.integers(0, 12), st.sampled_from(["a", "b", "7", "07", "a.b", "٣"]))
PATHS = st.lists(STEPS, min_size=1, max_size=3).map(tuple)


def tree(*paths: Path_) -> Tree:
    return Tree({}, dict.fromkeys(paths, ("file.yaml", 1)), [], unread=False)


@pytest.mark.parametrize(
    ("word", "there"),
    [("sensors.a.faces.0", True), ("sensors.a.faces.00", False), ("sensors.a.2013", True)],
)
def test_numbers_are_places_in_lists_or_keys_as_they_are_written(word: str, there: bool) -> None:
    assert tree(("sensors", "a", "faces", 0), ("sensors", "a", "2013")).declares(word) is there


@given(st.lists(PATHS, max_size=6), st.one_of(PATHS.map(dotted), st.text(max_size=5)))
def test_it_is_what_the_dotted_paths_say(paths: list[Path_], word: str) -> None:
    assert tree(*paths).declares(word) is (word in {dotted(path) for path in paths})
