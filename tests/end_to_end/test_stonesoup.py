"""What is exported, read and filtered by Stone Soup itself (optional: `pip install stonesoup`)."""

import runpy
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import noroshi
from noroshi.questions.warning.pipe.recording import Recording, record
from noroshi.scenario import Scenario
from noroshi.sensing import Infrared, Radar
from noroshi.sensing.accuracy import Accuracy
from noroshi.tracking.dynamics import coast
from noroshi.tracking.filters.extended import Filtered, extended
from noroshi.tracking.looks import Belief, Looks, battery
from noroshi.tracking.packed import pack, unpack
from noroshi.world import Estimate

pytest.importorskip("stonesoup")

from stonesoup.predictor.kalman import ExtendedKalmanPredictor, UnscentedKalmanPredictor
from stonesoup.reader.yaml import YAMLDetectionReader, YAMLGroundTruthReader
from stonesoup.types.array import CovarianceMatrix, StateVector
from stonesoup.types.hypothesis import SingleHypothesis
from stonesoup.types.state import GaussianState, State
from stonesoup.updater.kalman import ExtendedKalmanUpdater

from noroshi.report import stonesoup
from noroshi.report.stonesoup_exact import with_exact_derivatives
from noroshi.report.stonesoup_motion import Motion

FLIGHT = "medium-lofted/test-range/capital"
ACCURACY = {
    "beamwidth": "1 deg",
    "range_resolution": "50 m",
    "angle_floor": "0.02 deg",
    "range_floor": "10 m",
}
DYNAMICS = coast(1e-3)._replace(hop=None, acceleration=None)
"""The whole step on both sides: the filter's own short cut is micrometres beside it in each."""
SIX = np.array([1e3, 1e3, 1e3, 1e2, 1e2, 1e2])


@pytest.fixture(scope="module")
def recording() -> Recording:
    """A flight of the small scenario, whose sensors all say how precisely they measure."""
    return record(precise_world(0.0), FLIGHT, seed=3)


@pytest.fixture(scope="module")
def recording_in_the_west() -> Recording:
    """The same a quarter of the Earth to the west, where all three coordinates are positive."""
    return record(precise_world(-np.pi / 2.0), FLIGHT, seed=3)


def precise_world(east: float) -> Scenario:
    world = noroshi.load("small").at("2015-01-01")
    sensors = {name: _precise(sensor) for name, sensor in world.sensors.items()}
    places = {
        name: place.model_copy(update={"lon": Estimate.exactly(place.lon.best + east)})
        for name, place in world.places.items()
    }
    receivers = {
        name: place.model_copy(update={"lon": place.lon + east})
        for name, place in world.receivers.items()
    }
    return replace(world, sensors=sensors, places=places, receivers=receivers)


def _precise(sensor: Any) -> Any:
    if isinstance(sensor, Radar):
        return sensor.model_copy(update={"accuracy": Accuracy.model_validate(ACCURACY)})
    return sensor.model_copy(update={"angle_error": Estimate.exactly(50e-6)})


def coasting(recording: Recording) -> tuple[np.ndarray, list[int]]:
    """Rows of the radars' detections after burn-out, and which stations are radars."""
    mine = [i for i, s in enumerate(recording.stations) if isinstance(s.sensor, Radar)]
    time, sensor, detected = (np.asarray(a) for a in recording.looks[:3])
    seen = detected[:, 0] & np.isin(sensor, mine) & (time > recording.flight.burn_time.best)
    return np.flatnonzero(seen), mine


def flat(state: Any) -> np.ndarray:
    return np.asarray(state.state_vector, dtype=float).ravel()


def theirs(found: list[Any], mean: np.ndarray, start: datetime) -> list[Any]:
    """Stone Soup's extended Kalman filter over detections in their order."""
    predictor, updater = ExtendedKalmanPredictor(Motion(DYNAMICS)), ExtendedKalmanUpdater()
    belief = GaussianState(StateVector(mean), CovarianceMatrix(np.diag(SIX**2)), timestamp=start)
    kept = []
    for detection in found:
        prediction = predictor.predict(belief, timestamp=detection.timestamp)
        belief = updater.update(SingleHypothesis(prediction, detection))
        kept.append(belief)
    return kept


