"""Does an obligation hold at this place and date, for whom, and why?"""

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from noroshi.commitments.events import EVENTS
from noroshi.days import Day
from noroshi.questions.base import (
    DayOf,
    IdOf,
    OneOf,
    OptionName,
    Question,
    QuestionOptions,
    later,
)
from noroshi.questions.offered import where

if TYPE_CHECKING:
    from noroshi.scenario.records import Scenario


def _events(world: "Scenario") -> dict[str, str]:
    """All kinds, but those that are done to a party that is not declared."""
    declared = {None, *world.parties}
    return {kind: event.words for kind, event in EVENTS.items() if event.target in declared}


def _answers(world: "Scenario") -> dict[str, str]:
    """Yes and no to each open question that an answer may be given to."""
    from noroshi.commitments.facts import facts_of  # only now: `--help` needs none of it

    return {
        f"{name}={answer}": f"{words} {answer.capitalize()}"
        for name, words in facts_of(world.agreements.values()).items()
        for answer in ("yes", "no")
    }


class Options(QuestionOptions):
    """What happens, where, by whom and to whom."""

    event: Annotated[str, OptionName("--event", "landing"), OneOf(_events)] = Field(
        default="armed-attack", description="What happens; a wrong word lists all kinds."
    )
    at: Annotated[str | None, OptionName("--at", "senkaku"), OneOf(where, only=False)] = Field(
        default=None,
        description="Where: a place, city or waters of the scenario, or LAT,LON in degrees.",
    )
    by: Annotated[str | None, OptionName("--by", "cn"), IdOf("parties")] = Field(
        default=None, description="Party that does it."
    )
    on: Annotated[str | None, OptionName("--on", "jp"), IdOf("parties")] = Field(
        default=None,
        description="Party that it is done to; default: who administers the place.",
    )
    as_of: Annotated[Day | None, OptionName("--as-of", "2015-01-01"), DayOf("after")] = Field(
        default=None, description="Date; default: the later day of the scenario."
    )
    against: Annotated[Day | None, OptionName("--against", "2013-10-02")] = Field(
        default=None,
        description="Date to compare with; default, where no date is given: the earlier day of the "
        "scenario.",
    )
    given: Annotated[
        tuple[str, ...], OptionName("--given", "japan-survival=yes"), OneOf(_answers)
    ] = Field(
        default=(),
        description="Answer to an open question, by the name beside it; may be repeated.",
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
    more="every provision, change and open question; --given NAME=yes answers a question",
    example="noroshi commitments japan --event attack-on-us-base --at andersen --by kp "
    "--as-of 2016-04-01 --against 2013-10-02",
    postures=False,
)
