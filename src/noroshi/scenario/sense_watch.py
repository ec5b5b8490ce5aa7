"""What the entries of the watch may well say by themselves but what makes no sense together."""

from collections.abc import Callable, Iterator

from noroshi.access.payloads import OpticalImager, RadarImager
from noroshi.earth.geodesic import inverse
from noroshi.scenario.overlapping import overlapping
from noroshi.scenario.records import Geostationary, Ground, Scenario
from noroshi.scenario.sense_waters import waters_findings
from noroshi.scenario.watched import Flown, Satellite
from noroshi.world.document import Notice, Path_
from noroshi.world.merging import Tree

HOUR, KILOMETRE = 3600.0, 1e3
YEAR = 365.0 * 24.0 * HOUR
MOST_SORTIES = 100_000
"""Of one fleet in a year."""


def check_watch(tree: Tree, scenario: Scenario) -> None:
    """Report payloads on the wrong platform, fleets without a base, stations out of reach."""
    for check in _CHECKS:
        for path, what, hint in check(scenario):
            tree.problem(path, what, hint=hint)


def _payloads(scenario: Scenario) -> Iterator[Notice]:
    for key, payload in scenario.payloads.items():
        platform = scenario.platforms[payload.on]
        orbital = isinstance(payload, OpticalImager | RadarImager)
        if orbital != isinstance(platform, Satellite):
            where = "in orbit" if orbital else "in the air or at sea"
            kind = f"a payload of kind '{payload.kind}' works {where}"
            yield ("payloads", key, "on"), f"{kind}; '{payload.on}' does not", "name another"


def _craft(scenario: Scenario) -> Iterator[Notice]:
    for key, craft in scenario.platforms.items():
        if isinstance(craft, Flown) and craft.reserve.high >= craft.endurance.low:
            yield (
                ("platforms", key, "reserve"),
                "the reserve may be as long as the endurance",
                "write a reserve below the low end of `endurance`",
            )


def _fleets(scenario: Scenario) -> Iterator[Notice]:
    for key, fleet in scenario.fleets.items():
        if isinstance(scenario.platforms[fleet.platform], Satellite):
            what = f"'{fleet.platform}' is a satellite"
            yield ("fleets", key, "platform"), what, "name an aircraft or a ship"
        if isinstance(scenario.places[fleet.base], Geostationary):
            what = f"'{fleet.base}' is a place in orbit"
            yield ("fleets", key, "base"), what, "name a place on the ground"
        if fleet.out_of is not None:
            whole = scenario.fleets[fleet.out_of]
            if whole.platform != fleet.platform or whole.out_of is not None:
                what = f"craft of '{fleet.platform}' cannot be taken from '{fleet.out_of}'"
                hint = "name a fleet of the same craft that is not itself taken from another"
                yield ("fleets", key, "out_of"), what, hint
            if fleet.crew_hours is not None:
                what = f"the crews come with the craft from '{fleet.out_of}'"
                yield ("fleets", key, "crew_hours"), what, "leave it out"


def _sorties(scenario: Scenario) -> Iterator[Notice]:
    """Every sortie is simulated: so many that a run takes minutes are no fleet that there is."""
    for key, fleet in scenario.fleets.items():
        craft = scenario.platforms[fleet.platform]
        if not isinstance(craft, Flown):
            continue
        aborts = craft.failure_interval.low / max(craft.abort_share.high, 1e-9)
        cycle = min(craft.endurance.low, aborts) + craft.turnaround.low
        sorties = fleet.count.high * YEAR / cycle
        if sorties > MOST_SORTIES:
            yield (
                ("fleets", key, "count"),
                f"{fleet.count.high:g} craft that go out again every {cycle / HOUR:.2g} h fly "
                f"about {sorties:,.0f} sorties a year, more than {MOST_SORTIES:,} that are "
                "followed one by one",
                "write fewer craft, or a longer `endurance` or `turnaround` of the platform",
            )


def _patrols(scenario: Scenario) -> Iterator[Notice]:
    for key, patrol in scenario.patrols.items():
        fleet, station = scenario.fleets[patrol.fleet], scenario.stations[patrol.station]
        craft, base = scenario.platforms[fleet.platform], scenario.places[fleet.base]
        if isinstance(craft, Satellite) or isinstance(base, Geostationary):
            continue
        lat, lon = station.pattern.middle
        distance = float(inverse(base.lat.best, base.lon.best, lat, lon)[0])
        out_and_back = 2.0 * distance / craft.speed.best
        lasting = craft.endurance.best - craft.reserve.best
        if out_and_back >= lasting:
            yield (
                ("patrols", key, "station"),
                f"'{patrol.station}' is out of reach from '{fleet.base}': "
                f"{distance / KILOMETRE:,.0f} km out and back take {out_and_back / HOUR:.1f} h, "
                f"and the endurance less the reserve is {lasting / HOUR:.1f} h",
                "name a nearer station or base",
            )


def _efforts(scenario: Scenario) -> Iterator[Notice]:
    for key in scenario.fleets:
        own = [p for p in scenario.patrols.values() if p.fleet == key]
        total = sum(p.effort.best for p in own)
        if total > 1.0 + 1e-9:
            yield (
                ("patrols", own[-1].id, "effort"),
                f"the patrols of '{key}' take {total:.2f} of its sorties together",
                "write efforts whose best values add up to 1 or less",
            )


def _on_the_ground(scenario: Scenario) -> Iterator[Notice]:
    named: list[tuple[Path_, str]] = [
        (("skies", key, "at"), sky.at) for key, sky in scenario.skies.items()
    ]
    for key, waters in scenario.waters.items():
        named += [(("waters", key, "coast", i), place) for i, place in enumerate(waters.coast)]
    for path, place in named:
        if not isinstance(scenario.places[place], Ground):
            yield path, f"'{place}' is a place in orbit", "name a place on the ground"


def _skies(scenario: Scenario) -> Iterator[Notice]:
    for sky, other in overlapping(scenario.skies.values(), lambda sky: sky.at):
        yield (
            ("skies", sky.id),
            f"'{other.id}' is a sky above '{sky.at}' in the same days",
            "let one end (`until:`) on the day on which the other begins (`from:`)",
        )


_CHECKS: tuple[Callable[[Scenario], Iterator[Notice]], ...] = (
    _payloads,
    _craft,
    _fleets,
    _sorties,
    _patrols,
    _efforts,
    _on_the_ground,
    _skies,
    waters_findings,
)
