"""One published flight: how long it takes, what else it could reach, and if the claim holds."""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.declared import Estimate
from noroshi.motion.chunks import FEW
from noroshi.motion.equivalent import equivalent_range
from noroshi.motion.records import FlightPlan, Flights, Status, pick
from noroshi.motion.refusal import Refused, refusal
from noroshi.motion.solve import solve

Floats = NDArray[np.float64]
Verdict = Literal["consistent", "early", "late", "impossible"]

QUANTILES: Final = (0.05, 0.5, 0.95)
RELATIVE_ERROR: Final = 0.05
"""How far published times of plain flights lie from ours, as a share (docs/validation.md) …"""
LEAST_ERROR: Final = 120.0
"""… and at least, because many are stated to the minute [s]."""
# The limit of no powered phase and no air: nothing that coasts over its apogee is faster.
_AN_INSTANT: Final = 0.01
_NO_AIR: Final = 1e12


class Class(NamedTuple):
    """A class of vehicles, by how far it reaches and how long it burns."""

    id: str
    longest_range: float
    """[m] on a standard trajectory."""
    burn_time: Estimate
    """[s]."""
    ballistic_coefficient: Estimate
    """[kg/m²]."""


class Claim(NamedTuple):
    """What was published about one flight; SI and radians."""

    launch: tuple[float, float]
    """Latitude and longitude [rad]."""
    aim: tuple[float, float]
    """Where it fell [rad]."""
    apogee: float
    """[m]; NaN = minimum energy."""
    burn_time: float | None = None
    """[s]; None = that of the vehicle class which reaches as far."""
    flight_time: float | None = None
    """[s], if one was stated."""


class Examined(NamedTuple):
    """What can be said about a claim."""

    vehicle_class: str
    """The least class whose reach covers the equivalent range."""
    flights: Flights
    """At the 5, 50 and 95 % quantiles of the burn time."""
    equivalent: Floats
    """Equivalent range of each [m]; infinite beyond the antipodes."""
    least_time: float
    """No flight over this range and apogee is shorter [s]."""
    verdict: Verdict | None
    """None where no time was stated."""
    reason: str


def examine(claim: Claim, classes: Sequence[Class]) -> Examined:
    """Solve a published flight for its likely burn times and judge the time stated for it.

    The vehicle class is the least whose reach covers the range that the flight's own powered phase
    would give on a standard trajectory; its burn-time estimate then gives the interval. A refused
    flight raises `Refused`, which names the value.
    """
    ordered = sorted(classes, key=lambda c: c.longest_range)
    pairs = [(_burn(claim, c, 0.5), _coefficient(c)) for c in ordered]
    tried = solve(_plans(claim, pairs), chunk=FEW)
    number = _fitting(tried, equivalent_range(tried), ordered)
    if tried.status[number] != Status.SOLVED:
        raise Refused(refusal(pick(tried, np.array([number]))))
    chosen = ordered[number]
    pairs = [(_burn(claim, chosen, q), _coefficient(chosen)) for q in QUANTILES]
    flights = solve(_plans(claim, [*pairs, (_AN_INSTANT, _NO_AIR)]), chunk=FEW)
    least = float(flights.flight_time[3])
    three = pick(flights, np.arange(3))
    verdict, reason = judge(claim.flight_time, three.flight_time, least)
    return Examined(chosen.id, three, equivalent_range(three), least, verdict, reason)


def judge(stated: float | None, ours: Floats, least: float) -> tuple[Verdict | None, str]:
    """Whether a stated flight time [s] fits ours (5, 50, 95 %) and the least possible; and why."""
    low, high = float(np.nanmin(ours)), float(np.nanmax(ours))
    between = _between(low, high)
    if stated is None:
        return None, f"no time was stated; {between} is to be expected"
    said = minutes(stated)
    if stated < least:
        return "impossible", (
            f"{said} is less than {minutes(least)}, the time that the flight takes to this apogee "
            "and down again without air and with all its speed from the first moment"
        )
    early, late = low - _allowance(low), high + _allowance(high)
    if stated < early:
        return "early", f"{said} is earlier than {between} by more than {minutes(_allowance(low))}"
    if stated > late:
        return "late", f"{said} is later than {between} by more than {minutes(_allowance(high))}"
    return "consistent", f"{said} lies within {minutes(_allowance(low))} of {between}"


def _allowance(time: float) -> float:
    return max(RELATIVE_ERROR * time, LEAST_ERROR)


def _between(low: float, high: float) -> str:
    one, other = minutes(low), minutes(high)
    return one if one == other else f"{one} to {other}"


def minutes(seconds: float) -> str:
    """A time as it is published: `71.3 min`."""
    return f"{seconds / 60.0:.1f} min"


def _plans(claim: Claim, pairs: Sequence[tuple[float, float]]) -> FlightPlan:
    ones = np.ones(len(pairs))
    burn, coefficient = np.array(pairs).T
    return FlightPlan(
        claim.launch[0] * ones,
        claim.launch[1] * ones,
        0.0 * ones,
        claim.aim[0] * ones,
        claim.aim[1] * ones,
        claim.apogee * ones,
        burn,
        coefficient,
    )


def _burn(claim: Claim, vehicle: Class, share: float) -> float:
    return float(vehicle.burn_time.quantile(share)) if claim.burn_time is None else claim.burn_time


def _coefficient(vehicle: Class) -> float:
    return float(vehicle.ballistic_coefficient.quantile(0.5))


def _fitting(tried: Flights, reach: Floats, ordered: Sequence[Class]) -> int:
    """The first class that the flight does not outreach; else the last that can fly it at all."""
    flies = [n for n in range(len(ordered)) if tried.status[n] == Status.SOLVED]
    fits = [n for n in flies if reach[n] <= ordered[n].longest_range]
    return min(fits, default=max(flies, default=len(ordered) - 1))
