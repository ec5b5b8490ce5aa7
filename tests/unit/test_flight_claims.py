"""Verdicts on stated times, equivalent ranges, and passes over places."""

import numpy as np
import pytest

from noroshi.earth import geodesic
from noroshi.earth.ellipsoid import geodetic
from noroshi.motion.closest_approach import closest_approach
from noroshi.motion.equivalent import equivalent_range
from noroshi.motion.published import (
    PublishedFlight,
    Refused,
    VehicleClass,
    examine,
    interval,
    judge,
    minutes,
)
from noroshi.motion.records import FlightPlan, Flights, FlightStatus, pick
from noroshi.motion.refusal import refusal
from noroshi.motion.sample import held_thrust, positions
from noroshi.motion.shoot import aim_of, setting_of, shoot
from noroshi.motion.solve import solve
from noroshi.world import Estimate

MINUTE = 60.0
SUNAN = (np.radians(39.200159), np.radians(125.673256))
OURS = MINUTE * np.array([71.0, 71.3, 71.6])
LEAST = 68.5 * MINUTE


def plan(reach: float, apogee: float, burn: float, bearing: float = 1.2) -> FlightPlan:
    aim = geodesic.direct(*SUNAN, reach, bearing)
    values = (*SUNAN, 0.0, float(aim[0]), float(aim[1]), apogee, burn, 5000.0)
    return FlightPlan(*(np.array([value]) for value in values))


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [(68.4, "impossible"), (68.6, "consistent"), (71.3, "consistent"), (75.3, "late")],
)
def test_a_stated_time_is_judged_by_what_is_possible_and_then_by_what_is_likely(
    stated: float, verdict: str
) -> None:
    assert judge(MINUTE * stated, OURS, LEAST)[0] == verdict


def test_a_time_that_is_possible_but_too_short_for_the_burn_is_early() -> None:
    verdict, reason = judge(7.0 * MINUTE, MINUTE * np.array([10.0, 10.5, 11.0]), 6.5 * MINUTE)
    assert verdict == "early"
    assert "7.0 min" in reason
    assert "10.0 min" in reason


def test_without_a_stated_apogee_no_time_is_impossible_since_a_flatter_flight_is_faster() -> None:
    verdict, reason = judge(68.0 * MINUTE, OURS, LEAST, free_apogee=True)
    assert verdict == "consistent"
    verdict, reason = judge(50.0 * MINUTE, OURS, LEAST, free_apogee=True)
    assert verdict == "early"
    assert "no apogee was stated, and a flatter flight is faster" in reason
    assert "flatter" not in judge(7.0 * MINUTE, MINUTE * np.full(3, 10.0), 6.0 * MINUTE)[1]


def test_two_causes_add_up_in_squares_and_each_side_has_its_own() -> None:
    found = interval(np.array([7.0, 10.0, 13.0, 6.0, 14.0]))
    np.testing.assert_allclose(found, [5.0, 10.0, 15.0])
    # Both ends of the second cause lie above: they say nothing of the lower bound.
    np.testing.assert_allclose(interval(np.array([7.0, 10.0, 13.0, 11.0, 14.0]))[:2], [7.0, 10.0])


def test_a_bound_that_cannot_be_flown_or_has_no_limit_is_told_as_such() -> None:
    np.testing.assert_allclose(interval(np.array([7.0, 10.0, np.nan, 10.0, 14.0])), [7, 10, 14])
    assert np.isposinf(interval(np.array([7.0, 10.0, np.inf, 10.0, 14.0]))[2])
    np.testing.assert_array_equal(interval(np.array([7.0, np.inf, 9.0, np.inf, np.inf]))[0], 7.0)


def test_a_time_that_is_no_minute_is_told_in_seconds() -> None:
    assert (minutes(1.0), minutes(59.0), minutes(60.0)) == ("1 s", "59 s", "1.0 min")


