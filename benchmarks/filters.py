"""Filter cycles a second: 10,000 runs of an extended Kalman filter, two radars, gravity with J2.

A cycle is one prediction and one update by range, azimuth and elevation of one run. The peers are
Stone Soup's extended Kalman filter and nrl-tracker's, one run at a time on the same numbers, with
models and differences for Jacobians in plain NumPy, all columns at once (the libraries' own
differences step by 1e-8, which is nothing beside 4,000 km); absent ones are skipped.
"""

import importlib.util
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from noroshi.constants import EARTH_GM, EARTH_J2, EARTH_RADIUS, EARTH_ROTATION
from noroshi.earth.sight import site
from noroshi.motion.chunks import by_number
from noroshi.tracking.dynamics import coast
from noroshi.tracking.filters.extended import CHUNK, extended_end
from noroshi.tracking.looks import Battery, Belief, Looks
from noroshi.tracking.packed import pack

Row = tuple[str, float, str, str, float | None, str]
RUNS, LOOKS, STEP, Q = 10_000, 120, 1.0, 1e-2
PEER_RUNS = 2

SIGMA = np.array([30.0, 1e-3, 1e-3])
KNOWN = np.array([1e3] * 3 + [50.0] * 3)
START = np.array([-3.3e6, 3.9e6, 4.1e6, 2500.0, 2300.0, 2700.0])
SITES = [
    site(np.radians(lat), np.radians(lon), 10.0) for lat, lon in ((40.9, 140.3), (35.8, 135.2))
]
ORIGIN = np.array([s.position_ecef for s in SITES])
AXES = np.array([[s.east, s.north, s.up] for s in SITES])
EPOCH = datetime(2013, 10, 3)
Means = np.ndarray


class MeasurementModel(NamedTuple):
    origin: Any
    axes: Any


def measure(measurement_model: MeasurementModel, position: Any) -> Any:
    """Range, azimuth and elevation."""
    d = [position[i] - measurement_model.origin[i] for i in range(3)]
    e, n, u = (sum(axis[i] * d[i] for i in range(3)) for axis in measurement_model.axes)
    level = jnp.sqrt(e * e + n * n)
    distance = jnp.sqrt(level * level + u * u)
    return jnp.stack([distance, jnp.arctan2(e, n), jnp.arctan2(u, level)])


BATTERY = Battery(
    measure,
    jnp.asarray([[False, True, False]] * 2),
    MeasurementModel(jnp.asarray(ORIGIN)[..., None], jnp.asarray(AXES)[..., None]),
)


def scene(runs: int) -> tuple[Means, Belief, Looks]:
    """Truth (look, 6), first beliefs, and looks taken by turns."""
    rng = np.random.default_rng(5)
    truth = [START]
    for _ in range(LOOKS):
        truth.append(moved(truth[-1], STEP))
    flown = np.array(truth[1:])
    sensor = np.arange(LOOKS) % 2
    exact = np.array([seen(s, x[:3]) for s, x in zip(sensor, flown, strict=True)])
    value = exact[..., None] + SIGMA[:, None] * rng.standard_normal((LOOKS, 3, runs))
    mean = START[:, None] + KNOWN[:, None] * rng.standard_normal((6, runs))
    entries = np.asarray(pack(np.diag(KNOWN**2)[..., None]))
    start = Belief(jnp.asarray(0.0), mean, np.repeat(entries, runs, axis=1))
    sigma = np.broadcast_to(SIGMA[:, None], (LOOKS, 3, runs))
    detected = np.ones((LOOKS, runs), dtype=bool)
    return flown, start, Looks(STEP * (1.0 + np.arange(LOOKS)), sensor, detected, value, sigma)


