"""Declared numbers and entries: estimates with bounds and sources, and the draws made from them."""

from noroshi.declared.draws import (
    Draws,
)
from noroshi.declared.estimate import (
    GRADES,
    Estimate,
    Grade,
    Scale,
)
from noroshi.declared.kinds import (
    Altitude,
    Angle,
    Area,
    ArealDensity,
    Bearing,
    Distance,
    Duration,
    Easting,
    Frequency,
    Height,
    InverseLength,
    Latitude,
    Length,
    Longitude,
    Northing,
    Power,
    Probability,
    Ratio,
    SolidAngle,
    Speed,
    Temperature,
)
from noroshi.declared.quantity import (
    SPREAD_FIELDS,
    Exact,
    Quantity,
)
from noroshi.declared.record import (
    Declared,
    Record,
    Sources,
)

__all__ = [
    "GRADES",
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
    "Frequency",
    "Grade",
    "Height",
    "InverseLength",
    "Latitude",
    "Length",
    "Longitude",
    "Northing",
    "Power",
    "Probability",
    "Quantity",
    "Ratio",
    "Record",
    "Scale",
    "SolidAngle",
    "Sources",
    "Speed",
    "Temperature",
]
