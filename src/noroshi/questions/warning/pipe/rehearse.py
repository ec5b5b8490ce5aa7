"""Flights that a run would refuse at the ends of what is declared, found before it draws."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from noroshi.motion.records import pick
from noroshi.motion.refusal import refusal
from noroshi.questions.warning.pipe.expand import DeclaredFlight, expand
from noroshi.questions.warning.pipe.fly import solved
from noroshi.scenario.records import Scenario
from noroshi.world import Estimate
from noroshi.world.document import Notice


def unflown(scenario: Scenario) -> Iterator[Notice]:
    """Vehicles of which some flight cannot be at the low, best or high value of its burn time.

    The shortest and the longest flight of each threat are tried, since what burns too long for one
    burns too long for a shorter one. Everything else that is drawn is at its best value.
    """
    day = scenario.header.after
    flights = _outermost(expand(scenario if day is None else scenario.at(day)))
    tried = [(end, _burning(f, end)) for f in flights for end in ("best", "high", "low")]
    found = solved([flight for _, flight in tried]) if tried else None
    told = set[str]()
    for i, (end, flight) in enumerate(tried):
        assert found is not None
        if found.status[i] and flight.vehicle not in told:
            told.add(flight.vehicle)
            yield (
                ("vehicles", flight.vehicle, "burn_time"),
                f"at its {end} value: {refusal(pick(found, np.array([i])))} ({flight.id})",
                "write a burn time that all flights of the vehicle can have, from low to high",
            )


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
