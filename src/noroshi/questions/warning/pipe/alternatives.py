"""What a posture's warning would be, were a structural choice another one.

A run answers by the base of every question; here the same flights, draws and luck are answered by
each other option, and by each two options of different questions. Only what differs is worked out
anew: satellites' part is a look at times that are there already, and where radars look otherwise,
they look and are followed again, as far as warning needs it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.pipe.fly import DrawnFlights
from noroshi.questions.warning.pipe.reach import impacts
from noroshi.questions.warning.pipe.records import Picked
from noroshi.questions.warning.pipe.told import SHARED, Some, Times, Warnings, inform
from noroshi.scenario.alternatives import NEVER, OPENS, Alternative, Option
from noroshi.scenario.records import Scenario
from noroshi.scenario.warned import Rule
from noroshi.sensing import Radar
from noroshi.world import Draws, Estimate

Floats = NDArray[np.float64]
Elevations = tuple[tuple[str, float], ...]
"""Sensors that look no lower than an elevation [rad], by their ids."""
AS_DECLARED: Elevations = ()


class Way(NamedTuple):
    """One option of some questions, the base of all others."""

    picked: Picked
    satellites: Option | None
    """None = their direction opens an alert."""
    elevations: Elevations
    """Empty = as declared."""


def ways(alternatives: Mapping[str, Alternative]) -> tuple[Way, ...]:
    """The base, each other option, and each two of different questions."""
    questions = [
        [(key, o) for o in alternative.options if not o.base]
        for key, alternative in alternatives.items()
    ]
    single = [(pick,) for options in questions for pick in options]
    pairs = [pair for two in combinations(questions, 2) for pair in product(*two)]
    return tuple(_way(picks) for picks in ((), *single, *pairs))


def _way(picks: Iterable[tuple[str, Option]]) -> Way:
    options = [option for _, option in picks]
    lows = [o.lowest_elevation for o in options if o.lowest_elevation is not None]
    return Way(
        picked=tuple((key, option.name) for key, option in picks),
        satellites=next((o for o in options if o.satellites not in (None, OPENS)), None),
        elevations=tuple(sorted((s, low.elevation) for low in lows for s in low.sensors)),
    )


def variants(scenarios: Sequence[Scenario]) -> dict[Elevations, list[Scenario]]:
    """Every posture as declared, and with each set of lowest elevations that changes some posture.

    The postures that are compared face the same questions: the last one's.
    """
    asked = dict.fromkeys(way.elevations for way in ways(scenarios[-1].alternatives))
    changed = {e: [_looking_from(s, dict(e)) for s in scenarios] for e in asked if e}
    new = {
        e: p
        for e, p in changed.items()
        if any(a is not b for a, b in zip(p, scenarios, strict=True))
    }
    return {AS_DECLARED: list(scenarios), **new}


def _looking_from(scenario: Scenario, lowest: Mapping[str, float]) -> Scenario:
    """A posture in which some radars look no lower than so; those that it lacks aside."""
    changed = {
        key: raised(sensor, lowest[key])
        for key, sensor in scenario.sensors.items()
        if key in lowest and isinstance(sensor, Radar) and not _from(sensor, lowest[key])
    }
    sensors = {**scenario.sensors, **changed}
    return replace(scenario, sensors=sensors, origin=None) if changed else scenario


def _from(radar: Radar, elevation: float) -> bool:
    """Whether that is where it looks from already."""
    lowest = (face.elevation[0] for face in radar.faces)
    return all(e.certain and e.best == elevation for e in lowest)


def raised(radar: Radar, elevation: float) -> Radar:
    """The radar looking no lower than an elevation [rad] with any face."""
    faces = (
        face.model_copy(update={"elevation": (Estimate.exactly(elevation), face.elevation[1])})
        for face in radar.faces
    )
    return radar.model_copy(update={"faces": tuple(faces)})


def repeated(flown: DrawnFlights, times: int) -> DrawnFlights:
    """The same flights for every posture and each variant of it."""
    return replace(flown, members=flown.members * times, tables=flown.tables * times)


@dataclass(frozen=True)
class WarningByChoice:
    """Useful warning of impacts by one way or another, with what is shared: see `Choices`."""

    ways: tuple[Way, ...]
    rules: tuple[Rule, ...]
    """One a party."""
    warnings: Warnings
    """By the base."""
    known: Mapping[Elevations, Times]
    """When tracks tell a place's party that an impact concerns it, with what is shared with it,
    (flight, draw) [s], by the lowest elevations; as declared where one is missing."""
    draws: Draws
    """Of everything that is declared."""
    drawn: Draws
    """Of what no base reckons with: `accuracies`."""

    def __call__(self, choice: int, flights: Some) -> Floats:
        """(flight, draw) [s]."""
        way, impact = self.ways[choice], impacts(self.warnings.pairs)
        which = np.arange(len(impact))[flights]
        arrival = self.warnings.arrivals(impact[which])
        party, useful = self.warnings.party[impact[which]], np.zeros(arrival.shape)
        known = self.known.get(way.elevations, self.known[AS_DECLARED])
        for p in np.unique(party).tolist():
            mine = np.flatnonzero(party == p)
            word = self.warnings.reports[SHARED][p].of(which[mine])
            opens = _opens(way.satellites, self.rules[p], self.draws, self.drawn)
            given = word._replace(satellite=np.where(opens, word.satellite, np.inf))
            told = inform(given, known[which[mine]], self.warnings.chains[p]).told
            useful[mine] = np.maximum(arrival[mine] - told, 0.0)
        return useful


def accuracies(alternatives: Mapping[str, Alternative]) -> set[str]:
    """Names of what options draw from; apart from the run's own, since no base reckons with it."""
    return {
        o.satellite_accuracy.dimension
        for a in alternatives.values()
        for o in a.options
        if o.satellite_accuracy is not None and not o.satellite_accuracy.certain
    }


def _opens(option: Option | None, rule: Rule, draws: Draws, drawn: Draws) -> NDArray[np.bool_]:
    """In which draws a satellite's direction opens an alert for one party's places, (draw,)."""
    if option is None:
        return np.ones(draws.count, dtype=bool)
    if option.satellites == NEVER or option.satellite_accuracy is None:
        return np.zeros(draws.count, dtype=bool)
    told = probability_near(rule.area_radius, drawn(option.satellite_accuracy))
    return np.asarray(told >= draws(rule.area_probability))


def probability_near(radius: Floats | float, accuracy: Floats) -> Floats:
    """Probability that an impact lies within a radius of the place where a report puts it, [1].

    The error is round and normal, so that the distance follows Rayleigh's law: 0.9 of it lies
    within `accuracy`.

    Args:
        radius: [m].
        accuracy: radius that holds nine of ten, more than zero [m].
    """
    share: Floats = -np.expm1(-math.log(10.0) * (radius / accuracy) ** 2)
    return share