def ours(start: Belief, looks: Looks) -> list[Any]:
    """The last belief of every run, in chunks; the peers keep no more."""

    def work(index: Any, _: int) -> Any:
        part = slice(index[0], index[0] + CHUNK)
        mean, entries, detected, value, sigma = (
            a[..., part] if a[..., part].shape[-1] == CHUNK else a[..., index]
            for a in (start.mean, start.covariance, looks.detected, looks.value, looks.sigma)
        )
        own = looks._replace(detected=detected, value=value, sigma=sigma)
        first = start._replace(mean=mean, covariance=entries)
        return jax.block_until_ready(extended_end(coast(Q), BATTERY, first, own))

    return by_number(work, start.mean.shape[1], CHUNK)


def seen(sensor: int, position: Any) -> Any:
    """What a radar measures, in plain NumPy."""
    e, n, u = AXES[sensor] @ (position.T - ORIGIN[sensor]).T
    level = np.sqrt(e * e + n * n)
    return np.array([np.sqrt(level * level + u * u), np.arctan2(e, n), np.arctan2(u, level)])


def rate(state: Any) -> Any:
    """Gravity with J2 in axes that turn, in plain NumPy."""
    x, v = state[:3], state[3:]
    r2 = np.sum(x * x, axis=0)
    oblate = 1.5 * EARTH_J2 * EARTH_RADIUS**2 / r2
    weight = np.array([1.0, 1.0, 3.0]).reshape((3,) + (1,) * (x.ndim - 1))
    factor = -EARTH_GM / (r2 * np.sqrt(r2)) * (1.0 + oblate * (weight - 5.0 * x[2] ** 2 / r2))
    w = EARTH_ROTATION
    spin = np.array([w * (w * x[0] + 2.0 * v[1]), w * (w * x[1] - 2.0 * v[0]), 0.0 * v[2]])
    return np.concatenate((v, factor * x + spin))


def moved(state: Any, step: float) -> Any:
    """One step of Runge and Kutta, in plain NumPy."""
    k1 = rate(state)
    k2 = rate(state + 0.5 * step * k1)
    k3 = rate(state + 0.5 * step * k2)
    k4 = rate(state + step * k3)
    return state + step / 6.0 * (k1 + 2.0 * (k2 + k3) + k4)


def slope(function: Callable[[Any], Any], state: Any) -> Any:
    """Derivatives by central differences of a metre and a metre a second, columns at once."""
    apart = np.eye(6)
    ahead, behind = function(state[:, None] + apart), function(state[:, None] - apart)
    return 0.5 * (ahead - behind)


def noise(step: float) -> Any:
    block = np.array([[step**3 / 3.0, step**2 / 2.0], [step**2 / 2.0, step]])
    return np.kron(Q * block, np.eye(3))


def flat(state: Any) -> Means:
    return np.asarray(state.state_vector, dtype=float).ravel()


def stonesoup(start: Belief, looks: Looks, run: int) -> Means:
    """Last mean of one run by Stone Soup's own filter."""
    from stonesoup.base import Property
    from stonesoup.models.measurement.nonlinear import NonLinearGaussianMeasurement
    from stonesoup.models.transition.nonlinear import GaussianTransitionModel
    from stonesoup.predictor.kalman import ExtendedKalmanPredictor
    from stonesoup.types.array import CovarianceMatrix, StateVector
    from stonesoup.types.detection import Detection
    from stonesoup.types.hypothesis import SingleHypothesis
    from stonesoup.types.state import GaussianState
    from stonesoup.updater.kalman import ExtendedKalmanUpdater

    class Fall(GaussianTransitionModel):
        ndim_state = 6

        def function(self, state: Any, noise: bool = False, **kwargs: Any) -> Any:
            step = kwargs["time_interval"].total_seconds()
            return StateVector(moved(flat(state), step))

        def jacobian(self, state: Any, **kwargs: Any) -> Any:
            step = kwargs["time_interval"].total_seconds()
            return slope(lambda x: moved(x, step), flat(state))

        def covar(self, **kwargs: Any) -> Any:
            return CovarianceMatrix(noise(kwargs["time_interval"].total_seconds()))

    class Radar(NonLinearGaussianMeasurement):
        sensor: int = Property()
        ndim_meas = 3

        def function(self, state: Any, noise: bool = False, **_: Any) -> Any:
            return StateVector(seen(self.sensor, flat(state)[:3]))

        def jacobian(self, state: Any, **_: Any) -> Any:
            return slope(lambda x: seen(self.sensor, x[:3]), flat(state))

        def rvs(self, *_: Any, **__: Any) -> Any:
            raise NotImplementedError

    radars = [Radar(6, (0, 1, 2), CovarianceMatrix(np.diag(SIGMA**2)), sensor=s) for s in (0, 1)]
    predictor, updater = ExtendedKalmanPredictor(Fall()), ExtendedKalmanUpdater()
    covariance = CovarianceMatrix(np.diag(KNOWN**2))
    belief: Any = GaussianState(StateVector(start.mean[:, run]), covariance, timestamp=EPOCH)
    for k in range(LOOKS):
        when = EPOCH + timedelta(seconds=float(looks.time[k]))
        plot = Detection(
            StateVector(looks.value[k, :, run]), when, measurement_model=radars[looks.sensor[k]]
        )
        belief = updater.update(SingleHypothesis(predictor.predict(belief, timestamp=when), plot))
    return flat(belief)


