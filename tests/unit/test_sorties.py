"""Sorties one by one against the closed form, hand-worked schedules and limiting cases."""

from itertools import pairwise

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from scipy.stats import poisson

from noroshi.errors import NoroshiError
from noroshi.fleets.sorties import Maintenance, Timing, sorties
from noroshi.fleets.station_time import (
    DAY,
    Sorties,
    covered,
    gaps,
    mean_on_station,
    mean_under_way,
    sorties_a_day,
)
from noroshi.fleets.steady_state import craft_for_one, cycle, sustained
from noroshi.fleets.transit import Trip, refuse_out_of_reach, trip

HOUR = 3600.0
SPAN = (0.0, 60.0 * DAY)


def there(draws, transit=4.0, station=18.0):
    """A trip of given hours."""
    return Trip(*(np.full(draws, v * HOUR) for v in (transit * 574.0, transit, station)))


def upkeep(draws, **given):
    """Twelve hours of turn-round and nothing else, but for what is given (hours)."""
    hours = {
        "turnaround": 12.0,
        "failure_interval": 1e9,
        "abort_share": 0.0,
        "repair_time": 0.0,
        "inspection_interval": 1e9,
        "inspection_time": 0.0,
        "weather_hold": 0.0,
        "hold_time": 6.0,
        "crew_share": np.inf,
        **given,
    }
    ratios = ("abort_share", "weather_hold", "crew_share")
    return Maintenance(
        **{n: np.full(draws, v * (1.0 if n in ratios else HOUR)) for n, v in hours.items()}
    )


def fly(trip_, upkeep_, craft, timing, days=60.0, key="test"):
    return sorties(trip_, upkeep_, craft, timing=timing, period=days * DAY, key=key)


def each(draws, *sizes):
    """Sizes of a fleet, (size, draw)."""
    return np.repeat(np.array(sizes)[:, None], draws, axis=1)


HARD = {
    "failure_interval": 40.0,
    "abort_share": 0.3,
    "repair_time": 20.0,
    "inspection_interval": 200.0,
    "inspection_time": 48.0,
    "weather_hold": 0.1,
}


def test_time_on_station_is_endurance_less_reserve_and_two_geodesics():
    found = trip(
        (np.radians(40.7), np.radians(141.4)),
        (np.radians(25.5), np.radians(124.0)),
        speed=np.array([150.0, 170.0]),
        endurance=30.0 * HOUR,
        reserve=2.0 * HOUR,
    )
    distance = Geodesic.WGS84.Inverse(40.7, 141.4, 25.5, 124.0)["s12"]
    assert found.distance == pytest.approx(distance, abs=1e-3)
    wanted = 28.0 * HOUR - 2.0 * distance / np.array([150.0, 170.0])
    assert found.on_station == pytest.approx(wanted, abs=1e-3)


def test_station_out_of_reach_gives_no_time_and_is_refused_with_its_numbers():
    found = trip((0.0, 0.0), (0.0, 0.5), speed=[174.0], endurance=[6.0 * HOUR], reserve=2.0 * HOUR)
    assert found.on_station == 0.0
    text = (
        r"station west is out of reach from home: 2 × 5.1 h of transit exceed 4.0 h of endurance "
        r"less reserve; name a nearer base, such as isle"
    )
    with pytest.raises(NoroshiError, match=text):
        refuse_out_of_reach(found, 4.0 * HOUR, station="west", base="home", nearer=("isle",))
    reached = found._replace(on_station=np.array([1.0, 0.0]))
    refuse_out_of_reach(reached, 4.0 * HOUR, station="west", base="home")


def test_one_craft_without_failures_keeps_its_cycle():
    # 4 h out, 18 h there, 4 h back, 12 h on the ground: each 38 h.
    record = fly(there(3), upkeep(3), np.ones(3, dtype=int), Timing.AT_ONCE)
    assert np.diff(record.takeoff, axis=0) == pytest.approx(38.0 * HOUR)
    assert record.start - record.takeoff == pytest.approx(4.0 * HOUR)
    assert record.end - record.start == pytest.approx(18.0 * HOUR)
    assert record.landing - record.takeoff == pytest.approx(26.0 * HOUR)


@pytest.mark.parametrize("craft", [1, 2, 3, 8])
def test_simulation_without_failures_equals_the_closed_form(craft):
    reach, ground = there(4), upkeep(4)
    span = (0.0, 40 * 38.0 * HOUR)  # a whole number of cycles leaves nothing to chance
    record = fly(reach, ground, np.full(4, craft), Timing.AT_ONCE, days=span[1] / DAY)
    expected = sustained(cycle(reach, ground), craft)
    assert mean_on_station(record, span) == pytest.approx(expected, rel=1e-9)
    assert expected == pytest.approx(craft * 18.0 / 38.0)
    assert sorties_a_day(record, span) == pytest.approx(craft * 24.0 / 38.0, rel=1e-9)
    assert mean_under_way(record, span) == pytest.approx(craft * 26.0 / 38.0, rel=1e-9)


