"""What looks tell of a coast, who has heard what by when, and when the area is known."""

import itertools
from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from noroshi.constants import EARTH_ROTATION
from noroshi.earth.ellipsoid import geodetic, local_axes
from noroshi.earth.sight import site
from noroshi.motion.burnout import burnout
from noroshi.motion.forces import free_acceleration
from noroshi.motion.records import FlightPlan, Flights
from noroshi.motion.solve import solve
from noroshi.sensing import Radar, Target, sensor_array
from noroshi.tracking.available import (
    PRIOR,
    ReportingLatency,
    SensorInformation,
    available_information,
    best_of,
    first_available,
    intersected,
    intersection_weights,
)
from noroshi.tracking.bound import bound, informations
from noroshi.tracking.coast_arc import CELLS, UNIT, CoastArc, coast_arc, edges, middles
from noroshi.tracking.cross_track import (
    POINTS,
    CrossTrack,
    allowed_deviation,
    cross_track,
    cross_track_axes,
    cross_track_distance,
    time_within,
)
from noroshi.tracking.dynamics import coast
from noroshi.tracking.impact_disc import (
    ImpactDisc,
    impact_disc,
    in_centred_disc,
    probability_in_disc,
)
from noroshi.tracking.information import fisher_information
from noroshi.tracking.inside import in_disc
from noroshi.tracking.localisation import LocalisationQuestion, ellipse_radius, time_localised
from noroshi.tracking.looks import battery
from noroshi.tracking.packed import inverse, lower, unpack
from noroshi.world import Draws

LANES = 4
NEVER = np.inf
SECTION = 0.1
AFTERWARDS = np.float64(-1.0), np.float64(SECTION)
"""Time of powered flight still to come, and cross-section, of a coasting target."""
ONE_METRE = 1.0
SEARCHED = 0.1
"""To which the time of knowing is searched for [s]."""
FACES = [{"azimuth": ["0 deg", "360 deg"], "elevation": ["0 deg", "90 deg"]}]


def radar(name: str, width: str) -> Radar:
    return Radar(
        id=name,
        name=name,
        at=name,
        owner="us",
        faces=FACES,
        reference={"range": "1500 km", "cross_section": "0.1 m^2", "snr": "20 dB"},
        look_interval="1 s",
        accuracy={
            "beamwidth": width,
            "range_resolution": "15 m",
            "angle_floor": "0.2 mrad",
            "range_floor": "5 m",
        },
    )


PLACED = [
    (radar("north", "1 deg"), site(np.radians(40.9), np.radians(140.3), 20.0)),
    (radar("south", "2 deg"), site(np.radians(35.8), np.radians(135.2), 20.0)),
]


class World(NamedTuple):
    flights: Flights
    arc: CoastArc
    gathered: SensorInformation
    area: ImpactDisc
    sigma: np.ndarray
    """Of each radar's channels at the middles of the cells, (radar, cell, channel)."""


def wide(values):
    return jax.tree.map(lambda a: np.repeat(np.asarray(a), LANES, axis=-1), values)


@pytest.fixture(scope="module")
def world() -> World:
    def one(*x: float) -> list[np.ndarray]:
        return [np.array([v]) for v in x]

    plan = FlightPlan(
        *one(np.radians(40.0), np.radians(129.0), 20.0, np.radians(35.7), np.radians(139.7)),
        *one(np.nan, 80.0, 5000.0),
    )
    flights = solve(plan)
    flown = coast_arc(wide(burnout(flights)), *map(wide, (plan.burn_time, flights.flight_time)))
    posture = sensor_array(PLACED, Draws.best(), -39e-9)
    since = np.stack([np.full(LANES, 95.0), np.full(LANES, 110.0)])
    section = np.full(LANES, SECTION)
    totals, sigmas = [], []
    for (sensor, where), one_post, begin in zip(PLACED, posture.sensors, since, strict=True):
        measurement_model = wide(sensor.measurement_model(where, Draws.best()))
        drawn = (wide(one_post.parameters), measurement_model, wide(one_post.interval))
        totals.append(fisher_information(Radar, flown, *drawn, section, begin))
        sigmas.append(deviations(sensor, where, flown))
    area = impact_disc(flown, np.full(LANES, 3e3), np.full(LANES, 10e3))
    return World(
        flights, flown, SensorInformation(jnp.stack(totals), since), area, np.array(sigmas)
    )


