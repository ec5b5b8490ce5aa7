"""Flights that a run would refuse at the ends of what is declared, found before it draws."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from noroshi.motion.records import FlightStatus, pick
from noroshi.motion.refusal import refusal
from noroshi.questions.warning.pipe.expand import DeclaredFlight, expand
from noroshi.questions.warning.pipe.fly import solved
from noroshi.scenario.pairing import pairings
from noroshi.scenario.records import Scenario
from noroshi.scenario.rehearse import impossible
from noroshi.world import Estimate
from noroshi.world.document import Notice, Path_


def unflown(scenario: Scenario) -> Iterator[Notice]:
    """Flights that cannot be at the low, best or high value of their vehicle's burn time.

    The shortest and the longest flight of each threat are tried, since what burns too long for one
    burns too long for a shorter one. Everything else that is drawn is at its best value. Of each
    threat the first reason is told, and of each vehicle.
    """
    flights = _outermost(_possible(scenario))
    tried = [(end, _burning(f, end)) for f in flights for end in ("best", "high", "low")]
    found = solved([flight for _, flight in tried]) if tried else None
    seen, told = set[str](), set[Path_]()
    for i, (end, flight) in enumerate(tried):
        assert found is not None
        if not found.status[i] or flight.threat in seen:
            continue
        seen.add(flight.threat)
        long = found.status[i] == FlightStatus.BURN_TOO_LONG
        why = f"{refusal(pick(found, np.array([i])))} ({flight.id})"
        path, what, hint = _blamed(flight, end, why, long=bool(long))
        if path not in told:
            told.add(path)
            yield path, what, hint


def _possible(scenario: Scenario) -> list[DeclaredFlight]:
    """The flights of a scenario at its later date, but for what its own rehearsal refuses."""
    day = scenario.header.after
    if day is None:
        return expand(scenario)
    world = scenario.at(day)
    refused = {p.id for p in pairings(world) if any(impossible(world, p))}
    return [flight for flight in expand(world) if flight.id not in refused]


def _blamed(flight: DeclaredFlight, end: str, why: str, *, long: bool) -> Notice:
    """What is told of a flight that cannot be: of its burn time, or of the threat it is of."""
    if end == "best" and flight.apogee is not None:
        path: Path_ = ("threats", flight.threat, "profile", "apogee")
        hint = f"write an apogee, or a burn time of {flight.vehicle}, with which the flight can be"
        return path, why, hint
    if not long:
        at = f"at the {end} burn time of {flight.vehicle}: {why}"
        return ("threats", flight.threat), at, "see how far and how high it is to fly"
    hint = "write a burn time that all flights of the vehicle can have, from low to high"
    return ("vehicles", flight.vehicle, "burn_time"), f"at its {end} value: {why}", hint


def _outermost(flights: list[DeclaredFlight]) -> list[DeclaredFlight]:
    """Of each threat the shortest flight and the longest."""
    by_threat: dict[str, list[DeclaredFlight]] = {}
    for flight in flights:
        by_threat.setdefault(flight.threat, []).append(flight)
    return [
        end(own, key=lambda flight: flight.distance)
        for own in by_threat.values()
        for end in (min, max)
    ]


def _burning(flight: DeclaredFlight, end: str) -> DeclaredFlight:
    return replace(flight, burn_time=Estimate.exactly(getattr(flight.burn_time, end)))
