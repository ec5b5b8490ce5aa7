"""Does an obligation hold at this place and date, for whom, and why?"""

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from noroshi.days import Day
from noroshi.questions.base import OptionName, Question, QuestionOptions, later

if TYPE_CHECKING:
    from noroshi.scenario.records import Scenario


class Options(QuestionOptions):
    """What happens, where, by whom and to whom."""

    event: Annotated[str, OptionName("--event", "landing")] = Field(
        default="armed-attack",
        description="What happens, e.g. armed-attack, ship-in-territorial-sea, "
        "pre-emptive-strike; a wrong word lists all kinds.",
    )
    at: Annotated[str | None, OptionName("--at", "senkaku")] = Field(
        default=None,
        description="Where: a place, city or waters of the scenario, or LAT,LON in degrees.",
    )
    by: Annotated[str | None, OptionName("--by", "cn")] = Field(
        default=None, description="Party that does it."
    )
    on: Annotated[str | None, OptionName("--on", "jp")] = Field(
        default=None,
        description="Party that it is done to; default: who administers the place.",
    )
    as_of: Annotated[Day | None, OptionName("--as-of", "2015-01-01")] = Field(
        default=None, description="Date; default: the later day of the scenario."
    )
    against: Annotated[Day | None, OptionName("--against", "2013-10-02")] = Field(
        default=None,
        description="Date to compare with; default, where no date is given: the earlier day of the "
        "scenario.",
    )
    given: Annotated[tuple[str, ...], OptionName("--given", "japan-survival=yes")] = Field(
        default=(), description="Answer to an open question; may be repeated."
    )
    whole: bool = Field(
        default=False, description="Also list provisions that are not in force then."
    )


def _applies(world: "Scenario") -> bool:
    return bool(world.agreements)


QUESTION = Question(
    name="commitments",
    asks="Does an obligation hold at this place and date, for whom, and why?",
    options=Options,
    applies=_applies,
    answer=later("noroshi.questions.commitments.answer"),
    example="noroshi commitments japan --event attack-on-us-base --at andersen --by kp "
    "--as-of 2016-04-01 --against 2013-10-02",
    postures=False,
)
