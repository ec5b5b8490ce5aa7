"""How probable it is that a point known as a Gaussian on a plane lies inside a disc.

NumPy or JAX arrays of any shapes that broadcast, and the same kind back. Where a number is NaN
("no such geometry": a track that never comes down) the probability is NaN.
"""

from typing import Any, Final

import numpy as np
import scipy  # whose parts are imported when they are first asked for

NODES: Final = 48
"""Points of the Gauss-Legendre rule."""
_NODE, _WEIGHT = np.polynomial.legendre.leggauss(NODES)
_FAR: Final = 6.5  # standard deviations: beyond lie 8e-11
_THIN: Final = 0.7  # (major² - minor²) / (major² + minor²): axes in the ratio 2.4
_SHARP: Final = 1e-9  # of the radius: a standard deviation below it is taken as that much


def in_disc(east: Any, north: Any, covariance: Any, *, radius: Any) -> Any:
    """Probability that the point lies within `radius` [m] of the origin.

    Args:
        east: mean, as seen from the centre of the disc [m].
        north: mean, as seen from the centre of the disc [m].
        covariance: east-east, north-east, north-north [m²], (3, ...).
        radius: of the disc [m], above zero.

    Lines are laid across the disc; along each the error function, over the lines a Gauss-Legendre
    rule of 48 points. Within 1e-7 for a disc of 1/100 to 1,000 standard deviations and ellipses up
    to 1,000 times as long as wide. No uncertainty at all (zero covariance) gives 0 or 1.
    Source: definition; compare S. Chan, Spacecraft Collision Probability (2008), chapter 4.
    """
    xp = covariance.__array_namespace__()
    sine, cosine = _across(xp, east, north, covariance)
    u, v, uu, uv, vv = _turned(east, north, covariance, sine, cosine)
    outer = xp.maximum(xp.sqrt(uu), _SHARP * radius)
    slope = uv / outer**2
    inner = xp.maximum(xp.sqrt(xp.maximum(vv - slope * uv, 0.0)), _SHARP * radius)
    low = xp.arcsin(xp.clip((u - _FAR * outer) / radius, -1.0, 1.0))
    high = xp.arcsin(xp.clip((u + _FAR * outer) / radius, -1.0, 1.0))
    middle, half = 0.5 * (low + high), 0.5 * (high - low)
    total = 0.0 * (u + v)
    for node, weight in zip(_NODE, _WEIGHT, strict=True):
        angle = middle + half * node
        off, reach = radius * xp.sin(angle) - u, radius * xp.cos(angle)
        density = weight * reach * xp.exp(-0.5 * (off / outer) ** 2)
        there = v + slope * off
        total = total + density * _between(xp, -reach - there, reach - there, inner)
    return xp.clip(total * half / (outer * np.sqrt(2.0 * np.pi)), 0.0, 1.0)


def _across(xp: Any, east: Any, north: Any, covariance: Any) -> tuple[Any, Any]:
    """Sine and cosine of the direction, from east, that the lines are counted along.

    A thin ellipse is cut across its length, so that along a line nothing is sharper than the rule
    over the lines; a round one is cut towards the disc, so that no line grazes its edge.
    """
    ee, en, nn = covariance[0], covariance[1], covariance[2]
    half = 0.5 * (ee - nn)
    swing = xp.hypot(half, en)
    thin = swing > _THIN * 0.5 * (ee + nn)
    minor = 0.5 * xp.arctan2(en, half) + 0.5 * np.pi
    angle = xp.where(thin, minor, xp.arctan2(east, -north))
    return xp.sin(angle), xp.cos(angle)


def _turned(east: Any, north: Any, covariance: Any, sine: Any, cosine: Any) -> tuple[Any, ...]:
    """Mean and covariance in axes that are turned."""
    ee, en, nn = covariance[0], covariance[1], covariance[2]
    u, v = east * cosine + north * sine, north * cosine - east * sine
    uu = ee * cosine**2 + 2.0 * en * sine * cosine + nn * sine**2
    uv = (nn - ee) * sine * cosine + en * (cosine**2 - sine**2)
    vv = ee * sine**2 - 2.0 * en * sine * cosine + nn * cosine**2
    return u, v, uu, uv, vv


def _between(xp: Any, low: Any, high: Any, sigma: Any) -> Any:
    """Share of a centred Gaussian between two bounds, without loss in either tail."""
    scale = sigma * np.sqrt(2.0)
    erf = _error_function(xp)
    return 0.5 * (erf(high / scale) - erf(low / scale))


def _error_function(xp: Any) -> Any:
    """That of NumPy's arrays, or of JAX's, which nothing imports for NumPy's."""
    if xp is np:
        return scipy.special.erf
    import jax.scipy.special

    return jax.scipy.special.erf
