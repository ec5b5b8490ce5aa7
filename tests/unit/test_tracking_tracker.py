"""How tracks begin, and when they end: the parts of the tracker of several targets."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import noroshi
from noroshi.declared import Draws
from noroshi.earth.sight import site
from noroshi.sensing import Radar
from noroshi.sensing.accuracy import Accuracy
from noroshi.tracking.bank import Bank, full_covariance, join, keep
from noroshi.tracking.begin import begun, pairs, places
from noroshi.tracking.clutter import clutter
from noroshi.tracking.dynamics import coast
from noroshi.tracking.simulate import Watch
from noroshi.tracking.tracker import Rules, _held

ACCURACY = {
    "beamwidth": "1 deg",
    "range_resolution": "50 m",
    "angle_floor": "0.02 deg",
    "range_floor": "10 m",
}
RULES = Rules(cross_section=0.1)
DYNAMICS = coast(1e-6)
STEP = 5.0
SIGMA = np.array([20.0, 1e-3, 1e-3])


def radar(accuracy: Any = ACCURACY) -> tuple[Radar, Watch]:
    world, best = noroshi.load("small").at("2015-01-01"), Draws.best()
    declared = None if accuracy is None else Accuracy.model_validate(accuracy)
    sensor = world.sensors["north-radar"].model_copy(update={"accuracy": declared})
    place = world.places[sensor.at]
    where = site(place.lat.best, place.lon.best, place.height)
    measurement_model = sensor.measurement_model(where, best)
    parameters = sensor.parameters(where, best, best(world.header.refractivity_gradient))
    return sensor, Watch("north-radar", Radar, parameters, measurement_model, STEP)


def measured(watch: Watch, position: np.ndarray) -> np.ndarray:
    """Exact channels (plot, 3) of positions (plot, 3)."""
    measurement_model = jax.tree.map(lambda a: a[..., 0], watch.measurement_model)
    return np.asarray(
        jax.vmap(lambda p: Radar.measure(measurement_model, p))(jnp.asarray(position))
    )


def targets(count: int) -> np.ndarray:
    """States (target, 6) some 700 km north-west of the radar, 200 to 400 km high."""
    rng = np.random.default_rng(4)
    where = site(
        np.radians(rng.uniform(41.0, 44.0, count)),
        np.radians(rng.uniform(131.0, 134.0, count)),
        rng.uniform(2e5, 4e5, count),
    )
    velocity = rng.normal(0.0, 2e3, (3, count))
    return np.concatenate([where.position_ecef, velocity]).T


def moved(states: np.ndarray) -> np.ndarray:
    """States (target, 6) a step later."""
    return np.asarray(jax.vmap(DYNAMICS.move, (0, None))(jnp.asarray(states), jnp.asarray(STEP)))


def bank(count: int, **changes: Any) -> Bank:
    """Confirmed tracks far apart, each known to 1 km and 100 m/s."""
    sigma = np.repeat([1e3, 1e2], 3) ** 2
    lower = np.tril_indices(6)
    packed = np.diag(sigma)[lower[0], lower[1]]
    whole = Bank(
        identity=np.arange(count),
        mean=targets(count).T,
        covariance=np.tile(packed[:, None], count),
        score=np.full(count, 30.0),
        best=np.full(count, 30.0),
        born=np.zeros(count),
        confirmed=np.ones(count, dtype=bool),
    )
    return whole._replace(**changes)


def test_a_plot_lies_where_the_radar_measures_it() -> None:
    _, watch = radar()
    position = targets(300)[:, :3]
    found, spread = places(watch, measured(watch, position), np.tile(SIGMA, (300, 1)))
    assert found == pytest.approx(position, abs=1e-5)
    # The volume of the ellipsoid: range, and an angle across it twice.
    distance = measured(watch, position)[:, 0]
    elevation = measured(watch, position)[:, 2]
    expected = SIGMA[0] * (SIGMA[1] * distance * np.cos(elevation)) * (SIGMA[2] * distance)
    assert np.sqrt(np.linalg.det(spread)) == pytest.approx(expected, rel=1e-6)


def test_two_plots_of_one_target_are_a_pair_and_two_far_ones_are_none() -> None:
    _, watch = radar()
    before = targets(10)
    after = moved(before)
    first, second = (measured(watch, s[:, :3]) for s in (before, after))
    errors = np.tile(SIGMA, (10, 1))
    here, there = pairs(watch, (first, errors), (second, errors), step=STEP, speed=8e3)
    found = set(zip(here.tolist(), there.tolist(), strict=True))
    assert {(i, i) for i in range(10)} <= found
    apart = np.linalg.norm(before[:, None, :3] - after[None, :, :3], axis=-1)
    assert all(apart[pair] < 8e3 * STEP + 20e3 for pair in found)
    assert len(found) < 30


def test_a_new_track_errs_as_it_says() -> None:
    """400 targets, two noisy plots each: the squared error over its covariance is chi-squared."""
    _, watch = radar()
    before, count = targets(400), 400
    after = moved(before)
    rng = np.random.default_rng(6)
    errors = np.tile(SIGMA, (count, 1))
    first, second = (
        (measured(watch, s[:, :3]) + errors * rng.normal(size=(count, 3)), errors)
        for s in (before, after)
    )
    here, there = pairs(watch, first, second, step=STEP, speed=8e3)
    new = begun(DYNAMICS, watch, first, second, step=STEP, speed=8e3)
    own = np.flatnonzero(here == there)
    assert len(own) == count
    off = new.mean[:, own].T - after
    squared = off[:, None] @ np.linalg.solve(full_covariance(new)[own], off[:, :, None])
    # Six components; the mean of 400 has a standard deviation of sqrt(12 / 400).
    assert np.mean(squared) == pytest.approx(6.0, abs=4.0 * np.sqrt(12.0 / count))


def test_without_plots_nothing_begins() -> None:
    _, watch = radar()
    none = (np.zeros((0, 3)), np.zeros((0, 3)))
    one = (measured(watch, targets(1)[:, :3]), SIGMA[None])
    for before, now in ((none, none), (none, one), (one, none)):
        assert begun(DYNAMICS, watch, before, now, step=STEP, speed=8e3).identity.size == 0


def test_sound_tracks_are_all_held() -> None:
    assert _held(bank(5), 100.0, RULES).tolist() == [0, 1, 2, 3, 4]


def test_of_two_tracks_of_one_target_the_better_one_stays() -> None:
    tracks = bank(3)
    mean = tracks.mean.copy()
    mean[:, 2] = mean[:, 0] + np.repeat([500.0, 50.0], 3)
    twins = tracks._replace(mean=mean, score=np.array([30.0, 30.0, 31.0]))
    assert _held(twins, 100.0, RULES).tolist() == [1, 2]
    tentative = twins._replace(confirmed=np.array([True, True, False]))
    assert _held(tentative, 100.0, RULES).tolist() == [0, 1]
    mean[:3, 2] += 10e3
    assert _held(twins._replace(mean=mean), 100.0, RULES).tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    "changes",
    [
        {"score": np.array([30.0, 30.0 - RULES.fall - 0.1])},
        {"covariance": bank(2).covariance * np.array([1.0, 2e3])},
        {"mean": bank(2).mean * np.array([1.0, 0.9])},
        {"confirmed": np.array([True, False])},
        {"mean": bank(2).mean * np.array([1.0, np.nan])},
    ],
    ids=["fallen", "lost", "down", "never confirmed", "no numbers"],
)
def test_a_track_is_dropped_when_it_has(changes: dict[str, Any]) -> None:
    assert _held(bank(2, **changes), RULES.patience + 1.0, RULES).tolist() == [0]


def test_banks_join_and_split_again() -> None:
    both = join(bank(2), bank(3))
    assert both.identity.tolist() == [0, 1, 0, 1, 2]
    assert keep(both, np.array([1, 4])).identity.tolist() == [1, 2]
    assert keep(both, both.identity == 0).mean == pytest.approx(both.mean[:, [0, 2]])


def test_a_radar_without_accuracy_has_no_cells() -> None:
    sensor, watch = radar(accuracy=None)
    with pytest.raises(ValueError, match="declares no accuracy"):
        clutter(sensor, watch.measurement_model, Draws.best(), reach=2e6)


def test_its_cells_are_a_resolution_deep_and_a_beam_wide() -> None:
    sensor, watch = radar()
    found = clutter(sensor, watch.measurement_model, Draws.best(), reach=2e6)
    steradians = np.radians(120.0) * np.sin(np.radians(80.0))
    cells = 2e6 / 50.0 * steradians / np.radians(1.0) ** 2
    assert found.expected == pytest.approx(1e-6 * cells, rel=1e-9)
