"""Who brings which share of the warning, and what is sharing worth?"""

from typing import TYPE_CHECKING

from pydantic import Field

from noroshi.questions.base import Question, QuestionOptions, later

if TYPE_CHECKING:
    from noroshi.scenario.records import Scenario


class Options(QuestionOptions):
    """How closely it is looked at."""

    followed: int = Field(
        default=16,
        ge=1,
        le=4096,
        description="In so many of the draws flights are followed by each set of sensors",
    )


def _applies(world: "Scenario") -> bool:
    return bool(world.threats and world.sensors)


QUESTION = Question(
    name="shares",
    asks="Who brings which share of the warning, and what is sharing worth?",
    options=Options,
    applies=_applies,
    answer=later("noroshi.questions.shares.answer"),
    assesses=True,
    example="noroshi shares japan --followed 32",
)
