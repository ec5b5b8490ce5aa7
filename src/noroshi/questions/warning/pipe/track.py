"""What every team knows of every flight's end, in every draw."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.motion.chunks import in_turn
from noroshi.questions.warning.pipe.passing import Passed, nothing_passed, passed
from noroshi.questions.warning.pipe.sides import (
    LEVELS,
    SIZES,
    SPEEDS,
    TIMES,
    CommonGround,
    PostureRun,
)
from noroshi.questions.warning.pipe.slots import Chosen, Followers, choose, followers
from noroshi.questions.warning.pipe.told import KNOWLEDGE, SHARED
from noroshi.tracking.available import ReportingLatency
from noroshi.tracking.coast_arc import CoastArc, coast_arc
from noroshi.tracking.cross_track import Pass
from noroshi.tracking.impact_disc import ImpactDisc, impact_disc
from noroshi.tracking.knowledge import knowledge
from noroshi.tracking.localisation import NOTHING, LocalisationQuestion, Localised
from noroshi.tracking.quality import quality_goals

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
LANES = 256
"""Flights and draws that are followed together: as many as what is done once for all of them takes
little beside the loops, and as few as leave what looks tell in the cache until it is read."""


class Again(NamedTuple):
    """The same postures with some stations changed: of them it is told only when each impact's own
    party knows of it, with what is shared; all else stays as if nobody ever knew."""

    sides: Sequence[PostureRun]
    """One a posture, in the order of the unchanged ones."""
    world: CommonGround


@dataclass(frozen=True)
class FollowedCoast:
    """Some lanes, as the sensors that hold them first follow them."""

    flight: Ints
    """(lane,)."""
    draw: Ints
    arc: CoastArc
    chosen: Chosen
    areas: ImpactDisc
    """The disc about the impact, by the rule of its place's party, one a side; then those of
    `SIZES` about where the flight would come down without air."""
    area: Ints
    """Which of the areas is each side's, (side, lane): the first's where they are alike."""


def track(
    sides: Sequence[PostureRun],
    world: CommonGround,
    told: Callable[[str, float], None],
    again: Sequence[Again] = (),
    wanted: NDArray[np.bool_] | None = None,
) -> None:
    """Fill the tables of all sides, and of variants what is said in `Again`.

    Args:
        sides: the postures.
        world: what they have in common.
        told: who is told of progress.
        again: the variants.
        wanted: which flights are followed in which draws, (flight, draw); None = all in all.
    """
    worlds = [world, *(variant.world for variant in again)]
    if not world.groups or not any(np.isfinite(w.since).any() for w in worlds):
        return
    every = np.ones(world.since.shape[1:], dtype=bool) if wanted is None else wanted
    items = list(_lanes(every))
    followed_by = followers([(w.groups, w.since) for w in worlds])
    asked = [sides, *(variant.sides for variant in again)]

    def work(item: tuple[Ints, Ints]) -> None:
        followed = follow_coast(world, followed_by, sides, *item)
        _answer(asked, followed)

    for done, _ in enumerate(in_turn(work, items), 1):
        told("tracking", done / len(items))


def _lanes(wanted: NDArray[np.bool_]) -> Iterator[tuple[Ints, Ints]]:
    """Flight and draw of each lane, chunk by chunk."""
    flight, draw = np.nonzero(wanted)
    for start in range(0, len(flight), LANES):
        some = slice(start, start + LANES)
        yield flight[some], draw[some]


def follow_coast(
    world: CommonGround,
    followed_by: Followers,
    sides: Sequence[PostureRun],
    flight: Ints,
    draw: Ints,
) -> FollowedCoast:
    """Some lanes, as the sensors that hold them first follow them.

    Args:
        world: what the postures have in common.
        followed_by: all that may follow them.
        sides: the postures.
        flight: (lane,).
        draw: (lane,).
    """
    coast = coast_arc(
        world.state[:, flight, draw],
        world.burn_time[flight, draw],
        world.flight_time[flight, draw],
    )
    reentry, radius = np.stack([_rule(side, flight, draw) for side in sides], axis=1)
    alike = (reentry == reentry[0]) & (radius == radius[0])
    sizes = np.broadcast_to(np.array(SIZES)[:, None], (len(SIZES), len(flight)))
    areas = ImpactDisc(
        impact_disc(coast, reentry[0], radius[0]).ahead[None],
        np.concatenate([reentry, np.zeros(sizes.shape)]),
        np.concatenate([radius, sizes]),
    )
    which = np.where(alike, 0, np.arange(len(sides))[:, None])
    since, section = followed_by.since[:, flight, draw], world.cross_section[flight, draw]
    chosen = choose(followed_by, since, draw, coast, section)
    return FollowedCoast(flight, draw, coast, chosen, areas, which)


def _heard(
    side: PostureRun, followed: FollowedCoast, team: Ints, listens: Flags, world: int = 0
) -> ReportingLatency:
    """What some teams of one side hear in one world; nothing of flights that are not the side's,
    nor where they do not listen, (lane, team)."""
    heard = side.teams.heard(team, followed.chosen.station, followed.draw)
    deaf = ~listens | (side.row[followed.flight] < 0)[:, None]
    return heard.without(~followed.chosen.used[world][:, None, :] | deaf[..., None])


def _rule(side: PostureRun, flight: Ints, draw: Ints) -> tuple[Floats, Floats]:
    """What re-entry adds and the radius of the area, by the rule of each lane's aim, (lane,)."""
    _, _, party = aim_of(side, flight)
    radius = np.array([rule.area_radius for rule in side.rules])[party]
    return side.teams.reentry[len(KNOWLEDGE) * party, draw], radius


