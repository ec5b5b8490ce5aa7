"""Stone Soup's measurement models with derivatives that are exact.

Stone Soup differentiates its measurement models by finite differences. Its step (version 1.9.1,
`stonesoup.functions.jacobian`) is a tenth of a metre for a coordinate of thousands of kilometres,
but only 1e-8 m when that coordinate is negative: what is left of the derivative is rounding, off by
ten per cent and more. Around Japan the first Earth-fixed coordinate is negative. So before an
extended filter of theirs, hand detections through `with_exact_derivatives`.
"""

from collections.abc import Iterable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray
from stonesoup.models.measurement.nonlinear import (
    CartesianToElevationBearing,
    CartesianToElevationBearingRange,
)
from stonesoup.types.detection import Detection

import noroshi.arrays  # noqa: F401  (float64)


class ExactElevationBearingRange(CartesianToElevationBearingRange):  # type: ignore[misc]
    """Elevation, bearing and range, with their own derivatives."""

    def jacobian(self, state: Any, **_: Any) -> NDArray[np.float64]:
        """Derivatives (3, component) by the state."""
        return _jacobian(self, state, 3)


class ExactElevationBearing(CartesianToElevationBearing):  # type: ignore[misc]
    """Elevation and bearing, with their own derivatives."""

    def jacobian(self, state: Any, **_: Any) -> NDArray[np.float64]:
        """Derivatives (2, component) by the state."""
        return _jacobian(self, state, 2)


_EXACT = {
    CartesianToElevationBearingRange: ExactElevationBearingRange,
    CartesianToElevationBearing: ExactElevationBearing,
}


def with_exact_derivatives(detections: Iterable[Detection]) -> list[Detection]:
    """The same detections, made or read from a file, with exactly differentiated models."""
    return [
        Detection(
            d.state_vector,
            timestamp=d.timestamp,
            measurement_model=_exact(d.measurement_model),
            metadata=d.metadata,
        )
        for d in detections
    ]


def _exact(model: Any) -> Any:
    kind = _EXACT.get(type(model))
    if kind is None:
        return model
    return kind(**{name: getattr(model, name) for name in type(model).properties})


@jax.jit
@jax.jacfwd
def _slope(local: Array) -> Array:
    """Derivatives (channel, 3) of elevation, bearing and range by the sensor's own axes."""
    x, y, z = local
    level = jnp.hypot(x, y)
    return jnp.stack([jnp.arctan2(z, level), jnp.arctan2(y, x), jnp.hypot(level, z)])


def _jacobian(model: Any, state: Any, channels: int) -> NDArray[np.float64]:
    position = np.asarray(state.state_vector, dtype=np.float64)[model.mapping, 0]
    local = model.rotation_matrix @ (position - np.asarray(model.translation_offset).ravel())
    whole = np.zeros((channels, state.ndim))
    whole[:, model.mapping] = np.asarray(_slope(local))[:channels] @ model.rotation_matrix
    return whole
