"""A radar that looks for ships: horizon, size of the ship, and the sea's own echo."""

from typing import Any, ClassVar, Final, Literal, NamedTuple

import numpy as np
from pydantic import Field

from noroshi.access.payloads.base import Geometry, Payload, Vessel, View
from noroshi.access.payloads.limits import complement, ground_range, least, like
from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.sensing.equation import from_reference
from noroshi.world import Angle, Area, Draws, Duration, Estimate, Fineness, Length, Ratio, section
from noroshi.world.estimate import Floats

FALSE_ALARM: Final = 1e-6
"""Of one look; with a Swerling 1 ship it puts the even chance at a ratio of 12.8 dB."""
LOG_FALSE_ALARM: Final = float(np.log(FALSE_ALARM))
RADIUS: Final = 4.0 / 3.0 * EARTH_MEAN_RADIUS
"""Of the Earth over which a ray is straight in a standard air (Skolnik, 3rd ed., ch. 8) [m]."""
_NOWHERE: Final = 1e-9
"""A range below which there is no direction [m]."""


class MaritimeParameters(NamedTuple):
    """What one look needs, (draw,) each."""

    strength: Floats
    """Signal-to-noise ratio of 1 m² at 1 m, clutter taken off."""
    antenna_height: Floats
    seen_dip: Floats
    """Central angle from what is seen of a ship to its own horizon [rad]."""
    sin_lowest_grazing: Floats
    resolution: Floats


@section("payloads", topic="watch")
class MaritimeRadar(Payload):
    """A surface-search radar: range against a ship of known size, less a margin for sea clutter.

    The echo falls with the fourth power of range and grows with the cross-section; a look detects
    a ship that fades from look to look (Swerling 1) with the law exp(ln(pfa) / (1 + s)). Rays bend
    as over an Earth 4/3 as large; ducts, which carry them farther, and the interference of the
    sea's reflection are left out. A ship is seen down to its waterline unless `seen_height` says
    how high it stands.
    """

    needs_clear_sky: ClassVar[bool] = False

    kind: Literal["maritime-radar"]
    range: Length = Field(
        description="at which the reference ship is seen half of the looks", examples=["200 km"]
    )
    cross_section: Area = Field(description="of the reference ship", examples=["1000 m^2"])
    clutter_margin: Ratio = Field(description="signal lost to a rough sea", examples=["4 dB"])
    antenna_height: Length = Field(description="above the platform's own height", examples=["22 m"])
    lowest_grazing: Angle = Field(description="zero: down to the horizon", examples=["0 deg"])
    scan: Duration = Field(description="from one look at a ship to the next", examples=["30 s"])
    resolution: Fineness = Field(examples=["15 m"])
    seen_height: Length = Field(
        default=Estimate.exactly(0.0), description="of what is seen of a ship, above the water"
    )

    def parameters(self, draws: Draws) -> MaritimeParameters:
        """The limits and the strength, in every draw."""
        even = LOG_FALSE_ALARM / np.log(0.5) - 1.0
        strength = from_reference(draws(self.range), draws(self.cross_section), even)
        return MaritimeParameters(
            strength=strength / draws(self.clutter_margin),
            antenna_height=draws(self.antenna_height),
            seen_dip=_dip(draws(self.seen_height)),
            sin_lowest_grazing=np.sin(draws(self.lowest_grazing)),
            resolution=draws(self.resolution),
        )

    @staticmethod
    def view(parameters: MaritimeParameters, geometry: Geometry) -> View:
        """In view before the radar's horizon, and above the grazing limit where there is one."""
        p = parameters
        height = np.maximum(geometry.height, 0.0) + p.antenna_height
        angle = ground_range(geometry.slant_range, geometry.height) / RADIUS
        horizon = _dip(height) + p.seen_dip
        rise = _sin_grazing(height, angle) - p.sin_lowest_grazing
        # A limit of zero is the horizon itself, which the seen height moves out.
        limited = np.where(p.sin_lowest_grazing > 0.0, rise, np.inf)
        margin = least(horizon - angle, limited)
        return View(margin, like(p.resolution, margin))

    @staticmethod
    def detection(parameters: MaritimeParameters, geometry: Geometry, vessel: Vessel) -> Any:
        """Exact for one look at a Swerling 1 target (DiFranco & Rubin, Radar Detection)."""
        distance = np.maximum(geometry.slant_range, 1.0)
        snr = parameters.strength * vessel.cross_section / distance**4
        return np.exp(LOG_FALSE_ALARM / (1.0 + snr))

    def interval(self) -> Estimate | None:
        """One scan."""
        return self.scan

    def sweep_width(self, draws: Draws) -> Floats:
        """Both sides out to where the reference ship is an even chance in this sea, at most."""
        return 2.0 * draws(self.range) / draws(self.clutter_margin) ** 0.25

    def search_rate(self, draws: Draws, speed: Any) -> Floats:
        """What it sweeps as it moves on; what it sees at once is left out."""
        return np.asarray(self.sweep_width(draws) * speed)


def _dip(height: Any) -> Any:
    """Central angle from below a height [m] to its horizon [rad]."""
    return 2.0 * np.arcsin(np.sqrt(0.5 * height / (RADIUS + height)))


def _sin_grazing(height: Any, angle: Any) -> Any:
    """Sine of the elevation of a height [m] over the water at a central angle [rad]."""
    half = np.sin(0.5 * angle)
    up = height - 2.0 * (RADIUS + height) * half * half
    out = 2.0 * (RADIUS + height) * half * complement(half)
    return up / np.maximum(np.sqrt(up * up + out * out), _NOWHERE)
