"""What every kind of payload has in common: what it sees of the Earth from where it is carried."""

from abc import abstractmethod
from typing import Annotated, Any, ClassVar, NamedTuple

import numpy as np
from pydantic import Field

from noroshi.world import Declared, Draws, Estimate, Probability, Ref

NeededPlatform = Annotated[str, Ref("platforms", needed=True)]


class Geometry(NamedTuple):
    """Payload and one point of the surface at one instant; numbers, or elementwise arrays.

    Of each angle a sine or cosine: what limits are smooth in, and what products of vectors give.
    """

    slant_range: Any
    """[m]."""
    cos_off_nadir: Any
    """Of the angle at the platform between straight down and the point."""
    sin_elevation: Any
    """Of the platform above the point's horizon: the grazing angle; negative below it."""
    cos_squint: Any
    """Of the point's bearing from the platform's own heading: 1 ahead, 0 abeam, -1 behind."""
    sin_sun: Any
    """Of the sun's elevation above the point's horizon."""
    height: Any
    """Of the platform above the ellipsoid [m]."""

    @property
    def off_nadir(self) -> Any:
        """[rad]."""
        return np.arccos(np.clip(self.cos_off_nadir, -1.0, 1.0))

    @property
    def elevation(self) -> Any:
        """[rad]."""
        return np.arcsin(np.clip(self.sin_elevation, -1.0, 1.0))

    @property
    def squint(self) -> Any:
        """[rad]."""
        return np.arccos(np.clip(self.cos_squint, -1.0, 1.0))

    @property
    def sun(self) -> Any:
        """[rad]."""
        return np.arcsin(np.clip(self.sin_sun, -1.0, 1.0))


def from_angles(
    slant_range: Any, off_nadir: Any, elevation: Any, squint: Any, sun: Any, height: Any
) -> Geometry:
    """The geometry of angles [rad], each as `Geometry` has it, a range and a height [m]."""
    return Geometry(
        slant_range, np.cos(off_nadir), np.sin(elevation), np.cos(squint), np.sin(sun), height
    )


class Vessel(NamedTuple):
    """What is looked for on the surface; numbers, or elementwise arrays."""

    length: Any
    """[m]."""
    speed: Any
    """Over ground [m/s]."""
    cross_section: Any
    """Radar cross-section [m²]."""


class View(NamedTuple):
    """What one look gives; numbers, or elementwise arrays."""

    margin: Any
    """How far inside its limits, in view from zero on, smooth along a pass [rad or the like]."""
    resolution: Any
    """Ground sample distance or cell size across [m]."""


class Payload(Declared):
    """A sensor that a platform carries over the Earth, and what it sees there.

    `view` and `detection` are plain Python on numbers, with `np` functions of numbers: NumPy runs
    them on whole arrays, and Numba compiles them (`access.kinds`).

    Laws, which the contract test checks for every kind:
      - nothing is NaN; `resolution` is positive; a detection probability lies in [0, 1].
      - a larger or nearer vessel is never less likely to be detected by a look in view.
      - a limit that is widened never takes away a look.
      - a scalar and a whole batch give the same numbers.
    """

    needs_clear_sky: ClassVar[bool]
    """Whether cloud hides the point."""

    kind: str
    name: str = Field(default="", description="as sentences say it")
    on: NeededPlatform = Field(description="platform that carries it")
    availability: Probability = Field(
        default=Estimate.exactly(1.0), description="share of the time it works"
    )

    @abstractmethod
    def parameters(self, draws: Draws) -> Any:
        """A flat NamedTuple of what the looks need, in every draw, each (draw,)."""

    @staticmethod
    @abstractmethod
    def view(parameters: Any, geometry: Geometry) -> View:
        """Whether a point is in view, and how well."""

    @staticmethod
    @abstractmethod
    def detection(parameters: Any, geometry: Geometry, vessel: Vessel) -> Any:
        """Probability that one look in view detects a vessel, apart from cloud; elementwise."""

    @abstractmethod
    def interval(self) -> Estimate | None:
        """Time from one look at a point to the next [s]; None = a pass is one look."""

    @abstractmethod
    def sweep_width(self, draws: Draws) -> Any:
        """Width of the strip searched while the platform flies on [m], (draw,); 0 = none."""

    @abstractmethod
    def search_rate(self, draws: Draws, speed: Any) -> Any:
        """Area searched in a second at a speed over ground [m²/s], (draw,)."""
