"""A radar that looks for ships: horizon, size of the ship, and the sea's own echo."""

from typing import Any, ClassVar, Final, Literal, NamedTuple

import numpy as np
from pydantic import Field

from noroshi.access.payloads.base import Geometry, Payload, Vessel, View
from noroshi.access.payloads.limits import ground_range, least, like
from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.sensing.detection import snr_for
from noroshi.sensing.equation import from_reference
from noroshi.world import Angle, Area, Draws, Duration, Estimate, Fineness, Length, Ratio, section
from noroshi.world.estimate import Floats

FALSE_ALARM: Final = 1e-6
"""Of one look; with a Swerling 1 ship it puts the even chance at a ratio of 12.8 dB."""
RADIUS: Final = 4.0 / 3.0 * EARTH_MEAN_RADIUS
"""Of the Earth over which a ray is straight in a standard air (Skolnik, 3rd ed., ch. 8) [m]."""


class MaritimeParameters(NamedTuple):
    """What one look needs, (draw,) each."""

    strength: Floats
    """Signal-to-noise ratio of 1 m² at 1 m, clutter taken off."""
    antenna_height: Floats
    seen_height: Floats
    lowest_grazing: Floats
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
    range: Length = Field(description="at which the reference ship is seen half of the looks")
    cross_section: Area = Field(description="of the reference ship")
    clutter_margin: Ratio = Field(description="signal lost to a rough sea")
    antenna_height: Length = Field(description="above the platform's own height")
    lowest_grazing: Angle = Field(description="zero: down to the horizon")
    scan: Duration = Field(description="from one look at a ship to the next")
    resolution: Fineness
    seen_height: Length = Field(
        default=Estimate.exactly(0.0), description="of what is seen of a ship, above the water"
    )

    def parameters(self, draws: Draws) -> MaritimeParameters:
        """The limits and the strength, in every draw."""
        even = snr_for(0.5, FALSE_ALARM)
        strength = from_reference(draws(self.range), draws(self.cross_section), even)
        return MaritimeParameters(
            strength=strength / draws(self.clutter_margin),
            antenna_height=draws(self.antenna_height),
            seen_height=draws(self.seen_height),
            lowest_grazing=draws(self.lowest_grazing),
            resolution=draws(self.resolution),
        )

    @staticmethod
    def view(parameters: MaritimeParameters, geometry: Geometry) -> View:
        """In view before the radar's horizon, and above the grazing limit where there is one."""
        p = parameters
        xp = geometry.slant_range.__array_namespace__()
        height = xp.maximum(geometry.height, 0.0) + p.antenna_height
        angle = ground_range(geometry.slant_range, geometry.height) / RADIUS
        horizon = _dip(height) + _dip(p.seen_height)
        rise = xp.sin(_grazing(height, angle)) - xp.sin(p.lowest_grazing)
        # A limit of zero is the horizon itself, which the seen height moves out.
        limited = xp.where(p.lowest_grazing > 0.0, rise, np.inf)
        margin = least(horizon - angle, limited)
        return View(margin, like(p.resolution, margin))

    @staticmethod
    def detection(parameters: MaritimeParameters, geometry: Geometry, vessel: Vessel) -> Any:
        """Exact for one look at a Swerling 1 target (DiFranco & Rubin, Radar Detection)."""
        xp = geometry.slant_range.__array_namespace__()
        distance = xp.maximum(geometry.slant_range, 1.0)
        snr = parameters.strength * vessel.cross_section / distance**4
        return xp.exp(np.log(FALSE_ALARM) / (1.0 + snr))

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
    xp = height.__array_namespace__()
    return 2.0 * xp.arcsin(xp.sqrt(0.5 * height / (RADIUS + height)))


def _grazing(height: Any, angle: Any) -> Any:
    """Elevation of a height [m] over the water at a central angle [rad]; negative beyond it."""
    xp = height.__array_namespace__()
    up = height * xp.cos(angle) - 2.0 * RADIUS * xp.sin(0.5 * angle) ** 2
    return xp.arctan2(up, (RADIUS + height) * xp.sin(angle))
