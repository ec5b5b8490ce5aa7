"""What looks tell of a coast, who has heard what by when, and when the area is known."""

import itertools
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from noroshi.constants import EARTH_MEAN_RADIUS, EARTH_ROTATION
from noroshi.earth.ellipsoid import geodetic, local_axes
from noroshi.earth.sight import site
from noroshi.motion.burnout import burnout
from noroshi.motion.forces import free_acceleration
from noroshi.motion.records import FlightPlan, Flights
from noroshi.motion.solve import solve
from noroshi.rebound import traceable
from noroshi.sensing import Radar, Target, sensor_array
from noroshi.tracking.available import ReportingLatency, add_until, begin_flight, hear, room
from noroshi.tracking.bound import bound, informations
from noroshi.tracking.coast_arc import (
    CELLS,
    UNIT,
    CoastArc,
    cell_of,
    coast_arc,
    edges,
    middles,
)
from noroshi.tracking.cross_track import (
    POINTS,
    TIMES,
    Pass,
    allowed_deviation,
    cross_track_distance,
    ground_track,
    time_within,
)
from noroshi.tracking.dynamics import coast
from noroshi.tracking.impact_disc import ImpactDisc, impact_disc, outside_disc
from noroshi.tracking.impact_ellipse import states
from noroshi.tracking.information import (
    ENTRIES,
    EVEN,
    TOLD,
    WIDE,
    SensorInformation,
    add_up,
    add_up_memory,
    look_information,
)
from noroshi.tracking.inside import in_disc
from noroshi.tracking.joining import PRIOR, SIDE, intersection_weights
from noroshi.tracking.knowledge import knowledge
from noroshi.tracking.localisation import RANKS, LocalisationQuestion
from noroshi.tracking.look_tables import look_tables
from noroshi.tracking.looks import battery
from noroshi.tracking.packed import inverse, lower, unpack
from noroshi.tracking.quality import NO_GOALS, quality_goals
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
    since = np.repeat([[95.0, 110.0]], LANES, axis=0)
    told, sigmas = np.full((2 * LANES, TOLD), np.nan), []
    lanes = np.arange(LANES)
    for number, ((sensor, where), one_post) in enumerate(zip(PLACED, posture.sensors, strict=True)):
        measurement_model = sensor.measurement_model(where, Draws.best())
        one = (Radar, one_post.parameters, measurement_model, one_post.interval)
        ((_, table),) = look_tables([one], 1)
        section, row, first = np.full(LANES, SECTION), number * LANES + lanes, np.zeros(LANES, int)
        which = (first, first, lanes, section, since[:, number])
        look_information(table, flown, *which, told, row)
        sigmas.append(deviations(sensor, where, flown))
    pair = np.stack([lanes, LANES + lanes], axis=1)
    area = impact_disc(flown, np.full(LANES, 3e3), np.full(LANES, 10e3))
    gathered = SensorInformation(told, flown.slope.reshape(LANES, 3, -1), pair, since)
    return World(flights, flown, gathered, area, np.array(sigmas))


def deviations(sensor, where, flown):
    measurement_model = jax.tree.map(
        lambda a: a[..., 0], sensor.measurement_model(where, Draws.best())
    )
    position = flown.position[0].T
    strength = sensor.strength(Draws.best())[0]
    distance = np.linalg.norm(position - np.stack(measurement_model.origin_ecef), axis=-1)
    return [
        np.asarray(Radar.deviations(measurement_model, p, strength * SECTION / d**4))
        for p, d in zip(position, distance, strict=True)
    ]


def heard(looks, tracks=None, owners=None) -> ReportingLatency:
    """One team; the tracks of one owner, unless it is told which sensors are whose."""
    tracks = np.full(len(looks), NEVER) if tracks is None else tracks
    owners = np.ones((1, len(looks)), bool) if owners is None else owners
    return ReportingLatency(
        *(np.repeat(np.array(d)[None, None], LANES, axis=0) for d in (looks, tracks, owners))
    )


