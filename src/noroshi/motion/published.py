"""One published flight: how long it takes, what else it could reach, and if the claim holds."""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.amounts import minutes
from noroshi.motion.burning import SINGLE
from noroshi.motion.equivalent import equivalent_range
from noroshi.motion.records import FlightPlan, Flights, FlightStatus, pick, select
from noroshi.motion.refusal import Refused, refusal
from noroshi.motion.solve import solve
from noroshi.world import Estimate

Floats = NDArray[np.float64]
Verdict = Literal["consistent", "early", "late", "impossible"]

QUANTILES: Final = (0.05, 0.5, 0.95)
RELATIVE_ERROR: Final = 0.05
"""How far published times of plain flights lie from ours, as a share (docs/validation.md) …"""
LEAST_ERROR: Final = 120.0
"""… and at least, because many are stated to the minute [s]."""
# The limit of no powered phase and no air: nothing that coasts over the same apogee is faster.
_AN_INSTANT: Final = 0.01
_NO_AIR: Final = 1e12


class VehicleClass(NamedTuple):
    """A class of vehicles, by how far it reaches and how long it burns."""

    id: str
    longest_range: float
    """[m] on a standard trajectory."""
    burn_time: Estimate
    """[s]."""
    ballistic_coefficient: Estimate
    """[kg/m²]."""
    growth: Estimate = Estimate.exactly(1.0)
    """Of acceleration within a stage."""
    first_stage: float = SINGLE
    """Share of the burn time; 1 = a single stage."""


class PublishedFlight(NamedTuple):
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
    """At the 5, 50 and 95 % quantiles of the burn time, then at the 5 and 95 % of growth."""
    flight_time: Floats
    """5, 50 and 95 % [s], as of what follows; see `interval`."""
    burnout_altitude: Floats
    """[m]."""
    equivalent: Floats
    """Equivalent range [m]; infinite beyond the antipodes."""
    least_time: float
    """No flight over this range and an apogee of one of the flights is shorter [s]."""
    verdict: Verdict | None
    """None where no time was stated."""
    reason: str
    outreached: bool = False
    """Whether it would reach farther than every class that could fly it."""


def examine(claim: PublishedFlight, classes: Sequence[VehicleClass]) -> Examined:
    """Solve a published flight for its likely burn times and judge the time stated for it.

    The vehicle class is the least whose reach covers the range that the flight's own powered phase
    would give on a standard trajectory; its estimates of burn time and growth then give the
    interval. A refused flight raises `Refused`, which names the value.
    """
    ordered = sorted(classes, key=lambda c: c.longest_range)
    tried = solve(_plans(claim, [(c, 0.5, 0.5) for c in ordered]))
    reach = equivalent_range(tried)
    number = _fitting(tried, reach, ordered)
    if tried.status[number] != FlightStatus.SOLVED:
        raise Refused(refusal(pick(tried, np.array([number]))))
    chosen = ordered[number]
    low, half, high = QUANTILES
    varied = [(low, half), (half, half), (high, half), (half, low), (half, high)]
    flights = solve(_plans(claim, [(chosen, *shares) for shares in varied]))
    times, least = interval(flights.flight_time), least_time(flights)
    free = bool(np.isnan(claim.apogee))
    verdict, reason = judge(claim.flight_time, times, least, free_apogee=free)
    return Examined(
        chosen.id,
        flights,
        times,
        interval(flights.burnout_altitude),
        interval(equivalent_range(flights)),
        least,
        verdict,
        reason,
        bool(reach[number] > chosen.longest_range),
    )


def interval(values: Floats) -> Floats:
    """5, 50 and 95 % of what two independent causes vary, each in its turn.

    `values` are those of `Examined.flights`; deviations from the middle add up in squares. A bound
    with which the flight cannot be (NaN) gives none. Beyond an infinite middle lies nothing.
    """
    best = values[1]
    if np.isinf(best):
        return np.array([np.nanmin(values), best, best])
    off = np.nan_to_num(values - best, nan=0.0, posinf=np.inf, neginf=-np.inf)
    causes = np.stack((off[[0, 2]], off[[3, 4]]))
    down = np.max(np.maximum(-causes, 0.0), axis=1)
    up = np.max(np.maximum(causes, 0.0), axis=1)
    return np.array([best - np.hypot(*down), best, best + np.hypot(*up)])


