"""What is odd about who sees, who hears of it and who is warned, and is allowed."""

from collections.abc import Iterator

import numpy as np

from noroshi.earth.geodesic import inverse
from noroshi.scenario.pairing import pairings
from noroshi.scenario.records import Ground, Scenario
from noroshi.sensing import Radar, Sensor
from noroshi.world.document import Notice
from noroshi.world.merging import Tree

KILOMETRE = 1e3


def unheard(_tree: Tree, scenario: Scenario) -> Iterator[Notice]:
    """Sensors of which no party with a warning chain hears, and that cue none of which one does."""
    warning = dict.fromkeys(rule.party for rule in scenario.rules.values())
    heard = {key: bool(hearers(scenario, s) & {*warning}) for key, s in scenario.sensors.items()}
    for key, sensor in scenario.sensors.items() if warning else ():
        if not (heard[key] or _cues_one(scenario, sensor, heard)):
            yield (
                ("sensors", key),
                "nobody who warns anybody is told what it sees",
                f"give it `shared:` with a party that has a warning chain ({', '.join(warning)})",
            )


def hearers(scenario: Scenario, sensor: Sensor) -> set[str]:
    """Parties that hear of a sensor at some time: its owner, and with whom it is shared.

    What an arrangement between parties passes on counts, if only on request: it is asked what that
    would bring in real time.
    """
    found = {sensor.owner, *(share.party for share in sensor.shared)}
    for arrangement in scenario.sharing.values():
        if sensor.owner in arrangement.among and sensor.id not in arrangement.withheld:
            found |= {*arrangement.among}
    return found


def _cues_one(scenario: Scenario, sensor: Sensor, heard: dict[str, bool]) -> bool:
    """Whether it tells a sensor that is heard where to look."""
    cued = (s for s in scenario.sensors.values() if s.cue_delay is not None and heard[s.id])
    return sensor.cues and any(s.owner in hearers(scenario, sensor) for s in cued)


def unmeasured(_tree: Tree, scenario: Scenario) -> Iterator[Notice]:
    """Radars that detect and do not say how precisely."""
    for key, sensor in scenario.sensors.items():
        if isinstance(sensor, Radar) and not sensor.measures:
            yield (
                ("sensors", key),
                "it has no `accuracy`, so that it detects and adds to no track: by it alone nobody "
                "knows where a flight comes down",
                "write its `accuracy`",
            )


def unreached(_tree: Tree, scenario: Scenario) -> Iterator[Notice]:
    """Places that no declared flight is aimed at: a run tells nothing of their people."""
    if not scenario.threats:
        return
    aims = {p.receiver for p in pairings(scenario)}
    for key in scenario.receivers:
        if key not in aims:
            why, hint = _why_unreached(scenario, key)
            yield (
                ("receivers", key),
                f"no declared flight is aimed at it: {why}",
                f"{hint}: a run tells nothing of its people",
            )


def _why_unreached(scenario: Scenario, key: str) -> tuple[str, str]:
    """Why no flight is aimed at a place, and what to look at."""
    receiver = scenario.receivers[key]
    # Places that a threat lists are aimed at whatever the distance: only parties are left.
    meant = [
        t for t in scenario.threats.values() if t.at.party == receiver.party and not t.at.receivers
    ]
    sites = dict.fromkeys(i for t in meant for i in t.launched_from)
    places = [p for i in sites if isinstance(p := scenario.places[i], Ground)]
    if not places:
        why = f"no threat names it or its party, '{receiver.party}', under `at`"
        return why, f"write `{key}` or `party: {receiver.party}` there if it is meant to be"
    lats, lons = [p.lat.best for p in places], [p.lon.best for p in places]
    away = inverse(lats, lons, receiver.lat, receiver.lon)[0]
    reach = [scenario.vehicles[t.vehicle].reach for t in meant]
    least, most = min(r[0] for r in reach), max(r[1] for r in reach)
    why = (
        f"it is {float(np.min(away)) / KILOMETRE:,.0f} km from the nearest site, and vehicles "
        f"are used for {least / KILOMETRE:,.0f} to {most / KILOMETRE:,.0f} km"
    )
    return why, "see whether its `lat` and `lon` are meant so"
