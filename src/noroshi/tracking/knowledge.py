"""What every team knows of every flight: where it comes down, and what it passes over.

Flight by flight: what is gathered of one is added up, and all that is asked about it is answered
while that is at hand.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import lean
from noroshi.shaped import Float
from noroshi.tracking.available import ReportingLatency, Room, begin_flight, room
from noroshi.tracking.coast_arc import CoastArc
from noroshi.tracking.cross_track import (
    POINTS,
    TIMES,
    GroundTrack,
    JudgedTimes,
    Pass,
    ground_track,
    know_passes,
)
from noroshi.tracking.impact_disc import ImpactDisc
from noroshi.tracking.information import SensorInformation
from noroshi.tracking.joining import queries
from noroshi.tracking.localisation import (
    RANKS,
    LocalisationQuestion,
    Localised,
    Memory,
    localise,
    memory,
)
from noroshi.tracking.quality import NO_GOALS, QualityGoals

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def knowledge(
    areas: ImpactDisc,
    arc: CoastArc,
    information: SensorInformation,
    question: LocalisationQuestion,
    instants: Float[Any, " instant"],
    passes: Pass,
    goals: QualityGoals = NO_GOALS,
) -> tuple[Localised, Float[NDArray[np.float64], "pass asker"]]:
    """What each team knows of each flight's end, and when each pass is known to who asks.

    Args:
        areas: about the impact, with a leading axis.
        arc: the coasts, one a lane.
        information: of every sensor about them.
        question: of every team.
        instants: at which the size of the ellipse is told [s after launch], in order.
        passes: of the same teams.
        goals: of the quality of tracks, for teams that are `graded`.
    """
    order = np.argsort(passes.lane, kind="stable")
    sorted_passes = Pass(*(np.ascontiguousarray(part[order]) for part in passes))
    lanes, teams, senders, _ = question.latency.sender.shape
    levels = question.wanted.shape[2]
    stops = np.searchsorted(sorted_passes.lane, np.arange(lanes + 1))
    answer = Localised.nothing(question, len(instants), len(goals.area))
    known = np.full(passes.team.shape, np.inf)
    _know(
        ImpactDisc(*(np.ascontiguousarray(np.moveaxis(a, -1, 0)) for a in areas)),
        arc.start,
        arc.length,
        _even(question),
        instants,
        goals,
        answer,
        room(information, teams * (1 + RANKS), senders),
        memory(teams, levels, len(instants), goals, senders),
        ground_track(arc),
        sorted_passes,
        stops,
        known,
        JudgedTimes(
            np.zeros(teams, np.int64),
            np.zeros((teams, TIMES, len(POINTS))),
            np.zeros(len(known)),
            queries(TIMES),
        ),
    )
    back = np.empty_like(known)
    back[order] = known
    return answer, back


def _even(question: LocalisationQuestion) -> LocalisationQuestion:
    """In one piece each, which is what the loops are compiled for."""
    latency, *rest = question
    return LocalisationQuestion(
        ReportingLatency(*map(np.ascontiguousarray, latency)), *map(np.ascontiguousarray, rest)
    )


@lean
def _know(
    discs: ImpactDisc,
    start: Floats,
    length: Floats,
    question: LocalisationQuestion,
    instants: Floats,
    goals: QualityGoals,
    answer: Localised,
    room: Room,
    memory: Memory,
    track: GroundTrack,
    passes: Pass,
    stops: Ints,
    known: Floats,
    judged: JudgedTimes,
) -> None:
    for lane in range(len(start)):
        begin_flight(room, lane, start[lane], length[lane])
        localise(discs, room, lane, question, instants, goals, answer, memory)
        some = stops[lane], stops[lane + 1]
        if some[1] > some[0]:
            recognition, beside = question.recognition, memory.beside
            know_passes(room, lane, track, recognition, passes, some, beside, known, judged)
