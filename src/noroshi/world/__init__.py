"""Declared numbers and entries: estimates with bounds and sources, and the draws made from them."""

from noroshi.world.draws import (
    Draws,
)
from noroshi.world.estimate import (
    GRADES,
    Estimate,
    Grade,
    Scale,
)
from noroshi.world.header import (
    Header,
)
from noroshi.world.kinds import (
    Altitude,
    Angle,
    Area,
    ArealDensity,
    Bearing,
    Distance,
    Duration,
    Easting,
    InverseLength,
    Latitude,
    Length,
    Longitude,
    Money,
    Northing,
    Power,
    Probability,
    Ratio,
    SolidAngle,
    Speed,
    Temperature,
)
from noroshi.world.naming import (
    estimates_of,
    named,
)
from noroshi.world.quantity import (
    SPREAD_FIELDS,
    Exact,
    Quantity,
)
from noroshi.world.record import (
    Declared,
    Record,
    Ref,
    SourceId,
    Sources,
    ValuePath,
)
from noroshi.world.sections import (
    HEADER,
    SECTIONS,
    Section,
    names_in,
    needs_of,
    section,
    sections_for,
)

__all__ = [
    "GRADES",
    "HEADER",
    "SECTIONS",
    "SPREAD_FIELDS",
    "Altitude",
    "Angle",
    "Area",
    "ArealDensity",
    "Bearing",
    "Declared",
    "Distance",
    "Draws",
    "Duration",
    "Easting",
    "Estimate",
    "Exact",
    "Grade",
    "Header",
    "InverseLength",
    "Latitude",
    "Length",
    "Longitude",
    "Money",
    "Northing",
    "Power",
    "Probability",
    "Quantity",
    "Ratio",
    "Record",
    "Ref",
    "Scale",
    "Section",
    "SolidAngle",
    "SourceId",
    "Sources",
    "Speed",
    "Temperature",
    "ValuePath",
    "estimates_of",
    "named",
    "names_in",
    "needs_of",
    "section",
    "sections_for",
]
