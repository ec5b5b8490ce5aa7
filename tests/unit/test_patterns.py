"""Patrols on the ellipsoid: shape, length, refusals, and the motion along them."""

from itertools import pairwise

import jax.numpy as jnp
import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from pydantic import TypeAdapter, ValidationError
from scipy.integrate import quad

import noroshi.arrays  # noqa: F401  (switches JAX to float64)
from noroshi.earth.ellipsoid import geodetic, position
from noroshi.earth.geodesic import inverse
from noroshi.motion.patrol import patrol
from noroshi.motion.patterns import PatternKind

ONE_CENTIMETRE = 0.01
READ = TypeAdapter(PatternKind).validate_python
RACETRACK = {
    "kind": "racetrack",
    "lat": "25.5 deg",
    "lon": "124 deg",
    "leg": "120 km",
    "width": "30 km",
    "bearing": "80 deg",
}
CIRCLE = {"kind": "circle", "lat": "60 deg", "lon": "179.9 deg", "radius": "80 km"}
ROUTE = {
    "kind": "route",
    "points": [["35 deg", "139 deg"], ["34 deg", "135 deg"], ["33 deg", "131 deg"]],
}


def between(pattern, a, b):
    """Distance of the points of two distances along a pattern [m]."""
    return inverse(*pattern.point(a), *pattern.point(b))[0]


def test_racetrack_legs_lie_its_width_apart_and_as_long_as_declared():
    track = READ(RACETRACK)
    ends = np.array([0.0, 120e3])
    assert between(track, *ends) == pytest.approx(120e3, rel=1e-4)
    across = track.length - np.array([0.5 * np.pi * 30e3])  # where the second leg ends
    assert between(track, np.array([0.0]), across)[0] == pytest.approx(30e3, rel=1e-4)


def test_racetrack_is_flown_along_its_bearing_first_and_then_clockwise():
    track = READ(RACETRACK)
    lat, lon = track.point(np.array([0.0, 120e3, 120e3 + 0.25 * np.pi * 30e3]))
    _, ahead = inverse(lat[0], lon[0], lat[1], lon[1])
    assert np.degrees(ahead) == pytest.approx(80.0, abs=0.6)
    _, after = inverse(lat[1], lon[1], lat[2], lon[2])
    # Meridians converge by half a degree from one end of the leg to the other.
    assert np.mod(np.degrees(after - ahead), 360.0) == pytest.approx(45.5, abs=0.1)


def test_racetrack_s_middle_is_as_far_from_opposite_points():
    track = READ(RACETRACK)
    along = np.linspace(0.0, 0.5, 20) * track.length
    here = inverse(*track.middle, *track.point(along))[0]
    there = inverse(*track.middle, *track.point(along + 0.5 * track.length))[0]
    assert here == pytest.approx(there, abs=ONE_CENTIMETRE)


def test_circle_s_points_lie_one_radius_from_its_middle_also_across_the_date_line():
    circle = READ(CIRCLE)
    lat, lon = circle.point(np.linspace(0.0, 1.0, 50) * circle.length)
    assert inverse(*circle.middle, lat, lon)[0] == pytest.approx(80e3, abs=ONE_CENTIMETRE)
    assert np.ptp(np.sign(lon)) == 2.0


def test_open_route_is_flown_back_the_way_it_came():
    route = READ(ROUTE)
    one_way = sum(
        Geodesic.WGS84.Inverse(35 - k, 139 - 4 * k, 34 - k, 135 - 4 * k)["s12"] for k in (0, 1)
    )
    assert route.length == pytest.approx(2.0 * one_way, abs=ONE_CENTIMETRE)
    gone = np.linspace(0.0, 0.5, 30) * route.length
    assert np.array(route.point(gone)) == pytest.approx(np.array(route.point(route.length - gone)))


