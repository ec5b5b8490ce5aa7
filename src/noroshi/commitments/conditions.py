"""When a provision applies: conditions from a closed list, each with one key."""

from collections.abc import Iterator
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Discriminator, Field, Tag

from noroshi.commitments.events import EventName
from noroshi.commitments.verdicts import Verdict
from noroshi.world import Record, Sources
from noroshi.world.ids import Id
from noroshi.world.quantity import as_list


def _answer(value: object) -> object:
    return None if value == "unknown" else value


class Fact(Record):
    """Something that no file can know: a question, and the answer if there is one."""

    name: Id = Field(description="a word for it, by which the command line may answer it")
    question: str = Field(description="that decides it, in words")
    answer: Annotated[
        Verdict, BeforeValidator(_answer, json_schema_input_type=bool | str | None)
    ] = Field(default=None, description="true, false or unknown", strict=True)
    source: Sources = ()


Words = Annotated[
    tuple[str, ...],
    BeforeValidator(as_list, json_schema_input_type=str | list[str]),
    Field(min_length=1),
]
Kinds = Annotated[
    tuple[EventName, ...],
    BeforeValidator(as_list, json_schema_input_type=EventName | list[EventName]),
    Field(min_length=1),
]


class AllOf(Record):
    """Every one of them holds."""

    all: "tuple[Condition, ...]" = Field(description="conditions that must all hold")


class AnyOf(Record):
    """One of them holds, or more."""

    any: "Annotated[tuple[Condition, ...], Field(min_length=1)]" = Field(
        description="conditions of which one must hold"
    )


class NotSo(Record):
    """It does not hold."""

    negated: "Condition" = Field(alias="not", description="condition that must not hold")


class PlaceIn(Record):
    """The place of the event lies in one of these areas."""

    place_in: Words = Field(description="area that the place must lie in")


class EventIs(Record):
    """The event is of one of these kinds."""

    event: Kinds = Field(description="that it must be")


class ActorIs(Record):
    """It is done by one of these parties."""

    actor: Words = Field(description="who must do it")


class TargetIs(Record):
    """It is done to one of these parties."""

    target: Words = Field(description="whom it must be done to")


class FactIs(Record):
    """The answer to a question is yes."""

    fact: Fact = Field(description="that must be so")


_KEYS: Final = ("all", "any", "not", "place_in", "event", "actor", "target", "fact")


def _key(value: Any) -> str | None:
    """The one key of a condition; None = it has none of the known ones, or several."""
    if isinstance(value, Record):
        value = {f.alias or name: 0 for name, f in type(value).model_fields.items()}
    found = [k for k in value if k in _KEYS] if isinstance(value, dict) else []
    return found[0] if len(found) == 1 else None


Condition = Annotated[
    Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[NotSo, Tag("not")]
    | Annotated[PlaceIn, Tag("place_in")]
    | Annotated[EventIs, Tag("event")]
    | Annotated[ActorIs, Tag("actor")]
    | Annotated[TargetIs, Tag("target")]
    | Annotated[FactIs, Tag("fact")],
    Discriminator(
        _key,
        custom_error_type="condition",
        custom_error_message=f"a condition has one key of: {', '.join(_KEYS)}",
    ),
]
for _record in (AllOf, AnyOf, NotSo):
    _record.model_rebuild()

ALWAYS: Final = AllOf(all=())
"""No condition at all."""


def conditions_in(condition: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, Any]]:
    """Every condition of a tree with its path in the file, the outermost first."""
    yield path, condition
    match condition:
        case AllOf():
            for i, part in enumerate(condition.all):
                yield from conditions_in(part, (*path, "all", i))
        case AnyOf():
            for i, part in enumerate(condition.any):
                yield from conditions_in(part, (*path, "any", i))
        case NotSo():
            yield from conditions_in(condition.negated, (*path, "not"))
