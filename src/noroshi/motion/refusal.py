"""Why a flight cannot be, in words that name the value."""

import numpy as np

from noroshi.earth import geodesic
from noroshi.errors import NoroshiError
from noroshi.motion.records import Flights, FlightStatus, filled
from noroshi.motion.solve import HIGHEST_APOGEE, LONGEST_RANGE, SHORTEST_RANGE


class Refused(NoroshiError):
    """A flight that cannot be."""


def refusal(flight: Flights) -> str:
    """The reason why a single flight was not solved."""
    plan = filled(flight.plan)
    distance, _ = geodesic.inverse(plan.launch_lat, plan.launch_lon, plan.aim_lat, plan.aim_lon)
    reach, apogee = f"{distance[0] / 1e3:,.0f} km", f"{plan.apogee[0] / 1e3:,.0f} km"
    burn, coefficient = f"{plan.burn_time[0]:g} s", f"{plan.ballistic_coefficient[0]:g} kg/m²"
    over = "" if np.isnan(plan.apogee[0]) else f" over an apogee of {apogee}"
    words = {
        FlightStatus.RANGE_ZERO: (
            f"a range of {distance[0]:,.0f} m has no direction; the least is "
            f"{SHORTEST_RANGE / 1e3:g} km"
        ),
        FlightStatus.RANGE_TOO_LONG: (
            f"a range of {reach} leads about to the antipodes; the most is "
            f"{LONGEST_RANGE / 1e3:,.0f} km"
        ),
        FlightStatus.APOGEE_TOO_LOW: (
            f"no flight of {reach} that burns for {burn} stays below {apogee}; "
            "it needs a higher apogee"
        ),
        FlightStatus.APOGEE_TOO_HIGH: (
            f"an apogee of {apogee} is too high; the most is {HIGHEST_APOGEE / 1e3:,.0f} km"
        ),
        FlightStatus.BURN_TOO_LONG: (
            f"a burn time of {burn} is too long for a flight of {reach}{over}: it would still "
            "burn at its apogee, or could not lift off"
        ),
        FlightStatus.NO_CONVERGENCE: (
            f"no flight of {reach}{over} with a burn time of {burn} was found; state the apogee "
            "that it is said to have, or another burn time"
        ),
        FlightStatus.NOT_A_NUMBER: "a value of the flight is not a finite number",
        FlightStatus.BURN_NOT_POSITIVE: f"a burn time of {burn} is not more than zero",
        FlightStatus.COEFFICIENT_NOT_POSITIVE: (
            f"a ballistic coefficient of {coefficient} is not more than zero"
        ),
        FlightStatus.SHAPE_UNKNOWN: (
            f"acceleration that grows {plan.growth[0]:g}-fold in a stage, the first of "
            f"{plan.first_stage[0]:g} of the burn time, has no shape: growth is at least 1, "
            "and the share above 0 and at most 1"
        ),
    }
    return words[FlightStatus(int(flight.status[0]))]
