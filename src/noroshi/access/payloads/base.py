"""What every kind of payload has in common: what it sees of the Earth from where it is carried."""

from abc import abstractmethod
from typing import Annotated, Any, ClassVar, NamedTuple

from noroshi.world import Declared, Draws, Estimate, Probability, Ref

NeededPlatform = Annotated[str, Ref("platforms", needed=True)]


class Geometry(NamedTuple):
    """Payload and one point of the surface at one instant; elementwise arrays, NumPy's or JAX's."""

    slant_range: Any
    """[m]."""
    off_nadir: Any
    """Angle at the platform between straight down and the point [rad]."""
    elevation: Any
    """Of the platform above the point's horizon: the grazing angle; negative below it [rad]."""
    squint: Any
    """Bearing of the point from the platform's own heading, 0 ahead, π/2 abeam, 0 to π [rad]."""
    sun: Any
    """Elevation of the sun above the point's horizon [rad]."""
    height: Any
    """Of the platform above the ellipsoid [m]."""


class Vessel(NamedTuple):
    """What is looked for on the surface; elementwise arrays."""

    length: Any
    """[m]."""
    speed: Any
    """Over ground [m/s]."""
    cross_section: Any
    """Radar cross-section [m²]."""


class View(NamedTuple):
    """What one look gives; elementwise arrays."""

    margin: Any
    """How far inside its limits, in view from zero on, smooth along a pass [rad or the like]."""
    resolution: Any
    """Ground sample distance or cell size across [m]."""


class Payload(Declared):
    """A sensor that a platform carries over the Earth, and what it sees there.

    Laws, which the contract test checks for every kind:
      - nothing is NaN; `resolution` is positive; a detection probability lies in [0, 1].
      - a larger or nearer vessel is never less likely to be detected by a look in view.
      - a limit that is widened never takes away a look.
      - a scalar and a whole batch give the same numbers.
    """

    needs_clear_sky: ClassVar[bool]
    """Whether cloud hides the point."""

    kind: str
    name: str = ""
    on: NeededPlatform
    availability: Probability = Estimate.exactly(1.0)

    @abstractmethod
    def parameters(self, draws: Draws) -> Any:
        """A NamedTuple of what the looks need, in every draw, each (draw,)."""

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
