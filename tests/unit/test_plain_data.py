"""Plain arrays of an answer: picked as xarray picks, and the Dataset that somebody asks for."""

import gc
import weakref

import numpy as np
import pytest
import xarray as xr

from noroshi.questions.answer import Axis, Variable, dataset
from noroshi.questions.plain_data import _ORIGINS, PlainData, Values

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


def plain() -> PlainData:
    heights = Values(("place",), np.array([1.0, 2.0]), {"units": "m"})
    ids = Values(("place",), np.array(["a", "b"]), {})
    return PlainData({"height": heights}, {"place": ids}, {"title": "Mine"})


def test_the_dataset_of_plain_arrays_is_read_as_these() -> None:
    made = plain()
    assert PlainData.of(made.dataset) is made
    given = xr.Dataset({"height": ("place", [1.0, 2.0])})
    assert PlainData.of(given) is PlainData.of(given)


def test_a_dataset_with_another_variable_is_read_anew() -> None:
    made = plain()
    data = made.dataset
    assert PlainData.of(data.assign(height=data["height"] * 2.0))["height"].tolist() == [2.0, 4.0]
    data["height"] = data["height"] * 3.0
    assert PlainData.of(data)["height"].tolist() == [3.0, 6.0]
    data["width"] = data["height"] * 0.0
    assert "width" in PlainData.of(data)
    del data["height"]
    assert "height" not in PlainData.of(data)


def test_a_dataset_that_nobody_holds_is_forgotten() -> None:
    gc.collect()  # what other tests have let go
    before, made = len(_ORIGINS), plain()
    gone = weakref.ref(made.dataset)
    assert len(_ORIGINS) == before + 1
    del made
    gc.collect()
    assert gone() is None
    assert len(_ORIGINS) == before
