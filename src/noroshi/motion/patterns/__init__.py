"""Kinds of patrol that a station may be declared to be: one file each."""

from typing import Annotated

from pydantic import Field

from noroshi.motion.patterns.base import Pattern
from noroshi.motion.patterns.circle import Circle
from noroshi.motion.patterns.racetrack import Racetrack
from noroshi.motion.patterns.route import Route

BUILTIN: tuple[type[Pattern], ...] = (Racetrack, Circle, Route)
"""Every kind a station's `pattern` may name. A new kind is one file and one entry here."""
PatternKind = Annotated[Racetrack | Circle | Route, Field(discriminator="kind")]

__all__ = ["BUILTIN", "Circle", "Pattern", "PatternKind", "Racetrack", "Route"]
