"""What basing buys: every number with its draws, and how it is told."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.fleets.station_time import DAY
from noroshi.fleets.steady_state import Cycle, sustained
from noroshi.questions.answer import Answer, Axis, Drivers, PlainData, declared
from noroshi.questions.base import Case
from noroshi.questions.basing import Options
from noroshi.questions.basing.checks import MEASURES
from noroshi.questions.basing.compute import basing
from noroshi.questions.basing.figures import figures
from noroshi.questions.basing.layers import layers
from noroshi.questions.basing.postings import Posting
from noroshi.questions.basing.records import SIZES, BasingTable, Pair
from noroshi.questions.basing.seasons import days_in_words
from noroshi.questions.basing.tables import tables
from noroshi.questions.basing.wording import short
from noroshi.questions.basing.words import BasingNumbers, headline, limits, text
from noroshi.questions.naming import told_apart
from noroshi.questions.numbers import Numbers
from noroshi.questions.sources import cited_in
from noroshi.questions.variables import POSTURES
from noroshi.questions.worked_out import WorkedOut, read_from, worked_out
from noroshi.scenario.records import Scenario
from noroshi.stats import drivers
from noroshi.world import estimates_of
from noroshi.world.sections import sections_for

Floats = NDArray[np.float64]
LEVEL: Final = 0.0125
"""Chance of a false driver in one list."""
READ: Final = sections_for("world", "watch")
"""What is read of a world."""


def answer(case: Case, options: Options) -> Answer:
    """What flying from each base gives over flying from the first."""
    case.progress("flying from bases", 0.0)
    postures = tuple(read_from(world, READ) for world in (case.before, case.after))
    claimed = {claim.about for claim in case.after.claims.values()}
    return written(
        worked_out("basing", _work_out, postures, options, claimed, case.draws, case.seed)
    )


def _work_out(
    postures: Sequence[Scenario], options: Options, claimed: set[str], draws: int, seed: int
) -> WorkedOut:
    """Compare the bases in the later posture, and tell what the fleets of both give."""
    before, after = postures
    table = basing(
        after,
        before=before,
        bases=options.bases,
        stations=options.stations,
        platform=options.platform,
        draws=draws,
        seed=seed,
    )
    return worked_out_of(table, claimed)


def answer_of(table: BasingTable, claimed: set[str] = frozenset()) -> Answer:  # type: ignore[assignment]
    """The answer from a comparison.

    Args:
        table: of bases and stations.
        claimed: paths of the values about which the scenario keeps what sources state.
    """
    return written(worked_out_of(table, claimed))


def worked_out_of(table: BasingTable, claimed: set[str]) -> WorkedOut:
    """What a comparison of bases amounts to; see `answer_of`."""
    data = _data(table, claimed)
    return WorkedOut(
        data=data,
        layers=layers(table, data),
        drivers=tuple(_drivers(table, data)),
        limits=limits(),
        sources=_sources(table),
    )


def written(kept: WorkedOut) -> Answer:
    """The answer as it is told, from what was worked out."""
    found = BasingNumbers(kept.data)
    return Answer(
        data=kept.data,
        headline=headline(found),
        text=text(found),
        tables=tuple(tables(found)),
        figures=figures(found),
        layers=kept.layers,
        drivers=kept.drivers,
        limits=kept.limits,
        sources=kept.sources,
        measures=MEASURES,
    )


def _sources(table: BasingTable) -> tuple[str, ...]:
    """Of what is compared; not of other craft and payloads."""
    choice = table.choice
    patrols = [p for w in (choice.before, choice.after) if w for p in w.patrols.values()]
    compared = (choice.craft, choice.payloads, choice.bases, choice.fleets, choice.stations)
    return cited_in(table.scenario, *compared, *patrols)


def _data(table: BasingTable, claimed: set[str]) -> PlainData:
    choice, draws = table.choice, table.draws.count
    over, payloads = choice.over, list(table.search_rate)
    # A payload that sees a point once a pass lays strip beside strip: area is strip times way.
    strip = next((i for i in payloads if choice.payloads[i].interval() is None), "")
    holds = {
        b: None if f is None else table.draws(f.weather_hold) for b, f in choice.own_weather.items()
    }
    one = _by_pair(table, one_craft)
    gain = _by_pair(table, lambda p: _gain(table, p, own=False))
    season = _season(table)
    nothing = np.full(draws, np.nan)
    weather = choice.weather
    values: dict[str, Any] = {
        "distance": _by_pair(table, lambda p: p.trip.distance),
        "transit": _by_pair(table, lambda p: p.trip.transit),
        "on_station_each_sortie": _by_pair(table, lambda p: p.trip.on_station),
        "on_station_one": one,
        "on_station_one_own_weather": _by_pair(
            table, lambda p: None if p.steady_own is None else sustained(p.steady_own, 1)
        ),
        "gain": gain,
        "gain_own_weather": _by_pair(table, lambda p: _gain(table, p, own=True)),
        "on_station_fleet": _by_pair(table, lambda p: p.sustained),
        "sorties_a_day": _by_pair(table, lambda p: p.sorties_a_day),
        "under_way": _by_pair(table, lambda p: p.under_way),
        "covered": _by_pair(table, lambda p: p.covered),
        "longest_gap": _by_pair(table, lambda p: p.longest_gap),
        "craft_continuous": _by_pair(table, lambda p: p.needed),
        "craft_for_one": _by_pair(table, lambda p: p.needed_steady),
        "crew_share": _by_pair(table, lambda p: p.crew_share),
        "area_a_day": np.stack([DAY * table.search_rate[i] * one for i in payloads], axis=2)
        if payloads
        else np.zeros((*one.shape[:2], 0, draws)),
        "area_a_day_always": np.reshape(
            [DAY * table.search_rate[i] for i in payloads], (-1, draws)
        ),
        "area_a_day_best": [DAY * table.search_rate_best.get(i, 0.0) for i in payloads],
        "weather_hold": nothing if weather is None else table.draws(weather.weather_hold),
        "weather_hold_own": [nothing if h is None else h for h in holds.values()],
        **_fleets(table),
        **_postures(table, season),
        "period": table.period,
        "continuous_from": table.enough,
        "area_claimed": float(f"payloads.{strip}.swath" in claimed),
        "strip_verified": float(_verified(table, strip)),
        "platform": choice.platform,
        "craft": choice.craft.name,
        "over": over,
        "season": "" if season.all() else days_in_words(season),
        "weather_of": "" if weather is None else weather.name,
        "strip": strip,
        "posture_date": [_date(table, posture) for posture in POSTURES],
    }
    return declared(__package__).plain(_axes(table, payloads), values)


def one_craft(pair: Pair) -> Floats:
    """Mean number on station of one craft in the long run, (draw,).

    The closed form, since in a simulated season luck moves one craft's hours by a tenth, which is
    more than some bases differ by.
    """
    return sustained(pair.steady, 1)


def _axes(table: BasingTable, payloads: list[str]) -> list[Axis]:
    choice = table.choice
    fleets = _fleet_names(table)
    return [
        Axis("station", table.stations, [choice.stations[s].name for s in table.stations], "to"),
        Axis("base", list(choice.bases), [short(b.name) for b in choice.bases.values()], "from"),
        Axis("size", [int(n) for n in SIZES], words="craft of the fleet"),
        Axis("payload", payloads),
        Axis("posture", POSTURES, _called(table)),
        Axis("fleet", list(fleets), list(fleets.values())),
    ]


def _called(table: BasingTable) -> list[str]:
    """Both postures, told apart."""
    before, after = table.choice.before, table.choice.after
    called = ("", _date(table, "after")) if before is None else told_apart(before, after)
    return [f"{p}, {c}".rstrip(", ") for p, c in zip(POSTURES, called, strict=True)]


def _date(table: BasingTable, posture: str) -> str:
    world = table.choice.before if posture == "before" else table.choice.after
    return str(world.day or "") if world is not None else ""


def _by_pair(table: BasingTable, of: Callable[[Pair], Floats | None]) -> Floats:
    """A value of each base at each station, (station, base, …, draw); NaN where there is none."""
    found = [[of(table.pair(b, s)) for b in table.choice.bases] for s in table.stations]
    shape = np.broadcast_shapes(
        (table.draws.count,), *(np.shape(v) for row in found for v in row if v is not None)
    )
    filled = [
        [np.full(shape, np.nan) if v is None else np.broadcast_to(v, shape) for v in row]
        for row in found
    ]
    return np.asarray(filled, dtype=np.float64)


def _gain(table: BasingTable, pair: Pair, *, own: bool) -> Floats | None:
    if pair.base == table.choice.over:
        return None
    other = table.pair(table.choice.over, pair.station)
    ours, theirs = (pair.steady_own, other.steady_own) if own else (pair.steady, other.steady)
    return None if ours is None or theirs is None else _more(ours, theirs)


def _more(ours: Cycle, theirs: Cycle) -> Floats:
    """Time on station of one craft in the long run over that of another, less 1, (draw,)."""
    mine, other = sustained(ours, 1), sustained(theirs, 1)
    more = np.where(other > 0.0, mine / np.where(other > 0.0, other, 1.0), np.inf) - 1.0
    return np.asarray(np.where((mine > 0.0) | (other > 0.0), more, 0.0))


def _verified(table: BasingTable, strip: str) -> bool:
    """Whether the swath of a payload was read where it is from."""
    swath = getattr(table.choice.payloads.get(strip), "swath", None)
    return swath is not None and (swath.grade in ("A", "B") or swath.certain)


def _season(table: BasingTable) -> NDArray[np.bool_]:
    """Days on which a base that had no fleet before has one, (365,); all, if there is none."""
    had = {p.base for p in table.postings if p.posture == "before"}
    new = [p.there for p in table.postings if p.posture == "after" and p.base not in had]
    return np.any(new, axis=0) if new and had else np.ones(365, dtype=bool)


def _fleet_names(table: BasingTable) -> dict[str, str]:
    """Of the type's fleets in either posture, by id."""
    worlds = {"before": table.choice.before, "after": table.choice.after}
    named = {}
    for posting in table.postings:
        world = worlds[posting.posture]
        assert world is not None  # a posting belongs to a posture
        named[posting.fleet] = world.fleets[posting.fleet].name
    return named