def test_closed_route_ends_with_the_leg_to_its_first_point():
    route = READ({**ROUTE, "closed": True})
    back = Geodesic.WGS84.Inverse(33, 131, 35, 139)["s12"]
    assert route.length - 0.5 * READ(ROUTE).length == pytest.approx(back, abs=ONE_CENTIMETRE)
    lat, lon = route.point(np.array([0.0, route.length]))
    assert np.degrees(lat) == pytest.approx([35.0, 35.0])
    assert np.degrees(lon) == pytest.approx([139.0, 139.0])


def test_middle_of_a_straight_route_is_half_way():
    two = READ({"kind": "route", "points": [["35 deg", "139 deg"], ["33 deg", "131 deg"]]})
    half = two.point(np.array(0.25 * two.length))
    assert inverse(*two.middle, *half)[0] < 20.0  # normals of the ellipsoid are averaged


@pytest.mark.parametrize(
    ("declared", "why"),
    [
        ({**RACETRACK, "leg": "0 km"}, "leg has no length"),
        ({**RACETRACK, "width": "0 km"}, "half circles of a racetrack have no radius"),
        ({**RACETRACK, "leg": "5000 km"}, "at most 2000 km from its middle"),
        ({**CIRCLE, "radius": "0 km"}, "radius is more than 0"),
        ({**CIRCLE, "radius": "9000 km"}, "at most 2000 km"),
        ({**ROUTE, "points": [["35 deg", "139 deg"], ["35 deg", "139 deg"]]}, "has no length"),
        (
            {**ROUTE, "points": [["35 deg", "139 deg"], ["-35 deg", "-41 deg"]]},
            "opposite sides of the Earth",
        ),
        (
            {
                "kind": "route",
                "points": [["0 deg", "0 deg"], ["0 deg", "120 deg"], ["0 deg", "-120 deg"]],
                "closed": True,
            },
            "goes round the Earth",
        ),
    ],
)
def test_pattern_that_cannot_be_flown_is_refused_with_what_to_write(declared, why):
    with pytest.raises(ValidationError, match=why):
        READ(declared)


TIGHT = {**RACETRACK, "leg": "2 km", "width": "400 m"}


@pytest.mark.parametrize("declared", [RACETRACK, TIGHT, CIRCLE, ROUTE])
def test_patrol_is_where_its_pattern_says_at_its_height(declared):
    pattern = READ(declared)
    craft = patrol(pattern, speed=np.array([160.0, 100.0]), height=17e3, phase=[0.0, 0.3])
    time = np.linspace(0.0, 2e5, 400)[:, None]
    found = craft.position(time)
    along = (time * [160.0, 100.0] / pattern.length + [0.0, 0.3]) % 1.0 * pattern.length
    lat, lon = pattern.point(along)
    wanted = position(lat, lon, np.full_like(lat, 17e3))
    off = np.sqrt(sum((a - b) ** 2 for a, b in zip(found, wanted, strict=True)))
    assert off.max() < ONE_CENTIMETRE
    assert geodetic(*found)[2] == pytest.approx(17e3, abs=ONE_CENTIMETRE)


def test_patrol_gives_jax_what_it_gives_numpy():
    craft = patrol(READ(RACETRACK), speed=160.0, height=17e3, phase=np.array([0.1, 0.9]))
    time = np.linspace(0.0, 9e3, 50)[:, None]
    theirs = craft.position(jnp.asarray(time))
    assert np.array(theirs) == pytest.approx(np.array(craft.position(time)), abs=1e-6)


def test_true_length_of_a_racetrack_is_its_length_but_for_the_earth_s_curvature():
    track = READ({**RACETRACK, "leg": "400 km", "width": "100 km"})
    craft = patrol(track, speed=1.0, height=0.0, phase=0.0)

    def speed(time):
        x = np.array(craft.position(np.array([[time - 5.0], [time + 5.0]])))[..., 0]
        return float(np.linalg.norm(x[:, 1] - x[:, 0])) / 10.0

    true = sum(quad(speed, a, b, epsrel=1e-6)[0] for a, b in pairwise(track.corners))
    # The chart shortens what runs across by up to (distance from the middle / radius)² / 6.
    assert 1.0 - (212e3 / 6.37e6) ** 2 / 6.0 < true / track.length < 1.0
