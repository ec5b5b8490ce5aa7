"""How a radar finds what nobody tells it of: the fence it searches."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, field_validator

from noroshi.sensing.base import Period
from noroshi.sensing.equation import from_search
from noroshi.sensing.faces import FaceSector, fenced, lowest_first
from noroshi.world import (
    Angle,
    Area,
    Draws,
    Duration,
    Estimate,
    Power,
    Ratio,
    Record,
    Temperature,
)

Floats = NDArray[np.float64]


class Search(Record):
    """How a radar finds what nobody tells it of: a fence, gone through once a frame.

    What passes the fence is looked at once a frame, with the signal that the search radar equation
    leaves for it; a hit, or a satellite's report, turns the radar to looks of its track interval.
    """

    elevation: tuple[Angle, Angle] = Field(
        examples=[("0 deg", "10 deg")],
        description="lowest and highest of the fence; its azimuths, and what limits it, are the "
        "faces'",
    )
    frame: Period = Field(
        description="time in which the whole fence is looked at once", examples=["2 s"]
    )
    power: Power = Field(
        description="average, as much of it as goes into the search", examples=["60 kW"]
    )
    aperture: Area = Field(description="effective, of the receiving antenna", examples=["7.4 m^2"])
    noise_temperature: Temperature = Field(description="of the whole receiver", examples=["500 K"])
    loss: Ratio = Field(description="of all kinds together", examples=["6 dB"])
    cue_delay: Duration = Field(
        description="from a satellite's report, as it reaches the owner, to the first look it "
        "directs",
        examples=["10 s"],
    )

    @field_validator("elevation")
    @classmethod
    def _has_height(cls, elevation: tuple[Estimate, Estimate]) -> tuple[Estimate, Estimate]:
        return lowest_first(elevation)

    def fence(
        self, faces: Sequence[FaceSector], draws: Draws
    ) -> tuple[list[FaceSector], Floats, Floats]:
        """What the faces have of the fence, the constant of the range equation for it [m²], and
        the time of a frame [s], (draw,) each.

        A frame takes its time and power for the whole of the fence, in every face that has any of
        it: what else limits a face makes no look in the rest stronger.
        """
        low, high = (draws(limit) for limit in self.elevation)
        fence = [fenced(face, low, high) for face in faces]
        around, frame = np.sum([face.around for face in fence], axis=0), draws(self.frame)
        # Where the faces have nothing of the fence nothing is seen, whatever the strength.
        solid_angle = np.where(around > 0.0, around, 2.0 * np.pi) * (np.sin(high) - np.sin(low))
        strength = from_search(
            draws(self.power),
            draws(self.aperture),
            frame,
            solid_angle,
            draws(self.noise_temperature),
            draws(self.loss),
        )
        return fence, strength, frame
