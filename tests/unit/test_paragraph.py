"""The paragraph says what the numbers say, in every case."""

from types import SimpleNamespace

import pytest

from noroshi.measures import Interval
from noroshi.study.answer import Loss
from noroshi.study.paragraph import duration, paragraph

SCENARIO = SimpleNamespace(sensors={"a": SimpleNamespace(name="Radar A")})


def party(gain: tuple[float, float, float], losses: tuple[Loss, ...] = ()) -> SimpleNamespace:
    return SimpleNamespace(
        name="Japan",
        people=1e6,
        gain=Interval(*gain),
        share_gaining=0.25,
        warning_before=Interval(280.0, 300.0, 330.0),
        warning_after=Interval(300.0, 320.0, 350.0),
        receivers=10,
        receivers_gaining=7,
        added={"a": Interval(0.0, 1.0, 2.0)},
        losses=losses,
    )


@pytest.mark.parametrize(
    ("gain", "says"),
    [
        ((0.0, 0.0, 0.0), "Japan: no measurable difference; mean warning"),
        ((-0.9, 0.0, 0.9), "Japan: no measurable difference; mean warning"),
        ((0.0, 0.2, 9.0), "no measurable difference in the middle case, +0 s (5–95 %: +0 to +9 s)"),
        ((0.0, 0.2, 9.0), "longer by a second or more in 25% of the draws"),
        ((-2.0, 4.0, 9.0), "probably, warning is longer, +4 s"),
        ((2.0, 4.0, 9.0), "yes, warning is longer, +4 s (5–95 %: +2 to +9 s); 7 of 10 cities"),
        ((-9.0, -4.0, 0.0), "warning is shorter, -4 s"),
    ],
)
def test_the_verdict_follows_the_interval(gain: tuple[float, float, float], says: str) -> None:
    assert says in paragraph(SCENARIO, [party(gain)], ["a"])


def test_the_dearest_failure_is_told_before_and_after_when_it_can_be_felt() -> None:
    losses = (
        Loss("a", None, Interval(0.0, 0.0, 4.0)),
        Loss("b", Interval(0.0, 2.0, 70.0), Interval(0.0, 0.0, 0.0)),
    )
    text = paragraph(SCENARIO, [party((0.0, 0.0, 0.0), losses)], ["a"])
    assert "takes up to 1 min 10 s before (b) and up to 4 s after (Radar A)" in text
    nothing = (Loss("a", Interval(0.0, 0.0, 0.4), Interval(0.0, 0.0, 0.0)),)
    assert "failure" not in paragraph(SCENARIO, [party((0.0, 0.0, 0.0), nothing)], ["a"])


def test_nothing_added_is_said_so() -> None:
    assert paragraph(SCENARIO, [], []).startswith("No sensor was added")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.4, "0 s"), (59.6, "1 min 00 s"), (75.2, "1 min 15 s"), (-61, "-1 min 01 s")],
)
def test_a_duration_reads_as_minutes_and_seconds(seconds: float, text: str) -> None:
    assert duration(seconds) == text
