"""The least time belongs to the flight that is examined, and nothing over its apogee is faster."""

import itertools

import numpy as np
import pytest

from noroshi.earth import geodesic
from noroshi.motion.ellipse import least_energy_apogee
from noroshi.motion.published import PublishedFlight, VehicleClass, examine, least_time
from noroshi.motion.records import FlightPlan, Flights, FlightStatus, pick
from noroshi.motion.solve import solve
from noroshi.world import Estimate

SUNAN = (np.radians(39.200159), np.radians(125.673256))
RANGES = (300e3, 1000e3, 3000e3, 9000e3, 12000e3)
BEARINGS = np.radians([20.0, 110.0, 200.0, 290.0])
OF_THE_LEAST = (np.nan, 0.5, 0.8, 1.5, 4.0)
"""Apogees as shares of that of minimum energy: below it, too."""
GROWN = ((1.0, 1.0), (4.0, 0.5))
LEAST_GAIN = 20.0
"""[s] that the slow start of even the shortest of these burns costs."""


@pytest.fixture(scope="module")
def flown() -> Flights:
    """Every combination of them, in one call."""
    rows = []
    for reach, bearing, share, (growth, first) in itertools.product(
        RANGES, BEARINGS, OF_THE_LEAST, GROWN
    ):
        least = least_energy_apogee(6.371e6, reach / 6.371e6) - 6.371e6
        aim = geodesic.direct(*SUNAN, reach, bearing)
        burn = np.interp(np.log(reach), np.log([3e5, 1e6, 3e6, 1e7]), [75.0, 110.0, 150.0, 295.0])
        rows.append((*SUNAN, 0.0, *map(float, aim), share * least, burn, 5000.0, growth, first))
    return solve(FlightPlan(*np.array(rows).T))


def test_all_of_them_can_be_flown(flown: Flights) -> None:
    assert np.all(flown.status == FlightStatus.SOLVED)


def test_no_flight_is_faster_than_one_with_all_its_speed_at_once_and_no_air(flown: Flights) -> None:
    instant = solve(
        flown.plan._replace(
            apogee=flown.apogee,
            burn_time=np.full(len(flown.status), 0.01),
            ballistic_coefficient=np.full(len(flown.status), 1e12),
        )
    )
    assert np.all(instant.status == FlightStatus.SOLVED)
    assert np.min(flown.flight_time - instant.flight_time) > LEAST_GAIN


def test_the_least_time_is_below_the_flights_own_and_near_it(flown: Flights) -> None:
    for number in range(0, len(flown.status), 23):
        one = pick(flown, np.array([number]))
        least = least_time(one)
        assert 0.0 < one.flight_time[0] - least < one.plan.burn_time[0]


def test_of_flights_with_apogees_of_their_own_the_least_counts(flown: Flights) -> None:
    high, low = (pick(flown, np.array([number])) for number in (8, 2))
    both = pick(flown, np.array([8, 2]))
    assert least_time(low) < least_time(high)
    assert least_time(both) == pytest.approx(least_time(low), abs=1e-6)


@pytest.mark.parametrize("bearing", [0.7, 3.9])
@pytest.mark.parametrize(("reach", "factor"), [(950e3, 0.7), (9500e3, np.nan), (9500e3, 0.7)])
def test_the_time_of_an_examined_flight_is_never_impossible(
    reach: float, factor: float, bearing: float
) -> None:
    vehicle = VehicleClass(
        "any",
        15e6,
        Estimate(240.0, 270.0, 300.0) if reach > 5e6 else Estimate(80.0, 100.0, 120.0),
        Estimate.exactly(5000.0),
        Estimate(1.0, 1.6, 4.0),
        0.5,
    )
    lat, lon = geodesic.direct(*SUNAN, reach, bearing)
    apogee = factor * (least_energy_apogee(6.371e6, reach / 6.371e6) - 6.371e6)
    found = examine(PublishedFlight(SUNAN, (float(lat), float(lon)), apogee), [vehicle])
    assert found.least_time < np.min(found.flights.flight_time)
    own = float(found.flight_time[0])
    claim = PublishedFlight(SUNAN, (float(lat), float(lon)), apogee, flight_time=own)
    assert examine(claim, [vehicle]).verdict == "consistent"
