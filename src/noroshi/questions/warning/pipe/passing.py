"""When the party of each place on the way knows that a flight passes over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.earth.ellipsoid import position
from noroshi.questions.warning.pipe.ask import ask
from noroshi.questions.warning.pipe.reach import OVERFLIGHT, Pairs
from noroshi.questions.warning.pipe.slots import Chosen
from noroshi.questions.warning.pipe.teams import ListenerRows
from noroshi.questions.warning.pipe.told import KNOWLEDGE
from noroshi.scenario.records import Receiver, Rule
from noroshi.tracking.coast_arc import CoastArc
from noroshi.tracking.cross_track import (
    NOTHING,
    POINTS,
    TIMES,
    CrossTrack,
    allowed_deviation,
    cross_track,
    cross_track_axes,
    cross_track_distance,
    time_within,
)
from noroshi.tracking.localisation import LocalisationQuestion

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_KNOWN = range(len(KNOWLEDGE))


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


class PassView(NamedTuple):
    """One posture's part in some lanes."""

    passes: NearestPasses
    teams: ListenerRows
    row: Ints
    """Flight of each lane in the posture; -1 = none of its."""
    known: Floats
    """Where the answers go, (knowledge, pair, draw)."""


def known_passes(
    views: Sequence[PassView], draw: Ints, arc: CoastArc, chosen: Chosen, end: Floats
) -> None:
    """Write when each pass over the given lanes is known.

    Args:
        views: of each posture.
        draw: of each lane.
        arc: the coasts.
        chosen: what follows them.
        end: when they come down, (lane,) [s].
    """
    parties = sorted({int(p) for view in views for p in view.passes.party[_mine(view)]})
    questions = [[_heard_by(v, p, k, draw, chosen) for p in parties for k in _KNOWN] for v in views]
    if not parties:
        return

    def answer(rows: LocalisationQuestion, count: int) -> Any:
        time, deviation = cross_track(arc, chosen.gathered, rows.latency, rows.draw, count)
        return np.concatenate((np.asarray(time)[:, :, None], deviation), axis=2)

    shape = (TIMES, 1 + len(POINTS))
    found = ask(answer, questions, np.asarray(chosen.gathered.custody_start), end, shape)
    direction = np.asarray(cross_track_axes(arc))
    for view, answers in zip(views, found, strict=True):
        for i, party in enumerate(parties):
            both = np.stack(answers[len(_KNOWN) * i : len(_KNOWN) * (i + 1)])
            # Of what is not heard nothing is known.
            both = np.where(np.isfinite(both), both, NOTHING)
            side = CrossTrack(both[:, :, 0], both[:, :, 1:], direction)
            _of_party(view, party, draw, arc, chosen, side)


def _mine(view: PassView) -> NDArray[np.bool_]:
    """The passes of the flights among the lanes, (pass,)."""
    return np.isin(view.passes.flight, view.row[view.row >= 0])


def _heard_by(
    view: PassView, party: int, knowledge: int, draw: Ints, chosen: Chosen
) -> LocalisationQuestion:
    """What a party hears of each lane; nothing where it has no place on the way."""
    team = 2 * party + knowledge
    theirs = np.isin(view.row, view.passes.flight[view.passes.party == party])
    heard = view.teams.heard(np.full(len(draw), team), chosen.station, draw)
    none = np.zeros(len(draw))
    return LocalisationQuestion(
        heard.without(~theirs),
        none,
        none,
        none.astype(int),
        np.arange(len(draw)),
    )


def _of_party(
    view: PassView, party: int, draw: Ints, arc: CoastArc, chosen: Chosen, found: CrossTrack
) -> None:
    """The passes of all lanes over one party's places."""
    passes, teams, row, known = view
    every = [2 * party + k for k in _KNOWN]
    flown = np.unique(row[row >= 0])
    begin = np.searchsorted(passes.flight, flown)
    end = np.searchsorted(passes.flight, flown, side="right")
    for flight, b, e in zip(flown, begin, end, strict=True):
        which = b + np.flatnonzero(passes.party[b:e] == party)
        lane = np.flatnonzero(row == flight)
        if which.size:
            part = CrossTrack(*(a[..., lane] for a in found))
            _of_flight(passes, which, teams, every, draw[lane], lane, arc, chosen, part, known)


def _of_flight(
    passes: NearestPasses,
    which: NDArray[np.intp],
    teams: ListenerRows,
    every: list[int],
    draw: Ints,
    lane: NDArray[np.intp],
    arc: CoastArc,
    chosen: Chosen,
    part: CrossTrack,
    known: Floats,
) -> None:
    """The passes of one flight over one party's places."""
    since, station = np.asarray(chosen.gathered.custody_start), chosen.station
    start, length = (np.asarray(a)[lane] for a in (arc.start, arc.length))
    share = np.clip((passes.time[which][:, draw] - start) / length, 0.0, 1.0)
    beside = cross_track_distance(part, passes.place[which], share)
    radius = np.broadcast_to(passes.radius[which, None], beside.shape)
    limit = allowed_deviation(beside, radius, teams.wanted[every[0], draw])
    for knowledge, team in enumerate(every):
        found = time_within(part.time[knowledge], part.deviation[knowledge], share, limit)
        begin = np.maximum(since[:, lane], start + teams.recognition[team, draw])
        heard = teams.heard(np.full(len(draw), team), station[:, lane], draw)
        found = np.maximum(found, np.min(begin + heard.soonest, axis=0))
        known[knowledge][np.ix_(passes.pair[which], draw)] = found
