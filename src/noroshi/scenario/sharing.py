"""What parties pass on to one another by arrangement, between dates and in one of two ways.

What a single sensor is shared with stands with the sensor (`shared`). An arrangement is between
parties, and is carried in one of two ways: on request, which is too late to warn, or in real time.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Field

from noroshi.sensing.base import NeededParty, NeededPlace, Sensor, Shared
from noroshi.world import Declared, Duration, Length, Ref, section

if TYPE_CHECKING:
    from noroshi.scenario.records import Scenario

Carried = Literal["on-request", "real-time"]
REAL_TIME: Final = "real-time"


@section("sharing", topic="partners")
class SharingArrangement(Declared):
    """Parties that pass what their sensors tell on to one another, between two dates.

    In real time each party hears of every sensor that another one owns, `delay` after its owner. On
    request nothing is heard while a flight lasts: what is asked for is answered afterwards.
    """

    name: str = Field(description="as sentences say it")
    carried: Carried = Field(
        description="`real-time`: tracks reach the others while a flight lasts; `on-request`: they "
        "do not, and no warning is earlier by them"
    )
    among: Annotated[tuple[NeededParty, ...], Field(min_length=2)] = Field(
        description="parties, each of which passes on to each other"
    )
    delay: Duration = Field(
        description="from a report's reaching the owner to its reaching another party, were it in "
        "real time",
        examples=["15 s"],
    )
    form: Literal["tracks", "detections"] = Field(
        default="tracks",
        description="tracks are joined with one's own, detections added to them",
    )
    withheld: tuple[Annotated[str, Ref("sensors")], ...] = Field(
        default=(), description="sensors of which nothing is passed on by it"
    )


@section("nodes", topic="partners")
class Node(Declared):
    """A station of a party's network that is told of by how far it reaches over the ground alone.

    For what sees by other ways than straight lines, as radars over the horizon do. It sees a flight
    that comes within its reach over the ground, and no other.
    """

    name: str = Field(description="as sentences say it")
    at: NeededPlace = Field(description="where it stands")
    owner: NeededParty = Field(description="whose reports pass through it")
    reach: Length = Field(
        description="greatest distance over the ground at which it sees", examples=["3000 km"]
    )


def real_time(world: "Scenario") -> Iterator[SharingArrangement]:
    """Those that carry what is seen in time to warn."""
    return (s for s in world.sharing.values() if s.carried == REAL_TIME)


def shared_by(world: "Scenario", arrangements: Iterable[SharingArrangement]) -> dict[str, Sensor]:
    """The sensors of a world, each shared with whom these arrangements bring its reports, too.

    Args:
        world: cut at a date, or what holds on it would be mixed up with what does not.
        arrangements: that are taken to be in real time, whatever they are declared to be.
    """
    sensors: dict[str, Sensor] = dict(world.sensors)
    for arrangement in arrangements:
        sensors = _shared(sensors, arrangement)
    return sensors


def _shared(sensors: Mapping[str, Sensor], arrangement: SharingArrangement) -> dict[str, Sensor]:
    """With one more arrangement; with whom a sensor was shared before, nothing changes."""
    found = {}
    for key, sensor in sensors.items():
        known = {sensor.owner, *(share.party for share in sensor.shared)}
        others = [p for p in arrangement.among if p not in known]
        if sensor.owner in arrangement.among and key not in arrangement.withheld:
            more = tuple(_share(party, arrangement) for party in others)
            sensor = sensor.model_copy(update={"shared": (*sensor.shared, *more)})
        found[key] = sensor
    return found


def _share(party: str, arrangement: SharingArrangement) -> Shared:
    return Shared.model_validate(
        {"with": party, "delay": arrangement.delay, "form": arrangement.form}
    )
