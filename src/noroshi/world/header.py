"""The section that says what a scenario is about."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from noroshi.days import Day
from noroshi.world.estimate import Estimate
from noroshi.world.kinds import InverseLength
from noroshi.world.record import Declared
from noroshi.world.sections import section


@section("scenario", topic="world")
class Header(Declared):
    """The section `scenario`: what it is about, and the two dates that a run compares."""

    title: str = Field(description="what the scenario is about, as it heads every answer")
    extends: str | None = Field(
        default=None,
        description="built-in scenario, or a folder or file beside this one, that is taken over: "
        "files then hold only what differs",
    )
    before: Day | None = Field(default=None, description="date before the decisions")
    after: Day | None = Field(default=None, description="date with the decisions carried out")
    asks: str = Field(
        default="",
        description="what was decided between the two dates and what is asked of it, in a sentence "
        "or two for a reader who knows nothing of it: stands above the answer in the lab",
    )
    ja: Mapping[str, str] = Field(
        default={},
        description="texts of the scenario in Japanese, each by its English: `title` and `asks` on "
        "the Japanese page of the lab, which has in English what does not stand here",
    )
    refractivity_gradient: InverseLength = Field(
        default=Estimate.exactly(-39e-9),
        description="of the air above all places, by height; it bends the paths of radar",
    )
    notes: tuple[str, ...] = Field(
        default=(), description="sentences that stand among the limits of every answer"
    )
    ask_about: tuple[str, ...] = Field(
        default=(),
        description="estimates that readers ask about, by path or as shared.WORD: the answer tells "
        "how far each moves it, also where it does not",
    )

    @field_validator("after")
    @classmethod
    def _is_later(cls, after: date | None, info: ValidationInfo) -> date | None:
        before = info.data.get("before")
        if before is not None and after is not None and after <= before:
            raise PydanticCustomError("dates", "`after` is not after `before`")
        return after
