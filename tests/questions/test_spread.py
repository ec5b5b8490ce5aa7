"""Where draws become intervals: draws without a number are left out, those of never are not."""

import numpy as np
import pytest

from noroshi.questions.answer import Axis, Variable, dataset, spread
from noroshi.stats import sampled

TIME = Variable("time", "some time", "s", ("place",))
NONE = np.nan
VALUES = np.array(
    [
        [1.0, 2.0, 3.0, 4.0],
        [5.0, NONE, 6.0, 8.0],
        [NONE, 1.0, 2.0, 3.0],
        [NONE, 9.0, 7.0, 8.0],
        [NONE, NONE, NONE, NONE],
        [1.0, 2.0, 3.0, np.inf],
    ]
)


@pytest.fixture
def data():
    return dataset([Axis("place", list("abcdef"))], {TIME: VALUES})


def test_each_entry_is_told_of_the_draws_that_have_a_number(data):
    found = spread(data, "time")
    for row, values in enumerate(VALUES[:4]):
        expected = sampled(values[~np.isnan(values)])
        for told, alone in zip(found, expected, strict=True):
            assert told[row] == alone


def test_an_entry_without_any_number_has_none(data):
    assert all(np.isnan(part[4]) for part in spread(data, "time"))
    assert np.isnan(spread(data, "time", place="e").p50)


def test_what_never_comes_is_a_number_too(data):
    found = spread(data, "time", place="f")
    assert (found.p5, found.p50, found.p95) == (1.0, 2.0, np.inf)


def test_one_entry_is_told_alike_alone_and_among_others(data):
    among = spread(data, "time")
    for row, place in enumerate("abcd"):
        for part, alone in zip(among, spread(data, "time", place=place), strict=True):
            assert part[row] == alone