def test_continuous_watch_without_failures_takes_the_closed_form_s_number():
    # Cycle over time on station is 38 / 18 = 2.1: two are too few, three leave no gap.
    reach, ground = there(4), upkeep(4)
    assert craft_for_one(cycle(reach, ground)) == pytest.approx(38.0 / 18.0)
    share = covered(fly(reach, ground, each(4, 2, 3), Timing.RELIEVE), SPAN)
    assert np.all(share[0] < 0.96)
    assert share[1] == pytest.approx(1.0)


def test_relief_arrives_as_the_one_on_station_leaves():
    record = fly(there(2), upkeep(2), np.full(2, 4), Timing.RELIEVE)
    late = record.takeoff[:-1] > 0.0
    assert (record.start[1:] - record.end[:-1])[late] == pytest.approx(0.0, abs=1e-3)


def test_several_on_station_are_counted_as_one_watch():
    starts = np.array([[0.0], [10.0], [50.0], [30.0]])
    ends = np.array([[20.0], [40.0], [60.0], [35.0]])
    record = Sorties(starts, starts, ends, ends)
    assert covered(record, (0.0, 100.0)) == pytest.approx(0.5)
    assert mean_on_station(record, (0.0, 100.0)) == pytest.approx(0.65)
    assert sorted(gaps(record, (0.0, 100.0))[:, 0])[-2:] == pytest.approx([10.0, 40.0])
    assert covered(record, (45.0, 55.0)) == pytest.approx(0.5)


def test_simulation_with_failures_agrees_with_the_closed_form_within_its_own_scatter():
    draws = 400
    reach, ground = there(draws), upkeep(draws, **HARD)
    span = (0.0, 200.0 * DAY)
    found = mean_on_station(fly(reach, ground, each(draws, 1, 3), Timing.AT_ONCE, days=200.0), span)
    expected = sustained(cycle(reach, ground), np.array([[1.0], [3.0]]))
    error = found.std(axis=-1) / np.sqrt(draws)
    assert np.all(np.abs(found.mean(axis=-1) - expected[:, 0]) < 3.5 * error)
    assert np.all(error < 0.01 * expected[:, 0])


SHIP = {
    "turnaround": 6.0 * 24.0,
    "failure_interval": 60.0 * 24.0,
    "abort_share": 0.2,
    "repair_time": 4.0 * 24.0,
    "inspection_interval": 120.0 * 24.0,
    "inspection_time": 30.0 * 24.0,
    "weather_hold": 0.02,
}
"""A patrol ship that stays out for two weeks and is docked for one month in six or so."""


@pytest.mark.parametrize(
    ("reach", "ground", "crews"),
    [
        (there(600, transit=6.0, station=13.0 * 24.0), SHIP, np.inf),
        (there(600, transit=6.0, station=13.0 * 24.0), SHIP, 3.0),
        (there(600), HARD, np.inf),
        (there(600), {"inspection_interval": 10.0, "inspection_time": 9.0}, np.inf),
    ],
    ids=["ships", "ships with few crews", "aircraft", "inspected more than once a sortie"],
)
def test_no_fleet_starts_out_fresh_and_its_number_on_station_is_flat_in_time(reach, ground, crews):
    kept = upkeep(600, **ground, crew_share=crews)
    craft = 12
    record = fly(reach, kept, np.full(600, craft), Timing.AT_ONCE, days=120.0)
    expected = sustained(cycle(reach, kept), craft, crews)[0]
    bounds = np.array([-12.0, -6.0, 0.0, 6.0, 12.0, 20.0, 40.0, 80.0, 120.0]) * DAY
    for early, late in pairwise(bounds):
        found = mean_on_station(record, (early, late))
        scatter = 4.0 * found.std() / np.sqrt(600) + 2e-3 * expected
        assert abs(found.mean() - expected) < scatter, (early / DAY, found.mean(), expected)


@pytest.mark.parametrize(
    "alone", ["failure_interval", "inspection_interval", "weather_hold", "abort_share"]
)
def test_each_hindrance_by_itself_agrees_with_the_closed_form(alone):
    draws = 300
    given = {
        "failure_interval": {"failure_interval": 15.0, "repair_time": 30.0},
        "inspection_interval": {"inspection_interval": 70.0, "inspection_time": 50.0},
        "weather_hold": {"weather_hold": 0.6},
        "abort_share": {"failure_interval": 25.0, "abort_share": 1.0, "repair_time": 5.0},
    }[alone]
    reach, ground = there(draws), upkeep(draws, **given)
    plain = sustained(cycle(reach, upkeep(draws)), 1)
    expected = sustained(cycle(reach, ground), 1)
    assert np.all(expected < 0.9 * plain)
    found = mean_on_station(
        fly(reach, ground, np.ones(draws, int), Timing.AT_ONCE, days=150.0), (0.0, 150.0 * DAY)
    )
    error = found.std() / np.sqrt(draws)
    assert abs(found.mean() - expected[0]) < 3.5 * error + 1e-3 * expected[0]