def aim_of(side: PostureRun, flight: Ints) -> tuple[Ints, Ints, Ints]:
    """Row and pair of the impact of each lane, and the party of its place; of strangers any."""
    row = np.maximum(side.row[flight], 0)
    pair = side.impact_pair[row]
    return row, pair, side.party[side.pairs.receiver[pair]]


def _mine(side: PostureRun, followed: FollowedCoast) -> Ints:
    """Lanes that are the side's own."""
    return np.flatnonzero(side.row[followed.flight] >= 0)


class _Asked(NamedTuple):
    """What the teams of one side ask in one world."""

    side: PostureRun
    localisation: LocalisationQuestion
    passed: Passed


def _answer(asked: Sequence[Sequence[PostureRun]], followed: FollowedCoast) -> None:
    """Put all that is asked about some lanes together, for many teams hear the same."""
    every = [_of_all(side, n, followed) for n, side in enumerate(asked[0])]
    for world, changed in enumerate(asked[1:], 1):
        every += [_of_aim(side, n, followed, world) for n, side in enumerate(changed)]
    ends = np.cumsum([0, *(one.localisation.recognition.shape[1] for one in every)])
    passes = [
        one.passed.what._replace(team=begin + one.passed.what.team)
        for begin, one in zip(ends, every, strict=False)
    ]
    found, known = knowledge(
        followed.areas,
        followed.arc,
        followed.chosen.gathered,
        _joined([one.localisation for one in every]),
        TIMES,
        Pass(*(np.concatenate(part) for part in zip(*passes, strict=True))),
        quality_goals([len(asked[0]) + k for k in range(len(SIZES))], LEVELS[-1], SPEEDS),
    )
    answers = zip(*(np.split(part, ends[1:-1], axis=1) for part in found), strict=True)
    overhead = np.split(known, np.cumsum([len(p.lane) for p in passes])[:-1])
    for number, (one, parts, times) in enumerate(zip(every, answers, overhead, strict=True)):
        if number < len(asked[0]):
            _put_all(one, Localised(*parts), times, followed)
        else:
            _put_aim(one.side, Localised(*parts), followed)


def _joined(questions: Sequence[LocalisationQuestion]) -> LocalisationQuestion:
    """All teams after one another."""
    latency, *rest = zip(*questions, strict=True)
    together = ReportingLatency(*(np.concatenate(d, axis=1) for d in zip(*latency, strict=True)))
    return LocalisationQuestion(together, *(np.concatenate(part, axis=1) for part in rest))


