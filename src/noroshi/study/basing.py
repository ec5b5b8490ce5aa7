"""What basing buys: numbers with their intervals, and what drives them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment.basing_records import SIZES, BasingTable, Pair
from noroshi.assessment.postings import Posting
from noroshi.measures import drivers, interval
from noroshi.scenario.records import estimates_of
from noroshi.scenario.watched import Fleet
from noroshi.study.basing_answer import (
    BaseAnswer,
    BasingAnswer,
    FleetAnswer,
    Gain,
    PostureAnswer,
    WeatherAnswer,
)
from noroshi.study.basing_paragraph import basing_paragraph
from noroshi.study.seasons import days_in_words
from noroshi.watching.duty import DAY
from noroshi.watching.steady import Cycle, sustained

Floats = NDArray[np.float64]
LEVEL: Final = 0.0125
"""Chance of a false driver in one list."""


def summarise_basing(table: BasingTable, claims: Iterable[str] = ()) -> BasingAnswer:
    """All numbers of a comparison of bases, and the paragraph.

    Args:
        table: what was worked out.
        claims: paths of the values about which the scenario keeps what sources state.
    """
    choice, over = table.choice, table.choice.over
    season = _season(table.postings)
    # A payload that sees a point once a pass lays strip beside strip: area is strip times way.
    strips = [i for i in table.search_rate if table.choice.payloads[i].interval() is None]
    strip = strips[0] if strips else ""
    answer = BasingAnswer(
        paragraph="",
        platform=choice.platform,
        name=choice.craft.name,
        over=over,
        period=table.period,
        enough=table.enough,
        draws=table.draws.count,
        weather=None if choice.weather is None else _weather(table, choice.weather),
        own_weather={b: _weather(table, f) for b, f in choice.own_weather.items() if f is not None},
        sizes=tuple(int(n) for n in SIZES),
        bases=tuple(_base(table, pair) for pair in table.pairs),
        gains=tuple(
            _gain(table, table.pair(base, station), table.pair(over, station))
            for station in table.stations
            for base in choice.bases
            if base != over
        ),
        postures=tuple(_postures(table, season)),
        season="" if season.all() else days_in_words(season),
        area_always={i: interval(DAY * rate) for i, rate in table.search_rate.items()},
        strip=strip,
        strip_verified=_verified(table, strip),
        strip_best=DAY * table.search_rate_best.get(strip, 0.0),
        stations={s: choice.stations[s].name for s in table.stations},
        area_claimed=f"payloads.{strip}.swath" in set(claims),
    )
    return replace(answer, paragraph=basing_paragraph(answer))


def one_craft(pair: Pair) -> Floats:
    """Mean number on station of one craft in the long run, (draw,).

    The closed form, since in a simulated season luck moves one craft's hours by a tenth, which is
    more than some bases differ by.
    """
    return sustained(pair.steady, 1)


def _weather(table: BasingTable, fleet: Fleet) -> WeatherAnswer:
    return WeatherAnswer(fleet.name, interval(table.draws(fleet.weather_hold)))


def _verified(table: BasingTable, strip: str) -> bool:
    """Whether the swath of a payload was read where it is from."""
    swath = getattr(table.choice.payloads.get(strip), "swath", None)
    return swath is not None and (swath.grade in ("A", "B") or swath.certain)


def _season(postings: Sequence[Posting]) -> NDArray[np.bool_]:
    """Days on which a base that had no fleet before has one, (365,); all, if there is none."""
    had = {p.base for p in postings if p.posture == "before"}
    new = [p.there for p in postings if p.posture == "after" and p.base not in had]
    return np.any(new, axis=0) if new and had else np.ones(365, dtype=bool)


def _base(table: BasingTable, pair: Pair) -> BaseAnswer:
    one = one_craft(pair)
    return BaseAnswer(
        base=pair.base,
        name=table.choice.bases[pair.base].name,
        station=pair.station,
        distance=interval(pair.trip.distance),
        transit=interval(pair.trip.transit),
        each_sortie=interval(pair.trip.on_station),
        one=interval(one),
        one_own=None if pair.steady_own is None else interval(sustained(pair.steady_own, 1)),
        sustained=interval(pair.sustained),
        sorties_a_day=interval(pair.sorties_a_day),
        under_way=interval(pair.under_way),
        covered=interval(pair.covered),
        longest_gap=interval(pair.longest_gap),
        needed=interval(pair.needed),
        needed_steady=interval(pair.needed_steady),
        crew_share=interval(pair.crew_share),
        area_a_day={i: interval(DAY * rate * one) for i, rate in table.search_rate.items()},
    )


def _gain(table: BasingTable, pair: Pair, other: Pair) -> Gain:
    ratio, own = _more(pair.steady, other.steady), None
    if pair.steady_own is not None and other.steady_own is not None:
        own = interval(_more(pair.steady_own, other.steady_own))
    found = drivers(_assumptions(table, (pair.base, other.base)), ratio, level=LEVEL)
    return Gain(pair.base, other.base, pair.station, interval(ratio), own, tuple(found))


def _more(ours: Cycle, theirs: Cycle) -> Floats:
    """Time on station of one craft in the long run over that of another, less 1, (draw,)."""
    mine, other = sustained(ours, 1), sustained(theirs, 1)
    more = np.where(other > 0.0, mine / np.where(other > 0.0, other, 1.0), np.inf) - 1.0
    return np.asarray(np.where((mine > 0.0) | (other > 0.0), more, 0.0))


def _assumptions(table: BasingTable, bases: Sequence[str]) -> dict[str, Floats]:
    """What the time on station of one craft can depend on, by dimension, (draw,) each."""
    weather = table.choice.weather
    holds = [] if weather is None else [weather.weather_hold, weather.weather_wait]
    records = (table.choice.craft, *(table.choice.bases[b] for b in bases))
    uncertain = [e for r in records for e in estimates_of(r)] + holds
    return {e.dimension: table.draws.points[e.dimension] for e in uncertain if not e.certain}


def _postures(table: BasingTable, season: NDArray[np.bool_]) -> list[PostureAnswer]:
    answers = []
    for label, world in (("before", table.choice.before), ("after", table.choice.after)):
        for station in table.stations if world is not None else ():
            own = [p for p in table.postings if (p.posture, p.station) == (label, station)]
            by_day = _by_day(table, [(p.there, p.on_station) for p in own])
            moved = _by_day(table, [(p.there, p.moved) for p in own])
            answers.append(
                PostureAnswer(
                    posture=label,
                    date=str(world.day or "") if world is not None else "",
                    station=station,
                    fleets=tuple(_fleet(table, p) for p in own),
                    in_season=interval(np.mean(by_day[season], axis=0)),
                    over_year=interval(np.mean(by_day, axis=0)),
                    moved_in_season=interval(np.mean(moved[season], axis=0)),
                )
            )
    return answers


def _by_day(table: BasingTable, fleets: Sequence[tuple[NDArray[np.bool_], Floats]]) -> Floats:
    """Mean number on station on each day of the year, (365, draw): the fleets' numbers add up."""
    nobody = np.zeros((365, table.draws.count))
    each = [np.outer(there, number) for there, number in fleets]
    return np.asarray(np.sum([nobody, *each], axis=0))


def _fleet(table: BasingTable, posting: Posting) -> FleetAnswer:
    world = table.choice.before if posting.posture == "before" else table.choice.after
    assert world is not None  # a posting belongs to a posture
    return FleetAnswer(
        fleet=posting.fleet,
        name=world.fleets[posting.fleet].name,
        base=posting.base,
        count=interval(posting.count.astype(float)),
        year_share=float(np.mean(posting.there)),
        on_station=interval(posting.on_station),
        covered=interval(posting.covered),
        effort=None if posting.effort is None else interval(posting.effort),
    )
