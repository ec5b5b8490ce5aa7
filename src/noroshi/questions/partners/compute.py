"""Each day's sensors, with what is passed on and with what might be, against the same flights."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.earth.geodesic import inverse
from noroshi.questions.base import Case
from noroshi.questions.measurable import MEASURABLE
from noroshi.questions.partners import Options
from noroshi.questions.partners.sets import PostureDay, days_of, parties_given, postures_of
from noroshi.questions.warning.chain import chain
from noroshi.questions.warning.people import weights
from noroshi.questions.warning.pipe.reach import IMPACT
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.pipe.stages import assess_and_sum
from noroshi.questions.warning.pipe.told import SHARED
from noroshi.scenario.records import Ground, Scenario

Floats = NDArray[np.float64]
Pairs = NDArray[np.intp]


class SharedAlike(NamedTuple):
    """The sensors of one day, with what is passed on and with what might be."""

    base: Assessment
    """With what was passed on in real time on the first day alone."""
    shared: Assessment
    """With what is passed on in real time that day."""
    whole: Assessment
    """With all that is ever passed on in real time."""


class PartnerDay(NamedTuple):
    """One day."""

    posture: PostureDay
    assessed: SharedAlike | None
    """None where nothing is passed on that was not on the first day, and what might be was not
    asked for."""


@dataclass(frozen=True)
class PartnerStudy:
    """All days."""

    days: tuple[PartnerDay, ...]
    parties: tuple[str, ...]
    """Those that warn people and are given something by anybody on some day."""
    flown: frozenset[str]
    """Classes of flight that had flown by the last day; all where none had."""
    last: SharedAlike
    """The last day, assessed."""

    @property
    def last_day(self) -> date:
        """The last day."""
        return self.days[-1].posture.day


def study(case: Case, options: Options) -> PartnerStudy:
    """Assess every day's sensors with each arrangement; what is alike is done once.

    Days are assessed one by one: of each owner some sensors follow a flight (`slots.MOST`), and
    those of another day must not take their places.
    """
    days = days_of(case, options.days)
    postures = postures_of(case, days, options.places)
    done: list[tuple[Scenario, Assessment]] = []

    def of(world: Scenario) -> Assessment:
        return next(found for known, found in done if _alike(known, world))

    assessed = []
    for number, one in enumerate(postures):
        if not (options.might or one.added or number == len(postures) - 1):
            assessed.append(PartnerDay(one, None))
            continue
        three = one.base, one.shared, one.whole
        if worlds := _different(three, [world for world, _ in done]):
            found, _ = assess_and_sum(
                worlds,
                draws=case.draws,
                seed=case.seed,
                progress=case.progress,
                every_team=False,
            )
            done += zip(worlds, found, strict=True)
        assessed.append(PartnerDay(one, SharedAlike(*map(of, three))))
    given = {party for p in postures for party in parties_given(p.base, p.whole)}

    def partner_last(party: str) -> bool:
        return case.whole.parties[party].partner

    last = of(postures[-1].base)
    return PartnerStudy(
        days=tuple(assessed),
        last=SharedAlike(last, of(postures[-1].shared), of(postures[-1].whole)),
        parties=tuple(sorted((p for p in last.parties if p in given), key=partner_last)),
        flown=_flown(postures[-1]),
    )


def _different(worlds: Sequence[Scenario], known: Sequence[Scenario]) -> list[Scenario]:
    """Those that are like none before them."""
    found: list[Scenario] = []
    for world in worlds:
        if not any(_alike(world, other) for other in (*known, *found)):
            found.append(world)
    return found


def _alike(one: Scenario, other: Scenario) -> bool:
    """Whether two worlds see and warn alike, though on other days."""
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("sensors", "places", "rules", "vehicles", "threats", "receivers")
    )


def _flown(last: PostureDay) -> frozenset[str]:
    world = last.base
    first = {key: world.vehicles[t.vehicle].first_flown for key, t in world.threats.items()}
    by_then = frozenset(k for k, day in first.items() if day is None or day <= last.day)
    return by_then or frozenset(first)


def aimed_at(
    found: Assessment, party: str, *, threat: str | None = None, place: str | None = None
) -> Pairs:
    """Impacts at a party's places, (pair,): of one class, or at one place, where they are named."""
    pairs = found.warnings.pairs
    mine = (pairs.kind == IMPACT) & (
        found.receiver_party[pairs.receiver] == found.parties.index(party)
    )
    if threat is not None:
        mine &= np.array(found.flights.threat)[pairs.flight] == threat
    if place is not None:
        mine &= pairs.receiver == found.receivers.index(place)
    return np.flatnonzero(mine)


