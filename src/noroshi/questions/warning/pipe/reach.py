"""Who is concerned by a flight: the place it is aimed at, and every place it passes over."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.constants import EARTH_MEAN_RADIUS

Floats = NDArray[np.float64]
IMPACT, OVERFLIGHT = 0, 1
BEFORE_IMPACT = 1.0 - 1e-9
"""A place whose nearest point of the track is its end lies beside or beyond the impact."""


class Pairs(NamedTuple):
    """One row a (flight, receiver) that has to be warned, shape (pair,)."""

    flight: NDArray[np.int64]
    receiver: NDArray[np.int64]
    kind: NDArray[np.int64]
    """`IMPACT` or `OVERFLIGHT`."""
    fraction: Floats
    """Time of nearest pass as a fraction of the time of flight [1]; 1 at impact."""

    def of(self, which: slice | NDArray[np.intp]) -> "Pairs":
        """Some of them."""
        flight, receiver, kind, fraction = self
        return Pairs(flight[which], receiver[which], kind[which], fraction[which])


def reach(
    track_lat: Floats,
    track_lon: Floats,
    track_fraction: Floats,
    aimed_at: NDArray[np.int64],
    receiver_lat: Floats,
    receiver_lon: Floats,
    radius: Floats,
) -> Pairs:
    """The receivers that each flight comes down on or passes over.

    A flight passes over a receiver when its ground track comes within `radius` of it. Between the
    samples of the track the nearest pass is found on the chord through them; distances are
    on the mean sphere, which errs by at most 0.6 % of the radius.

    Args:
        track_lat: latitude along each ground track, (flight, time) [rad]; NaN after impact.
        track_lon: longitude along each ground track, (flight, time) [rad]; NaN after impact.
        track_fraction: time of each sample as a fraction of the time of flight, (flight, time) [1].
        aimed_at: index of the receiver that each flight is aimed at, (flight,).
        receiver_lat: latitude, (receiver,) [rad].
        receiver_lon: longitude, (receiver,) [rad].
        radius: what counts as "over" for each receiver, (receiver,) [m].
    """
    track = _unit(track_lat, track_lon)
    receivers = _unit(receiver_lat, receiver_lon)
    rows = [
        _passes(track[f], track_fraction[f], receivers, radius, int(aimed_at[f]), f)
        for f in range(len(track))
    ]
    return Pairs(*(np.concatenate(columns) for columns in zip(*rows, strict=True)))


def arrivals(pairs: Pairs, flight_time: Floats) -> Floats:
    """When each pair's flight arrives or passes [s], (pair, draw), from (flight, draw)."""
    return pairs.fraction[:, None] * flight_time[pairs.flight]


def impacts(pairs: Pairs) -> NDArray[np.intp]:
    """Which pair is each flight's impact, (flight,)."""
    found = np.flatnonzero(pairs.kind == IMPACT)
    return found[np.argsort(pairs.flight[found], kind="stable")]


def _unit(lat: Floats, lon: Floats) -> Floats:
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


def _passes(
    track: Floats, fraction: Floats, receivers: Floats, radius: Floats, aimed: int, flight: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], Floats]:
    """One flight's pairs: first the place it is aimed at, then each it passes over."""
    flying = np.isfinite(track[:, 0])
    distance, when = _nearest(track[flying], fraction[flying], receivers)
    over = (distance <= radius) & (when < BEFORE_IMPACT)
    over[aimed] = False
    passed = np.flatnonzero(over)
    receiver = np.concatenate([[aimed], passed])
    kind = np.full(len(receiver), OVERFLIGHT)
    kind[0] = IMPACT
    return (
        np.full(len(receiver), flight),
        receiver,
        kind,
        np.concatenate([[1.0], when[passed]]),
    )


def _nearest(track: Floats, fraction: Floats, receivers: Floats) -> tuple[Floats, Floats]:
    """Least distance [m] and its time fraction, (receiver,), over the chords between samples."""
    step = track[1:] - track[:-1]
    length2 = np.maximum(np.sum(step**2, axis=-1), np.finfo(np.float64).tiny)
    # Along each chord the nearest point has a closed form; clipped, it is exact for the polyline.
    along = np.clip((receivers @ step.T - np.sum(track[:-1] * step, axis=-1)) / length2, 0.0, 1.0)
    gap2 = np.sum((track[None, :-1] + along[..., None] * step - receivers[:, None]) ** 2, axis=-1)
    best = np.argmin(gap2, axis=1)
    rows = np.arange(len(receivers))
    when = fraction[best] + along[rows, best] * (fraction[best + 1] - fraction[best])
    chord = np.sqrt(gap2[rows, best])
    return 2.0 * EARTH_MEAN_RADIUS * np.arcsin(np.minimum(chord / 2.0, 1.0)), when
