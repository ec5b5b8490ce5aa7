"""Which satellites tell which radars where to look, and how late."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.pipe.hear import delay_to
from noroshi.questions.warning.pipe.stations import Station, cuers
from noroshi.sensing import Sensor
from noroshi.sensing.sensor_array import Cue
from noroshi.world import Draws


def cues(
    stations: Sequence[Station],
    postures: Sequence[Sequence[int]],
    absent: NDArray[np.bool_],
    draws: Draws,
) -> tuple[tuple[Cue, ...], ...]:
    """Who cues each station.

    Args:
        stations: of all postures, each once.
        postures: which of them are each posture's.
        absent: in which draws each station is away or out of order, (station, draw): nobody is
            cued by what is not there.
        draws: gives each delay's values.
    """
    found: list[tuple[Cue, ...]] = [() for _ in stations]
    for own in postures:
        posture = [stations[i] for i in own]
        for i, (sensor, _) in zip(own, posture, strict=True):
            sources = [own[j] for j in cuers(stations[i], posture)]
            delays = [_delay(stations[j][0], sensor, draws) for j in sources]
            found[i] = tuple(
                Cue(j, np.where(absent[j], np.inf, delay))
                for j, delay in zip(sources, delays, strict=True)
            )
    return tuple(found)


def _delay(satellite: Sensor, sensor: Sensor, draws: Draws) -> NDArray[np.float64]:
    """From the satellite's confirmation to the first look that it directs, (draw,) [s]."""
    assert sensor.cue_delay is not None
    return delay_to(satellite, sensor.owner, draws) + draws(sensor.cue_delay)
