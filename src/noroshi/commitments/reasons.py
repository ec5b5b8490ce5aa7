"""A condition weighed for one event: the verdict, and why, in words that can be followed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from noroshi.commitments.areas import AreaKind
from noroshi.commitments.conditions import (
    ActorIs,
    AllOf,
    AnyOf,
    EventIs,
    FactIs,
    NotSo,
    PlaceIn,
    TargetIs,
)
from noroshi.commitments.events import EVENTS, EventName, is_a
from noroshi.commitments.gazetteer import Coast, Gazetteer, Membership
from noroshi.commitments.naming import named
from noroshi.commitments.verdicts import Verdict, conjunction, disjunction, negation
from noroshi.earth.named_place import NamedPlace


class Event(NamedTuple):
    """What is asked about."""

    kind: EventName
    day: date
    place: NamedPlace | None = None
    by: str | None = None
    """The party that does it."""
    on: str | None = None
    """The party that it is done to."""
    assumed: str = ""
    """Why that party, where nobody named it: a whole sentence."""
    answers: Mapping[str, bool] = {}
    """What the asker takes to be so, by the names of facts."""
    by_none_of: tuple[str, ...] = ()
    """Parties that are taken not to do it, where nobody is named: allies of whom it is done to."""


class Reason(NamedTuple):
    """One condition, weighed."""

    verdict: Verdict
    kind: str
    """The condition's key: all, any, not, place_in, event, actor, target, fact."""
    words: str
    """A whole sentence without its full stop; of a fact that is not known, the question."""
    parts: tuple["Reason", ...] = ()
    name: str = ""
    """Of a fact, the word by which it can be answered."""
    wanted: tuple[str, ...] = ()
    """Of an event that is of another kind, the kinds that would do."""


class Circumstances(NamedTuple):
    """An event, and what there is to judge it by."""

    event: Event
    areas: Mapping[str, AreaKind]
    names: Mapping[str, str]
    """Of parties, by id."""
    within: Callable[[str], Membership]
    """Whether the event's place lies in an area; not to be asked when it has none."""
    measured: Callable[[str], Membership]
    """Whether the place lies in an area, and how far it is from all of it; may take seconds."""


def circumstances(
    event: Event, areas: Mapping[str, AreaKind], coast: Coast, names: Mapping[str, str]
) -> Circumstances:
    """What an event is judged by; each area is looked at once, however many texts speak of it."""
    gazetteer, place = Gazetteer(areas, coast), event.place

    @cache
    def inside(key: str) -> Membership:
        from noroshi.commitments.within import within  # only now: it brings in what measures

        assert place is not None
        return within(gazetteer, key, place, event.day)

    @cache
    def measured(key: str) -> Membership:
        from noroshi.commitments.where import membership

        assert place is not None
        return membership(gazetteer, key, place, event.day)

    return Circumstances(event, areas, names, inside, measured)


def weigh(condition: Any, around: Circumstances) -> Reason:
    """Whether a condition holds, with the reasons of all its parts."""
    match condition:
        case AllOf():
            parts = tuple(weigh(part, around) for part in condition.all)
            words = "" if parts else "it holds at all times"
            return Reason(conjunction(p.verdict for p in parts), "all", words, parts)
        case AnyOf():
            parts = tuple(weigh(part, around) for part in condition.any)
            return Reason(disjunction(p.verdict for p in parts), "any", "", parts)
        case NotSo():
            part = weigh(condition.negated, around)
            return Reason(negation(part.verdict), "not", "", (part,))
        case PlaceIn():
            return _place(condition, around)
        case EventIs():
            return _event(condition, around)
        case ActorIs():
            return _actor(condition.actor, around)
        case TargetIs():
            return _party(condition.target, around.event.on, "target", around)
        case FactIs():
            return _fact(condition, around)
    raise TypeError(f"no condition: {condition!r}")


def _place(condition: PlaceIn, around: Circumstances) -> Reason:
    place = around.event.place
    if place is None:
        names = _named_areas(condition.place_in, around)
        return Reason(None, "place_in", f"Is the place in {names}?")
    found = {key: around.within(key) for key in condition.place_in}
    verdict = disjunction(m.verdict for m in found.values())
    telling = [key for key, m in found.items() if m.verdict is verdict]
    why = "; ".join(dict.fromkeys(around.measured(key).words for key in telling))
    names = _named_areas(telling, around)
    if verdict is None:
        return Reason(None, "place_in", f"Is {place.name} in {names}? ({why})")
    is_in = "is in" if verdict else "is not in"
    return Reason(verdict, "place_in", f"{place.name} {is_in} {names} ({why})")