def least_time(flights: Flights) -> float:
    """Least time [s] over the range and an apogee of solved flights to one aim."""
    own = pick(flights, np.flatnonzero(flights.status == FlightStatus.SOLVED))
    _, first = np.unique(own.apogee, return_index=True)
    plan = select(own.plan, first)
    instant = plan._replace(
        apogee=own.apogee[first],
        burn_time=np.full(len(first), _AN_INSTANT),
        ballistic_coefficient=np.full(len(first), _NO_AIR),
    )
    fastest = solve(instant).flight_time
    # Air on the way up lets a flight start a little faster: so nor is it slower than its own.
    return float(np.nanmin(np.concatenate((fastest, own.flight_time))))


def judge(
    stated: float | None, ours: Floats, least: float, *, free_apogee: bool = False
) -> tuple[Verdict | None, str]:
    """Whether a stated flight time [s] fits ours (5, 50, 95 %) and the least possible; and why.

    Where the apogee is free, since none was claimed, no time is too short to be: a flatter flight
    is faster.
    """
    low, high = float(np.nanmin(ours)), float(np.nanmax(ours))
    between = _between(low, high)
    if stated is None:
        return None, f"no time was stated; {between} is to be expected"
    said = minutes(stated)
    if stated < least and not free_apogee:
        return "impossible", (
            f"{said} is less than the {between} that the flight takes, and even less than "
            f"{minutes(least)}, the time to this apogee and down again without air and with all "
            "its speed from the first moment"
        )
    early, late = low - _allowance(low), high + _allowance(high)
    if stated < early:
        flatter = "; no apogee was stated, and a flatter flight is faster" if free_apogee else ""
        by = minutes(_allowance(low))
        return "early", f"{said} is earlier than {between} by more than {by}{flatter}"
    if stated > late:
        return "late", f"{said} is later than {between} by more than {minutes(_allowance(high))}"
    return "consistent", f"{said} lies within {minutes(_allowance(low))} of {between}"


def _allowance(time: float) -> float:
    return max(RELATIVE_ERROR * time, LEAST_ERROR)


def _between(low: float, high: float) -> str:
    one, other = minutes(low), minutes(high)
    return one if one == other else f"{one} to {other}"


def _plans(
    claim: PublishedFlight, varied: Sequence[tuple[VehicleClass, float, float]]
) -> FlightPlan:
    """The claim as each class would fly it, at shares of its burn time and of its growth."""
    ones = np.ones(len(varied))
    of_class = [
        (_burn(claim, c, burn), _coefficient(c), float(c.growth.quantile(growth)), c.first_stage)
        for c, burn, growth in varied
    ]
    return FlightPlan(
        claim.launch[0] * ones,
        claim.launch[1] * ones,
        0.0 * ones,
        claim.aim[0] * ones,
        claim.aim[1] * ones,
        claim.apogee * ones,
        *np.array(of_class).T,
    )


def _burn(claim: PublishedFlight, vehicle: VehicleClass, share: float) -> float:
    return float(vehicle.burn_time.quantile(share)) if claim.burn_time is None else claim.burn_time


def _coefficient(vehicle: VehicleClass) -> float:
    return float(vehicle.ballistic_coefficient.quantile(0.5))


def _fitting(tried: Flights, reach: Floats, ordered: Sequence[VehicleClass]) -> int:
    """The first class that the flight does not outreach; else the last that can fly it at all."""
    flies = [n for n in range(len(ordered)) if tried.status[n] == FlightStatus.SOLVED]
    fits = [n for n in flies if reach[n] <= ordered[n].longest_range]
    return min(fits, default=max(flies, default=len(ordered) - 1))
