"""Plain names for what is declared: people read "Nodong: burn time", not a dotted path."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from noroshi.present.words import listed
from noroshi.questions.variables import POSTURES
from noroshi.scenario.records import Scenario
from noroshi.scenario.warned import Threat

_FIELDS = {
    "cloud_break": "cloud-break height",
    "growth": "growth of acceleration within a stage",
    "report_delay": "delay of the report",
    "satellite_accuracy": "accuracy of a satellite's report",
    "attribution_delay": "delay of attribution",
    "satellite_direction_delay": "delay of a direction from satellites",
    "radar_direction_delay": "delay of acting on a known area",
    "area_probability": "how sure a warning must be of the area",
    "burnout_recognition": "time to recognise burn-out",
    "reentry_error": "error that re-entry adds",
    "accuracy.beamwidth": "beamwidth",
    "accuracy.range_resolution": "resolution in range",
    "accuracy.angle_floor": "least error of the angle",
    "accuracy.range_floor": "least error of the range",
    "decision_delay": "delay of the decision",
    "broadcast_delay": "delay of the broadcast",
    "reception_delay": "delay until people hear it",
    "refractivity_gradient": "refractivity gradient of the air",
    "powered_cross_section": "radar cross-section while powered",
    "cross_section": "radar cross-section",
    "delay": "delay of sharing",
    "absence": "share of the time it is away",
    "elevation.0": "lowest elevation",
    "elevation.1": "highest elevation",
    "azimuth.0": "beginning of the sector",
    "azimuth.1": "end of the sector",
    "reference.range": "range at which it is published",
    "reference.snr": "signal-to-noise ratio at that range",
    "max_range": "limit of range",
    "look_memory": "time after which looks at one vessel are independent",
    "tasked": "share of the satellites’ time that it gets",
    "coarsest": "how coarse an image may be",
    "lowest_sun": "lowest sun for an image",
    "off_nadir": "how far from straight down it looks",
    "off_nadir_from": "how near straight down it looks",
    "off_nadir_to": "how far from straight down it looks",
    "swath": "breadth of its strip",
    "orbit.altitude": "height of its orbit",
    "orbit.local_time_error": "local time of its passes",
    "orbit.phase": "where along its orbit it is",
    "clear": "share of clear skies",
    "persistence": "how alike the skies of two days are",
    "effort": "share of the sorties that fly there",
    "count": "how many there are",
    "weather_hold": "how often weather stops a take-off",
    "weather_wait": "time until the next try after bad weather",
    "crew_hours": "hours that crews fly",
    "abort_share": "share of the failures that send it home",
    "failure_interval": "time between failures",
    "inspection_interval": "time between inspections",
    "reserve": "reserve of time in the air",
    "turnaround": "time between two sorties",
    "nearest": "nearest range in view",
    "farthest": "farthest range in view",
    "lowest_grazing": "lowest angle at which it sees the surface",
    "sector": "breadth of its view",
    "dwell": "time for one image",
    "spot": "size of a spot",
    "slowest": "slowest speed that it notices",
    "field": "size of one picture",
    "scan": "time of one scan",
    "seen_height": "height of a vessel above the sea",
    "clutter_margin": "signal that a rough sea costs",
    "noise": "the ground's own motion",
    "scatter": "scatter of signals between events and days",
    "search.frame": "time in which it searches all its sectors",
    "search.power": "power of its search",
    "search.aperture": "antenna area of its search",
    "search.noise_temperature": "noise of its search",
    "search.loss": "losses of its search",
    "search.cue_delay": "time until it looks where it is told",
    "revisit": "time between two looks",
    "look_interval": "time between two looks",
    "lat": "latitude",
    "lon": "longitude",
    "restates.amount": "amount that it restates",
    "equals": "rate of exchange",
}
"""Endings of a dotted path that are better said in other words; the first that fits is used."""


def told_apart(before: Scenario, after: Scenario) -> tuple[str, str]:
    """What two postures are called: their dates, or their scenarios where these are two.

    Empty where a posture of one scenario has no date.

    Example:
        `("2013-10-02", "2015-01-01")`; of two scenarios at one date `("japan", "mine")`; at two
        dates `("japan, 2013-10-02", "mine, 2015-01-01")`.
    """
    days = [str(world.day or "") for world in (before, after)]
    if not are_two(before, after):
        return days[0], days[1]
    names = [Path(world.name).name for world in (before, after)]
    if len({*names}) == 1:
        names = [before.name, after.name]
    if days[0] == days[1]:
        return names[0], names[1]
    was, now = (", ".join(filter(None, pair)) for pair in zip(names, days, strict=True))
    return was, now


def posture_names(before: Scenario, after: Scenario) -> list[str]:
    """Of both, as "before, 2013-10-02" or, of another scenario, "before, japan"."""
    called = told_apart(before, after)
    return [f"{p}, {name or 'undated'}" for p, name in zip(POSTURES, called, strict=True)]


def are_two(before: Scenario, after: Scenario) -> bool:
    """Whether two postures are of two scenarios, and not of one at two dates."""
    return bool(before.name and after.name) and before.name != after.name


def spoken_names(worlds: Sequence[Scenario], dimensions: Iterable[str]) -> dict[str, str]:
    """A plain name for some dimensions of the draws of some postures, by the dimension.

    `vehicles.nodong.burn_time` is "Nodong: burn time". Estimates that draw together are named by
    what their entries have in common.
    """
    together: dict[str, list[str]] = {dimension: [] for dimension in dimensions}
    for world in worlds if together else ():
        for estimate in world.estimates():
            if estimate.dimension in together:
                together[estimate.dimension].append(estimate.name)
    return {name: _spoken(worlds, paths or [name]) for name, paths in together.items()}


def _spoken(worlds: Sequence[Scenario], paths: list[str]) -> str:
    section, key, rest = _parts(worlds, paths[0])
    if not rest:
        return _words([key] if key else [section])
    owners = dict.fromkeys(_owner(worlds, *_parts(worlds, path)[:2]) for path in paths)
    return f"{_common(list(owners), section)}: {_words(rest)}"


def _parts(worlds: Sequence[Scenario], path: str) -> tuple[str, str, list[str]]:
    """Section, id (which may hold dots) and fields of a dotted path."""
    section, _, rest = path.partition(".")
    known, end = [_records(world, section) for world in worlds], rest.rfind(".")
    while end > 0 and not any(rest[:end] in records for records in known):
        end = rest.rfind(".", 0, end)
    key = rest[:end] if end > 0 else rest.partition(".")[0]
    return section, key, list(filter(None, rest[len(key) :].split(".")))


def _owner(worlds: Sequence[Scenario], section: str, key: str) -> str:
    """The name of an entry; a rule has none, and is named by its party."""
    rule = worlds[0].rules.get(key) if section == "rules" else None
    return called(worlds, "parties", rule.party) if rule else called(worlds, section, key)


def _common(names: list[str], section: str) -> str:
    """How many share it, and the words that all names begin with; else a few names."""
    if len(names) == 1:
        return names[0]
    columns = zip(*(name.split() for name in names), strict=False)
    same = itertools.takewhile(lambda words: len(set(words)) == 1, columns)
    common = " ".join(words[0] for words in same).rstrip(",:")
    many = "both" if len(names) == _LISTED else str(len(names))
    if common:
        return f"{many} {common}"
    return listed(names) if len(names) <= _LISTED else f"{many} {_words([section])}"


_LISTED = 2


def called(worlds: Sequence[Scenario], section: str, key: str) -> str:
    """The name of an entry in the first of some postures that declares it, or its id in words.

    What has no name and is at a place, as a sky is, is called by that of the place; a threat by
    that of its vehicle.
    """
    for world in worlds:
        record = _records(world, section).get(key)
        if record is not None:
            place = getattr(record, "at", None)
            at = called(worlds, "places", place) if isinstance(place, str) else ""
            name = getattr(record, "name", "") or at or _vehicle(world, key, record)
            return name or _words([key])
    return _words([key])


def _vehicle(world: Scenario, key: str, record: object) -> str:
    """The name of a threat's vehicle, with the threat's id where another flies the same."""
    if not isinstance(record, Threat):
        return ""
    name = world.vehicles[record.vehicle].name
    alike = [t for t in world.threats.values() if t.vehicle == record.vehicle]
    return name if len(alike) == 1 else f"{name}, {_words([key])}"


def _records(scenario: Scenario, section: str) -> Mapping[str, Any]:
    table = getattr(scenario, section, None)
    return table if isinstance(table, Mapping) else {}


def _words(parts: list[str]) -> str:
    """Field names in words; the numbers of list entries mean nothing to a reader."""
    fields = [part for part in parts if not part.isdigit()]
    for path in (".".join(parts), ".".join(fields)):
        for ending, words in _FIELDS.items():
            if path == ending or path.endswith(f".{ending}"):
                return words
    return ", ".join(part.replace("_", " ").replace("-", " ") for part in fields)
