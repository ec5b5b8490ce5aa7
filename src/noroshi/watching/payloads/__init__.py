"""Kinds of payload that a platform may carry: one file each."""

from noroshi.watching.payloads.base import Geometry, Payload, Vessel, View
from noroshi.watching.payloads.electro_optical import ElectroOptical
from noroshi.watching.payloads.maritime_radar import MaritimeRadar
from noroshi.watching.payloads.optical_imager import OpticalImager
from noroshi.watching.payloads.radar_imager import RadarImager
from noroshi.watching.payloads.surveillance_radar import SurveillanceRadar

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
]
