"""Who brings which share of the warning, and what is sharing worth?"""

from typing import TYPE_CHECKING

from pydantic import Field

from noroshi.questions.base import Measure, Question, QuestionOptions, later
from noroshi.questions.shares.balance_measures import BALANCE

if TYPE_CHECKING:
    from noroshi.scenario.records import Scenario


class Options(QuestionOptions):
    """How closely it is looked at."""

    one_in: int = Field(
        default=8,
        ge=1,
        le=1024,
        description="Of so many flights one is followed by each set of sensors in each draw; 1 = "
        "every flight, which takes longer",
    )
    closely: bool = Field(
        default=True,
        description="Also by single sensor, and what it costs to lose two of them",
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
    in_run={"closely": False},
    measures=(
        Measure(
            "warning-share",
            "share of the warning of one party's people that another's sensors bring",
            "share",
            ("parties", "parties"),
        ),
        Measure(
            "warning-share-change",
            "how much larger that share is after than before",
            "share",
            ("parties", "parties"),
        ),
        *BALANCE,
    ),
    example="noroshi shares japan --one-in 2",
)
