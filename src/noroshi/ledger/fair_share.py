"""Shares of what is given beside shares of what can be given, and how far the two are apart."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.shaped import Float

Floats = NDArray[np.float64]

IN_BALANCE: Final = (0.8, 1.19)
"""Ratios that the US defence department's reports call roughly in balance, to two digits; from 1.2
on a contribution is substantial, below 0.8 the effort is very low.

Source: US Department of Defense, Responsibility Sharing Report, June 2002, annex, introduction; the
same in the annex of July 2003 and in the Statistical Compendium of 2004."""
BANDS: Final = ("very low", "in balance", "substantial")
"""What the reports call a ratio below, within and above `IN_BALANCE`."""


def shares(
    values: Float[Floats, "*posture party draw"],
) -> Float[Floats, "*posture party draw"]:
    """Each party's part of the whole [1]; NaN where the whole is nothing.

    Args:
        values: what each party has or gives, none negative, in one unit.

    Example:
        >>> shares(np.array([[12.6], [20.9]])).round(2).tolist()
        [[0.38], [0.62]]
    """
    whole = values.sum(axis=-2, keepdims=True)
    found = np.full(values.shape, np.nan)
    np.divide(values, whole, out=found, where=whole > 0.0)
    return found


def ratios(
    given: Float[Floats, "*posture party draw"], able: Float[Floats, "*posture party draw"]
) -> Float[Floats, "*posture party draw"]:
    """Share of what is given over share of what can be given [1]: 1 = as much as one is able.

    NaN where there is no such ratio: nobody gives anything, or the party is counted with no
    ability. Neither unit matters. Source: as for `IN_BALANCE`, part C of the annex.

    Args:
        given: by party, none negative, in one unit.
        able: by party, none negative, in one unit, which may be another one.

    Example:
        >>> ratios(np.array([[12.6], [20.9]]), np.array([[5.2], [16.9]])).round(2).tolist()
        [[1.6], [0.82]]
    """
    part, fair = shares(given), shares(able)
    found = np.full(part.shape, np.nan)
    np.divide(part, fair, out=found, where=fair > 0.0)
    return found


def misplaced(
    given: Float[Floats, "*posture party draw"], able: Float[Floats, "*posture party draw"]
) -> Float[Floats, "*posture draw"]:
    """The part of the whole that other parties would have to give for all ratios to be 1 [1].

    0 = everybody gives as able; with abilities as they are it falls exactly when the ratios of two
    parties come nearer to 1. NaN where the whole, or all ability, is nothing. The index of
    concentration of Hoover, The Measurement of Industrial Localization, Review of Economics and
    Statistics 18 (1936) 162.

    Example:
        >>> misplaced(np.array([[12.6], [20.9]]), np.array([[5.2], [16.9]])).round(2).tolist()
        [0.14]
    """
    off: Float[Floats, "*posture draw"] = np.abs(shares(given) - shares(able)).sum(axis=-2)
    return 0.5 * off


def band(ratio: float) -> str:
    """What the reports call a ratio, which they print to two digits; empty where there is none.

    Example:
        >>> band(0.79), band(1.19), band(1.2)
        ('very low', 'in balance', 'substantial')
    """
    if np.isnan(ratio):
        return ""
    printed = round(ratio, 2)
    low, high = IN_BALANCE
    return BANDS[0] if printed < low else BANDS[2] if printed > high else BANDS[1]
