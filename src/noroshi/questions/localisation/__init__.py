"""Where will it come down, and when do we know?"""

from pydantic import Field

from noroshi.questions.base import Question, later
from noroshi.scenario.records import Scenario
from noroshi.world import Record


class Options(Record):
    """What is worked out on demand."""

    tracker: bool = Field(
        default=False,
        description="Also run a simulated tracker on the example flight, beside what geometry "
        "allows.",
    )


def _applies(world: Scenario) -> bool:
    return bool(world.threats)


QUESTION = Question(
    name="localisation",
    asks="Where will it come down, and when do we know?",
    options=Options,
    applies=_applies,
    answer=later("noroshi.questions.localisation.answer"),
    example="noroshi localisation japan --tracker",
)
