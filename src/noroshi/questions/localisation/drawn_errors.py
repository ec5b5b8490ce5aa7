"""What errors that all looks of a radar share leave of tracks, drawn for many flights.

`shared_errors` follows one flight with all that is declared at its best value. Here each radar's
bias, and what is wrong with its correction for the air, is drawn once a draw, and one in some
flights is followed in each draw to the end of its tracks, other flights in the next draw.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.kept import Aside, kept_each
from noroshi.questions.localisation.compute import Class, middle, threats_in_order
from noroshi.questions.localisation.quality import FlightsAt
from noroshi.questions.warning.pipe.coalitions import (
    SubsetTracker,
    TrackedLanes,
    follow_again,
    lanes_of_impacts,
)
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.sides import PostureRun
from noroshi.questions.warning.pipe.stations import all_stations, where
from noroshi.questions.warning.pipe.told import KNOWLEDGE, SHARED
from noroshi.questions.warning.pipe.track import aim_of, follow_coast
from noroshi.sensing.bias import CAUSES
from noroshi.sensing.bias_draws import NODES, DrawnBias, SharedError, displaced
from noroshi.streams import stream
from noroshi.tracking.shared_shift import MovedImpacts, held_pairs, moved_impacts, pulled
from noroshi.world import Draws

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ONE_IN: Final = 32
"""Of so many flights one is followed in each draw."""
_TOGETHER: Final = 64
"""Flights and draws that are worked on at a time, so that they stay in the cache."""


class RadarErrors(NamedTuple):
    """What the radars of both postures are wrong by, drawn; of others nothing."""

    each: SharedError
    """With a leading axis of stations."""
    air: Floats
    """(station, 3, node)."""

    def alone(self, stations: Sequence[int]) -> "RadarErrors":
        """Of some stations alone."""
        some = [*stations]
        return RadarErrors(SharedError(*(part[some] for part in self.each)), self.air[some])

    def of(self, station: Ints, draw: Ints) -> SharedError:
        """Of pairs of a station and a draw."""
        return SharedError(*(np.moveaxis(part[station, ..., draw], 0, -1) for part in self.each))


def drawn_errors(comparison: Comparison, seed: int) -> Floats:
    """Errors at the end of tracks that each place's party has with what it is sent.

    Args:
        comparison: of the postures.
        seed: of what radars are wrong by.

    Returns:
        Where every look errs by itself, and with what radars are wrong by, (posture, error, flight,
        draw) [m]; NaN of who is not followed in a draw, has no track, or where no bias is declared.
    """
    both = comparison.before, comparison.after
    last = comparison.after
    found = np.full((2, 2, len(last.flights.ids), last.draws.count), np.nan)
    radars = _radars(comparison, seed)
    if radars is None:
        return found
    trackers = follow_again(both)
    every = np.ones(len(last.warnings.pairs.flight))
    _, flight, draw = lanes_of_impacts(last, every, ONE_IN, seed)
    asked = [
        _TracksAlone(Aside(t), t.lanes(flight, draw), radars.alone(t.posture.stations), draw)
        for t in trackers
    ]
    at = Aside((radars, flight, draw))
    ended = kept_each("ends of tracks", _ends_of, at, asked, records=(MovedImpacts,))
    for own, ends in zip(found, ended, strict=True):
        own[0, flight, draw] = ends.apart
        own[1, flight, draw] = np.hypot(ends.apart, ends.moved)
    return found


class _TracksAlone(NamedTuple):
    """All that the ends of some tracks of one posture depend on."""

    tracker: Aside[SubsetTracker]
    lanes: TrackedLanes
    radars: RadarErrors
    """Of its own stations."""
    draw: Ints
    """(lane,)."""


def _ends_of(
    at: Aside[tuple[RadarErrors, Ints, Ints]], asked: Sequence[_TracksAlone]
) -> list[MovedImpacts]:
    """The ends of some tracks in some postures."""
    trackers, (radars, flight, draw) = [one.tracker.value for one in asked], at.value
    parts = [
        _ends(trackers, radars, flight[some : some + _TOGETHER], draw[some : some + _TOGETHER])
        for some in range(0, len(flight), _TOGETHER)
    ]
    nothing = [np.zeros(0)] * len(MovedImpacts._fields)
    return [
        MovedImpacts(*map(np.concatenate, zip(nothing, *(part[p] for part in parts), strict=True)))
        for p in range(len(asked))
    ]


def end_numbers(
    comparison: Comparison,
    aims: Sequence[FlightsAt],
    parties: int,
    classes: Sequence[Class],
    seed: int,
) -> dict[str, Any]:
    """The same of the median flight at each aim and of each class.

    Args:
        comparison: of the postures.
        aims: whom flights are aimed at.
        parties: how many are told.
        classes: flights by class and party.
        seed: of what radars are wrong by.
    """
    errors = drawn_errors(comparison, seed)
    times = errors[:, 1] / errors[:, 0]
    threats, draws = threats_in_order(comparison), comparison.after.draws.count
    by_class = np.full((2, parties, len(threats), draws), np.nan)
    for one in classes:
        own = [middle(posture, one.weight) for posture in times]
        by_class[:, one.party, threats.index(one.threat)] = own

    def of_aims(values: Floats) -> Floats:
        found = [[middle(posture, aim.weight) for aim in aims] for posture in values]
        return np.reshape(found, (2, len(aims), draws))

    return {
        "end_one_in": float(ONE_IN),
        "end_apart": of_aims(errors[:, 0]),
        "end_shared": of_aims(errors[:, 1]),
        "end_times": of_aims(times),
        "class_end_times": by_class,
    }


def _radars(comparison: Comparison, seed: int) -> RadarErrors | None:
    """What each station is wrong by; None where no bias is declared."""
    draws = comparison.after.draws
    stations, _ = all_stations([comparison.before.scenario, comparison.after.scenario])
    gradient = Draws.best()(comparison.after.scenario.header.refractivity_gradient)
    each = [s.bias_drawn(where(place, draws), draws, gradient) for s, place in stations]
    if all(bias is None for bias in each):
        return None
    nothing = DrawnBias(
        SharedError(
            np.zeros((3, draws.count)),
            np.zeros((3, 3, draws.count)),
            np.zeros((len(CAUSES), draws.count)),
        ),
        np.zeros((3, NODES + 1)),
    )
    every = [bias or nothing for bias in each]
    luck = np.stack([_luck(seed, sensor.id, draws) for sensor, _ in stations])
    origin, axes, size = map(np.stack, zip(*(bias.one for bias in every), strict=True))
    return RadarErrors(SharedError(origin, axes, size * luck), np.stack([b.air for b in every]))


def _luck(seed: int, sensor: str, draws: Draws) -> Floats:
    """How many deviations a radar is wrong by, whatever else there is, (cause, draw)."""
    normal = stream(seed, "bias", sensor).standard_normal((draws.end, len(CAUSES)))
    return np.asarray(normal[draws.first :].T)


def _ends(
    trackers: Sequence[SubsetTracker], radars: RadarErrors, flight: Ints, draw: Ints
) -> list[MovedImpacts]:
    """The end of some tracks in each posture."""
    sides = [tracker.posture for tracker in trackers]
    world, all_follow = trackers[0].world, trackers[0].followers
    followed = follow_coast(world, all_follow, sides, flight, draw)
    station = followed.chosen.station
    members = [_members(side, flight, station, draw) for side in sides]
    heard = np.any([m.any(axis=1) for m in members], axis=0)
    pairs = held_pairs(followed.arc, followed.chosen.gathered, heard)
    which = station[pairs.lane, pairs.slot]
    position = followed.arc.position[pairs.lane]
    off = displaced(radars.of(which, draw[pairs.lane]), radars.air, which, position)
    summands = pulled(pairs, off)
    return [
        moved_impacts(
            followed.arc,
            pairs,
            summands,
            np.where(m.any(axis=1), np.argmax(m, axis=1), -1),
            m.shape[1],
            followed.areas.ahead[0],
        )
        for m in members
    ]


def _members(side: PostureRun, flight: Ints, station: Ints, draw: Ints) -> NDArray[np.bool_]:
    """Whose looks are a party's own, and whose tracks rest on which, (lane, part, slot)."""
    team = len(KNOWLEDGE) * aim_of(side, flight)[2][:, None] + SHARED
    heard = side.teams.heard(team, station, draw)
    looks, tracks = (np.isfinite(delay) for delay in (heard.looks, heard.tracks))
    return np.concatenate([looks, tracks & heard.sender[:, 0]], axis=1)
