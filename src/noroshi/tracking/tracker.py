"""Several targets at once among false alarms: tracks are begun, fed, confirmed and dropped.

Scan by scan: every track is carried on; the plots are given to the tracks by the greatest total
likelihood ratio (`associate`); the tracks' scores grow or fall; plots that are left begin new ones.
A score is the log-likelihood ratio of "a target" against "false alarms": a track is confirmed when
it passes a level (Wald's sequential test), and dropped when it has fallen by another from its best.
Source: Blackman & Popoli, Design and Analysis of Modern Tracking Systems (1999), sec. 6.2.
One hypothesis only, and one motion for all targets; radars' scans are taken as instantaneous.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from noroshi.earth.ellipsoid import geodetic
from noroshi.tracking.associate import NONE, Association, assign, distances, gains, gate, residuals
from noroshi.tracking.bank import (
    Bank,
    Foretold,
    ahead,
    corrected,
    empty,
    full_covariance,
    join,
    keep,
)
from noroshi.tracking.begin import begun
from noroshi.tracking.clutter import Clutter, density
from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.salvo import Scan
from noroshi.tracking.simulate import Watch

Floats = NDArray[np.float64]


class Rules(NamedTuple):
    """When a track is believed, and what is believed of targets."""

    cross_section: float
    """[m²]."""
    speed: float = 8e3
    """That no target exceeds [m/s]."""
    gate: float = 0.9999
    """Share of its own plots that a track's gate holds."""
    confirm: float = 12.0
    """Score from which a track is told of: a false one in e^12 = 160,000 gets there."""
    patience: float = 20.0
    """A track that is not confirmed so long after its second plot is dropped [s]."""
    fall: float = 10.0
    """A track is dropped when its score has fallen so far from its best: about five misses."""
    spread: float = 50e3
    """A track is dropped when its position's standard deviation passes this [m]."""
    same: float = 0.99
    """Two tracks that differ by no more than this share of one target's pairs are one."""


class Told(NamedTuple):
    """The confirmed tracks after one scan."""

    time: float
    """[s]."""
    identity: NDArray[np.intp]
    """Numbers that stay with a track, (track,)."""
    mean: Floats
    """(component, track)."""
    covariance: Floats
    """Packed, (entry, track)."""
    plot: NDArray[np.intp]
    """Which plot of the scan each track took, -1 = none, (track,)."""


class _State(NamedTuple):
    """Between two scans."""

    time: float
    bank: Bank
    left: dict[int, tuple[float, Floats, Floats]]
    """Of each radar's last scan: time, value and sigma of the plots that no track took."""
    number: int
    """Tracks begun so far."""


def track(
    dynamics: Dynamics,
    watches: Sequence[Watch],
    clutters: Sequence[Clutter],
    scans: Sequence[Scan],
    rules: Rules,
) -> tuple[Told, ...]:
    """Every confirmed track after every scan.

    Args:
        dynamics: how targets are believed to move.
        watches: the radars; each scan names one by its number.
        clutters: the false alarms that each is known to give.
        scans: in order of time.
        rules: see `Rules`.
    """
    state = _State(scans[0].time if scans else 0.0, empty(dynamics.size), {}, 0)
    told = []
    for scan in scans:
        state, plot = _step(
            dynamics, watches[scan.sensor], clutters[scan.sensor], scan, rules, state
        )
        shown = state.bank.confirmed
        bank = keep(state.bank, shown)
        told.append(Told(scan.time, bank.identity, bank.mean, bank.covariance, plot[shown]))
    return tuple(told)


