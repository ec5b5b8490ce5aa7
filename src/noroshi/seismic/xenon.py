"""How old a mixture of xenon is: Xe-131m against Xe-133 since a fission. A date, no transport.

Xenon-133 (half-life 5.24 days) dies away faster than xenon-131m (11.84 days), so that the ratio of
their activities grows with age. Most of both comes from the decay of iodine: as long as the iodine
stays with the gas, xenon-131m is made for weeks; where the gas leaves it behind (fractionation),
none is made any more, and the ratio stays lower. The day of that separation is unknown, and so is
the fissile material: a ratio therefore gives an interval of ages.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike

from noroshi.shaped import Float

LN2: Final = float(np.log(2.0))
XENON_133_DAYS: Final = 5.243
"""Half-life of Xe-133 [d] (DDEP's evaluation has 5.2474).

This and the numbers below: ICRP Publication 107 (2008), as the package radioactivedecay has them.
"""
XENON_133M_DAYS: Final = 2.19
"""Half-life of Xe-133m [d]."""
XENON_131M_DAYS: Final = 11.84
"""Half-life of Xe-131m [d] (other evaluations have 11.93)."""
IODINE_131_DAYS: Final = 8.0207
"""Half-life of I-131 [d]."""
IODINE_133_DAYS: Final = 20.8 / 24.0
"""Half-life of I-133 [d]."""
TO_XENON_131M: Final = 0.011759
"""Share of the decays of I-131 that pass through Xe-131m."""
TO_XENON_133M: Final = 0.028846
"""Share of the decays of I-133 that pass through Xe-133m, and so on to Xe-133."""
IODINE_RATIO: Final = (0.40, 0.50, 0.70)
"""Nuclei of I-131 made for each of I-133: low, best, high; of grade D.

Cumulative fission yields of about 2.9 to 3.9 % against 6.7 to 7 %, for uranium-235 and
plutonium-239 and neutrons from slow to fast; the interval is wider, since the device is unknown.
"""


def activity_ratio(
    age_days: ArrayLike,
    *,
    separated_days: ArrayLike = np.inf,
    iodine_ratio: ArrayLike = IODINE_RATIO[1],
) -> Float[Any, "*shape"]:
    """Activity of Xe-131m over that of Xe-133 at an age, all of it made by decay of iodine.

    Bateman's equations for the chains I-131 → Xe-131m and I-133 → (Xe-133m →) Xe-133, until the gas
    is separated from the iodine; from then on the xenon alone goes on. What fission makes of xenon
    at once is left out (a thousandth of what the iodine makes).

    Args:
        age_days: since the fission [d], above zero.
        separated_days: when the gas left its iodine, after the fission [d], above zero; later than
            the age, or never, means that it has not.
        iodine_ratio: nuclei of I-131 made for each of I-133.

    Source: Bateman, Proc. Cambridge Phil. Soc. 15 (1910) 423; Kalinowski & Liao, PAGEOPH 171
    (2014) 677, for the cases with and without fractionation.

    >>> round(float(activity_ratio(55.0)), 2)
    0.3
    """
    age = np.asarray(age_days, dtype=np.float64)
    together = np.minimum(age, np.asarray(separated_days, dtype=np.float64))
    alone = age - together
    light = TO_XENON_131M * _grown(together, IODINE_131_DAYS, XENON_131M_DAYS)
    light = light * _left(alone, XENON_131M_DAYS)
    isomer = TO_XENON_133M * _grown(together, IODINE_133_DAYS, XENON_133M_DAYS)
    heavy = (1.0 - TO_XENON_133M) * _grown(together, IODINE_133_DAYS, XENON_133_DAYS)
    heavy = heavy + TO_XENON_133M * _grown_by_two(together)
    heavy = heavy * _left(alone, XENON_133_DAYS)
    heavy = heavy + isomer * _grown(alone, XENON_133M_DAYS, XENON_133_DAYS)
    faster = XENON_133_DAYS / XENON_131M_DAYS
    return faster * np.asarray(iodine_ratio) * light / heavy


def _left(days: Any, half_life: float) -> Any:
    """Share of a nuclide that is left after that many days."""
    return np.exp(-LN2 / half_life * days)


def _grown(days: Any, parent: float, daughter: float) -> Any:
    """Nuclei of a daughter for each of its parent at the start, by their half-lives."""
    share = daughter / (parent - daughter)
    return share * (_left(days, parent) - _left(days, daughter))


def _grown_by_two(days: Any) -> Any:
    """Nuclei of Xe-133 that came by Xe-133m, for each decay of I-133 that went there."""
    rates = LN2 / np.array([IODINE_133_DAYS, XENON_133M_DAYS, XENON_133_DAYS])
    total = 0.0
    for i, rate in enumerate(rates):
        total = total + np.exp(-rate * days) / np.prod(np.delete(rates, i) - rate)
    return rates[0] * rates[1] * total
