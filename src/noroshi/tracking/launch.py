"""Where and when a flight was launched, as far as its coast tells.

A track of the coast says nothing about the thrust before it, and going back along the coast to the
ground would put the launch tens of kilometres astray. So the coast is followed back to burn-out,
and from there a powered phase is laid to the ground of which little is assumed, each with its
uncertainty: how long it lasted, which share of its end speed times that duration was covered, over
ground and in height (½ under constant acceleration in one direction), and that it kept its bearing.
Burn-out is where the height fits: it needs no sensor that saw it. What cannot be known goes into
the ellipse, which is therefore many kilometres wide however good the track.
"""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import ArrayLike, NDArray

from noroshi.earth.ellipsoid import geodetic, height_along_radius, local_axes, position
from noroshi.motion.chunks import by_chunk
from noroshi.tracking.crossing import crossing
from noroshi.tracking.ground import (
    Floats,
    OnGround,
    fate,
    found_only,
    on_ground,
    spread,
    tangents,
)


class Powered(NamedTuple):
    """What is assumed of a powered phase; numbers or (batch,).

    The shares come from 600 flights of `noroshi.motion` (constant acceleration, burning 60 to
    320 s, 400 to 11,000 km far, lofted or not): over ground 0.363 to 0.385, in height 0.46 to 0.65,
    median 0.51. An acceleration that grows as propellant burns lowers both, by a seventh for
    2.5-fold and a quarter for five-fold growth. The spread given here covers most of that.
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
    """By how much the bearing at burn-out lies clockwise of that of the launch [rad]."""
    swerve_sigma: ArrayLike = 0.01
    """[rad]. The Earth turning below accounts for up to 0.008 in those flights."""


def launch(
    mean: ArrayLike, covariance: ArrayLike, *, time: ArrayLike, powered: Powered
) -> OnGround:
    """Where and when tracks were launched, with the covariance of both.

    Args:
        mean: (7, batch) of a coasting body, see `noroshi.tracking.ground.STATE`.
        covariance: (28, batch), lower triangle by rows.
        time: of the mean [s after launch as the tracker counts it], () or (batch,).
        powered: what is assumed of the powered phase.

    The result's `time` is that of the launch on the same count. Status NEVER: the coast followed
    back never comes low enough. Not meant for a track deep in re-entry: air drag undone backwards
    multiplies every error.
    """
    state, lanes = np.asarray(mean, float), np.shape(mean)[1:]
    assumed = np.stack([np.broadcast_to(np.asarray(p, float), lanes) for p in powered])
    inputs = np.concatenate((state, assumed[::2]))
    packed = _with(np.asarray(covariance, float), assumed[1::2])
    lat, lon, elapsed, gradient, status = _launched(inputs)
    began = np.asarray(time, float) + elapsed - assumed[0]
    return spread(lat, lon, began, gradient, packed, status)


def _with(packed: Floats, sigmas: Floats) -> Floats:
    """A packed covariance with independent components added."""
    size = int((np.sqrt(8 * len(packed) + 1) - 1) / 2)
    rows = [packed]
    for k, sigma in enumerate(sigmas):
        rows += [np.zeros((size + k, *sigma.shape)), sigma[None] ** 2]
    return np.concatenate(rows)


def _launched(inputs: Floats) -> tuple[Floats, Floats, Floats, Floats, NDArray[np.int8]]:
    rise = np.sum(inputs[:3] * inputs[3:6], axis=0)

    def work(which: NDArray[np.intp]) -> tuple[Any, ...]:
        return tuple(np.asarray(part) for part in _back(inputs[:, which]))

    *found, crossed = by_chunk(rise, work)
    status = fate(inputs, crossed)
    lat, lon, elapsed, gradient = found_only(found, status)
    return lat, lon, elapsed, gradient, status


@jax.jit
def _back(inputs: Any) -> tuple[Any, Any, Any, Any, Any]:
    (point, elapsed), (moved, later), crossed = tangents(_origin, inputs)
    # The launch is the burn time before burn-out.
    later = later.at[7].add(-1.0)
    lat, lon, gradient = on_ground(point, (moved, later))
    return lat, lon, elapsed, gradient, crossed


def _origin(inputs: Any) -> tuple[tuple[Any, Any], Any]:
    found = crossing(_above_powered, inputs, direction=-1.0)
    return (_pad(found.state), found.elapsed), found.crossed


def _above_powered(inputs: Any) -> Any:
    """Height [m] above that at which a powered phase with this rate of climb would end."""
    x, y, z, u, v, w = inputs[:6]
    # Along the radius, within 0.2° of the vertical: nothing beside the spread of the share.
    climb = (x * u + y * v + z * w) / jnp.sqrt(x * x + y * y + z * z)
    return height_along_radius(x, y, z) - inputs[9] * climb * inputs[7]


def _pad(inputs: Any) -> Any:
    """Launch point (3, batch): from below burn-out back along the ground."""
    lat, lon, _ = geodetic(*inputs[:3])
    east, north, _ = (jnp.stack(axis) for axis in local_axes(lat, lon))
    below = jnp.stack(position(lat, lon, jnp.zeros_like(lat)))
    level = [jnp.sum(axis * inputs[3:6], axis=0) for axis in (east, north)]
    sine, cosine = jnp.sin(inputs[10]), jnp.cos(inputs[10])
    speeds = (level[0] * cosine + level[1] * sine, level[1] * cosine - level[0] * sine)
    radius = jnp.sqrt(jnp.sum(below**2, axis=0))
    # Angles at the Earth's centre; sine over angle by sinc, so that straight up is no special case.
    back = [-inputs[8] * inputs[7] * speed / radius for speed in speeds]
    angle = jnp.sqrt(back[0] ** 2 + back[1] ** 2 + 1e-30)
    along = jnp.sinc(angle / jnp.pi) * radius * (back[0] * east + back[1] * north)
    lat, lon, _ = geodetic(*(jnp.cos(angle) * below + along))
    return jnp.stack(position(lat, lon, jnp.zeros_like(lat)))
