"""From where, and how far, a flight is followed look by look, by what its samples say."""

from typing import Final, NamedTuple

import numpy as np

from noroshi.compiled import within
from noroshi.sensing.chance import ConfirmationRule, can_confirm, confirmation_bound, look_from
from noroshi.sensing.samples import Gathered, Scanned

SETTLED: Final = 8.0
"""Samples after which the sum over samples stands for the looks before."""
FEWEST: Final = 2.0
"""Looks in as many samples, with fewer of which each is looked at, for no sum stands for them."""
CHANCELESS: Final = 0.3
"""Share of the wanted hazard below which a long pass is not followed look by look."""


class Pursuit(NamedTuple):
    """From where and how far a flight is followed look by look."""

    time: float
    """The first look that is followed [s]."""
    missed: float
    """The chance that all looks before it have missed."""
    end: float
    """Last instant at which a look can matter; -inf = never followed [s]."""
    hopeful: bool
    """Whether there is any chance that confirmation follows the first detection."""
    number: float
    """Even number that picks first detection."""
    second: float
    """Even number that picks confirmation."""
    found: float
    """A detection by search, which came before; inf = none [s]."""


@within
def begin(
    s: Scanned,
    gathered: Gathered,
    view: tuple[float, float],
    outset: tuple[float, float],
    u: float,
    number: float,
    second: float,
    interval: float,
    step: float,
    rule: ConfirmationRule,
) -> Pursuit:
    """Where following look by look begins, and how far it may go.

    Args:
        s: what the samples say.
        gathered: by those that count.
        view: rise and set; NaN = never [s].
        outset: from when looks count, and when a search has found it; inf = never [s].
        u: even number of the sensor and the flight.
        number: even number that picks first detection.
        second: even number that picks confirmation.
        interval: between looks [s].
        step: between samples [s].
        rule: of confirmation.
    """
    (rise, end), (since, found) = view, outset
    opened, searched = max(rise, since), found < np.inf
    looks_a_step = step / interval
    first = float(s.seen_first) if s.seen_first >= 0 else np.inf
    long = end - opened > SETTLED * step and SETTLED * looks_a_step >= FEWEST
    settled = long and not searched and gathered.early > max(first, since / step) + SETTLED
    start = max(gathered.early * step, opened) if settled else opened
    missed = gathered.missed_early**looks_a_step if settled else 1.0
    # Logarithms are taken where they are asked for.
    hopeless = (
        long
        and not searched
        and -np.log(gathered.missed) * looks_a_step < -CHANCELESS * np.log1p(-number)
    )
    hopeful = not long or searched or can_confirm(gathered.cubes, looks_a_step, rule, second)
    return Pursuit(
        look_from(u, interval, start),
        missed,
        -np.inf if hopeless or not end >= rise else end,
        hopeful,
        number,
        second,
        found,
    )


@within
def faint_until(
    s: Scanned, step: float, time: float, looks_a_step: float, rule: ConfirmationRule, spare: float
) -> tuple[float, float]:
    """Until when the chance of confirmation by looks from a time on stays below a spare one [s].

    And what is then left to spare. All looks to come may be as faint: the time is then inf.
    """
    each = confirmation_bound(looks_a_step, rule)
    index = int(time / step)
    while index < s.end:
        p = s.samples.chance[index]
        if each * p * p * p > spare:
            return (index - 0.5) * step, spare
        spare -= each * p * p * p
        index += 1
    return np.inf, spare
