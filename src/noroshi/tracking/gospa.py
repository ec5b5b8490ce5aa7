"""How far a set of tracks is from the set of targets: the GOSPA metric, and what it is made of."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

NOBODY = -1
"""In `Gospa.matched`: no track is near this target."""


class Gospa(NamedTuple):
    """The distance and its parts; distance**order = localisation + missed + false.

    Arrays of shape (...), the leading axes of what was compared.
    """

    distance: Floats
    """[m], or whatever unit the components have."""
    localisation: Floats
    """Sum over matched pairs of their distance to the power `order`."""
    missed: Floats
    """Half the cutoff's power for every target without a track."""
    false: Floats
    """Half the cutoff's power for every track without a target."""
    matched: Ints
    """Which track belongs to each target, (..., target); -1 = none."""


def gospa(estimates: Floats, truths: Floats, *, cutoff: float, order: float = 2.0) -> Gospa:
    """Generalised optimal sub-pattern assignment with alpha = 2, at every leading index at once.

    A target and a track at or beyond the cutoff from each other count as one missed and one false.
    With alpha = 2 that makes the metric a sum over proper matches, missed and false (Rahmathullah,
    García-Fernández & Svensson, "Generalized optimal sub-pattern assignment metric", FUSION 2017,
    eq. 1 and proposition 1), so what is wrong can be told apart.

    Args:
        estimates: (..., track, component); a row with a NaN stands for no track.
        truths: (..., target, component); a row with a NaN stands for no target. Leading axes
            (time, run) are broadcast against those of `estimates`.
        cutoff: distance from which a track is no longer this target's, in the components' unit.
        order: exponent, at least 1; 2 weighs large errors more.
    """
    if not (cutoff > 0.0 and order >= 1.0):
        raise ValueError(f"cutoff must be positive and order at least 1, not {cutoff} and {order}")
    lead = np.broadcast_shapes(estimates.shape[:-2], truths.shape[:-2])
    tracks = np.broadcast_to(estimates, lead + estimates.shape[-2:])
    targets = np.broadcast_to(truths, lead + truths.shape[-2:])
    cost = _costs(targets, tracks, cutoff, order)
    matched = _matches(cost, cutoff**order)
    return _sum_up(cost, matched, _there(targets), _there(tracks), cutoff, order)


def _there(points: Floats) -> NDArray[np.bool_]:
    return np.asarray(~np.isnan(points).any(axis=-1))


def _costs(targets: Floats, tracks: Floats, cutoff: float, order: float) -> Floats:
    """Distance to the power `order`, never above the cutoff's, (..., target, track)."""
    apart = np.linalg.norm(targets[..., :, None, :] - tracks[..., None, :, :], axis=-1)
    # Who is not there is as far as can be from everybody, and is never matched.
    near = np.where(np.isnan(apart), cutoff, np.minimum(apart, cutoff))
    return np.asarray(near**order)


def _matches(cost: Floats, limit: float) -> Ints:
    """The least-cost track of every target, (..., target); -1 where that is none."""
    matched = np.full(cost.shape[:-1], NOBODY, dtype=np.intp)
    for index in np.ndindex(cost.shape[:-2]):
        target, track = linear_sum_assignment(cost[index])
        # A pair at the cutoff costs as much as a missed target and a false track: it is these two.
        proper = cost[index][target, track] < limit
        matched[index][target[proper]] = track[proper]
    return matched


def _sum_up(
    cost: Floats,
    matched: Ints,
    target_there: NDArray[np.bool_],
    track_there: NDArray[np.bool_],
    cutoff: float,
    order: float,
) -> Gospa:
    proper = matched != NOBODY
    own = np.zeros(matched.shape)
    if cost.shape[-1] > 0:
        own = np.take_along_axis(cost, np.maximum(matched, 0)[..., None], axis=-1)[..., 0]
    localisation = np.where(proper, own, 0.0).sum(axis=-1)
    half, pairs = 0.5 * cutoff**order, proper.sum(axis=-1)
    missed = half * (target_there.sum(axis=-1) - pairs)
    false = half * (track_there.sum(axis=-1) - pairs)
    total = localisation + missed + false
    return Gospa(total ** (1.0 / order), localisation, missed, false, matched)
