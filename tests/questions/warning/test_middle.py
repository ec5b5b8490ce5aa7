"""The flight in the middle, against its definition flight by flight."""

import numpy as np
import pytest

from noroshi.questions.answer import DRAW, Axis, Numbers, Variable, dataset
from noroshi.questions.numbers import spread_of
from noroshi.questions.plain_data import PlainData
from noroshi.questions.warning.middle import median, middle

RNG = np.random.default_rng(3)


@pytest.mark.parametrize("flights", [1, 4, 5])
def test_many_medians_at_once_are_those_of_each(flights: int) -> None:
    values = RNG.choice([1.0, 2.0, 3.0, np.inf, np.nan], size=(3, 2, flights, 6))
    weight = RNG.random(flights)
    for found, counted in ((middle(values, weight), weight), (median(values), np.ones(flights))):
        for at in np.ndindex(3, 2, 6):
            one, there = values[at[:2]][:, at[2]], ~np.isnan(values[at[:2]][:, at[2]])
            below = [counted[there & (one <= x)].sum() for x in one]
            half = 0.5 * counted[there].sum() * (1.0 - 1e-12)
            enough = [x for x, b in zip(one, below, strict=True) if b >= half and not np.isnan(x)]
            np.testing.assert_array_equal(found[at], min(enough, default=np.nan))


def test_an_entry_that_is_picked_is_told_as_by_itself() -> None:
    gain = Variable("gain", "what is gained", "s", ("city", "party"), drawn=True)
    values = RNG.normal(size=(3, 2, 40))
    values[1, 1, 5:9] = np.nan
    told = Numbers(
        PlainData.of(
            dataset([Axis("city", list("abc")), Axis("party", ["x", "y"])], {gain: values})
        )
    )
    for city, row in zip("abc", values, strict=True):
        for found, of in (
            (told.spread("gain", city=city, party="y"), row[1]),
            (told.spread("gain", city=city), row),
        ):
            expected = spread_of(("party", DRAW)[2 - of.ndim :], of)
            np.testing.assert_allclose(np.array(found), np.array(expected), rtol=1e-12)
