"""Ten flights in the air at once, two radars, false alarms at the declared rate."""

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import noroshi
from noroshi.declared import Draws
from noroshi.earth.sight import site
from noroshi.motion.records import FlightPlan
from noroshi.motion.solve import solve
from noroshi.sensing import Radar
from noroshi.sensing.accuracy import Accuracy
from noroshi.tracking.clutter import Clutter, clutter
from noroshi.tracking.dynamics import coast
from noroshi.tracking.extended import extended
from noroshi.tracking.gospa import gospa
from noroshi.tracking.looks import Belief, Looks, battery
from noroshi.tracking.salvo import FALSE, Salvo, salvo
from noroshi.tracking.simulate import Watch
from noroshi.tracking.tracker import Rules, Told, track

ACCURACY = {
    "beamwidth": "1 deg",
    "range_resolution": "150 m",
    "angle_floor": "0.02 deg",
    "range_floor": "10 m",
}
FLIGHTS, BURN, LAST_LAUNCH, END = 10, 90.0, 60.0, 420.0
SETTLED = LAST_LAUNCH + BURN + 75.0
"""All have burnt out, and each radar has looked fifteen times since [s]."""
CUTOFF = 20e3
DYNAMICS = coast(0.1)


class Case(NamedTuple):
    watches: list[Watch]
    clutters: list[Clutter]
    seen: Salvo
    told: tuple[Told, ...]


@pytest.fixture(scope="module")
def case() -> Case:
    watches, clutters = radars()
    rng = np.random.default_rng(0)
    launch = np.repeat([[40.0, 129.0], [39.0, 127.5], [40.8, 128.5]], [4, 3, 3], axis=0)
    launch = launch + rng.uniform(-0.3, 0.3, launch.shape)
    aim = np.array(
        [[34.7, 135.5], [35.7, 139.7], [40.8, 140.7], [35.2, 136.9], [34.4, 132.5],
         [38.3, 140.9], [36.6, 136.6], [37.9, 139.0], [33.6, 130.4], [39.7, 141.1]]
    )  # fmt: skip
    same = np.ones(FLIGHTS)
    flights = solve(
        FlightPlan(
            *np.radians(launch.T), 0.0 * same, *np.radians(aim.T), 300e3 * same, BURN * same,
            4e3 * same,
        )
    )  # fmt: skip
    seen = salvo(
        watches,
        clutters,
        flights,
        launched=np.sort(rng.uniform(0.0, LAST_LAUNCH, FLIGHTS)),
        powered_cross_section=1.0 * same,
        cross_section=0.1 * same,
        end=END,
        key=jax.random.key(0),
    )
    told = track(DYNAMICS, watches, clutters, seen.scans, Rules(cross_section=0.1))
    return Case(watches, clutters, seen, told)


def radars() -> tuple[list[Watch], list[Clutter]]:
    """The two of the small scenario, looking in turn."""
    world, best = noroshi.load("small").at("2015-01-01"), Draws.best()
    watches, clutters = [], []
    for name, phase in (("north-radar", 0.0), ("south-radar", 2.0)):
        radar = world.sensors[name].model_copy(
            update={"accuracy": Accuracy.model_validate(ACCURACY)}
        )
        place = world.places[radar.at]
        where = site(place.lat.best, place.lon.best, place.height)
        measurement_model = radar.measurement_model(where, best)
        parameters = radar.parameters(where, best, best(world.header.refractivity_gradient))
        watches.append(
            Watch(name, Radar, parameters, measurement_model, radar.look_interval.best, phase)
        )
        clutters.append(clutter(radar, measurement_model, best, reach=2e6))
    return watches, clutters


def settled(case: Case) -> np.ndarray:
    return np.flatnonzero([scan.time >= SETTLED for scan in case.seen.scans])


def positions(told: tuple[Told, ...]) -> np.ndarray:
    """Of every track that ever was, NaN where it is not, (scan, track, 3)."""
    names = sorted({int(i) for t in told for i in t.identity})
    found = np.full((len(told), len(names), 3), np.nan)
    for row, t in zip(found, told, strict=True):
        row[np.searchsorted(names, t.identity)] = t.mean[:3].T
    return found


def test_the_radars_cry_wolf_as_often_as_declared(case: Case) -> None:
    alarms = [np.sum(scan.origin == FALSE) for scan in case.seen.scans]
    expected = case.clutters[0].expected
    assert expected > 50.0
    spread = np.sqrt(expected / len(alarms))
    assert np.mean(alarms) == pytest.approx(expected, abs=4.0 * spread)