def _fleets(table: BasingTable) -> dict[str, Floats]:
    """The declared fleets, one by one."""
    every = {(p.posture, p.station, p.fleet): p for p in table.postings}
    fleets = _fleet_names(table)

    def station(of: Callable[[Posting], Floats | None]) -> Floats:
        return np.array(
            [
                [
                    [_or_nothing(table, every.get((p, s, f)), of) for f in fleets]
                    for s in table.stations
                ]
                for p in POSTURES
            ]
        ).reshape(len(POSTURES), len(table.stations), len(fleets), table.draws.count)

    def alone(of: Callable[[Posting], Floats]) -> Floats:
        return station(of)[:, 0]  # a fleet is as large whatever it flies to

    return {
        "fleet_craft": alone(lambda p: p.count.astype(float)),
        "fleet_year_share": alone(lambda p: np.full(table.draws.count, np.mean(p.there)))[..., 0],
        "fleet_on_station": station(lambda p: p.on_station),
        "fleet_covered": station(lambda p: p.covered),
        "fleet_effort": station(lambda p: p.effort),
    }


def _or_nothing(
    table: BasingTable, posting: Posting | None, of: Callable[[Posting], Floats | None]
) -> Floats:
    found = None if posting is None else of(posting)
    return np.full(table.draws.count, np.nan) if found is None else found


