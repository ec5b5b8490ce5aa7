"""Entries of plain arrays are picked as xarray picks them."""

import numpy as np
import pytest

from noroshi.questions.answer import Axis, PlainData, Variable, dataset

SPAN = Variable("span", "some time", "s", ("place", "month"))
WHO = Variable("who", "whose it is", "", ("place",), drawn=False)
PLACES = Axis("place", ["kiso", "awaji"], ["Kiso", "Awaji"])
MONTHS = Axis("month", [3, 6, 9])


@pytest.fixture
def data():
    span = np.arange(24.0).reshape(2, 3, 4)
    return dataset([PLACES, MONTHS], {SPAN: span, WHO: ["one", "other"]})


@pytest.mark.parametrize(
    "at", [{}, {"place": "awaji"}, {"month": 6}, {"place": "kiso", "month": 9}]
)
def test_what_is_picked_is_what_xarray_picks(data, at):
    assert PlainData.of(data).picked(**at).dataset.identical(data.sel(at))


@pytest.mark.parametrize("at", [{"place": "sado"}, {"month": 7}, {"year": 1}])
def test_what_is_not_there_is_refused(data, at):
    with pytest.raises(KeyError):
        PlainData.of(data).picked(**at)