def test_among_false_alarms_there_are_ten_tracks_and_they_keep_their_numbers(case: Case) -> None:
    rows = settled(case)
    assert {len(case.told[r].identity) for r in rows} == {FLIGHTS}
    assert len({tuple(sorted(case.told[r].identity)) for r in rows}) == 1
    found = gospa(positions(case.told), case.seen.position_ecef, cutoff=CUTOFF)
    assert np.all(found.missed[rows] == 0.0)
    assert np.all(found.false[rows] == 0.0)
    assert np.all(found.matched[rows] == found.matched[rows[0]])


def test_each_track_takes_the_plots_of_its_own_target(case: Case) -> None:
    found = gospa(positions(case.told), case.seen.position_ecef, cutoff=CUTOFF)
    names = sorted({int(i) for t in case.told for i in t.identity})
    own = wrong = 0
    for row in settled(case):
        flight_of = {names[m]: f for f, m in enumerate(found.matched[row])}
        scan, told = case.seen.scans[row], case.told[row]
        for name, plot in zip(told.identity, told.plot, strict=True):
            if plot >= 0:
                right = scan.origin[plot] == flight_of[int(name)]
                own, wrong = own + right, wrong + (not right)
    assert own > 300
    assert wrong <= 0.01 * own


def test_per_target_the_error_is_nearly_that_of_one_target_alone(case: Case) -> None:
    """The judge filters each target's own plots, from where the tracks stand when settled."""
    rows = settled(case)
    found = gospa(positions(case.told), case.seen.position_ecef, cutoff=CUTOFF)
    alone = by_a_judge(case, rows, found.matched[rows[0]])
    truth = case.seen.position_ecef[rows[1:]]
    single = np.sqrt(np.mean(np.sum((alone - truth) ** 2, axis=-1)))
    several = np.sqrt(np.mean(found.distance[rows[1:]] ** 2 / FLIGHTS))
    assert several == pytest.approx(single, rel=0.02)
    assert several < 1e3


def by_a_judge(case: Case, rows: np.ndarray, matched: np.ndarray) -> np.ndarray:
    """Positions (scan, flight, 3) of a filter that knows whose each plot is."""
    names = sorted({int(i) for t in case.told for i in t.identity})
    start = case.told[rows[0]]
    column = [int(np.flatnonzero(start.identity == names[m])[0]) for m in matched]
    later = [case.seen.scans[r] for r in rows[1:]]
    detected = np.zeros((len(later), FLIGHTS), dtype=bool)
    value, sigma = np.zeros((2, len(later), 3, FLIGHTS))
    for k, scan in enumerate(later):
        true = np.flatnonzero(scan.origin != FALSE)
        flight = scan.origin[true]
        detected[k, flight] = True
        value[k][:, flight], sigma[k][:, flight] = scan.value[true].T, scan.sigma[true].T
    looks = Looks(
        *map(jnp.asarray, ([s.time for s in later], [s.sensor for s in later])),
        *map(jnp.asarray, (detected, value, np.where(detected[:, None], sigma, 1.0))),
    )
    sensors = battery(Radar, [w.measurement_model for w in case.watches])
    belief = Belief(
        jnp.asarray(start.time), start.mean[:, column], jnp.asarray(start.covariance[:, column])
    )
    mean = np.asarray(extended(DYNAMICS, sensors, belief, looks).mean)
    return np.swapaxes(mean[:, :3], 1, 2)


def test_gospa_falls_as_tracks_begin_and_then_only_localises(case: Case) -> None:
    found = gospa(positions(case.told), case.seen.position_ecef, cutoff=CUTOFF)
    time = np.array([scan.time for scan in case.seen.scans])
    before = found.distance[(time > LAST_LAUNCH) & (time < LAST_LAUNCH + 20.0)]
    after = found.distance[settled(case)]
    assert before.min() > 5.0 * after.max()


def test_without_plots_there_are_no_tracks(case: Case) -> None:
    blind = [
        s._replace(value=s.value[:0], sigma=s.sigma[:0], origin=s.origin[:0])
        for s in case.seen.scans[:5]
    ]
    told = track(DYNAMICS, case.watches, case.clutters, blind, Rules(cross_section=0.1))
    assert [len(t.identity) for t in told] == [0] * 5
    assert track(DYNAMICS, case.watches, case.clutters, [], Rules(cross_section=0.1)) == ()


def test_false_alarms_alone_make_no_track(case: Case) -> None:
    only = []
    for s in case.seen.scans[:60]:
        false = s.origin == FALSE
        only.append(s._replace(value=s.value[false], sigma=s.sigma[false], origin=s.origin[false]))
    told = track(DYNAMICS, case.watches, case.clutters, only, Rules(cross_section=0.1))
    assert sum(len(t.identity) for t in told) == 0
