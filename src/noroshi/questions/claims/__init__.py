"""Which public statements do the numbers bear out?"""

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from noroshi.questions.base import OptionName, Question, QuestionOptions, later

if TYPE_CHECKING:
    from noroshi.scenario.records import Scenario


class Options(QuestionOptions):
    """Which statement is looked at."""

    of: Annotated[str | None, OptionName("--of", "afp-2013:5")] = Field(
        default=None, description="One statement alone: its report and number."
    )


def _applies(world: "Scenario") -> bool:
    return any(claim.of is not None for claim in world.claims.values())


def _reads(world: "Scenario") -> tuple[str, ...]:
    from noroshi.questions.measures import measuring

    return measuring(world)


QUESTION = Question(
    name="claims",
    asks="Which public statements do the numbers bear out?",
    options=Options,
    applies=_applies,
    answer=later("noroshi.questions.claims.answer"),
    example="noroshi claims japan --of afp-2013:5",
    postures=False,
    reads=_reads,
)
