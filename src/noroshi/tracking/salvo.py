"""A salvo as radars report it: scan by scan, echoes of several flights among false alarms."""

import zlib
from collections.abc import Sequence
from typing import Any, NamedTuple

import jax
import numpy as np
from numpy.typing import NDArray

from noroshi.motion.records import Flights, pick
from noroshi.tracking.clutter import Clutter, false_alarms
from noroshi.tracking.simulate import Clock, Scene, Watch, clock, draw, expect, keys, scene

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

FALSE = -1
"""Origin of a false alarm."""


class Scan(NamedTuple):
    """All plots of one look of one radar at everything it searches."""

    time: float
    """[s]."""
    sensor: int
    value: Floats
    """Range, azimuth, elevation, (plot, 3) [m, rad]."""
    sigma: Floats
    """One standard deviation of each, (plot, 3)."""
    origin: Ints
    """Which flight each plot is of, -1 = a false alarm, (plot,): for the judge, not the tracker."""


class Salvo(NamedTuple):
    """Scans of a salvo in order of time, and where the flights truly were."""

    scans: tuple[Scan, ...]
    position_ecef: Floats
    """At each scan, NaN before launch and after impact, (scan, flight, 3) [m]."""
    in_view: NDArray[np.bool_]
    """Whether a scan could detect a flight at all, (scan, flight)."""


def salvo(
    watches: Sequence[Watch],
    clutters: Sequence[Clutter],
    flights: Flights,
    *,
    launched: Floats,
    powered_cross_section: Floats,
    cross_section: Floats,
    end: float,
    key: Any,
) -> Salvo:
    """Look at flights that are launched at different times.

    Targets never hide one another: two in one resolution cell give two plots.

    Args:
        watches: radars; keyed by their names, so that another radar moves nobody's luck.
        clutters: each radar's false alarms.
        flights: solved.
        launched: of each flight, (flight,) [s].
        powered_cross_section: (flight,) [m²].
        cross_section: after burn-out, (flight,) [m²].
        end: of the last look [s].
        key: of JAX's random numbers.
    """
    when = clock(watches, end)
    there = _scene(flights, when, launched, powered_cross_section, cross_section)
    expected = expect(watches, when, there)
    looks = draw(keys(key, [w.name for w in watches]), expected, len(launched))
    detected, value, sigma = (np.asarray(a) for a in looks[2:])
    alarms = [_alarms(w.name, key) for w in watches]
    scans = tuple(
        _scan(when, row, detected[row], value[row], sigma[row], clutters[s], alarms[s])
        for row, s in enumerate(when.sensor)
    )
    position = np.where(there.aloft[:, None], there.position_ecef, np.nan)
    return Salvo(scans, np.swapaxes(position, 1, 2), np.asarray(expected.probability) > 0.0)


def _scene(
    flights: Flights, when: Clock, launched: Floats, powered: Floats, coasting: Floats
) -> Scene:
    """Each flight by the time since its own launch."""

    def one(i: int) -> Scene:
        alone, since = pick(flights, np.array([i])), when.time - launched[i]
        there = scene(alone, np.maximum(since, 0.0), powered[[i]], coasting[[i]])
        return there._replace(aloft=there.aloft & (since >= 0.0)[:, None])

    parts = [one(i) for i in range(len(launched))]
    return Scene(*(np.concatenate(field, axis=-1) for field in zip(*parts, strict=True)))


def _alarms(name: str, key: Any) -> np.random.SeedSequence:
    words = np.asarray(jax.random.key_data(key)).ravel().tolist()
    return np.random.SeedSequence([*words, zlib.crc32(name.encode())])


def _scan(
    when: Clock,
    row: int,
    detected: NDArray[np.bool_],
    value: Floats,
    sigma: Floats,
    clutter: Clutter,
    alarms: np.random.SeedSequence,
) -> Scan:
    entropy: Any = alarms.entropy
    rng = np.random.default_rng([*entropy, int(when.turn[row])])
    false, spread = false_alarms(clutter, rng)
    origin = np.concatenate([np.flatnonzero(detected), np.full(len(false), FALSE)])
    order = rng.permutation(len(origin))
    return Scan(
        time=float(when.time[row]),
        sensor=int(when.sensor[row]),
        value=np.concatenate([value[:, detected].T, false])[order],
        sigma=np.concatenate([sigma[:, detected].T, spread])[order],
        origin=origin[order],
    )
