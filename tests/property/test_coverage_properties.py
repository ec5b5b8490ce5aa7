"""Laws of coverage and revisit: another platform never makes anything worse."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.access.coverage import coverage
from noroshi.access.revisit import revisit
from noroshi.access.windows import Windows, gaps

SPAN = (0.0, 100.0)
ONE_NANOSECOND = 1e-9
TARGETS, DRAWS = 2, 2


@st.composite
def rows(draw, least=0):
    """Windows of whole and of broken seconds, so that many of them touch."""
    time = st.one_of(st.integers(0, 100).map(float), st.floats(0.0, 100.0))
    count = draw(st.integers(least, 12))
    ends = np.sort([[draw(time), draw(time)] for _ in range(count)], axis=-1).reshape(-1, 2)
    who = np.array([[draw(st.integers(0, 1)), draw(st.integers(0, 1))] for _ in range(count)])
    who = who.reshape(-1, 2).astype(int)
    return Windows(who[:, 0], who[:, 1], ends[:, 0], ends[:, 1], TARGETS, DRAWS, SPAN)


def together(one, other):
    joined = (np.concatenate(pair) for pair in zip(one[:4], other[:4], strict=True))
    return Windows(*joined, TARGETS, DRAWS, SPAN)


@settings(max_examples=50)
@given(rows(), rows(least=1))
def test_another_platform_never_lowers_coverage(one, other):
    before, after = (coverage(w, area=[2.0, 5.0], folds=4) for w in (one, together(one, other)))
    for name in before.data_vars:
        assert np.all(after[name] >= before[name] - ONE_NANOSECOND), name


@settings(max_examples=50)
@given(rows(), rows(least=1))
def test_another_platform_never_raises_a_gap_a_wait_or_a_mean_age(one, other):
    shares = (0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
    before, after = (revisit(w, quantiles=shares) for w in (one, together(one, other)))
    for name in ("mean_revisit", "longest_gap", "mean_gap", "mean_age", "gap"):
        assert np.all(after[name] <= before[name] * (1.0 + 1e-9) + ONE_NANOSECOND), name


@settings(max_examples=50)
@given(rows())
def test_gaps_and_time_in_view_add_up_to_the_period(some):
    between = gaps(some)
    empty = np.bincount(between.group, between.length, minlength=TARGETS * DRAWS)
    seen = coverage(some).time_share.sel(fold=1).values.ravel() * (SPAN[1] - SPAN[0])
    assert np.allclose(empty + seen, SPAN[1] - SPAN[0])
    assert np.all(between.length >= 0.0)


@settings(max_examples=50)
@given(rows(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_is_of_no_account(some, random):
    order = list(range(len(some.start)))
    random.shuffle(order)
    mixed = some._replace(**{k: getattr(some, k)[order] for k in some._fields[:4]})
    assert coverage(mixed, folds=3).equals(coverage(some, folds=3))
    assert revisit(mixed).equals(revisit(some))


@settings(max_examples=50)
@given(rows())
def test_folds_nest(some):
    share = coverage(some, folds=4).time_share
    assert np.all(share.diff("fold") <= ONE_NANOSECOND)
