"""What flying from one base rather than another gives at a station."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.errors import NoroshiError
from noroshi.fleets.sorties import Maintenance, Timing, forget_luck, sorties
from noroshi.fleets.station_time import (
    DAY,
    Sorties,
    gaps,
    mean_on_station,
    mean_under_way,
    outside,
    sorties_a_day,
)
from noroshi.fleets.steady_state import craft_for_one, cycle
from noroshi.fleets.transit import Trip, refuse_out_of_reach
from noroshi.questions.basing.choice import Compared, choose
from noroshi.questions.basing.postings import Posting, postings
from noroshi.questions.basing.records import SIZES, BasingTable, Pair
from noroshi.questions.fleets import base_of, trip_of, upkeep_of
from noroshi.scenario.records import Scenario
from noroshi.world import Draws

__all__ = ["ENOUGH", "PERIOD", "SIZES", "BasingTable", "basing"]

Floats = NDArray[np.float64]
ENOUGH: Final = 0.95
"""Share of the time with at least one on station from which a watch is called continuous."""
PERIOD: Final = 90.0
"""That is flown [d]."""
_TOGETHER: Final = 1024
"""Sizes of a fleet and draws that fly at once, some 50 kB each; no number depends on it."""


def basing(
    scenario: Scenario,
    *,
    bases: Sequence[str] = (),
    stations: Sequence[str] = (),
    draws: int = 128,
    seed: int = 0,
    platform: str | None = None,
    before: Scenario | None = None,
    days: float = PERIOD,
    enough: float = ENOUGH,
) -> BasingTable:
    """Compare places as bases of one type of craft for one or several stations.

    All bases are given one weather, that of the type's fleet whose weather is known best, so that
    nothing but their distance tells them apart; what one craft gives in the weather declared for
    the base itself is worked out beside it (`Pair.steady_own`). Crews are no limit. What the
    declared fleets give (`postings`) is in each base's own weather and with their own crews. A
    named station that no base reaches is refused.

    Args:
        scenario: the posture after; where it is not cut at a date, it is cut at its own `after`
            and compared with its own `before`.
        bases: ids of places; none = the bases of the type's declared fleets.
        stations: ids; none = every one within reach.
        draws: how many.
        seed: of draws and luck.
        platform: id of the type of craft; None = that of the first fleet at one of the bases.
        before: the posture before, cut at its date.
        days: period that is flown.
        enough: share of the time from which a watch is called continuous.

    Raises:
        NoroshiError: something is not declared, or a station is out of reach.
    """
    choice = choose(scenario, before, bases, stations, platform)
    values, period = choice.draws(draws, seed), days * DAY
    pairs = tuple(
        pair
        for station in choice.stations
        for pair in _at(choice, station, values, seed, period, enough, asked=bool(stations))
    )
    if not pairs:
        raise NoroshiError(
            f"no declared station is within reach of {', '.join(choice.bases)} for a "
            f"{choice.platform}; declare one under `stations`, or name another base"
        )
    reached = dict.fromkeys(p.station for p in pairs)
    flown = tuple(_postings(choice, reached, values, seed, period))
    forget_luck()
    return BasingTable(
        choice=choice,
        draws=values,
        period=period,
        enough=enough,
        pairs=pairs,
        postings=flown,
        search_rate=_search_rates(choice, values),
        search_rate_best={i: float(r[0]) for i, r in _search_rates(choice, Draws.best()).items()},
    )


def _at(
    choice: Compared,
    station: str,
    draws: Draws,
    seed: int,
    period: float,
    enough: float,
    *,
    asked: bool,
) -> Iterator[Pair]:
    """Every base for one station; none where no base reaches it, and nobody asked for it."""
    where = choice.stations[station]
    found = {b: trip_of(choice.craft, place, where, draws) for b, place in choice.bases.items()}
    if not any(np.any(t.on_station > 0.0) for t in found.values()):
        if asked:
            _refuse(choice, station, found, draws)
        return
    for base, trip in found.items():
        upkeep, own = upkeep_of(choice.craft, draws, weather=choice.weather), None
        if (there := choice.own_weather[base]) is not None:
            own = cycle(trip, upkeep_of(choice.craft, draws, weather=there))
        # Bases are alternatives, never flown together: with one luck they compare best.
        key = f"{seed}\n{choice.platform}\n{station}"
        found_ = _pair(base, station, trip, upkeep, period, enough, key)
        yield replace(found_, steady_own=own)


def _postings(
    choice: Compared, stations: Mapping[str, None], draws: Draws, seed: int, period: float
) -> Iterator[Posting]:
    for label, world in (("before", choice.before), ("after", choice.after)):
        if world is None:
            continue
        for station in stations:
            where = choice.stations[station]
            yield from postings(label, world, choice, where, draws, seed=seed, period=period)


def _refuse(choice: Compared, station: str, found: Mapping[str, Trip], draws: Draws) -> None:
    """Refuse a station that none of the bases reaches, by the nearest of them."""
    nearest = min(found, key=lambda b: float(np.min(found[b].transit)))
    craft, where, best = choice.craft, choice.stations[station], Draws.best()
    others = {f.base: base_of(choice.after, f.base) for f in choice.fleets}
    nearer = [b for b, p in others.items() if trip_of(craft, p, where, best).on_station[0] > 0.0]
    refuse_out_of_reach(
        found[nearest],
        draws(craft.endurance) - draws(craft.reserve),
        station=station,
        base=nearest,
        nearer=tuple(nearer),
    )


def _pair(
    base: str, station: str, trip: Trip, upkeep: Maintenance, period: float, enough: float, key: str
) -> Pair:
    """All sizes of fleet share their luck; as many fly at once as memory has room for."""
    some = max(1, _TOGETHER // len(trip.transit))
    parts = [
        _watched(SIZES[first : first + some], trip, upkeep, period, key)
        for first in range(0, len(SIZES), some)
    ]
    flown = _Watched(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    expected, reached = cycle(trip, upkeep), trip.on_station > 0.0
    each = np.where(reached, expected.on_station, 1.0)
    return Pair(
        base=base,
        station=station,
        trip=trip,
        **flown._asdict(),
        steady=expected,
        steady_own=None,
        needed=_least(flown.covered, enough),
        needed_steady=craft_for_one(expected),
        crew_share=np.where(reached, expected.under_way / each, np.inf),
    )


class _Watched(NamedTuple):
    """What fleets of some sizes give to a station: fields of `Pair`, (size, draw)."""

    sustained: Floats
    sorties_a_day: Floats
    under_way: Floats
    covered: Floats
    longest_gap: Floats


def _watched(
    sizes: NDArray[np.intp], trip: Trip, upkeep: Maintenance, period: float, key: str
) -> _Watched:
    """What fleets of some sizes give."""
    craft, span = np.broadcast_to(sizes[:, None], (len(sizes), len(trip.transit))), (0.0, period)

    def flown(timing: Timing) -> Sorties:
        return sorties(trip, upkeep, craft, timing=timing, period=period, key=key)

    most = flown(Timing.AT_ONCE)
    each = mean_on_station(most, span), sorties_a_day(most, span), mean_under_way(most, span)
    del most  # before others fly: of many draws it takes a tenth of a gigabyte
    alone = gaps(flown(Timing.RELIEVE), span)
    return _Watched(*each, outside(alone, span), alone.max(axis=0))


def _least(share: Floats, enough: float) -> Floats:
    """The least size whose share is enough, (draw,); inf = none is."""
    ample = share >= enough
    return np.where(ample.any(axis=0), SIZES[np.argmax(ample, axis=0)], np.inf)


def _search_rates(choice: Compared, draws: Draws) -> dict[str, Floats]:
    """Of the payloads that search an area by themselves, (draw,) [m²/s]."""
    speed = draws(choice.craft.loiter_speed or choice.craft.speed)
    rates = {i: np.asarray(p.search_rate(draws, speed)) for i, p in choice.payloads.items()}
    return {i: rate for i, rate in rates.items() if np.any(rate > 0.0)}