NO_PASSES = Pass(
    np.zeros(0, int), np.zeros((0, 1), int), np.zeros((0, 3)), np.zeros(0), np.zeros(0), np.zeros(0)
)


def known(
    world,
    *teams,
    wanted=0.9,
    recognition=0.0,
    instants=(),
    passes=NO_PASSES,
    failing=False,
    sized=True,
    goals=NO_GOALS,
):
    """Everything that teams know."""
    latency = ReportingLatency(*(np.concatenate(d, axis=1) for d in zip(*teams, strict=True)))
    one = np.ones((LANES, len(teams)))
    question = LocalisationQuestion(
        latency,
        recognition * one,
        np.repeat((wanted * one)[..., None], 1, axis=-1),
        np.zeros(one.shape, int),
        np.full(one.shape, sized),
        np.full(one.shape, failing),
        np.full(one.shape, len(goals.area) > 0),
    )
    several = np.ndim(world.area.radius) > 1
    areas = world.area if several else ImpactDisc(*(np.asarray(a)[None] for a in world.area))
    instants = np.array(instants, dtype=float)
    return knowledge(areas, world.arc, world.gathered, question, instants, passes, goals)


def when_known(world, *teams, **asked):
    """By each team of the first lane."""
    return known(world, *teams, **asked)[0].time[0, :, 0]


def spread_of(world, team, time):
    return known(world, team, instants=[time])[0].radius[0, 0, 0]


def gathered(world, *sensors):
    """What some sensors gather together of the first lane, (ends, WIDE)."""
    start, length = world.arc.start[0], world.arc.length[0]
    since = world.gathered.custody_start[0]
    begin_cell = np.array([cell_of.py_func((s - start) / length) for s in since])
    member, total = np.isin(np.arange(len(since)), sensors), np.full((CELLS + 1, WIDE), np.nan)
    total[0] = 0.0
    add_up(world.gathered, 0, member, begin_cell, 0, CELLS, total, add_up_memory())
    return total


def gathered_alone(world):
    return [gathered(world, sensor) for sensor in range(world.gathered.pair.shape[1])]


def arrived(world, team, time):
    """Oracle: by looks and by each owner's tracks, the information of the first lane (6, 6)."""
    total = gathered_alone(world)
    start, length = (np.asarray(a)[0] for a in (world.arc.start, world.arc.length))
    parts = np.zeros((1 + team.sender.shape[2], 6, 6))
    looks, tracks, owners = (part[0, 0] for part in team)
    for sensor, since in enumerate(world.gathered.custody_start[0]):
        ends = np.maximum(start + edges() * length, since)
        measured = time - min(looks[sensor], tracks[sensor])
        if np.isfinite(measured) and measured > since:
            packed = [np.interp(measured, ends, column) for column in total[sensor][:, :ENTRIES].T]
            full = np.asarray(unpack(np.array(packed)[:, None]))[..., 0]
            parts[0] += full * np.isfinite(looks[sensor])
            parts[1:] += full * (owners[:, sensor] & np.isfinite(tracks[sensor]))[:, None, None]
    return parts


def joined(parts):
    """Oracle: over every choice of the weights that are tried, with what is known beforehand."""
    for weights in itertools.product((0.0, 0.5, 1.0), repeat=len(parts) - 1):
        own = parts[0]
        for weight, theirs in zip(weights, parts[1:], strict=True):
            own = (1.0 - weight) * own + weight * theirs
        yield own + np.diag(PRIOR**-2.0)


def probability_by(world, team, time):
    """Oracle: that the impact lies in the disc, by the rule for any disc."""
    ahead = np.asarray(world.area.ahead)[..., 0]
    chances = []
    for told in joined(arrived(world, team, time)):
        around = ahead @ np.linalg.inv(told) @ ahead.T + world.area.reentry[0] ** 2 * np.eye(2)
        packed = around[[0, 0, 1], [0, 1, 1]][:, None]
        chances.append(in_disc(np.zeros(1), np.zeros(1), packed, radius=world.area.radius[0]))
    return np.max(chances)


