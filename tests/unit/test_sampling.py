"""Sampling errors against resampling, known distributions and the law of the square root."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.present.rounding import STEPS, rounded, supported
from noroshi.present.words import mean_change, mean_span, roughly
from noroshi.stats import Sampled, interval, sampled

PERCENTILES = np.array([0.05, 0.5, 0.95])


@pytest.mark.parametrize("draws", [8, 32, 128])
def test_the_error_of_a_percentile_is_that_of_the_bootstrap(draws: int) -> None:
    # Oracle: the definition, resample by resample, with a seed.
    random = np.random.default_rng(draws)
    values = random.exponential(10.0, draws)
    again = values[random.integers(0, draws, (40_000, draws))]
    found = sampled(values)
    strayed = np.std(interval(again), axis=-1)
    np.testing.assert_allclose(found[4:7], strayed, rtol=0.03)
    assert found[:3] == interval(values)
    # That of the mean is the bootstrap's with the usual correction for few draws.
    corrected = again.mean(axis=-1).std() * np.sqrt(draws / (draws - 1.0))
    assert float(found.mean_error) == pytest.approx(corrected, rel=0.03)


def test_errors_are_those_of_samples_of_a_known_distribution() -> None:
    # Oracle: how much the percentiles of 2,000 samples stray about one another, an even spread.
    samples = np.random.default_rng(3).uniform(0.0, 1.0, (2_000, 256))
    found = sampled(samples)
    told = [np.median(e) for e in (found.p5_error, found.p50_error, found.p95_error)]
    np.testing.assert_allclose(told, np.std(interval(samples), axis=-1), rtol=0.12)
    textbook = np.sqrt(PERCENTILES * (1.0 - PERCENTILES) / 256.0)
    np.testing.assert_allclose(told, textbook, rtol=0.12)
    assert np.median(found.mean_error) == pytest.approx(np.sqrt(1.0 / 12.0 / 256.0), rel=0.01)


def test_errors_shrink_with_the_root_of_the_draws() -> None:
    random = np.random.default_rng(5)
    few, many = (sampled(random.normal(size=(400, n))) for n in (64, 1024))
    for name in ("p5_error", "p50_error", "p95_error", "mean_error"):
        ratio = np.median(getattr(few, name)) / np.median(getattr(many, name))
        assert ratio == pytest.approx(4.0, rel=0.12), name


def test_means_add_up_where_percentiles_need_not() -> None:
    before, gain = np.random.default_rng(7).exponential(1.0, (2, 33))
    parts = sampled(before), sampled(gain)
    assert float(sampled(before + gain).mean) == pytest.approx(sum(float(p.mean) for p in parts))


def test_what_does_not_vary_has_no_error_and_one_draw_cannot_tell() -> None:
    assert sampled(np.full(9, 3.0))[3:] == (3.0, 0.0, 0.0, 0.0, 0.0)
    assert np.isnan(sampled(np.array([3.0]))[4:]).all()


def test_what_is_never_reached_in_some_draws_keeps_its_percentiles() -> None:
    found = sampled(np.array([-np.inf, 1.0, 2.0, 3.0]))
    assert found[:3] == (-np.inf, 1.0, 3.0)
    assert found.mean == -np.inf
    assert np.isnan(found.mean_error)


def test_a_percentile_below_what_is_never_reached_has_the_error_of_finite_resamples() -> None:
    rng = np.random.default_rng(3)
    values = np.concatenate([rng.normal(100.0, 30.0, 70), np.full(30, np.inf)])
    found = sampled(np.stack([values, rng.permutation(values)]))
    resampled = np.array([interval(rng.choice(values, 100)).p50 for _ in range(4000)])
    wanted = resampled[np.isfinite(resampled)].std()
    np.testing.assert_allclose(found.p50_error, wanted, rtol=0.1)
    assert np.isnan(found.p95_error).all()


def test_each_row_has_the_errors_that_it_has_alone() -> None:
    values = np.random.default_rng(9).normal(size=(3, 4, 20))
    together = np.array(sampled(values))
    np.testing.assert_allclose(together[:, 2, 1], sampled(values[2, 1]), rtol=1e-12)


@pytest.mark.parametrize(
    ("value", "error", "said"),
    [
        (23.4, 12.0, 20.0),
        (23.4, 0.3, 23.0),
        (7.6, 1.4, 8.0),
        (23.4, 5.1, 25.0),
        (152.0, 41.0, 150.0),
        (152.0, 70.0, 180.0),
        (-23.4, 12.0, -20.0),
        (23.4, float("nan"), 23.0),
        (float("inf"), 1.0, float("inf")),
    ],
)
def test_no_digit_is_said_that_the_draws_do_not_support(
    value: float, error: float, said: float
) -> None:
    assert supported(value, error) == said


def test_no_seconds_are_said_where_an_error_reaches_a_minute() -> None:
    found = Sampled(*(np.float64(v) for v in (0.0, 60.0, 552.0, 102.0, 0.1, 0.1, 90.0, 15.0)))
    assert mean_change(found) == "+1 min 40 s (0 s to +9 min)"
    assert mean_span(found) == "1 min 40 s (0 s to 9 min)"


@pytest.mark.parametrize(
    ("value", "error", "said"),
    [
        (0.687, 0.073, 0.7),
        (0.687, 0.03, 0.69),
        (53.4e6, 2.5e6, 53e6),
        (53.4e6, 0.0, 53.4e6),
        (53.4e6, float("nan"), 53.4e6),
    ],
)
def test_counts_and_shares_have_no_digit_more_either(
    value: float, error: float, said: float
) -> None:
    assert rounded(value, error) == pytest.approx(said, rel=1e-12)


@settings(max_examples=50)
@given(value=st.floats(-5e3, 5e3), error=st.floats(0.0, 5e3))
def test_rounding_moves_a_number_by_less_than_its_error(value: float, error: float) -> None:
    assert abs(supported(value, error) - value) <= max(0.5 * error, 0.5 * STEPS[0]) * 1.0000001


def test_nothing_is_not_said_to_be_about_nothing() -> None:
    assert [roughly(s, 8.0) for s in (0.3, -0.3, 41.0)] == ["0 s", "0 s", "about 40 s"]


@pytest.mark.parametrize("draws", [*range(1, 70), 128, 500, 1000])
def test_percentiles_are_those_of_numpy_to_the_last_bit(draws: int) -> None:
    random = np.random.default_rng(draws)
    values = random.normal(size=(4, draws))
    values[1, draws // 2] = np.nan
    values[2, : (draws + 1) // 2] = -np.inf
    for axis, given_ in ((-1, values), (0, values.T)):
        theirs = np.percentile(given_, 100.0 * PERCENTILES, axis=axis, method="inverted_cdf")
        np.testing.assert_array_equal(interval(given_, axis=axis), theirs)
