"""The one pipe: scenario → flights → detections → warnings."""

from noroshi.questions.warning.pipe.records import (
    Assessment,
    DetectionTable,
    FlightTable,
    NominalTrack,
)
from noroshi.questions.warning.pipe.stages import assess, assess_all

__all__ = [
    "Assessment",
    "DetectionTable",
    "FlightTable",
    "NominalTrack",
    "assess",
    "assess_all",
]