def test_the_arc_is_the_coast_and_its_derivative(world: World) -> None:
    # Oracle: the trackers' own step of at most 10 s, and central differences of it.
    start = np.asarray(burnout(world.flights))[:, 0]
    length = float(np.asarray(world.arc.length)[0])
    move = jax.jit(jax.vmap(coast(0.0).move, in_axes=(0, None)))
    nudges = np.concatenate([np.zeros((1, 6)), np.diag(UNIT), -np.diag(UNIT)])
    for cell in (0, 10, CELLS - 1):
        moved = np.asarray(move(start + nudges, middles()[cell] * length))
        here = world.arc.position[0, :, cell]
        assert np.linalg.norm(moved[0, :3] - here) < ONE_METRE
        slope = 0.5 * (moved[1:7, :3] - moved[7:, :3]).T
        np.testing.assert_allclose(
            world.arc.slope[0, :, :, cell], slope, rtol=1e-3, atol=1e-3 * 1e3
        )


def test_the_impact_moves_as_a_flight_with_air_says(world: World) -> None:
    # Oracle: whole flights to the ground from states a little apart, with drag, by an adaptive
    # integrator. Air makes a tenth at most.
    nudges = 0.1 * np.concatenate([np.zeros((1, 6)), np.diag(UNIT), -np.diag(UNIT)]).T
    start = np.asarray(burnout(world.flights))[:, :1] + nudges
    left = float(world.flights.flight_time[0] - world.flights.plan.burn_time[0])

    def rate(_: float, flat: np.ndarray) -> np.ndarray:
        state = flat.reshape(6, -1)
        push = free_acceleration(state, 5000.0, EARTH_ROTATION)
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
    begin = world.gathered.custody_start[0, number]
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
    look = jax.vmap(lambda p: traceable(Radar.observe)(drawn, Target(p, *AFTERWARDS)).probability)
    return look(truth[:, :3])


@pytest.mark.parametrize(
    "team",
    [
        heard((5.0, NEVER)),
        heard((5.0, 8.0)),
        heard((5.0, NEVER), (NEVER, 20.0)),
        heard((8.0, 8.0)),
        heard((NEVER, NEVER), (0.0, 0.0)),
    ],
    ids=["one radar", "both", "the other's track", "both at once", "both as tracks"],
)
def test_the_area_is_known_when_the_probability_reaches_what_is_wanted(world, team) -> None:
    (found,) = when_known(world, team)
    assert probability_by(world, team, found - SEARCHED) < 0.9
    assert probability_by(world, team, found + SEARCHED) > 0.9


@pytest.mark.parametrize("after", [0.1, 1.0, 40.0])
def test_a_sensor_adds_within_a_cell_from_when_it_begins(world, after) -> None:
    # The second radar begins within a cell, in which the first has been looking from its start.
    begins = world.gathered.custody_start[0, 1]
    for team in (heard((0.0, 0.0)), heard((0.0, NEVER), (NEVER, 0.0))):
        ahead, reentry = world.area.ahead[..., 0], world.area.reentry[0]
        sizes = [
            np.linalg.det(ahead @ np.linalg.inv(told) @ ahead.T + reentry**2 * np.eye(2))
            for told in joined(arrived(world, team, begins + after))
        ]
        found = spread_of(world, team, begins + after)
        assert found**2 == pytest.approx(2.0 * np.log(10.0) * np.sqrt(min(sizes)), rel=1e-6)


SIZES = (100e3, 25e3, 5e3, 1e3)
SPEEDS = (100.0, 10.0, 1.0)
"""Goals of quality."""
CLOSE = 0.25
"""To which goals are searched for [s]."""
TEAMS = [
    heard((5.0, NEVER)),
    heard((5.0, 8.0)),
    heard((5.0, NEVER), (NEVER, 20.0)),
    heard((NEVER, NEVER), (0.0, 0.0)),
]


