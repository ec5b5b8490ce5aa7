"""What flying from one base rather than another gives at a station."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment.fleets import Moved, base_of, craft_of, station_of, trip_of, upkeep_of
from noroshi.assessment.postings import Posting, postings
from noroshi.declared import Draws
from noroshi.errors import NoroshiError
from noroshi.scenario.records import Ground, Scenario, estimates_of
from noroshi.scenario.watched import Aircraft, Fleet, Flown
from noroshi.watching.duty import DAY, covered, gaps, on_station, sorties_a_day, under_way
from noroshi.watching.sorties import Upkeep, at_once, relieve, sorties
from noroshi.watching.steady import Cycle, craft_for_one, cycle
from noroshi.watching.transit import Trip, refuse_out_of_reach

Floats = NDArray[np.float64]
SIZES: Final = np.arange(1, 9)
"""Sizes of a fleet that are worked out."""
ENOUGH: Final = 0.95
"""Share of the time with at least one on station from which a watch is called continuous."""
PERIOD: Final = 90.0
"""That is flown [d]."""


@dataclass(frozen=True)
class Pair:
    """One type of craft flying from one base to one station; crews for every craft."""

    base: str
    station: str
    trip: Trip
    sustained: Floats
    """Mean number on station when all fly as often as they can, by `SIZES`, (size, draw)."""
    sorties_a_day: Floats
    """Take-offs when all fly as often as they can, likewise [1/day]."""
    under_way: Floats
    """Mean number under way then, likewise: times 24, flight hours a day."""
    covered: Floats
    """Share of the time with at least one on station, each timed to relieve another, likewise."""
    longest_gap: Floats
    """With nobody there, in that, likewise [s]."""
    steady: Cycle
    """One craft's cycle in expectation, each part (draw,)."""
    needed: Floats
    """Least size that covers `enough` of the time, (draw,); inf = more than the largest."""
    needed_steady: Floats
    """Cycle over time on station, not a whole number, (draw,); inf = out of reach."""
    crew_share: Floats
    """Time under way that a continuous watch takes, over time passed, (draw,) [1]; inf likewise."""


@dataclass(frozen=True)
class BasingTable:
    """Bases and stations compared, over the same draws."""

    scenario: Scenario
    """The posture after."""
    before: Scenario | None
    platform: str
    craft: Flown
    places: Mapping[str, Ground]
    """The bases, by id."""
    weather: Mapping[str, Fleet | None]
    """The fleet whose weather each base was given."""
    stations: tuple[str, ...]
    draws: Draws
    period: float
    """That was flown [s]."""
    enough: float
    pairs: tuple[Pair, ...]
    """Station by station, base by base."""
    postings: tuple[Posting, ...]
    """Of the type's fleets declared in either posture, station by station."""
    over: str
    """The base that the others are compared with."""
    search_rate: Mapping[str, Floats]
    """Area searched in a second on station, by payloads that search any, (draw,) [m²/s]."""
    search_rate_best: Mapping[str, float]
    """The same with every estimate at its best value."""

    @property
    def bases(self) -> tuple[str, ...]:
        """Ids, in the order asked for."""
        return tuple(self.places)

    def pair(self, base: str, station: str) -> Pair:
        """What was found for a base and a station."""
        return next(p for p in self.pairs if (p.base, p.station) == (base, station))

    def name_of(self, base: str) -> str:
        """A base's own name."""
        return self.places[base].name


def basing(
    scenario: Scenario,
    *,
    bases: Sequence[str] = (),
    stations: Sequence[str] = (),
    draws: int = 128,
    seed: int = 0,
    platform: str | None = None,
    before: Scenario | None = None,
    days: float = PERIOD,
    enough: float = ENOUGH,
) -> BasingTable:
    """Compare places as bases of one type of craft for one or several stations.

    Weather is that of a fleet declared at the base, else of the type's first fleet; nothing else
    tells bases apart but their distance. A named station that no base reaches is refused.

    Args:
        scenario: the posture after; where it is not cut at a date, it is cut at its own `after`
            and compared with its own `before`.
        bases: ids of places; none = the bases of the type's declared fleets.
        stations: ids; none = every one within reach.
        draws: how many.
        seed: of draws and luck.
        platform: id of the type of craft; None = that of the first fleet at one of the bases.
        before: the posture before, cut at its date.
        days: period that is flown.
        enough: share of the time from which a watch is called continuous.

    Raises:
        NoroshiError: something is not declared, or a station is out of reach.
    """
    after, before = _postures(scenario, before)
    fleets = [f for s in (before, after) if s is not None for f in s.fleets.values()]
    name = platform or _type_of(scenario, fleets, bases)
    craft = craft_of(scenario, name)
    places = {b: base_of(scenario, b) for b in bases or _own_bases(fleets, name)}
    values = Draws.of(_unknowns(scenario, craft, places.values(), fleets), draws, seed)
    weather = {b: _weather(fleets, name, b) for b in places}
    pairs: list[Pair] = []
    for station in stations or scenario.stations:
        where = station_of(scenario, station)
        found = {b: trip_of(craft, place, where, values) for b, place in places.items()}
        if any(np.any(r.on_station > 0.0) for r in found.values()):
            for b, r in found.items():
                upkeep = upkeep_of(craft, weather[b], values, crews=False)
                # Bases are alternatives, never flown together: with one luck they compare best.
                key = f"{seed}\n{name}\n{station}"
                pairs.append(_pair(b, station, r, upkeep, days * DAY, enough, key))
        elif stations:
            _refuse(scenario, craft, station, found, values)
    kept = tuple(dict.fromkeys(p.station for p in pairs))
    over = _compared_with(before, name, tuple(places))
    moved = (over, Moved(places[over], weather[over]))
    worlds = [("before", before), ("after", after)]
    return BasingTable(
        scenario=after,
        before=before,
        platform=name,
        craft=craft,
        places=places,
        weather=weather,
        stations=kept,
        draws=values,
        period=days * DAY,
        enough=enough,
        pairs=tuple(pairs),
        postings=tuple(
            posting
            for label, world in worlds
            if world is not None
            for s in kept
            for posting in postings(
                label, world, name, s, values, seed=seed, period=days * DAY, over=moved
            )
        ),
        over=over,
        search_rate=_search_rates(scenario, name, craft, values),
        search_rate_best={
            i: float(rate[0])
            for i, rate in _search_rates(scenario, name, craft, Draws.best()).items()
        },
    )


