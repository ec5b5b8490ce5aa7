"""Tracks of all postures, found again where nothing that they depend on has changed."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any, Final

import numpy as np

from noroshi.kept import Aside, kept
from noroshi.questions.warning.pipe.records import TrackTable
from noroshi.questions.warning.pipe.sides import CommonGround, PostureRun
from noroshi.questions.warning.pipe.teams import Listener
from noroshi.questions.warning.pipe.track import Again, track
from noroshi.scenario.records import Rule
from noroshi.world import Estimate

World = tuple[CommonGround, Sequence[PostureRun]]
"""What all postures have in common, and each of them."""
_LATER: Final = tuple(name for name in Rule.model_fields if name.endswith("_delay"))
"""Fields of a rule that are about what is done once an area is known."""
_FILLED: Final = tuple(f.name for f in fields(TrackTable) if f.name not in ("teams", "levels"))


def followed(worlds: Sequence[World], told: Callable[[str, float], None]) -> list[list[TrackTable]]:
    """The tables of every posture in every world, filled; of all worlds but the first only what is
    said in `Again`.

    Args:
        worlds: the declared one, and those in which some sensors look otherwise.
        told: who is told of progress.
    """
    asked = [(world, tuple(map(_before_warning, sides))) for world, sides in worlds]
    tables = [[side.table for side in sides] for _, sides in worlds]
    found = kept("tracks", _track, asked, Aside(tables), Aside(told))
    return [
        [replace(table, **parts) for table, parts in zip(*one, strict=True)]
        for one in zip(tables, found, strict=True)
    ]


def _before_warning(side: PostureRun) -> PostureRun:
    """A posture without what tracks do not depend on: what follows once an area is known."""
    nothing: dict[str, Any] = dict.fromkeys(_FILLED, np.zeros(0))
    return replace(
        side,
        listeners=tuple(map(_listening, side.listeners)),
        hearings=(),
        rules=tuple(map(_by_area, side.rules)),
        table=replace(side.table, **nothing),
    )


def _listening(listener: Listener) -> Listener:
    return listener._replace(rule=_by_area(listener.rule))


def _by_area(rule: Rule) -> Rule:
    return rule.model_copy(update=dict.fromkeys(_LATER, Estimate.exactly(0.0)))


def _track(
    worlds: Sequence[World],
    tables: Aside[Sequence[Sequence[TrackTable]]],
    told: Aside[Callable[[str, float], None]],
) -> list[list[dict[str, Any]]]:
    """What each posture's table holds, by its fields; of worlds that are changed, only `known`."""
    (world, sides), *changed = [
        (world, [replace(s, table=t) for s, t in zip(sides, empty, strict=True)])
        for (world, sides), empty in zip(worlds, tables.value, strict=True)
    ]
    track(sides, world, told.value, [Again(s, w) for w, s in changed])
    every = [{name: getattr(side.table, name) for name in _FILLED} for side in sides]
    return [every, *([{"known": side.table.known} for side in one] for _, one in changed)]