def reached(world, *teams, radii=SIZES, speeds=SPEEDS, reentry=None):
    """When the first lane's tracks reach goals, (team, goal); also when the area is known."""
    nothing = np.zeros(LANES)
    discs = [world.area] + [
        world.area._replace(
            reentry=nothing if reentry is None else reentry, radius=np.full(LANES, radius)
        )
        for radius in radii
    ]
    several = world._replace(
        area=ImpactDisc(*(np.stack(part) for part in zip(*discs, strict=True)))
    )
    goals = quality_goals(1 + np.arange(len(radii)), 0.9, speeds)
    found = known(several, *teams, goals=goals)[0]
    return found.reached[0], found.time[0, :, 0]


def error_of_velocity(world, team, time):
    """Oracle: root mean square at burn-out [m/s]."""
    velocities = [np.linalg.inv(told)[3:, 3:] for told in joined(arrived(world, team, time))]
    return np.sqrt(min(np.trace(v) for v in velocities))


@pytest.mark.parametrize("team", TEAMS)
def test_a_size_is_reached_when_the_impact_is_as_surely_as_near(world, team) -> None:
    # Oracle: everything that has arrived, joined in every way, by matrices.
    (found,), _ = reached(world, team)
    for size, time in zip(SIZES, found[: len(SIZES)], strict=True):
        radius, nothing = np.full(LANES, size), np.zeros(LANES)
        own = world._replace(area=world.area._replace(reentry=nothing, radius=radius))
        if np.isinf(time):
            end = world.arc.start[0] + world.arc.length[0]
            assert probability_by(own, team, end) < 0.9
            continue
        assert probability_by(own, team, time + CLOSE) > 0.9
        begin = world.gathered.custody_start[0].min()
        assert time == begin or probability_by(own, team, time - CLOSE) < 0.9
    assert np.isfinite(found[0])


@pytest.mark.parametrize("team", TEAMS)
def test_a_speed_is_reached_when_the_velocity_is_known_so_well(world, team) -> None:
    (found,), _ = reached(world, team)
    times = found[len(SIZES) :]
    assert np.isfinite(times[:2]).all()
    for speed, time in zip(SPEEDS, times, strict=True):
        if np.isfinite(time):
            assert error_of_velocity(world, team, time + CLOSE) < speed
            assert error_of_velocity(world, team, time - CLOSE) > speed


@given(
    delays=st.lists(st.floats(0.0, 60.0) | st.just(NEVER), min_size=4, max_size=4),
)
@settings(max_examples=20, deadline=None)
def test_more_is_asked_more_is_heard_and_times_follow(world, delays) -> None:
    few, many = heard(delays[:2]), heard(delays[:2], delays[2:])
    more, same = heard([min(delays[0], delays[2]), min(delays[1], delays[3])]), heard(delays[:2])
    (own, joined_too, added, twin), _ = reached(world, few, many, more, same)
    for times in (own, joined_too, added):
        for part in (times[: len(SIZES)], times[len(SIZES) :]):
            assert all(a <= b + CLOSE for a, b in itertools.pairwise(part))
    # One more source never makes a track as good later; nor do looks instead of tracks.
    assert np.all(joined_too <= own + CLOSE)
    assert np.all(added <= joined_too + CLOSE)
    assert np.array_equal(own, twin)


def test_the_size_of_the_rule_is_reached_when_its_area_is_known(world: World) -> None:
    rule = world.area.radius[0]
    found, area = reached(world, *TEAMS, radii=(rule,), speeds=(), reentry=world.area.reentry)
    assert np.all(np.isfinite(area))
    np.testing.assert_allclose(found[:, 0], area, atol=CLOSE)
    # What re-entry adds only makes it later.
    without, _ = reached(world, *TEAMS, radii=(rule,), speeds=())
    assert np.all(without <= found + CLOSE)


def test_who_asks_for_no_goal_gets_none(world: World) -> None:
    found = known(world, TEAMS[0])[0]
    assert found.reached.shape == (LANES, 1, 0)
    assert np.isinf(reached(world, heard((NEVER, NEVER)))[0]).all()


