"""A point on the ground and how well it is known, from a track's covariance and a gradient.

The launch point is found in `noroshi.tracking.launch`, ellipses in `noroshi.tracking.ellipse`. The
covariance is carried to the ground by the derivative of the way there, to first order.
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from noroshi.earth.ellipsoid import geodetic, local_axes

Floats = NDArray[np.float64]


class Fate(IntEnum):
    """Whether a track could be followed to the ground."""

    FOUND = 0
    NEVER = 1
    """No launch point lies behind it: in orbit, or nearly."""
    NOT_A_NUMBER = 2
    """The mean is not finite."""
    NOT_A_COVARIANCE = 3
    """The covariance is not finite or has a negative variance."""


class OnGround(NamedTuple):
    """A point on the ellipsoid and how well it is known; NaN where `status` is not 0."""

    lat: Floats
    """Geodetic latitude of the mean [rad] (batch,)."""
    lon: Floats
    """Longitude of the mean [rad] (batch,)."""
    time: Floats
    """When [s after launch] (batch,)."""
    covariance: Floats
    """East-east, north-east, north-north [m²] (3, batch), in the tangent plane at the mean."""
    time_variance: Floats
    """Of `time` [s²] (batch,)."""
    status: NDArray[np.int8]
    """`Fate` of each element (batch,)."""


def with_coefficient(
    mean: ArrayLike, covariance: ArrayLike, *, coefficient: ArrayLike, log_sigma: ArrayLike
) -> tuple[Floats, Floats]:
    """A track of position and velocity with a declared ballistic coefficient as seventh component.

    Args:
        mean: (6, batch) Earth-fixed position [m] and velocity [m/s].
        covariance: (21, batch), lower triangle by rows.
        coefficient: declared ballistic coefficient [kg/m²], its median.
        log_sigma: standard deviation of its logarithm [1]: 0.3 means about ± 30 %.

    Returns:
        Mean (7, batch) and covariance (28, batch). The coefficient is taken as independent of
        position and velocity: right where drag has not acted yet.
    """
    six, packed = np.asarray(mean, float), np.asarray(covariance, float)
    lanes = six.shape[1:]
    logarithm = np.broadcast_to(np.log(np.asarray(coefficient, float)), lanes)
    variance = np.broadcast_to(np.asarray(log_sigma, float) ** 2, lanes)
    row = np.concatenate((np.zeros((6, *lanes)), variance[None]))
    return np.concatenate((six, logarithm[None])), np.concatenate((packed, row))


def with_uncertainty(
    lat: Floats,
    lon: Floats,
    time: Floats,
    gradient: Floats,
    covariance: Floats,
    status: NDArray[np.int8],
) -> OnGround:
    """A point on the ground from its gradient (3, n, batch) and a packed covariance."""
    full = unpacked(covariance)
    image = np.einsum("anb,nmb,cmb->acb", gradient, full, gradient, optimize=True)
    bad = ~np.all(np.isfinite(full), axis=(0, 1)) | np.any(
        np.diagonal(full, axis1=0, axis2=1) < 0.0, axis=-1
    )
    image = np.where(bad, np.nan, image)
    told = np.where((status == Fate.FOUND) & bad, Fate.NOT_A_COVARIANCE, status).astype(np.int8)
    packed = np.stack((image[0, 0], image[1, 0], image[1, 1]))
    return OnGround(lat, lon, time, packed, image[2, 2], told)


def unpacked(covariance: Floats) -> Floats:
    """Symmetric matrices (n, n, batch) from their lower triangles by rows (n(n+1)/2, batch)."""
    size = int((np.sqrt(8 * covariance.shape[0] + 1) - 1) / 2)
    rows, columns = np.tril_indices(size)
    full = np.zeros((size, size, *covariance.shape[1:]))
    full[rows, columns] = covariance
    full[columns, rows] = covariance
    return full


def fate(states: Floats, crossed: NDArray[np.bool_]) -> NDArray[np.int8]:
    """`Fate` of states (n, batch), given whether they met the ground."""
    finite = np.all(np.isfinite(states), axis=0)
    found = np.where(crossed, Fate.FOUND, Fate.NEVER)
    return np.where(finite, found, Fate.NOT_A_NUMBER).astype(np.int8)


def found_only(
    parts: Sequence[Floats], status: NDArray[np.int8]
) -> tuple[Floats, Floats, Floats, Floats]:
    """Latitude, longitude, time and gradient, NaN where nothing was found."""
    lat, lon, time, gradient = (np.where(status == Fate.FOUND, p, np.nan) for p in parts)
    return lat, lon, time, gradient


def on_ground(
    point: Floats, point_slopes: Floats, time_slopes: Floats
) -> tuple[Floats, Floats, Floats]:
    """Latitude, longitude and the gradient (3, n, batch) of east, north and time.

    `point` is Earth-fixed (3, batch) on the ground; the slopes are by each of n inputs, (n, 3,
    batch) and (n, batch).
    """
    lat, lon, _ = geodetic(*point)
    east, north, _ = (np.stack(axis) for axis in local_axes(lat, lon))
    level = (np.sum(point_slopes * axis, axis=1) for axis in (east, north))
    return lat, lon, np.stack((*level, time_slopes))
