"""Who hears which sensor, through which chain, and whom each flight concerns."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.kept import kept
from noroshi.kept.recent import Recent
from noroshi.questions.warning.pipe.reach import Pairs, reach
from noroshi.questions.warning.pipe.records import FlightTable
from noroshi.questions.warning.pipe.told import Chain, Hearing
from noroshi.scenario.records import Scenario
from noroshi.scenario.warned import Rule
from noroshi.sensing import Sensor
from noroshi.world import Draws

Floats = NDArray[np.float64]


def hearings(scenario: Scenario, rules: Sequence[Rule], draws: Draws) -> tuple[Hearing, ...]:
    """What each rule's party hears, alone and with what is shared, and its chain of delays."""
    sensors = list(scenario.sensors.values())
    return tuple(
        Hearing(
            alone=_delays([_own(s, rule.party, draws) for s in sensors], draws),
            shared=_delays([delay_to(s, rule.party, draws) for s in sensors], draws),
            tracks=np.array([_as_tracks(s, rule.party) for s in sensors], dtype=bool),
            chain=_chain(rule, draws),
        )
        for rule in rules
    )


def _delays(columns: list[Floats], draws: Draws) -> Floats:
    """(draw, sensor), also where there is no sensor."""
    return np.stack(columns, axis=-1) if columns else np.zeros((draws.count, 0))


def _own(sensor: Sensor, party: str, draws: Draws) -> Floats:
    if sensor.owner == party:
        return draws(sensor.report_delay)
    return np.full(draws.count, np.inf)


def delay_to(sensor: Sensor, party: str, draws: Draws) -> Floats:
    """The sensor's own delay, and the sharing's on top where another owns it."""
    if sensor.owner == party:
        return draws(sensor.report_delay)
    shares = [share.delay for share in sensor.shared if share.party == party]
    if not shares:
        return np.full(draws.count, np.inf)
    quickest: Floats = np.min([draws(delay) for delay in shares], axis=0)
    return draws(sensor.report_delay) + quickest


def _as_tracks(sensor: Sensor, party: str) -> bool:
    """Whether a party that hears a sensor hears tracks: of its own it has every detection."""
    forms = [share.form for share in sensor.shared if share.party == party]
    return sensor.owner != party and "detections" not in forms


def passes_tracks(sensor: Sensor, party: str) -> bool:
    """Whether the owner of a sensor passes its tracks on to a party."""
    return _as_tracks(sensor, party) and any(share.party == party for share in sensor.shared)


def _chain(rule: Rule, draws: Draws) -> Chain:
    return Chain(
        radar_direction=draws(rule.radar_direction_delay),
        satellite_direction=draws(rule.satellite_direction_delay),
        attribution=draws(rule.attribution_delay),
        decision=draws(rule.decision_delay),
        broadcast=draws(rule.broadcast_delay),
        reception=draws(rule.reception_delay),
    )


def concerned(scenario: Scenario, flights: FlightTable, rules: Sequence[Rule]) -> Pairs:
    """Whom each flight comes down on or passes over.

    The nearest pass is found on the track of the best values, as a share of the time of flight;
    what counts as overhead is the rule's of the receiver's party.
    """
    receivers = list(scenario.receivers)
    places = list(scenario.receivers.values())
    radius = {rule.party: rule.overflight_radius for rule in rules}
    nominal = flights.nominal
    flown = nominal.time / nominal.flight_time[:, None]
    return kept(
        "passes",
        _reached,
        nominal.lat,
        nominal.lon,
        np.minimum(flown, 1.0),
        np.array([receivers.index(r) for r in flights.receiver], dtype=np.int64),
        np.array([place.lat for place in places]),
        np.array([place.lon for place in places]),
        np.array([radius.get(place.party, 0.0) for place in places]),
        records=(Pairs,),
    )


def _reached(*tracks_and_places: Any) -> Pairs:
    """`reach`, once where postures face the same flights."""
    return _RECENTLY_REACHED(*tracks_and_places)


_RECENTLY_REACHED: Final = Recent(reach)
