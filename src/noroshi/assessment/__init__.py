"""The one pipe: scenario → flights → detections → warnings."""

from noroshi.assessment.pipe import assess, assess_all
from noroshi.assessment.records import Assessment, DetectionTable, FlightTable, NominalTrack

__all__ = [
    "Assessment",
    "DetectionTable",
    "FlightTable",
    "NominalTrack",
    "assess",
    "assess_all",
]