def deviations(sensor, where, flown):
    measurement_model = jax.tree.map(
        lambda a: a[..., 0], sensor.measurement_model(where, Draws.best())
    )
    position = np.asarray(flown.position)[..., 0]
    strength = sensor.strength(Draws.best())[0]
    distance = np.linalg.norm(position - np.stack(measurement_model.origin_ecef), axis=-1)
    return [
        np.asarray(Radar.deviations(measurement_model, p, strength * SECTION / d**4))
        for p, d in zip(position, distance, strict=True)
    ]


def heard(looks, tracks=(NEVER, NEVER)) -> ReportingLatency:
    return ReportingLatency(
        *(np.repeat(np.array(d, float)[:, None], LANES, 1) for d in (looks, tracks))
    )


def when_known(world, *teams, wanted=0.9, recognition=0.0):
    stacked = jax.tree.map(lambda *a: np.stack(a), *teams)
    one = np.ones((len(teams), LANES))
    question = question_of(stacked, recognition * one, wanted * one)
    areas = jax.tree.map(lambda a: a[None], world.area)
    return np.asarray(
        time_localised(probability_in_disc, areas, world.arc, world.gathered, question)
    )[:, 0]


def question_of(stacked, recognition, wanted):
    lanes = np.broadcast_to(np.arange(LANES), wanted.shape)
    return LocalisationQuestion(stacked, recognition, wanted, np.zeros(wanted.shape, int), lanes)


def test_the_arc_is_the_coast_and_its_derivative(world: World) -> None:
    # Oracle: the trackers' own step of at most 10 s, and central differences of it.
    start = np.asarray(burnout(world.flights))[:, 0]
    length = float(np.asarray(world.arc.length)[0])
    move = jax.jit(jax.vmap(coast(0.0).move, in_axes=(0, None)))
    nudges = np.concatenate([np.zeros((1, 6)), np.diag(UNIT), -np.diag(UNIT)])
    for cell in (0, 10, CELLS - 1):
        moved = np.asarray(move(start + nudges, middles()[cell] * length))
        here = np.asarray(world.arc.position)[cell, :, 0]
        assert np.linalg.norm(moved[0, :3] - here) < ONE_METRE
        slope = 0.5 * (moved[1:7, :3] - moved[7:, :3]).T
        np.testing.assert_allclose(
            np.asarray(world.arc.slope)[cell, :, :, 0], slope, rtol=1e-3, atol=1e-3 * 1e3
        )


def test_the_impact_moves_as_a_flight_with_air_says(world: World) -> None:
    # Oracle: whole flights to the ground from states a little apart, with drag, by an adaptive
    # integrator. Air makes a tenth at most.
    nudges = 0.1 * np.concatenate([np.zeros((1, 6)), np.diag(UNIT), -np.diag(UNIT)]).T
    start = np.asarray(burnout(world.flights))[:, :1] + nudges
    left = float(world.flights.flight_time[0] - world.flights.plan.burn_time[0])

    def rate(_: float, flat: np.ndarray) -> np.ndarray:
        state = flat.reshape(6, -1)
        push = jax.jit(free_acceleration)(state, 5000.0, EARTH_ROTATION)
        return np.concatenate((state[3:], np.stack(push))).ravel()

    path = solve_ivp(rate, (0.0, left), start.ravel(), method="DOP853", rtol=1e-10, atol=1e-3)
    end = path.y[:, -1].reshape(6, -1)
    east, north, up = (
        np.stack(axis) for axis in local_axes(*geodetic(*(c[:1] for c in end[:3]))[:2])
    )
    # On to the ground along each one's own last direction.
    apart = end[:3] - end[:3, :1]
    down = apart - end[3:] * np.sum(apart * up, axis=0) / np.sum(end[3:] * up, axis=0)
    level = np.stack([np.sum(down * axis, axis=0) for axis in (east, north)])
    gradient = (level[:, 1:7] - level[:, 7:]) / 0.2
    ours = np.asarray(world.area.ahead)[:, :, 0]
    assert np.linalg.norm(ours - gradient) < 0.1 * np.linalg.norm(gradient)


