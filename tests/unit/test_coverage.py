"""Coverage, gaps and ages against closed forms and a second-by-second count."""

import numpy as np
import pytest

from noroshi.access.coverage import coverage
from noroshi.access.revisit import revisit
from noroshi.access.windows import Windows, gaps

DAY = 86400.0


def windows(*rows, targets=1, draws=1, span=(0.0, DAY)):
    """Rows of (target, draw, start, end)."""
    target, draw, start, end = np.array(rows, dtype=float).reshape(-1, 4).T
    return Windows(target.astype(int), draw.astype(int), start, end, targets, draws, span)


def at(dataset, name, **where):
    return float(dataset[name].isel(target=0, draw=0).sel(**where))


def test_instants_evenly_spaced_have_a_mean_age_of_half_their_distance():
    step = 3600.0
    even = windows(*[(0, 0, t, t) for t in np.arange(0.0, DAY, step)])
    found = revisit(even)
    assert at(found, "mean_age") == pytest.approx(step / 2)
    assert at(found, "mean_gap") == pytest.approx(step)
    assert at(found, "longest_gap") == step
    assert at(found, "mean_revisit") == step
    assert at(found, "gap", quantile=0.5) == at(found, "gap", quantile=0.9) == step
    assert at(coverage(even), "time_share", fold=1) == 0.0


def test_a_target_that_nobody_looks_at_waits_for_the_whole_period():
    found, none = revisit(windows()), coverage(windows())
    assert at(found, "looks") == 0
    assert at(found, "mean_revisit") == np.inf
    assert at(found, "longest_gap") == at(found, "gap", quantile=0.5) == DAY
    assert at(found, "mean_age") == DAY / 2
    assert float(none.coverage[0, 0]) == float(none.watched_area[0, 0]) == 0.0


def test_a_target_in_view_all_the_time_never_waits():
    always = windows((0, 0, 0.0, DAY))
    found = revisit(always)
    assert at(found, "longest_gap") == at(found, "mean_age") == 0.0
    assert at(found, "gap", quantile=0.9) == 0.0
    assert at(coverage(always), "time_share", fold=1) == 1.0


def test_gaps_are_those_between_looks_and_at_both_ends_of_the_period():
    found = gaps(windows((0, 0, 10.0, 20.0), (0, 0, 50.0, 60.0), span=(0.0, 100.0)))
    assert found.start.tolist() == [0.0, 20.0, 60.0]
    assert found.end.tolist() == [10.0, 50.0, 100.0]


def test_windows_that_touch_leave_no_gap_and_two_at_once_count_twice():
    both = windows((0, 0, 10.0, 50.0), (0, 0, 50.0, 80.0), (0, 0, 20.0, 60.0), span=(0.0, 100.0))
    assert gaps(both).length.tolist() == [10.0, 20.0]
    found = coverage(both, folds=3)
    assert found.time_share.sel(fold=1).item() == pytest.approx(0.7)
    assert found.time_share.sel(fold=2).item() == pytest.approx(0.4)
    assert found.time_share.sel(fold=3).item() == 0.0


def test_gaps_are_weighed_by_time():
    # Gaps of 10, 30 and 40 s, and 20 s in view: the median instant is in the gap of 30 s.
    some = windows((0, 0, 10.0, 20.0), (0, 0, 50.0, 60.0), span=(0.0, 100.0))
    found = revisit(some, quantiles=(0.2, 0.3, 0.5, 0.6, 0.61, 1.0))
    assert found.gap[:, 0, 0].values.tolist() == [0.0, 10.0, 30.0, 30.0, 40.0, 40.0]
    assert at(found, "mean_gap") == pytest.approx((100.0 + 900.0 + 1600.0) / 100.0)


def test_coverage_weighs_targets_by_their_areas():
    half = windows((0, 0, 0.0, DAY), targets=2)
    found = coverage(half, area=[1.0, 3.0])
    assert found.coverage.item() == pytest.approx(0.25)
    assert found.watched_area.item() == 1.0
    assert found.watched_area.attrs["units"] == "m2"


def test_targets_and_draws_are_kept_apart():
    rows = windows((1, 0, 0.0, 10.0), (0, 2, 5.0, 6.0), targets=2, draws=3, span=(0.0, 10.0))
    share = coverage(rows).time_share.sel(fold=1).values
    assert share.tolist() == [[0.0, 0.0, 0.1], [1.0, 0.0, 0.0]]
    assert revisit(rows).looks.values.tolist() == [[0, 0, 1], [1, 0, 0]]


def test_numbers_are_those_of_a_count_second_by_second():
    rng = np.random.default_rng(7)
    span, targets, draws, rows = (0.0, 2000.0), 3, 2, 40
    start = np.floor(rng.uniform(0, 1900, rows))
    some = Windows(
        rng.integers(targets, size=rows),
        rng.integers(draws, size=rows),
        start,
        start + np.floor(rng.exponential(60, rows) % 100.0),
        targets,
        draws,
        span,
    )
    middle = np.arange(2000) + 0.5
    open_ = np.zeros((targets, draws, 2000), int)
    for t, d, a, b in zip(*some[:4], strict=True):
        open_[t, d] += (a < middle) & (middle < b)
    found = coverage(some, folds=3).time_share.values
    for n in (1, 2, 3):
        assert np.allclose(found[n - 1], np.mean(open_ >= n, axis=-1), atol=1e-12)
    # The mean age by the middle of every second, with what is unseen counted from the start.
    age = np.empty((targets, draws, 2000))
    for t in range(targets):
        for d in range(draws):
            ends = some.end[(some.target == t) & (some.draw == d)]
            for i, now in enumerate(middle):
                last = ends[ends <= now].max(initial=0.0)
                age[t, d, i] = 0.0 if open_[t, d, i] else now - last
    assert np.allclose(revisit(some).mean_age, age.mean(axis=-1), atol=0.5)


def test_every_number_has_its_unit():
    for dataset in (coverage(windows()), revisit(windows())):
        for name, variable in dataset.data_vars.items():
            assert variable.attrs["units"] in ("1", "s", "m2"), name
            assert variable.attrs["long_name"]