def test_a_velocity_is_known_by_the_cube_of_time(world: World, validation) -> None:
    # Even looks of a position, over so short a time that nothing bends: a straight line's slope.
    sigma, rate, start = 100.0, 1.0, world.arc.start[0]
    width = np.diff(edges()) * world.arc.length[0]
    told = np.zeros((1, TOLD))
    for entry in (0, 2, 5):
        told[0, entry * CELLS : (entry + 1) * CELLS] = width * rate / sigma**2
    pair, since = np.zeros((LANES, 1), int), np.full((LANES, 1), start)
    alone = world._replace(gathered=SensorInformation(told, world.gathered.slope, pair, since))
    team = heard((0.0,))
    (found,), _ = reached(alone, team, radii=(1e3,), speeds=(10.0,))
    # Each axis: σ² over the sum of squares of the times about their mean, 12 σ² / (N T²).
    expected = (3.0 * 12.0 * sigma**2 / (rate * 10.0**2)) ** (1.0 / 3.0)
    validation(
        source="Draper & Smith, Applied Regression Analysis (1998), 1.4: variance of a slope, "
        "sigma^2 / sum (t - mean)^2",
        quantity="time of looks each second with 100 m in each axis until the velocity is known to "
        "10 m/s, root mean square",
        theirs=expected,
        ours=found[1] - start,
        unit="s",
        tolerance=0.3,
        note="searched for to 0.2 s",
    )


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
    assert np.isinf(known(world, nothing)[0].first).all()
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
    found = 1.0 - outside_disc(east, both, north, radius * long)
    expected = in_disc(
        np.zeros(1), np.zeros(1), np.array([[east], [both], [north]]), radius=radius * long
    )
    assert found == pytest.approx(expected.item(), abs=2e-4)


def test_a_round_gaussian_in_a_disc_follows_rayleigh() -> None:
    assert outside_disc(4.0, 0.0, 4.0, 3.0) == pytest.approx(np.exp(-9.0 / 8.0), rel=1e-12)


@given(offset_=st.floats(0.0, 0.95), wanted=st.floats(0.3, 0.95))
@settings(max_examples=25)
def test_a_pass_is_known_by_the_greatest_deviation_that_leaves_it_probable(offset_, wanted) -> None:
    from scipy.stats import norm

    sigma = allowed_deviation(offset_ * 150e3, 150e3, wanted)
    law = norm(offset_ * 150e3, sigma)
    assert law.cdf(150e3) - law.cdf(-150e3) == pytest.approx(wanted, abs=1e-4)


def test_a_place_farther_than_the_radius_is_never_passed() -> None:
    assert allowed_deviation(1.01 * 150e3, 150e3, 0.7) == 0.0


def test_the_track_itself_lies_nowhere_to_the_side_of_itself(world: World) -> None:
    direction = ground_track(world.arc).direction[0]
    for point, cell in enumerate(POINTS):
        place = world.arc.position[0, :, cell]
        share = middles()[cell]
        assert abs(cross_track_distance(direction, place, share)) < ONE_METRE
        aside = place + 1e5 * direction[point]
        distance = EARTH_MEAN_RADIUS * 1e5 / np.linalg.norm(aside)
        assert cross_track_distance(direction, aside, share) == pytest.approx(distance, rel=1e-6)


def over(world: World, teams: int, radius: float) -> Pass:
    """Places below the points of the track of the first lane, each asked about by each team."""
    place, some = world.arc.position[0][:, POINTS].T, np.ones(len(POINTS))
    every = np.tile(np.arange(teams), (len(POINTS), 1))
    share = middles()[POINTS]
    return Pass(np.zeros(len(POINTS), int), every, place, radius * some, 0.7 * some, share)


def aside(world: World, team: ReportingLatency, time: float, cell: int) -> float:
    """Oracle: how well a team knows the track to the side by a time, at one of its points [m]."""
    position, slope = world.arc.position[0], world.arc.slope[0]
    here = position[:, cell]
    side = np.cross(here, here - position[:, cell - 1])
    down = EARTH_MEAN_RADIUS / np.linalg.norm(here) / np.linalg.norm(side)
    across = side @ slope[..., cell] * down
    told = joined(arrived(world, team, time))
    return float(np.sqrt(min(across @ np.linalg.inv(one) @ across for one in told)))


