"""What `np` is where Numba compiles a function of numbers: NumPy, but for a few functions.

They have no branch and call no library, so that the compiler can work on several numbers at once.
"""

from typing import Any, Final

import numpy as np

from noroshi.compiled import within

_LOG2E: Final = 1.4426950408889634
_LN2_HIGH: Final = 6.93147180369123816490e-01
"""ln 2 in two parts: multiples of the first are exact."""
_LN2_LOW: Final = 1.90821492927058770002e-10
_TWO_OVER_PI: Final = 0.6366197723675814
_QUARTER: Final = (1.57079632673412561417, 6.07710050630396597660e-11, 2.02226624879595063154e-21)
"""π/2 in three parts: multiples of the first two are exact."""
_RIGHT: Final = (1.5707963267948966, 6.123233995736766e-17)
"""π/2, and what its number leaves out."""
_EIGHTH: Final = (0.7853981633974483, 3.061616997868383e-17)
"""π/4, and what its number leaves out."""
_ROOT_TWO: Final = 1.4142135623730951
_SMALLEST: Final = -708.0
_GREATEST: Final = 709.0


def __getattr__(name: str) -> Any:
    return getattr(np, name)


@within
def maximum(a: float, b: float) -> float:
    """The greater of two numbers."""
    return b if b > a else a


@within
def minimum(a: float, b: float) -> float:
    """The lesser of two numbers."""
    return b if b < a else a


@within
def where(chosen: bool, one: float, other: float) -> float:
    """One number or another; both are worked out."""
    return one if chosen else other


@within
def exp(x: float) -> float:
    """e to the power of x, within 4e-16 of it from -708 to 709, and not smaller or greater beyond.

    2^n·e^r with |r| <= ln(2)/2, of which the series to r^13 is exact to the last bit.
    """
    x = minimum(maximum(x, _SMALLEST), _GREATEST)
    n = np.floor(x * _LOG2E + 0.5)
    r = (x - n * _LN2_HIGH) - n * _LN2_LOW
    series = 1.0 / 6227020800.0
    series = series * r + 1.0 / 479001600.0
    series = series * r + 1.0 / 39916800.0
    series = series * r + 1.0 / 3628800.0
    series = series * r + 1.0 / 362880.0
    series = series * r + 1.0 / 40320.0
    series = series * r + 1.0 / 5040.0
    series = series * r + 1.0 / 720.0
    series = series * r + 1.0 / 120.0
    series = series * r + 1.0 / 24.0
    series = series * r + 1.0 / 6.0
    series = series * r + 0.5
    series = series * r + 1.0
    series = series * r + 1.0
    return float(series * np.int64((np.int64(n) + 1023) << 52).view(np.float64))


