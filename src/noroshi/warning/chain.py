"""The chain of signal fires: confirmed, attributed, decided, broadcast.

What the chain assumes: an alert names an area, so it needs the direction of the flight, and the
direction is settled only when the powered phase has ended. A radar that holds what flies on gives
it after a short track; a satellite, which sees the powered phase alone, gives it from the last part
of that phase, later and more coarsely. Whichever is first opens the way. Delays follow one another.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Chain(NamedTuple):
    """One party's delays [s], each of shape (draw,)."""

    radar_direction: Floats
    """From a radar's hold on what flies on to a direction."""
    satellite_direction: Floats
    """From the end of powered flight, as a satellite saw it, to a direction."""
    attribution: Floats
    """From a direction to the statement "a launch, toward there"."""
    decision: Floats
    """From that statement to the decision to warn."""
    broadcast: Floats
    """From the decision to the first broadcast."""
    reception: Floats
    """From the broadcast to the people in a city."""


class Stages(NamedTuple):
    """When each link of the chain is reached [s after launch], (flight, draw); inf = never."""

    detected: Floats
    directed: Floats
    attributed: Floats
    decided: Floats
    broadcast: Floats
    told: Floats
    seer: NDArray[np.int64]
    """Index of the sensor whose confirmation the party hears first; -1 = nobody."""


def inform(
    confirmed: Floats, held: Floats, delay: Floats, infrared: NDArray[np.bool_], chain: Chain
) -> Stages:
    """When a party that hears the given sensors tells its people.

    Args:
        confirmed: when each sensor confirms a detection, (flight, draw, sensor) [s]; inf = never.
        held: when each sensor has what a direction rests on: a radar, a confirmed detection of what
            flies on after burn-out; a satellite, the end of the powered phase it has confirmed.
        delay: from a sensor's confirmation to the party's knowing it, (draw, sensor) [s];
            inf = the party does not hear that sensor.
        infrared: which sensors see powered flight alone, (sensor,).
        chain: the party's delays.
    """
    heard = confirmed + delay
    detected = _first(heard)
    directed = _first(directions(held, delay, infrared, chain))
    attributed = directed + chain.attribution
    decided = attributed + chain.decision
    broadcast = decided + chain.broadcast
    return Stages(
        detected=detected,
        directed=directed,
        attributed=attributed,
        decided=decided,
        broadcast=broadcast,
        told=broadcast + chain.reception,
        seer=_seer(heard, detected),
    )


def directions(held: Floats, delay: Floats, infrared: NDArray[np.bool_], chain: Chain) -> Floats:
    """When each sensor alone would give the party a direction, (flight, draw, sensor) [s]."""
    settling = np.where(
        infrared, chain.satellite_direction[:, None], chain.radar_direction[:, None]
    )
    return held + delay + settling


def from_direction(chain: Chain) -> Floats:
    """From a direction to people who know, (draw,) [s]."""
    return chain.attribution + chain.decision + chain.broadcast + chain.reception


def _first(times: Floats) -> Floats:
    """The earliest over sensors; inf where there is no sensor at all."""
    earliest: Floats = np.min(times, axis=-1, initial=np.inf)
    return earliest


def _seer(heard: Floats, detected: Floats) -> NDArray[np.int64]:
    if heard.shape[-1] == 0:
        return np.full(detected.shape, -1)
    return np.where(np.isfinite(detected), np.argmin(heard, axis=-1), -1)
