"""How early is each city warned, and what did the decisions change?"""

from typing import TYPE_CHECKING

from noroshi.questions.base import Measure, NoOptions, Question, later

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
    assesses=True,
    measures=(
        Measure(
            "mean-gain", "mean warning time gained, over people and flights", "s", ("parties",)
        ),
        Measure(
            "share-of-draws-gaining",
            "share of the draws in which a second or more is gained",
            "share",
            ("parties",),
        ),
        Measure("cities-gaining", "places that gain measurably", "places", ("parties",)),
        Measure("cities", "places that are warned", "places", ("parties",)),
        Measure(
            "place-gain",
            "mean warning time gained, over flights, with its sampling error",
            "s",
            ("receivers",),
        ),
        Measure(
            "added-by-others",
            "mean warning time that others' sensors add to one's own",
            "s",
            ("parties",),
        ),
    ),
    example="noroshi warning japan --as-of 2015-01-01 --against 2013-10-02",
)
