"""The one pipe, as the picture in DESIGN.md draws it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.errors import NoroshiError
from noroshi.kept import kept
from noroshi.motion.burnout import burnout
from noroshi.motion.records import pick
from noroshi.questions.base import DRAWS, OwnStage, Progress
from noroshi.questions.warning.pipe.alternatives import (
    AS_DECLARED,
    Elevations,
    WarningByChoice,
    accuracies,
    repeated,
    variants,
    ways,
)
from noroshi.questions.warning.pipe.blocks import (
    FoundInDraws,
    PostureInDraws,
    Sums,
    blocks,
    joined,
    lean,
    part_of,
    told_of_part,
)
from noroshi.questions.warning.pipe.fly import DrawnFlights, fly
from noroshi.questions.warning.pipe.followed import followed
from noroshi.questions.warning.pipe.hear import concerned, hearings
from noroshi.questions.warning.pipe.observe import (
    AllLooks,
    absence_name,
    look_all,
    may_be_absent,
)
from noroshi.questions.warning.pipe.reach import Pairs, arrivals, impacts
from noroshi.questions.warning.pipe.records import (
    Assessment,
    Choices,
    DetectionTable,
    FlightTable,
)
from noroshi.questions.warning.pipe.sides import (
    CoastingFlights,
    CommonGround,
    PostureRun,
    parties_of,
    prepare,
    side,
)
from noroshi.questions.warning.pipe.stations import all_stations
from noroshi.questions.warning.pipe.told import SHARED, reports, warn
from noroshi.scenario.alternatives import Alternative
from noroshi.scenario.records import WARNED, Scenario
from noroshi.world import Draws

Floats = NDArray[np.float64]
Summing = Callable[[Sequence[Assessment]], Sums]
"""Makes sums over the flights of all postures in some draws, by name; the draws last."""


def assess(
    scenario: Scenario, *, draws: int = DRAWS, seed: int = 0, progress: Progress | None = None
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
    draws: int = DRAWS,
    seed: int = 0,
    progress: Progress | None = None,
) -> tuple[Assessment, ...]:
    """Several postures over the same draws; what they have in common is done once.

    Args:
        scenarios: the postures.
        draws: how often every uncertain number is drawn.
        seed: of the draws.
        progress: told what is being worked out.
    """
    return assess_and_sum(scenarios, draws=draws, seed=seed, progress=progress)[0]


def assess_and_sum(
    scenarios: Sequence[Scenario],
    summing: Summing | None = None,
    *,
    draws: int,
    seed: int,
    progress: Progress | None,
    every_team: bool = True,
) -> tuple[tuple[Assessment, ...], Sums]:
    """The same, and sums over flights; see `assess_all`.

    Args:
        scenarios: the postures.
        summing: what sums are made of the postures in each block of draws. What only sums are
            asked about is then not held of flights (`blocks.lean`). None = all is held.
        draws: how often every uncertain number is drawn.
        seed: of the draws.
        progress: told what is being worked out.
        every_team: whether it is told of every team when it knows of flights; or of each flight
            only what the party knows that it is aimed at, and all together, and of what it passes
            over what is known there with what is shared.
    """
    for scenario in scenarios:
        _refuse_unwarned(scenario, [rule.party for rule in scenario.rules.values()])
    told = progress or _silent
    drawn = Draws.of({n for scenario in scenarios for n in unknowns(scenario)}, draws, seed)
    flown = fly(scenarios, drawn, told)
    state = kept("flights", burnout, flown.drawn)
    faced = [
        _faced(scenario, flights) for scenario, flights in zip(scenarios, flown.tables, strict=True)
    ]
    varied, asked = variants(scenarios), scenarios[-1].alternatives
    apart = Draws.of(accuracies(asked), draws, seed)

    def follow(block: Draws) -> FoundInDraws:
        mine = _in_block(flown, block, draws), part_of(state, block, draws)
        tell = told_of_part(told, block, draws)
        tell(OwnStage("looking"), 0.0)
        every = [posture for postures in varied.values() for posture in postures]
        flights = repeated(mine[0], len(varied))
        seen = look_all(every, flights, block, seed, tell, first=len(scenarios))
        found = _follow(varied, *mine, seen, faced, block, seed, tell, every_team)
        return found if summing is None else _summed(found, summing, assessed(found, block))

    def assessed(found: FoundInDraws, some: Draws) -> tuple[Assessment, ...]:
        other = Otherwise(asked, tuple(varied)[1:], apart.part(some.first, some.end))
        every = zip(scenarios, flown.tables, faced, found.detections, found.postures, strict=True)
        return tuple(
            _assess(scenario, _of_draws(table, some), whom.of(some), seen, posture, some, other)
            for scenario, table, whom, seen, posture in every
        )

    found = joined(((block, follow(block)) for block in blocks(drawn)), draws)
    whole = assessed(found, drawn)
    by_draw = state.reshape(len(state), -1, draws)
    begins = {m.tobytes(): by_draw[:, m] for m in flown.members}
    return tuple(
        replace(one, burnout_state=begins[m.tobytes()])
        for one, m in zip(whole, flown.members, strict=True)
    ), found.sums


def _summed(found: FoundInDraws, summing: Summing, assessed: Sequence[Assessment]) -> FoundInDraws:
    """What is found in some draws without what only sums are asked about, and these."""
    return lean(found)._replace(sums=summing(assessed))


def _of_draws(flights: FlightTable, draws: Draws) -> FlightTable:
    """The flights in some draws."""
    drawn = ("flight_time", "burn_time", "apogee", "burnout_altitude")
    some = {name: getattr(flights, name)[:, draws.first : draws.end] for name in drawn}
    return replace(flights, **some)


class Faced(NamedTuple):
    """Whom the flights of a posture concern, and when they come down."""

    pairs: Pairs
    flight_time: Floats
    """(flight, draw) [s]."""

    def of(self, draws: Draws) -> "Faced":
        """In some draws."""
        return Faced(self.pairs, self.flight_time[:, draws.first : draws.end])


def _faced(scenario: Scenario, flights: FlightTable) -> Faced:
    pairs = concerned(scenario, flights, list(scenario.rules.values()))
    return Faced(pairs, flights.flight_time)


def _in_block(flown: DrawnFlights, block: Draws, draws: int) -> DrawnFlights:
    """The flights of some draws; the tables stay those of all."""
    every = np.arange(len(flown.drawn.flight_time))
    return replace(flown, drawn=pick(flown.drawn, part_of(every, block, draws)))


def _follow(
    varied: Mapping[Elevations, Sequence[Scenario]],
    flown: DrawnFlights,
    state: Floats,
    seen: AllLooks,
    faced: Sequence[Faced],
    draws: Draws,
    seed: int,
    told: Progress,
    every_team: bool,
) -> FoundInDraws:
    """Follow the flights of some draws, by what was seen of them.

    Args:
        varied: the postures as declared, and with some sensors looking otherwise.
        flown: the flights in these draws.
        state: at burn-out, (6, flight·draw).
        seen: by all postures, the declared ones first.
        faced: whom they concern in all draws, one a posture.
        draws: these draws.
        seed: of all draws.
        told: who is told of progress.
        every_team: see `assess_and_sum`.
    """
    declared, *_ = varied.values()
    own = all_stations(declared)[1]
    mine = [whom.of(draws) for whom in faced]
    held = iter(range(len(varied) * len(declared)))
    coasting = CoastingFlights.of(flown, draws.count)
    commons = [
        prepare(postures, coasting, [seen.held_by(next(held)) for _ in postures], own, state, draws)
        for postures in varied.values()
    ]
    sides = _sides(declared, flown, mine, own, commons[0], draws, every_team)
    told(OwnStage("tracking"), 0.0)
    # How radars look changes nothing of who hears what of whom.
    place = seed, draws.first, draws.count, tuple(f.id for f in flown.declared)
    tracks = followed([(common, sides) for common in commons], place, told)
    found = []
    for number in range(len(declared)):
        known = tuple(tables[number].known[0] for tables in tracks[1:])
        reported = seen.reported(number)
        heard = reports(*reported, _powered_alone(declared[number]), sides[number].hearings)
        found.append(PostureInDraws(tracks[0][number], heard, known))
    return FoundInDraws(seen.tables(), found)


def _powered_alone(scenario: Scenario) -> NDArray[np.bool_]:
    """Which sensors see powered flight alone, (sensor,)."""
    return np.array([s.sees_powered_flight_alone for s in scenario.sensors.values()], dtype=bool)


def _sides(
    scenarios: Sequence[Scenario],
    flown: DrawnFlights,
    faced: Sequence[Faced],
    own: Sequence[Sequence[int]],
    common: CommonGround,
    draws: Draws,
    every_team: bool,
) -> list[PostureRun]:
    """All postures, ready to be tracked."""
    return [
        side(
            scenario,
            hearings(scenario, list(scenario.rules.values()), draws),
            whom.pairs,
            arrivals(*whom),
            tuple(stations),
            members,
            common,
            draws,
            every_team,
        )
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


class Otherwise(NamedTuple):
    """What is asked of structural choices."""

    alternatives: Mapping[str, Alternative]
    variants: tuple[Elevations, ...]
    """How radars look in each variant of what is declared."""
    draws: Draws
    """Of what alternatives alone reckon with."""


def _assess(
    scenario: Scenario,
    flights: FlightTable,
    faced: Faced,
    detections: DetectionTable,
    found: PostureInDraws,
    draws: Draws,
    otherwise: Otherwise,
) -> Assessment:
    """One posture's warnings from its own flights, detections and tracks."""
    rules = list(scenario.rules.values())
    heard = hearings(scenario, rules, draws)
    party = parties_of(scenario, rules)
    warnings = warn(found.reports, found.tracks.known, *faced, party, heard)
    impact = impacts(faced.pairs)
    known = {AS_DECLARED: found.tracks.known[SHARED, impact]}
    known |= zip(otherwise.variants, found.known, strict=True)
    every = ways(otherwise.alternatives)
    by_choice = WarningByChoice(every, tuple(rules), warnings, known, draws, otherwise.draws)
    return Assessment(
        scenario=scenario,
        draws=draws,
        flights=flights,
        detections=detections,
        tracks=found.tracks,
        warnings=warnings,
        receivers=tuple(scenario.receivers),
        parties=tuple(rule.party for rule in rules),
        population=np.array([place.population for place in scenario.receivers.values()]),
        receiver_party=party,
        hearings=heard,
        powered_alone=_powered_alone(scenario),
        choices=Choices(tuple(way.picked for way in every), by_choice),
    )
