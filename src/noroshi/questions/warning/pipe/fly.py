"""Solve every flight, for the best values and for every draw."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.earth.ellipsoid import geodetic
from noroshi.errors import NoroshiError
from noroshi.kept import kept
from noroshi.kept.recent import Recent
from noroshi.motion.records import FlightPlan, Flights, FlightStatus, pick
from noroshi.motion.redraw import redraw
from noroshi.motion.refusal import refusal
from noroshi.motion.sample import sample
from noroshi.motion.solve import solve
from noroshi.questions.base import OwnStage
from noroshi.questions.warning.pipe.expand import DeclaredFlight, expand, plan
from noroshi.questions.warning.pipe.records import FlightTable, NominalTrack
from noroshi.scenario.records import Scenario
from noroshi.world import Draws, Estimate

Floats = NDArray[np.float64]
_MOST_REASONS = 20
_FLOWN = (Flights, FlightPlan)
NOMINAL_STEP = 10.0
"""Between the samples of the tracks that pictures and overflights are made from [s]."""


@dataclass(frozen=True)
class DrawnFlights:
    """The flights of all scenarios, each once; and each scenario's own table."""

    declared: tuple[DeclaredFlight, ...]
    drawn: Flights
    """Flat over (flight, draw), the draw fastest."""
    tables: tuple[FlightTable, ...]
    members: tuple[NDArray[np.intp], ...]
    """For each scenario, which of `declared` are its flights."""


def fly(
    scenarios: Sequence[Scenario], draws: Draws, told: Callable[[str, float], None]
) -> DrawnFlights:
    """Every flight of every scenario in every draw."""
    expanded = [expand(scenario) for scenario in scenarios]
    declared = tuple(dict.fromkeys(f for flights in expanded for f in flights))
    for scenario, flights in zip(scenarios, expanded, strict=True):
        if not flights:
            raise NoroshiError(f"on {scenario.day} the scenario declares no flight to look at")
    told(OwnStage("solving flights"), 0.0)
    best = solved(declared)
    refuse_unsolved(declared, best)
    told("drawing flights", 0.0)
    drawn = kept(
        "flights",
        redraw,
        best,
        each_draw(declared, draws, "burn_time"),
        each_draw(declared, draws, "ballistic_coefficient"),
        each_draw(declared, draws, "growth"),
        records=_FLOWN,
    )
    refuse_unsolved(declared, drawn)
    nominal = kept("flights", _nominal, best, records=(NominalTrack,))
    index = {flight: i for i, flight in enumerate(declared)}
    members = tuple(np.array([index[f] for f in flights], dtype=np.intp) for flights in expanded)
    different = {m.tobytes(): m for m in members}  # postures face the same flights, as a rule
    made = {k: _table(declared, m, drawn, nominal, draws.count) for k, m in different.items()}
    tables = tuple(made[m.tobytes()] for m in members)
    return DrawnFlights(declared, drawn, tables, members)


def solved(declared: Sequence[DeclaredFlight]) -> Flights:
    """Flights with every estimate at its best value, by their status where they cannot be so."""
    return _SOLVED(plan(list(declared)))


def _solve(planned: FlightPlan) -> Flights:
    found: Flights = kept("flights", solve, planned, records=_FLOWN)
    return found


_SOLVED: Final = Recent(_solve)


def each_draw(declared: Sequence[DeclaredFlight], draws: Draws, field: str) -> Floats:
    """One estimate of every flight in every draw, (flight, draw)."""
    cache: dict[Estimate, Floats] = {}
    estimates = [getattr(flight, field) for flight in declared]
    for estimate in estimates:
        if estimate not in cache:
            cache[estimate] = draws(estimate)
    return np.stack([cache[estimate] for estimate in estimates])


def refuse_unsolved(declared: Sequence[DeclaredFlight], flights: Flights) -> None:
    """Name every flight that cannot be as declared, or not in every draw, and why.

    `flights` is flat over (flight, draw); one draw for the best values.
    """
    draws = len(flights.status) // max(len(declared), 1)
    by_flight = flights.status.reshape(-1, draws) != 0
    failed = np.flatnonzero(by_flight.any(axis=1))
    if failed.size == 0:
        return
    reasons = []
    for i in failed[:_MOST_REASONS]:
        first = i * draws + int(np.argmax(by_flight[i]))
        often = f" (in {by_flight[i].sum()} of {draws} draws)" if draws > 1 else ""
        reasons.append(f"{declared[i].id}: {refusal(pick(flights, np.array([first])))}{often}")
    burning = (flights.status.reshape(-1, draws) == FlightStatus.BURN_TOO_LONG).any(axis=1)
    for burn in dict.fromkeys(declared[int(i)].burn_time for i in np.flatnonzero(burning)):
        reasons.append(f"{burn.name} is declared from {burn.low:g} s to {burn.high:g} s")
    if failed.size > _MOST_REASONS:
        reasons.append(f"and {failed.size - _MOST_REASONS} more")
    raise NoroshiError("flights that cannot be as declared:\n" + "\n".join(reasons))


def _nominal(best: Flights) -> NominalTrack:
    count = int(np.ceil(np.max(best.flight_time, initial=0.0) / NOMINAL_STEP)) + 2
    track = sample(best, step=NOMINAL_STEP, count=count)
    position = np.asarray(track.position_ecef)
    lat, lon, height = geodetic(position[:, 0], position[:, 1], position[:, 2])
    # One sample at or after the impact stays: there the track stands at the impact point.
    flying = track.time[:, None] < best.flight_time + NOMINAL_STEP
    masked = (np.where(flying, np.asarray(values), np.nan).T for values in (lat, lon, height))
    return NominalTrack(np.asarray(track.time), best.flight_time, *masked)


def _table(
    declared: Sequence[DeclaredFlight],
    members: NDArray[np.intp],
    drawn: Flights,
    nominal: NominalTrack,
    draws: int,
) -> FlightTable:
    def by_draw(values: NDArray[Any]) -> NDArray[Any]:
        return values.reshape(-1, draws)[members]

    mine = [declared[i] for i in members]
    return FlightTable(
        ids=tuple(f.id for f in mine),
        threat=tuple(f.threat for f in mine),
        vehicle=tuple(f.vehicle for f in mine),
        site=tuple(f.site for f in mine),
        receiver=tuple(f.receiver for f in mine),
        range=np.array([f.distance for f in mine]),
        flight_time=by_draw(drawn.flight_time),
        burn_time=by_draw(drawn.plan.burn_time),
        apogee=by_draw(drawn.apogee),
        burnout_altitude=by_draw(drawn.burnout_altitude),
        nominal=NominalTrack(
            nominal.time,
            nominal.flight_time[members],
            nominal.lat[members],
            nominal.lon[members],
            nominal.altitude[members],
        ),
    )
