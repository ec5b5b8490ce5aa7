"""How well the readings of a network place a shot at the surface: the ellipse about its epicentre.

Linear about the true place: the readings' slopes and their covariance alone decide, not what was
read. Three unknowns: kilometres east, kilometres north, and the time of origin; the depth is held
at the surface, as data centres hold it for an explosion.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from noroshi.seismic.paths import KM_PER_DEGREE, path
from noroshi.seismic.tables import travel
from noroshi.shaped import Bool, Float

Floats = NDArray[np.float64]

REGIONAL_DEG: Final = 20.0
"""Nearer than this a wave stays in the upper mantle, which models know less well [deg]."""
REGIONAL_SIGMA: Final = 2.0
"""Standard deviation of an arrival time nearer than 20°, of model and reading [s]."""
TELESEISMIC_SIGMA: Final = 1.5
"""Standard deviation of an arrival time from 20° on [s].

Both are of grade D: of the size that data centres assume (about a second for the model, and the
reading's error), fitted as a pair to one published ellipse, that of 12 February 2013.
"""
READING_SIGMA: Final = 1.0
"""The part of both that is the reading's own [s]; the model has the rest. Of grade D."""
CORRELATION_KM: Final = (300.0, 1000.0, 3000.0)
"""Distance over which model errors are alike: low, best, high [km]; of grade D, ours."""
CONFIDENCE: Final = 0.90
"""Probability that an ellipse holds the epicentre, as the IDC states its own."""
INSPECTION_AREA_KM2: Final = 1000.0
"""Largest area of an on-site inspection (Test-Ban Treaty, Protocol, part II, paragraph 3)."""
INSPECTION_LENGTH_KM: Final = 50.0
"""Longest straight line within it (the same paragraph)."""
_SINGULAR: Final = 1e-10
"""Share of the readings' information below which what is left of it is rounding alone."""


class ErrorEllipse(NamedTuple):
    """Region about the epicentre; infinite axes where the readings do not place it.

    Where a whole direction is undetermined the longer axis is infinite, and `strike_deg` says
    which direction that is; where none is determined both are.
    """

    semi_major_km: Float[Any, "*shape"]
    semi_minor_km: Float[Any, "*shape"]
    strike_deg: Float[Any, "*shape"]
    """Azimuth of the longer axis, 0 to 180, clockwise from north [deg]."""
    area_km2: Float[Any, "*shape"]

    @property
    def inspectable(self) -> Bool[Any, "*shape"]:
        """Whether one on-site inspection may cover it: 1,000 km², and no line beyond 50 km."""
        small = self.area_km2 <= INSPECTION_AREA_KM2
        return small & (2.0 * self.semi_major_km <= INSPECTION_LENGTH_KM)


def arrival_sigma(distance_deg: ArrayLike) -> Float[Any, "*shape"]:
    """Standard deviation of the time of a first arrival [s], by distance.

    >>> arrival_sigma([5.0, 60.0]).tolist()
    [2.0, 1.5]
    """
    near = np.asarray(distance_deg, dtype=np.float64) < REGIONAL_DEG
    return np.where(near, REGIONAL_SIGMA, TELESEISMIC_SIGMA)


def model_sigma(distance_deg: ArrayLike) -> Float[Any, "*shape"]:
    """Standard deviation of the model's travel time [s]: what is left of `arrival_sigma`.

    >>> round(float(model_sigma(60.0)), 2)
    1.12
    """
    return np.sqrt(arrival_sigma(distance_deg) ** 2 - READING_SIGMA**2)


def station_separation(lat: ArrayLike, lon: ArrayLike) -> Float[Any, "station station"]:
    """Distance between each two stations [km], from their coordinates [rad]."""
    lat, lon = np.asarray(lat, dtype=np.float64), np.asarray(lon, dtype=np.float64)
    return path(lat[:, None], lon[:, None], lat, lon)[0] * KM_PER_DEGREE


def arrival_covariance(
    reading: ArrayLike,
    model: ArrayLike,
    separation_km: Float[Any, "station station"],
    length_km: float,
) -> Float[Any, "station station"]:
    """Covariance of arrival times [s²] whose model errors are alike where stations are near.

    Rays to neighbours cross the same unknown structure, so that a second neighbour adds less than
    a second station. The covariance of two model errors is the sill less the variogram at the
    stations' separation h; with the exponential variogram γ(h) = σ² (1 − exp(−h/L)) it is
    σ_i σ_j exp(−h/L). The reading's own error is independent and stands on the diagonal.

    Args:
        reading: standard deviation of reading the onset, one or each station's [s]; above zero
            where two stations stand at one place.
        model: that of the model's travel time, one or each station's [s].
        separation_km: from `station_separation`.
        length_km: L. Zero: model errors are independent, as the IDC reckons its ellipses.

    Source: Bondár & McLaughlin, BSSA 99 (2009) 172: network covariance from a variogram over
    station separation. Their variograms are empirical; the exponential one and its L are ours.
    """
    number = separation_km.shape[0]
    alike = np.exp(-separation_km / length_km) if length_km > 0.0 else np.eye(number)
    spread = np.broadcast_to(np.asarray(model, dtype=np.float64), (number,))
    own = np.broadcast_to(np.asarray(reading, dtype=np.float64), (number,))
    return spread[:, None] * spread * alike + np.diag(own**2)


def ellipse(
    distance_deg: Float[Any, " station"],
    azimuth_deg: Float[Any, " station"],
    covariance: Float[Any, "*#shape station station"],
    *,
    heard: Bool[Any, "*#shape station"] | bool = True,
    bearing_sigma_deg: ArrayLike = np.inf,
    slowness_sigma: ArrayLike = np.inf,
    confidence: float = CONFIDENCE,
) -> ErrorEllipse:
    """Coverage ellipse of the epicentre from arrival times, and from directions at arrays.

    C = (Gᵀ W G)⁻¹ with W the inverse of the readings' covariance; a row of G for an arrival time is
    dt = −s (sin α dx + cos α dy) + dt₀ with slowness s and azimuth α of the way to the station.
    A bearing measured there turns by the shift across the way over R sin Δ; a slowness changes by
    ds/dΔ with the shift along it. The ellipse is xᵀ C⁻¹ x = k, k = −2 ln(1 − confidence), the
    quantile of χ² with two degrees of freedom, 4.605 at 90 %: the standard deviations are known
    beforehand, no residual is looked at.

    Args:
        distance_deg, azimuth_deg: from the shot to each station.
        covariance: of the arrival times [s²]; `np.diag(arrival_sigma(distance)**2)` if
            independent, else from `arrival_covariance`. Leading axes are draws.
        heard: which stations have a reading; leading axes are draws.
        bearing_sigma_deg: standard deviation of each station's bearing; infinite for a single one.
        slowness_sigma: that of each station's slowness [s/deg]; infinite for a single one.
        confidence: probability that the ellipse holds the epicentre.

    Returns:
        An `ErrorEllipse`; infinite where the readings are too few, or in line with the shot.

    Source: Jordan & Sverdrup, BSSA 71 (1981) 1105; Bratt & Bache, BSSA 78 (1988) 780 (bearings and
    slownesses of arrays; coverage ellipse).
    """
    heard = np.broadcast_to(heard, np.shape(distance_deg)) if np.ndim(heard) == 0 else heard
    have = np.asarray(heard, dtype=np.float64)
    times = _time_information(distance_deg, azimuth_deg, np.asarray(covariance), have)
    directions = _direction_information(
        distance_deg, azimuth_deg, have, bearing_sigma_deg, slowness_sigma
    )
    information = times + directions
    value, vector = np.linalg.eigh(information)  # ascending: the least known direction first
    scale = _largest_information(distance_deg, np.asarray(covariance), have)
    value = np.where(value > _SINGULAR * scale[..., None], value, 0.0)
    factor = -2.0 * np.log1p(-confidence)
    with np.errstate(divide="ignore"):
        axes = np.sqrt(factor / value)
    strike = np.degrees(np.arctan2(vector[..., 0, 0], vector[..., 1, 0])) % 180.0
    return ErrorEllipse(axes[..., 0], axes[..., 1], strike, np.pi * axes[..., 0] * axes[..., 1])


def _along(azimuth_deg: Floats) -> Floats:
    """Unit vectors of the ways, east and north, the component last."""
    azimuth = np.radians(azimuth_deg)
    return np.stack([np.sin(azimuth), np.cos(azimuth)], axis=-1)


def _time_information(
    distance_deg: Floats, azimuth_deg: Floats, covariance: Floats, have: Floats
) -> Floats:
    """Information of arrival times on the place, once the origin time is eliminated."""
    slope = -(travel(distance_deg)[1] / KM_PER_DEGREE)[:, None] * _along(azimuth_deg)
    rows = np.concatenate([slope, np.ones((slope.shape[0], 1))], axis=-1) * have[..., None]
    normal = _normal(rows, covariance, have)
    place, cross, time = normal[..., :2, :2], normal[..., :2, 2:], normal[..., 2:, 2:]
    cross_again = np.swapaxes(cross, -1, -2)
    return np.asarray(place - cross @ cross_again / np.where(time > 0.0, time, 1.0))


def _normal(rows: Floats, covariance: Floats, have: Floats) -> Floats:
    """Rows of readings through the inverse of their covariance, (…, 3, 3).

    Readings that are independent are weighed by their variances alone. Of others the matrix holds
    the stations that have one, since to solve it takes the cube of their number.
    """
    variance = np.diagonal(covariance, axis1=-2, axis2=-1)
    if np.count_nonzero(covariance) == np.count_nonzero(variance):
        return np.asarray(np.swapaxes(rows, -1, -2) @ (rows * (1.0 / variance[..., None])))
    most = int(np.max(np.count_nonzero(have, axis=-1), initial=0))
    first = np.argsort(have == 0.0, axis=-1, kind="stable")[..., :most]
    rows = np.take_along_axis(rows, first[..., None], axis=-2)
    have = np.take_along_axis(have, first, axis=-1)
    every = np.broadcast_to(covariance, (*first.shape[:-1], *covariance.shape[-2:]))
    matrix = np.take_along_axis(every, first[..., None], axis=-2)
    matrix = np.take_along_axis(matrix, first[..., None, :], axis=-1)
    # A station without a reading gets a row of noughts and a variance of its own: it says nothing.
    both = have[..., :, None] * have[..., None, :]
    full = matrix * both + (1.0 - have)[..., None] * np.eye(most)
    return np.asarray(np.swapaxes(rows, -1, -2) @ np.linalg.solve(full, rows))


def _largest_information(distance_deg: Floats, covariance: Floats, have: Floats) -> Floats:
    """What the times would tell of a direction were all independent: the scale of rounding."""
    slope = travel(distance_deg)[1] / KM_PER_DEGREE
    variance = np.diagonal(covariance, axis1=-2, axis2=-1)
    return np.asarray(np.sum(have * slope**2 / variance, axis=-1))


def _direction_information(
    distance_deg: Floats,
    azimuth_deg: Floats,
    have: Floats,
    bearing_sigma_deg: ArrayLike,
    slowness_sigma: ArrayLike,
) -> Floats:
    """Information of bearings and slownesses at arrays on the place."""
    along = _along(azimuth_deg)
    across = np.stack([along[..., 1], -along[..., 0]], axis=-1)
    radius = KM_PER_DEGREE * 180.0 / np.pi
    turn = np.degrees(1.0 / (radius * np.maximum(np.sin(np.radians(distance_deg)), 1e-9)))
    ends = np.clip(np.stack([distance_deg - 1.0, distance_deg + 1.0]), 0.0, 180.0)
    bend = (np.diff(travel(ends)[1], axis=0)[0]) / np.diff(ends, axis=0)[0] / KM_PER_DEGREE
    bearing = have * (turn / np.asarray(bearing_sigma_deg)) ** 2
    slowness = have * (bend / np.asarray(slowness_sigma)) ** 2
    from_bearings = np.swapaxes(bearing[..., None] * across, -1, -2) @ across
    return np.asarray(from_bearings + np.swapaxes(slowness[..., None] * along, -1, -2) @ along)
