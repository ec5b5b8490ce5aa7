"""Teams: who puts whose looks and tracks together, and how late."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment.records import Team
from noroshi.declared import Draws
from noroshi.scenario.records import Rule, Scenario
from noroshi.warning.timeline import Hearing

Floats = NDArray[np.float64]
TOGETHER = "all detections"


class Listener(NamedTuple):
    """One team's delays from a measurement to its hearing of it, over all stations."""

    team: Team
    looks: Floats
    """Of detections, (station, draw) [s]; inf = it does not get them."""
    tracks: Floats
    """Of tracks."""
    rule: Rule


def listeners(
    scenario: Scenario,
    rules: Sequence[Rule],
    hearings: Sequence[Hearing],
    own: Sequence[int],
    stations: int,
    draws: Draws,
) -> tuple[Listener, ...]:
    """Each party alone and with what is shared with it, in the order of the rules; then all.

    Args:
        scenario: the posture.
        rules: of each party.
        hearings: of each party, over the posture's sensors.
        own: which of all stations the posture's sensors are.
        stations: number of all stations.
        draws: gives each delay's values.
    """

    def spread_out(delay: Floats, wanted: NDArray[np.bool_] | bool) -> Floats:
        """From (draw, sensor) of the posture to (station, draw) of all; inf elsewhere."""
        every = np.full((stations, draws.count), np.inf)
        every[list(own)] = np.where(wanted, delay, np.inf).T
        return every

    found = []
    for rule, heard in zip(rules, hearings, strict=True):
        name = scenario.parties[rule.party].name
        alone = Team(f"{name} alone", rule.party, shared=False)
        shared = Team(f"{name} with shared tracks", rule.party, shared=True)
        found.append(
            Listener(alone, spread_out(heard.alone, True), spread_out(heard.alone, False), rule)
        )
        looks = spread_out(heard.shared, ~heard.tracks)
        found.append(Listener(shared, looks, spread_out(heard.shared, heard.tracks), rule))
    reported = [draws(sensor.report_delay) for sensor in scenario.sensors.values()]
    delay = np.stack(reported, axis=-1) if reported else np.zeros((draws.count, 0))
    together = Team(TOGETHER, None, shared=True)
    found.append(Listener(together, spread_out(delay, True), spread_out(delay, False), rules[0]))
    return tuple(found)
