"""Who brings which share: every number of both postures, and how it is told."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.kept import Aside
from noroshi.questions.answer import Answer, Axis, PlainData, declared
from noroshi.questions.base import Case, OwnStage
from noroshi.questions.shares import Options
from noroshi.questions.shares import compute as c
from noroshi.questions.shares.balance_answer import with_balance_told
from noroshi.questions.shares.balance_data import with_balance
from noroshi.questions.shares.figures import figures
from noroshi.questions.shares.game import GAMES
from noroshi.questions.shares.groups import groups
from noroshi.questions.shares.tables import tables
from noroshi.questions.shares.words import Shares, headline, limits, text
from noroshi.questions.sources import cited
from noroshi.questions.variables import POSTURES
from noroshi.questions.warning.pipe.coalitions import follow_again
from noroshi.questions.warning.pipe.compared import READ, compared
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.naming import posture_date, posture_labels
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.worked_out import WorkedOut, worked_out_of_case
from noroshi.scenario.records import WARNED

Floats = NDArray[np.float64]
SECTIONS: Final = ("header", *WARNED)
"""Whose entries the answer rests on."""


def answer(case: Case, options: Options) -> Answer:
    """Who brings which share of the warning and of knowing where, before and after.

    Raises:
        NoroshiError: the later posture declares no flights.
    """
    found = worked_out_of_case("shares", _work_out, case, READ, options)
    return with_balance_told(_written(with_balance(found, case)))


def answer_of(comparison: Comparison, options: Options) -> Answer:
    """The answer from both postures, assessed."""
    return _written(_worked_out(comparison, options))


def _work_out(case: Aside[Case], options: Options, *_read: object) -> WorkedOut:
    comparison = compared(case.value)
    case.value.progress(OwnStage("following flights by some sensors alone"), 0.0)
    return _worked_out(comparison, options)


def _worked_out(comparison: Comparison, options: Options) -> WorkedOut:
    return WorkedOut(
        data=_data(comparison, options),
        layers=(),
        drivers=(),
        limits=limits(),
        sources=cited(comparison.after.scenario, SECTIONS),
    )


def _written(found: WorkedOut) -> Answer:
    """Words, tables and figures, from the numbers alone."""
    told = Shares(found.data)
    return Answer(
        data=found.data,
        headline=headline(told),
        text=text(told),
        tables=tuple(tables(told)),
        figures=tuple(figures(told)),
        layers=found.layers,
        limits=found.limits,
        sources=found.sources,
    )


def _data(comparison: Comparison, options: Options) -> PlainData:
    both = (comparison.before, comparison.after)
    worlds = [comparison.after.scenario, comparison.before.scenario]
    whom, classes = c.warned(comparison), groups(worlds)
    owners = list(dict.fromkeys(group.owner for group in classes))
    every = comparison.after.draws.count
    some = min(options.followed, every)
    followed = follow_again(both, some)
    found = [
        [
            c.brought(c.flights_of(a, f, w, some), a.detections.sensors, classes, owners)
            for w in whom
        ]
        for a, f in zip(both, followed, strict=True)
    ]

    def of(field: Callable[[c.Brought], Floats], *shape: int) -> Floats:
        """(posture, whom, game, …, draw) over all draws."""
        each = np.array([[field(one) for one in row] for row in found])
        return c.padded(each.reshape(2, len(whom), len(GAMES), *shape, some), every)

    def postured(each: Callable[[Assessment, c.Warned], Floats]) -> Floats:
        return np.array([[each(a, w) for w in whom] for a in both]).reshape(2, len(whom), every)

    party_share = of(lambda b: c.shares_of(b.parties, b.whole), len(owners))
    sharing = postured(c.sharing)
    values: dict[str, Any] = {
        "posture_date": [posture_date(a) for a in both],
        "followed": float(some),
        "whom_later": [float(w.later) for w in whom],
        "people": [c.people_of(comparison.after, w) for w in whom],
        "whole": of(lambda b: b.whole),
        "party_share": party_share,
        "party_brings": of(lambda b: b.parties, len(owners)),
        "party_alone": of(lambda b: b.alone, len(owners)),
        "party_lost": of(lambda b: b.lost, len(owners)),
        "share_change": party_share[1] - party_share[0],
        "class_owner": [group.owner for group in classes],
        "class_sensors": [
            [float(sum(s in a.detections.sensors for s in g.sensors)) for g in classes]
            for a in both
        ],
        "class_share": of(lambda b: c.shares_of(b.classes, b.whole), len(classes)),
        "class_brings": of(lambda b: b.classes, len(classes)),
        "class_apart": of(lambda b: b.apart, len(classes)),
        "class_lost": of(lambda b: b.class_lost, len(classes)),
        "sharing": sharing,
        "sharing_change": sharing[1] - sharing[0],
        "people_helped": postured(c.people_helped),
    }
    parties = {key: party.name for world in worlds for key, party in world.parties.items()}
    told = [comparison.after.parties[w.party] for w in whom]
    axes = [
        Axis("posture", POSTURES, posture_labels(comparison)),
        Axis("whom", told, [parties[p] for p in told], "people of"),
        Axis("game", list(GAMES), list(GAMES.values()), "of"),
        Axis("owner", owners, [parties[o] for o in owners], "sensors of"),
        Axis("class", [g.id for g in classes], [g.name for g in classes], "class of sensors"),
    ]
    return declared(__package__).plain(axes, values)
