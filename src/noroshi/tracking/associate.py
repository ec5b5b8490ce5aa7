"""Which plot belongs to which track: gates and global nearest neighbour.

One scan of one sensor gives plots; some are echoes of tracked targets, some of new ones, some false
alarms. A pair of a track and a plot is worth its log-likelihood ratio against the plot being a
false alarm and the target having been missed; the assignment of greatest sum is taken, each plot
to at most one track and each track to at most one plot. Left out: plots that two targets share
because they are closer than a resolution cell, and keeping more than one hypothesis.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.stats import chi2

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

NONE = -1
"""No plot for this track, or no track for this plot."""


class Association(NamedTuple):
    """Who belongs to whom, from both sides; -1 = to nobody."""

    plot_of_track: Ints
    """(track,)."""
    track_of_plot: Ints
    """(plot,)."""


def gate(probability: float, channels: int) -> float:
    """Squared Mahalanobis distance within which a target's own plot falls this often [1]."""
    return float(chi2.ppf(probability, channels))


def residuals(plots: Floats, predicted: Floats, wraps: NDArray[np.bool_]) -> Floats:
    """Plots (plot, channel) less what tracks foretell (track, channel), (track, plot, channel).

    Channels that wrap are angles [rad]; their residual is the shorter way round.
    """
    apart = plots[None, :, :] - predicted[:, None, :]
    around = np.mod(apart + np.pi, 2.0 * np.pi) - np.pi
    return np.where(wraps, around, apart)


def distances(
    residual: Floats, foretold: Floats, noise: Floats, limit: float
) -> tuple[Floats, Floats]:
    """Squared Mahalanobis distance of each pair [1], and ln |2πS| of each, (track, plot).

    A pair of which a single channel is already outside the gate is not looked at further, nor one
    that has a number missing or whose S is no covariance: both are infinite, and it is never made.

    Args:
        residual: (track, plot, channel).
        foretold: covariance of what each track foretells, (track, channel, channel).
        noise: variances of each plot's channels, (plot, channel); added to the above they are S.
        limit: of the gate, on the squared distance.
    """
    own = np.diagonal(foretold, axis1=1, axis2=2)[:, None, :] + noise
    near = (residual**2 <= limit * own) & np.isfinite(own)
    track, plot = np.nonzero(near.all(axis=-1))
    covariance = foretold[track] + noise[plot][:, :, None] * np.eye(noise.shape[1])
    sound = np.asarray(np.isfinite(covariance).all(axis=(1, 2)))
    sound[sound] = np.linalg.eigvalsh(covariance[sound])[:, 0] > 0.0
    track, plot, covariance = track[sound], plot[sound], covariance[sound]
    factor = np.linalg.cholesky(covariance)
    white = np.linalg.solve(factor, residual[track, plot][..., None])[..., 0]
    roots = np.diagonal(factor, axis1=1, axis2=2)
    squared, log_volume = np.full((2, *residual.shape[:2]), np.inf)
    squared[track, plot] = (white**2).sum(axis=-1)
    log_volume[track, plot] = 2.0 * np.log(roots).sum(-1) + noise.shape[1] * np.log(2.0 * np.pi)
    return squared, log_volume


def gains(
    squared: Floats,
    log_volume: Floats,
    *,
    detection: Floats,
    clutter: Floats,
    limit: float,
) -> Floats:
    """Log-likelihood ratio of each pair against a miss and a false alarm, (track, plot).

    ln(Pd/(1-Pd)) - ln λ - (d² + ln|2πS|)/2, and -inf outside the gate: what a hit adds to a track's
    score, less what a miss adds. Source: S. Blackman & R. Popoli, Design and Analysis of Modern
    Tracking Systems (1999), sec. 6.2 (track score) and 6.4 (global nearest neighbour).

    Args:
        squared: see `distances`.
        log_volume: likewise.
        detection: probability of detection of each track's target, (track,), in (0, 1).
        clutter: density of false alarms where each plot is, (plot,) [1/unit of the channels].
        limit: of the gate, on `squared`.
    """
    odds = np.log(detection) - np.log1p(-detection)
    gain = odds[:, None] - np.log(clutter)[None, :] - 0.5 * (squared + log_volume)
    return np.where(squared <= limit, gain, -np.inf)


def assign(gain: Floats) -> Association:
    """The pairs of greatest total gain; a pair that gains nothing is not made.

    Args:
        gain: (track, plot); -inf forbids a pair.
    """
    plot_of_track = np.full(gain.shape[0], NONE, dtype=np.intp)
    track_of_plot = np.full(gain.shape[1], NONE, dtype=np.intp)
    # To pair at no gain is to leave both alone: so one rectangular problem also settles who is.
    track, plot = linear_sum_assignment(np.maximum(gain, 0.0), maximize=True)
    made = gain[track, plot] > 0.0
    plot_of_track[track[made]] = plot[made]
    track_of_plot[plot[made]] = track[made]
    return Association(plot_of_track, track_of_plot)
