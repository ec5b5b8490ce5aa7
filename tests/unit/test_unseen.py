"""How long an activity goes unseen, against enumeration, closed forms and simulated days."""

from itertools import product

import numpy as np
import pytest

from noroshi.access.opportunities import (
    DAY,
    Opportunities,
    gaps,
    gives_image,
    joined,
    looks_by_day,
    misses,
    only,
    times_of,
)
from noroshi.access.unseen import Misses, first_image, mean_unseen
from noroshi.access.weather import UniformNumbers, Weather, simulate

RNG = np.random.default_rng(7)


def some_misses(days, draws):
    cloudy = RNG.uniform(0.3, 1.0, (days, draws))
    return Misses(cloudy * RNG.uniform(0.0, 1.0, (days, draws)), cloudy)


def some_weather(days, draws):
    return Weather(RNG.uniform(0.1, 0.9, (days, draws)), RNG.uniform(0.0, 0.9, draws))


def opportunities(time, imager=None, draw=None, uniform=0.5):
    time = np.asarray(time, dtype=np.float64)
    whole = np.zeros(len(time), dtype=np.intp)
    nothing = np.zeros(len(time))
    return Opportunities(
        whole if imager is None else np.asarray(imager),
        whole if draw is None else np.asarray(draw),
        time,
        *(nothing,) * 4,
        np.full(len(time), uniform),
    )


def enumerated(missed, weather, start, length, draw):
    """The probability by adding up every course that the sky can take from the first day on."""
    total = 0.0
    stays = weather.persistence[draw]
    for course in product((0, 1), repeat=start + length):
        chance = 1.0
        for day, state in enumerate(course):
            fresh = weather.clear[day, draw] if state else 1.0 - weather.clear[day, draw]
            same = stays * (state == course[day - 1]) if day else 0.0
            chance *= (same + (1.0 - stays) * fresh) if day else fresh
            if day >= start:
                chance *= (missed.clear if state else missed.cloudy)[day, draw]
        total += chance
    return total


def unseen(missed, weather, starts, longest):
    """The forward recursion, all starts side by side: the definition of `mean_unseen`."""
    stays, chances = weather.persistence, weather.clear
    first = [chances[0]]
    for day in range(1, starts):
        first.append(stays * first[-1] + (1.0 - stays) * chances[day])
    first = np.array(first)
    clear, cloudy = first * missed.clear[:starts], (1.0 - first) * missed.cloudy[:starts]
    yield clear + cloudy
    for later in range(1, longest):
        days = slice(later, later + starts)
        renewed = (1.0 - stays) * (clear + cloudy)
        chance = weather.clear[days]
        clear = (stays * clear + chance * renewed) * missed.clear[days]
        cloudy = (stays * cloudy + (1.0 - chance) * renewed) * missed.cloudy[days]
        yield clear + cloudy


def test_the_recursion_adds_up_every_course_of_the_sky():
    days, draws, starts, longest = 8, 2, 4, 5
    missed, weather = some_misses(days, draws), some_weather(days, draws)
    for length, found in enumerate(unseen(missed, weather, starts, longest), start=1):
        expected = [
            [enumerated(missed, weather, s, length, d) for d in range(draws)] for s in range(starts)
        ]
        np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_without_persistence_each_day_misses_on_its_own():
    missed, weather = some_misses(12, 3), some_weather(12, 3)._replace(persistence=np.zeros(3))
    daily = weather.clear * missed.clear + (1.0 - weather.clear) * missed.cloudy
    *_, last = unseen(missed, weather, 5, 8)
    np.testing.assert_allclose(last, [daily[s : s + 8].prod(axis=0) for s in range(5)], rtol=1e-12)


def test_a_sky_that_never_changes_is_clear_or_cloudy_for_good():
    weather = Weather(np.full((20, 1), 0.3), np.ones(1))
    missed = Misses(np.full((20, 1), 0.5), np.full((20, 1), 0.9))
    *_, last = unseen(missed, weather, 3, 10)
    np.testing.assert_allclose(last, 0.3 * 0.5**10 + 0.7 * 0.9**10, rtol=1e-12)


def test_the_recursion_agrees_with_simulated_weather_and_use():
    days, starts, longest, runs = 30, 10, 15, 40_000
    clear = RNG.uniform(0.2, 0.7, (days, 1))
    missed = some_misses(days, 1)
    luck = UniformNumbers(RNG.random((days, runs)), RNG.random((days, runs)))
    sky = simulate(Weather(clear * np.ones(runs), np.full(runs, 0.5)), luck)
    blank = RNG.random((days, runs)) < np.where(sky, missed.clear, missed.cloudy)
    exact = list(unseen(missed, Weather(clear, np.array([0.5])), starts, longest))
    for length in (1, 3, 15):
        seen = [blank[s : s + length].all(axis=0).mean() for s in range(starts)]
        np.testing.assert_allclose(seen, exact[length - 1][:, 0], atol=0.012)


