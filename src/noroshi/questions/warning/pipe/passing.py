"""When the party of each place on the way knows that a flight passes over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.earth.ellipsoid import position
from noroshi.questions.warning.pipe.reach import OVERFLIGHT, Pairs
from noroshi.questions.warning.pipe.told import KNOWLEDGE
from noroshi.scenario.warned import Receiver, Rule
from noroshi.tracking.coast_arc import CoastArc
from noroshi.tracking.cross_track import Pass

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class NearestPasses:
    """The pairs of one posture that are passes, by flight."""

    pair: Ints
    """(pass,), in the order of the flights."""
    flight: Ints
    party: Ints
    """Of the place."""
    place: Floats
    """Earth-fixed, (pass, 3) [m]."""
    radius: Floats
    """(pass,) [m]."""
    time: Floats
    """Of the nearest point, (pass, draw) [s after launch]."""


class Passed(NamedTuple):
    """Passes of some lanes; who asks is each place's party, by some of `KNOWLEDGE`."""

    pair: Ints
    """(pass,)."""
    draw: Ints
    what: Pass


def nothing_passed(askers: int = len(KNOWLEDGE)) -> Passed:
    """No passes, of which so many would ask."""
    none, team = np.zeros(0), np.zeros((0, askers), dtype=np.int64)
    index = none.astype(np.int64)
    return Passed(index, index, Pass(index, team, np.zeros((0, 3)), none, none, none))


def passes(
    pairs: Pairs,
    arrival: Floats,
    party: NDArray[np.int64],
    receivers: Sequence[Receiver],
    rules: Sequence[Rule],
) -> NearestPasses:
    """The passes among a posture's pairs; `party` is each receiver's, `arrival` (pair, draw)."""
    pair = np.flatnonzero(pairs.kind == OVERFLIGHT)
    pair = pair[np.argsort(pairs.flight[pair], kind="stable")]
    lat, lon = (np.array([getattr(r, axis) for r in receivers]) for axis in ("lat", "lon"))
    places = np.stack(position(lat, lon, np.zeros_like(lat)), axis=-1)
    owner = party[pairs.receiver[pair]]
    return NearestPasses(
        pair=pair,
        flight=pairs.flight[pair],
        party=owner,
        place=places[pairs.receiver[pair]],
        radius=np.array([rule.overflight_radius for rule in rules])[owner],
        time=arrival[pair],
    )


def passed(
    found: NearestPasses,
    row: Ints,
    draw: Ints,
    arc: CoastArc,
    wanted: Floats,
    asking: Sequence[int],
) -> Passed:
    """The passes of some lanes.

    Args:
        found: the passes of a posture.
        row: flight of each lane in it; -1 = none of its.
        draw: of each lane.
        arc: the coasts.
        wanted: with which probability each party wants to know, (party, draw).
        asking: by which of `KNOWLEDGE`.
    """
    begin, end = (np.searchsorted(found.flight, row, side=side) for side in ("left", "right"))
    count = np.where(row >= 0, end - begin, 0)
    lane = np.repeat(np.arange(len(row)), count)
    which = np.arange(len(lane)) - np.repeat(np.cumsum(count) - count, count) + begin[lane]
    start, length = (np.asarray(a)[lane] for a in (arc.start, arc.length))
    party, when = found.party[which], draw[lane]
    share = np.clip((found.time[which, when] - start) / length, 0.0, 1.0)
    team = len(KNOWLEDGE) * party[:, None] + np.array(asking)
    place, radius = found.place[which], found.radius[which]
    what = Pass(lane, team, place, radius, wanted[party, when], share)
    return Passed(found.pair[which], when, what)
