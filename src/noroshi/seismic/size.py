"""How large a shot was: a yield by each relation between magnitude and yield, never one number.

Each relation was found at a test site whose yields are known. None are known here, so that the
rock, the depth and the mantle below another site are the largest part of the doubt: the relations
disagree among themselves, and each is uncertain when it is carried elsewhere. The same doubt is
common to two shots at one place, whose ratio is far better known.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from noroshi.shaped import Float

SITE_SCATTER: Final = 0.25
"""Standard deviation of a magnitude at a given yield when a relation is carried to another site.

36 contained shots of stated yield at Soviet sites other than Semipalatinsk lie about Murphy's
relation with 0.31, of which magnitudes of one bulletin have some 0.2 (Bergkvist & Ferm 2000; the
rows are in tests/reference/data). Where the mantle is hot, as below Nevada, a relation is off by
half a unit more: there these intervals are too narrow.
"""
CONFIDENCE: Final = 0.90
"""Probability of an interval, with its best value in the middle (of the logarithm)."""
RATIO_SLOPES: Final = (0.75, 0.85, 1.0)
"""Slope of magnitude over log10 of yield between two shots: low, best, high.

From the relations below: 0.75 above a kiloton where larger shots are buried deeper, about 1 for
small ones and where the depth is held apart; the best value is midway in what the slope divides.
"""
DIFFERENCE_SIGMA: Final = 0.28
"""Standard deviation of the error in the difference of two magnitudes of one bulletin.

171 pairs of 19 shots of stated yield at Semipalatinsk, less Murphy's slope (Bergkvist & Ferm 2000;
the rows are in tests/reference/data). What data centres state of a magnitude is the error of its
mean over stations, and misses that each event is read by other stations.
"""


class YieldRelation(NamedTuple):
    """mb = intercept + slope · log10(Y/kt) + by_depth · log10(h/m), with a kink, if any."""

    name: str
    intercept: float
    """Magnitude of one kiloton (at a depth of a metre, where depth counts)."""
    slope: float
    slope_below: float
    """Slope below the kink at one kiloton; the same as `slope` without one."""
    by_depth: float
    """Change of the magnitude with log10 of the depth of burial [m]; 0 where it is not asked."""
    magnitude: str
    """Which magnitude it is for: `mb` of P waves, or `mb(Lg)` of regional ones."""
    grade: str
    source: str
    most_kt: float = np.inf
    """Yield up to which it holds [kt]; beyond it, it is not asked."""

    @property
    def needs_depth(self) -> bool:
        """Whether a depth of burial must be declared."""
        return self.by_depth != 0.0


MURPHY: Final = YieldRelation(
    *("murphy", 4.45, 0.75, 0.75, 0.0, "mb", "B"),
    "Murphy 1981, 1996; Ringdal, Marshall & Alewine 1992: hard rock at the Shagan River, coupled",
)
BOWERS: Final = YieldRelation(
    *("bowers", 4.25, 0.75, 1.0, 0.0, "mb", "C"),
    "Bowers, Marshall & Douglas 2001: Novaya Zemlya, with slope 1 below a kiloton",
)
SHAGAN_SMALL: Final = YieldRelation(
    *("shagan-small", 4.262, 0.973, 0.973, 0.0, "mb", "C"),
    "small shots at the Shagan River, as quoted by J. Lewis, armscontrolwonk, October 2006",
    most_kt=10.0,  # ours, grade D: the source says "small" and no number
)
ZHANG_WEN: Final = YieldRelation(
    *("zhang-wen", 5.887, 1.0125, 1.0125, -0.7875, "mb(Lg)", "C"),
    "Zhang & Wen, Geophys. Res. Lett. 40 (2013) 2941, after Patton & Taylor: with depth of burial",
)
RELATIONS: Final = (MURPHY, BOWERS, SHAGAN_SMALL, ZHANG_WEN)
"""Published relations; those of grade C were not read in their own paper here, nor tried on shots
of known yield at their own site, as Murphy's is in the tests."""


class YieldInterval(NamedTuple):
    """Yields [kt] that one relation has for a magnitude."""

    relation: YieldRelation
    low: Float[Any, "*shape"]
    best: Float[Any, "*shape"]
    high: Float[Any, "*shape"]


def magnitude(relation: YieldRelation, kilotons: ArrayLike, depth_m: ArrayLike = 1.0) -> Any:
    """Magnitude of a yield [kt] by a relation, at a depth of burial [m] if that counts.

    >>> float(magnitude(MURPHY, 1.0)), round(float(magnitude(BOWERS, 0.1)), 2)
    (4.45, 3.25)
    """
    log_yield = np.log10(np.asarray(kilotons, dtype=np.float64))
    slope = np.where(log_yield < 0.0, relation.slope_below, relation.slope)
    return relation.intercept + slope * log_yield + relation.by_depth * np.log10(depth_m)


