"""How does one flight go, who sees it when, and whom is it near?"""

from typing import TYPE_CHECKING, Annotated, Final

from pydantic import Field

from noroshi.questions.base import (
    LAUNCH_SITES,
    IdOf,
    OneOf,
    OptionName,
    Question,
    QuestionOptions,
    later,
)
from noroshi.questions.offered import passed

if TYPE_CHECKING:
    from noroshi.scenario.records import Scenario


_LEAST: Final = "minimum-energy"


class Options(QuestionOptions):
    """A flight as it was published; every number with its unit."""

    start: Annotated[str, OptionName("--from"), IdOf(LAUNCH_SITES, only=False)] = Field(
        description="Launch: a place of the scenario, a city, or LAT,LON."
    )
    apogee: str = Field(description="Greatest height, '6000 km'; or 'minimum-energy'.")
    range: str | None = Field(
        default=None,
        description="Distance to the impact, '1080 km'; default: to the place that it flies "
        "toward.",
    )
    bearing: str | None = Field(
        default=None,
        description="Bearing of the impact, '72 deg', clockwise from north; default: east.",
    )
    toward: Annotated[str | None, IdOf("receivers", only=False)] = Field(
        default=None,
        description="Place that it flies toward; where no distance is given, the impact itself.",
    )
    burn: str | None = Field(
        default=None, description="Powered time, '290 s'; default: that of the vehicle class."
    )
    time: str | None = Field(
        default=None, description="The flight time that was stated, '71 min': can it be?"
    )
    over: Annotated[tuple[str, ...], OneOf(passed, only=False)] = Field(
        default=(), description="When does it pass nearest to this place? Repeatable."
    )


def _first(world: "Scenario") -> dict[str, str]:
    """The first declared flight, as a claim of least energy."""
    from noroshi.scenario.pairing import pairings  # only now: `--help` needs none of it

    flight = next(iter(pairings(world)), None)
    if flight is None:
        return {}
    return {"start": flight.site, "apogee": _LEAST, "toward": flight.receiver}


def _applies(world: "Scenario") -> bool:
    return bool(world.vehicles)


QUESTION = Question(
    name="flight",
    asks="How does one flight go, who sees it when, and whom is it near?",
    options=Options,
    applies=_applies,
    answer=later("noroshi.questions.flight.answer"),
    example=(
        'noroshi flight japan --from sunan --range "1090 km" --apogee "6248.5 km" '
        '--bearing "72 deg" --time "67.5 min"'
    ),
    first=_first,
    quick=True,
)