def test_a_flight_that_would_reach_farther_than_every_class_is_said_to() -> None:
    only = [CLASSES[0]._replace(longest_range=1_000e3)]
    assert examine(claim(1055e3, 6000e3), only).outreached
    assert not examine(claim(900e3, 250e3), [only[0]._replace(longest_range=1_300e3)]).outreached


def test_a_claim_without_a_time_has_no_verdict() -> None:
    assert judge(None, OURS, LEAST)[0] is None


def test_no_burn_time_and_no_body_make_a_flight_shorter_than_the_least_time() -> None:
    numbers = [(b, c) for b in (0.5, 20.0, 60.0, 150.0, 290.0) for c in (1500.0, 5e4, 1e9)]
    burn, beta = np.array(numbers).T
    many = FlightPlan(*(np.repeat(field, len(burn)) for field in plan(1090e3, 6248.5e3, 1.0)))
    flights = solve(many._replace(burn_time=burn, ballistic_coefficient=beta))
    instant = solve(plan(1090e3, 6248.5e3, 0.01)._replace(ballistic_coefficient=np.array([1e12])))
    assert np.all(flights.status == FlightStatus.SOLVED)
    # Drag on the way up allows a slightly faster start: under a tenth of a second.
    assert np.min(flights.flight_time) > instant.flight_time[0] - 0.1


CLASSES = [
    VehicleClass("long", 13e6, Estimate(270.0, 295.0, 320.0), Estimate.exactly(5000.0)),
    VehicleClass("short", 500e3, Estimate(62.0, 80.0, 95.0), Estimate.exactly(5000.0)),
    VehicleClass("middle", 1300e3, Estimate(90.0, 110.0, 125.0), Estimate.exactly(2500.0)),
]


def claim(reach: float, apogee: float, **more: float) -> PublishedFlight:
    aim = geodesic.direct(*SUNAN, reach, 1.2)
    return PublishedFlight(SUNAN, (float(aim[0]), float(aim[1])), apogee, **more)


def test_the_class_is_the_least_that_reaches_as_far_as_the_flight_could() -> None:
    assert examine(claim(450e3, 130e3), CLASSES).vehicle_class == "short"
    # 450 km only, but so high that it could have gone beyond 1,000 km.
    assert examine(claim(450e3, 550e3), CLASSES).vehicle_class == "middle"
    assert examine(claim(950e3, 4475e3), CLASSES).vehicle_class == "long"


def test_a_given_burn_time_leaves_no_interval() -> None:
    found = examine(claim(950e3, 4475e3, burn_time=290.0), CLASSES)
    assert np.ptp(found.flights.flight_time) == 0.0
    assert np.all(found.flights.plan.burn_time == 290.0)


def test_the_interval_is_that_of_the_burn_time_and_of_growth_at_their_quantiles() -> None:
    shares, steady = np.array([0.05, 0.5, 0.95]), CLASSES[0]
    grown = steady._replace(growth=Estimate(1.0, 1.6, 4.0, scale="log"), first_stage=0.5)
    alone, both = (examine(claim(950e3, 4475e3), [c]) for c in (steady, grown))
    np.testing.assert_allclose(alone.flights.plan.burn_time[:3], steady.burn_time.quantile(shares))
    varied = both.flights.plan.growth[[3, 1, 4]]
    np.testing.assert_allclose(varied, grown.growth.quantile(shares))
    np.testing.assert_array_equal(both.flights.plan.first_stage, 0.5)
    assert np.all(np.diff(alone.flight_time) > 0.0)
    # What grows late burns out lower and flies for longer, and reaches farther when flown flatter.
    for found in (alone, both):
        assert np.all(np.diff(found.equivalent) > 0.0)
    assert both.equivalent[1] > alone.equivalent[1]
    assert np.ptp(both.equivalent) > 1.5 * np.ptp(alone.equivalent)


def test_the_equivalent_range_of_a_minimum_energy_flight_is_nearly_its_range() -> None:
    # Flown north, so that the Earth's turning, which the equivalent range leaves out, gives little.
    flights = solve(plan(3000e3, np.nan, 140.0, bearing=0.0))
    assert equivalent_range(flights)[0] == pytest.approx(3000e3, rel=0.02)