def test_what_is_gathered_is_the_bound_without_noise(world: World) -> None:
    # Oracle: the recursion of the bound, look by look, from the same accuracy.
    number = 0
    sensor, where = PLACED[number]
    begin = world.gathered.custody_start[number, 0]
    start, length = (float(np.asarray(a)[0]) for a in (world.arc.start, world.arc.length))
    shares = np.array([0.3, 0.6, 0.95])
    looks = np.arange(begin + 0.5, start + shares[-1] * length)
    state = np.asarray(burnout(world.flights))[:, 0]
    truth = jax.jit(jax.vmap(coast(0.0).move, in_axes=(None, 0)))(state, looks - start)
    at = (looks - start) / length
    channels = np.stack(
        [np.interp(at, middles(), world.sigma[number, :, c]) for c in range(3)], axis=-1
    )
    watch = battery(Radar, [sensor.measurement_model(where, Draws.best())])
    chance = probability(sensor, where, truth)
    seen = informations(
        watch, jnp.zeros(len(looks), int), truth[:, :3, None], channels[..., None], chance[:, None]
    )
    spread = np.diag((PRIOR * UNIT) ** -2.0)
    at_burnout = jax.jit(jax.jacfwd(coast(0.0).move))(state, begin - start)
    carried = np.linalg.inv(at_burnout).T @ spread @ np.linalg.inv(at_burnout)
    known = jnp.array([carried[i, j] for i, j in lower(6)])[:, None]
    steps = bound(coast(0.0), jnp.asarray(looks), truth[..., None], seen, jnp.asarray(begin), known)
    team = heard((0.0, NEVER))
    for share in shares:
        time = start + share * length
        last = int(np.searchsorted(looks, time)) - 1
        theirs = np.asarray(unpack(inverse(steps.information[last])))[..., 0]
        onward = jax.jacfwd(coast(0.0).move)(state, looks[last] - start)
        back = np.linalg.inv(np.asarray(onward))
        theirs = back @ theirs @ back.T
        ahead = np.asarray(world.area.ahead)[:, :, 0] / UNIT
        theirs = ahead @ theirs @ ahead.T + 9e6 * np.eye(2)
        expected = 4.605 * np.sqrt(np.linalg.det(theirs))
        area = spread_of(world, team, time) ** 2
        assert area == pytest.approx(expected, rel=0.03)


def probability(sensor, where, truth):
    one = sensor_array([(sensor, where)], Draws.best(), -39e-9).sensors[0]
    drawn = jax.tree.map(lambda a: a[..., 0], one.parameters)
    look = jax.vmap(lambda p: Radar.observe(drawn, Target(p, *AFTERWARDS)).probability)
    return look(truth[:, :3])


def spread_of(world, team, time):
    stacked = jax.tree.map(lambda a: np.asarray(a)[None], team)
    question = question_of(stacked, np.zeros((1, LANES)), np.ones((1, LANES)))
    areas = jax.tree.map(lambda a: a[None], world.area)
    found = ellipse_radius(areas, world.arc, world.gathered, question, np.array([time]))
    return float(np.asarray(found)[0, 0, 0])


@pytest.mark.parametrize(
    "team",
    [heard((5.0, NEVER)), heard((5.0, 8.0)), heard((5.0, NEVER), (NEVER, 20.0))],
    ids=["one radar", "both", "the other's track"],
)
def test_the_area_is_known_when_the_probability_reaches_what_is_wanted(world, team) -> None:
    (found,) = when_known(world, team)
    inside = partial(probability_in_disc, world.area)
    curve = jax.jit(lambda time: best_of(world.arc, world.gathered, team, inside, time)[0])
    grid = found + np.arange(-20.0, 20.0, 0.05)
    above = np.array([float(curve(jnp.full(LANES, t))) >= 0.9 for t in grid])
    assert grid[np.argmax(above)] == pytest.approx(found, abs=SEARCHED)


def test_who_hears_more_never_knows_later(world: World) -> None:
    alone, joined, added, at_once, slow = when_known(
        world,
        heard((5.0, NEVER)),
        heard((5.0, NEVER), (NEVER, 8.0)),
        heard((5.0, 8.0)),
        heard((0.0, 0.0)),
        heard((NEVER, 8.0)),
    )
    assert joined <= alone + SEARCHED
    assert joined <= slow + SEARCHED
    # Looks that are added up tell more than tracks joined by covariance intersection.
    assert added <= joined + SEARCHED
    assert at_once <= added + SEARCHED
    assert added < alone - SEARCHED


def test_nobody_who_hears_nothing_knows_anything(world: World) -> None:
    nothing = heard((NEVER, NEVER))
    assert when_known(world, nothing).item() == NEVER
    assert np.isinf(first_available(world.gathered, nothing)).all()
    assert np.isinf(spread_of(world, nothing, 200.0))
    assert np.isnan(spread_of(world, heard((5.0, NEVER)), 1e4))


def test_nothing_is_known_before_burn_out_is_recognised(world: World) -> None:
    start = float(np.asarray(world.arc.start)[0])
    (found,) = when_known(world, heard((0.0, 0.0)), recognition=100.0)
    assert found == pytest.approx(start + 100.0, abs=1e-6)


def test_a_wanted_probability_is_known_later_the_greater_it_is(world: World) -> None:
    times = [when_known(world, heard((5.0, NEVER)), wanted=p).item() for p in (0.3, 0.5, 0.9)]
    assert times == sorted(times)
    assert times[0] < times[-1]


