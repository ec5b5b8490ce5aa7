"""What does each plan cost, who pays, what was promised and what became of it?"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from noroshi.days import Day, FiscalYear
from noroshi.questions.base import DayOf, IdOf, OptionName, Question, QuestionOptions, later

if TYPE_CHECKING:
    from noroshi.ledger.records import Plan
    from noroshi.scenario.records import Scenario


class Options(QuestionOptions):
    """What day is looked at, and in which prices."""

    as_of: Annotated[Day | None, OptionName("--as-of", "2015-01-01"), DayOf("after")] = Field(
        default=None,
        description="What was decided and done by this date; default: the later day of the "
        "scenario.",
    )
    against: Annotated[Day | None, OptionName("--against", "2013-10-02")] = Field(
        default=None,
        description="Date whose plan is compared with; default: the first plan of the chain.",
    )
    in_year: Annotated[FiscalYear | None, OptionName("--in-year", "2012")] = Field(
        default=None,
        description="Fiscal year in whose prices money is told; default: as stated.",
    )
    index: Annotated[str | None, OptionName("--index", "usd-defence"), IdOf("deflators")] = Field(
        default=None, description="Price index to use; default: the first declared."
    )


def nothing_agreed(plans: "Mapping[str, Plan]") -> str:
    """Why plans make no ledger, and what to write; empty = one was agreed, or there is none."""
    if not plans or any(not plan.estimate for plan in plans.values()):
        return ""
    return (
        "every plan is an `estimate: true`, and a ledger tells those only beside what was agreed; "
        f"write plans.{next(iter(plans))} without `estimate:` if it was agreed"
    )


def _applies(world: "Scenario") -> bool:
    return any(not plan.estimate for plan in world.plans.values())


QUESTION = Question(
    name="ledger",
    asks="What does each plan cost, who pays, what was promised and what became of it?",
    options=Options,
    applies=_applies,
    left_out=lambda world: nothing_agreed(world.plans),
    answer=later("noroshi.questions.ledger.answer"),
    example="noroshi ledger japan --as-of 2025-01-01 --in-year 2012",
    postures=False,
)