def test_no_pitch_reaches_farther_than_the_equivalent_range() -> None:
    flights = solve(plan(950e3, 2800e3, 270.0))
    greatest = equivalent_range(flights)[0]
    many = pick(flights, np.zeros(128, dtype=np.intp))._replace(pitch=np.linspace(0.1, 1.7, 128))
    setting = setting_of(many.plan, turn=0.0)
    path = shoot(setting, aim_of(many.plan), held_thrust(many)).path
    lat, lon, _ = geodetic(*np.asarray(path.impact))
    reach, _ = geodesic.inverse(many.plan.launch_lat, many.plan.launch_lon, lat, lon)
    best = np.max(reach, where=np.asarray(path.flown), initial=0.0)
    assert best <= greatest * (1.0 + 1e-5)
    assert best == pytest.approx(greatest, rel=1e-3)


def test_a_flight_fit_for_orbit_has_an_infinite_equivalent_range() -> None:
    assert np.isinf(equivalent_range(solve(plan(1000e3, 12000e3, 300.0)))[0])


def test_the_nearest_pass_is_the_nearest_of_many_moments() -> None:
    flight = solve(plan(2700e3, 550e3, 150.0))
    lat, lon = np.radians([42.0, 141.0])
    found = closest_approach(flight, lat, lon)
    time = np.linspace(0.0, flight.flight_time[0], 3001)
    below_lat, below_lon, height = geodetic(*positions(flight, time)[:, :, 0].T)
    distance, _ = geodesic.inverse(lat * np.ones(3001), lon, below_lat, below_lon)
    assert found.ground_distance <= np.min(distance)
    assert found.ground_distance == pytest.approx(np.min(distance), abs=20.0)
    assert found.time == pytest.approx(time[np.argmin(distance)], abs=0.5)
    assert found.altitude == pytest.approx(height[np.argmin(distance)], rel=1e-3)


IMPOSSIBLE = [
    (plan(100.0, 1e5, 60.0), FlightStatus.RANGE_ZERO, "100 m"),
    (plan(19.9e6, 1e6, 60.0), FlightStatus.RANGE_TOO_LONG, "19,900 km"),
    (plan(1300e3, 20e3, 100.0), FlightStatus.APOGEE_TOO_LOW, "20 km"),
    (plan(1300e3, -1.0, 100.0), FlightStatus.APOGEE_TOO_LOW, "-0 km"),
    (plan(1300e3, 5e7, 100.0), FlightStatus.APOGEE_TOO_HIGH, "50,000 km"),
    (plan(1300e3, 50e3, 100.0), FlightStatus.BURN_TOO_LONG, "100 s"),
    (plan(300e3, 90e3, 0.0), FlightStatus.BURN_NOT_POSITIVE, "0 s"),
    (plan(300e3, np.inf, 60.0), FlightStatus.NOT_A_NUMBER, "finite"),
    (
        plan(300e3, 9e4, 60.0)._replace(ballistic_coefficient=np.array([-5.0])),
        FlightStatus.COEFFICIENT_NOT_POSITIVE,
        "-5 kg/m²",
    ),
]


@pytest.fixture(scope="module")
def refused() -> Flights:
    together = (
        np.concatenate(fields) for fields in zip(*(p for p, _, _ in IMPOSSIBLE), strict=True)
    )
    return solve(FlightPlan(*together))


@pytest.mark.parametrize("number", range(len(IMPOSSIBLE)), ids=lambda n: IMPOSSIBLE[n][1].name)
def test_an_impossible_flight_is_refused_by_name_and_value(refused: Flights, number: int) -> None:
    _, status, value = IMPOSSIBLE[number]
    one = pick(refused, np.array([number]))
    assert one.status[0] == status
    assert value in refusal(one)
    assert np.isnan(one.flight_time[0])


def test_an_impossible_claim_is_refused() -> None:
    with pytest.raises(Refused, match="50 km"):
        examine(claim(1300e3, 50e3), CLASSES)