@given(
    long=st.floats(1e3, 1e6), ratio=st.floats(1e-2, 1.0), turn=st.floats(0.0, np.pi),
    radius=st.floats(0.5, 3.0),
)  # fmt: skip
def test_the_probability_of_a_centred_disc(long, ratio, turn, radius) -> None:
    # Oracle: the general rule for discs of `inside`.
    a, b = long**2, (ratio * long) ** 2
    east = a * np.cos(turn) ** 2 + b * np.sin(turn) ** 2
    north = a * np.sin(turn) ** 2 + b * np.cos(turn) ** 2
    both = (a - b) * np.sin(turn) * np.cos(turn)
    found = float(in_centred_disc(*map(jnp.asarray, (east, both, north, radius * long))))
    expected = in_disc(
        np.zeros(1), np.zeros(1), np.array([[east], [both], [north]]), radius=radius * long
    )
    assert found == pytest.approx(expected.item(), abs=2e-4)


def test_a_round_gaussian_in_a_disc_follows_rayleigh() -> None:
    found = in_centred_disc(jnp.asarray(4.0), jnp.asarray(0.0), jnp.asarray(4.0), jnp.asarray(3.0))
    assert float(found) == pytest.approx(1.0 - np.exp(-9.0 / 8.0), rel=1e-12)


@given(offset_=st.floats(0.0, 0.95), wanted=st.floats(0.3, 0.95))
@settings(max_examples=25)
def test_a_pass_is_known_by_the_greatest_deviation_that_leaves_it_probable(offset_, wanted) -> None:
    from scipy.stats import norm

    radius = np.array([[150e3]])
    sigma = allowed_deviation(offset_ * radius, radius, np.array([wanted])).item()
    law = norm(offset_ * 150e3, sigma)
    assert law.cdf(150e3) - law.cdf(-150e3) == pytest.approx(wanted, abs=1e-4)


def test_a_place_farther_than_the_radius_is_never_passed() -> None:
    radius = np.array([[150e3]])
    assert allowed_deviation(1.01 * radius, radius, np.array([0.7])).item() == 0.0


def test_the_ground_track_is_known_to_the_side_as_the_bound_says(world: World) -> None:
    team = jax.tree.map(lambda a: np.asarray(a)[None], heard((5.0, 8.0)))
    lanes = np.arange(LANES)[None]
    time, deviation = map(np.asarray, cross_track(world.arc, world.gathered, team, lanes))
    side = CrossTrack(time, deviation, np.asarray(cross_track_axes(world.arc)))
    # It only gets better, and the track itself lies nowhere to the side of itself.
    assert np.all(np.diff(side.deviation[0], axis=0) <= 1e-6)
    places = np.asarray(world.arc.position)[POINTS, :, 0]
    share = np.repeat(middles()[POINTS][:, None], LANES, axis=1)
    assert np.max(np.abs(cross_track_distance(side, places, share))) < ONE_METRE
    # A pass whose deviation may be as large as at the fourth time is known at the fourth time.
    limit = np.repeat(side.deviation[0, 4, 2, :1], LANES)[None]
    found = time_within(side.time[0], side.deviation[0], share[2:3], limit)
    np.testing.assert_allclose(found[0], side.time[0, 4], atol=1e-6)


def test_cells_cover_the_coast() -> None:
    assert edges()[0] == 0.0
    assert edges()[-1] == 1.0
    assert np.all(np.diff(edges()) > 0.0)


def test_lanes_ask_about_any_coast_and_rows_beyond_the_count_are_left(world: World) -> None:
    # Oracle: the same question put to each coast in its own lane.
    own = when_known(world, heard((5.0, 8.0)))
    question = question_of(
        jax.tree.map(lambda a: np.stack([a, a]), heard((5.0, 8.0))),
        np.zeros((2, LANES)),
        np.full((2, LANES), 0.9),
    )
    turned = question._replace(draw=question.draw[:, ::-1])
    areas = jax.tree.map(lambda a: a[None], world.area)
    found = np.asarray(
        time_localised(probability_in_disc, areas, world.arc, world.gathered, turned, 1)
    )
    assert found[0, -1] == own[0]
    assert np.all(np.isinf(found[1]))


@pytest.fixture(scope="module")
def three(world: World) -> World:
    """A third radar that gathers less and begins later."""
    north, south = world.gathered.total
    third = 0.02 * north + 0.3 * south
    since = np.concatenate([world.gathered.custody_start, np.full((1, LANES), 125.0)])
    return world._replace(gathered=SensorInformation(jnp.stack([north, south, third]), since))