def _postures(table: BasingTable, season: NDArray[np.bool_]) -> dict[str, Floats]:
    """What all declared fleets of a posture give a station together, (posture, station, draw)."""

    def together(days: NDArray[np.bool_], of: Callable[[Posting], Floats]) -> Floats:
        return np.array(
            [
                [
                    np.mean(_by_day(table, [(p.there, of(p)) for p in own])[days], axis=0)
                    for own in (_own(table, posture, s) for s in table.stations)
                ]
                for posture in POSTURES
            ]
        )

    year = np.ones(365, dtype=bool)
    return {
        "all_in_season": together(season, lambda p: p.on_station),
        "all_over_year": together(year, lambda p: p.on_station),
        "all_in_season_moved": together(season, lambda p: p.moved),
    }


def _own(table: BasingTable, posture: str, station: str) -> list[Posting]:
    return [p for p in table.postings if (p.posture, p.station) == (posture, station)]


def _by_day(table: BasingTable, fleets: list[tuple[NDArray[np.bool_], Floats]]) -> Floats:
    """Mean number on station on each day of the year, (365, draw): the fleets' numbers add up."""
    nobody = np.zeros((365, table.draws.count))
    each = [np.outer(there, aircraft) for there, aircraft in fleets]
    return np.asarray(np.sum([nobody, *each], axis=0))


def _drivers(table: BasingTable, data: PlainData) -> Iterator[Drivers]:
    """What the gain of each base at each station goes with."""
    over, gain = table.choice.over, Numbers(data)
    for station in table.stations:
        for base, place in table.choice.bases.items():
            if base == over:
                continue
            ratio = gain.array("gain", station=station, base=base)
            found = drivers(_assumptions(table, (base, over)), ratio, level=LEVEL)
            words = f"time on station from {place.name}, at {table.choice.stations[station].name}"
            yield Drivers("gain", {"station": station, "base": base}, words, tuple(found))


def _assumptions(table: BasingTable, bases: tuple[str, str]) -> dict[str, Floats]:
    """What the time on station of one craft can depend on, by dimension, (draw,) each."""
    weather = table.choice.weather
    holds = [] if weather is None else [weather.weather_hold, weather.weather_wait]
    records = (table.choice.craft, *(table.choice.bases[b] for b in bases))
    uncertain = [e for r in records for e in estimates_of(r)] + holds
    return {e.dimension: table.draws.points[e.dimension] for e in uncertain if not e.certain}