def test_a_pass_on_every_nth_day_leaves_no_activity_of_n_days_unseen():
    every = 4
    time = np.arange(0, 40, every) * DAY + 0.4 * DAY
    weather = Weather(np.ones((40, 1)), np.zeros(1))
    rows = opportunities(time)
    missed = misses(looks_by_day(rows, 1, 40, 1), np.ones((1, 1)), np.array([True]))
    among = np.ones((1, 32), dtype=bool)
    survival = mean_unseen(missed, weather, among, 6)[0, :, 0]
    np.testing.assert_allclose(survival, [1.0, 0.75, 0.5, 0.25, 0.0, 0.0, 0.0], atol=1e-15)
    # A start is anywhere: the next pass is between none and four days off, evenly.
    for share in (0.05, 0.5, 0.95):
        assert first_image(survival[:, None], share)[0] == pytest.approx(every * share)


def test_groups_of_starts_are_means_over_their_days():
    missed, weather = some_misses(20, 2), some_weather(20, 2)
    among = np.zeros((2, 15), dtype=bool)
    among[0, :5] = among[1, 5:] = True
    found = mean_unseen(missed, weather, among, 4)
    for length, chance in enumerate(unseen(missed, weather, 15, 4), start=1):
        np.testing.assert_allclose(found[0, length], chance[:5].mean(axis=0))
        np.testing.assert_allclose(found[1, length], chance[5:].mean(axis=0))
    assert np.all(found[:, 0] == 1.0)


def test_time_to_the_first_image_agrees_with_starts_at_any_time_of_day():
    days, hour, daily = 4000, 0.44, 0.35
    imaged = np.flatnonzero(RNG.random(days) < daily) + hour
    start = RNG.uniform(0.0, days - 100.0, 200_000)
    wait = imaged[np.searchsorted(imaged, start)] - start
    survival = (1.0 - daily) ** np.arange(60)[:, None]
    for share in (0.05, 0.5, 0.95):
        expected = np.quantile(wait, share)
        assert first_image(survival, share)[0] == pytest.approx(expected, rel=0.05)


def test_what_is_not_reached_within_the_days_is_never():
    survival = np.array([[1.0, 1.0], [0.9, 0.4], [0.8, 0.4]])
    np.testing.assert_array_equal(first_image(survival, 0.5), [np.inf, 0.5 / 0.6])


def test_too_few_days_are_refused():
    with pytest.raises(ValueError, match="7 days are needed"):
        mean_unseen(some_misses(6, 1), some_weather(6, 1), np.ones((1, 4), dtype=bool), 4)


def test_a_days_opportunities_are_missed_together_and_cloud_stops_cameras_only():
    rows = joined(
        [
            opportunities([0.4 * DAY, 1.4 * DAY, 1.5 * DAY], [0, 0, 0], [0, 0, 1]),
            opportunities([1.9 * DAY, 5.0 * DAY], [1, 1], [0, 0]),
        ]
    )
    used = np.array([[0.5, 0.25], [0.8, 0.1]])
    found = misses(looks_by_day(rows, 2, 2, 2), used, np.array([True, False]))
    np.testing.assert_allclose(found.clear, [[0.5, 1.0], [0.1, 0.75]], rtol=1e-12)
    np.testing.assert_allclose(found.cloudy, [[1.0, 1.0], [0.2, 1.0]], rtol=1e-12)


def test_an_image_needs_luck_and_an_open_sky():
    rows = opportunities([0.4 * DAY] * 4, [0, 0, 1, 1], [0, 1, 0, 1], uniform=0.5)
    clear = np.array([[True, False]])
    stopped = np.array([True, False])
    found = gives_image(rows, np.array([[0.6, 0.6], [0.6, 0.4]]), stopped, clear)
    np.testing.assert_array_equal(found, [True, False, True, False])


def test_gaps_are_those_between_sorted_times_and_the_ends():
    time, draw = np.array([2.0, 7.0, 12.0, 4.0]), np.array([0, 0, 0, 1])
    rows = opportunities(time, draw=draw)
    found = gaps(rows, 10.0, 3)
    np.testing.assert_allclose(found.longest, [5.0, 6.0, 10.0])
    np.testing.assert_allclose(found.mean, [10.0 / 3.0, 5.0, 10.0])
    some = gaps(rows, 10.0, 3, np.array([False, True, True, False]))
    np.testing.assert_allclose(some.longest, [7.0, 10.0, 10.0])
    np.testing.assert_allclose(some.mean, [5.0, 10.0, 10.0])


def test_nothing_joined_is_nothing():
    rows = joined([])
    assert len(only(rows, rows.time > 0.0).time) == 0
    assert len(times_of([]).day) == 0


def test_a_course_is_what_is_joined_without_its_pictures():
    parts = [
        opportunities([0.4 * DAY, 1.5 * DAY, 0.2 * DAY], [0, 0, 0], [0, 0, 1], uniform=0.3),
        opportunities([0.9 * DAY, 0.1 * DAY], [1, 1], [0, 1], uniform=0.6),
    ]
    rows, told = joined(parts), times_of(parts)
    np.testing.assert_array_equal(told.time / DAY, [0.4, 0.9, 1.5, 0.1, 0.2])
    for name in (*told._fields, "day"):
        np.testing.assert_array_equal(getattr(told, name), getattr(rows, name), err_msg=name)
