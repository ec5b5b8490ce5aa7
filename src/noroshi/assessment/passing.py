"""When the party of each place on the way knows that a flight passes over it."""

from collections.abc import Sequence
from dataclasses import dataclass

import jax
import numpy as np
from numpy.typing import NDArray

from noroshi.assessment.slots import Chosen
from noroshi.assessment.teams import Rows
from noroshi.earth.ellipsoid import position
from noroshi.scenario.records import Receiver, Rule
from noroshi.tracking.abeam import Sideways, allowed, offset, sideways, when
from noroshi.tracking.arc import Arc
from noroshi.tracking.heard import Heard
from noroshi.warning import Pairs
from noroshi.warning.reach import OVERFLIGHT
from noroshi.warning.timeline import KNOWLEDGE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Passes:
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


def passes(
    pairs: Pairs,
    arrival: Floats,
    party: NDArray[np.int64],
    receivers: Sequence[Receiver],
    rules: Sequence[Rule],
) -> Passes:
    """The passes among a posture's pairs; `party` is each receiver's, `arrival` (pair, draw)."""
    pair = np.flatnonzero(pairs.kind == OVERFLIGHT)
    pair = pair[np.argsort(pairs.flight[pair], kind="stable")]
    lat, lon = (np.array([getattr(r, axis) for r in receivers]) for axis in ("lat", "lon"))
    places = np.stack(position(lat, lon, np.zeros_like(lat)), axis=-1)
    owner = party[pairs.receiver[pair]]
    return Passes(
        pair=pair,
        flight=pairs.flight[pair],
        party=owner,
        place=places[pairs.receiver[pair]],
        radius=np.array([rule.overflight_radius for rule in rules])[owner],
        time=arrival[pair],
    )


def known_passes(
    passes: Passes,
    teams: Rows,
    row: Ints,
    draw: Ints,
    arc: Arc,
    chosen: Chosen,
    known: Floats,
) -> None:
    """Write when each pass over the given lanes is known, into (knowledge, pair, draw).

    Args:
        passes: of a posture.
        teams: its teams: of each party alone, then with what is shared with it.
        row: flight of each lane in the posture; -1 = none of its.
        draw: of each lane.
        arc: the coasts.
        chosen: what follows them.
        known: the table.
    """
    flown = np.unique(row[row >= 0])
    begin = np.searchsorted(passes.flight, flown)
    end = np.searchsorted(passes.flight, flown, side="right")
    mine = np.isin(passes.flight, flown)
    for party in np.unique(passes.party[mine]):
        every = [2 * party + k for k in range(len(KNOWLEDGE))]
        heard = [teams.heard(np.full(len(draw), t), chosen.station, draw) for t in every]
        stacked: Heard = jax.tree.map(lambda *a: np.stack(a), *heard)
        found = Sideways(*map(np.asarray, sideways(arc, chosen.gathered, stacked)))
        for flight, b, e in zip(flown, begin, end, strict=True):
            which = b + np.flatnonzero(passes.party[b:e] == party)
            lane = np.flatnonzero(row == flight)
            if which.size:
                part = Sideways(*(a[..., lane] for a in found))
                _of_flight(passes, which, teams, every, draw[lane], lane, arc, part, known)


def _of_flight(
    passes: Passes,
    which: NDArray[np.intp],
    teams: Rows,
    every: list[int],
    draw: Ints,
    lane: NDArray[np.intp],
    arc: Arc,
    part: Sideways,
    known: Floats,
) -> None:
    """The passes of one flight over one party's places."""
    start, length = (np.asarray(a)[lane] for a in (arc.start, arc.length))
    share = np.clip((passes.time[which][:, draw] - start) / length, 0.0, 1.0)
    beside = offset(part, passes.place[which], share)
    radius = np.broadcast_to(passes.radius[which, None], beside.shape)
    limit = allowed(beside, radius, teams.wanted[every[0], draw])
    for knowledge, team in enumerate(every):
        found = when(part.time[knowledge], part.deviation[knowledge], share, limit)
        found = np.maximum(found, start + teams.recognition[team, draw])
        known[knowledge][np.ix_(passes.pair[which], draw)] = found
