"""What partners give one another, by date: the answer, from the assessed days."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.errors import NoroshiError
from noroshi.kept import Aside
from noroshi.questions.answer import (
    BOUND,
    BOUNDS,
    Answer,
    Axis,
    Drivers,
    Measured,
    PlainData,
    declared,
)
from noroshi.questions.base import Case, OwnStage, Progress
from noroshi.questions.measurable import measurable
from noroshi.questions.naming import called
from noroshi.questions.partners import Options
from noroshi.questions.partners import compute as c
from noroshi.questions.partners.compute import PartnerDay, PartnerStudy, SharedAlike
from noroshi.questions.partners.figures import figures
from noroshi.questions.partners.layers import layers
from noroshi.questions.partners.sets import heard_by
from noroshi.questions.partners.tables import tables
from noroshi.questions.partners.words import PartnerNumbers, headline, limits, text
from noroshi.questions.sources import grounds
from noroshi.questions.warning.pipe.compared import READ
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.worked_out import WorkedOut, read_from, worked_out
from noroshi.scenario.records import Scenario
from noroshi.stats import sampled
from noroshi.world.sections import sections_for

Floats = NDArray[np.float64]
OWN: Final = sections_for("partners")
"""Sections that this question alone reads."""
MEASURES: Final = (
    Measured("added-by-partners", "gain_then", ("party",), bounds="error"),
    Measured("added-by-partners-since", "gain_last", ("party",), bounds="error"),
)
NOTHING, ON_REQUEST, REAL_TIME = "nothing more", "on request", "in real time"
"""How what has been arranged since the first day is carried."""


def answer(case: Case, options: Options) -> Answer:
    """What partners' sensors give, by date.

    Raises:
        NoroshiError: the world was cut at a date, or nobody would hear of more by any arrangement.
    """
    if case.whole.day is not None:
        raise NoroshiError(
            f"the world holds only what is there on {case.whole.day}, and this is asked of several "
            "days: ask the whole world, as `load` gives it"
        )
    found = worked_out(
        "partners",
        _work_out,
        read_from(case.whole, (*READ, *OWN)),
        (case.before.day, case.after.day),
        options,
        case.draws,
        case.seed,
        Aside(case.progress),
    )
    data = PartnerNumbers(found.data)
    return Answer(
        data=found.data,
        headline=headline(data),
        text=text(data),
        tables=tables(data),
        figures=figures(data),
        layers=found.layers,
        limits=found.limits,
        sources=found.sources,
        measures=MEASURES,
    )


def _work_out(
    whole: Scenario,
    days: tuple[date | None, date | None],
    options: Options,
    draws: int,
    seed: int,
    told: Aside[Progress],
) -> WorkedOut:
    before, after = (whole if day is None else whole.at(day) for day in days)
    case = Case(before, after, whole, draws, seed, progress=told.value)
    found = c.study(case, options)
    told.value(OwnStage("summing up"), 0.0)
    data = data_of(found, whole, days[1])
    on_last = whole.at(found.last_day, partners=True)
    nothing: tuple[Drivers, ...] = ()
    return WorkedOut(
        data,
        layers(PartnerNumbers(data), on_last),
        nothing,
        limits(on_last),
        grounds(on_last, *OWN),
    )


def data_of(study: PartnerStudy, whole: Scenario, after: date | None) -> PlainData:
    """Every number of the answer; `after` is the day of the later posture."""
    last = study.last
    places = [
        place
        for party in study.parties
        for place in last.base.receivers
        if last.base.scenario.receivers[place].party == party
    ]
    threats = sorted(dict.fromkeys(last.base.flights.threat), key=lambda t: t not in study.flown)
    sensors = list(dict.fromkeys(s for day in study.days for s in day.posture.base.sensors))
    world = whole.at(study.last_day, partners=True)
    nodes = c.node_reaches(study, world)
    axes = [
        Axis("day", [d.posture.day.isoformat() for d in study.days], words="day"),
        Axis("party", study.parties, [called([whole], "parties", p) for p in study.parties], "for"),
        Axis("sensor", sensors, [called([whole], "sensors", s) for s in sensors]),
        Axis("place", places, [called([whole], "receivers", p) for p in places], "place"),
        Axis(
            "threat", threats, [called([whole], "threats", t) for t in threats], "class of flight"
        ),
        Axis("node", list(nodes), [world.nodes[n].name for n in nodes], "node"),
        Axis(BOUND, BOUNDS),
    ]
    values = {
        **_by_day(study, after),
        **_by_sensor(study, sensors, whole),
        **_by_place(study, places),
        **_by_class(study, threats),
        "node_owner": [called([whole], "parties", world.nodes[n].owner) for n in nodes],
        "node_reach": np.array(
            [[getattr(world.nodes[n].reach, b) for b in BOUNDS] for n in nodes]
        ).reshape(len(nodes), len(BOUNDS)),
        "node_nearest": np.array([n.nearest for n in nodes.values()], dtype=np.float64),
        "node_sees": np.array([n.seen for n in nodes.values()], dtype=np.float64),
    }
    return declared(__package__).plain(axes, values)


def _by_day(study: PartnerStudy, after: date | None) -> dict[str, Any]:
    """What is passed on each day, and what it gives each party."""
    which = {party: c.counted(study, party) for party in study.parties}
    base, people = study.last.base, study.last.base.population
    unknown, none = np.full(base.draws.count, np.nan), np.zeros(base.draws.count)

    def each(of: Callable[[SharedAlike, str], Any], absent: Any = unknown) -> list[list[Any]]:
        """By day and party; `absent` on days that were not assessed."""
        return [
            [absent if day.assessed is None else of(day.assessed, p) for p in study.parties]
            for day in study.days
        ]

    def level(found: Assessment, party: str) -> Floats:
        return c.useful(found, which[party])

    gained = each(lambda d, party: level(d.shared, party) - level(d.base, party), none)
    mine = {p: base.receiver_party == base.parties.index(p) for p in study.parties}
    return {
        "flights": [float(which[p].size) for p in study.parties],
        "places": [float(mine[p].sum()) for p in study.parties],
        "people": [float(people[mine[p]].sum()) for p in study.parties],
        "day_passed": [_carried(day) for day in study.days],
        "day_named": ["; ".join(day.posture.names) for day in study.days],
        "day_since": [str(day.posture.since or "") for day in study.days],
        "real_time": [float(bool(day.posture.added)) for day in study.days],
        "given": [[float(len(_given(day, p))) for p in study.parties] for day in study.days],
        "gain": gained,
        "would_gain": each(lambda d, party: level(d.whole, party) - level(d.base, party)),
        "gain_then": _on(study, after, gained, unknown),
        "gain_last": gained[-1],
        "warning": each(lambda d, party: level(d.base, party)),
        "located_gain": each(lambda d, p: c.located_earlier(d.base, d.whole, which[p])),
        "flights_gaining": each(lambda d, p: c.gaining(d.base, d.whole, which[p])),
        "satellites_open": each(lambda d, p: c.opened_by_satellites(d.whole, which[p])),
        "people_gaining": each(lambda d, party: _people(study, d.base, d.shared, party), 0.0),
        "people_would_gain": each(lambda d, p: _people(study, d.base, d.whole, p), np.nan),
    }


def _on(study: PartnerStudy, wanted: date | None, gained: Any, unknown: Floats) -> list[Floats]:
    """What is gained on one of the days; no number where it is none of them."""
    found = [row for day, row in zip(study.days, gained, strict=True) if day.posture.day == wanted]
    return found[0] if found else [unknown for _ in study.parties]


def _carried(day: PartnerDay) -> str:
    if day.posture.added:
        return REAL_TIME
    return ON_REQUEST if day.posture.names else NOTHING


def _given(day: PartnerDay, party: str) -> frozenset[str]:
    return heard_by(day.posture.whole, party) - heard_by(day.posture.base, party)


def _people(study: PartnerStudy, base: Assessment, more: Assessment, party: str) -> float:
    """People at places of a party that gain measurably."""
    total = 0.0
    for place, people in zip(base.receivers, base.population, strict=True):
        if base.scenario.receivers[place].party != party or base is more:
            continue
        which = c.counted(study, party, place)
        if which.size and measurable(sampled(c.useful(more, which) - c.useful(base, which))) > 0:
            total += float(people)
    return total


def _by_sensor(study: PartnerStudy, sensors: list[str], whole: Scenario) -> dict[str, Any]:
    """Who holds first, and of whom one hears first."""
    shape = len(study.days), len(study.parties), len(sensors), study.last.base.draws.count
    held, heard = np.full(shape, np.nan), np.full(shape, np.nan)
    given = np.full((*shape[:2], shape[3]), np.nan)
    mostly = [["" for _ in study.parties] for _ in study.days]
    for d, day in enumerate(study.days):
        if day.assessed is None:
            continue
        found = day.assessed.whole
        rows = [sensors.index(s) for s in found.detections.sensors]
        for p, party in enumerate(study.parties):
            which = c.counted(study, party)
            held[d, p, rows] = c.first_holders(found, which)
            heard[d, p, rows] = c.first_heard(found, which)
            given[d, p] = held[d, p, [sensors.index(s) for s in _given(day, party)]].sum(axis=0)
            mostly[d][p] = _most(held[d, p], sensors, whole)
    return {
        "held_first": held,
        "heard_first": heard,
        "given_held_first": given,
        "held_first_mostly": mostly,
    }


def _most(shares: Floats, sensors: list[str], whole: Scenario) -> str:
    """The sensor with the largest mean share; nobody where there is none."""
    means = np.nan_to_num(shares.mean(axis=-1))
    if means.size == 0 or means.max() <= 0.0:
        return "nobody"
    return called([whole], "sensors", sensors[int(np.argmax(means))])


def _by_place(study: PartnerStudy, places: list[str]) -> dict[str, Any]:
    """The last day, place by place."""
    last, records = study.last, study.last.base.scenario.receivers

    def each(of: Callable[[str, str], Floats]) -> Floats:
        found = [of(records[place].party, place) for place in places]
        return np.array(found).reshape(len(places), last.base.draws.count)

    def level(found: Assessment) -> Floats:
        return each(lambda party, place: c.useful(found, c.counted(study, party, place)))

    base = level(last.base)
    return {
        "place_party": [last.base.scenario.parties[records[p].party].name for p in places],
        "place_people": [float(records[p].population) for p in places],
        "place_warning": base,
        "place_gain": level(last.whole) - base,
    }


def _by_class(study: PartnerStudy, threats: list[str]) -> dict[str, Any]:
    """The last day, class by class."""
    last = study.last
    shape = len(study.parties), len(threats), last.base.draws.count

    def level(found: Assessment) -> Floats:
        rows = [
            c.useful(found, c.aimed_at(found, party, threat=threat))
            for party in study.parties
            for threat in threats
        ]
        return np.array(rows).reshape(shape)

    base = level(last.base)
    return {
        "whom_name": [last.base.scenario.parties[p].name for p in study.parties],
        "class_flights": [
            [float(c.aimed_at(last.base, p, threat=t).size) for t in threats] for p in study.parties
        ],
        "class_note": ["" if t in study.flown else "not flown by then" for t in threats],
        "class_warning": base,
        "class_gain": level(last.whole) - base,
    }
