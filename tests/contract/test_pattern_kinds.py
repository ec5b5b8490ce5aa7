"""The laws of `Pattern` and of the motion along one, for every kind."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.earth.geodesic import inverse
from noroshi.motion.patrol import patrol
from noroshi.motion.patterns import BUILTIN, Circle, Racetrack, Route

ONE_CENTIMETRE = 0.01
LATITUDE = st.floats(-1.5, 1.5)
LONGITUDE = st.floats(-3.1, 3.1)
SIZE = st.floats(1e3, 1.2e6)


@st.composite
def racetracks(draw):
    lat, lon, leg, width = draw(LATITUDE), draw(LONGITUDE), draw(SIZE), draw(SIZE)
    names = {
        "lat": lat,
        "lon": lon,
        "leg": leg,
        "width": width,
        "bearing": draw(st.floats(0.0, 6.28)),
    }
    return Racetrack.model_construct(kind="racetrack", **names)


@st.composite
def circles(draw):
    return Circle.model_construct(
        kind="circle", lat=draw(LATITUDE), lon=draw(LONGITUDE), radius=draw(SIZE)
    )


@st.composite
def routes(draw):
    lat, lon = draw(st.floats(-1.2, 1.2)), draw(LONGITUDE)
    steps = draw(
        st.lists(st.tuples(st.floats(0.01, 0.1), st.floats(0.01, 0.3)), min_size=1, max_size=4)
    )
    points = np.cumsum([(lat, lon), *steps], axis=0)
    folded = (points + np.pi) % (2.0 * np.pi) - np.pi
    return Route.model_construct(
        kind="route", points=tuple(map(tuple, folded.tolist())), closed=draw(st.booleans())
    )


KINDS = {Racetrack: racetracks(), Circle: circles(), Route: routes()}
EVERY = st.one_of(*KINDS.values())


def test_every_kind_is_tried():
    assert set(KINDS) == set(BUILTIN)


@given(EVERY, st.floats(0.0, 3.0), st.floats(0.0, 3.0))
def test_two_points_are_no_farther_apart_than_the_way_between_them(pattern, one, other):
    a, b = np.array(one) * pattern.length, np.array(other) * pattern.length
    apart, _ = inverse(*pattern.point(a), *pattern.point(b))
    assert apart <= abs(a - b) * (1.0 + 1e-9) + ONE_CENTIMETRE


@given(EVERY, st.floats(0.0, 1.0))
def test_after_its_length_it_is_back_where_it_was(pattern, share):
    a = np.array(share) * pattern.length
    assert inverse(*pattern.point(a), *pattern.point(a + pattern.length))[0] < ONE_CENTIMETRE


@given(EVERY)
def test_corners_rise_from_zero_to_the_length(pattern):
    corners = np.array(pattern.corners)
    assert corners[0] == 0.0
    assert corners[-1] == pytest.approx(pattern.length)
    assert np.all(np.diff(corners) > 0.0)


@given(EVERY)
def test_middle_lies_no_farther_than_half_the_way_from_any_point(pattern):
    lat, lon = pattern.point(np.linspace(0.0, 1.0, 9) * pattern.length)
    assert np.all(inverse(*pattern.middle, lat, lon)[0] <= 0.5 * pattern.length * 1.01)


@settings(max_examples=30)
@given(EVERY, st.floats(5.0, 250.0), st.floats(0.0, 20e3), st.floats(0.0, 1.0))
def test_motion_along_it_is_a_trajectory(pattern, speed, height, phase):
    craft = patrol(pattern, speed=[speed, 0.5 * speed], height=height, phase=[phase, 0.0])
    time = np.linspace(0.0, 2.0, 300)[:, None] * pattern.length / speed
    where = np.array(craft.position(time))
    assert where.shape == (3, 300, craft.draws)
    step = time[1, 0]
    gone = np.linalg.norm(np.diff(where, axis=1), axis=0)
    assert np.all(gone <= craft.fastest * step * (1.0 + 1e-6) + ONE_CENTIMETRE)
    alone = np.array(craft.position(time[7:8]))
    assert np.array_equal(alone[:, 0], where[:, 7])


@given(EVERY, st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_the_compiled_loop_gives_the_positions_that_arrays_give(pattern, seed):
    rng = np.random.default_rng(seed)
    motion = patrol(
        pattern,
        speed=rng.uniform(5.0, 250.0, 4),
        height=rng.uniform(0.0, 18e3, 4),
        phase=rng.random(4),
    )
    draw, time = rng.integers(0, 4, 300), rng.uniform(-1e5, 5e6, 300)
    expected = motion.pick(draw).position(time)
    assert np.max(np.abs(np.stack(motion.at(draw, time)) - np.stack(expected))) < ONE_CENTIMETRE
