"""Coverage, gaps and ages against closed forms, a step-by-step count, and the laws they keep."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as numbers

from noroshi.access.watched import watched

STEP = 60.0


def of(*counts, folds=1, quantiles=(0.5, 0.9)):
    """One target and draw, from how many see it in each step."""
    count = np.array(counts, dtype=np.int8)[:, None, None]
    return watched(count, STEP, area=np.ones(1), folds=folds, quantiles=quantiles)


def told(found, name, **where):
    return float(found[name].squeeze("target").squeeze("draw").sel(**where))


def test_looks_evenly_spaced_leave_gaps_alike():
    found = of(*([1, 0, 0, 0] * 6))
    assert told(found, "looks") == 6
    assert told(found, "longest_gap") == 3 * STEP
    assert told(found, "mean_break") == 3 * STEP
    assert told(found, "mean_revisit") == 4 * STEP
    assert told(found, "mean_gap") == pytest.approx(0.75 * 3 * STEP)
    assert told(found, "mean_age") == pytest.approx(0.5 * 0.75 * 3 * STEP)
    assert told(found, "time_share", fold=1) == 0.25


def test_a_target_that_nobody_looks_at_waits_for_the_whole_period():
    found = of(*[0] * 10)
    assert told(found, "looks") == 0
    assert told(found, "mean_revisit") == told(found, "mean_break") == np.inf
    assert told(found, "longest_gap") == told(found, "gap", quantile=0.5) == 10 * STEP
    assert told(found, "mean_age") == 5 * STEP
    assert float(found["coverage"].squeeze()) == float(found["watched_area"].squeeze()) == 0.0


def test_a_target_in_view_all_the_time_never_waits():
    found = of(*[2] * 10, folds=3)
    for name in ("longest_gap", "mean_age", "mean_break"):
        assert told(found, name) == 0.0
    assert told(found, "gap", quantile=0.9) == 0.0
    assert found["time_share"].values.ravel().tolist() == [1.0, 1.0, 0.0]


def test_gaps_are_weighed_by_time_and_begin_and_end_with_the_period():
    # Gaps of one, three and four steps, and two steps in view.
    shares = (0.2, 0.3, 0.5, 0.6, 0.61, 1.0)
    found = of(0, 1, 0, 0, 0, 1, 0, 0, 0, 0, quantiles=shares)
    assert (found["gap"].values.ravel() / STEP).tolist() == [0, 1, 3, 3, 4, 4]
    assert told(found, "mean_gap") == pytest.approx((1 + 9 + 16) / 10 * STEP)
    assert told(found, "mean_break") == pytest.approx(8 / 3 * STEP)


def test_shares_are_weighed_by_area_and_targets_and_draws_kept_apart():
    count = np.zeros((10, 2, 3), dtype=np.int8)
    count[:, 1, 0], count[:1, 0, 2] = 1, 1
    found = watched(count, STEP, area=np.array([1.0, 3.0]))
    assert found["time_share"].sel(fold=1).values.tolist() == [[0, 0, 0.1], [1, 0, 0]]
    assert found["coverage"].sel(fold=1).values == pytest.approx([0.75, 0.0, 0.025])
    assert found["watched_area"].sel(fold=1).values.tolist() == [3.0, 0.0, 1.0]
    assert found["looks"].values.tolist() == [[0, 0, 1], [1, 0, 0]]


def test_every_number_has_its_unit():
    for name, variable in of(0, 1).data_vars.items():
        assert variable.attrs["units"] in ("1", "s", "m2"), name
        assert variable.attrs["long_name"]


counts = numbers.arrays(np.int8, (17, 2, 2), elements=st.integers(0, 3))
_SHARES = (0.1, 0.25, 0.5, 0.75, 0.9, 1.0)


def both(count):
    return watched(count, STEP, area=np.array([2.0, 5.0]), folds=4, quantiles=_SHARES)


@settings(max_examples=60)
@given(counts)
def test_numbers_are_those_of_a_count_step_by_step(count):
    found = both(count)
    for t in range(2):
        for d in range(2):
            seen = "".join("1" if c else "0" for c in count[:, t, d])
            gaps = [len(g) for g in seen.split("1") if g]
            in_gap = sorted([0] * seen.count("1") + [g for g in gaps for _ in range(g)])
            own = found.isel(target=t, draw=d)
            assert own["looks"] == len([s for s in seen.split("0") if s])
            assert own["longest_gap"] == max(gaps, default=0) * STEP
            assert own["mean_gap"] == pytest.approx(sum(g * g for g in gaps) / 17 * STEP)
            broken = sum(gaps) / max(len(gaps), 1) * STEP
            assert own["mean_break"] == (pytest.approx(broken) if "1" in seen else np.inf)
            for share in _SHARES:
                at = next(i for i in range(17) if (i + 1) / 17 >= share - 1e-12)
                assert own["gap"].sel(quantile=share) == in_gap[at] * STEP
            for n in range(1, 5):
                assert own["time_share"].sel(fold=n) == np.mean(count[:, t, d] >= n)


@settings(max_examples=60)
@given(counts, counts)
def test_another_platform_never_makes_anything_worse(one, other):
    before, after = both(one), both(one + other)
    for name in ("time_share", "coverage", "watched_area"):
        assert np.all(after[name] >= before[name] - 1e-12), name
    for name in ("longest_gap", "mean_gap", "mean_age", "gap"):
        assert np.all(after[name] <= before[name] * (1.0 + 1e-12)), name


@settings(max_examples=60)
@given(counts)
def test_folds_nest(count):
    assert np.all(both(count)["time_share"].diff("fold") <= 0.0)