def from_each(looks, tracks):
    """Tracks of the second and of the third radar, each by an owner of its own."""
    owners = np.zeros((2, 3, LANES), bool)
    owners[0, 1] = owners[1, 2] = True
    return heard(looks, tracks)._replace(sender=owners)


def tells(low):
    """How much is known in all: the logarithm of the determinant, from its root."""
    return sum(2.0 * jnp.log(low[i * (i + 3) // 2]) for i in range(6))


def test_tracks_of_several_owners_are_joined_one_after_the_other(three: World) -> None:
    # Oracle: covariance intersection by hand, of one's own with the second's, of that with the
    # third's, over every choice of the weights that are tried.
    time = jnp.full(LANES, 180.0)
    team = from_each((5.0, NEVER, NEVER), (NEVER, 8.0, 12.0))
    parts = []
    for looks in np.where(np.eye(3, dtype=bool), [5.0, 8.0, 12.0], NEVER):
        own, _ = available_information(three.arc, three.gathered, heard(looks, [NEVER] * 3), time)
        parts.append(np.asarray(unpack(list(own)))[..., 0])
    first, second, third = parts
    expected = -np.inf
    for a, b in itertools.product((0.0, 0.5, 1.0), repeat=2):
        both = (1.0 - a) * first + a * second
        told = (1.0 - b) * both + b * third + np.diag(PRIOR**-2.0)
        expected = max(expected, np.linalg.slogdet(told)[1])
    added = np.linalg.slogdet(first + second + third + np.diag(PRIOR**-2.0))[1]
    found = float(best_of(three.arc, three.gathered, team, tells, time)[0])
    assert found == pytest.approx(expected, rel=1e-9)
    # Added up before they are joined, the two others' tracks would tell more than they do.
    as_one = team._replace(sender=None)
    assert found < float(best_of(three.arc, three.gathered, as_one, tells, time)[0]) < added


def test_the_ways_of_joining_hold_every_way_of_joining_fewer() -> None:
    # Oracle: all choices of a weight for each, of which those are alike that end alike.
    rng = np.random.default_rng(0)
    for others in (1, 2, 3):
        own, *theirs = rng.normal(size=(1 + others, 21, 1))

        def told(way, own=own, theirs=theirs) -> bytes:
            return np.round(np.asarray(intersected(own, theirs, way)), 9).tobytes()

        every = itertools.product((0.0, 0.5, 1.0), repeat=others)
        assert {told(way) for way in intersection_weights(others)} == {told(way) for way in every}
        assert len(intersection_weights(others)) == 2 ** (others + 1) - 1


@given(
    delays=st.tuples(*[st.floats(0.0, 60.0)] * 3),
    own=st.booleans(),
    wanted=st.floats(0.3, 0.95),
)
@settings(max_examples=20, deadline=None)
def test_one_more_partys_tracks_never_make_the_area_known_later(
    three: World, delays, own, wanted
) -> None:
    first, second, third = delays
    looks = (first if own else NEVER, NEVER, NEVER)
    alone, one, other, both, added, detections = when_known(
        three,
        from_each(looks, (NEVER, NEVER, NEVER)),
        from_each(looks, (NEVER, second, NEVER)),
        from_each(looks, (NEVER, NEVER, third)),
        from_each(looks, (NEVER, second, third)),
        from_each((looks[0], second, third), (NEVER, NEVER, NEVER)),
        from_each((0.0, 0.0, 0.0), (NEVER, NEVER, NEVER)),
        wanted=wanted,
    )
    assert one <= alone + SEARCHED
    assert both <= min(one, other) + SEARCHED
    assert added <= both + SEARCHED
    assert detections <= added + SEARCHED


def test_a_pass_is_known_no_later_by_one_more_partys_tracks(three: World) -> None:
    looks = (5.0, NEVER, NEVER)
    teams = [
        from_each(looks, (NEVER, NEVER, 12.0)),
        from_each(looks, (NEVER, 8.0, 12.0)),
        from_each((5.0, 8.0, 12.0), (NEVER, NEVER, NEVER)),
    ]
    stacked = jax.tree.map(lambda *a: np.stack(a), *teams)
    lanes = np.broadcast_to(np.arange(LANES), (3, LANES))
    time, deviation = map(np.asarray, cross_track(three.arc, three.gathered, stacked, lanes))
    np.testing.assert_allclose(time[0], time[1])
    slack = 1.0 + 1e-9
    assert np.all(deviation[1] <= slack * deviation[0])
    assert np.all(deviation[2] <= slack * deviation[1])
    assert np.any(deviation[1] < deviation[0] - ONE_METRE)
