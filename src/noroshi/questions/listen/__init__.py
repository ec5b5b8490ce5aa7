"""Would a nuclear test be heard, placed and sized, and by whom?"""

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
from noroshi.questions.offered import sites_with_events

if TYPE_CHECKING:
    from noroshi.scenario.records import Scenario


class Options(QuestionOptions):
    """Which test, at which place, or how large a one."""

    site: Annotated[
        str | None, OptionName("--site", "punggye-ri"), OneOf(sites_with_events, only=False)
    ] = Field(
        default=None,
        description="Place. Default: that of the event, or the one where events are declared.",
    )
    event: Annotated[str | None, OptionName("--event", "test-2009"), IdOf("seismic_events")] = (
        Field(
            default=None,
            description="Declared event. Default: the latest there by the later day.",
        )
    )
    magnitude: Annotated[float | None, OptionName("--magnitude", "4.0")] = Field(
        default=None,
        ge=0.0,
        le=8.0,
        description="Body-wave magnitude of a test that never was, on that day. Default: that of "
        "the event.",
    )


def _applies(world: "Scenario") -> bool:
    return bool(world.seismometers and world.seismic_events)


QUESTION = Question(
    name="listen",
    asks="Is a nuclear test heard, placed and sized, and by whom?",
    options=Options,
    applies=_applies,
    answer=later("noroshi.questions.listen.answer"),
    measures=(
        Measure(
            "heard-by-three",
            "probability that three stations or more hear the event",
            "share",
            ("seismic_events",),
        ),
        Measure(
            "largest-so-far",
            "probability that the event is larger than each one before it at its place",
            "share",
            ("seismic_events",),
        ),
        Measure(
            "times-the-largest-before",
            "yield over that of the largest event before it at its place",
            "times",
            ("seismic_events",),
        ),
        Measure("number-at-its-place", "which one at its place it is", "th", ("seismic_events",)),
    ),
    example="noroshi listen japan --site punggye-ri --magnitude 4",
    quick=True,
)
