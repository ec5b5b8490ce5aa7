"""Which days are looked at, and what passes between parties on each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from noroshi.errors import NoroshiError
from noroshi.questions.base import Case
from noroshi.questions.warning.pipe.comparison import facing_the_same
from noroshi.scenario.records import Scenario
from noroshi.scenario.sharing import SharingArrangement, real_time, shared_by
from noroshi.scenario.warned import Aim, Threat


class PostureDay(NamedTuple):
    """One day: the sensors of that day, with one arrangement and another between parties."""

    day: date
    names: tuple[str, ...]
    """Of the arrangements that have begun since the first day and hold, whatever they carry."""
    added: tuple[str, ...]
    """Ids of those of them that are in real time."""
    since: date | None
    """Day from which the first of these holds; None where there is none."""
    base: Scenario
    """With what was passed on in real time on the first day alone."""
    shared: Scenario
    """With what is passed on in real time that day."""
    whole: Scenario
    """With all that is ever passed on in real time."""


def days_of(case: Case, asked: Sequence[date]) -> tuple[date, ...]:
    """The days that are asked for, or the scenario's two and those of later arrangements.

    The day of the earlier posture is always among them: what was in real time by then is what
    every other day is held against.

    Raises:
        NoroshiError: the scenario names no date.
    """
    later = case.day(None)
    first = case.before.day or later
    if asked:
        return tuple(sorted({first, *asked}))
    begun = {s.since for s in case.whole.sharing.values() if s.since is not None}
    return tuple(sorted({first, later} | {day for day in begun if day > min(first, later)}))


def postures_of(case: Case, days: Sequence[date], places: int) -> tuple[PostureDay, ...]:
    """Each day's sensors against the same flights and people.

    Flights, people and classes are those of the later posture; the places that are counted are the
    largest of each party that is given anything by anybody on any of the days.
    """
    whole = case.whole
    facing = whole.at(case.day(None), partners=True)
    cuts = [facing_the_same(whole.at(day, partners=True), facing) for day in days]
    first = {s.id for s in real_time(cuts[0])}
    ever = _ever(whole)
    made = [_posture_day(cut, day, first, ever) for cut, day in zip(cuts, days, strict=True)]
    takers = {p for one in made for p in parties_given(one.base, one.whole)}
    chosen = _largest(facing, takers, places)
    return tuple(_asked_of(one, chosen, takers) for one in made)


def _asked_of(one: PostureDay, places: Sequence[str], parties: set[str]) -> PostureDay:
    """The day as it is asked about, without sensors of which none of these parties would hear."""
    heard = frozenset[str]().union(*(heard_by(one.whole, party) for party in parties))
    three = (_only(world, places, heard) for world in (one.base, one.shared, one.whole))
    base, shared, whole = three
    return one._replace(base=base, shared=shared, whole=whole)


def _ever(whole: Scenario) -> tuple[SharingArrangement, ...]:
    """All that is ever in real time; where nothing is, all arrangements as if they were."""
    return tuple(real_time(whole)) or tuple(whole.sharing.values())


def _posture_day(
    cut: Scenario, day: date, first: set[str], ever: Sequence[SharingArrangement]
) -> PostureDay:
    now = tuple(real_time(cut))

    def passing(arrangements: Sequence[SharingArrangement]) -> Scenario:
        # Of one kind and between the same parties nothing is passed on twice, so that the order
        # decides: what stood first keeps its delay.
        ordered = sorted(arrangements, key=lambda s: s.id not in first)
        return replace(cut, sensors=shared_by(cut, ordered), origin=None)

    base = passing([s for s in now if s.id in first])
    added = [s for s in now if s.id not in first]
    return PostureDay(
        day=day,
        names=tuple(s.name for s in cut.sharing.values() if s.id not in first),
        added=tuple(s.id for s in added),
        since=min((s.since for s in added if s.since is not None), default=None),
        base=base,
        shared=passing(now),
        whole=passing([*now, *(s for s in ever if s.id not in {n.id for n in now})]),
    )


def heard_by(world: Scenario, party: str) -> frozenset[str]:
    """Ids of the sensors that a party hears of in time to warn."""
    return frozenset(
        key
        for key, s in world.sensors.items()
        if s.owner == party or any(share.party == party for share in s.shared)
    )


def parties_given(one: Scenario, other: Scenario) -> tuple[str, ...]:
    """Parties that warn people and hear of more sensors in the other world."""
    warned = dict.fromkeys(rule.party for rule in one.rules.values())
    return tuple(p for p in warned if heard_by(other, p) - heard_by(one, p))


def _largest(world: Scenario, parties: set[str], places: int) -> tuple[str, ...]:
    """Ids of the largest places of each party.

    Raises:
        NoroshiError: none of them has a place.
    """
    found: list[str] = []
    for party in parties:
        own = [key for key, r in world.receivers.items() if r.party == party]
        found += sorted(own, key=lambda key: -world.receivers[key].population)[:places]
    if not found:
        raise NoroshiError(
            "no party with people to warn would hear of more by any arrangement; declare under "
            "`sharing` who passes what on to whom, and `receivers` of theirs"
        )
    return tuple(key for key in world.receivers if key in found)


def _only(world: Scenario, places: Sequence[str], sensors: frozenset[str]) -> Scenario:
    """The world with these places to be warned, what can be aimed at them, and these sensors.

    What is drawn goes by its name, so that it is what a run over all places draws.
    """
    receivers = {key: world.receivers[key] for key in places}
    threats = {key: _aimed(threat, places) for key, threat in world.threats.items()}
    parties = {place.party for place in receivers.values()}
    # Who has no place here warns nobody, and passes overhead are not asked about.
    rules = {
        key: rule.model_copy(update={"overflight_radius": 0.0})
        for key, rule in world.rules.items()
        if rule.party in parties
    }
    return replace(
        world,
        sensors={key: s for key, s in world.sensors.items() if key in sensors},
        receivers=receivers,
        threats={key: threat for key, threat in threats.items() if threat is not None},
        rules=rules,
        alternatives={},
    )


def _aimed(threat: Threat, places: Sequence[str]) -> Threat | None:
    if not threat.at.receivers:
        return threat
    left = tuple(r for r in threat.at.receivers if r in places)
    return threat.model_copy(update={"at": Aim(receivers=left)}) if left else None
