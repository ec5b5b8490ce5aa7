"""Where will it come down, and when do we know?"""

from typing import TYPE_CHECKING

from pydantic import Field

from noroshi.questions.base import Measure, Question, QuestionOptions, later

if TYPE_CHECKING:
    from noroshi.scenario.records import Scenario


class Options(QuestionOptions):
    """What is worked out on demand."""

    tracker: bool = Field(
        default=False,
        description="Also run a simulated tracker on the example flight, beside what geometry "
        "allows.",
    )
    errors: bool = Field(
        default=False,
        description="Also tell what errors that do not average out leave of one flight of each "
        "class at each party, and not of the example flight alone.",
    )


def _applies(world: "Scenario") -> bool:
    return bool(world.threats)


QUESTION = Question(
    name="localisation",
    asks="Where will it come down, and when do we know?",
    options=Options,
    applies=_applies,
    answer=later("noroshi.questions.localisation.answer"),
    assesses=True,
    measures=(
        Measure(
            "track-gain",
            "how much sooner tracks tell the impact to 5 km, mean over flights, with its sampling "
            "error",
            "s",
            ("parties",),
        ),
        Measure(
            "place-track-gain",
            "how much sooner tracks tell the impact to 5 km, mean over the flights at a place, "
            "with its sampling error",
            "s",
            ("receivers",),
        ),
    ),
    example="noroshi localisation japan --tracker",
)
