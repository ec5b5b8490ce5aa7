"""What may be chosen about a question, as a page offers it, and what stands where nothing is."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from noroshi.questions.base import (
    FLIGHTS,
    LAUNCH_SITES,
    DayOf,
    IdOf,
    OneOf,
    OptionName,
    Question,
)
from noroshi.scenario.records import Scenario
from noroshi.web.controls import leaves
from noroshi.web.entries import name_of
from noroshi.web.records import ChoiceEntry, FlightEntry, Kind, OptionField, QuestionEntry


def question_entry(
    question: Question, whole: Scenario, asked: Sequence[FlightEntry]
) -> QuestionEntry:
    """A question with its options, as a page offers it."""
    named = {
        key: [(k, name_of(e, k)) for k, e in held.items()] for key, held in whole.entries.items()
    }
    named[FLIGHTS] = [(flight.id, flight.name) for flight in asked]
    sites = dict.fromkeys(
        site for threat in whole.threats.values() for site in threat.launched_from
    )
    named[LAUNCH_SITES] = [(s, name_of(whole.places.get(s), s)) for s in sites]
    return QuestionEntry(
        name=question.name,
        asks=question.asks,
        example=question.example,
        options=[_option(n, f, named, whole) for n, f in question.options.model_fields.items()],
        one_of=[*question.options.one_of],
        first=dict(question.first(whole)),
        drawn=question.postures,
        quick=question.quick,
        reads=[*question.reads(whole)],
    )


def _option(
    name: str, field: FieldInfo, named: Mapping[str, Sequence[tuple[str, str]]], whole: Scenario
) -> OptionField:
    kinds = [*leaves(field.annotation)]
    choices = [(str(w), str(w)) for k in kinds if get_origin(k) is Literal for w in get_args(k)]
    ids = [m for m in field.metadata if isinstance(m, IdOf | OneOf)]
    for m in ids:
        choices += named.get(m.section, ()) if isinstance(m, IdOf) else m.named(whole).items()
    only = bool(choices) and all(m.only for m in ids)
    choices += [(str(word), str(word)) for word in field.examples or ()]
    return OptionField(
        name=name,
        words=field.description or "",
        kind=_kind(kinds),
        choices=[ChoiceEntry(id=id_, name=words) for id_, words in choices],
        only=only,
        required=field.is_required(),
        on=field.default is True,
        default=_default(field, whole),
        example="" if choices else _example(field),
    )


def _default(field: FieldInfo, whole: Scenario) -> str:
    """What stands for an option where nothing is chosen, as it is written."""
    days = {"before": whole.header.before, "after": whole.header.after}
    own = [str(days[m.day] or "") for m in field.metadata if isinstance(m, DayOf)]
    value = field.default
    plain = isinstance(value, str | int | float) and not isinstance(value, bool)
    return next(iter(own), str(value) if plain else "")


def _example(field: FieldInfo) -> str:
    return next((m.example for m in field.metadata if isinstance(m, OptionName)), "")


def _kind(kinds: list[Any]) -> Kind:
    if any(get_origin(k) in (tuple, list) for k in kinds):
        return "list"
    if bool in kinds:
        return "flag"
    if date in kinds:
        return "date"
    return (
        "number" if {int, float}.intersection(k for k in kinds if isinstance(k, type)) else "text"
    )
