"""What must hold of every watch over a place, whatever satellites and weather are declared."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from noroshi.access.opportunities import (
    DAY,
    Opportunities,
    gaps,
    gives_image,
    joined,
    looks_by_day,
    misses,
)
from noroshi.access.unseen import first_image, mean_unseen
from noroshi.access.weather import UniformNumbers, Weather, simulate

DAYS, LONGEST, DRAWS, IMAGERS = 9, 5, 2, 3
STARTS = DAYS - LONGEST + 1
MONTHS = np.arange(STARTS) % 2 == np.arange(2)[:, None]
chances = st.floats(0.0, 1.0)


@st.composite
def passes(draw, imager):
    count = draw(st.integers(0, 12))
    number = np.zeros(count)
    return Opportunities(
        np.full(count, imager),
        draw(arrays(np.intp, count, elements=st.integers(0, DRAWS - 1))),
        draw(arrays(np.float64, count, elements=st.floats(0.0, DAYS * DAY, exclude_max=True))),
        *(number,) * 4,
        draw(arrays(np.float64, count, elements=st.floats(0.0, 1.0, exclude_max=True))),
    )


fleets = st.tuples(*(passes(i) for i in range(IMAGERS)))
uses = arrays(np.float64, (IMAGERS, DRAWS), elements=chances)
stops = arrays(np.bool_, IMAGERS)
skies = st.builds(
    Weather,
    arrays(np.float64, (DAYS, DRAWS), elements=chances),
    arrays(np.float64, DRAWS, elements=chances),
)
courses = arrays(np.float64, (2, DAYS, DRAWS), elements=st.floats(0.0, 1.0, exclude_max=True))


def means(rows, used, stopped, weather):
    looks = looks_by_day(rows, IMAGERS, DAYS, DRAWS)
    return mean_unseen(misses(looks, used, stopped), weather, MONTHS, LONGEST)


@given(fleets, uses, stops, skies)
def test_probabilities_are_probabilities_and_never_grow_with_the_activity(
    fleet, used, stopped, weather
):
    found = means(joined(fleet), used, stopped, weather)
    assert np.all((found >= 0.0) & (found <= 1.0 + 1e-12))
    assert np.all(np.diff(found, axis=1) <= 1e-12)
    time = [first_image(found, share) for share in (0.05, 0.5, 0.95)]
    assert np.all(time[0] <= time[1])
    assert np.all(time[1] <= time[2])
    assert np.all(time[0] >= 0.0)


@given(fleets, uses, stops, skies, courses)
def test_a_satellite_more_never_hides_nor_lengthens_a_gap(fleet, used, stopped, weather, luck):
    clear = simulate(weather, UniformNumbers(*luck))
    fewer, more = joined(fleet[:-1]), joined(fleet)
    assert np.all(
        means(more, used, stopped, weather) <= means(fewer, used, stopped, weather) + 1e-12
    )
    images = [only_images(rows, used, stopped, clear) for rows in (fewer, more)]
    for before, after in ((fewer, more), images):
        for was, now in zip(
            gaps(before, DAYS * DAY, DRAWS), gaps(after, DAYS * DAY, DRAWS), strict=True
        ):
            assert np.all(now <= was * (1.0 + 1e-12))


def only_images(rows, used, stopped, clear):
    taken = gives_image(rows, used, stopped, clear)
    return Opportunities._make(column[taken] for column in rows)


@given(fleets, uses, stops, skies, arrays(np.float64, (DAYS, DRAWS), elements=chances), courses)
def test_a_clearer_sky_never_hides_nor_lengthens_a_gap(fleet, used, stopped, weather, more, luck):
    rows = joined(fleet)
    clearer = weather._replace(clear=weather.clear + more * (1.0 - weather.clear))
    assert np.all(
        means(rows, used, stopped, clearer) <= means(rows, used, stopped, weather) + 1e-12
    )
    was, now = (
        gaps(
            only_images(rows, used, stopped, simulate(w, UniformNumbers(*luck))), DAYS * DAY, DRAWS
        ).longest
        for w in (weather, clearer)
    )
    assert np.all(now <= was)


@given(fleets, uses, stops, skies, uses)
def test_more_use_of_the_opportunities_never_hides(fleet, used, stopped, weather, more):
    rows = joined(fleet)
    assert np.all(
        means(rows, used + more * (1.0 - used), stopped, weather)
        <= means(rows, used, stopped, weather) + 1e-12
    )


@given(fleets, uses, stops, skies)
def test_without_clouds_it_does_not_matter_what_needs_a_clear_sky(fleet, used, stopped, weather):
    rows = joined(fleet)
    open_sky = weather._replace(clear=np.ones((DAYS, DRAWS)))
    np.testing.assert_allclose(
        means(rows, used, stopped, open_sky),
        means(rows, used, np.zeros_like(stopped), weather),
        rtol=1e-9,
        atol=1e-12,
    )
