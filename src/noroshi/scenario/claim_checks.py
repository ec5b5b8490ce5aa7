"""What bears on a part of a statement, as records of a scenario file: a closed list of checks."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from noroshi.commitments.events import EventName
from noroshi.days import Day
from noroshi.world import Grade, Record, Ref, Sources, ValuePath

PlaceId = Annotated[str, Ref("places")]
PartyId = Annotated[str, Ref("parties")]

Number = float | int
Plain = date | bool | Number | str
"""A value without bounds. A number is in the unit that its measure or its source is in."""
COMPARISONS = ("above", "below", "about", "likely", "after", "before", "is")
"""What an expectation may ask of a value."""


class Expected(Record):
    """What a statement says of a value: one comparison; a quantity is text with its unit."""

    above: Number | str | None = Field(default=None, description="more than this")
    below: Number | str | None = Field(default=None, description="less than this")
    about: Number | str | None = Field(default=None, description="this, within its bounds")
    within: Annotated[float, Field(gt=0.0, lt=1.0)] = Field(
        default=0.05, description="how far off still counts as `about`, as a share"
    )
    likely: Literal[True] | None = Field(
        default=None, description="of a probability: two thirds or more; one third or less is not"
    )
    after: Day | None = Field(default=None, description="later than this day")
    before: Day | None = Field(default=None, description="earlier than this day")
    is_: Plain | None = Field(default=None, alias="is", description="this very word, or yes or no")

    @property
    def comparison(self) -> tuple[str, Any]:
        """The word of the comparison, as in a file, and what the value is held against."""
        return next(self._given())

    def _given(self) -> Iterator[tuple[str, Any]]:
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            if name != "within" and value is not None:
                yield field.alias or name, value

    @model_validator(mode="after")
    def _is_one_comparison(self) -> Self:
        if len(list(self._given())) != 1:
            raise PydanticCustomError(
                "expects", "an expectation is one comparison: {words}",
                {"words": ", ".join(COMPARISONS)},
            )  # fmt: skip
        return self


class Check(Record):
    """Something that bears on a part of a statement."""

    part: str = Field(description="which part of the statement, in a few words")
    note: str = ""


class DeclaredCheck(Check):
    """A value that the scenario declares."""

    kind: Literal["declared"]
    value: ValuePath = Field(description="dotted path")
    over: ValuePath | None = Field(
        default=None, description="dotted path of what the value is a share of; then it is that"
    )
    expects: Expected = Field(description="what the declared value is if the statement is right")


class ComputedCheck(Check):
    """A measure of a run or a watch. Without an expectation it is told and not judged."""

    kind: Literal["computed"]
    measure: str = Field(description="what a question finds, by the name that it declares")
    of: str = Field(
        description="what it is a measure of: a party, a place, a site, waters, base/base/station"
    )
    expects: Expected | None = Field(
        default=None, description="what the number is if the statement is right"
    )


class DocumentCheck(Check):
    """What another source says: in words that agree or do not, or as a value to compare."""

    kind: Literal["document"]
    says: str = Field(description="what the document says")
    agrees: bool | None = Field(default=None, description="whether that bears the statement out")
    value: Plain | tuple[Number, Number] | None = Field(default=None, description="that it states")
    expects: Expected | None = Field(
        default=None, description="what that is if the statement is right"
    )
    unit: str = Field(default="", description="of the value")
    source: Sources
    grade: Grade

    @model_validator(mode="after")
    def _agrees_or_compares(self) -> Self:
        compared = self.value is not None and self.expects is not None
        if (self.agrees is not None) == compared or (self.value is None) != (self.expects is None):
            raise PydanticCustomError(
                "document", "what a document says either `agrees` (yes or no), or is a `value` and "
                "what the statement `expects` of it",
            )  # fmt: skip
        return self


class CommitmentCheck(Check):
    """How one provision stands to an event: `applies`, `depends`, `does not apply`, ...

    The words are those of `noroshi commitments`. What depends on something open settles nothing.
    Without an expectation it is told and not judged.
    """

    kind: Literal["commitment"]
    provision: ValuePath = Field(
        pattern=r"^agreements\..+\.provisions\..+$",
        examples=["agreements.treaty-1960.provisions.article-v"],
        description="dotted path",
    )
    event: EventName = Field(description="that is asked about")
    as_of: Day = Field(description="day of what is in force")
    at: PlaceId | None = Field(default=None, description="id of a place")
    by: PartyId | None = Field(default=None, description="party that does it")
    on: PartyId | None = Field(default=None, description="party that it is done to")
    expects: Expected | None = Field(
        default=None, description="what is found if the statement is right"
    )

    @property
    def named(self) -> tuple[str, str]:
        """Ids of the agreement and of the provision; either may hold a dot."""
        agreement, _, provision = self.provision.removeprefix("agreements.").partition(
            ".provisions."
        )
        return agreement, provision


class BeyondCheck(Check):
    """A part that nothing declared or computed can bear on, by its nature."""

    kind: Literal["beyond"]
    why: str = Field(description="it cannot be checked here")


AnyCheck = Annotated[
    DeclaredCheck | ComputedCheck | DocumentCheck | CommitmentCheck | BeyondCheck,
    Field(discriminator="kind"),
]