def _of_all(side: PostureRun, number: int, followed: FollowedCoast) -> _Asked:
    """What every team of a side wants to know: of the impact, that of its place's party also with
    the probability of its own rule; and the passes."""
    every = np.arange(len(side.listeners))
    team, draw = np.broadcast_to(every, (len(followed.draw), len(every))), followed.draw
    party = aim_of(side, followed.flight)[2][:, None]
    concerned = (team // len(KNOWLEDGE) == party) | (team == len(every) - 1)
    asks = np.ones(team.shape, dtype=bool) if side.every_team else concerned
    own = np.where(party == every // len(KNOWLEDGE), side.teams.wanted[team, draw[:, None]], np.nan)
    levels = np.where(asks[..., None], LEVELS, np.nan)
    passing = _asking_of_passes(side)
    question = LocalisationQuestion(
        _heard(side, followed, team, asks | np.isin(team % len(KNOWLEDGE), passing)),
        side.teams.recognition[team, draw[:, None]],
        np.concatenate((levels, own[..., None]), axis=-1),
        np.where(asks, followed.area[number][:, None], NOTHING),
        asks,
        team == len(KNOWLEDGE) * party + SHARED,
        concerned,
    )
    row = side.row[followed.flight]
    wanted = side.teams.wanted[:: len(KNOWLEDGE)]
    return _Asked(side, question, passed(side.passes, row, draw, followed.arc, wanted, passing))


def _asking_of_passes(side: PostureRun) -> tuple[int, ...]:
    """By which of `KNOWLEDGE` parties ask about what passes over their places."""
    return tuple(range(len(KNOWLEDGE))) if side.every_team else (SHARED,)


def _of_aim(side: PostureRun, number: int, followed: FollowedCoast, world: int) -> _Asked:
    """What the party of each flight's aim wants to know by what is shared in a changed world."""
    team = len(KNOWLEDGE) * aim_of(side, followed.flight)[2][:, None] + SHARED
    which = team, followed.draw[:, None]
    wanted = np.full((*team.shape, len(LEVELS) + 1), np.nan)
    wanted[..., -1] = side.teams.wanted[which]
    question = LocalisationQuestion(
        _heard(side, followed, team, np.ones(team.shape, dtype=bool), world),
        side.teams.recognition[which],
        wanted,
        followed.area[number][:, None],
        *np.zeros((3, *team.shape), dtype=bool),
    )
    return _Asked(side, question, nothing_passed(len(_asking_of_passes(side))))


def _put_all(one: _Asked, found: Localised, known: Floats, followed: FollowedCoast) -> None:
    """Write what every team of a side knows."""
    side, mine, table = one.side, _mine(one.side, followed), one.side.table
    row, pair, party = (part[mine] for part in aim_of(side, followed.flight))
    draw = followed.draw[mine]
    table.first[:, row, draw] = found.first[mine].T
    table.area[:, :, row, draw] = np.moveaxis(found.time[mine, :, :-1], 0, -1)
    table.spread[:, :, row, draw] = np.moveaxis(found.radius[mine], 0, -1)
    for how in range(len(KNOWLEDGE)):
        table.known[how, pair, draw] = found.time[mine, len(KNOWLEDGE) * party + how, -1]
        table.reached[how, :, row, draw] = found.reached[mine, len(KNOWLEDGE) * party + how]
    table.reached[-1, :, row, draw] = found.reached[mine, -1]
    what = one.passed
    for how, times in zip(_asking_of_passes(side), known.T, strict=True):
        table.known[how, what.pair, what.draw] = times
    if side.stations:
        team = len(KNOWLEDGE) * party + SHARED
        lost, without = found.lost[mine, team], found.without[mine, team]
        station = followed.chosen.station[mine[:, None], np.maximum(lost, 0)]
        failing = np.where(lost >= 0, side.teams.place[station], -1)
        table.failing[:, row, draw], table.failed[:, row, draw] = failing.T, without.T


def _put_aim(side: PostureRun, found: Localised, followed: FollowedCoast) -> None:
    """Write when the party of each flight's aim knows."""
    mine = _mine(side, followed)
    row = aim_of(side, followed.flight)[0][mine]
    side.table.known[0, row, followed.draw[mine]] = found.time[mine, 0, -1]
