"""Laws of solved flights over the whole box of ranges, apogees, burn times and bodies.

Each drawn example is a batch of flights in one call, so that nothing is compiled twice.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.earth import geodesic
from noroshi.earth.ellipsoid import geodetic
from noroshi.motion.ellipse import least_energy_apogee
from noroshi.motion.records import FlightPlan, Flights, FlightStatus, pick
from noroshi.motion.redraw import redraw
from noroshi.motion.sample import held_thrust, positions, sample
from noroshi.motion.shoot import aim_of, setting_of, shoot
from noroshi.motion.solve import solve

one_metre = 1.0
two_centimetres = 2e-2
NUMBER = 128
LEAST_SHARE_OF_BURN = 0.6


def box(seed: int, number: int, *, lowest: float) -> FlightPlan:
    """Flights of 50 to 15,000 km; apogees from `lowest` to six times the minimum-energy one."""
    rng = np.random.default_rng(seed)
    reach = np.exp(rng.uniform(np.log(50e3), np.log(15e6), number))
    lat, lon = np.radians(rng.uniform(-70.0, 70.0, number)), rng.uniform(-np.pi, np.pi, number)
    aim = geodesic.direct(lat, lon, reach, rng.uniform(0.0, 2.0 * np.pi, number))
    least = least_energy_apogee(6.371e6, reach / 6.371e6) - 6.371e6
    share = np.exp(rng.uniform(np.log(lowest), np.log(6.0), number))
    # A vehicle that burns for a minute is not flown over 50 km: classes by range.
    usual = np.interp(np.log(reach), np.log([5e4, 3e5, 1e6, 3e6, 1e7]), [25, 75, 110, 150, 300])
    burn = usual * rng.uniform(LEAST_SHARE_OF_BURN, 1.07, number)
    beta = np.exp(rng.uniform(np.log(2000.0), np.log(15000.0), number))
    height = rng.uniform(0.0, 500.0, number)
    apogee = np.minimum(least * share, 1.2e7)
    return FlightPlan(lat, lon, height, *aim, apogee, burn, beta)


@settings(max_examples=3)
@given(st.integers(0, 10**6))
def test_every_reachable_flight_of_the_box_is_solved_and_ends_at_its_aim(seed: int) -> None:
    plan = box(seed, 2 * NUMBER, lowest=1.1)
    flights = solve(plan)
    # Over 50 km a flight of 1.1 times the least apogee stays below 14 km: there the air may win.
    reach, _ = geodesic.inverse(plan.launch_lat, plan.launch_lon, plan.aim_lat, plan.aim_lon)
    easy = reach > 100e3
    assert np.all(flights.status[easy] == FlightStatus.SOLVED)
    assert np.mean(flights.status == FlightStatus.SOLVED) > 0.98
    solved = flights.status == FlightStatus.SOLVED
    miss, _ = geodesic.inverse(plan.aim_lat, plan.aim_lon, flights.impact_lat, flights.impact_lon)
    assert np.all(miss[solved] < two_centimetres)
    np.testing.assert_allclose(flights.apogee[solved], plan.apogee[solved], rtol=1e-8)


@settings(max_examples=2)
@given(st.integers(0, 10**6))
def test_depressed_flights_beyond_300_km_are_solved(seed: int) -> None:
    plan = box(seed, NUMBER, lowest=0.5)
    reach, _ = geodesic.inverse(plan.launch_lat, plan.launch_lon, plan.aim_lat, plan.aim_lon)
    flights = solve(plan)
    assert np.all(flights.status[reach > 300e3] == FlightStatus.SOLVED)


@pytest.fixture(scope="module")
def least() -> Flights:
    plan = box(7, NUMBER, lowest=1.0)
    return solve(plan._replace(apogee=np.full(NUMBER, np.nan)))


def test_the_minimum_energy_flight_is_solved_everywhere(least: Flights) -> None:
    assert np.all(least.status == FlightStatus.SOLVED)


@pytest.mark.parametrize("factor", [0.97, 0.9999, 1.0001, 1.03])
def test_no_other_apogee_needs_less_thrust_than_the_minimum_energy_one(
    least: Flights, factor: float
) -> None:
    other = solve(least.plan._replace(apogee=factor * least.apogee))
    solved = other.status == FlightStatus.SOLVED
    assert np.mean(solved) > 0.9
    assert np.all(other.acceleration[solved] > least.acceleration[solved])


def test_a_later_burn_out_makes_a_flight_of_the_same_range_and_apogee_longer() -> None:
    plan = box(11, NUMBER, lowest=1.2)
    short, long = solve(plan), solve(plan._replace(burn_time=1.1 * plan.burn_time))
    both = (
        (short.status == FlightStatus.SOLVED)
        & (long.status == FlightStatus.SOLVED)
        & (plan.apogee > 1e5)
    )
    assert np.count_nonzero(both) > NUMBER // 2
    assert np.all(long.flight_time[both] > short.flight_time[both])


def test_a_refused_flight_is_not_found_by_trying_every_thrust_either() -> None:
    # 144 km under 15 km with a light body: the air stops it short, says the solver.
    plan = FlightPlan(*(np.full(1, v) for v in (0.6, 2.2, 0.0, 0.6, 2.2, 15e3, 15.0, 2000.0)))
    aim = geodesic.direct(plan.launch_lat, plan.launch_lon, 144e3, 1.0)
    plan = plan._replace(aim_lat=aim[0], aim_lon=aim[1])
    assert solve(plan).status[0] == FlightStatus.APOGEE_TOO_LOW
    pitch, amount = np.meshgrid(np.linspace(0.05, 1.6, 64), np.geomspace(20.0, 600.0, 64))
    spread = FlightPlan(*(np.full(NUMBER, field[0]) for field in plan))
    farthest = 0.0
    for p, a in zip(pitch.reshape(-1, NUMBER), amount.reshape(-1, NUMBER), strict=True):
        level = a * np.sin(p)
        held = np.stack((level * np.sin(1.0), level * np.cos(1.0), a * np.cos(p)))
        path = shoot(setting_of(spread), aim_of(spread), held).path
        lat, lon, _ = geodetic(*np.asarray(path.impact))
        reach, _ = geodesic.inverse(spread.launch_lat, spread.launch_lon, lat, lon)
        low = np.asarray(path.flown) & (np.asarray(path.apogee) < 15e3)
        farthest = max(farthest, np.max(reach, where=low, initial=0.0))
    assert 0.0 < farthest < 144e3


def test_a_flight_never_flies_on_after_impact_when_others_in_its_chunk_last_longer() -> None:
    # A chunk that mixes 5 minutes with an hour once let the short ones through the Earth and up.
    plan = box(3, NUMBER, lowest=1.2)
    reach = np.where(np.arange(NUMBER) % 2, 300e3, 12e6)
    aim = geodesic.direct(plan.launch_lat, plan.launch_lon, reach, 1.0)
    least = least_energy_apogee(6.371e6, reach / 6.371e6) - 6.371e6
    burn = np.where(np.arange(NUMBER) % 2, 75.0, 290.0)
    plan = plan._replace(aim_lat=aim[0], aim_lon=aim[1], apogee=1.5 * least, burn_time=burn)
    flights = solve(plan)
    assert np.all(flights.status == FlightStatus.SOLVED)
    track = sample(flights, step=20.0)
    _, _, height = geodetic(*np.moveaxis(track.position_ecef, 1, 0))
    assert np.min(height) > -one_metre
    after = track.time[:, None] >= flights.flight_time
    assert np.max(np.abs(height[after])) < 1e-2
    assert np.max(flights.flight_time) > 4.0 * np.min(flights.flight_time)


def test_the_order_of_flights_in_a_call_does_not_matter() -> None:
    plan = box(5, 150, lowest=1.2)
    turned = FlightPlan(*(field[::-1] for field in plan))
    one, other = solve(plan), solve(turned)
    np.testing.assert_array_equal(one.status, other.status[::-1])
    # Newton stops a few millimetres around the aim, depending on nothing but the flight itself.
    np.testing.assert_allclose(one.flight_time, other.flight_time[::-1], rtol=0, atol=1e-6)


def test_a_track_starts_at_the_launch_point_and_ends_at_the_impact_point() -> None:
    flights = solve(box(9, NUMBER, lowest=1.3))
    flights = pick(flights, np.flatnonzero(flights.status == FlightStatus.SOLVED))
    track = sample(flights, step=60.0)
    setting = setting_of(flights.plan)
    np.testing.assert_allclose(track.position_ecef[0], setting.launch, atol=1e-6)
    lat, lon, _ = geodetic(*track.position_ecef[-1])
    miss, _ = geodesic.inverse(lat, lon, flights.impact_lat, flights.impact_lon)
    assert np.max(miss) < 1e-3


def test_positions_do_not_depend_on_how_many_times_are_asked_for() -> None:
    flights = solve(box(9, 4, lowest=1.3))
    many = positions(flights, np.linspace(0.0, 900.0, 301))
    few = positions(flights, np.linspace(0.0, 900.0, 4))
    np.testing.assert_allclose(many[::100], few, atol=1e-6)


def test_a_flight_that_was_not_solved_has_no_track_and_disturbs_no_other() -> None:
    plan = box(9, 4, lowest=1.3)
    alone = sample(solve(plan), step=30.0, count=20).position_ecef
    plan.apogee[2] = -5.0
    broken = solve(plan)
    assert broken.status[2] == FlightStatus.APOGEE_TOO_LOW
    track = sample(broken, step=30.0, count=20).position_ecef
    assert np.all(np.isnan(track[:, :, 2]))
    others = [0, 1, 3]
    np.testing.assert_allclose(track[:, :, others], alone[:, :, others], atol=1e-6)


@pytest.mark.parametrize("first_stage", [1.0, 0.45])
@pytest.mark.parametrize("most", [1.0, 5.0])
def test_redrawn_flights_are_the_flights_that_solving_anew_gives(
    first_stage: float, most: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[int] = []

    def counted(plan: FlightPlan) -> Flights:
        left.append(len(plan.burn_time))
        return solve(plan)

    monkeypatch.setattr("noroshi.motion.redraw.solve", counted)
    flights = solve(box(21, 12, lowest=1.2)._replace(first_stage=np.array([first_stage])))
    rng = np.random.default_rng(1)
    growth = rng.uniform(1.0, most, (12, 40))
    burn = flights.plan.burn_time[:, None] * rng.uniform(0.85, 1.15, (12, 40))
    beta = flights.plan.ballistic_coefficient[:, None] * np.exp(rng.uniform(-0.8, 0.8, (12, 40)))
    drawn = redraw(flights, burn, beta, growth)
    # What is interpolated reaches nearly all, or each draw would cost a whole search.
    assert sum(left) <= 0.1 * drawn.flight_time.size
    anew = solve(drawn.plan)
    np.testing.assert_array_equal(drawn.status == 0, anew.status == 0)
    assert np.mean(drawn.status == 0) > 0.9
    np.testing.assert_allclose(drawn.flight_time, anew.flight_time, rtol=0, atol=1e-3)
    np.testing.assert_allclose(drawn.apogee, anew.apogee, rtol=0, atol=one_metre)
    assert np.nanmax(np.abs(held_thrust(drawn) - held_thrust(anew))) < 3e-4


def test_draws_that_are_all_alike_give_the_flight_itself() -> None:
    flights = solve(box(22, 3, lowest=1.3))
    same = [np.repeat(v[:, None], 5, axis=1) for v in flights.plan[6:9]]
    drawn = redraw(flights, *same)
    np.testing.assert_allclose(
        drawn.flight_time.reshape(3, 5), flights.flight_time[:, None] * np.ones(5), atol=1e-3
    )


def test_an_unsolved_flight_stays_unsolved_in_every_draw() -> None:
    plan = box(22, 3, lowest=1.3)
    plan.apogee[1] = -1.0
    flights = solve(plan)
    drawn = redraw(flights, *(np.full((3, 4), v) for v in (100.0, 5000.0, 1.0)))
    status = drawn.status.reshape(3, 4)
    assert np.all(status[1] == FlightStatus.APOGEE_TOO_LOW)
    assert np.all(np.isnan(drawn.flight_time.reshape(3, 4)[1]))
    alone = redraw(pick(flights, np.array([1])), *(np.ones((1, 4)) for _ in range(3)))
    assert np.all(alone.status == FlightStatus.APOGEE_TOO_LOW)
