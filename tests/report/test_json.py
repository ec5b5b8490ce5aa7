"""The document's text is what Python's own writer makes of it."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noroshi.report.json import _indented, as_lists

NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_it_says_what_python_says(value):
    assert json.loads(_indented(value)) == json.loads(json.dumps(value))


@given(st.recursive(NUMBERS | st.text(), lambda inner: st.dictionaries(st.text(), inner)))
def test_it_is_indented_as_by_python(value):
    for one in (value, [value, "a"], [{"b": value}]):
        assert _indented(one) == json.dumps(one, ensure_ascii=False, indent=1)


def test_numbers_of_a_list_share_a_line():
    words = '[\n  "a",\n  "b"\n ]'
    assert _indented({"p5": [[1, None], [2.5, 3]], "ids": ["a", "b"]}) == (
        f'{{\n "p5": [[1, null], [2.5, 3]],\n "ids": {words}\n}}'
    )


@pytest.mark.parametrize("value", [math.nan, [math.inf], {"a": [[1.0, -math.inf]]}])
def test_what_strict_json_has_no_number_for_is_refused(value):
    with pytest.raises(ValueError, match="not JSON compliant"):
        _indented(value)


def test_what_is_no_number_is_null_wherever_it_stands():
    values = np.array([[1.5, np.nan], [-np.inf, 1e-300]])
    assert as_lists(values) == [[1.5, None], [None, 1e-300]]
    assert as_lists(np.array(np.inf)) is None
    assert as_lists(np.array(2.5)) == 2.5
    assert as_lists(np.array([3])) == [3]
    assert as_lists(np.array(["a"])) == ["a"]
