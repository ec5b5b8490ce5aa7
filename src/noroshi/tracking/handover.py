"""Where a sensor has to look for a flight that others have tracked: what is left to search.

A track's covariance is carried to the time at which the sensor may first see the flight. It has to
search the ellipsoid that holds the flight with some probability; seen from where it stands, that
takes up a part of the sky.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.shaped import Float
from noroshi.tracking.coast_arc import UNIT, CoastArc, middles

Floats = NDArray[np.float64]
WHOLE_SKY: Final = 4.0 * np.pi
"""No outline takes up more [sr]."""


class SearchedRoom(NamedTuple):
    """What has to be searched, one a lane."""

    volume: Float[Any, " lane"]
    """Of the ellipsoid [m³]."""
    solid_angle: Float[Any, " lane"]
    """That its outline takes up, seen by the sensor, as if small; at most the whole sky [sr]."""


def searched_room(
    arc: CoastArc,
    states: Float[Floats, "lane 21"],
    time: Float[Floats, " lane"],
    origin_ecef: Float[Floats, "lane 3"],
    probability: float,
) -> SearchedRoom:
    """What is left to search at a time.

    The volume of the ellipsoid that holds a Gaussian in space with probability p is
    4/3 π k³ √det P, k² being the quantile of χ² with three degrees of freedom; across the line of
    sight there are two, and the solid angle is π k² √det C over the square of the distance
    (Bar-Shalom, Li & Kirubarajan, Estimation with Applications to Tracking and Navigation, 2001,
    section 1.4.16 and the gates of 3.3 there).

    Args:
        arc: the coasts.
        states: covariance of the state at burn-out [m, m/s], packed: see `impact_ellipse.states`.
        time: [s after launch]; before burn-out or after impact the nearest of the coast.
        origin_ecef: where the sensor stands, Earth-fixed [m].
        probability: with which the flight is there.
    """
    from scipy.special import gammaincinv  # takes a tenth of a second to import

    position, slope = _at(arc, time)
    row, column = np.tril_indices(6)
    whole = np.zeros((len(states), 6, 6))
    whole[:, row, column] = whole[:, column, row] = states / (UNIT[row] * UNIT[column])
    around = np.einsum("lis,lst,ljt->lij", slope, whole, slope)
    away = position - origin_ecef
    distance = np.linalg.norm(away, axis=1)
    across = _across(away / distance[:, None])
    seen = np.einsum("lai,lij,lbj->lab", across, around, across) / distance[:, None, None] ** 2
    in_space, on_sky = 2.0 * gammaincinv(1.5, probability), -2.0 * np.log1p(-probability)
    angle = np.pi * on_sky * _root(seen)
    return SearchedRoom(
        4.0 / 3.0 * np.pi * in_space**1.5 * _root(around), np.minimum(angle, WHOLE_SKY)
    )


def _at(arc: CoastArc, time: Floats) -> tuple[Floats, Floats]:
    """Position (lane, 3) and its slope (lane, 3, 6) at a time, evenly between the middles."""
    share = (time - arc.start) / arc.length
    after = np.clip(np.searchsorted(middles(), share), 1, len(middles()) - 1)
    begin, end = middles()[after - 1], middles()[after]
    weight = np.clip((share - begin) / (end - begin), 0.0, 1.0)[:, None]
    lane = np.arange(len(time))

    def between(values: Floats) -> Floats:
        before, then = values[lane, ..., after - 1], values[lane, ..., after]
        part = weight.reshape(-1, *(1,) * (before.ndim - 1))
        return np.asarray((1.0 - part) * before + part * then)

    return between(arc.position), between(arc.slope)


def _across(sight: Floats) -> Floats:
    """Two directions across lines of sight, (lane, 2, 3)."""
    least = np.eye(3)[np.argmin(np.abs(sight), axis=1)]
    one = np.cross(sight, least)
    one /= np.linalg.norm(one, axis=1, keepdims=True)
    return np.stack([one, np.cross(sight, one)], axis=1)


def _root(matrices: Floats) -> Floats:
    """Of the determinants."""
    return np.asarray(np.sqrt(np.maximum(np.linalg.det(matrices), 0.0)))
