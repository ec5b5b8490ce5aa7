"""Places and later classes, against counting by hand in a world of two parties and four places."""

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from noroshi.output.places import cities
from noroshi.stats import sampled
from noroshi.study.answer import CLEAR, MEASURABLE, measurable
from noroshi.study.classes import headline, later_pairs, later_threats, only_later
from noroshi.study.knowing import flight_weights
from noroshi.study.places import aimed, people_gaining, places
from noroshi.warning import Pairs

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
        flights=SimpleNamespace(
            threat=THREATS, ids=tuple("abcd"), flight_time=np.full((4, DRAWS), 400.0)
        ),
        warnings=SimpleNamespace(pairs=PAIRS, margin=np.stack([margin, margin])),
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
    city, town = places(comparison, 0)
    (island,) = places(comparison, 1)
    assert [city.name, town.name, island.name] == ["City", "Town", "Island"]
    for place, gain in ((city, 10.0), (town, 0.2), (island, -7.0)):
        assert float(place.gain.mean) == pytest.approx(gain)
        assert float(place.gain.p95) == pytest.approx(
            float(sampled(gain * (1.0 + SPREAD)).p95), abs=1e-9
        )
    assert [p.flights for p in (city, town, island)] == [1, 1, 1]
    assert [p.later for p in (city, town, island)] == [False, False, True]
    assert [measurable(p.gain) for p in (city, town, island)] == [1, 0, -1]


def test_a_place_knows_the_area_earlier_by_the_mean_over_its_flights(comparison) -> None:
    # The time of knowing falls by a tenth of what the margin gains; alone it is never known.
    city, town = places(comparison, 0)
    assert float(city.known_gain.mean) == pytest.approx(1.0)
    assert float(city.known_gain_alone.mean) == float(town.known_gain.mean) == 0.0


def test_people_gain_in_a_draw_where_their_own_place_does(comparison) -> None:
    # Of the 1,000 people that flights are aimed at, 900 gain in each draw; nobody aims at the rest.
    assert people_gaining(comparison, 0)[:4] == (0.9, 0.9, 0.9, pytest.approx(0.9))
    assert people_gaining(comparison, 1).mean == 0.0


def test_a_flight_of_a_later_class_counts_for_nothing_in_what_is_known(comparison) -> None:
    assert flight_weights(comparison, 0).tolist() == pytest.approx([0.9, 0.1, 0.0, 0.0])
    assert flight_weights(comparison, 1).tolist() == pytest.approx([0.0, 0.0, 0.0, 1.0])


def test_the_map_shows_of_each_place_what_the_answer_tells(comparison) -> None:
    found = cities(comparison)
    told = {p.receiver: p for party in (0, 1) for p in places(comparison, party)}
    for city in found:
        assert city.targeted == (city.id in told)
        if city.targeted:
            place = told[city.id]
            assert (city.gain, city.later, city.flights) == (place.gain, place.later, place.flights)
            assert city.change == measurable(place.gain)
    assert [c.change for c in found] == [1, 0, -1, 0]
    assert [here.pairs.tolist() for here in aimed(comparison)] == [[0], [1], [3], []]
    # By the least favourable of the same flights: the later one at the city is not among them.
    assert float(found[0].least_after.p50) == pytest.approx(210.0, abs=0.5)


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