def ours(recording: Recording, rows: np.ndarray, mine: list[int], mean: np.ndarray) -> Filtered:
    """Our extended Kalman filter over the same looks."""
    sensors = battery(Radar, [recording.stations[i].measurement_model for i in mine])
    time, sensor, *rest = (np.asarray(a)[rows] for a in recording.looks)
    looks = Looks(time, np.searchsorted(mine, sensor), *rest)
    covariance = pack(jnp.diag(jnp.asarray(SIX**2))[..., None])
    start = Belief(jnp.asarray(time[0]), jnp.asarray(mean)[:, None], covariance)
    return extended(DYNAMICS, sensors, start, Looks(*map(jnp.asarray, looks)))


def assert_same(recording: Recording, exactly: bool) -> None:
    """Both filters, detection by detection, to 1e-6 of what is compared."""
    rows, mine = coasting(recording)
    burnt = stonesoup.epoch(recording) + timedelta(seconds=recording.flight.burn_time.best)
    found = [d for d in stonesoup.detections(recording) if len(d.state_vector) == 3]
    found = [d for d in found if d.timestamp > burnt]
    assert len(found) == len(rows) > 80
    mean = recording.state_ecef[rows[0]] + 0.5 * SIX
    peers = theirs(with_exact_derivatives(found) if exactly else found, mean, found[0].timestamp)
    own = ours(recording, rows, mine, mean)
    for i, peer in enumerate(peers):
        state = np.asarray(own.mean)[i, :, 0]
        for part in (slice(0, 3), slice(3, 6)):
            apart = np.linalg.norm(flat(peer)[part] - state[part])
            assert apart <= 1e-6 * np.linalg.norm(state[part])
        covariance = np.asarray(unpack(jnp.asarray(own.covariance)[i]))[..., 0]
        scale = np.sqrt(np.diag(covariance))
        off = (np.asarray(peer.covar, dtype=float) - covariance) / np.outer(scale, scale)
        assert np.abs(off).max() <= 1e-6
    # Not merely alike: the filter works, within five standard deviations of the truth.
    assert np.all(np.abs(state - recording.state_ecef[rows[-1]]) < 5.0 * scale)


def test_their_filter_on_the_exported_detections_agrees_with_ours(
    recording_in_the_west: Recording,
) -> None:
    assert_same(recording_in_the_west, exactly=False)


def test_with_exact_derivatives_it_agrees_where_a_coordinate_is_negative(
    recording: Recording,
) -> None:
    assert_same(recording, exactly=True)


def test_exact_derivatives_are_needed_only_where_theirs_lose_their_digits(
    recording: Recording, recording_in_the_west: Recording
) -> None:
    """Where this fails, Stone Soup has mended its step: drop `with_exact_derivatives`."""
    for where, least, most in ((recording, 1e-3, np.inf), (recording_in_the_west, 0.0, 1e-6)):
        for rough in stonesoup.detections(where)[::20]:
            (fine,) = with_exact_derivatives([rough])
            truth = {s.timestamp: s for s in stonesoup.ground_truth(where)}[rough.timestamp]
            exact = fine.measurement_model.jacobian(truth)
            off = np.abs(rough.measurement_model.jacobian(truth) - exact).max(axis=1)
            worst = (off / np.abs(exact).max(axis=1)).max()
            assert least <= worst <= most


def test_their_measurement_models_say_what_ours_measure(recording: Recording) -> None:
    looks = recording.looks
    rows = np.flatnonzero(np.asarray(looks.detected)[:, 0])
    wanted = {Radar: 0, Infrared: 0}
    for row, detection in zip(rows, stonesoup.detections(recording), strict=True):
        station = recording.stations[int(looks.sensor[row])]
        measurement_model = jax.tree.map(lambda a: a[..., 0], station.measurement_model)
        state = recording.state_ecef[row]
        exact = np.asarray(type(station.sensor).measure(measurement_model, jnp.asarray(state[:3])))
        wanted[type(station.sensor)] += 1
        model = detection.measurement_model
        told = flat_angles(model.function(State(StateVector(state))))
        translate = stonesoup._radar if len(exact) == 3 else stonesoup._infrared
        vector, _ = translate(station.measurement_model, exact, np.ones(3))
        assert told[:2] == pytest.approx(flat_angles(vector)[:2], abs=1e-11)
        if len(exact) == 3:
            assert told[2] == pytest.approx(exact[0], abs=1e-6)
    assert min(wanted.values()) >= 5


