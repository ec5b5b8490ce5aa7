"""A drone's radar: strip, spot and moving-target modes over an annulus beside or around it."""

from typing import Any, ClassVar, Final, Literal, NamedTuple

import numpy as np
from pydantic import Field

from noroshi.access.payloads.base import Geometry, Payload, Vessel, View
from noroshi.access.payloads.limits import complement, ground_range, least, like
from noroshi.access.payloads.maritime_radar import FALSE_ALARM, LOG_FALSE_ALARM
from noroshi.world import (
    Angle,
    Area,
    Draws,
    Duration,
    Estimate,
    Extent,
    Fineness,
    Length,
    Probability,
    Speed,
    section,
)
from noroshi.world.estimate import Floats

SUREST: Final = 1.0 - 1e-12
"""So that a certain look has a finite signal-to-noise ratio."""


class SurveillanceParameters(NamedTuple):
    """What one look needs, (draw,) each."""

    nearest: Floats
    farthest: Floats
    sin_lowest_grazing: Floats
    abeam: Floats
    """Least sine of the bearing from ahead; below -1 where it sees all around."""
    resolution: Floats
    slowest: Floats
    """Zero where it need not move to be seen."""
    probability: Floats
    cross_section: Floats
    """Of the target that has this probability [m²]; NaN = every target has it."""


@section("payloads", topic="watch")
class SurveillanceRadar(Payload):
    """An airborne radar over the ground: range annulus, grazing limit, and one of three modes.

    `strip` images a strip on one side while the aircraft flies on, `spot` one square a dwell,
    `moving-target` scans both sides once a dwell. Hills that hide the ground are left out.
    """

    needs_clear_sky: ClassVar[bool] = False

    kind: Literal["surveillance-radar"]
    mode: Literal["strip", "spot", "moving-target"] = Field(description="what it is made to find")
    nearest: Length = Field(
        description="ground range at which it begins to see", examples=["20 km"]
    )
    farthest: Length = Field(description="beyond it nothing is seen", examples=["160 km"])
    lowest_grazing: Angle = Field(
        description="least angle between its look and the surface", examples=["5 deg"]
    )
    sector: Angle = Field(
        description="breadth in bearing, abeam on either side", examples=["90 deg"]
    )
    swath: Extent = Field(default=Estimate.exactly(0.0), description="width of the strip")
    spot: Extent = Field(default=Estimate.exactly(0.0), description="side of one spot image")
    dwell: Duration = Field(
        description="time for one spot, or from one scan to the next", examples=["30 s"]
    )
    resolution: Fineness = Field(examples=["1 m"])
    slowest: Speed = Field(
        default=Estimate.exactly(0.0), description="of a target that still shows as moving"
    )
    detection_probability: Probability = Field(
        default=Estimate.exactly(1.0), description="of one look at a target within the limits"
    )
    cross_section: Area | None = Field(
        default=None, description="of the target that has this probability; none = all have it"
    )

    def parameters(self, draws: Draws) -> SurveillanceParameters:
        """The limits, in every draw."""
        half, moving = 0.5 * draws(self.sector), self.mode == "moving-target"
        return SurveillanceParameters(
            nearest=draws(self.nearest),
            farthest=draws(self.farthest),
            sin_lowest_grazing=np.sin(np.maximum(draws(self.lowest_grazing), 0.0)),
            abeam=np.where(half >= 0.5 * np.pi, -2.0, np.cos(half)),
            resolution=draws(self.resolution),
            slowest=draws(self.slowest) if moving else np.zeros(draws.count),
            probability=draws(self.detection_probability),
            cross_section=np.full(draws.count, np.nan)
            if self.cross_section is None
            else draws(self.cross_section),
        )

    @staticmethod
    def view(parameters: SurveillanceParameters, geometry: Geometry) -> View:
        """In view within the annulus and the sector, above the grazing limit."""
        p, g = parameters, geometry
        ground = ground_range(g.slant_range, g.height)
        margin = least(
            (p.farthest - ground) / p.farthest,
            (ground - p.nearest) / p.farthest,
            g.sin_elevation - p.sin_lowest_grazing,
            complement(g.cos_squint) - p.abeam,
        )
        return View(margin, like(p.resolution, margin))

    @staticmethod
    def detection(parameters: SurveillanceParameters, geometry: Geometry, vessel: Vessel) -> Any:
        """The declared probability, over all headings of the vessel alike.

        A moving-target mode sees the speed along its line of sight, over the ground v·|cos θ|;
        with the heading unknown it exceeds the least one with probability (2/π)·arccos(least / v).
        Where a reference target is declared, a smaller one is seen less often, a larger one more.
        """
        p = parameters
        share = p.slowest / np.maximum(vessel.speed, 1e-9)
        shows = (2.0 / np.pi) * np.arccos(np.minimum(share, 1.0))
        return like(_of_size(p, vessel.cross_section) * shows, geometry.slant_range)

    def interval(self) -> Estimate | None:
        """One dwell; a strip sees a point once as the aircraft passes it."""
        return None if self.mode == "strip" else self.dwell

    def sweep_width(self, draws: Draws) -> Floats:
        """The strip on one side; both sides of the annulus for moving targets; none for spots."""
        if self.mode == "strip":
            return draws(self.swath)
        if self.mode == "spot":
            return np.zeros(draws.count)
        return 2.0 * np.maximum(draws(self.farthest) - draws(self.nearest), 0.0)

    def search_rate(self, draws: Draws, speed: Any) -> Floats:
        """A strip as fast as it moves on; spots one after the other."""
        if self.mode == "spot":
            return np.asarray(draws(self.spot) ** 2 / draws(self.dwell) + 0.0 * speed)
        return np.asarray(self.sweep_width(draws) * speed)


def _of_size(parameters: SurveillanceParameters, cross_section: Any) -> Any:
    """Probability of one look at a target of some size [m²], that of the reference being declared.

    The signal grows with the cross-section, at a given range; for a target that fades from look to
    look (Swerling 1) a look detects with pfa^(1 / (1 + s)) at the ratio s (DiFranco & Rubin, Radar
    Detection). So the declared probability gives the reference's ratio, which the sizes scale. The
    declared one stands for all ranges within the limits, and so does what is made of it; a look
    that is certain stays so.
    """
    declared = parameters.probability
    likely = np.minimum(np.maximum(declared, FALSE_ALARM), SUREST)
    snr = LOG_FALSE_ALARM / np.log(likely) - 1.0
    power = (1.0 + snr) / (1.0 + snr * cross_section / parameters.cross_section)
    # As a power, without its library: several looks are one instruction.
    scaled = np.exp(power * np.log(np.where(declared > 0.0, declared, 1.0)))
    alike = np.isnan(parameters.cross_section) | (declared <= 0.0)
    return np.where(alike, declared, scaled)
