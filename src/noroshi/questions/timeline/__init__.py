"""What happens from the launch of one flight until people are told?"""

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from noroshi.questions.base import FLIGHTS, IdOf, Question, QuestionOptions, later

if TYPE_CHECKING:
    from noroshi.scenario.records import Scenario


class Options(QuestionOptions):
    """Which flight."""

    one_of: ClassVar[tuple[str, ...]] = ("flight", "place")
    flight: Annotated[str | None, IdOf(FLIGHTS)] = Field(
        default=None, description="The flight, written as class/launch site/place"
    )
    place: Annotated[str | None, IdOf("receivers")] = Field(
        default=None,
        description="In place of a flight, a place: the flight to it that leaves least warning",
    )


def _applies(world: "Scenario") -> bool:
    return bool(world.threats and world.receivers)


QUESTION = Question(
    name="timeline",
    asks="What happens from the launch of one flight until people are told?",
    options=Options,
    applies=_applies,
    answer=later("noroshi.questions.timeline.answer"),
    assesses=True,
    example="noroshi timeline japan --place tokyo",
    quick=True,
)
