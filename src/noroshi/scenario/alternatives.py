"""Choices of the model that no source settles, each a question with the answers it may have.

A structural choice has no interval to draw from: a satellite's report opens an alert, or it does
not. So each is declared as a question, and a run tells its answer once for every option, with the
same draws. What an option changes is one of a closed list.
"""

from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from noroshi.world import (
    Declared,
    Estimate,
    Exact,
    Grade,
    Quantity,
    Record,
    Ref,
    Sources,
    section,
)

SensorId = Annotated[str, Ref("sensors")]

OPENS, AREA, NEVER = "opens", "area", "never"
Elevation = Annotated[float, Exact("angle", minimum=-np.pi / 2, maximum=np.pi / 2, example="2 deg")]
Accuracy = Annotated[Estimate, Quantity("length", positive=True, scale="log")]


class LowestElevation(Record):
    """Some radars look no lower than this, with every face."""

    sensors: Annotated[tuple[SensorId, ...], Field(min_length=1)] = Field(
        description="radars that it is of"
    )
    elevation: Elevation = Field(examples=["0 deg"])


class Option(Record):
    """One answer to a question: what it changes, and who says so."""

    name: Annotated[str, Field(min_length=1, max_length=60, description="a few words for a table")]
    base: bool = Field(default=False, description="what the scenario itself reckons with")
    satellites: Literal["opens", "area", "never"] | None = Field(
        default=None,
        description="what a satellite's direction alone does: it opens an alert; it does where it "
        "tells the area well enough for the rule; it never does",
    )
    satellite_accuracy: Accuracy | None = Field(
        default=None,
        description="radius about the true place within which a satellite's report puts the "
        "impact in nine of ten cases; wanted by `satellites: area`",
    )
    lowest_elevation: LowestElevation | None = Field(
        default=None, description="that some radars look down to"
    )
    source: Sources = ()
    grade: Grade | None = None
    note: str = ""

    @property
    def changes(self) -> str:
        """The key of what it changes."""
        return "lowest_elevation" if self.satellites is None else "satellites"

    @model_validator(mode="after")
    def _changes_one_thing(self) -> Self:
        if (self.satellites is None) == (self.lowest_elevation is None):
            raise PydanticCustomError(
                "one_change", "an option changes one thing: `satellites` or `lowest_elevation`"
            )
        if (self.satellites == AREA) != (self.satellite_accuracy is not None):
            raise PydanticCustomError(
                "accuracy", "`satellite_accuracy` goes with `satellites: area`, and only with it"
            )
        return self


@section("alternatives", topic="choices")
class Alternative(Declared):
    """A question that no source settles, and the answers it may have."""

    question: str = Field(description="in words, as it heads the comparison")
    options: Annotated[tuple[Option, ...], Field(min_length=2)] = Field(
        description="what is compared"
    )

    @property
    def base(self) -> Option:
        """The option that the scenario itself reckons with."""
        return next(o for o in self.options if o.base)

    @model_validator(mode="after")
    def _is_one_question(self) -> Self:
        names = {" ".join(o.name.split()).casefold() for o in self.options}
        if len(names) < len(self.options):
            why = "two options have the same name; write another one for one of them"
            raise PydanticCustomError("twice", "{why}", {"why": why})
        bases = sum(o.base for o in self.options)
        if bases != 1:
            raise PydanticCustomError(
                "base",
                "one option is what the scenario itself reckons with, not {bases}: "
                "write `base: true` there",
                {"bases": bases},
            )
        if len({o.changes for o in self.options}) > 1:
            raise PydanticCustomError(
                "mixed", "all options of one question change the same thing: make two of it"
            )
        return self
