"""What options can be, where no one section of a world declares just that: names by id.

Each is for `OneOf` of a question's options, so that whoever offers them has a list.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from noroshi.scenario.records import Scenario


def home_bases(world: "Scenario") -> Mapping[str, str]:
    """Places on the ground, first those that fleets go out from."""
    known = grounds(world)
    own = {f.base: known[f.base] for f in world.fleets.values() if f.base in known}
    return {**own, **known}


def grounds(world: "Scenario") -> Mapping[str, str]:
    """Places that are on the ground."""
    return {key: _name(p, key) for key, p in world.places.items() if p.kind == "ground"}


def where(world: "Scenario") -> Mapping[str, str]:
    """Waters, places on the ground and those that are warned: of one name the first."""
    waters = {key: _name(w, key) for key, w in world.waters.items()}
    return _once({**_receivers(world), **grounds(world)}, waters)


def passed(world: "Scenario") -> Mapping[str, str]:
    """Places that are warned, and places on the ground: of one name the first."""
    return _once(grounds(world), _receivers(world))


def sites_with_events(world: "Scenario") -> Mapping[str, str]:
    """Places of declared seismic events."""
    events = sorted(world.seismic_events.values(), key=lambda e: e.origin)
    return {e.place: _name(world.places[e.place], e.place) for e in events}


def skies(world: "Scenario") -> Mapping[str, str]:
    """Places above which a sky is declared."""
    return {s.at: _name(world.places[s.at], s.at) for s in world.skies.values()}


def craft(world: "Scenario") -> Mapping[str, str]:
    """Types of craft that go out from a base."""
    return {k: _name(p, k) for k, p in world.platforms.items() if p.kind != "satellite"}


def satellites(world: "Scenario") -> Mapping[str, str]:
    """Satellites that carry something."""
    carried = {payload.on for payload in world.payloads.values()}
    return {
        k: _name(p, k) for k, p in world.platforms.items() if p.kind == "satellite" and k in carried
    }


def _receivers(world: "Scenario") -> Mapping[str, str]:
    return {key: _name(r, key) for key, r in world.receivers.items()}


def _once(last: Mapping[str, str], first: Mapping[str, str]) -> Mapping[str, str]:
    """Both, without what has the name of another before it."""
    ids = {name: key for key, name in reversed([*first.items(), *last.items()])}
    return {key: name for key, name in {**first, **last}.items() if ids[name] == key}


def _name(entry: object, key: str) -> str:
    return str(getattr(entry, "name", "")) or key
