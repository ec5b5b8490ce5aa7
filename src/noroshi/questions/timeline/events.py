"""The moments of one flight in order: who, what, and when before and after."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.present.words import share
from noroshi.questions.timeline.compute import median
from noroshi.questions.warning.chain import STEPS

Floats = NDArray[np.float64]
_SENSOR: Final = {
    "rises": "has it in view",
    "detects": "detects it",
    "confirms": "confirms it",
    "heard": "has its report heard",
    "loses": "loses it",
}
"""What a sensor does, by variable, in words behind its name."""
_MISSILE: Final = "The missile"
_HALF: Final = 0.5
_ALL_BUT_FEW: Final = 0.95
"""What happens in fewer draws has no upper end of 95 %."""
_SHOWN: Final = 12
"""Moments in the first table."""


class FlightMoment(NamedTuple):
    """Something that happens to one flight or because of it."""

    id: str
    who: str
    what: str
    time: Floats
    """Before and after, (2, draw) [s after launch]; inf = never, NaN = the sensor is not there."""

    @property
    def at(self) -> float:
        """Its median under the later posture, or under the earlier one where that has none [s]."""
        was, now = (median(each) for each in self.time)
        return was if np.isnan(now) else now

    @property
    def often(self) -> tuple[float, float]:
        """In which share of the draws it happens, before and after [1]; NaN = in none there."""
        was, now = (
            float("nan") if np.isnan(each).all() else float(np.isfinite(each).mean())
            for each in self.time
        )
        return was, now

    @property
    def mostly(self) -> bool:
        """Whether it happens in half of the draws or more, under the posture that `at` is of."""
        was, now = self.often
        return (was if np.isnan(now) else now) >= _HALF

    @property
    def name(self) -> str:
        """Who and what, and in how many draws where more than one in twenty lacks it.

        The median of some of the draws alone is no moment that a reader may expect.
        """
        said, (was, now) = f"{self.who} {self.what}", self.often
        if np.nanmin((was, now)) >= _ALL_BUT_FEW:
            return said
        before, after = share(was), share(now)
        if np.isnan(was) or np.isnan(now) or before == after:
            return f"{said} in {before if np.isnan(now) else after} of the draws"
        return f"{said} in {after} of the draws (before: {before})"


class FlightNames(NamedTuple):
    """Names that sentences about moments need."""

    site: str
    place: str
    party: str
    first: tuple[str, str]
    """Whose report is heard first in most draws, before and after."""


def moments(
    said: FlightNames,
    sensors: Mapping[str, str],
    looks: Mapping[str, Floats],
    reached: Floats,
    burn_out: Floats,
    arrival: Floats,
) -> list[FlightMoment]:
    """All moments in order of time; of what happens at one time, in the order of the chain.

    Args:
        said: names.
        sensors: of both postures, by id, in words.
        looks: times of each sensor by variable, (posture, sensor, draw) [s].
        reached: when steps of the chain end, (posture, step, draw) [s].
        burn_out: when powered flight ends, (draw,) [s].
        arrival: when it comes down, (draw,) [s].
    """
    found = [
        FlightMoment("launch", _MISSILE, f"is launched at {said.site}", _twice(0.0 * arrival)),
        *_of_sensors(sensors, looks),
        FlightMoment("burn-out", _MISSILE, "stops burning", _twice(burn_out)),
        *_of_chain(said, reached),
        FlightMoment("impact", _MISSILE, f"comes down at {said.place}", _twice(arrival)),
    ]
    # What happens in fewer than half of the draws of either posture is no moment.
    return sorted((m for m in found if m.mostly), key=lambda moment: moment.at)


def _twice(time: Floats) -> Floats:
    return np.stack([time, time])


def _of_sensors(sensors: Mapping[str, str], looks: Mapping[str, Floats]) -> Iterator[FlightMoment]:
    for number, (sensor, name) in enumerate(sensors.items()):
        for variable, what in _SENSOR.items():
            yield FlightMoment(f"{variable}/{sensor}", name, what, looks[variable][:, number])


def _of_chain(said: FlightNames, reached: Floats) -> Iterator[FlightMoment]:
    was, now = said.first
    whose = now if was == now else f"{now} (before: {was})"
    words = {
        "seeing": (said.party, f"hears the first report: {whose}"),
        "knowing": (said.party, "knows where it comes down"),
        "attributing": (said.party, "states a launch toward there"),
        "deciding": (said.party, "decides to warn"),
        "broadcasting": (said.party, "broadcasts the warning"),
        "reaching": (said.place, "is told"),
    }
    for number, step in enumerate(STEPS):
        yield FlightMoment(step, *words[step], reached[:, number])


def shown(found: Sequence[FlightMoment]) -> list[str]:
    """Ids of what the first table holds: flight and chain, then who detects it first."""
    own = {"launch", "burn-out", "impact", *STEPS}
    first = [m.id for m in found if m.id.startswith("detects/")]
    chosen = own | {*first[: max(0, _SHOWN - sum(m.id in own for m in found))]}
    return [m.id for m in found if m.id in chosen]
