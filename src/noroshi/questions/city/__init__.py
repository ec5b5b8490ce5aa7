"""How early is one place warned, of what, by whom, and what takes the time?"""

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from noroshi.questions.base import IdOf, OptionName, Question, QuestionOptions, later

if TYPE_CHECKING:
    from noroshi.scenario.records import Scenario


class Options(QuestionOptions):
    """Which place."""

    place: Annotated[str, OptionName("PLACE", "tokyo"), IdOf("receivers")] = Field(
        description="A place that is warned"
    )
    passes: bool = Field(
        default=False,
        description="Also tell of flights that pass over it: takes all flights, some minutes",
    )


def _applies(world: "Scenario") -> bool:
    return bool(world.threats and world.receivers)


QUESTION = Question(
    name="city",
    asks="How early is one place warned, of what, by whom, and what takes the time?",
    options=Options,
    applies=_applies,
    answer=later("noroshi.questions.city.answer"),
    assesses=True,
    example="noroshi city tokyo",
    quick=True,
)