def counted(study: PartnerStudy, party: str, place: str | None = None) -> Pairs:
    """Impacts of classes that had flown, or of all where none of those is aimed there, (pair,)."""
    found = study.last.base
    every = aimed_at(found, party, place=place)
    threats = np.array(found.flights.threat)[found.warnings.pairs.flight[every]]
    flown = every[np.isin(threats, list(study.flown))]
    return flown if flown.size else every


def mean_over(found: Assessment, values: Floats, which: Pairs) -> Floats:
    """Mean over people and flights, (draw,), of what (pair, draw) gives of some; NaN of none."""
    among = np.zeros(len(found.warnings.pairs.flight), dtype=bool)
    among[which] = True
    weight = weights(found.warnings.pairs, found.population, among)[which]
    if not weight.sum():  # places without people count alike
        weight = np.full(len(which), 1.0 / max(len(which), 1))
    return np.asarray(weight @ values) if which.size else np.full(found.draws.count, np.nan)


def useful(found: Assessment, which: Pairs) -> Floats:
    """Mean useful warning over people and flights, (draw,) [s]."""
    return mean_over(found, found.warnings.useful_times(SHARED, which), which)


def located_earlier(base: Assessment, more: Assessment, which: Pairs) -> Floats:
    """How much earlier tracks tell a place, mean over people and flights, (draw,) [s].

    Over flights of which they tell it in both; NaN where there are none.
    """
    was, now = (a.warnings.known[SHARED, which].astype(np.float64) for a in (base, more))
    both = np.isfinite(was) & np.isfinite(now)
    told = mean_over(base, both.astype(np.float64), which)
    earlier = np.where(both, was, 0.0) - np.where(both, now, 0.0)
    with np.errstate(invalid="ignore"):
        return np.asarray(mean_over(base, earlier, which) / np.where(told > 0.0, told, np.nan))


def gaining(base: Assessment, more: Assessment, which: Pairs) -> Floats:
    """Share of flights of which people are warned a second or more earlier, (draw,)."""
    was, now = (a.warnings.useful_times(SHARED, which) for a in (base, more))
    return mean_over(base, (now - was >= MEASURABLE).astype(np.float64), which)


def opened_by_satellites(found: Assessment, which: Pairs) -> Floats:
    """Share of flights in which what sees powered flight alone gives the direction first, (draw,).

    Where nobody gives one it opens none.
    """
    told = chain(found, which)
    heard = found.warnings.reports[SHARED]
    flights = found.warnings.pairs.flight[which]
    party = found.warnings.party[which]
    satellite = np.array(
        [heard[p].satellite[f] for p, f in zip(party, flights, strict=True)], dtype=np.float64
    ).reshape(told.directed.shape)
    opened = np.isfinite(satellite) & (told.directed >= satellite)
    return mean_over(found, opened.astype(np.float64), which)


def first_heard(found: Assessment, which: Pairs) -> Floats:
    """Share of flights of which the place's party hears of each sensor first, (sensor, draw)."""
    return _shares(found, chain(found, which).seer, which)


def first_holders(found: Assessment, which: Pairs) -> Floats:
    """Share of flights that each sensor confirms before all others, whoever hears of it.

    Returns:
        (sensor, draw); NaN where there is no flight.
    """
    flights = found.warnings.pairs.flight[which]
    first = np.full((len(which), found.draws.count), np.inf)
    holder = np.full(first.shape, -1, dtype=np.int64)
    for sensor in range(len(found.detections.sensors)):
        confirmed = found.detections.times("confirmed", sensor, flights)
        holder[confirmed < first] = sensor
        np.minimum(first, confirmed, out=first)
    return _shares(found, holder, which)


def _shares(found: Assessment, holder: NDArray[np.integer], which: Pairs) -> Floats:
    count = len(found.detections.sensors)
    rows = [mean_over(found, (holder == s).astype(np.float64), which) for s in range(count)]
    return np.array(rows).reshape(count, found.draws.count)


@dataclass(frozen=True)
class NodeReach:
    """How near flights come to a node, over the ground."""

    nearest: float
    """[m]."""
    seen: int
    """How many of them come within its reach, as it is best known."""


def node_reaches(study: PartnerStudy, world: Scenario) -> dict[str, NodeReach]:
    """Of each node, by id: by the ground tracks of the best values, sample by sample."""
    nominal = study.last.base.flights.nominal
    found = {}
    for key, node in world.nodes.items():
        place = world.places[node.at]
        if not isinstance(place, Ground):
            continue
        distance, _ = inverse(place.lat.best, place.lon.best, nominal.lat, nominal.lon)
        nearest = np.nanmin(np.where(np.isfinite(nominal.lat), distance, np.inf), axis=1)
        found[key] = NodeReach(float(nearest.min()), int((nearest <= node.reach.best).sum()))
    return found
