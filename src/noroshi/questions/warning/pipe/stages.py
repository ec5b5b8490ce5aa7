"""The one pipe, as the picture in DESIGN.md draws it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.errors import NoroshiError
from noroshi.kept import kept
from noroshi.motion.burnout import burnout
from noroshi.questions.base import OwnStage, Progress
from noroshi.questions.warning.pipe.alternatives import choices, repeated, variants
from noroshi.questions.warning.pipe.fly import DrawnFlights, fly
from noroshi.questions.warning.pipe.followed import followed
from noroshi.questions.warning.pipe.hear import concerned, hearings
from noroshi.questions.warning.pipe.observe import absence_name, look_all, may_be_absent
from noroshi.questions.warning.pipe.reach import Pairs, arrivals
from noroshi.questions.warning.pipe.records import (
    Assessment,
    DetectionTable,
    FlightTable,
    TrackTable,
)
from noroshi.questions.warning.pipe.sides import CommonGround, PostureRun, prepare, side
from noroshi.questions.warning.pipe.stations import all_stations
from noroshi.questions.warning.pipe.told import SHARED, warn
from noroshi.scenario.records import WARNED, Scenario
from noroshi.world import Draws

Floats = NDArray[np.float64]


def assess(
    scenario: Scenario, *, draws: int = 128, seed: int = 0, progress: Progress | None = None
) -> Assessment:
    """What the posture of a scenario sees and whom it warns when.

    Cut the scenario at a date first: `load("japan").at("2015-01-01")`.

    Example:
        >>> import noroshi
        >>> found = assess(noroshi.load("small").at("2015-01-01"), draws=1)
        >>> found.detections.sensors
        ('north-radar', 'south-radar', 'satellite')
        >>> found.warnings.margin.shape[-1]  # knowledge, pair of flight and place, draw
        1
    """
    return assess_all([scenario], draws=draws, seed=seed, progress=progress)[0]


def assess_all(
    scenarios: Sequence[Scenario],
    *,
    draws: int = 128,
    seed: int = 0,
    progress: Progress | None = None,
) -> tuple[Assessment, ...]:
    """Several postures over the same draws; what they have in common is done once."""
    for scenario in scenarios:
        _refuse_unwarned(scenario, [rule.party for rule in scenario.rules.values()])
    told = progress or _silent
    drawn = Draws.of({n for scenario in scenarios for n in unknowns(scenario)}, draws, seed)
    flown = fly(scenarios, drawn, told)
    told(OwnStage("looking"), 0.0)
    varied = variants(scenarios)
    every = [posture for postures in varied.values() for posture in postures]
    seen = look_all(every, repeated(flown, len(varied)), drawn, seed, told)
    held = [seen.held(i) for i in range(len(every))]
    faced = [
        _faced(scenario, flights) for scenario, flights in zip(scenarios, flown.tables, strict=True)
    ]
    own = all_stations(scenarios)[1]
    state = kept("flights", burnout, flown.drawn)
    worlds = [
        _world(postures, flown, faced, held[i * len(scenarios) :], own, state, drawn)
        for i, postures in enumerate(varied.values())
    ]
    told(OwnStage("tracking"), 0.0)
    tracks, *others = followed(worlds, told)
    assessed = [
        _assess(scenario, flights, seen.table(i), side, table, drawn)
        for i, (scenario, flights, side, table) in enumerate(
            zip(scenarios, flown.tables, worlds[0][1], tracks, strict=True)
        )
    ]
    known = [[table.known[SHARED] for table in each] for each in (tracks, *others)]
    by_lowest = [dict(zip(varied, each, strict=True)) for each in zip(*known, strict=True)]
    asked = scenarios[-1].alternatives
    return tuple(
        replace(a, choices=choices(a, asked, mine, seed))
        for a, mine in zip(assessed, by_lowest, strict=True)
    )


class Faced(NamedTuple):
    """Whom the flights of a posture concern."""

    pairs: Pairs
    arrival: Floats
    """(pair, draw) [s after launch]."""


def _faced(scenario: Scenario, flights: FlightTable) -> Faced:
    pairs = concerned(scenario, flights, list(scenario.rules.values()))
    return Faced(pairs, arrivals(pairs, flights.flight_time))


def _world(
    scenarios: Sequence[Scenario],
    flown: DrawnFlights,
    faced: Sequence[Faced],
    held: Sequence[Floats],
    own: Sequence[Sequence[int]],
    state: Floats,
    draws: Draws,
) -> tuple[CommonGround, list[PostureRun]]:
    """All postures, ready to be tracked; `held` begins with theirs."""
    common = prepare(scenarios, flown, held[: len(scenarios)], own, state, draws)
    return common, [
        _side(scenario, whom, tuple(stations), members, common, draws)
        for scenario, whom, stations, members in zip(
            scenarios, faced, own, flown.members, strict=True
        )
    ]


def _refuse_unwarned(scenario: Scenario, parties: Sequence[str]) -> None:
    twice = sorted({p for p in parties if parties.count(p) > 1})
    if twice:
        raise NoroshiError(
            f"on {scenario.day} more than one warning chain holds for {', '.join(twice)}: "
            "give the entries of `rules` dates (`from`, `until`) that do not overlap"
        )
    left = sorted({r.party for r in scenario.receivers.values()} - set(parties))
    if left:
        raise NoroshiError(
            f"on {scenario.day} nobody warns the people of {', '.join(left)}: "
            "declare a warning chain under `rules` that holds on that day"
        )


def unknowns(scenario: Scenario) -> set[str]:
    """Every dimension of the draws: the estimates, and whether each sensor is there."""
    estimates = {e.dimension for e in scenario.estimates(WARNED)}
    return estimates | {absence_name(s) for s in scenario.sensors.values() if may_be_absent(s)}


def _silent(_stage: str, _share: float) -> None:
    pass


def _side(
    scenario: Scenario,
    faced: Faced,
    stations: tuple[int, ...],
    members: NDArray[np.intp],
    common: CommonGround,
    draws: Draws,
) -> PostureRun:
    """Who hears what of one posture, and whom each flight concerns."""
    heard = hearings(scenario, list(scenario.rules.values()), draws)
    return side(scenario, heard, *faced, stations, members, common, draws)


def _assess(
    scenario: Scenario,
    flights: FlightTable,
    detections: DetectionTable,
    side: PostureRun,
    tracks: TrackTable,
    draws: Draws,
) -> Assessment:
    """One posture's warnings from its own flights, detections and tracks."""
    powered_alone = np.array(
        [s.sees_powered_flight_alone for s in scenario.sensors.values()], dtype=bool
    )
    return Assessment(
        scenario=scenario,
        draws=draws,
        flights=flights,
        detections=detections,
        tracks=tracks,
        warnings=warn(
            detections.confirmed,
            detections.held,
            tracks.known,
            powered_alone,
            side.pairs,
            side.arrival,
            side.party,
            side.hearings,
        ),
        receivers=tuple(scenario.receivers),
        parties=tuple(rule.party for rule in side.rules),
        population=np.array([place.population for place in scenario.receivers.values()]),
        receiver_party=side.party,
        hearings=side.hearings,
        powered_alone=powered_alone,
    )
