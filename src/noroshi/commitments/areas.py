"""Areas that agreements and claims speak of, as records of a scenario file."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from noroshi.days import Day
from noroshi.earth.geodesic import inverse
from noroshi.world import Declared, Distance, Latitude, Longitude, Record, Ref, Sources, section

if TYPE_CHECKING:
    import shapely

PartyId = Annotated[str, Ref("parties")]
PlaceId = Annotated[str, Ref("places")]
AreaId = Annotated[str, Ref("areas")]

Role = Literal[
    "territory",
    "territorial-sea",
    "contiguous-zone",
    "air-defence-zone",
    "treaty-area",
    "claim",
    "part",
]
"""`part`: only a part of other areas, neither told nor drawn by itself."""
Corner = tuple[Latitude, Longitude]
FARTHEST = 5_000e3
"""Of a corner from a place inside [m]: farther ones would turn a map of it inside out."""
SPACING = 20e3
"""Between points along the edges of an outline [m]."""


class Dispute(Record):
    """Who contests something, and with what."""

    by: PartyId = Field(description="the party that contests it")
    what: str = Field(description="with which words, or by what")
    since: Day | None = Field(default=None, alias="from", description="first day on which it was")
    source: Sources = ()

    def told_on(self, day: date) -> bool:
        """Whether it had been said by then: nobody contests beforehand."""
        return self.since is None or self.since <= day


class Area(Declared):
    """What every kind of area says of itself."""

    name: str = Field(description="as it stands after 'in', e.g. the territorial sea of Japan")
    role: Role = Field(description="what it is on the map")
    party: PartyId | None = Field(default=None, description="who claims or administers it")
    basis: str = Field(default="", description="the text that it rests on")
    known_to: Distance = Field(
        default=0.0, description="how far from its true line the limit may lie: unknown within"
    )
    disputed: tuple[Dispute, ...] = Field(default=(), description="who contests it")


@section("areas", topic="promises")
class Belt(Area):
    """Everything between two distances from points of a coast."""

    kind: Literal["belt"]
    coast: Annotated[tuple[PlaceId, ...], Field(min_length=1)] = Field(description="ids of places")
    outer: Distance = Field(description="how far it reaches from them", examples=["12 nmi"])
    inner: Distance = Field(default=0.0, description="how far from them it begins")

    @model_validator(mode="after")
    def _has_breadth(self) -> "Belt":
        _check_breadth(self.inner, self.outer)
        return self


@section("areas", topic="promises")
class Regions(Area):
    """Prefectures or states, or all of a party, with or without the sea about them.

    Outlines are shipped of the parties `jp`, `kp`, `kr` and `us` alone; any other land is a
    `polygon` of corners, and the sea before it a `belt` along places.
    """

    kind: Literal["regions"]
    party: PartyId = Field(description="who claims or administers them")
    of_party: PartyId | None = Field(
        default=None, description="whose regions they are by name; none = of `party`"
    )
    regions: tuple[str, ...] = Field(default=(), description="names; none = all of the party")
    outer: Distance = Field(default=0.0, description="breadth of sea that belongs to it")
    inner: Distance | None = Field(
        default=None, description="how far from the coast it begins; none = the land is part of it"
    )

    @model_validator(mode="after")
    def _has_breadth(self) -> "Regions":
        if self.inner is not None:
            _check_breadth(self.inner, self.outer)
        return self

    @property
    def country(self) -> str:
        """Whose regions they are by name."""
        return self.of_party or self.party


def ring(corners: tuple[Corner, ...]) -> "shapely.LinearRing":
    """A closed line through corners [rad], along geodesics, in degrees that do not jump at 180."""
    import shapely  # only now, as below: who reads an area that was checked needs none of it

    return shapely.LinearRing(_line((*corners, corners[0])))


def _line(corners: tuple[Corner, ...]) -> NDArray[np.float64]:
    """Longitude and latitude [deg] along geodesics from corner to corner, (point, 2)."""
    from noroshi.earth.territorial import densified

    lat, lon = np.array(corners).T
    lat, lon = densified(lat, lon, SPACING)
    return np.degrees(np.column_stack([np.unwrap(lon), lat]))


def _fault_of(line: NDArray[np.float64]) -> str:
    import shapely

    from noroshi.earth.territorial import middle

    lon, lat = np.radians(line).T
    if inverse(*middle(lat, lon), lat, lon)[0].max() > FARTHEST:
        return "the outline reaches over 5,000 km from its middle; cut it into parts"
    if abs(line[0, 0] - line[-1, 0]) > 1.0:
        return "the outline goes round a pole, which is not supported; cut it into parts"
    if not shapely.LinearRing(line).is_simple:
        return "the edges cross; write the corners in order around the area"
    return ""


def _enclosing(corners: tuple[Corner, ...]) -> tuple[Corner, ...]:
    """The same corners, if the line through them encloses an area."""
    if len(corners) > 1 and corners[0] == corners[-1]:
        why = "the first corner is repeated at the end; write each corner once, it closes by itself"
    elif len(set(corners)) < 3:
        why = "an area of fewer than three corners is not closed; write three or more"
    elif len(set(corners)) < len(corners):
        why = "a corner stands there twice; write each corner once"
    else:
        why = _fault_of(_line((*corners, corners[0])))
    if why:
        raise PydanticCustomError("outline", "{why}", {"why": why})
    return corners


class Rough(Record):
    """Edges of an outline that stand for another line."""

    edges: Annotated[tuple[int, ...], Field(min_length=1)] = Field(
        description="by the number of the corner where each begins, the first being 1"
    )
    known_to: Distance = Field(
        description="how far from its true line such an edge may lie", examples=["40 km"]
    )


@section("areas", topic="promises")
class Outline(Area):
    """Everything within corners that geodesics join; the first corner is not repeated."""

    kind: Literal["polygon"]
    rough: Rough | None = Field(default=None, description="edges that are known less well")
    outline: Annotated[tuple[Corner, ...], AfterValidator(_enclosing)] = Field(
        description="corners, in order"
    )

    @model_validator(mode="after")
    def _has_the_edges(self) -> "Outline":
        numbers = self.rough.edges if self.rough else ()
        if any(not 1 <= n <= len(self.outline) for n in numbers):
            why = f"`rough` names an edge that is not there; there are 1 to {len(self.outline)}"
            raise PydanticCustomError("outline", "{why}", {"why": why})
        return self

    def rough_edges(self) -> "tuple[shapely.LineString, ...]":
        """The edges that are known less well, in degrees, along geodesics."""
        import shapely

        ends = (*self.outline, self.outline[0])
        numbers = self.rough.edges if self.rough else ()
        return tuple(shapely.LineString(_line(ends[n - 1 : n + 1])) for n in numbers)


@section("areas", topic="promises")
class Union(Area):
    """Everything in one of several other areas."""

    kind: Literal["union"]
    of: Annotated[tuple[AreaId, ...], Field(min_length=1)] = Field(
        description="areas that it is made of"
    )


@section("areas", topic="promises")
class Difference(Area):
    """Everything in one area that is in none of others."""

    kind: Literal["difference"]
    of: AreaId = Field(description="area that something is taken from")
    less: Annotated[tuple[AreaId, ...], Field(min_length=1)] = Field(
        description="areas that are taken from it"
    )


@section("areas", topic="promises")
class Undefined(Area):
    """An area without an agreed or published line: whether a place is in it is not known."""

    kind: Literal["undefined"]
    includes: tuple[AreaId, ...] = Field(default=(), description="areas that are surely part of it")
    excludes: tuple[AreaId, ...] = Field(default=(), description="areas that surely are not")
    reach: Distance | None = Field(
        default=None, description="from the areas that it includes; surely nothing of it is beyond"
    )
    why: str = Field(description="why there is no line")


AreaKind = Belt | Regions | Outline | Union | Difference | Undefined


def parts_of(area: AreaKind) -> tuple[str, ...]:
    """Ids of the areas that an area is made of."""
    match area:
        case Union():
            return area.of
        case Difference():
            return (area.of, *area.less)
        case Undefined():
            return (*area.includes, *area.excludes)
    return ()


def _check_breadth(inner: float, outer: float) -> None:
    if inner >= outer:
        why = (
            "the belt has no breadth: it begins where it ends, or beyond; write e.g. outer: 12 nmi"
        )
        raise PydanticCustomError("belt", "{why}", {"why": why})
