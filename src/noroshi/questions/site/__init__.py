"""How long can a place work unseen?"""

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from noroshi.questions.base import Measure, OneOf, OptionName, Question, QuestionOptions, later
from noroshi.questions.offered import satellites, skies

if TYPE_CHECKING:
    from noroshi.scenario.records import Scenario


class Options(QuestionOptions):
    """Which places, for how long, and with which satellites."""

    sites: Annotated[tuple[str, ...], OptionName("--site", "yongbyon"), OneOf(skies)] = Field(
        default=(),
        description="Place that satellites are to see; may be repeated. Default: every place with "
        "a declared sky that is no coast of watched waters.",
    )
    days: Annotated[int, OptionName("--days")] = Field(
        default=365, ge=10, le=1096, description="Length of the period that is looked at."
    )
    activity: Annotated[int, OptionName("--activity")] = Field(
        default=3, ge=1, le=365, description="Days that an activity at a site lasts."
    )
    add: Annotated[str | None, OptionName("--add", "kompsat-5"), OneOf(satellites)] = Field(
        default=None,
        description="Satellite of the scenario, whatever its dates, that is added: compares the "
        "later posture without and with it.",
    )
    without: Annotated[str | None, OptionName("--without", "kompsat-5"), OneOf(satellites)] = Field(
        default=None,
        description="Satellite that is left out: compares the later posture with and without it.",
    )


def _applies(world: "Scenario") -> bool:
    carried = {p.on for p in world.payloads.values()}
    satellites = any(p.kind == "satellite" and i in carried for i, p in world.platforms.items())
    return satellites and bool(places_with_sky(world))


def places_with_sky(world: "Scenario") -> tuple[str, ...]:
    """Places for which a sky is declared, but coasts of watched waters."""
    coasts = {place for waters in world.waters.values() for place in waters.coast}
    return tuple(dict.fromkeys(s.at for s in world.skies.values() if s.at not in coasts))


QUESTION = Question(
    name="site",
    asks="How long can a place work unseen?",
    options=Options,
    applies=_applies,
    answer=later("noroshi.questions.site.answer"),
    measures=(
        Measure(
            "unseen",
            "probability that an activity of 3 days goes without an image of any kind",
            "share",
            ("places",),
        ),
        Measure(
            "unseen-by-cameras",
            "probability that an activity of 3 days goes without a clear image",
            "share",
            ("places",),
        ),
        Measure("looks-a-day", "opportunities of satellites a day", "a day", ("places",)),
    ),
    watches=True,
    example="noroshi site japan --site yongbyon --activity 7",
)
