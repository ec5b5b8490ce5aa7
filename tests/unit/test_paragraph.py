"""The paragraph says what the numbers say, in every case."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from noroshi.stats import Interval, Sampled
from noroshi.study.answer import (
    Known,
    Loss,
    Moment,
    PartyAnswer,
    PlaceAnswer,
    TeamAnswer,
    ThreatAnswer,
)
from noroshi.study.paragraph import paragraph


def scenario(day: str | None = "2015-01-01") -> SimpleNamespace:
    return SimpleNamespace(
        day=day,
        sensors={"a": SimpleNamespace(name="Radar A"), "b": SimpleNamespace(name="Radar B")},
        vehicles={"v": SimpleNamespace(name="Old class"), "w": SimpleNamespace(name="New class")},
        threats={
            "near": SimpleNamespace(name="Near flights", vehicle="v"),
            "far": SimpleNamespace(name="", vehicle="v"),
            "new": SimpleNamespace(name="New flights", vehicle="w"),
        },
    )


NOTHING = Interval(0.0, 0.0, 0.0)


def mean(p5: float, middle: float, p95: float, error: float = 0.1, end: float = 0.1) -> Sampled:
    """A result with its mean in the middle, and the error of that mean and of the upper end."""
    return Sampled(p5, middle, p95, middle, 0.0, 0.0, end, error)  # type: ignore[arg-type]


ZERO = mean(0.0, 0.0, 0.0, 0.0, 0.0)


def known(at: float, gain: Sampled, never: float = 0.0) -> Known:
    """Known at a time, of which some flights were never known before."""
    before = Moment(NOTHING, Interval(never, never, never), NOTHING)
    return Known(before, Moment(Interval(at, at, at), NOTHING, NOTHING), gain)


def team(shared: bool, of: Known) -> TeamAnswer:
    return TeamAnswer("a team", "japan", shared, of, ((0.5, of), (0.9, of)), ())


def place(name: str, gain: Sampled, known_gain: Sampled = ZERO) -> PlaceAnswer:
    return PlaceAnswer(name.lower(), name, 1e5, 2, False, gain, known_gain, ZERO)


class _Party(SimpleNamespace):
    """As far as the paragraph reads a party."""

    leading_places = PartyAnswer.leading_places


def party(
    gain: Sampled,
    losses: tuple[Loss, ...] = (),
    knowing: tuple[TeamAnswer, ...] = (),
    places: tuple[PlaceAnswer, ...] | None = None,
) -> SimpleNamespace:
    """A party of ten places that all gain as much as it does; one that nothing else is told of."""
    threats = (
        ThreatAnswer("near", False, mean(200.0, 240.0, 260.0), mean(0.0, 0.0, 0.0), gain),
        ThreatAnswer("far", False, mean(900.0, 1200.0, 1300.0), mean(0.0, 0.0, 0.0), ZERO),
    )
    return _Party(
        name="Japan",
        people=1e6,
        receivers=10,
        gain=gain,
        only_later=False,
        later_gain=None,
        by_threat=threats,
        places=tuple(place(f"P{i}", gain) for i in range(10)) if places is None else places,
        people_gaining=mean(0.0, 0.687, 1.0, 0.03),
        added={"a": mean(0.0, 1.0, 2.0)},
        losses=losses,
        party="japan",
        area_radius=100e3,
        knowing=knowing,
    )


def said(one: SimpleNamespace | None, *, draws: int = 128, **changed: list[str]) -> str:
    changes = {"added": ["a"], "removed": []} | changed
    parties = [] if one is None else [one]
    world = scenario()
    return paragraph(world, world, parties, draws=draws, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("gain", "says"),
    [
        (ZERO, "Japan: no measurable difference; none of its 10 places gains or loses measurably"),
        (mean(-0.9, 0.0, 0.9), "Japan: no measurable difference; none"),
        (mean(0.0, 0.2, 9.0), "no measurable difference on average, 0 s (0 s to +9 s); none"),
        # The mean is beyond a second, but not by its sampling error.
        (mean(0.0, 4.0, 9.0, 2.0), "no measurable difference on average, +4 s (0 s to +9 s)"),
        (mean(-2.0, 4.0, 9.0), "Japan: warning is longer by 4 s (−2 s to 9 s); all 10 places gain"),
        (mean(0.0, 8.0, 23.0, 1.0, 12.0), "longer by 8 s (0 s to about 20 s); all 10 places gain"),
        (mean(2.0, 4.0, 9.0), "gain measurably, most P0 (4 s), P1 (4 s) and P2 (4 s);"),
        (mean(2.0, 4.0, 9.0), "Most is gained against Near flights: 4 s (2 s to 9 s)."),
        (mean(-9.0, -4.0, 1.0), "warning is shorter by 4 s (−1 s to 9 s); all 10 places lose"),
    ],
)
def test_the_verdict_follows_the_mean_and_its_sampling_error(gain: Sampled, says: str) -> None:
    assert says in said(party(gain))


def test_a_few_places_are_told_by_name_so_that_none_hides_behind_a_larger_one() -> None:
    places = (
        place("Guam", mean(0.0, 5.0, 20.0, 0.6, 11.0), mean(0.0, 50.0, 300.0, 12.0, 90.0)),
        *(place(name, mean(0.0, 0.2, 1.9)) for name in ("Honolulu", "Seattle")),
        place("Anchorage", mean(-7.0, -3.0, 0.0)),
    )
    teams = (team(True, known(185.0, ZERO)), team(False, known(185.0, ZERO)))
    text = said(party(mean(0.0, 0.2, 1.9), knowing=teams, places=places))
    assert (
        "For Japan: Guam gains 5 s (0 s to about 20 s); Anchorage loses 3 s (0 s to 7 s); Honolulu "
        "and Seattle: no measurable difference." in text
    )
    assert (
        "is at best known about 50 s (0 s to about 5 min) earlier at Guam and as early as before "
        "elsewhere; by its own sensors alone as early as before." in text
    )
    assert "Most is gained" not in text


def test_of_many_places_those_that_lose_are_told_as_well() -> None:
    gaining = tuple(place(f"G{i}", mean(0.0, 9.0 - i, 12.0)) for i in range(5))
    same = tuple(place(f"S{i}", ZERO) for i in range(4))
    losing = (place("L1", mean(-8.0, -2.0, 0.0)), place("L2", mean(-8.0, -6.0, 0.0)))
    text = said(party(mean(0.0, 5.0, 9.0), places=(*gaining, *same, *losing)))
    assert "5 of its 11 places gain measurably, most G0 (9 s), G1 (8 s) and G2 (7 s)" in text
    assert "; 2 of its 11 places lose measurably, most L2 (6 s) and L1 (2 s);" in text
    assert "in the average draw 69 % of its people gain a second or more." in text


def test_the_level_lies_between_classes_and_reads_as_no_change() -> None:
    text = said(party(ZERO))
    assert "lay between 4 min 00 s (Near flights) and 20 min 00 s (far), by class" in text
    assert " goes from " not in text


def test_classes_that_had_not_flown_come_after_the_rest_and_never_lead() -> None:
    one = party(mean(1.0, 4.0, 9.0))
    largest = mean(10.0, 40.0, 90.0)
    one.by_threat += (ThreatAnswer("new", True, mean(3000.0, 3000.0, 3000.0), ZERO, largest),)
    one.later_gain = largest
    text = said(one)
    assert "Most is gained against Near flights: 4 s" in text
    assert "and 20 min 00 s (far)" in text
    assert (
        "Against classes that had not flown by 2015-01-01 (New class) warning is longer by 40 s "
        "(10 s to 1 min 30 s)." in text
    )
    one.places += (replace(place("Guam", largest), later=True),)
    again = said(one)
    assert "all 10 places gain measurably, most P0 (4 s)" in again
    assert "at places that only such classes reach: Guam gains 40 s (10 s to 1 min 30 s)." in again
    one.later_gain = ZERO
    assert "(New class) there is no measurable difference." in said(one)
    one.later_gain, one.only_later = None, True
    one.by_threat = one.by_threat[2:]
    assert "no class of vehicle that had flown by 2015-01-01 is aimed at its places" in said(one)


def test_few_draws_are_said_to_mean_little() -> None:
    assert "means over 4 draws only of what is uncertain" in said(party(ZERO), draws=4)
    assert "means over 128 draws of what is uncertain" in said(party(ZERO))


def test_few_draws_that_tell_no_difference_are_not_said_to_show_that_there_is_none() -> None:
    wide = mean(0.0, 60.0, 300.0, 80.0)
    places = (place("Guam", wide), place("Honolulu", ZERO))
    text = said(party(wide, places=places), draws=4)
    assert "Guam: no difference that so few draws can tell" in text
    assert "Honolulu: no measurable difference" in text
    assert "no difference that so few draws can tell on average" in said(party(wide), draws=4)
    assert "no measurable difference on average" in said(party(wide), draws=128)


def test_an_area_is_known_as_early_as_before_only_where_the_draws_tell_it() -> None:
    wide = mean(0.0, 60.0, 300.0, 80.0)
    text = said(
        party(ZERO, knowing=(team(True, known(185.0, wide)), team(False, known(1.0, ZERO))))
    )
    assert "is at best known not measurably earlier or later; by its own" in text
    assert "by its own sensors alone as early as before." in text


def test_a_single_draw_is_said_to_tell_no_difference() -> None:
    text = said(party(mean(6.0, 6.0, 6.0, float("nan"), float("nan"))), draws=1)
    assert "Numbers are of a single draw of what is uncertain, which tells no difference." in text
    assert "no measurable difference" not in text


def test_a_party_at_which_nothing_is_aimed_is_said_so() -> None:
    assert "no flight is aimed" in said(party(ZERO, places=()))


def test_a_party_without_people_is_told_why_nothing_is_told_of_it() -> None:
    one = party(mean(*[float("nan")] * 5))
    one.people = 0.0
    assert "For Japan nothing can be told: all means are over people" in said(one)
    one.receivers = 0
    assert "Japan" not in said(one)


def test_the_dearest_failure_is_told_before_and_after_when_it_can_be_felt() -> None:
    losses = (
        Loss("a", None, mean(0.0, 0.0, 0.4)),
        Loss("b", mean(0.0, 2.0, 70.0, 0.1, 12.0), ZERO),
    )
    text = said(party(ZERO, losses))
    assert (
        "The dearest single failure costs 2 s (0 s to about 1 min 10 s; Radar B) before and less "
        "than a second after." in text
    )
    nothing = (Loss("a", mean(0.0, 0.0, 0.4), ZERO),)
    assert "failure" not in said(party(ZERO, nothing))


def test_what_was_added_and_removed_is_named() -> None:
    assert said(None, added=[], removed=[]).startswith("No sensor was added or removed")
    assert "one sensor was removed: Radar B" in said(None, added=[], removed=["b"])
    assert "2 sensors were added: Radar A; Radar B" in said(None, added=["a", "b"])


def test_of_several_added_sensors_only_those_that_would_be_missed_are_named() -> None:
    one = party(mean(2.0, 4.0, 9.0))
    one.added = {"a": ZERO, "b": mean(1.0, 2.0, 3.0)}
    assert "loss of one would be felt: Radar B 2 s." in said(one, added=["a", "b"])
    one.added = {"a": ZERO, "b": ZERO}
    assert "No single one of the added sensors" in said(one, added=["a", "b"])


def test_where_it_comes_down_is_told_with_what_is_shared_and_alone() -> None:
    more = mean(1.0, 12.0, 30.0)
    teams = (team(False, known(200.0, ZERO)), team(True, known(185.0, more, never=0.12)))
    text = said(party(ZERO, knowing=teams))
    assert (
        "Where a flight comes down, to within 100 km and 90 % sure, is at best known 12 s (1 s to "
        "30 s) earlier; by its own sensors alone as early as before; in the middle case it is "
        "never known of 0 % of flights, 12 % before." in text
    )


def test_what_was_never_known_before_is_not_said_to_be_known_earlier_than_that() -> None:
    more = mean(440.0, 457.0, 464.0)
    new = replace(known(100.0, more), before=known(float("inf"), ZERO).after)
    text = said(party(ZERO, knowing=(team(True, known(100.0, ZERO)), team(False, new))))
    assert (
        "by its own sensors alone 7 min 37 s (7 min 20 s to 7 min 44 s) earlier than at impact, "
        "since in the middle case it was not known before." in text
    )
    never = known(float("inf"), ZERO)
    text = said(party(ZERO, knowing=(team(True, known(100.0, ZERO)), team(False, never))))
    assert "; by its own sensors alone it is not known in the middle case." in text


def test_an_area_that_is_never_known_is_said_so() -> None:
    teams = (team(True, known(float("inf"), ZERO)),)
    assert "is not known in the middle case." in said(party(ZERO, knowing=teams))
