"""How early is each city warned, and what did the decisions change?"""

from typing import TYPE_CHECKING

from noroshi.questions.base import NoOptions, Question, later

if TYPE_CHECKING:
    from noroshi.scenario.records import Scenario


def _applies(world: "Scenario") -> bool:
    return bool(world.threats)


QUESTION = Question(
    name="warning",
    asks="How early is each city warned, and what did the decisions change?",
    options=NoOptions,
    applies=_applies,
    answer=later("noroshi.questions.warning.answer"),
    example="noroshi warning japan --as-of 2015-01-01 --against 2013-10-02",
)
