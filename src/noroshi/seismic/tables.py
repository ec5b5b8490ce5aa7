"""What the Earth does to the first wave of a shot: how long it takes, and how much it loses.

Both are tables of others, read once: travel times of the Earth model ak135 (Kennett, Engdahl &
Buland, Geophys. J. Int. 122 (1995) 108), made by tools/make_travel_times.py; amplitudes against
distance and depth by Veith & Clawson (BSSA 62 (1972) 435), which the International Data Centre
takes for its magnitudes.
"""

import csv
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from noroshi.shaped import Float

Floats = NDArray[np.float64]

ATTENUATION_SCATTER: Final = 0.30
"""Standard deviation of log10 of a station's amplitude about the table, of one event [1].

What is commonly found, 0.3 (BSSA 66 (1976) 1375, for the ratio of signal to noise at arrays): the
ground below a station and the way from the source to it. Below 20° the table is an average of
regions that differ by more.
"""


class _TravelTimes(NamedTuple):
    distance_deg: Floats
    time_s: Floats
    slowness_s_per_deg: Floats


class _Amplitudes(NamedTuple):
    distance_deg: Floats
    depth_km: Floats
    q: Floats
    """By distance and depth."""


def travel(distance_deg: ArrayLike) -> tuple[Float[Any, "*shape"], Float[Any, "*shape"]]:
    """Time [s] and slowness [s/deg] of the first wave of a shot at the surface.

    P up to 99.5°, P diffracted around the core up to 114°, and through the core (PKIKP, PKiKP, PKP,
    whichever is first) from there on: the diffracted wave would still be earlier, but at 1 Hz it
    has died away. Linear between steps of a quarter of a degree: within 0.05 s, at the distances
    where one branch overtakes another, and within 0.002 s elsewhere.

    Raises:
        ValueError: a distance that is none, from 0 to 180 degrees.

    >>> time, slowness = travel(60.0)
    >>> round(float(time), 1), round(float(slowness), 2)
    (608.3, 6.87)
    """
    distance, table = _looked_up(distance_deg), _travel_times()
    time = np.interp(distance, table.distance_deg, table.time_s)
    return time, np.interp(distance, table.distance_deg, table.slowness_s_per_deg)


def attenuation(distance_deg: ArrayLike, depth_km: ArrayLike = 0.0) -> Float[Any, "*shape"]:
    """Q of mb = log10(A/T) + Q, the amplitude A in **nanometres** and the period T in seconds.

    A is from zero to peak: up to 100° the table's entries are round hundredths and the logarithm of
    two (its first one is 0.301), by which factors for peak to peak become such ones.

    Linear in distance and depth between the table's entries, a degree apart. From about 100° to
    114° it stands for the diffracted wave, and beyond for the one through the core. The table is
    printed for micrometres elsewhere, by which three magnitudes hang.

    Args:
        distance_deg: from 0 to 180 degrees of arc.
        depth_km: from 0 to 800 km.

    Raises:
        ValueError: a distance or depth that the table does not reach.

    >>> round(float(attenuation(60.0)), 2)  # mb 4.9 moves the ground by 14 nm there at 1 Hz
    3.73
    """
    table = _amplitudes()
    distance, depth = np.broadcast_arrays(
        _looked_up(distance_deg), np.asarray(depth_km, dtype=np.float64)
    )
    if not np.all((depth >= 0.0) & (depth <= table.depth_km[-1])):
        raise ValueError(f"a depth must lie from 0 to {table.depth_km[-1]:g} km")
    row, part = _between(table.distance_deg, distance)
    column, share = _between(table.depth_km, depth)
    nearer = table.q[row, column] * (1.0 - share) + table.q[row, column + 1] * share
    farther = table.q[row + 1, column] * (1.0 - share) + table.q[row + 1, column + 1] * share
    return nearer * (1.0 - part) + farther * part


def _between(knots: Floats, at: Floats) -> tuple[NDArray[np.intp], Floats]:
    """The knot before a value, and the share of the way from it to the next."""
    before = np.clip(np.searchsorted(knots, at, side="right") - 1, 0, knots.size - 2)
    return before, (at - knots[before]) / (knots[before + 1] - knots[before])


def _looked_up(distance_deg: ArrayLike) -> Floats:
    distance = np.asarray(distance_deg, dtype=np.float64)
    if not np.all((distance >= 0.0) & (distance <= 180.0)):
        raise ValueError("a distance must lie from 0 to 180 degrees of arc; is it in kilometres?")
    return distance


@cache
def _travel_times() -> _TravelTimes:
    distance, time, slowness, _ = zip(*_rows("travel_times.csv")[1:], strict=True)
    return _TravelTimes(*np.array([distance, time, slowness], dtype=np.float64))


@cache
def _amplitudes() -> _Amplitudes:
    head, *rows = _rows("amplitude_distance.csv")
    depths = [float(name.split("_")[2]) for name in head[1:]]
    values = np.array(rows, dtype=np.float64)
    return _Amplitudes(values[:, 0], np.array(depths), values[:, 1:])


def _rows(name: str) -> list[list[str]]:
    """Head and rows of a table that ships with the program; its first line names the source."""
    text = (files("noroshi.data") / name).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()[1:]))
