"""The paragraph says what the numbers say, in every case."""

from types import SimpleNamespace

import pytest

from noroshi.measures import Interval
from noroshi.study.answer import Known, Loss, Moment, TeamAnswer, ThreatAnswer
from noroshi.study.paragraph import paragraph

SCENARIO = SimpleNamespace(
    sensors={"a": SimpleNamespace(name="Radar A"), "b": SimpleNamespace(name="Radar B")},
    threats={"near": SimpleNamespace(name="Near flights"), "far": SimpleNamespace(name="")},
)
NOTHING = Interval(0.0, 0.0, 0.0)


def known(at: float, gain: tuple[float, float, float], never: float = 0.0) -> Known:
    """Known at a time, of which some flights were never known before."""
    before = Moment(NOTHING, Interval(never, never, never), NOTHING)
    return Known(before, Moment(Interval(at, at, at), NOTHING, NOTHING), Interval(*gain))


def team(shared: bool, of: Known) -> TeamAnswer:
    return TeamAnswer("a team", "japan", shared, of, ((0.5, of), (0.9, of)), ())


def party(
    gain: tuple[float, float, float],
    losses: tuple[Loss, ...] = (),
    knowing: tuple[TeamAnswer, ...] = (),
) -> SimpleNamespace:
    threats = (
        ThreatAnswer("near", NOTHING, Interval(200.0, 240.0, 260.0), Interval(*gain)),
        ThreatAnswer("far", NOTHING, Interval(900.0, 1200.0, 1300.0), NOTHING),
    )
    return SimpleNamespace(
        name="Japan",
        people=1e6,
        gain=Interval(*gain),
        share_gaining=0.25,
        by_threat=threats,
        receivers=10,
        receivers_gaining=7,
        added={"a": Interval(0.0, 1.0, 2.0)},
        losses=losses,
        party="japan",
        area_radius=100e3,
        knowing=knowing,
    )


def said(one: SimpleNamespace | None, *, draws: int = 128, **changed: list[str]) -> str:
    changes = {"added": ["a"], "removed": []} | changed
    parties = [] if one is None else [one]
    return paragraph(SCENARIO, SCENARIO, parties, draws=draws, **changes)


@pytest.mark.parametrize(
    ("gain", "says"),
    [
        ((0.0, 0.0, 0.0), "Japan: no measurable difference in mean warning."),
        ((-0.9, 0.0, 0.9), "Japan: no measurable difference in mean warning."),
        ((0.0, 0.2, 9.0), "no measurable difference in the middle case, 0 s (0 s to +9 s)"),
        ((0.0, 0.2, 9.0), "longer by a second or more in 25 % of the draws"),
        ((0.0, 0.2, 9.0), "The largest gain is against Near flights: 0 s (0 s to +9 s)."),
        ((-2.0, 4.0, 9.0), "probably, mean warning is longer, +4 s"),
        ((2.0, 4.0, 9.0), "yes, mean warning is longer, +4 s (+2 s to +9 s), and 7 of 10 cities"),
        ((-9.0, -4.0, 0.0), "mean warning is shorter, −4 s"),
    ],
)
def test_the_verdict_follows_the_interval(gain: tuple[float, float, float], says: str) -> None:
    assert says in said(party(gain))


def test_the_level_goes_from_the_least_to_the_most_warned_class() -> None:
    assert "from 4 min 00 s (Near flights) to 20 min 00 s (far)" in said(party((0.0, 0.0, 0.0)))


def test_few_draws_never_make_a_sure_answer() -> None:
    text = said(party((2.0, 4.0, 9.0)), draws=4)
    assert "With 4 draws only" in text
    assert "probably" in text
    assert "yes" not in text


def test_a_party_at_which_nothing_is_aimed_is_said_so() -> None:
    assert "no flight is aimed" in said(party((float("nan"),) * 3))


def test_the_dearest_failure_is_told_before_and_after_when_it_can_be_felt() -> None:
    losses = (
        Loss("a", None, Interval(0.0, 0.0, 0.4)),
        Loss("b", Interval(0.0, 2.0, 70.0), NOTHING),
    )
    text = said(party((0.0, 0.0, 0.0), losses))
    assert "takes up to 1 min 10 s (Radar B) before and less than a second after" in text
    nothing = (Loss("a", Interval(0.0, 0.0, 0.4), NOTHING),)
    assert "failure" not in said(party((0.0, 0.0, 0.0), nothing))


def test_what_was_added_and_removed_is_named() -> None:
    assert said(None, added=[], removed=[]).startswith("No sensor was added or removed")
    assert "one sensor was removed: Radar B" in said(None, added=[], removed=["b"])
    assert "2 sensors were added: Radar A; Radar B" in said(None, added=["a", "b"])


def test_of_several_added_sensors_only_those_that_would_be_missed_are_named() -> None:
    one = party((2.0, 4.0, 9.0))
    one.added = {"a": NOTHING, "b": Interval(1.0, 2.0, 3.0)}
    assert "loss of one would be felt: Radar B 2 s." in said(one, added=["a", "b"])
    one.added = {"a": NOTHING, "b": NOTHING}
    assert "No single one of the added sensors" in said(one, added=["a", "b"])


SAME, MORE = (0.0, 0.0, 0.0), (1.0, 12.0, 30.0)


def test_where_it_comes_down_is_told_with_what_is_shared_and_alone() -> None:
    teams = (team(False, known(200.0, SAME)), team(True, known(185.0, MORE, never=0.12)))
    text = said(party(SAME, knowing=teams))
    assert (
        "Where a flight comes down, to within 100 km and 90 % sure, is at best known 3 min 05 s "
        "after launch in the middle case, and never for 0 % of flights instead of 12 %." in text
    )
    assert (
        "are left then on average over flights, +12 s (+1 s to +30 s) against before; with its own "
        "sensors alone as much as before." in text
    )


def test_a_gain_in_few_draws_only_is_told_as_such() -> None:
    teams = (team(True, known(185.0, (0.0, 0.0, 9.0))),)
    text = said(party(SAME, knowing=teams))
    assert "as much as before in the middle case, 0 s (0 s to +9 s)." in text
    assert "alone" not in text


def test_an_area_that_is_never_known_is_said_so() -> None:
    teams = (team(True, known(float("inf"), SAME)),)
    assert "is not known in the middle case. " in said(party(SAME, knowing=teams))