@pytest.mark.parametrize("radius", [500.0, 2e3])
def test_a_pass_is_known_when_the_track_is_known_well_enough_to_the_side(world, radius) -> None:
    teams = [heard((5.0, 8.0)), heard((5.0, NEVER), (NEVER, 8.0))]
    found = known(world, *teams, passes=over(world, len(teams), radius))[1]
    allowed = allowed_deviation(0.0, radius, 0.7)
    for cell, times in zip(POINTS, found, strict=True):
        for team, time in zip(teams, times, strict=True):
            # The track is judged at a few times, and between them interpolated.
            first = np.min(world.gathered.custody_start[0] + team.soonest[0, 0])
            last = float(np.asarray(world.arc.start)[0] + np.asarray(world.arc.length)[0])
            judged = first + (last - first) * np.linspace(0.0, 1.0, TIMES) ** 3
            after = np.searchsorted(judged, time)
            assert aside(world, team, judged[after - 1], cell) > allowed
            assert aside(world, team, judged[after], cell) < allowed


def test_a_pass_is_known_at_the_first_track_where_that_tells_enough_and_else_never(world) -> None:
    team = heard((5.0, 8.0))
    at_once = known(world, team, passes=over(world, 1, 1e7))[1]
    np.testing.assert_allclose(at_once, 100.0)
    assert np.all(np.isinf(known(world, team, passes=over(world, 1, 1e-2))[1]))
    recognised = known(world, team, passes=over(world, 1, 1e7), recognition=60.0)[1]
    np.testing.assert_allclose(recognised, 80.0 + 60.0 + 5.0)


def test_cells_cover_the_coast() -> None:
    assert edges()[0] == 0.0
    assert edges()[-1] == 1.0
    assert np.all(np.diff(edges()) > 0.0)


def test_teams_that_hear_the_same_know_the_same_whoever_else_asks(world: World) -> None:
    one, other = heard((5.0, 8.0)), heard((5.0, NEVER))
    alone = known(world, one, instants=[150.0, 300.0])[0]
    among = known(world, other, one, other, one, instants=[150.0, 300.0])[0]
    for by_itself, together in zip(alone, among, strict=True):
        for team in (1, 3):
            np.testing.assert_array_equal(by_itself[:, 0], together[:, team])
    assert np.all(among.time[:, 0] != among.time[:, 1])


def test_who_asks_for_a_time_alone_gets_that_of_who_asks_for_more(world: World) -> None:
    team = heard((5.0, 8.0))
    for wanted in (0.5, 0.9, 0.999):
        alone = when_known(world, team, wanted=wanted, sized=False)
        np.testing.assert_allclose(alone, when_known(world, team, wanted=wanted), atol=SEARCHED)
    # The last is more than re-entry leaves to be known.
    assert np.isinf(alone).all()


def test_a_team_does_without_each_sensor_that_it_hears_first(world: World) -> None:
    # Oracle: the same question by a team that does not hear that sensor.
    whole = heard((5.0, 8.0))
    found = known(world, whole, failing=True)[0]
    (lost, without), time = (part[0, 0] for part in (found.lost, found.without)), found.time[0, 0]
    np.testing.assert_array_equal(lost, [0, 1] + [-1] * (RANKS - 2))
    north_fails, south_fails = when_known(world, heard((NEVER, 8.0)), heard((5.0, NEVER)))
    np.testing.assert_allclose(without[:2], [north_fails, south_fails], atol=SEARCHED)
    assert np.all(without[:2] >= time)
    # What is heard only after the area is known is not missed.
    late = known(world, heard((5.0, 300.0)), failing=True)[0]
    np.testing.assert_array_equal(late.lost[0, 0], [0] + [-1] * (RANKS - 1))


