"""A radar's faces: what is declared of them, and their limits in the antenna's own frame."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from noroshi.earth.refraction import Air, horizon_elevation, ray
from noroshi.sensing.base import Numbers
from noroshi.world import Angle, Draws, Estimate, Record

Floats = NDArray[np.float64]
_UPRIGHT = np.radians(90.0)


def lowest_first(elevation: tuple[Estimate, Estimate]) -> tuple[Estimate, Estimate]:
    """The limits as given, refused where nothing is between them or beyond the vertical."""
    if elevation[0].high >= elevation[1].low:
        why = "the lowest elevation must stay below the highest; write the lower first, e.g. "
        raise PydanticCustomError("empty_face", "{why}", {"why": why + "[0 deg, 90 deg]"})
    if elevation[0].low < -_UPRIGHT or elevation[1].high > _UPRIGHT:
        why = "an elevation lies between -90 deg and 90 deg; write e.g. [0 deg, 90 deg]"
        raise PydanticCustomError("no_elevation", "{why}", {"why": why})
    return elevation


class Face(Record):
    """One antenna face: an azimuth sector, clockwise from first to second, and elevation limits."""

    azimuth: tuple[Angle, Angle] = Field(examples=[("0 deg", "360 deg")])
    elevation: tuple[Angle, Angle] = Field(examples=[("0 deg", "90 deg")])

    @field_validator("azimuth")
    @classmethod
    def _has_width(cls, azimuth: tuple[Estimate, Estimate]) -> tuple[Estimate, Estimate]:
        if azimuth[0].best == azimuth[1].best:
            why = "the azimuth sector has no width; write two azimuths, clockwise; a whole circle "
            raise PydanticCustomError("empty_face", "{why}", {"why": why + "is [0 deg, 360 deg]"})
        return azimuth

    @field_validator("elevation")
    @classmethod
    def _has_height(cls, elevation: tuple[Estimate, Estimate]) -> tuple[Estimate, Estimate]:
        return lowest_first(elevation)


class FaceSector(NamedTuple):
    """One face in every draw, (draw,) each [rad]."""

    start: Floats
    """Azimuth from which the sector goes clockwise."""
    width: Floats
    whole: NDArray[np.bool_]
    """Whether it is the whole circle; the width is then 0."""
    lowest: Floats
    highest: Floats

    @property
    def around(self) -> Floats:
        """How much of the circle it is, 0 where its elevation limits leave nothing [rad]."""
        width = np.where(self.whole, 2.0 * np.pi, self.width)
        return np.where(self.highest > self.lowest, width, 0.0)


def sector(face: Face, draws: Draws) -> FaceSector:
    """A declared face in every draw."""
    start, end = draws(face.azimuth[0]), draws(face.azimuth[1])
    width = np.mod(end - start, 2.0 * np.pi)
    whole = np.isclose(np.mod(width, 2.0 * np.pi), 0.0) & ~np.isclose(end, start)
    return FaceSector(start, width, whole, draws(face.elevation[0]), draws(face.elevation[1]))


def fenced(sector: FaceSector, lowest: Floats, highest: Floats) -> FaceSector:
    """What the face has of a fence between two elevations [rad]."""
    low, high = np.maximum(sector.lowest, lowest), np.minimum(sector.highest, highest)
    return sector._replace(lowest=low, highest=high)


class FaceLimits(NamedTuple):
    """Faces as cones and half-planes in the antenna's local frame, each (face, draw)."""

    bore_east: Numbers
    bore_north: Numbers
    """Unit vector of the sector's middle."""
    edge: Numbers
    """Cosine of half the sector; -2 when it is the whole circle."""
    low_cos: Numbers
    low_sin: Numbers
    low_offset: Numbers
    """Straight part of the lowest ray: see `earth.refraction.Ray` [m]."""
    high_cos: Numbers
    high_sin: Numbers
    high_offset: Numbers


def edges(sector: FaceSector, layer: Air, antenna: Floats) -> FaceLimits:
    """One face's numbers, each (draw,)."""
    middle, width, whole = sector.start + 0.5 * sector.width, sector.width, sector.whole
    lowest = np.maximum(sector.lowest, horizon_elevation(layer, antenna))
    highest = sector.highest
    low, high = ray(lowest, layer, antenna), ray(highest, layer, antenna)
    overhead = highest >= np.pi / 2 - 1e-9
    return FaceLimits(
        bore_east=np.sin(middle),
        bore_north=np.cos(middle),
        edge=np.where(whole, -2.0, np.cos(0.5 * width)),
        low_cos=np.cos(low.inclination),
        low_sin=np.sin(low.inclination),
        low_offset=low.offset,
        # A limit at the zenith is none: never closer than a million kilometres.
        high_cos=np.where(overhead, 0.0, np.cos(high.inclination)),
        high_sin=np.where(overhead, 0.0, np.sin(high.inclination)),
        high_offset=np.where(overhead, 1e9, high.offset),
    )


def of_face(
    f: FaceLimits, i: int, seen: tuple[Numbers, Numbers, Numbers, Numbers, Numbers]
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Distances inside a face's sector, lowest and highest ray, and the greatest range [m].

    `seen` is where the target is in the antenna's frame: east, north, up, the level distance, and
    how far it is inside the greatest range [m].
    """
    east, north, up, level, near = seen
    # Half the difference, since this one changes up to twice as fast as the target moves.
    sector = 0.5 * (f.bore_east[i] * east + f.bore_north[i] * north - f.edge[i] * level)
    above = f.low_cos[i] * up - f.low_sin[i] * level - f.low_offset[i]
    below = f.high_offset[i] + f.high_sin[i] * level - f.high_cos[i] * up
    return sector, above, below, near
