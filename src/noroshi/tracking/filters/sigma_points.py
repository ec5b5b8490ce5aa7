"""The unscented transform: a Gaussian carried through any function by a few chosen points.

Means and covariances are exact to second order, and to third for a symmetric density, without a
derivative. The batch is last.

Sources: S. J. Julier & J. K. Uhlmann, Unscented filtering and nonlinear estimation, Proc. IEEE
92(3) (2004) 401; the scaled points: E. A. Wan & R. van der Merwe, The unscented Kalman filter, in
S. Haykin (ed.), Kalman Filtering and Neural Networks (2001), eq. 7.30-7.34.
"""

from collections.abc import Callable
from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jax import Array


class Spread(NamedTuple):
    """How far the points lie from the mean and how they are weighed; hashable.

    The default puts them √n standard deviations out, which leaves the mean to the outer points
    (the cubature rule) and is exact in the variance of a square of a Gaussian.
    """

    alpha: float = 1.0
    """Scale: the points lie α·√(n+κ) standard deviations out."""
    beta: float = 2.0
    """Weight of the centre in the covariance; 2 suits a Gaussian."""
    kappa: float = 0.0
    """The second scale of the original transform."""


class Weights(NamedTuple):
    """The scaled points of a state of one size."""

    reach: float
    """Distance of the points [standard deviations]."""
    each: float
    """Weight of every outer point."""
    centre: float
    """Weight of the centre in the covariance (in the mean it is what is left to one)."""


class Spreading(NamedTuple):
    """A Gaussian after a function: the moments, the covariance as columns side by side."""

    mean: Array
    """(component, batch)"""
    columns: Array
    """(component, 2n+1, batch); columns·columnsᵀ is the covariance. The last one is the centre's;
    the others belong to the points in their order."""


def weights(size: int, spread: Spread) -> Weights:
    """Weights for a state of `size` components.

    A negative weight of the centre would make a covariance a difference, and no square root need
    exist: it is refused. With β = 2 and κ = 0, α must lie between 0.52 and 1.93.
    """
    squared = spread.alpha**2 * (size + spread.kappa)
    if not squared > 0.0:
        raise ValueError(f"{spread} puts no points around a state of {size} components")
    centre = 1.0 - size / squared + 1.0 - spread.alpha**2 + spread.beta
    if centre < 0.0:
        raise ValueError(
            f"{spread} weighs the centre with {centre:.3g} in the covariance; "
            "take a larger alpha (1 will do) or a larger beta"
        )
    return Weights(float(np.sqrt(squared)), 0.5 / squared, centre)


def points(mean: Array, lower: Array, w: Weights) -> Array:
    """The sigma points of a Gaussian, the mean first, (n, 2n+1, batch)."""
    out = w.reach * lower
    return mean[:, None] + jnp.concatenate([jnp.zeros_like(out[:, :1]), out, -out], axis=1)


def gather(
    values: Array, w: Weights, difference: Callable[[Array, Array], Array] = jnp.subtract
) -> Spreading:
    """Mean and covariance of the values (component, 2n+1, batch) at the sigma points.

    Sums are taken of differences from the centre's value, so that metres are not lost in
    megametres; `difference` says how two values differ (angles come back to themselves).
    """
    offsets = difference(values[:, 1:], values[:, :1])
    shift = w.each * jnp.sum(offsets, axis=1, keepdims=True)
    outer = np.sqrt(w.each) * (offsets - shift)
    return Spreading(
        values[:, 0] + shift[:, 0],
        jnp.concatenate([outer, -np.sqrt(w.centre) * shift], axis=1),
    )
