"""A change beside two printed numbers is their difference, or says in words that it is not."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noroshi.present.apart import beside, moves, size
from noroshi.present.cells import FORMS
from noroshi.present.words import clock, duration, signed
from noroshi.stats import sampled


@pytest.mark.parametrize(
    ("was", "now", "change", "said"),
    [
        ("+7 s", "+8 s", "+1 s (0 s to +3 s)", "+1 s (0 s to +3 s)"),
        ("+7 s", "+8 s", "0 s (0 s to +3 s)", "<1 s more (0 s to +3 s)"),
        ("+8 s", "+7 s", "0 s", "<1 s less"),
        ("+7 s", "+7 s", "−1 s", "<1 s less"),
        ("+7 s", "+7 s", "0 s (−1 s to 0 s)", "0 s (−1 s to 0 s)"),
        ("6:59", "6:51", "−7 s (−30 s to 0 s)", "about −7 s (−30 s to 0 s)"),
        ("+1 min 10 s", "+1 min 10 s", "−3 s", "about −3 s"),
        ("−0:05", "0:05", "+10 s", "+10 s"),
        ("58 s", "1 min 03 s", "+5 s", "+5 s"),
        ("76 %", "79 %", "+2 points (−1 to +7)", "about +2 points (−1 to +7)"),
        ("76 %", "79 %", "+3 points", "+3 points"),
        ("0.20", "0.32", "+0.12", "+0.12"),
        ("0.20", "0.21", "0.00", "<0.01 more"),
        ("<1 %", "2 %", "+1 points", "+1 points"),
        ("1,040", "1,100", "+60", "+60"),
        ("4.1", "4.1", "+0.1 (0.0 to +0.2)", "<0.1 more (0.0 to +0.2)"),
        ("1.1 billion USD", "1.25 billion USD", "+150 million", "+150 million"),
        ("never", "5 s", "–", "–"),
        ("up to 4 million", "5 million", "+2 million", "+2 million"),
    ],
)
def test_it_is_the_difference_as_printed_or_says_that_it_is_not(was, now, change, said):
    assert beside(was, now, change) == said


@given(
    st.floats(-300.0, 900.0, allow_nan=False),
    st.floats(-300.0, 900.0, allow_nan=False),
    st.sampled_from([clock, duration]),
)
def test_what_is_said_of_two_times_holds(was, now, form):
    """By the numbers themselves: equal is equal, "<" is less, "about" is the nearest."""
    told = beside(form(was), form(now), signed(now - was))
    apart, by = round(now) - round(was), round(now - was)
    if told.startswith("<"):
        assert told == f"<1 s {'more' if now > was else 'less'}"
        assert abs(now - was) < 1.0
    elif told.startswith("about "):
        assert told == f"about {signed(by)}"
        assert abs(apart - by) == 1
    else:
        assert told == signed(apart)


@given(st.lists(st.floats(-200.0, 200.0, allow_nan=False), min_size=2, max_size=12))
def test_a_mean_is_below_the_step_that_it_is_said_to_be_below(values):
    found = sampled(np.array(values))
    said = FORMS["above a mean change"].text(found)
    sizes = {unit: int(number) for number, unit in re.findall(r"(\d+) (min|s)", said)}
    bound = 60 * sizes.get("min", 0) + sizes.get("s", 0)
    assert abs(float(found.mean)) < bound
    assert said[0] == ("−" if np.copysign(1.0, found.mean) < 0.0 else "+")


def test_nothing_moves_nothing():
    assert [moves(c) for c in ("0 s", "0 s (−1 s to 0 s)", "0.00", "0 points")] == [False] * 4
    assert all(moves(c) for c in ("+1 s", "<1 s more", "about −3 s", "–", "never"))


@given(st.integers(-500, 500))
def test_how_large_a_change_is_is_read_as_it_is_printed(seconds):
    for cell in (signed(seconds), f"{signed(seconds)} (0 s to +9 min)", f"about {signed(seconds)}"):
        assert size(cell) == (abs(seconds), abs(seconds))
    assert size("<5 s more (0 s to +3 s)") == (0.0, 5.0)
    assert size("+2 points (−1 to +7)") == (2.0, 2.0)
    assert size("–") is None
