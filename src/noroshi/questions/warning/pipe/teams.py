"""Teams: who puts whose looks and tracks together, and how late."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.errors import NoroshiError
from noroshi.questions.warning.pipe.hear import passes_tracks
from noroshi.questions.warning.pipe.records import Team
from noroshi.questions.warning.pipe.told import Hearing
from noroshi.scenario.records import Scenario
from noroshi.scenario.warned import Rule
from noroshi.tracking.available import ReportingLatency
from noroshi.world import Draws

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
TOGETHER = "all detections"
MOST_SENDERS = 12
"""Every way of joining what they send is tried: each owner more doubles the work and the memory."""


class Listener(NamedTuple):
    """One team's delays from a measurement to its hearing of it, over all stations."""

    team: Team
    looks: Floats
    """Of detections, (station, draw) [s]; inf = it does not get them."""
    tracks: Floats
    """Of tracks."""
    rule: Rule
    sender: NDArray[np.bool_] | None = None
    """Whose tracks they are: (sender, station); None where no party is sent those of several."""


def listeners(
    scenario: Scenario,
    rules: Sequence[Rule],
    hearings: Sequence[Hearing],
    own: Sequence[int],
    stations: int,
    draws: Draws,
    senders: int = 1,
) -> tuple[Listener, ...]:
    """Each party alone and with what is shared with it, in the order of the rules; then all.

    Args:
        scenario: the posture.
        rules: of each party.
        hearings: of each party, over the posture's sensors.
        own: which of all stations the posture's sensors are.
        stations: number of all stations.
        draws: gives each delay's values.
        senders: of how many owners any party is sent tracks, in any of the postures compared.
    """

    def spread_out(delay: Floats, wanted: NDArray[np.bool_] | bool) -> Floats:
        """From (draw, sensor) of the posture to (station, draw) of all; inf elsewhere."""
        every = np.full((stations, draws.count), np.inf)
        every[list(own)] = np.where(wanted, delay, np.inf).T
        return every

    owners = np.full(stations, "", dtype=object)
    owners[list(own)] = [sensor.owner for sensor in scenario.sensors.values()]

    def of(which: Sequence[str]) -> NDArray[np.bool_] | None:
        """Which stations are each sender's, filled up to as many senders as any party has."""
        rows = [owners == owner for owner in which] + [np.zeros(stations, bool)] * senders
        return np.stack(rows[:senders]) if senders > 1 else None

    found = []
    for rule, heard in zip(rules, hearings, strict=True):
        name = scenario.parties[rule.party].name
        alone = Team(f"{name} alone", rule.party, shared=False)
        shared = Team(f"{name} with shared tracks", rule.party, shared=True)
        found.append(
            Listener(
                alone, spread_out(heard.alone, True), spread_out(heard.alone, False), rule, of(())
            )
        )
        looks, tracks = (spread_out(heard.shared, w) for w in (~heard.tracks, heard.tracks))
        found.append(Listener(shared, looks, tracks, rule, of(senders_to(scenario, rule.party))))
    reported = [draws(sensor.report_delay) for sensor in scenario.sensors.values()]
    delay = np.stack(reported, axis=-1) if reported else np.zeros((draws.count, 0))
    together = Team(TOGETHER, None, shared=True)
    everything = (spread_out(delay, True), spread_out(delay, False))
    found.append(Listener(together, *everything, rules[0], of(())))
    return tuple(found)


def senders_to(scenario: Scenario, party: str) -> list[str]:
    """Owners who pass tracks of what coasts on to a party.

    In the order of their ids: in which order they are joined changes a little of the result, and
    the order of a file must change nothing.
    """
    return sorted(
        {
            sensor.owner
            for sensor in scenario.sensors.values()
            if sensor.follows_coast and passes_tracks(sensor, party)
        }
    )


def most_senders(scenarios: Sequence[Scenario]) -> int:
    """Of how many owners any party is sent tracks in any posture.

    Raises:
        NoroshiError: a party is sent those of more than `MOST_SENDERS`.
    """
    most = 0
    for scenario in scenarios:
        for rule in scenario.rules.values():
            number = len(senders_to(scenario, rule.party))
            if number > MOST_SENDERS:
                raise NoroshiError(
                    f"{rule.party} is sent tracks by {number} owners, and at most {MOST_SENDERS} "
                    "can be joined: under `shared`, let some pass on `detections` instead"
                )
            most = max(most, number)
    return most


class ListenerRows(NamedTuple):
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
    sender: NDArray[np.bool_] | None
    """(sender, team, station); None where no party is sent tracks of several."""

    def heard(self, team: Ints, station: Ints, draw: Ints) -> ReportingLatency:
        """What teams hear of the stations that follow each lane.

        Args:
            team: (lane, team).
            station: (lane, slot).
            draw: (lane,).
        """
        whose, which = team[:, :, None], station[:, None, :]
        _, stations, draws = self.looks.shape
        at = (whose * stations + which) * draws + draw[:, None, None]
        looks, tracks = (d.ravel().take(at) for d in (self.looks, self.tracks))
        if self.sender is None:
            return ReportingLatency(
                looks, tracks, np.ones((*team.shape, 1, station.shape[1]), bool)
            )
        sender = np.moveaxis(self.sender[:, whose, which], 0, 2)
        return ReportingLatency(looks, tracks, np.ascontiguousarray(sender))


def rows(teams: Sequence[Listener], own: Sequence[int], draws: Draws) -> ListenerRows:
    """Stack the listeners of a posture whose sensors are the given ones of all stations."""
    place = np.zeros(teams[0].looks.shape[0], dtype=np.int64)
    place[list(own)] = np.arange(len(own))
    return ListenerRows(
        looks=np.stack([t.looks for t in teams]),
        tracks=np.stack([t.tracks for t in teams]),
        recognition=np.stack([draws(t.rule.burnout_recognition) for t in teams]),
        wanted=np.stack([draws(t.rule.area_probability) for t in teams]),
        reentry=np.stack([draws(t.rule.reentry_error) for t in teams]),
        place=place,
        sender=_stacked([t.sender for t in teams]),
    )


def _stacked(senders: Sequence[NDArray[np.bool_] | None]) -> NDArray[np.bool_] | None:
    known = [s for s in senders if s is not None]
    return np.stack(known, axis=1) if known else None
