"""How long one limit of a view keeps a flight out."""

from typing import Final

import numpy as np

from noroshi.compiled import within

CREEP: Final = 0.005
"""Least step of the search [s]: a pass shorter than this may be missed."""
NUDGE: Final = 0.25
"""Step of the differences that give a limit's rate and bend [s]."""
BEND: Final = 100.0
"""A limit's rate may change by this much a second beside four times its present bend [m/s²]."""


@within
def wait(before: float, now: float, after: float, speed: float) -> float:
    """How long one limit stays below zero, at the least [s]: by its speed, or its rate and bend."""
    if not now < 0.0:
        return 0.0
    rate = (after - before) / (2.0 * NUDGE)
    bend = BEND + 4.0 * abs(after - 2.0 * now + before) / NUDGE**2
    # The first root of now + rate·t + bend·t²/2; both forms, each where it does not cancel.
    root: float = np.sqrt(rate * rate - 2.0 * bend * now)
    opens = -2.0 * now / max(rate + root, 1e-30) if rate > 0.0 else (root - rate) / bend
    return max(opens, -now / speed)


@within
def arrival(before: float, now: float, after: float) -> float:
    """When one limit is likely to be zero, if it is below now: by its rate and bend [s]."""
    if not now < 0.0:
        return 0.0
    rate, twice = after - before, (after - 2.0 * now + before) / NUDGE**2
    if not rate > 0.0:
        return np.inf
    soon = -now * (2.0 * NUDGE) / rate
    return soon * (1.0 - soon * twice * NUDGE / rate)


@within
def crossing(out: float, depth_out: float, inside: float, depth_in: float) -> float:
    """Where a straight line from one depth to another is zero."""
    gained = depth_in - depth_out
    share = -depth_out / (gained if gained > 0.0 else 1.0)
    return out + min(max(share, 0.0), 1.0) * (inside - out)