def nrl(start: Belief, looks: Looks, run: int) -> Means:
    """Last mean of one run by nrl-tracker's filter."""
    from pytcl.dynamic_estimation.kalman.extended import ekf_predict, ekf_update

    def ahead(x: Any) -> Any:
        return moved(x, STEP)

    mean, covariance = start.mean[:, run], np.diag(KNOWN**2)
    for k in range(LOOKS):

        def look(x: Any, s: int = int(looks.sensor[k])) -> Any:
            return seen(s, x[:3])

        prior = ekf_predict(mean, covariance, ahead, slope(ahead, mean), noise(STEP))
        value, slopes = looks.value[k, :, run], slope(look, prior.x)
        after = ekf_update(prior.x, prior.P, value, look, slopes, np.diag(SIGMA**2))
        mean, covariance = after.x, after.P
    return np.asarray(mean)


PEERS: dict[str, tuple[str, Callable[..., Means]]] = {
    "Stone Soup": ("stonesoup", stonesoup),
    "nrl-tracker": ("pytcl", nrl),
}


def quickest(job: Callable[[], Any], times: int) -> float:
    least = np.inf
    for _ in range(times):
        begin = time.perf_counter()
        job()
        least = min(least, time.perf_counter() - begin)
    return least


def run_all(repeats: int = 5) -> dict[str, float]:
    """Cycles a second of ours and of each peer that is there and ends where ours does."""
    _, start, looks = scene(RUNS)
    found = {}
    done = ours(start, looks)
    found["ours"] = RUNS * LOOKS / quickest(lambda: ours(start, looks), repeats)
    mine = np.concatenate([np.asarray(part.mean) for part in done], axis=-1)
    for name, (package, job) in PEERS.items():
        if importlib.util.find_spec(package) is None:
            continue
        ends = [job(start, looks, run) for run in range(PEER_RUNS)]
        apart = np.max(np.abs(np.array(ends).T[:3] - mine[:3, :PEER_RUNS]))
        assert apart < 1.0, f"{name} ends {apart:g} m away: not the same job"
        found[name] = LOOKS / quickest(lambda job=job: job(start, looks, 0), 2)
    return found


def rows() -> list[Row]:
    found = run_all()
    job = f"filter cycles: {RUNS:,} runs, {LOOKS} looks, two radars, gravity and J2"
    result: list[Row] = []
    for name in PEERS:
        target = ">= 4 M cycles/s" + (", >= 2,000 times" if name == "Stone Soup" else "")
        missing = name not in found
        peer = f"{name}: not installed" if missing else f"{name}, {found[name]:,.0f} cycles/s"
        ratio = None if missing else found["ours"] / found[name]
        result.append((job, found["ours"] / 1e6, "M cycles/s", peer, ratio, target))
    return result
