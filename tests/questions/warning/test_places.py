"""Places and later classes, against counting by hand in a world of two parties and four places."""

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from noroshi.questions.measurable import MEASURABLE, measurable
from noroshi.questions.warning.pipe.classes import headline, later_pairs, later_threats, only_later
from noroshi.questions.warning.pipe.reach import Pairs
from noroshi.questions.warning.places import aimed, least, means, share_of_people_gaining
from noroshi.questions.warning.whom import leading_places
from noroshi.stats import CLEAR, sampled

DRAWS = 40
# Flights: two of a class that had flown and one of a later class; an overflight of the city.
THREATS = ("old", "old", "new", "new")
PAIRS = Pairs(
    flight=np.array([0, 1, 2, 3, 0]),
    receiver=np.array([0, 1, 0, 2, 1]),
    kind=np.array([0, 0, 0, 0, 1]),
    fraction=np.ones(5),
)
RECEIVERS = ("city", "town", "island", "nowhere")
GAINS = np.array([10.0, 0.2, 100.0, -7.0, 1000.0])
SPREAD = np.linspace(-0.5, 0.5, DRAWS)


def posture(margin: np.ndarray, day: str) -> SimpleNamespace:
    place = {"lat": 0.6, "lon": 2.4}
    known = np.full((2, 1, 4, DRAWS), np.inf)
    known[1, 0, 0] = 300.0 - 0.1 * margin[0]
    return SimpleNamespace(
        scenario=SimpleNamespace(
            day=date.fromisoformat(day),
            vehicles={
                "v": SimpleNamespace(first_flown=None),
                "w": SimpleNamespace(first_flown=date(2015, 1, 2)),
            },
            threats={"old": SimpleNamespace(vehicle="v"), "new": SimpleNamespace(vehicle="w")},
            receivers={r: SimpleNamespace(name=r.title(), **place) for r in RECEIVERS},
        ),
        draws=SimpleNamespace(count=DRAWS),
        flights=SimpleNamespace(
            threat=THREATS, ids=tuple("abcd"), flight_time=np.full((4, DRAWS), 400.0)
        ),
        warnings=SimpleNamespace(
            pairs=PAIRS,
            margins=lambda _knowledge, which: margin[which],
            useful_times=lambda _knowledge, which: np.maximum(margin[which], 0.0),
        ),
        tracks=SimpleNamespace(
            teams=(
                SimpleNamespace(party="home", shared=False),
                SimpleNamespace(party="home", shared=True),
            ),
            area=known,
        ),
        parties=("home", "ally"),
        receivers=RECEIVERS,
        receiver_party=np.array([0, 0, 1, 0]),
        population=np.array([900.0, 100.0, 50.0, 1e6]),
        people_of=lambda p: np.where(
            np.array([0, 0, 1, 0]) == p, np.array([900.0, 100.0, 50.0, 1e6]), 0.0
        ),
    )


@pytest.fixture
def comparison() -> SimpleNamespace:
    margin = 200.0 + SPREAD[None] * np.ones((5, 1))
    before = posture(margin, "2013-10-02")
    return SimpleNamespace(
        before=before, after=posture(margin + GAINS[:, None] * (1.0 + SPREAD), "2015-01-01")
    )


def test_a_class_is_later_when_it_first_flew_after_both_dates(comparison) -> None:
    assert later_threats(comparison) == {"new"}
    assert later_pairs(comparison).tolist() == [False, False, True, True, False]
    for when in ("before", "after"):  # whichever is the later one
        getattr(comparison, when).scenario.day = date(2015, 1, 2)
        assert later_threats(comparison) == frozenset()
        getattr(comparison, when).scenario.day = date(2013, 10, 2)
    for a in (comparison.before, comparison.after):
        a.scenario.day = None
    assert later_threats(comparison) == frozenset()


def test_a_headline_is_over_later_classes_only_where_there_are_no_others(comparison) -> None:
    assert not only_later(comparison, 0)
    assert headline(comparison, 0).tolist() == [True, True, False, False, True]
    assert only_later(comparison, 1)
    assert headline(comparison, 1).all()


def test_a_place_gains_over_the_flights_of_classes_that_had_flown(comparison) -> None:
    city, town, island, nowhere = np.diff(means(comparison), axis=0)[0]
    for gain, expected in ((city, 10.0), (town, 0.2), (island, -7.0)):
        assert gain == pytest.approx(expected * (1.0 + SPREAD))
    assert np.isnan(nowhere).all()
    told = aimed(comparison)
    assert [here.pairs.tolist() for here in told] == [[0], [1], [3], []]
    assert [here.later for here in told] == [False, False, True, False]
    assert [measurable(sampled(g)) for g in (city, town, island)] == [1, 0, -1]


def test_a_party_is_told_by_places_of_classes_that_had_flown_where_there_are_any(
    comparison,
) -> None:
    assert leading_places(comparison, 0) == [0, 1]
    assert leading_places(comparison, 1) == [2]


def test_people_gain_in_a_draw_where_their_own_place_does(comparison) -> None:
    # Of the 1,000 people that flights are aimed at, 900 gain in each draw; nobody aims at the rest.
    gained = np.diff(means(comparison), axis=0)[0]
    home = share_of_people_gaining(comparison, leading_places(comparison, 0), gained)
    assert home == pytest.approx(np.full(DRAWS, 0.9))
    assert not share_of_people_gaining(comparison, leading_places(comparison, 1), gained).any()
    assert np.isnan(share_of_people_gaining(comparison, [], gained)).all()


def test_the_least_warning_of_a_place_is_by_the_flights_that_tell_of_it(comparison) -> None:
    # The later flight at the city is not among them.
    shortest = least(comparison, comparison.after)
    assert np.median(shortest[0]) == pytest.approx(210.0, abs=0.5)
    assert np.isnan(shortest[3]).all()


@pytest.mark.parametrize(
    ("mean", "error", "side"),
    [
        (MEASURABLE + CLEAR, 1.0, 1),
        (MEASURABLE + CLEAR - 0.01, 1.0, 0),
        (-MEASURABLE - CLEAR, 1.0, -1),
        (-MEASURABLE - CLEAR + 0.01, 1.0, 0),
        (MEASURABLE, 0.0, 1),
        (50.0, np.nan, 0),
    ],
)
def test_a_gain_is_measurable_when_its_mean_clears_a_second_by_its_error(
    mean: float, error: float, side: int
) -> None:
    gain = sampled(np.zeros(2))._replace(mean=np.float64(mean), mean_error=np.float64(error))
    assert measurable(gain) == side
