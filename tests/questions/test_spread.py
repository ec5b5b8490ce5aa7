"""Where draws become intervals: draws without a number are left out, those of never are not."""

import numpy as np
import pytest

from noroshi.questions.answer import Axis, Column, Table, Variable, dataset, spread
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


def test_columns_of_one_head_stand_beside_one_another_in_a_frame():
    """Two parties may have one name."""
    part = Variable("part", "what a party pays", "1", ("plan", "party"), drawn=False)
    rest = Variable("rest", "what is left", "1", ("plan",), drawn=False)
    total = Variable("total", "all of it", "1", drawn=False)
    data = dataset(
        [Axis("plan", ["old", "new"]), Axis("party", ["a", "b"])],
        {part: [[1.0, 2.0], [3.0, 4.0]], rest: [5.0, 6.0], total: 7.0},
    )
    columns = (
        Column("part", "share", at={"party": "a"}),
        Column("part", "share", at={"party": "b"}),
        Column("rest", "rest"),
        Column("total", "sum"),
    )
    frame = Table("money", "Money", data, ("plan",), columns).to_pandas()
    assert frame.to_dict("list") == {
        "share (a)": [1.0, 3.0],
        "share (b)": [2.0, 4.0],
        "rest": [5.0, 6.0],
        "sum": [7.0, 7.0],
    }


@pytest.mark.parametrize("rows", [("plan",), ("plan", "party"), ("party", "plan")])
def test_a_table_without_rows_or_with_fewer_axes_is_a_frame(rows):
    part = Variable("part", "what a party pays", "1", ("plan",), drawn=False)
    data = dataset([Axis("plan", []), Axis("party", ["a", "b"])], {part: []})
    frame = Table("money", "Money", data, rows, (Column("part", "share"),)).to_pandas()
    assert (list(frame.columns), len(frame)) == (["share"], 0)
    assert list(frame.index.names) == list(rows)


def test_a_table_picks_and_orders_what_its_rows_and_columns_name():
    amount = Variable("amount", "an amount", "m", ("kind", "time", "place"), drawn=False)
    axes = [Axis("kind", ["x", "y"]), Axis("time", [1, 2, 3]), Axis("place", ["a", "b"])]
    values = np.arange(12.0).reshape(2, 3, 2) * 1e3
    data = dataset(axes, {amount: values})
    column = Column("amount", "amount", "whole km", {"kind": "y"})
    table = Table("t", "T", data, ("place", "time"), (column,), {"time": [3, 1]})
    wanted = [
        [place, str(time), f"{values[1, time - 1, 'ab'.index(place)] / 1e3:.0f}"]
        for place in "ab"
        for time in (3, 1)
    ]
    assert table.cells() == wanted
    numbers = data["amount"].sel(kind="y", time=[3, 1]).transpose("place", "time").to_numpy()
    assert table.to_pandas().to_numpy().ravel().tolist() == numbers.ravel().tolist()
