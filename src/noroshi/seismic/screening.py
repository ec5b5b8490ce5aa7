"""Whether a shot's surface waves are too strong for an explosion: mb against Ms.

At equal mb an earthquake has the stronger surface waves. What lies above a line with confidence is
screened out as natural; what does not is kept, which does not say that it was an explosion. At
Punggye-ri the criterion works badly: the surface waves of its tests were stronger than those of
other explosions, for which the line was moved in 2010.
"""

from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from noroshi.shaped import Bool, Float

DEVIATIONS: Final = 2.0
"""How many standard deviations above the line an event must lie; of grade C."""


class ScreeningLine(NamedTuple):
    """Ms = slope · mb + intercept, below which explosions lie."""

    name: str
    slope: float
    intercept: float
    since: date | None
    until: date | None
    """The day from which it held no more."""
    source: str


_SOURCE: Final = "Selby, Marshall & Bowers, BSSA 102 (2012) 88"
BEFORE_2010: Final = ScreeningLine(
    "until June 2010", 1.25, -2.20, None, date(2010, 6, 3), f"the IDC's first line, by {_SOURCE}"
)
SINCE_2010: Final = ScreeningLine(
    "since June 2010", 1.0, -0.64, date(2010, 6, 3), None, f"{_SOURCE}, from 409 explosions"
)
LINES: Final = (BEFORE_2010, SINCE_2010)
"""The lines of the International Data Centre, in order of time."""


class Screening(NamedTuple):
    """An event against a line."""

    margin: Float[Any, "*shape"]
    """Ms above the line; negative on the side of the explosions."""
    deviation: Float[Any, "*shape"]
    """Standard deviation of the margin."""
    screened_out: Bool[Any, "*shape"]
    """Whether it lies so far above that an explosion is rejected."""


def line_on(day: date) -> ScreeningLine:
    """The line that the IDC used on a day.

    >>> line_on(date(2009, 5, 25)).slope, line_on(date(2013, 2, 12)).slope
    (1.25, 1.0)
    """
    return next(x for x in LINES if x.until is None or day < x.until)


def screen(
    mb: ArrayLike,
    ms: ArrayLike,
    line: ScreeningLine,
    *,
    sigma_mb: ArrayLike,
    sigma_ms: ArrayLike,
    deviations: float = DEVIATIONS,
) -> Screening:
    """Margin of an event above a line, and whether it is screened out.

    Args:
        mb, ms: its magnitudes, each the mean over stations.
        line: one of `LINES`.
        sigma_mb, sigma_ms: their standard deviations, of the means.
        deviations: how many standard deviations above the line it must lie.

    Source: Selby, Marshall & Bowers, BSSA 102 (2012) 88; the error of the margin by propagation.

    >>> found = screen(4.9, 4.0, SINCE_2010, sigma_mb=0.1, sigma_ms=0.1)
    >>> round(float(found.margin), 2), bool(found.screened_out)
    (-0.26, False)
    """
    mb, ms = np.asarray(mb, dtype=np.float64), np.asarray(ms, dtype=np.float64)
    margin = ms - (line.slope * mb + line.intercept)
    deviation = np.hypot(np.asarray(sigma_ms), line.slope * np.asarray(sigma_mb))
    deviation = np.broadcast_to(deviation, np.broadcast_shapes(margin.shape, deviation.shape))
    return Screening(margin, deviation, margin > deviations * deviation)
