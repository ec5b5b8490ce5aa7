"""What does flying from one base rather than another buy?"""

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from noroshi.questions.base import (
    IdOf,
    Measure,
    OneOf,
    OptionName,
    Question,
    QuestionOptions,
    later,
)
from noroshi.questions.offered import craft, home_bases

if TYPE_CHECKING:
    from noroshi.scenario.records import Scenario


class Options(QuestionOptions):
    """What is compared; what is left empty is filled in from the declared fleets."""

    bases: Annotated[tuple[str, ...], OptionName("--base", "misawa"), OneOf(home_bases)] = Field(
        default=(), description="Place to fly from; repeat it to compare several."
    )
    stations: Annotated[tuple[str, ...], OptionName("--station", "senkaku"), IdOf("stations")] = (
        Field(default=(), description="Station to be watched; may be repeated.")
    )
    platform: Annotated[str | None, OptionName("--platform", "rq-4b"), OneOf(craft)] = Field(
        default=None, description="Type of craft that flies; default: of the declared fleets."
    )


def _applies(world: "Scenario") -> bool:
    return bool(world.fleets and world.stations)


QUESTION = Question(
    name="basing",
    asks=(
        "What does flying from one base rather than another buy, and how many craft does a "
        "continuous watch take?"
    ),
    options=Options,
    applies=_applies,
    answer=later("noroshi.questions.basing.answer"),
    measures=(
        Measure(
            "time-on-station-ratio",
            "time on station of one aircraft, as a multiple",
            "",
            ("places", "places", "stations"),
        ),
    ),
    watches=True,
    example="noroshi basing japan --base misawa --base andersen --station senkaku",
    quick=True,
)