def _postures(scenario: Scenario, before: Scenario | None) -> tuple[Scenario, Scenario | None]:
    header = scenario.header
    if scenario.day is not None or header.after is None:
        return scenario, before
    if before is None and header.before is not None:
        before = scenario.at(header.before)
    return scenario.at(header.after), before


def _type_of(scenario: Scenario, fleets: Sequence[Fleet], bases: Sequence[str]) -> str:
    """Of the first fleet at one of the bases; else of the first fleet of aircraft, or at all."""
    there = [f for b in bases for f in fleets if f.base == b]
    flying = [f for f in fleets if isinstance(scenario.platforms[f.platform], Aircraft)]
    ranked = [*there, *flying, *fleets]
    if not ranked:
        raise NoroshiError("no fleet is declared on those dates; name a type of craft: `platform`")
    return ranked[0].platform


def _own_bases(fleets: Sequence[Fleet], platform: str) -> list[str]:
    own = [f.base for f in fleets if f.platform == platform]
    if not own:
        raise NoroshiError(f"no fleet of '{platform}' is declared on those dates; name a base")
    return list(dict.fromkeys(own))


def _compared_with(before: Scenario | None, platform: str, bases: Sequence[str]) -> str:
    """The first base that had a fleet of the type before; else the last one named."""
    own = [] if before is None else [f for f in before.fleets.values() if f.platform == platform]
    had = [b for b in bases if any(f.base == b for f in own)]
    return had[0] if had else bases[-1]


def _weather(fleets: Sequence[Fleet], platform: str, base: str) -> Fleet | None:
    """The fleet whose weather a base has: of the type there, of any there, of the type."""
    there = [f for f in fleets if f.base == base]
    own = [f for f in fleets if f.platform == platform]
    ranked = [*(f for f in there if f in own), *there, *own]
    return ranked[0] if ranked else None


def _unknowns(
    scenario: Scenario, craft: Flown, places: Iterable[Ground], fleets: Sequence[Fleet]
) -> set[str]:
    """The dimensions of the draws: of the craft, what it carries, and where it is based."""
    payloads = [p for p in scenario.payloads.values() if p.on == craft.id]
    homes = [base_of(scenario, f.base) for f in fleets if f.platform == craft.id]
    records = [craft, *payloads, *places, *homes, *fleets, *scenario.patrols.values()]
    return {e.dimension for record in records for e in estimates_of(record) if not e.certain}


def _refuse(
    scenario: Scenario, craft: Flown, station: str, found: Mapping[str, Trip], draws: Draws
) -> None:
    """Refuse a station that none of the bases reaches, by the nearest of them."""
    nearest = min(found, key=lambda b: float(np.min(found[b].transit)))
    known = dict.fromkeys(f.base for f in scenario.fleets.values())
    where = station_of(scenario, station)
    nearer = [
        b
        for b in known
        if np.all(trip_of(craft, base_of(scenario, b), where, Draws.best()).on_station > 0.0)
    ]
    refuse_out_of_reach(
        found[nearest],
        draws(craft.endurance) - draws(craft.reserve),
        station=station,
        base=nearest,
        nearer=tuple(nearer),
    )


def _pair(
    base: str, station: str, trip: Trip, upkeep: Upkeep, period: float, enough: float, key: str
) -> Pair:
    """All sizes of fleet at once: they share their luck."""
    craft = np.broadcast_to(SIZES[:, None], (len(SIZES), len(trip.transit)))
    span = (0.0, period)
    most, relieved = (
        sorties(trip, upkeep, craft, timing=timing, period=period, key=key)
        for timing in (at_once, relieve)
    )
    share, expected = covered(relieved, span), cycle(trip, upkeep)
    reached = trip.on_station > 0.0
    each = np.where(reached, expected.on_station, 1.0)
    return Pair(
        base=base,
        station=station,
        trip=trip,
        sustained=on_station(most, span),
        sorties_a_day=sorties_a_day(most, span),
        under_way=under_way(most, span),
        covered=share,
        longest_gap=gaps(relieved, span).max(axis=0),
        steady=expected,
        needed=_least(share, enough),
        needed_steady=craft_for_one(expected),
        crew_share=np.where(reached, expected.under_way / each, np.inf),
    )


def _least(share: Floats, enough: float) -> Floats:
    """The least size whose share is enough, (draw,); inf = none is."""
    ample = share >= enough
    return np.where(ample.any(axis=0), SIZES[np.argmax(ample, axis=0)], np.inf)


def _search_rates(
    scenario: Scenario, platform: str, craft: Flown, draws: Draws
) -> dict[str, Floats]:
    speed = draws(craft.loiter_speed or craft.speed)
    carried = {i: p for i, p in scenario.payloads.items() if p.on == platform}
    rates = {i: np.asarray(p.search_rate(draws, speed)) for i, p in carried.items()}
    return {i: rate for i, rate in rates.items() if np.any(rate > 0.0)}
