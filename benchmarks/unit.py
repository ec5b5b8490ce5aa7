"""One unit of work: what every figure of a whole command is told in, beside seconds.

150 coasts of 1,500 s under gravity and J2 by SciPy's DOP853, at tolerances of 1e-12 and a
nanometre, in one thread. The machines that benchmarks run on differ and are shared, so only figures
of one run are to be compared, and this one says how fast the machine was in it.
"""

import time

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

Floats = NDArray[np.float64]
COASTS, DURATION = 150, 1500.0
GM, J2, RADIUS = 3.986004418e14, 1.082629821e-3, 6378137.0
"""Of the Earth, WGS 84 [m³/s², 1, m]."""


def unit() -> float:
    """Processor time of one unit of work [s]."""
    start = time.process_time()
    for number in range(COASTS):
        speed = 6500.0 + 4.0 * number
        begin = np.array([RADIUS + 150e3, 0.0, 0.0, 0.6 * speed, 0.7 * speed, 0.4 * speed])
        solve_ivp(_rates, (0.0, DURATION), begin, method="DOP853", rtol=1e-12, atol=1e-9)
    return time.process_time() - start


def _rates(_time: float, state: Floats) -> Floats:
    """Velocity and acceleration in inertial axes [m/s, m/s²]; Vallado, 4th ed., equation 8-30."""
    position = state[:3]
    square = position @ position
    z2 = position[2] ** 2 / square
    pull = GM / square**1.5
    flattening = 1.5 * J2 * RADIUS**2 / square
    factor = np.array([1.0 - 5.0 * z2, 1.0 - 5.0 * z2, 3.0 - 5.0 * z2])
    return np.concatenate([state[3:], -pull * position * (1.0 + flattening * factor)])
