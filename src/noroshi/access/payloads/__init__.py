"""Kinds of payload that a platform may carry: one file each."""

from noroshi.access.payloads.base import Geometry, Payload, Vessel, View, from_angles
from noroshi.access.payloads.electro_optical import ElectroOptical
from noroshi.access.payloads.maritime_radar import MaritimeRadar
from noroshi.access.payloads.optical_imager import OpticalImager
from noroshi.access.payloads.radar_imager import RadarImager
from noroshi.access.payloads.surveillance_radar import SurveillanceRadar

__all__ = [
    "ElectroOptical",
    "Geometry",
    "MaritimeRadar",
    "OpticalImager",
    "Payload",
    "RadarImager",
    "SurveillanceRadar",
    "Vessel",
    "View",
    "from_angles",
]
