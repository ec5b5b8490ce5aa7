"""What is odd in a scenario and allowed: told by `noroshi check`, refused by nobody.

What an answer may hang on is told beside every answer, too.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from noroshi.earth.geodesic import inverse
from noroshi.earth.regions import areas
from noroshi.errors import Problem
from noroshi.nearest import suggestion
from noroshi.scenario.pairing import pairings
from noroshi.scenario.records import Ground, Scenario
from noroshi.scenario.remarks_warning import unheard, unmeasured, unreached
from noroshi.scenario.watched import Flown, Patrol, Satellite, Waters
from noroshi.sensing import Radar
from noroshi.world.document import Notice
from noroshi.world.merging import Tree, dotted
from noroshi.world.references import references

KILOMETRE: Final = 1e3
FAR: Final = 6_000e3
"""No radar is taken to see farther [m], where its `max_range` is not declared."""
_UNNAMED: Final = "leave it out, or name it where it is meant"
_SAMPLES: Final = 33
"""Of the way over the ground of a flight."""


def remarks(tree: Tree, scenario: Scenario) -> tuple[Problem, ...]:
    """Everything odd, each with file and line, in the order of the files."""
    return _in_order([*_found(_OF_FILES, tree, scenario), *bearing(tree, scenario), *tree.remarks])


def bearing(tree: Tree, scenario: Scenario) -> tuple[Problem, ...]:
    """Of what is odd that by which an answer may be another one than was meant."""
    return _in_order(_found(_OF_ANSWERS, tree, scenario))


def _found(looks: "tuple[_Look, ...]", tree: Tree, scenario: Scenario) -> Iterator[Problem]:
    for path, what, hint in (notice for look in looks for notice in look(tree, scenario)):
        yield Problem(*tree.mark(path), dotted(path), "", what, hint)


def _in_order(told: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(told, key=lambda p: (p.file, p.line or 0, p.path)))


def _dates(_tree: Tree, scenario: Scenario) -> Iterator[Notice]:
    header = scenario.header
    if scenario.threats and (header.before is None or header.after is None):
        what = "names no two dates to compare"
        yield ("scenario",), what, "write `before:` and `after:`, or give a run --as-of, --against"


def _never(_tree: Tree, scenario: Scenario) -> Iterator[Notice]:
    """What a run at both dates leaves out; fleets are declared for many years on purpose.

    Of partners it asks on each day on which an arrangement begins, too.
    """
    days = [d for d in (scenario.header.before, scenario.header.after) if d is not None]
    arranged = [s.since for s in scenario.sharing.values() if s.since is not None]
    for section in ("sensors", "threats", "receivers") if len(days) == 2 else ():
        for key, entry in getattr(scenario, section).items():
            if not any(entry.holds(day) for day in (*days, *arranged)):
                what = f"holds neither on {days[0]} nor on {days[1]}"
                yield (section, key), what, "a run at the scenario's own dates leaves it out"


def _own(_tree: Tree, scenario: Scenario) -> Iterator[Notice]:
    for key, sensor in scenario.sensors.items():
        for index, other in enumerate(sensor.shared):
            if other.party == sensor.owner:
                what = f"is shared with its own owner, '{sensor.owner}'"
                yield ("sensors", key, "shared", index), what, "leave it out"


def _regions(_tree: Tree, scenario: Scenario) -> Iterator[Notice]:
    """Regions by which no outline on the maps is found."""
    known = {party: {a.name for a in areas() if a.party == party} for party in scenario.parties}
    for key, receiver in scenario.receivers.items():
        names = known[receiver.party]
        if receiver.region and names and receiver.region not in names:
            what = f"there is no region '{receiver.region}' of '{receiver.party}' on the maps"
            hint = suggestion(receiver.region, sorted(names)) or "leave it out, or write its name"
            yield ("receivers", key, "region"), what, hint


def _unused(tree: Tree, scenario: Scenario) -> Iterator[Notice]:
    """Entries that only others give a meaning to, and that none names."""
    named: dict[str, set[str]] = {}
    for _path, word, target in references(tree):
        named.setdefault(target, set()).add(word)
    craft = {i for i, p in scenario.platforms.items() if isinstance(p, Flown)}
    for section, only in (
        ("places", None),
        ("vehicles", None),
        ("vessels", None),
        ("platforms", craft),
    ):
        for key in getattr(scenario, section):
            if key not in named.get(section, ()) and (only is None or key in only):
                yield (section, key), "nothing names it", _UNNAMED


def _people(_tree: Tree, scenario: Scenario) -> Iterator[Notice]:
    """Parties of which no place has a population: their means are over nobody."""
    for party in scenario.parties:
        own = {key: r for key, r in scenario.receivers.items() if r.party == party}
        if own and not any(r.population for r in own.values()):
            yield (
                ("receivers", next(iter(own))),
                f"neither it nor another place of '{party}' has a `population`",
                "write how many people live there, since a run tells means over people",
            )


def _radars(_tree: Tree, scenario: Scenario) -> Iterator[Notice]:
    """Radars that no flight comes near, whatever its height."""
    ways = [_way(scenario, p.site, p.receiver) for p in pairings(scenario)]
    if not ways:
        return
    lat, lon = np.concatenate(ways, axis=1)
    points = _directions(lat, lon)
    for key, sensor in scenario.sensors.items():
        place = scenario.places[sensor.at]
        if not (isinstance(sensor, Radar) and isinstance(place, Ground)):
            continue
        reach = FAR if sensor.max_range is None else min(sensor.max_range.high, FAR)
        # Which is nearest on a sphere is so on the Earth, but for a few kilometres of thousands.
        near = int(np.argmax(_directions(place.lat.best, place.lon.best) @ points))
        nearest = float(inverse(place.lat.best, place.lon.best, lat[near], lon[near])[0])
        if nearest > reach:
            yield (
                ("sensors", key),
                f"no flight comes nearer to it over the ground than {nearest / KILOMETRE:,.0f} km, "
                f"and it sees {reach / KILOMETRE:,.0f} km",
                "it never sees anything in a run",
            )


def _fences(_tree: Tree, scenario: Scenario) -> Iterator[Notice]:
    """Radars that search where none of their faces looks."""
    for key, sensor in scenario.sensors.items():
        if not isinstance(sensor, Radar) or sensor.search is None:
            continue
        low, high = sensor.search.elevation
        if all(
            face.elevation[0].best >= high.best or low.best >= face.elevation[1].best
            for face in sensor.faces
        ):
            yield (
                ("sensors", key, "search", "elevation"),
                "none of its faces has anything of the fence that it searches",
                "so it finds only what a satellite cues it to: write elevations that a face has",
            )


def _way(scenario: Scenario, site: str, receiver: str) -> NDArray[np.float64]:
    """Points along the great circle from a site to a receiver, (2, point) [rad]."""
    place, aim = scenario.places[site], scenario.receivers[receiver]
    assert isinstance(place, Ground)
    ends = np.array([[place.lat.best, place.lon.best], [aim.lat, aim.lon]])
    lat, lon = ends.T
    corners = _directions(lat, lon)
    share = np.linspace(0.0, 1.0, _SAMPLES)
    x, y, z = corners[:, :1] * (1.0 - share) + corners[:, 1:] * share
    return np.stack([np.arctan2(z, np.hypot(x, y)), np.arctan2(y, x)])


def _directions(lat: ArrayLike, lon: ArrayLike) -> NDArray[np.float64]:
    """Unit vectors to points on a sphere, (3, …)."""
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _patrols(_tree: Tree, scenario: Scenario) -> Iterator[Notice]:
    """Patrols whose station is so far from its waters that none of them is above the horizon."""
    for key, patrol in scenario.patrols.items():
        waters = scenario.waters.get(scenario.stations[patrol.station].waters or "")
        platform = scenario.platforms[scenario.fleets[patrol.fleet].platform]
        if waters is None or isinstance(platform, Satellite):
            continue
        height = platform.height.high if platform.kind == "aircraft" else 50.0
        sight = float(np.sqrt(2.0 * 8.5e6 * height))
        off = _off(scenario, patrol, waters)
        if off > sight:
            yield (
                ("patrols", key, "station"),
                f"its way is {off / KILOMETRE:,.0f} km or more from '{waters.id}', and from its "
                f"height it sees {sight / KILOMETRE:,.0f} km of the surface",
                "name another station, or write other `waters` at this one",
            )


def _off(scenario: Scenario, patrol: Patrol, waters: Waters) -> float:
    """Least distance between a patrol's way and where vessels approach the waters [m]."""
    pattern = scenario.stations[patrol.station].pattern
    lat, lon = pattern.point(np.linspace(0.0, pattern.length, _SAMPLES))
    coast = [p for i in waters.coast if isinstance(p := scenario.places[i], Ground)]
    to = np.array([(p.lat.best, p.lon.best) for p in coast]).T
    distance = inverse(np.asarray(lat)[:, None], np.asarray(lon)[:, None], *to)[0]
    return max(float(np.min(distance)) - waters.approach_from, 0.0)


def _orbits(_tree: Tree, scenario: Scenario) -> Iterator[Notice]:
    """What is odd about declared orbits, though they can be flown."""
    for key, platform in scenario.platforms.items():
        if isinstance(platform, Satellite):
            for what in platform.orbit.remarks():
                yield ("platforms", key, "orbit"), what, "leave it out, or write it as it is meant"


_Look = Callable[[Tree, Scenario], Iterator[Notice]]
_OF_FILES: Final[tuple[_Look, ...]] = (_dates, _never, _own, _regions, _unused, _orbits)
"""About how files are written, or what a run tells anyway."""
_OF_ANSWERS: Final[tuple[_Look, ...]] = (
    _people,
    unreached,
    unheard,
    unmeasured,
    _radars,
    _fences,
    _patrols,
)
"""About what an answer may hang on."""
