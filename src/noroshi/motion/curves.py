"""The curve of a flight within a step: quintics, and how height changes along them."""

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import apart, within
from noroshi.constants import EARTH_FLATTENING, EARTH_RADIUS
from noroshi.earth.ellipsoid import (
    ECCENTRICITY_SQUARED,
    POLAR_RADIUS,
    SECOND_ECCENTRICITY_SQUARED,
)

Floats = NDArray[np.float64]
Quintic = tuple[float, float, float, float, float, float]


@within
def quintic(
    p: float, v: float, a: float, p_end: float, v_end: float, a_end: float, length: float
) -> Quintic:
    """Coefficients of 1, s … s⁵, s from 0 to 1, by position, velocity, acceleration at both ends.

    It is as good as the steps themselves.
    """
    v, v_end = v * length, v_end * length
    a, a_end = 0.5 * a * length * length, 0.5 * a_end * length * length
    far = p_end - p - v - a
    fast = v_end - v - 2.0 * a
    bend = a_end - a
    return (
        p,
        v,
        a,
        10.0 * far - 4.0 * fast + bend,
        -15.0 * far + 7.0 * fast - 2.0 * bend,
        6.0 * far - 3.0 * fast + bend,
    )


@within
def along(c: Quintic, s: float) -> float:
    """The value of a quintic."""
    return c[0] + s * (c[1] + s * (c[2] + s * (c[3] + s * (c[4] + s * c[5]))))


@within
def _slope(c: Quintic, s: float) -> float:
    return c[1] + s * (2.0 * c[2] + s * (3.0 * c[3] + s * (4.0 * c[4] + s * 5.0 * c[5])))


@apart
def climb(x: Quintic, y: Quintic, z: Quintic, s: float) -> float:
    """Rate of geodetic height along three quintics, per share of their step."""
    up = upward(along(x, s), along(y, s), along(z, s))
    return up[0] * _slope(x, s) + up[1] * _slope(y, s) + up[2] * _slope(z, s)


@within
def upward(x: float, y: float, z: float) -> tuple[float, float, float]:
    """The ellipsoid's normal through a point, by Bowring's iteration as `ellipsoid.geodetic`."""
    across = np.sqrt(x * x + y * y)
    sine, cosine = z * EARTH_RADIUS, across * POLAR_RADIUS
    up, out = z, across
    for _ in range(3):
        size = np.sqrt(sine * sine + cosine * cosine)
        sine, cosine = sine / size, cosine / size
        up = z + SECOND_ECCENTRICITY_SQUARED * POLAR_RADIUS * sine**3
        out = across - ECCENTRICITY_SQUARED * EARTH_RADIUS * cosine**3
        sine, cosine = up * (1.0 - EARTH_FLATTENING), out
    size = np.sqrt(up * up + out * out)
    level = out / (size * max(across, 1e-9))
    return level * x, level * y, up / size


@within
def between(node: Floats, state: Floats, time: Floats, position: Floats) -> None:
    """Positions at rising times (3, time), written, on the curves between nodes."""
    at, last = 0, len(node) - 1
    for j in range(len(time)):
        if time[j] >= node[last]:
            for c in range(3):
                position[c, j] = state[last, c]
            continue
        fresh = j == 0
        while at + 1 < last and node[at + 1] <= time[j]:
            at, fresh = at + 1, True
        if fresh:
            a, b, length = state[at], state[at + 1], node[at + 1] - node[at]
            x = quintic(a[0], a[3], a[6], b[0], b[3], b[6], length)
            y = quintic(a[1], a[4], a[7], b[1], b[4], b[7], length)
            z = quintic(a[2], a[5], a[8], b[2], b[5], b[8], length)
        share = (time[j] - node[at]) / length
        position[0, j] = along(x, share)
        position[1, j] = along(y, share)
        position[2, j] = along(z, share)
