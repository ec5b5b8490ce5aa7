"""What do partners' sensors give, by date, and what would they if all were shared in real time?"""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from noroshi.questions.base import Measure, OptionName, Question, QuestionOptions, later

if TYPE_CHECKING:
    from noroshi.scenario.records import Scenario


class Options(QuestionOptions):
    """Which days, and how many places."""

    days: Annotated[tuple[date, ...], OptionName("--on", "2017-06-01")] = Field(
        default=(),
        description="Day to look at beside that of the earlier posture; may be repeated. Default: "
        "the two of the scenario, and each after the first on which an arrangement begins.",
    )
    places: Annotated[int, OptionName("--places", "5")] = Field(
        default=12, ge=1, description="So many places of each party are counted, the largest."
    )
    might: bool = Field(
        default=True,
        description="Also work out what would have been gained on days before the last",
    )


def _applies(world: "Scenario") -> bool:
    return bool(world.threats and world.sharing)


QUESTION = Question(
    name="partners",
    asks="What do partners see for one another, and what of it is passed on in time to warn?",
    options=Options,
    applies=_applies,
    answer=later("noroshi.questions.partners.answer"),
    measures=(
        Measure(
            "added-by-partners",
            "mean warning time that what has been passed on in real time since the first day adds "
            "at the later date",
            "s",
            ("parties",),
        ),
        Measure(
            "added-by-partners-since",
            "mean warning time that it adds on the last day on which an arrangement begins",
            "s",
            ("parties",),
        ),
    ),
    in_run={"places": 2, "might": False},
    example="noroshi partners japan --on 2017-06-01",
)
