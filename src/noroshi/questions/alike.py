"""What corresponds between two postures: fleets of one type at one base, whatever their ids.

An id is a name that somebody gave; a posture whose fleets are called otherwise is the same posture.
So what is drawn for a fleet or a patrol, and its luck, go by craft, base and station, and by a
number where several share these, in the order of the files. Estimates that say by `shared_as` what
they draw together with keep that.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from noroshi.scenario.records import Scenario
from noroshi.scenario.watched import Patrol
from noroshi.world import Estimate, Record


def alike(scenario: Scenario) -> Scenario:
    """The same posture, its fleets and patrols drawing by their posts and not by their ids."""
    fleets, patrols = fleet_posts(scenario), patrol_posts(scenario)
    return replace(
        scenario,
        fleets={i: _drawing_as(f, f"fleets.{fleets[i]}") for i, f in scenario.fleets.items()},
        patrols={i: _drawing_as(p, f"patrols.{patrols[i]}") for i, p in scenario.patrols.items()},
    )


def fleet_posts(scenario: Scenario) -> dict[str, str]:
    """Craft and base of each fleet, by its id."""
    fleets = scenario.fleets
    return _numbered({i: f"{f.platform} at {f.base}" for i, f in fleets.items()})


def patrol_posts(scenario: Scenario) -> dict[str, str]:
    """Craft, base and station of each patrol, by its id."""
    return _numbered({i: _post(scenario, p) for i, p in scenario.patrols.items()})


def _post(scenario: Scenario, patrol: Patrol) -> str:
    fleet = scenario.fleets[patrol.fleet]
    return f"{fleet.platform} at {fleet.base} to {patrol.station}"


def _numbered(posts: Mapping[str, str]) -> dict[str, str]:
    """Posts by id; the second of a kind, and each after it, with its number."""
    so_far: Counter[str] = Counter()
    found = {}
    for own, post in posts.items():
        so_far[post] += 1
        found[own] = post if so_far[post] == 1 else f"{post}, {so_far[post]}"
    return found


def _drawing_as(value: Any, path: str) -> Any:
    """A record whose estimates draw by another path; their names, which people read, stay."""
    if isinstance(value, Estimate):
        return value if value.shared_as else replace(value, shared_as=path)
    if isinstance(value, Record):
        fields = type(value).model_fields
        return value.model_copy(
            update={n: _drawing_as(getattr(value, n), f"{path}.{n}") for n in fields}
        )
    if isinstance(value, tuple):
        return tuple(_drawing_as(v, f"{path}.{i}") for i, v in enumerate(value))
    return value
