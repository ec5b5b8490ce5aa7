"""What a track is worth when its looks share errors that nobody estimates.

A track weighs looks as if their errors were independent: with information J = Σ Hᵀ R⁻¹ H its
covariance would be J⁻¹. An error b that all looks share moves each of them by B·b, and so the
estimate by J⁻¹ C b with C = Σ Hᵀ R⁻¹ B. With the covariance S of b the estimate's true one is
    P = J⁻¹ + (J⁻¹ C) S (J⁻¹ C)ᵀ
(Schmidt, in Advances in Control Systems 3 (1966) 293; Schlee, Standish & Toda, AIAA Journal 5
(1967) 1114; consider covariance in Tapley, Schutz & Born, Statistical Orbit Determination (2004),
ch. 6). However many looks are added, the second part does not fall below what b makes of the
estimate. Who knows S and estimates b beside the state gets the other bound,
    P = (J - C (S⁻¹ + D)⁻¹ Cᵀ)⁻¹,  D = Σ Bᵀ R⁻¹ B,
which is never above the first: what is between the two is what registration could win.
"""

import numpy as np
from numpy.typing import NDArray

from noroshi.shaped import Float

Floats = NDArray[np.float64]


def considered(
    information: Float[Floats, "*batch state state"],
    transfer: Float[Floats, "*batch state cause"],
    deviation: Float[Floats, "*several cause"],
) -> Float[Floats, "*each state state"]:
    """Covariance of an estimate that knows nothing of the shared errors, P above.

    Args:
        information: J, positive definite.
        transfer: C.
        deviation: one standard deviation of each shared error; they are independent. Several may
            be asked about at once, with axes that broadcast with the batch.
    """
    alone = np.linalg.inv(information)
    moved = alone @ (transfer * deviation)
    return np.asarray(alone + moved @ np.swapaxes(moved, -1, -2))


def registered(
    information: Float[Floats, "*batch state state"],
    transfer: Float[Floats, "*batch state cause"],
    crossed: Float[Floats, "*batch cause cause"],
    deviation: Float[Floats, " cause"],
) -> Float[Floats, "*batch state state"]:
    """Covariance of an estimate that estimates the shared errors, too.

    Args:
        information: J, positive definite.
        transfer: C.
        crossed: D.
        deviation: as before; of none at all an error is nothing to estimate.
    """
    # In units of the deviations, so that an error of none is no division by zero.
    scaled, own = transfer * deviation, deviation[:, None] * crossed * deviation
    taken = scaled @ np.linalg.solve(np.eye(len(deviation)) + own, np.swapaxes(scaled, -1, -2))
    return np.asarray(np.linalg.inv(information - taken))
