"""Laws of fair shares: they sum to one, no unit matters, and who gives as able is in balance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noroshi.ledger.fair_share import BANDS, IN_BALANCE, band, misplaced, ratios, shares

amounts = st.integers(2, 6).flatmap(
    lambda n: st.tuples(*[st.lists(st.floats(1e-3, 1e12), min_size=n, max_size=n)] * 2)
)
scales = st.floats(1e-6, 1e6)


def column(values):
    return np.array(values)[:, None]


@given(amounts)
def test_shares_sum_to_one_and_ratios_weigh_to_one(both):
    given_, able = map(column, both)
    assert shares(given_).sum() == pytest.approx(1.0)
    assert (ratios(given_, able) * shares(able)).sum() == pytest.approx(1.0)


@given(amounts, scales)
def test_who_gives_as_able_is_in_balance(both, scale):
    able = column(both[0])
    assert ratios(scale * able, able) == pytest.approx(np.ones_like(able))
    assert misplaced(scale * able, able) == pytest.approx(0.0, abs=1e-12)


@given(amounts, scales, scales)
def test_no_currency_matters(both, one, other):
    given_, able = map(column, both)
    assert ratios(one * given_, other * able) == pytest.approx(ratios(given_, able))
    assert misplaced(one * given_, other * able) == pytest.approx(misplaced(given_, able))


@given(amounts)
def test_what_is_misplaced_is_what_some_give_too_much(both):
    """The definition: the surplus of those above their share, which the others lack."""
    given_, able = map(column, both)
    off = shares(given_) - shares(able)
    found = misplaced(given_, able)
    assert found == pytest.approx(off[off > 0.0].sum(), abs=1e-12)
    assert 0.0 <= found <= 1.0


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.01, 0.99))
def test_of_two_parties_less_is_misplaced_exactly_when_both_ratios_come_nearer_to_one(a, b, able):
    def of(part):
        return column([part, 1.0 - part])

    fair = of(able)
    less = misplaced(of(b), fair) - misplaced(of(a), fair)
    nearer = np.abs(ratios(of(b), fair) - 1.0) - np.abs(ratios(of(a), fair) - 1.0)
    if abs(less.item()) > 1e-9:
        assert (np.sign(nearer) == np.sign(less)).all()


def test_who_gives_nothing_has_no_ratio_but_zero_and_who_is_able_to_nothing_has_none():
    assert ratios(column([0.0, 2.0]), column([1.0, 1.0])).ravel().tolist() == [0.0, 2.0]
    assert np.isnan(ratios(column([1.0, 2.0]), column([0.0, 1.0]))).ravel().tolist() == [
        True,
        False,
    ]
    for given_, able in (([0.0, 0.0], [1.0, 1.0]), ([1.0, 1.0], [0.0, 0.0])):
        assert np.isnan(ratios(column(given_), column(able))).all()
        assert np.isnan(misplaced(column(given_), column(able))).all()
    # Who gives, and is counted with nothing to give from, gives what is others' to give.
    assert misplaced(column([1.0, 3.0]), column([0.0, 1.0])) == pytest.approx(0.25)


def test_bands_are_those_of_the_reports_to_the_digits_that_they_print():
    low, high = IN_BALANCE
    printed = {
        0.0: 0,
        0.79: 0,
        0.794: 0,
        low: 1,
        1.0: 1,
        high: 1,
        1.194: 1,
        1.2: 2,
        1.196: 2,
        9.0: 2,
    }
    assert {ratio: BANDS.index(band(ratio)) for ratio in printed} == printed
    assert band(float("nan")) == ""