@within
def log(x: float) -> float:
    """Natural logarithm of a number above zero that is not subnormal, within 4e-16 of its size.

    2^n·m with m between the root of a half and that of two; of (m - 1)/(m + 1) the series of the
    inverse hyperbolic tangent to the 21st power, exact to the last bit.
    """
    bits = np.float64(x).view(np.int64)
    m = np.int64((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000).view(np.float64)
    n = float((bits >> 52) - 1023)
    great = m > _ROOT_TWO
    m, n = 0.5 * m if great else m, n + 1.0 if great else n
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    series = 1.0 / 21.0
    series = series * z + 1.0 / 19.0
    series = series * z + 1.0 / 17.0
    series = series * z + 1.0 / 15.0
    series = series * z + 1.0 / 13.0
    series = series * z + 1.0 / 11.0
    series = series * z + 1.0 / 9.0
    series = series * z + 1.0 / 7.0
    series = series * z + 1.0 / 5.0
    series = series * z + 1.0 / 3.0
    return float(n * _LN2_HIGH + (2.0 * s + (2.0 * s * z * series + n * _LN2_LOW)))


@within
def cos_sin(angle: float) -> tuple[float, float]:
    """Cosine and sine of an angle [rad] of up to a million turns, within 3e-16 of both.

    Of what is left over from quarter turns the series to r^16 and r^17, exact to the last bit.
    """
    n = np.floor(angle * _TWO_OVER_PI + 0.5)
    r = ((angle - n * _QUARTER[0]) - n * _QUARTER[1]) - n * _QUARTER[2]
    s = r * r
    even = 1.0 / 20922789888000.0
    even = even * s - 1.0 / 87178291200.0
    even = even * s + 1.0 / 479001600.0
    even = even * s - 1.0 / 3628800.0
    even = even * s + 1.0 / 40320.0
    even = even * s - 1.0 / 720.0
    even = even * s + 1.0 / 24.0
    even = even * s - 0.5
    even = even * s + 1.0
    odd = 1.0 / 355687428096000.0
    odd = odd * s - 1.0 / 1307674368000.0
    odd = odd * s + 1.0 / 6227020800.0
    odd = odd * s - 1.0 / 39916800.0
    odd = odd * s + 1.0 / 362880.0
    odd = odd * s - 1.0 / 5040.0
    odd = odd * s + 1.0 / 120.0
    odd = odd * s - 1.0 / 6.0
    odd = (odd * s + 1.0) * r
    quarter = np.int64(n) & 3
    turned = (quarter & 1) != 0
    cosine, sine = (odd, even) if turned else (even, odd)
    return (
        -cosine if quarter == 1 or quarter == 2 else cosine,
        -sine if quarter >= 2 else sine,
    )


@within
def sin(angle: float) -> float:
    """Sine of an angle [rad] of up to a million turns; see `cos_sin`."""
    return cos_sin(angle)[1]


@within
def arcsin(x: float) -> float:
    """Angle from -π/2 to π/2 of which this is the sine [rad], within 5e-16 of its size.

    Up to a half x + x·z·P(z)/Q(z) with z = x², beyond it π/2 less twice that of the root of
    (1 - x)/2. Coefficients: fdlibm, e_asin.c (Sun Microsystems, 1993).
    """
    size = abs(x)
    great = size > 0.5
    z = 0.5 * (1.0 - size) if great else x * x
    root = np.sqrt(z) if great else size
    above = 3.47933107596021167570e-05
    above = above * z + 7.91534994289814532176e-04
    above = above * z - 4.00555345006794114027e-02
    above = above * z + 2.01212532134862925881e-01
    above = above * z - 3.25565818622400915405e-01
    above = above * z + 1.66666666666666657415e-01
    below = 7.70381505559019352791e-02
    below = below * z - 6.88283971605453293030e-01
    below = below * z + 2.02094576023350569471e00
    below = below * z - 2.40339491173441421878e00
    below = below * z + 1.0
    part = root + root * (z * above / below)
    found = _RIGHT[0] - (2.0 * part - _RIGHT[1]) if great else part
    return found if x >= 0.0 else -found


@within
def arccos(x: float) -> float:
    """Angle from 0 to π of which this is the cosine [rad], within 5e-16."""
    return _RIGHT[0] - (arcsin(x) - _RIGHT[1])


@within
def arctan2(y: float, x: float) -> float:
    """Angle from -π to π of the point (x, y) from the first axis [rad], within 5e-16 of its size.

    Of the ratio up to 1 it is that of (t - 1)/(t + 1) and π/4, where t is beyond 2/3, and then
    t + t·z·P(z)/Q(z) with z = t². Coefficients: Cephes, atan.c (S. L. Moshier, 1995). A point at
    the centre has none.
    """
    across, along = abs(y), abs(x)
    steep = across > along
    less, more = (along, across) if steep else (across, along)
    great = less > 0.66 * more
    t = (less - more) / (less + more) if great else less / more
    z = t * t
    above = -8.750608600031904122785e-01
    above = above * z - 1.615753718733365076637e01
    above = above * z - 7.500855792314704667340e01
    above = above * z - 1.228866684490136173410e02
    above = above * z - 6.485021904942025371773e01
    below = z + 2.485846490142306297962e01
    below = below * z + 1.650270098316988542046e02
    below = below * z + 4.328810604912902668951e02
    below = below * z + 4.853903996359136964868e02
    below = below * z + 1.945506571482613964425e02
    part = t + t * (z * above / below)
    found = _EIGHTH[0] + (part + _EIGHTH[1]) if great else part
    found = _RIGHT[0] - (found - _RIGHT[1]) if steep else found
    found = 2.0 * _RIGHT[0] - (found - 2.0 * _RIGHT[1]) if x < 0.0 else found
    return found if y >= 0.0 else -found
