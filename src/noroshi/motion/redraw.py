"""The same flights with other burn times and ballistic coefficients, many draws at once."""

import numpy as np
from numpy.typing import NDArray

from noroshi.motion.records import FlightPlan, Flights
from noroshi.motion.solve import solve

Floats = NDArray[np.float64]


def redraw(flights: Flights, burn_time: Floats, ballistic_coefficient: Floats) -> Flights:
    """Flights to the same aim over the same apogee, for each draw; (flight · draw,).

    `burn_time` [s] and `ballistic_coefficient` [kg/m²] are (flight, draw). A flight that was not
    solved stays unsolved in every draw.
    """
    draws = burn_time.shape[1]
    spread = [np.repeat(field, draws) for field in flights.plan[:5]]
    plan = FlightPlan(
        *spread, np.repeat(flights.apogee, draws), burn_time.ravel(), ballistic_coefficient.ravel()
    )
    return solve(plan)
