"""Even numbers, the times of looks, and M of N: what does not depend on a sensor's kind.

A sensor looks at the times phase + k·interval, the phase being even over the interval; phase and
all other even numbers come from the bits of one.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import within
from noroshi.sensing.base import Numbers

PHASE, SECOND, LATE, LATE_SECOND, BEFORE, SEARCH = range(1, 7)
"""What the numbers are for, that are made of one: the phase of the looks; confirmation; detection
and confirmation by looks after burn-out; the misses before burn-out; and all of a search."""
_SALT: Final = np.array([k * 0x9E3779B97F4A7C15 % 2**64 for k in range(7)], dtype=np.uint64)
FAITH: Final = 4.0
"""By how much the sum over looks may exceed that over samples."""


STATES: Final = 128
"""Of the last seven looks."""


class ConfirmationRule(NamedTuple):
    """Confirmation by `hits` of the last `looks` looks."""

    hits: int
    looks: int
    drop: int
    """Looks in a row that drop a track when they miss."""


def mixed_bits(u: Numbers, salt: int) -> Numbers:
    """An even number in [0, 1) from the bits of another, as good as independent of it.

    SplitMix64's finaliser (Steele, Lea & Flood 2014).

    Args:
        u: a number, or an array of them.
        salt: 1 to 6, by what the number is for.
    """
    bits = np.float64(u).view(np.uint64) + _SALT[salt]
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    bits = bits ^ (bits >> np.uint64(31))
    return (bits >> np.uint64(11)) * 2.0**-53


mixed = within(mixed_bits)


@within
def look_from(u: float, interval: float, time: float) -> float:
    """The first look not before a time [s]."""
    phase = mixed(u, PHASE) * interval
    return float(phase + np.ceil((time - phase) / interval) * interval)


@within
def confirmation_bound(looks_a_sample: float, rule: ConfirmationRule) -> float:
    """The chance that looks confirm is at most this times the sum over samples of p³.

    Confirmation by three hits or more needs a hit and two more among the looks before it: its
    chance is at most the sum over looks of p³ times the pairs of such looks. FAITH times that sum
    over the samples is never exceeded.
    """
    before = rule.looks - 1
    return FAITH * 0.5 * before * (before - 1) * looks_a_sample


@within
def can_confirm(cubes: float, looks_a_sample: float, rule: ConfirmationRule, second: float) -> bool:
    """Whether confirmation can follow the first detection, by the sum over samples of p³."""
    return rule.hits < 3 or confirmation_bound(looks_a_sample, rule) * cubes >= second


def confirming(hits: int, looks: int) -> NDArray[np.bool_]:
    """Whether one more hit confirms, by the hits of the last `looks` - 1 looks, (STATES,).

    A state is a number whose lowest bit is the last look.
    """
    before = np.array([state.bit_count() for state in range(STATES)])
    return (before + 1 >= hits) & (np.arange(STATES) < 1 << (looks - 1))


@within
def one_more(
    missing: NDArray[np.float64],
    after: NDArray[np.float64],
    confirms: NDArray[np.bool_],
    states: int,
    p: float,
) -> float:
    """Move the probabilities of the unconfirmed states on by one look; their sum.

    The oldest look falls out: states that differ in it alone meet.

    Args:
        missing: of being in each state, not confirmed yet.
        after: the same after one look that detects with probability `p`, written.
        confirms: whether one more hit confirms, by the state.
        states: how many there are.
        p: of this look.
    """
    total, half = 0.0, states // 2
    for state in range(half):
        older = state + half
        miss = (missing[state] + missing[older]) * (1.0 - p)
        hit = 0.0
        if not confirms[state]:
            hit += missing[state] * p
        if not confirms[older]:
            hit += missing[older] * p
        after[2 * state], after[2 * state + 1] = miss, hit
        total += miss + hit
    return total
