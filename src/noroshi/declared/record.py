"""The base of every declared entry."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from noroshi.declared.day import Day
from noroshi.declared.estimate import Grade
from noroshi.declared.quantity import as_list

Sources = Annotated[
    tuple[str, ...], BeforeValidator(as_list, json_schema_input_type=str | list[str])
]
"""Ids of sources: one, or a list."""


class Record(BaseModel):
    """A frozen part of a declared entry: unknown keys are refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True
    )


class Declared(Record):
    """A declared entry: what holds between two dates, and who says so."""

    id: str = Field(default="", exclude=True, description="filled from the key of the entry")
    since: Day | None = Field(default=None, alias="from", description="first day on which it holds")
    until: Day | None = Field(default=None, description="first day on which it holds no more")
    source: Sources = Field(default=(), description="ids of sources")
    grade: Grade | None = Field(default=None, description="how far the values can be trusted")
    note: str = ""

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
