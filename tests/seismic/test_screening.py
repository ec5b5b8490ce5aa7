"""Screening by surface waves: the lines of the data centre, their days and their error."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noroshi.seismic.screening import BEFORE_2010, LINES, SINCE_2010, line_on, screen


def test_the_line_changed_on_the_third_of_june_2010():
    assert line_on(date(2006, 10, 9)) is BEFORE_2010
    assert line_on(date(2010, 6, 2)) is BEFORE_2010
    assert line_on(date(2010, 6, 3)) is SINCE_2010
    assert line_on(date(2017, 9, 3)) is SINCE_2010


def test_each_line_begins_when_the_one_before_it_ends():
    assert LINES[0].since is None
    assert LINES[-1].until is None
    assert all(one.until == two.since for one, two in pairwise(LINES))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_an_event_on_the_line_has_no_margin_and_is_kept(line):
    on_it = screen(4.5, line.slope * 4.5 + line.intercept, line, sigma_mb=0.1, sigma_ms=0.1)
    assert np.isclose(on_it.margin, 0.0, atol=1e-12)
    assert not on_it.screened_out


@given(st.floats(3.5, 6.5), st.floats(2.0, 7.0), st.floats(0.01, 0.3))
def test_stronger_surface_waves_are_screened_out_sooner(mb, ms, sigma):
    found = screen(mb, ms + np.array([0.0, 0.5]), SINCE_2010, sigma_mb=sigma, sigma_ms=sigma)
    assert np.isclose(np.diff(found.margin)[0], 0.5)
    assert found.screened_out[0] <= found.screened_out[1]


def test_the_margins_error_is_that_of_drawn_magnitudes():
    random = np.random.default_rng(4)
    mb, ms = random.normal(4.9, 0.08, 200_000), random.normal(4.0, 0.15, 200_000)
    drawn = screen(mb, ms, BEFORE_2010, sigma_mb=0.0, sigma_ms=0.0).margin.std()
    told = screen(4.9, 4.0, BEFORE_2010, sigma_mb=0.08, sigma_ms=0.15).deviation
    assert np.isclose(told, drawn, rtol=0.01)


def test_what_lies_two_deviations_above_is_screened_out():
    above = np.array([1.9, 2.1]) * np.hypot(0.1, 0.1)
    found = screen(5.0, 4.36 + above, SINCE_2010, sigma_mb=0.1, sigma_ms=0.1)
    assert found.screened_out.tolist() == [False, True]


@given(st.floats(3.5, 6.2))
def test_below_mb_six_the_new_line_keeps_more_explosions(mb):
    old, new = (line.slope * mb + line.intercept for line in LINES)
    assert (new > old) == (mb < 6.24)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_the_tests_of_2013_and_2016_are_kept_by_both_lines_and_lie_near_them(line):
    # IRIS special event page: mb 5.1 and Ms 4.0 on 12 February 2013 and on 6 January 2016.
    found = screen(5.1, 4.0, line, sigma_mb=0.1, sigma_ms=0.1)
    assert not found.screened_out
    assert -0.5 < found.margin < 0.0