def _step(
    dynamics: Dynamics, watch: Watch, clutter: Clutter, scan: Scan, rules: Rules, state: _State
) -> tuple[_State, NDArray[np.intp]]:
    step = scan.time - state.time
    moved, foretold = ahead(dynamics, watch, state.bank, step, rules.cross_section)
    found, gain = _associated(watch, clutter, foretold, scan, rules)
    fed = corrected(watch, moved, found.plot_of_track, scan.value, scan.sigma)
    bank = _scored(fed, foretold, found, gain, rules)
    free = found.track_of_plot == NONE
    fresh = _fresh(dynamics, watch, scan, free, rules, state)
    plot = np.concatenate([found.plot_of_track, np.full(len(fresh.identity), NONE)])
    bank = join(bank, fresh)
    held = _held(bank, scan.time, rules)
    left = state.left | {scan.sensor: (scan.time, scan.value[free], scan.sigma[free])}
    number = state.number + len(fresh.identity)
    return _State(scan.time, keep(bank, held), left, number), plot[held]


def _associated(
    watch: Watch, clutter: Clutter, foretold: Foretold, scan: Scan, rules: Rules
) -> tuple[Association, Floats]:
    wraps = np.array([c.wraps for c in watch.kind.channels])
    limit = gate(rules.gate, scan.value.shape[1])
    residual = residuals(scan.value, foretold.channel, wraps)
    squared, log_volume = distances(residual, foretold.covariance, scan.sigma**2, limit)
    gain = gains(
        squared,
        log_volume,
        detection=foretold.detection,
        clutter=density(clutter, scan.value),
        limit=limit,
    )
    return assign(gain), gain


def _scored(bank: Bank, foretold: Foretold, found: Association, gain: Floats, rules: Rules) -> Bank:
    """A miss counts ln(1 - Pd), a hit its gain on top of it."""
    hit = np.flatnonzero(found.plot_of_track != NONE)
    score = bank.score + np.log1p(-foretold.detection)
    score[hit] += gain[hit, found.plot_of_track[hit]]
    confirmed = bank.confirmed | (score >= rules.confirm)
    return bank._replace(score=score, best=np.maximum(bank.best, score), confirmed=confirmed)


def _fresh(
    dynamics: Dynamics,
    watch: Watch,
    scan: Scan,
    free: NDArray[np.bool_],
    rules: Rules,
    state: _State,
) -> Bank:
    """New tracks from what was left of the radar's last scan and of this one."""
    if scan.sensor not in state.left:
        return empty(dynamics.size)
    earlier, *before = state.left[scan.sensor]
    now = (scan.value[free], scan.sigma[free])
    step = scan.time - earlier
    new = begun(dynamics, watch, (before[0], before[1]), now, step=step, speed=rules.speed)
    count = len(new.identity)
    return new._replace(identity=state.number + np.arange(count), born=np.full(count, scan.time))


def _held(bank: Bank, time: float, rules: Rules) -> NDArray[np.intp]:
    """Tracks that have not fallen, are neither lost nor down, and are not another's twin."""
    full = full_covariance(bank)
    # Each in the sense in which a track without numbers fails.
    found = np.trace(full[:, :3, :3], axis1=1, axis2=2) <= rules.spread**2
    aloft = geodetic(*bank.mean[:3])[2] >= 0.0
    soon = bank.confirmed | (time - bank.born <= rules.patience)
    sound = np.flatnonzero((bank.score > bank.best - rules.fall) & found & aloft & soon)
    # Only a track that has had a third plot can be known as another's twin.
    fed, new = sound[bank.best[sound] > 0.0], sound[bank.best[sound] <= 0.0]
    # The confirmed before the tentative, then the higher score: of two alike the first stays.
    order = fed[np.lexsort((-bank.score[fed], ~bank.confirmed[fed]))]
    limit = float(chi2.ppf(rules.same, len(bank.mean)))
    kept: list[int] = []
    for one in order:
        if not any(_apart(bank, full, one, other) <= limit for other in kept):
            kept.append(one)
    return np.sort(np.concatenate([np.array(kept, dtype=np.intp), new]))


def _apart(bank: Bank, full: Floats, one: int, other: int) -> float:
    """Squared Mahalanobis distance of two tracks, their errors taken as independent."""
    off = bank.mean[:, one] - bank.mean[:, other]
    return float(off @ np.linalg.solve(full[one] + full[other], off))