@pytest.fixture(scope="module")
def three(world: World) -> World:
    """A third radar that gathers less and begins later."""
    told, slope, pair, since = world.gathered
    (north, south), lanes = (told[part] for part in pair.T), np.arange(LANES)
    third = 0.02 * north + 0.3 * south
    return world._replace(
        gathered=SensorInformation(
            np.concatenate([told, third]),
            slope,
            np.column_stack([pair, 2 * LANES + lanes]),
            np.column_stack([since, np.full(LANES, 125.0)]),
        )
    )


def from_each(looks, tracks):
    """Tracks of the second and of the third radar, each by an owner of its own."""
    return heard(looks, tracks, [[False, True, False], [False, False, True]])


def test_what_is_gathered_is_the_sum_of_all_looks_carried_to_burn_out(three: World) -> None:
    # Oracle: the same product of matrices for all cells at once.
    told, slope, pair, since = three.gathered
    begun = three.arc.start[0] + edges()[1:] * three.arc.length[0] > since[0][:, None]
    held = np.where(begun[:, None], told[pair[0]].reshape(-1, 6, CELLS), 0.0)
    of_position = np.asarray(unpack(held.swapaxes(0, 1)))
    by_state = slope[0].reshape(3, 6, CELLS)
    each = np.einsum("aic,abpc,bjc->pcij", by_state, of_position, by_state)
    i, j = np.array(lower(6)).T
    alone = np.cumsum(each, axis=1)[:, :, i, j]
    for which in ([0], [1], [2], [0, 2], [0, 1, 2]):
        total = gathered(three, *which)
        expected = alone[which].sum(axis=0)
        np.testing.assert_allclose(total[1:, :ENTRIES], expected, rtol=1e-9, atol=1e-12)
        assert np.all(total[0] == 0.0)
        assert np.all(total[:, ENTRIES:] == 0.0)


def test_passes_of_many_flights_are_answered_in_the_order_in_which_they_are_asked(three) -> None:
    # Every lane is the same flight, so that the lane alone must change nothing.
    team = from_each((5.0, NEVER, NEVER), (NEVER, 8.0, 12.0))
    passes = over(three, 1, 500.0)
    mixed = passes._replace(lane=np.array([3, 0, 2, 0, 1, 3]))
    found, expected = (known(three, team, passes=p)[1] for p in (mixed, passes))
    np.testing.assert_array_equal(found, expected)
    assert len(np.unique(found)) == len(POINTS)


def test_tracks_of_several_owners_are_joined_one_after_the_other(three: World) -> None:
    # Oracle: covariance intersection by hand, of one's own with the second's, of that with the
    # third's, over every choice of the weights that are tried.
    team = from_each((5.0, NEVER, NEVER), (NEVER, 8.0, 12.0))
    parts = arrived(three, team, 180.0)

    def told(team) -> float:
        packed = states(three.arc, three.gathered, team, np.array([180.0]))[0, 0]
        scale = np.outer(UNIT, UNIT)
        covariance = np.asarray(unpack(packed[:, None]))[..., 0] / scale
        return -np.linalg.slogdet(covariance)[1]

    expected = max(np.linalg.slogdet(one)[1] for one in joined(parts))
    assert told(team) == pytest.approx(expected, rel=1e-9)
    # Added up before they are joined, the two others' tracks would tell more than they do.
    added = np.linalg.slogdet(parts.sum(axis=0) + np.diag(PRIOR**-2.0))[1]
    as_one = heard(team.looks[0, 0], team.tracks[0, 0])
    assert expected < told(as_one) < added


def test_tracks_of_more_owners_than_stand_side_by_side_are_joined_too(three: World) -> None:
    told, slope, pair, since = three.gathered
    which = [0, 1, 2, 0, 1, 2, 0]
    later = since[:, which] + 2.0 * np.arange(7)
    seven = three._replace(gathered=SensorInformation(told, slope, pair[:, which], later))
    tracks = (NEVER, 8.0, 12.0, 9.0, 11.0, 7.0, 10.0)
    team = heard((5.0, *[NEVER] * 6), tracks, np.eye(7, dtype=bool)[1:])
    assert len(intersection_weights(6)) > SIDE
    when = when_known(seven, team)[0]
    assert probability_by(seven, team, when) == pytest.approx(0.9, abs=1e-3)


