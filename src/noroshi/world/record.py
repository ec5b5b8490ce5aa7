"""The base of every declared entry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidationInfo,
    field_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError

from noroshi.days import Day
from noroshi.world.estimate import Grade
from noroshi.world.quantity import as_list


@dataclass(frozen=True)
class Ref:
    """Says of a field that it names an entry of a section: `owner: Annotated[str, Ref("parties")]`.

    It may stand at the items of a list, or anywhere inside a record.
    """

    section: str
    """Empty: it names any declared value, by its dotted path."""
    needed: bool = False
    """Whether the entry holds only while the one that it names does."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """A word, and of what it is the id."""
        what = f"id of an entry of `{self.section}`" if self.section else "dotted path of a value"
        return {**handler(core), "description": what}


ValuePath = Annotated[str, Ref("")]
"""The dotted path of a declared value, `sensors.north-radar.reference.range`."""
SourceId = Annotated[str, Ref("sources")]
Sources = Annotated[
    tuple[str, ...],
    BeforeValidator(as_list, json_schema_input_type=SourceId | list[SourceId]),
]
"""Ids of sources: one, or a list."""


class Record(BaseModel):
    """A frozen part of a declared entry: unknown keys are refused."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        arbitrary_types_allowed=True,
        defer_build=True,  # when it is first read: what is kept is read by no class
    )

    @classmethod
    def names_inside(cls, data: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
        """Ids inside longer words of a file's data, which no annotation tells.

        Yields:
            The key of the field, the id, and its section.
        """
        yield from ()


class Declared(Record):
    """A declared entry: what holds between two dates, and who says so."""

    id: str = Field(default="", exclude=True, description="filled from the key of the entry")
    since: Day | None = Field(default=None, alias="from", description="first day on which it holds")
    until: Day | None = Field(default=None, description="first day on which it holds no more")
    source: Sources = Field(default=(), description="ids of sources")
    grade: Grade | None = Field(default=None, description="how far the values can be trusted")
    note: str = Field(default="", description="what else is to be known of it, in words")

    @field_validator("until")
    @classmethod
    def _ends_after_it_begins(cls, until: date | None, info: ValidationInfo) -> date | None:
        since = info.data.get("since")
        if since is not None and until is not None and until <= since:
            raise PydanticCustomError(
                "dates", "it ends before it begins ({since})", {"since": str(since)}
            )
        return until

    def holds(self, at: date) -> bool:
        """Whether the entry holds on that day: `from` included, `until` excluded."""
        begun = self.since is None or self.since <= at
        return begun and (self.until is None or at < self.until)

    def cut(self, day: date) -> Self:
        """What of the entry holds on a day on which it does: all of it, for most records."""
        return self
