"""Does an estimator keep what it promises? Thousands of runs of one flight, each with its own luck.

What comes out stands beside the bound: root-mean-square errors over time, and whether the errors
are as large as the estimator says. NEES is the error of position and velocity squared in units of
its own covariance, 6 on the average when all is well; NIS is the same of what a look was off from
what was expected, 1 a channel. Means over many runs follow chi-square laws, hence the bands.
Source: Bar-Shalom, Li & Kirubarajan (2001), sec. 5.4.2 (tests 5.4.2-4, 5.4.2-9).
"""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from noroshi.motion.chunks import by_number
from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.filters.simulate import ExpectedLooks, draw, first_key, keys
from noroshi.tracking.filters.tracks import Stage, follow_with
from noroshi.tracking.looks import Battery, Looks, Measure
from noroshi.tracking.packed import mahalanobis

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
CHUNK = 128
_KINEMATIC = 6
_PACKED = _KINEMATIC * (_KINEMATIC + 1) // 2


class Estimates(NamedTuple):
    """What an estimator says after each look; whatever it is where `kept` is False."""

    mean: Array
    """(look, component, batch): position and velocity first."""
    covariance: Array
    """(look, entry, batch), packed."""
    innovation_squared: Array
    """(look, batch)."""
    channels: Array
    """Degrees of freedom of the above, zero where nothing was corrected, (look, batch)."""
    kept: Array
    """Whether there is an estimate, (look, batch)."""


Estimator = Callable[[Any, Looks], Estimates]
"""Of a set-up and looks; one object for one estimator, for compiled code is kept by it."""


class Trials(NamedTuple):
    """Averages over the runs that have an estimate, after each look, (look,) each."""

    time: Floats
    """[s]."""
    held: Ints
    """How many runs have one."""
    position: Floats
    """Root-mean-square error, all three components together [m]; NaN where no run has one."""
    velocity: Floats
    """[m/s]."""
    nees: Floats
    """Mean over runs; 6 when consistent."""
    nis: Floats
    """Mean a channel; 1 when consistent; NaN where no look corrected anything."""
    channels: Ints
    """Channels that the above is a mean of."""

    def __repr__(self) -> str:
        """One line: how many looks and runs."""
        most = int(np.max(self.held, initial=0))
        return f"<Trials: {len(self.time)} looks, at most {most} runs with a track>"


def trials(
    estimator: Estimator,
    setup: Any,
    expected: ExpectedLooks,
    truth: Floats,
    names: Sequence[str],
    *,
    runs: int = 10_000,
    seed: int = 0,
) -> Trials:
    """Run an estimator many times on one flight.

    Args:
        estimator: gives estimates of looks.
        setup: what the estimator needs besides.
        expected: the looks but for luck, of one flight: a batch of one.
        truth: true position and velocity at each look, (look, 6) [m, m/s].
        names: of the sensors, by which their luck is keyed.
        runs: how many; the luck of one does not depend on it.
        seed: of the luck.
    """
    root = first_key(seed)

    def work(index: Ints, real: int) -> tuple[Floats, ...]:
        luck = keys(jax.random.fold_in(root, int(index[0])), names)
        done = _one_chunk(estimator, setup, luck, expected, truth, jnp.arange(CHUNK) < real)
        return tuple(np.asarray(a) for a in done)

    parts = by_number(work, runs, CHUNK)
    whole = [np.sum(part, axis=0) for part in zip(*parts, strict=True)]
    return averaged(np.asarray(expected.clock.time), *whole)


@partial(jax.jit, static_argnums=0)
def _one_chunk(
    estimator: Estimator,
    setup: Any,
    luck: Array,
    expected: ExpectedLooks,
    truth: Any,
    counts: Array,
) -> tuple[Array, ...]:
    return sums(estimator(setup, draw(luck, expected, CHUNK)), truth, counts)


def sums(e: Estimates, truth: Any, counts: Any) -> tuple[Array, ...]:
    """Sums over the runs that count, (look,) each, in the order of `averaged`.

    Args:
        e: what an estimator says.
        truth: true position and velocity at each look, (look, 6) [m, m/s].
        counts: which runs count, (batch,) bool.
    """
    kept, corrects = e.kept & counts, (e.channels > 0) & counts
    error = e.mean[:, :_KINEMATIC] - truth[..., None]
    # What is not kept may be NaN: it must not come near a sum.
    nees = mahalanobis(jnp.swapaxes(e.covariance, 0, 1)[:_PACKED], jnp.swapaxes(error, 0, 1))
    squared = jnp.sum(error[:, :3] ** 2, axis=1), jnp.sum(error[:, 3:] ** 2, axis=1), nees
    return (
        jnp.sum(kept, axis=1),
        *(jnp.sum(jnp.where(kept, a, 0.0), axis=1) for a in squared),
        jnp.sum(jnp.where(corrects, e.innovation_squared, 0.0), axis=1),
        jnp.sum(jnp.where(corrects, e.channels, 0), axis=1),
    )


def averaged(
    time: Floats,
    count: Ints,
    position: Floats,
    velocity: Floats,
    nees: Floats,
    nis: Floats,
    channels: Ints,
) -> Trials:
    """Averages at the times of looks from what `sums` adds up."""
    some, used = (np.where(n > 0, n, np.nan) for n in (count, channels))
    root = np.sqrt(position / some), np.sqrt(velocity / some)
    return Trials(time, count, *root, nees / some, nis / used, channels)


def band(freedom: Any, share: float = 0.95) -> tuple[Floats, Floats]:
    """Within what a mean of squared unit normals lies with a probability, two-sided.

    Args:
        freedom: how many squares the mean is of, any shape; for NEES, 6 a run, and the band is
            that of NEES / 6. NaN where zero.
        share: the probability.

    Example:
        >>> low, high = band(600)
        >>> round(float(low), 2), round(float(high), 2)
        (0.89, 1.12)
    """
    from scipy.special import gammaincinv

    n = np.where(np.asarray(freedom) > 0, freedom, np.nan)
    low, high = (2.0 * gammaincinv(0.5 * n, p) / n for p in (0.5 - share / 2, 0.5 + share / 2))
    return np.asarray(low), np.asarray(high)


@lru_cache
def tracker(dynamics: Dynamics, measure: Measure) -> Estimator:
    """`tracks.follow` as an estimator; set-up: wraps, models, keeping, prior, recent."""

    def estimate(setup: Any, looks: Looks) -> Estimates:
        wraps, measurement_models, keeping, prior, before = setup
        battery = Battery(measure, wraps, measurement_models)
        found = follow_with(dynamics, battery, looks, keeping, prior, before)
        return Estimates(*found[:4], found.stage == Stage.HELD)

    return estimate
