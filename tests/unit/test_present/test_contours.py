"""Lines of one level on a grid, and the areas between them."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from noroshi.present.contours import bands, rings

X, Y = np.linspace(-3.0, 3.0, 121), np.linspace(-2.5, 2.5, 101)
DISTANCE = np.hypot(*np.meshgrid(X, Y))


def test_the_level_of_a_cone_is_a_circle():
    (ring,) = rings(X, Y, 3.0 - DISTANCE, 1.0)
    assert np.array_equal(ring[0], ring[-1])
    np.testing.assert_allclose(np.hypot(*ring.T), 2.0, atol=1e-3)
    assert shapely.Polygon(ring).area == pytest.approx(4.0 * np.pi, rel=1e-3)


def test_a_ridge_about_a_hollow_has_two_rings_and_the_hollow_is_drawn_over_it():
    ridge = np.exp(-4.0 * (DISTANCE - 1.5) ** 2)
    assert len(rings(X, Y, ridge, 0.5)) == 2
    found = bands(X, Y, ridge, [0.5])
    assert [band.value for band in found] == [0.75, 0.0]
    outer, inner = (shapely.Polygon(band.outline) for band in found)
    assert outer.contains(inner)


def test_what_reaches_the_rim_is_closed_beyond_it():
    (ring,) = rings(X, Y, np.ones_like(DISTANCE), 0.5)
    assert shapely.Polygon(ring).contains(shapely.box(X[0], Y[0], X[-1], Y[-1]))


def test_nothing_reaches_a_level_that_is_too_high():
    assert rings(X, Y, np.zeros_like(DISTANCE), 0.5) == []
    assert bands(X, Y, np.zeros_like(DISTANCE), [0.2, 0.5]) == []


@given(arrays(float, (7, 9), elements=st.sampled_from([0.0, 0.25, 0.5, 1.0])))
def test_painted_one_over_another_the_bands_tell_of_each_place_between_which_levels_it_lies(field):
    levels = [0.2, 0.6]
    x, y = np.arange(9.0), np.arange(7.0)
    painted = [(shapely.Polygon(b.outline), b.value) for b in bands(x, y, field, levels)]
    for row, column in np.ndindex(field.shape):
        here = shapely.Point(column, row)
        over = [value for outline, value in painted if outline.contains(here)]
        shown = over[-1] if over else 0.0
        k = np.searchsorted(levels, field[row, column]) - 1
        low, high = [(0.0, 0.2), (0.2, 0.6), (0.6, 1.0)][k + 1]
        assert low <= shown <= high
