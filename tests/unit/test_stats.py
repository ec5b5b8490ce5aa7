"""Measures against counting by hand and against a library."""

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from noroshi.questions.warning.people import impact_warning_time, mean_warning, people_warned
from noroshi.questions.warning.pipe.reach import IMPACT, OVERFLIGHT, Pairs
from noroshi.stats import drivers, interval

PAIRS = Pairs(
    flight=np.array([0, 1, 0, 2]),
    receiver=np.array([0, 0, 1, 1]),
    kind=np.array([IMPACT, IMPACT, OVERFLIGHT, IMPACT]),
    fraction=np.array([1.0, 1.0, 0.5, 1.0]),
)
MARGIN = np.array([[120.0], [60.0], [-np.inf], [300.0]])
POPULATION = np.array([1000.0, 200.0, 50.0])


def test_the_least_warning_counts_impacts_only_and_leaves_the_untouched_out() -> None:
    least = impact_warning_time(MARGIN, PAIRS, receivers=3)
    assert least[:2, 0].tolist() == [60.0, 300.0]
    assert np.isnan(least[2, 0])


def test_people_are_counted_by_their_least_warning() -> None:
    least = impact_warning_time(MARGIN, PAIRS, receivers=3)
    people = people_warned(least, POPULATION, np.array([0.0, 60.0, 61.0, 300.0, 301.0]))
    assert people[:, 0].tolist() == [1200.0, 1200.0, 200.0, 200.0, 0.0]


def test_the_mean_weighs_each_place_by_its_people_and_its_flights_alike() -> None:
    mean = mean_warning(np.maximum(MARGIN, 0.0), PAIRS, POPULATION)
    assert mean.item() == pytest.approx((1000.0 * 90.0 + 200.0 * 300.0) / 1200.0)


@given(st.lists(st.floats(-1e6, 1e6) | st.just(-np.inf), min_size=1, max_size=300))
def test_an_interval_is_ordered_and_made_of_values_that_occur(values: list[float]) -> None:
    result = interval(np.array(values))
    assert result.p5 <= result.p50 <= result.p95
    assert {float(x) for x in result} <= set(values)


def test_the_levels_of_an_interval_are_5_50_and_95_per_cent_of_a_known_sample() -> None:
    """Of the numbers 1 to n in any order, the level p is the number p n, rounded up."""
    rng = np.random.default_rng(0)
    assert interval(rng.permutation(np.arange(1.0, 101.0))) == (5.0, 50.0, 95.0)
    assert interval(rng.permutation(np.arange(1.0, 1001.0))) == (50.0, 500.0, 950.0)
    assert interval(rng.permutation(np.arange(1.0, 129.0))) == (7.0, 64.0, 122.0)
    # Along whichever axis the draws lie, of each row its own.
    rows = np.stack([np.arange(1.0, 101.0), 10.0 * np.arange(1.0, 101.0)])
    assert [level.tolist() for level in interval(rows)] == [[5, 50], [50, 500], [95, 950]]
    across = interval(rows.T, axis=0)
    assert [level.tolist() for level in across] == [[5, 50], [50, 500], [95, 950]]


def test_only_an_assumption_that_matters_is_named_a_driver() -> None:
    points = np.random.default_rng(1).uniform(size=(40, 128))
    values = {f"assumption.{i}": row for i, row in enumerate(points)}
    answer = np.exp(3.0 * points[7]) - 0.5 * points[3]
    found = drivers(values, answer)
    assert [d.name for d in found][:1] == ["assumption.7"]
    assert found[0].correlation > 0.9
    assert {d.name for d in found} <= {"assumption.7", "assumption.3"}


def test_an_answer_that_never_varies_has_no_drivers() -> None:
    values = {"a": np.linspace(0.0, 1.0, 16)}
    assert drivers(values, np.zeros(16)) == []
    assert drivers(values, np.full(16, np.inf)) == []


@pytest.mark.parametrize("ties", [False, True])
def test_rank_correlations_are_those_of_a_library(ties: bool) -> None:
    rng = np.random.default_rng(3)
    answer = rng.normal(size=64)
    values = {f"v{k}": k * answer + rng.normal(size=64) for k in range(-2, 5)}
    values |= {"same": answer, "opposite": -answer}
    if ties:
        answer = np.round(answer)
        values = {name: np.round(2.0 * v) for name, v in values.items()}
    found = drivers(values, answer, level=1e9)
    assert len(found) == len(values)
    for driver in found:
        wanted = scipy.stats.spearmanr(values[driver.name], answer)
        np.testing.assert_allclose(driver.correlation, wanted.statistic, rtol=1e-13)
        np.testing.assert_allclose(driver.p_value, wanted.pvalue, rtol=1e-9, atol=1e-15)