def _named_areas(keys: Iterable[str], around: Circumstances) -> str:
    return " or ".join(around.areas[key].name if key in around.areas else key for key in keys)


def _event(condition: EventIs, around: Circumstances) -> Reason:
    kind = around.event.kind
    verdict = any(is_a(kind, wanted) for wanted in condition.event)
    if verdict:
        return Reason(True, "event", f"the event is {EVENTS[kind].words}")
    wanted_words = tuple(EVENTS[w].words for w in condition.event)
    words = f"{EVENTS[kind].words} is not {' or '.join(wanted_words)}"
    return Reason(False, "event", words, wanted=wanted_words)


def _actor(wanted: tuple[str, ...], around: Circumstances) -> Reason:
    event = around.event
    if event.by is None and set(wanted) <= set(event.by_none_of):
        names = " or ".join(named(w, around.names) for w in wanted)
        words = f"it is taken that it is not {names} that {EVENTS[event.kind].by_whom}"
        return Reason(False, "actor", words)
    return _party(wanted, event.by, "actor", around)


def _party(wanted: tuple[str, ...], found: str | None, role: str, around: Circumstances) -> Reason:
    names = " or ".join(named(w, around.names) for w in wanted)
    does = EVENTS[around.event.kind].by_whom
    if found is None:
        asked = f"Is it {names} that {does}?" if role == "actor" else f"Is it done to {names}?"
        return Reason(None, role, asked)
    verdict, name = found in wanted, named(found, around.names)
    if role == "actor":
        words = f"it is {name} that {does}" + ("" if verdict else f", not {names}")
    else:
        words = f"it is done to {name}" + ("" if verdict else f", not to {names}")
    return Reason(verdict, role, words)


def _fact(condition: FactIs, around: Circumstances) -> Reason:
    fact = condition.fact
    verdict = around.event.answers.get(fact.name, fact.answer)
    if verdict is None:
        return Reason(None, "fact", fact.question, name=fact.name)
    given = "as you take it" if fact.name in around.event.answers else "as declared"
    answer = "yes" if verdict else "no"
    return Reason(verdict, "fact", f"{fact.question} — {answer}, {given}", name=fact.name)


def first_failure(reason: Reason) -> str:
    """The first condition that fails, in words; of alternatives, why none of them holds."""
    if not reason.parts:
        return reason.words
    if reason.kind == "not":
        return settled(reason.parts[0])
    first = [_first(p) for p in reason.parts if p.verdict is False]
    if reason.kind == "all":
        return first_failure(first[0])
    kinds = [p for p in first if p.wanted]
    if len(kinds) == len(first):
        subject = kinds[0].words.partition(" is not ")[0]
        wanted = dict.fromkeys(w for p in kinds for w in p.wanted)
        return f"{subject} is not {' or '.join(wanted)}"
    return "; ".join(dict.fromkeys(first_failure(p) for p in first))


def _first(reason: Reason) -> Reason:
    """Of conditions that must all hold, the first that fails."""
    if reason.kind != "all":
        return reason
    return _first(next(p for p in reason.parts if p.verdict is False))


def settled(reason: Reason) -> str:
    """Why a condition holds, in words."""
    if not reason.parts:
        return reason.words
    if reason.kind == "not":
        return first_failure(reason.parts[0])
    holding = [p for p in reason.parts if p.verdict is True]
    told = holding if reason.kind == "all" else holding[:1]
    return "; ".join(words for p in told if (words := settled(p)))


def open_questions(reason: Reason) -> tuple[Reason, ...]:
    """The unknown conditions upon which an unknown verdict rests, each once."""
    return tuple(dict.fromkeys(_unknown(reason)))


def _unknown(reason: Reason) -> Iterator[Reason]:
    if reason.verdict is not None:
        return
    if not reason.parts:
        yield reason
    for part in reason.parts:
        yield from _unknown(part)


def leaves(reason: Reason, test: Callable[[Reason], bool]) -> Iterator[Reason]:
    """Every single condition inside that passes a test."""
    if reason.parts:
        for part in reason.parts:
            yield from leaves(part, test)
    elif test(reason):
        yield reason
