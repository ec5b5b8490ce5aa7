"""From approaches to the numbers that answer whether they are noticed in time."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment.lookouts import DECLARED, FLOWN, PEAK, Group, posts
from noroshi.assessment.waters_watch import WatersWatch
from noroshi.stats import Driver, Interval, drivers, interval
from noroshi.study.waters_answer import (
    Reading,
    VesselAnswer,
    WatcherAnswer,
    WatersAnswer,
    WatersChange,
    WatersPosture,
)
from noroshi.study.waters_paragraph import waters_paragraph

Floats = NDArray[np.float64]
LEVEL: Final = 0.025
"""Chance of a false driver in one list: 5 % over the two."""


def summarise_waters(after: WatersWatch, before: WatersWatch | None = None) -> WatersAnswer:
    """All numbers of one posture, and what changed against another of the same approaches.

    Raises:
        ValueError: the two do not face the same approaches in the same draws.
    """
    if before is not None and before.draws is not after.draws:
        raise ValueError(
            "the two watches are not of the same approaches; make them together with "
            "watch_waters_postures()"
        )
    old = after if before is None else before
    now = _posture(after, "after" if before else "", old)
    was = None if before is None else _posture(before, "before", before)
    change = () if before is None else tuple(_changes(before, after))
    edges = after.ways.edge[1:] - after.ways.edge[after.ways.limit]
    first = after.before_limit[0, DECLARED]
    gained = None if before is None else first - before.before_limit[0, DECLARED]
    answer = WatersAnswer(
        waters=after.waters.id,
        name=after.waters.name,
        paragraph="",
        limit=after.waters.limit,
        begin=after.waters.approach_from,
        bearings=len(after.ways.bearing),
        days=after.asked.days,
        peak=after.peak.isoformat() if after.peak else "",
        to_limit=tuple(float(e) for e in edges),
        after=now,
        before=was,
        change=change,
        drivers=_drivers(after, first),
        drivers_of_change=() if gained is None else _drivers(after, gained),
    )
    return replace(answer, paragraph=waters_paragraph(answer, after.draws.count))


def time_left(watch: WatersWatch, vessel: int, reading: int) -> Floats:
    """From being noticed to the limit, mean over approaches noticed before it, (draw,) [s].

    Where in a cell an approach is noticed is taken as its middle. NaN where none is noticed.
    """
    by = watch.noticed[vessel, reading, :, : watch.ways.limit].mean(axis=0)
    new = np.diff(by, axis=0, prepend=0.0)
    limit = watch.ways.edge[watch.ways.limit]
    time = (watch.ways.from_coast[: watch.ways.limit, None] - limit) / watch.speed[vessel]
    seen = by[-1] > 0.0
    mean = np.sum(new * time, axis=0) / np.where(seen, by[-1], 1.0)
    return np.where(seen, mean, np.nan)


def half_noticed(watch: WatersWatch, vessel: int, reading: int) -> Floats:
    """Distance from the limit at which half of all approaches have been noticed, (draw,) [m].

    Zero where fewer are noticed before the limit.
    """
    by = watch.noticed[vessel, reading, :, : watch.ways.limit].mean(axis=0)
    early = by >= 0.5
    off = watch.ways.edge[1 : watch.ways.limit + 1] - watch.ways.edge[watch.ways.limit]
    return np.where(early.any(axis=0), off[np.argmax(early, axis=0)], 0.0)


def _posture(watch: WatersWatch, when: str, old: WatersWatch) -> WatersPosture:
    had = posts(old.scenario, old.waters.id)
    day = watch.scenario.day.isoformat() if watch.scenario.day else "undated"
    return WatersPosture(
        label=f"{when}, {day}" if when else day,
        vessels=tuple(
            VesselAnswer(v.id, v.name, *(_reading(watch, k, r) for r in (DECLARED, PEAK, FLOWN)))
            for k, v in enumerate(watch.vessels)
        ),
        watchers=tuple(_watcher(watch, k, group, had) for k, group in enumerate(watch.groups)),
        imagers=len(watch.imagers),
        imagers_add=_imagers_add(watch),
    )


def _imagers_add(watch: WatersWatch) -> Interval:
    if not watch.imagers:
        return interval(np.zeros(1))
    without = watch.without[0, -1, DECLARED].mean(axis=0)
    return interval(watch.before_limit[0, DECLARED] - without)


def _reading(watch: WatersWatch, vessel: int, reading: int) -> Reading:
    over_ways = watch.noticed[vessel, reading].mean(axis=0)
    return Reading(
        noticed=interval(over_ways[watch.ways.limit - 1]),
        ashore=interval(over_ways[-1]),
        left=_among_numbers(time_left(watch, vessel, reading)),
        off=interval(half_noticed(watch, vessel, reading)),
        by=interval(over_ways),
    )


def _among_numbers(values: Floats) -> Interval:
    """Of the draws that have a number; NaN where none has."""
    known = values[np.isfinite(values)]
    return interval(known if known.size else np.array([np.nan]))


def _watcher(
    watch: WatersWatch, index: int, group: Group, had: Collection[tuple[str, str]]
) -> WatcherAnswer:
    whole, fleet = watch.before_limit[0], watch.scenario.fleets[group.fleet]
    missed = whole - watch.without[0, index].mean(axis=1)
    return WatcherAnswer(
        patrol=group.patrol,
        fleet=group.fleet,
        name=fleet.name,
        payloads=group.payloads,
        radar_modes=tuple((m.mode, m.every) for m in group.modes),
        on_station=interval(group.on_station[DECLARED]),
        on_station_flown=interval(group.on_station[FLOWN]),
        in_season=group.in_season,
        alone=interval(watch.alone[0, index, DECLARED].mean(axis=0)),
        missed=interval(missed[DECLARED]),
        missed_at_peak=interval(missed[PEAK]),
        new=(fleet.platform, fleet.base) not in had,
    )


def _changes(before: WatersWatch, after: WatersWatch) -> list[WatersChange]:
    moved = after.before_limit - before.before_limit
    return [
        WatersChange(v.id, *(interval(own[r]) for r in (DECLARED, PEAK, FLOWN)))
        for v, own in zip(after.vessels, moved, strict=True)
    ]


def _drivers(watch: WatersWatch, answer: Floats) -> tuple[Driver, ...]:
    """Assumptions beyond chance, strongest first.

    How long looks are remembered is looked for by itself, with half of the chance of a false name:
    it is the model's own and known to matter, and need not stand out among a hundred others.
    """
    others = dict(watch.draws.points)
    name = watch.waters.look_memory.dimension
    own = {name: others.pop(name)} if name in others else {}
    found = [d for some in (own, others) for d in drivers(some, answer, level=0.5 * LEVEL)]
    return tuple(sorted(found, key=lambda d: -abs(d.correlation)))
