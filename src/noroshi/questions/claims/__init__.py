"""Which public statements do the numbers bear out?"""

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from noroshi.questions.base import OneOf, OptionName, Question, QuestionOptions, later

if TYPE_CHECKING:
    from noroshi.scenario.records import Scenario


def _statements(world: "Scenario") -> dict[str, str]:
    return {c.of: f"{c.of}: {c.question}" for c in world.claims.values() if c.of is not None}


class Options(QuestionOptions):
    """Which statement is looked at."""

    of: Annotated[str | None, OptionName("--of", "afp-2013:5"), OneOf(_statements)] = Field(
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
