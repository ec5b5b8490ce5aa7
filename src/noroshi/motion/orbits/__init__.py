"""Kinds of orbit that a satellite may be declared to be in: one file each."""

from typing import Annotated

from pydantic import Field

from noroshi.motion.orbits.base import Orbit
from noroshi.motion.orbits.elements import Elements
from noroshi.motion.orbits.omm import MeanElements
from noroshi.motion.orbits.sun_synchronous import SunSynchronous
from noroshi.motion.orbits.two_line import TwoLine

BUILTIN: tuple[type[Orbit], ...] = (SunSynchronous, Elements, TwoLine, MeanElements)
"""Every kind a satellite's `orbit` may name. A new kind is one file and one entry here."""
OrbitKind = Annotated[
    SunSynchronous | Elements | TwoLine | MeanElements, Field(discriminator="kind")
]

__all__ = [
    "BUILTIN",
    "Elements",
    "MeanElements",
    "Orbit",
    "OrbitKind",
    "SunSynchronous",
    "TwoLine",
]