def test_crews_bound_what_is_flown():
    reach, ground = there(6), upkeep(6, crew_share=0.5)
    record = fly(reach, ground, each(6, 1, 2, 6), Timing.AT_ONCE, days=104.0)
    found = mean_under_way(record, (0.0, 104.0 * DAY))
    assert found[1:] == pytest.approx(0.5, rel=0.01)
    assert np.all(found[0] <= 0.51)
    steady = sustained(cycle(reach, ground), np.array([[1.0], [2.0], [6.0]]), 0.5)
    assert mean_on_station(record, (0.0, 104.0 * DAY)) == pytest.approx(steady, rel=0.02)


def test_crews_make_up_for_a_day_that_was_lost_but_not_for_more():
    # Twelve hours a day for sorties of two: one every four hours. One in five is held ten days.
    short = there(40, transit=0.5, station=1.0)
    ground = upkeep(40, turnaround=0.1, crew_share=0.5, weather_hold=0.2, hold_time=240.0)
    record = fly(short, ground, np.full(40, 1), Timing.AT_ONCE, days=200.0)
    between = np.diff(record.takeoff, axis=0) / HOUR
    held = between[:-16] > 200.0
    # After a hold the crews have a day in hand. Each sortie takes four hours' worth of them in the
    # craft's own 2.1 h: 24 / 1.9, that is twelve follow at once; then it is one in four hours.
    after = np.array([between[k + 1 : k + 16, d] for k, d in np.argwhere(held)])
    calm = after[(after < 200.0).all(axis=1)]
    assert len(calm) > 20
    assert calm[:, :12] == pytest.approx(2.1)
    assert calm[:, 13:] == pytest.approx(4.0)


def test_weather_that_always_holds_and_stations_out_of_reach_give_nothing():
    stormy = upkeep(2, weather_hold=1.0)
    record = fly(there(2), stormy, np.full(2, 3), Timing.RELIEVE)
    assert covered(record, SPAN) == pytest.approx(0.0)
    assert sustained(cycle(there(2), stormy), 3) == pytest.approx(0.0)
    far = there(2, station=0.0)
    record = fly(far, upkeep(2), np.full(2, 3), Timing.AT_ONCE)
    assert np.all(np.isinf(record.takeoff))
    assert mean_on_station(record, SPAN) == pytest.approx(0.0)
    assert np.all(np.isinf(craft_for_one(cycle(far, upkeep(2)))))


def test_fleet_of_none_flies_nothing():
    record = fly(there(2), upkeep(2), np.zeros(2, dtype=int), Timing.AT_ONCE)
    assert covered(record, SPAN) == pytest.approx(0.0)


def test_failures_are_as_many_as_a_poisson_process_gives():
    # Each failure costs exactly what it draws; with one hour of mean the mean of the ground time
    # beyond the turn-round is the mean number of failures.
    draws = 500
    ground = upkeep(draws, failure_interval=10.0, repair_time=1.0)
    record = fly(there(draws), ground, np.ones(draws, int), Timing.AT_ONCE, days=100.0)
    extra = np.diff(record.takeoff, axis=0) / HOUR - 38.0
    none = np.mean(extra < 1e-6)
    assert none == pytest.approx(poisson.pmf(0, 2.6), abs=0.005)
    assert extra.mean() == pytest.approx(2.6, rel=0.02)
    # A sum of a Poisson number of exponential times: its variance is 2 λ.
    assert extra.var() == pytest.approx(5.2, rel=0.05)


def test_aborted_sortie_comes_home_as_long_after_as_it_had_been_out():
    draws = 100
    ground = upkeep(draws, failure_interval=6.0, abort_share=1.0)
    record = fly(there(draws), ground, np.ones(draws, int), Timing.AT_ONCE, days=100.0)
    spent, back = record.end - record.start, record.landing - record.takeoff
    never = spent == 0.0
    assert 0.3 < never.mean() < 0.6
    assert np.all(back[never] <= 8.0 * HOUR)
    assert back[~never] == pytest.approx(spent[~never] + 8.0 * HOUR)


def test_replacement_takes_off_when_the_one_on_station_turns_home_early():
    draws = 50
    ground = upkeep(draws, failure_interval=30.0, abort_share=1.0)
    record = fly(there(draws), ground, np.full(draws, 8), Timing.RELIEVE)
    spent = record.end[:-1] - record.takeoff[:-1]
    early = spent < 18.0 * HOUR
    gone = np.diff(record.takeoff, axis=0)
    reached = record.end[:-1] > record.start[:-1]
    sent = (record.takeoff[:-1] > 0.0) & early & reached
    assert sent.sum() > 100
    assert gone[sent] == pytest.approx(spent[sent])
