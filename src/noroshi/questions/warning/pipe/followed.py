"""Tracks of all postures, found again where nothing that they depend on has changed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from noroshi.kept import Aside, kept
from noroshi.questions.warning.pipe.records import Team, TrackTable
from noroshi.questions.warning.pipe.sides import (
    LEVELS,
    NOT_FOLLOWED,
    TIMES,
    CommonGround,
    PostureRun,
)
from noroshi.questions.warning.pipe.teams import Listener
from noroshi.questions.warning.pipe.told import KNOWLEDGE
from noroshi.questions.warning.pipe.track import Again, track
from noroshi.scenario.records import Rule
from noroshi.world import Estimate

World = tuple[CommonGround, Sequence[PostureRun]]
"""What all postures have in common, and each of them."""
_LATER: Final = tuple(name for name in Rule.model_fields if name.endswith("_delay"))
"""Fields of a rule that are about what is done once an area is known."""


def followed(worlds: Sequence[World], told: Callable[[str, float], None]) -> list[list[TrackTable]]:
    """The table of every posture in every world.

    Args:
        worlds: the declared one, and those in which some sensors look otherwise: of these only what
            is said in `Again`.
        told: who is told of progress.
    """
    asked = [(common, tuple(map(_before_warning, sides))) for common, sides in worlds]
    return kept("tracks", _follow, asked, Aside(told), records=(TrackTable, Team))


def _before_warning(side: PostureRun) -> PostureRun:
    """A posture without what tracks do not depend on: what follows once an area is known."""
    return replace(
        side,
        listeners=tuple(map(_listening, side.listeners)),
        hearings=(),
        rules=tuple(map(_by_area, side.rules)),
    )


def _listening(listener: Listener) -> Listener:
    return listener._replace(rule=_by_area(listener.rule))


def _by_area(rule: Rule) -> Rule:
    return rule.model_copy(update=dict.fromkeys(_LATER, Estimate.exactly(0.0)))


def _follow(
    worlds: Sequence[World], told: Aside[Callable[[str, float], None]]
) -> list[list[TrackTable]]:
    (common, sides), *changed = worlds
    whole = [replace(side, table=_nobody_knows(side)) for side in sides]
    again = [
        Again([replace(side, table=_known_alone(side)) for side in others], world)
        for world, others in changed
    ]
    track(whole, common, told.value, again)
    return [[side.table for side in one] for one in (whole, *(one.sides for one in again))]


def _nobody_knows(side: PostureRun) -> TrackTable:
    """A table in which nobody knows anything yet."""
    teams, flights, draws = len(side.listeners), len(side.impact_pair), side.arrival.shape[1]
    return replace(
        _known_alone(side),
        first=np.full((teams, flights, draws), np.inf),
        area=np.full((teams, len(LEVELS), flights, draws), np.inf),
        spread=np.full((teams, len(TIMES), flights, draws), np.inf),
        without=np.full((len(side.stations), flights, draws), np.inf),
    )


def _known_alone(side: PostureRun) -> TrackTable:
    """As `_nobody_knows`, but only for when each place's party knows that it is concerned."""
    return replace(
        NOT_FOLLOWED,
        teams=tuple(listener.team for listener in side.listeners),
        levels=LEVELS,
        time=TIMES.copy(),
        known=np.full((len(KNOWLEDGE), *side.arrival.shape), np.inf),
    )