def kilotons(relation: YieldRelation, mb: ArrayLike, depth_m: ArrayLike = 1.0) -> Any:
    """Yield [kt] at which a relation has that magnitude: the inverse of `magnitude`.

    >>> round(float(kilotons(MURPHY, 5.2)), 3)
    10.0
    """
    above = np.asarray(mb, dtype=np.float64) - relation.intercept
    above = above - relation.by_depth * np.log10(depth_m)
    slope = np.where(above < 0.0, relation.slope_below, relation.slope)
    return 10.0 ** (above / slope)


def yields(
    mb: ArrayLike,
    sigma: ArrayLike,
    *,
    depth_m: tuple[float, float, float] | None = None,
    relations: tuple[YieldRelation, ...] = RELATIONS,
    confidence: float = CONFIDENCE,
) -> tuple[YieldInterval, ...]:
    """Yield by each relation: the middle, and an interval of the stated probability.

    The magnitude's own standard deviation and `SITE_SCATTER` are added in quadrature; the lowest
    and highest depth widen the interval of a relation that asks for one.

    Args:
        mb: magnitude of the event, of the network.
        sigma: its standard deviation, of the mean over stations.
        depth_m: low, best and high depth of burial [m]; without it, relations that need a depth
            are left out.
        relations: which.
        confidence: probability of the interval.

    Returns:
        One interval for each relation that could be asked, in their order; NaN where the middle is
        beyond what the relation holds for.

    >>> [(y.relation.name, round(float(y.best), 1)) for y in yields(4.9, 0.1)]
    [('murphy', 4.0), ('bowers', 7.4), ('shagan-small', 4.5)]
    """
    half = ndtri(0.5 * (1.0 + confidence)) * np.hypot(sigma, SITE_SCATTER)
    middle = np.asarray(mb, dtype=np.float64)
    found = []
    for relation in relations:
        if relation.needs_depth and depth_m is None:
            continue
        shallow, best, deep = depth_m or (1.0, 1.0, 1.0)
        central = kilotons(relation, middle, best)
        ends = (
            kilotons(relation, middle - half, shallow),
            central,
            kilotons(relation, middle + half, deep),
        )
        holds = central <= relation.most_kt
        found.append(YieldInterval(relation, *(np.where(holds, end, np.nan) for end in ends)))
    return tuple(found)


def ratio(
    mb: ArrayLike,
    other: ArrayLike,
    *,
    sigma: ArrayLike = 0.0,
) -> tuple[Float[Any, "*shape"], Float[Any, "*shape"], Float[Any, "*shape"]]:
    """How many times the yield of one shot is that of another at the same place: low, best, high.

    Y/Y′ = 10^((mb − mb′)/slope): the intercept, which holds what is unknown of the site, is gone,
    and only the slope and the difference of magnitudes remain. A difference in depth is not in it.
    It is only as good as that difference: perhaps 0.05 where the same stations read both, but
    `DIFFERENCE_SIGMA` between two entries of a bulletin.

    Args:
        mb, other: their magnitudes, by one agency from the same stations.
        sigma: standard deviation of the difference.

    Returns:
        The slopes are bounds, those of `RATIO_SLOPES`; as far as `sigma` goes, the interval has the
        probability `CONFIDENCE`.

    >>> [round(float(r), 1) for r in ratio(4.9, 4.5)]
    [2.5, 3.0, 3.4]
    """
    difference = np.asarray(mb, dtype=np.float64) - np.asarray(other, dtype=np.float64)
    half = ndtri(0.5 * (1.0 + CONFIDENCE)) * np.asarray(sigma, dtype=np.float64)
    least, best, most = RATIO_SLOPES
    ends = [(difference + sign * half) / slope for sign in (-1.0, 1.0) for slope in (least, most)]
    return (
        10.0 ** np.minimum.reduce(ends),
        10.0 ** (difference / best),
        10.0 ** np.maximum.reduce(ends),
    )


def exceeds(mb: ArrayLike, other: ArrayLike, sigma: ArrayLike) -> Float[Any, "*shape"]:
    """Probability that one shot's true magnitude is above the other's.

    Args:
        mb, other: their stated magnitudes.
        sigma: standard deviation of the difference.
    """
    difference = np.asarray(mb, dtype=np.float64) - np.asarray(other, dtype=np.float64)
    return np.asarray(ndtr(difference / np.asarray(sigma, dtype=np.float64)))
