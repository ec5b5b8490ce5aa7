"""Where and when a flight was launched, as far as its coast tells.

A track of the coast says nothing about the thrust before it, and going back along the coast to the
ground would put the launch tens of kilometres astray. So the coast is followed back to burn-out,
and from there a powered phase is laid to the ground of which little is assumed, each with its
uncertainty: how long it lasted, which share of its end speed times that duration was covered, over
ground and in height (½ under constant acceleration in one direction), and that it kept its bearing.
Burn-out is where the height fits: it needs no sensor that saw it. What cannot be known goes into
the ellipse, which is therefore many kilometres wide however good the track.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from noroshi.earth.ellipsoid import geodetic, local_axes, position
from noroshi.tracking.crossing import SMALL, crossing, with_slopes
from noroshi.tracking.ground import (
    Floats,
    OnGround,
    fate,
    found_only,
    on_ground,
    with_uncertainty,
)

_SECONDS: Final = 1e-2
"""By how much the seconds of level speed are moved for a slope [s]."""
_SWERVE: Final = 1e-3
"""The same of the swerve [rad]."""


class Powered(NamedTuple):
    """What is assumed of a powered phase; numbers or (batch,).

    The shares come from 600 flights of `noroshi.motion` (constant acceleration, burning 60 to
    320 s, 400 to 11,000 km far, lofted or not): over ground 0.363 to 0.385, in height 0.46 to 0.65,
    median 0.51. An acceleration that grows within a stage lowers both: see `growing`.
    """

    burn_time: ArrayLike
    """Declared duration of powered flight [s]."""
    burn_time_sigma: ArrayLike
    """Standard deviation of it [s]."""
    level_share: ArrayLike = 0.36
    """Ground distance to burn-out over level speed there times duration [1]."""
    level_share_sigma: ArrayLike = 0.03
    """[1]."""
    rise_share: ArrayLike = 0.50
    """Height of burn-out over rate of climb there times duration [1]."""
    rise_share_sigma: ArrayLike = 0.06
    """[1]."""
    swerve: ArrayLike = 0.0
    """By how much the bearing flown from the launch lies clockwise of that at burn-out [rad]."""
    swerve_sigma: ArrayLike = 0.01
    """[rad]. The Earth turning below accounts for up to 0.008 in those flights."""


def growing(powered: Powered, levers: Floats) -> Powered:
    """Powered flight with an acceleration that grows: both shares go with the lever of the burn.

    `levers` are those of equally likely shapes (`noroshi.motion.burning.lever`), (shape,); half of
    one is what the shares of `Powered` were found with.
    """
    factor, spread = np.median(levers) / 0.5, np.std(levers) / 0.5
    level, rise = (
        (
            factor * np.asarray(share),
            np.hypot(factor * np.asarray(sigma), spread * np.asarray(share)),
        )
        for share, sigma in (
            (powered.level_share, powered.level_share_sigma),
            (powered.rise_share, powered.rise_share_sigma),
        )
    )
    return powered._replace(
        level_share=level[0],
        level_share_sigma=level[1],
        rise_share=rise[0],
        rise_share_sigma=rise[1],
    )


def launch(
    mean: ArrayLike, covariance: ArrayLike, *, time: ArrayLike, powered: Powered
) -> OnGround:
    """Where and when tracks were launched, with the covariance of both.

    Args:
        mean: (7, batch) of a coasting body: Earth-fixed position [m], velocity [m/s], logarithm of
            the ballistic coefficient [kg/m²]; `ground.with_coefficient` makes it from six.
        covariance: (28, batch), lower triangle by rows.
        time: of the mean [s after launch as the tracker counts it], () or (batch,).
        powered: what is assumed of the powered phase.

    The result's `time` is that of the launch on the same count. Status NEVER: the coast followed
    back never comes low enough. Not meant for a track deep in re-entry: air drag undone backwards
    multiplies every error.
    """
    state, lanes = np.asarray(mean, float), np.shape(mean)[1:]
    assumed = np.stack([np.broadcast_to(np.asarray(p, float), lanes) for p in powered])
    values, sigmas = assumed[::2], assumed[1::2]
    lat, lon, elapsed, gradient, status = _launched(state, values)
    began = np.asarray(time, float) + elapsed - values[0]
    return with_uncertainty(
        lat, lon, began, gradient, _with(np.asarray(covariance, float), sigmas), status
    )


def _with(packed: Floats, sigmas: Floats) -> Floats:
    """A packed covariance with independent components added."""
    size = int((np.sqrt(8 * len(packed) + 1) - 1) / 2)
    rows = [packed]
    for k, sigma in enumerate(sigmas):
        rows += [np.zeros((size + k, *sigma.shape)), sigma[None] ** 2]
    return np.concatenate(rows)


def _launched(
    state: Floats, values: Floats
) -> tuple[Floats, Floats, Floats, Floats, NDArray[np.int8]]:
    """Launch point, time since the state, and the gradient of east, north and time (3, 11, batch).

    The eleven: the state (7), then duration, level share, rise share and swerve.
    """
    duration, level_share, rise_share, swerve = values
    burnout = crossing(np.concatenate((state, (rise_share * duration)[None])))
    inputs = np.concatenate((burnout.state, (level_share * duration)[None], swerve[None]))
    point, by_input = with_slopes(_pad, inputs, (*SMALL[:6], _SECONDS, _SWERVE))
    point_slopes = _chain(burnout.state_slopes, by_input, values)
    time_slopes = _through_lag(burnout.elapsed_slopes, values)
    time_slopes[7] -= 1.0  # the launch lies the duration before burn-out
    lat, lon, gradient = on_ground(point, point_slopes, time_slopes)
    status = fate(np.concatenate((state, values)), burnout.crossed)
    parts = found_only((lat, lon, burnout.elapsed, gradient), status)
    return *parts, status


def _through_lag(slopes: Floats, values: Floats) -> Floats:
    """From derivatives (8, ..., batch) by state and lag to those by the eleven (11, ..., batch)."""
    duration, _, rise_share, _ = values
    nothing = np.zeros_like(slopes[0])
    by_lag = (slopes[7] * rise_share, nothing, slopes[7] * duration, nothing)
    return np.concatenate((slopes[:7], np.stack(by_lag)))


def _chain(state_slopes: Floats, by_input: Floats, values: Floats) -> Floats:
    """Derivatives (11, 3, batch) of the launch point, from (8, 6, batch) and (8, 3, batch)."""
    duration, level_share, _, _ = values
    through = _through_lag(state_slopes, values)
    slopes: Floats = np.einsum("ncb,cpb->npb", through, by_input[:6])
    slopes[7] += by_input[6] * level_share
    slopes[8] += by_input[6] * duration
    slopes[10] += by_input[7]
    return slopes


def _pad(inputs: Floats) -> Floats:
    """Launch point (3, batch): from below burn-out back along the ground.

    `inputs` are position [m], velocity [m/s], the seconds of level speed to go back, and the
    swerve [rad].
    """
    lat, lon, _ = geodetic(*inputs[:3])
    east, north, _ = (np.stack(axis) for axis in local_axes(lat, lon))
    below = np.stack(position(lat, lon, np.zeros_like(lat)))
    level = [np.sum(axis * inputs[3:6], axis=0) for axis in (east, north)]
    sine, cosine = np.sin(inputs[7]), np.cos(inputs[7])
    speeds = (level[0] * cosine + level[1] * sine, level[1] * cosine - level[0] * sine)
    radius = np.sqrt(np.sum(below**2, axis=0))
    # Angles at the Earth's centre; sine over angle by sinc, so that straight up is no special case.
    back = [-inputs[6] * speed / radius for speed in speeds]
    angle = np.sqrt(back[0] ** 2 + back[1] ** 2 + 1e-30)
    along = np.sinc(angle / np.pi) * radius * (back[0] * east + back[1] * north)
    lat, lon, _ = geodetic(*(np.cos(angle) * below + along))
    return np.stack(position(lat, lon, np.zeros_like(lat)))
