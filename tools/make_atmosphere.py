"""Fit the logarithm of the US Standard Atmosphere's density by a polynomial in height.

Writes src/noroshi/motion/standard_air.py. The peer is the package ussa1976, which computes the
standard's own equations. Run: .venv/bin/python tools/make_atmosphere.py
"""

from pathlib import Path

import numpy as np
import ussa1976
from numpy.polynomial import Chebyshev, Polynomial

TOP = 120e3
DEGREE = 14
TARGET = Path(__file__).parents[1] / "src/noroshi/motion/standard_air.py"


def standard_density(height: np.ndarray) -> np.ndarray:
    return ussa1976.compute(z=height, variables=["rho"]).rho.values


def fit(height: np.ndarray, density: np.ndarray) -> Polynomial:
    """Least largest relative error, by re-weighting (Lawson's algorithm)."""
    weight = np.ones_like(height)
    for _ in range(300):
        found = Chebyshev.fit(height, np.log(density), DEGREE, domain=[0.0, TOP], w=weight)
        error = np.abs(np.exp(found(height)) / density - 1.0)
        weight *= (1e-4 + error) ** 0.15
        weight /= weight.mean()
    return found.convert(kind=Polynomial, domain=[0.0, TOP], window=[-1.0, 1.0])


def main() -> None:
    height = np.arange(0.0, TOP + 1.0, 200.0)
    density = standard_density(height)
    polynomial = fit(height, density)
    worst = np.abs(np.exp(polynomial(height)) / density - 1.0).max()
    lines = "".join(f"    {float(c)!r},\n" for c in polynomial.coef)
    TARGET.write_text(
        '"""Density of the US Standard Atmosphere 1976; made by tools/make_atmosphere.py.\n\n'
        "The natural logarithm of the density [kg/m³] is a polynomial in\n"
        "x = height / HALF_TOP - 1, "
        f"from the ground to TOP, within {100 * worst:.2f} % of the standard.\n"
        '"""\n\n'
        "from typing import Final\n\n"
        f"TOP: Final = {TOP!r}\n"
        f"HALF_TOP: Final = {TOP / 2!r}\n"
        f"LOG_DENSITY: Final = (\n{lines})\n"
        '"""Coefficients of 1, x, x², …"""\n'
    )
    print(f"{TARGET}: largest error {100 * worst:.2f} %")


if __name__ == "__main__":
    main()
