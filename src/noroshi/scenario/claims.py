"""What a scenario declares of statements: who said what, and what bears on it, as frozen records.

A claim about a number keeps what sources state beside what is used. A claim of a report is taken
apart instead: each of its parts has checks, and each check names a value that the part can be held
against. No check holds a verdict; verdicts follow from the values by one rule (`questions/claims`).
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from noroshi.scenario.claim_checks import AnyCheck, DocumentCheck
from noroshi.world import Declared, Record, Sources, ValuePath, section


class Statement(Record):
    """What one source says."""

    value: str | float | int = Field(description="that it states")
    source: Sources = ()
    grade: Literal["A", "B", "C", "D"] | None = None
    note: str = ""


def _of_report(text: str) -> str:
    report, _, number = text.rpartition(":")
    if not (report and number.isdigit()):
        raise PydanticCustomError("report", "write the report's id and the number, report:1")
    return text


@section("claims", topic="claims")
class Claim(Declared):
    """A statement: about a number, what sources say and what is used; of a report, its checks."""

    about: ValuePath = Field(default="", description="dotted path of the value, if it is declared")
    question: str = Field(description="that the statements answer")
    of: Annotated[str, AfterValidator(_of_report)] | None = Field(
        default=None, description="which numbered statement of a report it is, e.g. afp-2013:1"
    )
    says: str = Field(default="", description="the report's statement in our own words")
    statements: tuple[Statement, ...] = Field(default=(), description="each with what bears on it")
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

    @classmethod
    def names_inside(cls, data: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
        """The report that a statement is of."""
        if isinstance(of := data.get("of"), str) and of:
            yield "of", of.rpartition(":")[0] or of, "sources"

    @property
    def report(self) -> str:
        """The source id of the report; empty = of none."""
        return (self.of or "").rpartition(":")[0]

    @property
    def number(self) -> int:
        """Of the statement in its report; zero = of none."""
        return int((self.of or ":0").rpartition(":")[2])
