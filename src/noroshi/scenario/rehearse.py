"""What a run at the scenario's own two dates would refuse, found from the declarations alone.

These findings hang on the dates, and a run or a watch may be asked for others: so `load` takes such
a scenario, and `noroshi check` refuses it, before anything is computed.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Final

from noroshi.earth.geodesic import inverse
from noroshi.errors import NoroshiError
from noroshi.motion.solve import HIGHEST_APOGEE, LONGEST_RANGE, SHORTEST_RANGE
from noroshi.scenario.pairing import Pairing, pairings
from noroshi.scenario.records import Ground, Scenario
from noroshi.scenario.watched import Fleet, Flown, Satellite, Station
from noroshi.world import Draws
from noroshi.world.document import Notice
from noroshi.world.merging import Tree

DAY, KILOMETRE = 86400.0, 1e3
_BEST: Final = Draws.best()


def rehearse(tree: Tree, scenario: Scenario) -> None:
    """Report what stands in the way of a run and a watch at `before` and `after`."""
    before, after = scenario.header.before, scenario.header.after
    if after is None:
        return
    for check in _OF_AFTER:
        for path, what, hint in check(scenario, scenario.at(after)):
            tree.problem(path, what, hint=hint)
    if before is not None:
        for compare in _OF_BOTH:
            for path, what, hint in compare(scenario, scenario.at(before), scenario.at(after)):
                tree.problem(path, what, hint=hint)


def _flights(scenario: Scenario, after: Scenario) -> Iterator[Notice]:
    """Threats that give no flight that day, and flights that none of the two can fly."""
    if not scenario.threats:
        return
    found = pairings(after)
    if not found:
        lacking = "no threat" if not after.threats else "no flight of a threat to a receiver"
        what = f"{lacking} holds on {after.day}, the scenario's `after`"
        yield ("threats",), what, f"give one dates (`from`, `until`) that hold on {after.day}"
    told = set()
    for flight in found:
        for path, what, hint in impossible(after, flight):
            if path not in told:
                told.add(path)
                yield path, what, hint


def impossible(world: Scenario, flight: Pairing) -> Iterator[Notice]:
    """Why no vehicle at all could fly a flight."""
    name, reach = flight.id, flight.range / KILOMETRE
    apogee = world.threats[flight.threat].profile.apogee
    if flight.range < SHORTEST_RANGE:
        what = f"{name}: a range of {reach:.1f} km has no direction"
        hint = f"name a site or a receiver that is {SHORTEST_RANGE / KILOMETRE:g} km away or more"
        yield ("threats", flight.threat), what, hint
    if flight.range > LONGEST_RANGE:
        what = f"{name}: a range of {reach:,.0f} km leads about to the antipodes"
        hint = f"name a site or a receiver within {LONGEST_RANGE / KILOMETRE:,.0f} km"
        yield ("threats", flight.threat), what, hint
    if apogee is not None and apogee > HIGHEST_APOGEE:
        what = f"an apogee of {apogee / KILOMETRE:,.0f} km is too high"
        hint = f"write at most {HIGHEST_APOGEE / KILOMETRE:.0f} km"
        yield ("threats", flight.threat, "profile", "apogee"), what, hint


def _chains(scenario: Scenario, before: Scenario, after: Scenario) -> Iterator[Notice]:
    """Parties whose people nobody warns on a day from `before` to `after`."""
    told = set()
    for day in _days(scenario, before.day, after.day):
        cut = scenario.at(day)
        warned = {rule.party for rule in cut.rules.values()}
        for key, receiver in cut.receivers.items():
            if receiver.party not in warned and receiver.party not in told:
                told.add(receiver.party)
                yield (
                    ("receivers", key, "party"),
                    f"nobody warns the people of {receiver.party} on {day}",
                    f"let an entry under `rules` with `party: {receiver.party}` hold on that day",
                )


def _days(scenario: Scenario, first: date | None, last: date | None) -> list[date]:
    """The days from the first to the last on which a chain or a receiver begins or ends."""
    assert first is not None  # cut at a date
    assert last is not None
    changes = {
        day
        for section in ("parties", "rules", "receivers")
        for entry in getattr(scenario, section).values()
        for day in (entry.since, entry.until)
        if day is not None and first < day < last
    }
    return sorted({first, last} | changes)


def _comparable(_world: Scenario, before: Scenario, after: Scenario) -> Iterator[Notice]:
    """Parties that only one of the two dates has a warning chain for."""
    if not after.threats:
        return
    earlier, later = ({r.party: r.id for r in s.rules.values()} for s in (before, after))
    for party in sorted(set(earlier) ^ set(later)):
        held, lacking = (before, after) if party in earlier else (after, before)
        what = f"{party} has a warning chain on {held.day} and none on {lacking.day}"
        hint = f"declare one that holds on {lacking.day}, or the two dates cannot be compared"
        yield ("rules", {**earlier, **later}[party]), what, hint


def _skies(_world: Scenario, before: Scenario, after: Scenario) -> Iterator[Notice]:
    """Sites that have a sky on one of the dates alone."""
    coasts = {place for waters in after.waters.values() for place in waters.coast}
    carriers = {p.on for s in (before, after) for p in s.payloads.values()}
    platforms = {**before.platforms, **after.platforms}
    if not any(isinstance(platforms[i], Satellite) for i in carriers):
        return
    earlier = {sky.at for sky in before.skies.values()}
    for key, sky in after.skies.items():
        if sky.at not in earlier | coasts:
            what = f"'{sky.at}' has a sky on {after.day} and none on {before.day}"
            yield ("skies", key), what, f"let one hold on {before.day}, too"


def _orbits(_world: Scenario, before: Scenario, after: Scenario) -> Iterator[Notice]:
    """Satellites whose place on the day of `after` cannot be told."""
    assert after.day is not None
    epoch = datetime(after.day.year, after.day.month, after.day.day, tzinfo=UTC)
    carriers = {p.on for s in (before, after) for p in s.payloads.values()}
    for key, platform in {**before.platforms, **after.platforms}.items():
        if key not in carriers or not isinstance(platform, Satellite):
            continue
        try:
            platform.orbit.trajectory(epoch, DAY, _BEST)
        except NoroshiError as error:
            what, _, hint = str(error).partition("; ")
            yield ("platforms", key, "orbit"), what, hint


def _stations(_world: Scenario, before: Scenario, after: Scenario) -> Iterator[Notice]:
    """Stations that no base of the type of craft that a watch compares can reach."""
    if not (after.fleets and after.stations):
        return
    fleets = [f for s in (before, after) for f in s.fleets.values()]
    known = {**after.platforms, **before.platforms}
    flying = [f for f in fleets if known[f.platform].kind == "aircraft"]
    name = (flying or fleets)[0].platform
    craft, own = known[name], [f for f in fleets if f.platform == name]
    if not isinstance(craft, Flown):
        return
    places = {**after.places, **before.places}
    if not any(
        _reaches(craft, places[f.base], station) for f in own for station in after.stations.values()
    ):
        bases = ", ".join(dict.fromkeys(f.base for f in own))
        what = f"no station is within reach of {bases} for a {name}"
        hint = "declare one within reach under `stations`, or a fleet nearer to one"
        yield ("fleets", _first(own)), what, hint


def _first(fleets: list[Fleet]) -> str:
    return fleets[0].id


def _reaches(craft: Flown, base: object, station: Station) -> bool:
    """Whether there is a draw in which a sortie has time on station."""
    if not isinstance(base, Ground):
        return False
    distance = float(inverse(base.lat.best, base.lon.best, *station.pattern.middle)[0])
    return 2.0 * distance / craft.speed.high < craft.endurance.high - craft.reserve.low


_OF_AFTER: tuple[Callable[[Scenario, Scenario], Iterator[Notice]], ...] = (_flights,)
_OF_BOTH: tuple[Callable[[Scenario, Scenario, Scenario], Iterator[Notice]], ...] = (
    _chains,
    _comparable,
    _skies,
    _orbits,
    _stations,
)
