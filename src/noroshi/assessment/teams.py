"""Teams: who puts whose looks and tracks together, and how late."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment.records import Team
from noroshi.declared import Draws
from noroshi.scenario.records import Rule, Scenario
from noroshi.tracking.heard import Heard
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


class Rows(NamedTuple):
    """All listeners of one posture as arrays, so that each lane may pick its own."""

    looks: Floats
    """(team, station, draw) [s]."""
    tracks: Floats
    recognition: Floats
    """(team, draw) [s]."""
    wanted: Floats
    """(team, draw)."""
    reentry: Floats
    """(team, draw) [m]."""
    place: NDArray[np.int64]
    """Where each of all stations stands among the posture's own; 0 of strangers, (station,)."""

    def heard(
        self, team: NDArray[np.int64], station: NDArray[np.int64], draw: NDArray[np.int64]
    ) -> Heard:
        """What each lane's team hears of the stations that follow it, (slot, lane)."""
        return Heard(self.looks[team, station, draw], self.tracks[team, station, draw])


def rows(teams: Sequence[Listener], own: Sequence[int], draws: Draws) -> Rows:
    """Stack the listeners of a posture whose sensors are the given ones of all stations."""
    place = np.zeros(teams[0].looks.shape[0], dtype=np.int64)
    place[list(own)] = np.arange(len(own))
    return Rows(
        looks=np.stack([t.looks for t in teams]),
        tracks=np.stack([t.tracks for t in teams]),
        recognition=np.stack([draws(t.rule.burnout_recognition) for t in teams]),
        wanted=np.stack([draws(t.rule.area_probability) for t in teams]),
        reentry=np.stack([draws(t.rule.reentry_error) for t in teams]),
        place=place,
    )