def test_the_ways_of_joining_hold_every_way_of_joining_fewer() -> None:
    # Oracle: all choices of a weight for each, of which those are alike that end alike.
    rng = np.random.default_rng(0)
    for others in (1, 2, 3):
        own, *theirs = rng.normal(size=(1 + others, 21, 1))

        def told(way, own=own, theirs=theirs) -> bytes:
            for weight, other in zip(way, theirs, strict=True):
                own = own + weight * (other - own)
            return np.round(own, 9).tobytes()

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
    found = known(three, *teams, passes=over(three, len(teams), 500.0))[1]
    assert np.all(np.isfinite(found))
    assert np.all(found[:, 1] <= found[:, 0] + SEARCHED)
    assert np.all(found[:, 2] <= found[:, 1] + SEARCHED)
    assert np.any(found[:, 1] < found[:, 0] - SEARCHED)


def test_a_coast_of_no_length_is_never_known_and_disturbs_no_other(world: World) -> None:
    short = world.arc.length.copy()
    short[0] = 0.0
    team = heard((5.0, 5.0))
    none = known(world._replace(arc=world.arc._replace(length=short)), team)[0]
    every = known(world, team)[0]
    assert np.isinf(none.time[0]).all()
    np.testing.assert_array_equal(none.time[1:], every.time[1:])


def test_where_nothing_finite_is_told_what_is_known_of_any_flight_stands(world: World) -> None:
    nothing = world.gathered._replace(told=np.full_like(world.gathered.told, np.nan))
    found = states(world.arc, nothing, heard((5.0, 5.0)), np.array([400.0]))[0, 0]
    full = np.asarray(unpack(found[:, None]))[..., 0]
    np.testing.assert_allclose(full, np.diag((PRIOR * UNIT) ** 2), rtol=1e-9)
    told = known(world._replace(gathered=nothing), heard((5.0, 5.0)), passes=over(world, 1, 1e7))
    assert np.all(np.isinf(told[1]))


def test_a_pass_is_not_known_before_something_finite_is_told() -> None:
    logarithms = np.full((TIMES, len(POINTS)), np.inf)
    logarithms[5:] = 0.0
    since = 100.0 + 900.0 * (5 / (TIMES - 1)) ** 3
    for share in (0.0, 0.4, 1.0):
        found = time_within(logarithms, 100.0, 1000.0, share, 10.0)
        assert found == pytest.approx(since, rel=1e-9)


@pytest.mark.parametrize("asked", [(CELLS - 1,), (0, 1, EVEN, CELLS - 1), (EVEN - 1, EVEN + 7)])
def test_sums_are_the_same_however_far_they_are_asked_for_at_a_time(world: World, asked) -> None:
    """Against all cells of the same sensors added up at once, by the sum itself."""
    lane, sensors = LANES - 1, len(PLACED)
    every = np.zeros((LANES, 1, sensors))
    reported = ReportingLatency(every, every + np.inf, np.zeros((LANES, 1, 0, sensors), bool))
    own = room(world.gathered, 1, 0)
    begin_flight(own, lane, world.arc.start[lane], world.arc.length[lane])
    hear(own, reported, lane, 0, -1, 0)
    (which,) = {int(w) for w in own.sources.sum[0, : own.sources.count[0]]}
    own.sums.total[which, own.sums.upto[which] + 1 :] = np.nan
    first = own.sums.upto[which]
    for cell in asked:
        if own.sums.upto[which] <= cell:
            add_until(own, which, cell)
    upto = own.sums.upto[which]
    assert upto > asked[-1]
    once = np.zeros((CELLS + 1, WIDE))
    member = np.ones(sensors, bool)
    add_up(world.gathered, lane, member, own.begin_cell, first, CELLS, once, add_up_memory())
    np.testing.assert_allclose(own.sums.total[which, first : upto + 1], once[first : upto + 1])
    assert np.ptp(once[:, 0]) > 0.0
