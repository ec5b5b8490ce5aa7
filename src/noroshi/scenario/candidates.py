"""Public sites at which a radar was planned or considered, and as which declared one it counts."""

from typing import Annotated

from pydantic import Field

from noroshi.world import Declared, Ref, section


@section("candidates", topic="choices")
class Candidate(Declared):
    """A site that a government named, with a radar as one that stands elsewhere.

    It takes part in no posture: a question may ask what it would add.
    """

    name: str = Field(description="as sentences say it")
    at: Annotated[str, Ref("places", needed=True)] = Field(description="place where it might stand")
    as_sensor: Annotated[str, Ref("sensors", needed=True)] = Field(
        description="the sensor whose numbers, owner and sharing it takes over"
    )
