"""What a scenario declares of statements: who said what, and what bears on it, as frozen records.

A claim about a number keeps what sources state beside what is used. A claim of a report is taken
apart instead: each of its parts has checks, and each check names a value that the part can be held
against. No check holds a verdict; verdicts follow from the values by one rule (`study/claims`).
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from noroshi.declared import Declared, Grade, Record, Sources


class Statement(Record):
    """What one source says."""

    value: str | float | int
    source: Annotated[
        tuple[str, ...],
        BeforeValidator(
            lambda v: (v,) if isinstance(v, str) else v, json_schema_input_type=str | list[str]
        ),
    ] = ()
    grade: Literal["A", "B", "C", "D"] | None = None
    note: str = ""


Number = float | int
Plain = date | bool | Number | str
"""A value without bounds. A number is in the unit that its measure or its source is in."""
COMPARISONS = ("above", "below", "about", "likely", "after", "before", "is")
"""What an expectation may ask of a value."""


class Expected(Record):
    """What a statement says of a value: one comparison; a quantity is text with its unit."""

    above: Number | str | None = None
    below: Number | str | None = None
    about: Number | str | None = None
    within: Annotated[float, Field(gt=0.0, lt=1.0)] = Field(
        default=0.05, description="how far off still counts as `about`, as a share"
    )
    likely: Literal[True] | None = Field(
        default=None, description="of a probability: two thirds or more; one third or less is not"
    )
    after: date | None = None
    before: date | None = None
    is_: Plain | None = Field(default=None, alias="is")

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
    value: str = Field(description="dotted path")
    expects: Expected


Measure = Literal[
    "mean-gain",
    "share-of-draws-gaining",
    "cities-gaining",
    "cities",
    "mean-warning",
    "mean-warning-alone",
    "time-on-station-ratio",
    "unseen",
    "unseen-by-cameras",
    "looks-a-day",
    "noticed",
]
"""What a run or a watch computes and a statement can be held against; `study/claims_measures`."""


class ComputedCheck(Check):
    """A measure of a run or a watch. Without an expectation it is told and not judged."""

    kind: Literal["computed"]
    measure: Measure
    of: str = Field(
        description="what it is a measure of: a party, a site, waters, base/base/station"
    )
    expects: Expected | None = None


class DocumentCheck(Check):
    """What another source says: in words that agree or do not, or as a value to compare."""

    kind: Literal["document"]
    says: str
    agrees: bool | None = None
    value: Plain | tuple[Number, Number] | None = None
    expects: Expected | None = None
    unit: str = ""
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


class BeyondCheck(Check):
    """A part that nothing declared or computed can bear on, by its nature."""

    kind: Literal["beyond"]
    why: str


AnyCheck = Annotated[
    DeclaredCheck | ComputedCheck | DocumentCheck | BeyondCheck, Field(discriminator="kind")
]


def _of_report(text: str) -> str:
    report, _, number = text.rpartition(":")
    if not (report and number.isdigit()):
        raise PydanticCustomError("report", "write the report's id and the number, report:1")
    return text


class Claim(Declared):
    """A statement: about a number, what sources say and what is used; of a report, its checks."""

    about: str = Field(default="", description="dotted path of the value, if it is declared")
    question: str
    of: Annotated[str, AfterValidator(_of_report)] | None = Field(
        default=None, description="which numbered statement of a report it is, e.g. afp-2013:1"
    )
    says: str = Field(default="", description="the report's statement in our own words")
    statements: tuple[Statement, ...] = ()
    used: str = Field(default="", description="what the scenario uses, and why")
    checks: tuple[AnyCheck, ...] = Field(default=(), description="what bears on it")

    @model_validator(mode="after")
    def _a_report_is_checked(self) -> Self:
        if (self.of is None) != (not self.checks) or (self.of is None) != (not self.says):
            raise PydanticCustomError(
                "report", "a statement of a report has `of`, `says` and `checks`, others have none"
            )
        if self.of is None and not self.statements:
            raise PydanticCustomError("statements", "say what at least one source states")
        return self

    @model_validator(mode="after")
    def _no_report_bears_itself_out(self) -> Self:
        for check in self.checks:
            if isinstance(check, DocumentCheck) and self.report in check.source:
                raise PydanticCustomError(
                    "itself", "'{report}' does not bear out its own statement; name another source",
                    {"report": self.report},
                )  # fmt: skip
        return self

    @property
    def report(self) -> str:
        """The source id of the report; empty = of none."""
        return (self.of or "").rpartition(":")[0]

    @property
    def number(self) -> int:
        """Of the statement in its report; zero = of none."""
        return int((self.of or ":0").rpartition(":")[2])


def paths_of(claim: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    """The dotted paths that a claim as it is written names, each with its place in the claim."""
    checks = claim.get("checks")
    found: list[tuple[tuple[str | int, ...], Any]] = [(("about",), claim.get("about"))]
    for index, check in enumerate(checks if isinstance(checks, list) else ()):
        if isinstance(check, dict) and check.get("kind") == "declared":
            found.append((("checks", index, "value"), check.get("value")))
    return [(place, path) for place, path in found if isinstance(path, str) and path]
