"""Our beliefs about a target's motion as Stone Soup's transition models."""

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from stonesoup.base import Property
from stonesoup.models.transition.base import TransitionModel
from stonesoup.types.array import CovarianceMatrix, StateVector, StateVectors

import noroshi.arrays  # noqa: F401  (float64)
from noroshi.tracking.dynamics import Dynamics

Slope = Callable[[Any, Any], Any]


class Motion(TransitionModel):  # type: ignore[misc]
    """A `Dynamics` with its own derivatives, for Stone Soup's Kalman predictors.

    The noise of a step is taken where it does not depend on the state, as with all of ours.
    """

    dynamics: Dynamics = Property(doc="one of `noroshi.tracking.dynamics`")

    @property
    def ndim_state(self) -> int:
        """Numbers in a state."""
        return self.dynamics.size

    def function(
        self, state: Any, noise: Any = False, *, time_interval: timedelta, **_: Any
    ) -> StateVectors:
        """States (component, number) after an interval; noise is what to add, if anything."""
        if noise is True:
            self.rvs(time_interval=time_interval)
        move, _slope = _compiled(self.dynamics)
        columns = np.asarray(state.state_vector, dtype=np.float64).T
        step = time_interval.total_seconds()
        moved = np.stack([np.asarray(move(column, step)) for column in columns], axis=1)
        if noise is not None and noise is not False:
            moved = moved + np.asarray(noise)
        return moved.view(StateVector if len(columns) == 1 else StateVectors)

    def jacobian(self, state: Any, *, time_interval: timedelta, **_: Any) -> NDArray[np.float64]:
        """Derivative (component, component) of a state after an interval by the one before."""
        _move, slope = _compiled(self.dynamics)
        column = np.asarray(state.state_vector, dtype=np.float64)[:, 0]
        return np.asarray(slope(column, time_interval.total_seconds()))

    def covar(self, *, time_interval: timedelta, **_: Any) -> CovarianceMatrix:
        """Covariance of what an interval adds."""
        step = jnp.asarray(time_interval.total_seconds())
        return CovarianceMatrix(np.asarray(self.dynamics.noise(jnp.zeros(self.ndim_state), step)))

    def rvs(self, num_samples: int = 1, *, time_interval: timedelta, **_: Any) -> StateVectors:
        """Refused: a belief is not what happens; simulate flights with `noroshi.motion`."""
        raise NotImplementedError("a belief about motion draws no motions")

    def pdf(self, state1: Any, state2: Any, **_: Any) -> Any:
        """Refused: a belief about motion is used by its mean and covariance."""
        raise NotImplementedError("a belief about motion is used by its mean and covariance")


@lru_cache
def _compiled(dynamics: Dynamics) -> tuple[Slope, Slope]:
    return jax.jit(dynamics.move), jax.jit(jax.jacfwd(dynamics.move))
