"""How numbers are said, and that declared text cannot become markup."""

from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noroshi.present.cells import FORMS, number
from noroshi.present.chances import chance, hundred_span, hundredths, probability
from noroshi.present.page import piece
from noroshi.present.quantities import number as quantity_number
from noroshi.present.rounding import hundredth
from noroshi.present.words import (
    amount,
    clock,
    clock_span,
    counted,
    distance_span,
    duration,
    kilometres,
    mean_change,
    mean_crowd,
    people,
    percentages,
    roughly,
    share,
    share_span,
    signed,
    signed_span,
    span,
    supported_interval,
    two_digits,
)
from noroshi.stats import Interval, Sampled


@pytest.mark.parametrize(
    ("seconds", "words", "digits"),
    [
        (0.0, "0 s", "0:00"),
        (-0.2, "0 s", "0:00"),
        (59.6, "1 min", "1:00"),
        (75.2, "1 min 15 s", "1:15"),
        (-75.2, "−1 min 15 s", "−1:15"),
        (3725.0, "62 min 05 s", "62:05"),
        (np.inf, "never", "never"),
        (-np.inf, "never", "never"),
        (np.nan, "–", "–"),
    ],
)
def test_a_time_is_said_in_minutes_and_seconds(seconds: float, words: str, digits: str) -> None:
    assert duration(seconds) == words
    assert clock(seconds) == digits


def test_a_change_always_carries_its_sign() -> None:
    assert [signed(s) for s in (12.4, 0.2, -0.2, -12.6)] == ["+12 s", "0 s", "0 s", "−13 s"]


def test_an_interval_without_width_is_one_number() -> None:
    same = Interval(*np.array([60.0, 60.2, 60.4]))
    wide = Interval(*np.array([-np.inf, 60.0, 125.0]))
    assert (span(same), clock_span(same), signed_span(same)) == (
        "1 min",
        "1:00",
        "+1 min",
    )
    assert clock_span(wide) == "1:00 (never to 2:05)"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (87, "87"),
        (999.4, "999"),
        (1_000, "1 thousand"),
        (999_600, "1.0 million"),
        (23.44e6, "23.4 million"),
        (4.05e6, "4.1 million"),
        (4.05e6 - 1e-3, "4.1 million"),
        (2_500, "3 thousand"),
    ],
)
def test_people_are_said_with_the_digits_that_matter(count: float, words: str) -> None:
    assert people(count) == words


def test_one_of_something_is_not_several() -> None:
    assert [counted(n, "flight") for n in (0, 1, 2)] == ["0 flights", "1 flight", "2 flights"]


def test_a_crowd_says_its_unit_once_where_it_can() -> None:
    assert mean_crowd(_exactly(53.7e6, 58.1e6, 59.0e6)) == "58.1 million (53.7 to 59.0)"
    assert mean_crowd(_exactly(900.0, 2e3, 3e6)) == "2 thousand (900 to 3.0 million)"


def _exactly(p5: float, mean: float, p95: float) -> Sampled:
    """A result whose every digit is sure."""
    return Sampled(*np.array([p5, mean, p95, mean, 0.0, 0.0, 0.0, 0.0]))


def test_a_mean_that_few_draws_move_is_not_put_before_an_interval_that_lacks_it() -> None:
    # Of 32 draws, in one nobody is warned: 5 and 95 % are all, and the mean is less.
    crowded = Sampled(800e3, 800e3, 800e3, 775e3, 0.0, 0.0, 0.0, 25e3)  # type: ignore[arg-type]
    assert mean_crowd(crowded) == "780 thousand (800 thousand in 90 % of draws)"
    longer = Sampled(0.0, 0.0, 0.0, 8.0, 0.0, 0.0, 0.0, 4.0)  # type: ignore[arg-type]
    assert mean_change(longer) == "+8 s (0 s in 90 % of draws)"
    assert mean_change(Sampled(*[0.0] * 8)) == "0 s"  # type: ignore[arg-type]


def test_what_is_lost_is_said_without_a_sign_and_each_end_with_its_own_digits() -> None:
    gain = Sampled(-175.0, -50.0, -11.0, -48.0, 70.0, 0.0, 0.2, 6.0)  # type: ignore[arg-type]
    assert amount(gain, lost=True) == "about 50 s (11 s to about 3 min)"
    assert amount(gain) == "about −50 s (about −3 min to −11 s)"


def test_a_small_share_is_not_said_to_be_none() -> None:
    assert [share(s) for s in (0.0, 0.001, 0.4, 1.0)] == ["0 %", "<1 %", "40 %", "100 %"]


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (840.0, "0.8"),
        (6_000.0, "6"),
        (9_960.0, "10"),
        (62_400.0, "62"),
        (1_420e3, "1,400"),
        (np.inf, "none"),
        (np.nan, "–"),
    ],
)
def test_a_distance_is_said_with_the_digits_that_matter(metres: float, words: str) -> None:
    assert kilometres(metres) == words


def test_an_interval_of_distances_or_shares_without_width_is_one_number() -> None:
    sizes = Interval(*np.array([6e3, 62e3, np.inf]))
    assert distance_span(sizes, never="no track") == "62 (6 to no track)"
    assert distance_span(Interval(*np.full(3, 6e3))) == "6"
    assert share_span(Interval(*np.array([0.0, 0.05, 0.4]))) == "5 % (0 % to 40 %)"
    assert share_span(Interval(*np.zeros(3))) == "0 %"


