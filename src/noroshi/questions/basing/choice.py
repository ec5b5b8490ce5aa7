"""What is compared where bases are: which type of craft, which places, stations and postures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from noroshi.access.payloads import Payload
from noroshi.errors import NoroshiError
from noroshi.questions.alike import alike
from noroshi.questions.fleets import base_of, craft_of, station_of
from noroshi.scenario.records import Ground, Scenario
from noroshi.scenario.watched import Aircraft, Fleet, Flown, Station
from noroshi.world import Draws, estimates_of


@dataclass(frozen=True)
class Compared:
    """One type of craft, the bases and stations compared, and the postures."""

    after: Scenario
    before: Scenario | None
    platform: str
    craft: Flown
    payloads: Mapping[str, Payload]
    """That the craft carries, by id."""
    bases: Mapping[str, Ground]
    """By id, in the order asked for."""
    weather: Fleet | None
    """The fleet whose weather all bases are given: of the type's fleets, the one whose weather is
    known best; None = there is no fleet to take it from."""
    own_weather: Mapping[str, Fleet | None]
    """A fleet at each base, whose weather is that base's own; None = none is declared there."""
    stations: Mapping[str, Station]
    over: str
    """The base that the others are compared with."""
    fleets: tuple[Fleet, ...]
    """Of both postures, whatever they fly."""

    def draws(self, count: int, seed: int) -> Draws:
        """The values of everything uncertain that the comparison rests on."""
        own = (base_of(self.after, f.base) for f in self.fleets if f.platform == self.platform)
        patrols = (p for s in (self.before, self.after) if s for p in s.patrols.values())
        records = (
            self.craft,
            *self.payloads.values(),
            *self.bases.values(),
            *own,
            *self.fleets,
            *patrols,
        )
        uncertain = (e for r in records for e in estimates_of(r) if not e.certain)
        return Draws.of({e.dimension for e in uncertain}, count, seed)


def choose(
    scenario: Scenario,
    before: Scenario | None,
    bases: Sequence[str],
    stations: Sequence[str],
    platform: str | None,
) -> Compared:
    """What was asked for, by name, with what is left open filled in from the declared fleets.

    Raises:
        NoroshiError: something is not declared, or there is nothing to fill it in from.
    """
    after, before = _postures(scenario, before)
    fleets = [f for s in (before, after) if s is not None for f in s.fleets.values()]
    # The scenario as it was given: an entry may be named that does not hold at its date.
    known = {**({} if before is None else before.platforms), **scenario.platforms}
    flying = [f for f in fleets if isinstance(known.get(f.platform), Aircraft)]
    name = platform or _type_of(fleets, flying, bases)
    gone = before if before is not None and name in before.platforms else scenario
    craft = craft_of(scenario if name in scenario.platforms else gone, name)
    own = [f for f in fleets if f.platform == name]
    alike_ = [f for f in fleets if isinstance(known.get(f.platform), type(craft))]
    places = {b: base_of(scenario, b) for b in bases or _bases_of(own, name)}
    return Compared(
        after=after,
        before=before,
        platform=name,
        craft=craft,
        payloads={i: p for i, p in scenario.payloads.items() if p.on == name},
        bases=places,
        weather=_best_known(own or [f for f in alike_ if f.base in places]),
        own_weather={b: _at(b, own, alike_) for b in places},
        stations={s: station_of(scenario, s) for s in stations or scenario.stations},
        over=_compared_with(before, name, tuple(places)),
        fleets=tuple(fleets),
    )


def _postures(scenario: Scenario, before: Scenario | None) -> tuple[Scenario, Scenario | None]:
    header = scenario.header
    if scenario.day is None and header.after is not None:
        if before is None and header.before is not None:
            before = scenario.at(header.before)
        scenario = scenario.at(header.after)
    # Fleets draw by their posts and not by their ids: see `alike`.
    return alike(scenario), None if before is None else alike(before)


def _type_of(fleets: Sequence[Fleet], flying: Sequence[Fleet], bases: Sequence[str]) -> str:
    """Of the first fleet at one of the bases; else of the first fleet of aircraft, or at all."""
    there = [f for b in bases for f in fleets if f.base == b]
    ranked = [*there, *flying, *fleets]
    if not ranked:
        raise NoroshiError("no fleet is declared on those dates; name a type of craft: `platform`")
    return ranked[0].platform


def _bases_of(own: Sequence[Fleet], platform: str) -> list[str]:
    if not own:
        raise NoroshiError(f"no fleet of '{platform}' is declared on those dates; name a base")
    return list(dict.fromkeys(f.base for f in own))


def _compared_with(before: Scenario | None, platform: str, bases: Sequence[str]) -> str:
    """The first base that had a fleet of the type before; else the last one named."""
    own = [] if before is None else [f for f in before.fleets.values() if f.platform == platform]
    had = [b for b in bases if any(f.base == b for f in own)]
    return had[0] if had else bases[-1]


def _at(base: str, own: Sequence[Fleet], others: Sequence[Fleet]) -> Fleet | None:
    """The fleet whose weather a base has: of the type there, else one of aircraft (or ships)."""
    return next((f for f in (*own, *others) if f.base == base), None)


def _best_known(fleets: Sequence[Fleet]) -> Fleet | None:
    """The fleet whose weather has the best grade; of several, the first."""
    return min(fleets, key=lambda f: f.weather_hold.grade or "E", default=None)
