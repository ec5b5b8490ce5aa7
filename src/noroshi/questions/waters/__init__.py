"""Is an approach noticed?"""

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from noroshi.questions.base import IdOf, Measure, OptionName, Question, QuestionOptions, later

if TYPE_CHECKING:
    from noroshi.scenario.records import Scenario


class Options(QuestionOptions):
    """Which waters, how long, from how many sides and by what."""

    waters: Annotated[tuple[str, ...], OptionName("--waters", "senkaku"), IdOf("waters")] = Field(
        default=(),
        description="Waters whose approaches are to be noticed; may be repeated. Default: all that "
        "are declared.",
    )
    days: Annotated[int, OptionName("--days")] = Field(
        default=365, ge=10, le=1096, description="Length of the period that is looked at."
    )
    sides: Annotated[int, OptionName("--sides")] = Field(
        default=64, ge=1, le=720, description="From how many sides approaches come."
    )
    vessels: Annotated[int | None, OptionName("--vessels")] = Field(
        default=None,
        ge=1,
        description="How many of the types of vessel that the waters name, from the first; "
        "default: all.",
    )


def _applies(world: "Scenario") -> bool:
    return bool(world.waters)


QUESTION = Question(
    name="waters",
    asks="Is an approach noticed before it reaches the territorial sea?",
    options=Options,
    applies=_applies,
    answer=later("noroshi.questions.waters.answer"),
    measures=(
        Measure(
            "noticed",
            "probability that an approach is noticed before the territorial sea",
            "share",
            ("waters",),
        ),
    ),
    watches=True,
    example="noroshi waters japan --waters senkaku",
    in_run={"sides": 32, "vessels": 1},
)
