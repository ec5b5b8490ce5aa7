"""Who brings which share of the warning, and what is sharing worth?"""

from typing import TYPE_CHECKING

from pydantic import Field

from noroshi.questions.base import Measure, Question, QuestionOptions, later

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
    measures=(
        Measure(
            "warning-balance",
            "share of the warning of the first party’s people that the second’s sensors bring, "
            "over the second’s share of ability",
            "",
            ("parties", "parties"),
        ),
        Measure(
            "warning-balance-change",
            "how much farther from 1 that ratio is after",
            "",
            ("parties", "parties"),
        ),
        Measure(
            "spending-balance",
            "share of military spending over share of the gross domestic product",
            "",
            ("parties",),
        ),
        Measure(
            "spending-balance-change",
            "how much farther from 1 that ratio is after",
            "",
            ("parties",),
        ),
        Measure(
            "forces-balance",
            "share of the people under arms over share of the labour force",
            "",
            ("parties",),
        ),
        Measure(
            "forces-balance-change",
            "how much farther from 1 that ratio is after",
            "",
            ("parties",),
        ),
    ),
    example="noroshi shares japan --followed 32",
)