def flat_angles(vector: Any) -> np.ndarray:
    return np.array([float(v) for v in np.asarray(vector).ravel()])


def test_exported_errors_have_the_exported_covariance(recording: Recording) -> None:
    truth = {state.timestamp: state for state in stonesoup.ground_truth(recording)}
    squared, channels = 0.0, 0
    for detection in stonesoup.detections(recording):
        model = detection.measurement_model
        off = flat_angles(detection.state_vector - model.function(truth[detection.timestamp]))
        squared += off @ np.linalg.solve(np.asarray(model.covar(), dtype=float), off)
        channels += len(off)
    # Chi-squared with this many degrees of freedom, four standard deviations either way.
    assert squared == pytest.approx(channels, abs=4.0 * np.sqrt(2.0 * channels))


def test_their_own_readers_read_the_files(recording: Recording, tmp_path: Path) -> None:
    seen, true = stonesoup.save(recording, tmp_path / "out")
    read = [d for _, scan in YAMLDetectionReader(seen).detections_gen() for d in scan]
    expected = stonesoup.detections(recording)
    order = sorted(read, key=lambda d: (d.timestamp, d.metadata["sensor"]))
    expected = sorted(expected, key=lambda d: (d.timestamp, d.metadata["sensor"]))
    assert len(order) == len(expected)
    for got, sent in zip(order, expected, strict=True):
        assert got.metadata == sent.metadata
        assert got.timestamp == sent.timestamp
        assert flat_angles(got.state_vector) == pytest.approx(
            flat_angles(sent.state_vector), abs=1e-14, rel=1e-15
        )
        assert np.array_equal(got.measurement_model.covar(), sent.measurement_model.covar())
    ((_, paths),) = YAMLGroundTruthReader(true).groundtruth_paths_gen()
    (path,) = paths
    assert path.id == FLIGHT
    sent_path = stonesoup.ground_truth(recording)
    assert [s.timestamp for s in path] == [s.timestamp for s in sent_path]
    assert np.array_equal(flat(path[-1]), flat(sent_path[-1]))


def test_their_predictors_move_a_state_as_our_dynamics_do(recording: Recording) -> None:
    state = recording.state_ecef[len(recording.state_ecef) // 2]
    start, later = datetime(2015, 1, 1), datetime(2015, 1, 1, 0, 0, 5)
    exact = np.asarray(DYNAMICS.move(jnp.asarray(state), jnp.asarray(5.0)))
    belief = GaussianState(StateVector(state), CovarianceMatrix(np.diag(SIX**2)), timestamp=start)
    found = ExtendedKalmanPredictor(Motion(DYNAMICS)).predict(belief, timestamp=later)
    assert flat(found) == pytest.approx(exact, rel=1e-12)
    # Theirs carries a cloud of points: nearly the same mean, and the same covariance.
    cloud = UnscentedKalmanPredictor(Motion(DYNAMICS)).predict(belief, timestamp=later)
    assert flat(cloud) == pytest.approx(exact, abs=0.1)
    rough, fine = (np.asarray(p.covar, dtype=float) for p in (cloud, found))
    assert rough == pytest.approx(fine, rel=1e-3, abs=1.0)


def test_a_belief_about_motion_draws_no_motions() -> None:
    state = State(StateVector(np.ones(6)), timestamp=datetime(2015, 1, 1))
    with pytest.raises(NotImplementedError, match="draws no motions"):
        Motion(DYNAMICS).function(state, noise=True, time_interval=timedelta(seconds=1))


def test_the_how_to_runs_and_prints_what_its_page_shows(capsys: Any) -> None:
    folder = Path(__file__).parents[2] / "docs" / "how-to"
    program, page = (folder / name for name in ("stone_soup.py", "stone-soup.md"))
    shown = page.read_text(encoding="utf-8")
    assert program.read_text(encoding="utf-8") in shown
    runpy.run_path(str(program), run_name="__main__")
    printed = capsys.readouterr().out
    assert printed.count("\n") == 4
    assert printed in shown