class _Reader(HTMLParser):
    """What a browser would read: the elements, and the text between them."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\r\0`")))
def test_any_text_reads_back_as_text_and_as_an_attribute(text: str) -> None:
    reader = _Reader()
    reader.feed(str(piece("table", text, [], [])))
    reader.close()
    assert dict(reader.elements)["table"] == {"aria-label": text}
    assert text in reader.text
    assert not reader.text.replace(text, "", 1).strip()


def test_a_table_heads_its_rows_and_columns() -> None:
    reader = _Reader()
    columns = [
        {"head": "name", "unit": "", "words": True},
        {"head": "value", "unit": "", "words": False},
    ]
    reader.feed(piece("table", "Title", columns, [["a", "1"], ["b", "2"]]))
    scopes = [attributes.get("scope") for name, attributes in reader.elements if name == "th"]
    assert scopes == ["col", "col", "row", "row"]


@given(st.lists(st.floats(0.0, 1.0), min_size=2, max_size=6).filter(lambda v: sum(v) > 0.01))
def test_parts_of_one_whole_sum_to_it(values):
    fractions = [v / sum(values) for v in values]
    said = [0 if p == "<1 %" else int(p.removesuffix(" %")) for p in percentages(fractions)]
    assert sum(said) == 100
    assert all(abs(s - 100.0 * f) < 1.0 for s, f in zip(said, fractions, strict=True))
    rest = [0.5 * f for f in fractions]
    assert sum(0 if p == "<1 %" else int(p[:-2]) for p in percentages(rest)) == 50


def test_parts_that_are_each_rounded_up_are_told_to_a_hundred():
    assert percentages([0.396, 0.204, 0.4]) == ["40 %", "20 %", "40 %"]
    assert percentages([0.445, 0.205, 0.35]) == ["45 %", "20 %", "35 %"]
    assert percentages([0.001, 0.999]) == ["<1 %", "100 %"]


ALL = [n for n in FORMS if FORMS[n].unit == "1"]


@given(st.floats(0.0, 1.0))
def test_a_share_is_rounded_by_one_rule_wherever_it_stands(value):
    each = Interval(*np.array([value] * 3))
    said = hundredth(value)
    assert share(value) == share_span(each) == f"{said} %"
    assert hundred_span(each) == said
    assert (said[0] == "<") == (probability(value)[0] == "<")
    assert (said[0] == ">") == (probability(value)[0] == ">")
    assert said != "0" or value == 0.0
    assert said != "100" or value == 1.0


def test_what_is_nearly_none_or_nearly_all_is_not_called_none_or_all():
    assert [share(v) for v in (0.0, 0.004, 0.006, 0.994, 0.996, 1.0)] == [
        *("0 %", "<1 %", "1 %", "99 %", ">99 %", "100 %")
    ]
    assert [probability(v) for v in (0.004, 0.006, 0.996)] == ["<0.01", "0.01", ">0.99"]


@given(st.floats(-1e6, 1e6), st.integers(0, 3))
def test_no_number_has_a_hyphen_for_its_sign_or_a_sign_on_nothing(value, digits):
    each = Interval(*np.array([value] * 3))
    texts = [number(value, digits), quantity_number(value), signed(value), clock(value)]
    texts += [hundredths(each), share(value)]
    for text in texts:
        assert not text.startswith("-")
        if text[0] in "+−":
            assert set(text) & set("123456789"), text
            assert (text[0] == "−") == (value < 0.0), text


@pytest.mark.parametrize("name", ALL)
def test_no_number_is_said_as_a_dash_in_every_form(name):
    nothing = Sampled(*[np.float64(np.nan)] * 8)
    assert "nan" not in FORMS[name].text(nothing).lower()
    assert "never" not in FORMS[name].text(nothing)


def test_an_endless_change_and_a_dear_loss_are_said_as_people_say_them():
    zero = [np.float64(0.0)] * 4
    assert mean_change(Sampled(*[np.float64(np.inf)] * 4, *zero)) == "never"
    assert number(np.nan) == "–"
    assert number(-0.04, 0) == "0"
    assert quantity_number(-39.0) == "−39"
    assert chance(Interval(*np.array([np.nan] * 3))) == "–"
    assert roughly(-150.0, 40.0) == "about −2 min 30 s"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.033, "0.033"),
        (1.44, "1.4"),
        (9.96, "10"),
        (21.4, "21"),
        (996.0, "1,000"),
        (1234.0, "1,200"),
    ],
)
def test_two_digits_count_at_any_size(value, said):
    assert two_digits(value) == said


@given(
    times=st.lists(st.floats(0.0, 4000.0), min_size=3, max_size=3).map(sorted),
    errors=st.lists(st.floats(0.0, 2000.0), min_size=3, max_size=3),
)
def test_no_rounding_turns_an_interval_round_or_hides_it(times, errors) -> None:
    p5, p50, p95 = map(np.asarray, times)
    low, mid, high = supported_interval(Sampled(p5, p50, p95, p50, *map(np.asarray, errors), p50))
    assert low <= mid <= high
    if round(times[2]) - round(times[0]) > 1:
        assert low < high


def test_ends_that_the_draws_leave_wide_open_are_told_to_the_second_where_else_none_stood() -> None:
    # 120 draws within four seconds and a tail of eight: the upper end is 502 s, give or take 101.
    found = supported_interval(Sampled(*map(np.asarray, (481, 482, 502, 484, 0.5, 0.5, 101, 2))))
    assert clock_span(found) == "8:02 (8:01 to 8:22)"
    vague = supported_interval(Sampled(*map(np.asarray, (481, 482, 502, 484, 70, 70, 101, 2))))
    assert clock_span(vague) == "8:02 (8:01 to 8:22)"
