"""What each sensor sees of each flight: first detection, confirmation, custody.

The whole stage is two calls::

    array = sensor_array(stations, draws, gradient)
        # stations: sequence of (Sensor, Site) in the order in which results are wanted;
        #   Site from `earth.sight.site(lat, lon, height)` or `geostationary(lon)` [rad, m]
        # draws: `Draws`; gradient: of the refractive index [1/m], (draw,) or a scalar
        # -> SensorArray: every drawn parameter of every sensor

    detections = look(track, array, u, draw=..., powered_cross_section=..., cross_section=...)
        # track: `Track`-like: time (time,) evenly spaced from 0 [s], position_ecef (time, 3, batch)
        #   [m], flight_time (batch,), burn_time (batch,) [s]
        # u: uniform numbers in [0, 1), one a sensor and flight, (sensor, batch)
        # draw: which draw each column of the batch belongs to, (batch,) integers
        # powered_cross_section, cross_section: (batch,) [m²]
        # -> Detections of NumPy arrays (sensor, batch)

`look` is in `noroshi.sensing.stage`: what only declares sensors need not load what compiles its
loops. A batch may have any size, and threads share it.
"""

from noroshi.sensing.base import Channel, Detections, Look, Sensor, Target
from noroshi.sensing.infrared import Infrared
from noroshi.sensing.kinds import KINDS, register
from noroshi.sensing.radar import Radar
from noroshi.sensing.sensor_array import SensorArray, sensor_array

__all__ = [
    "KINDS",
    "Channel",
    "Detections",
    "Infrared",
    "Look",
    "Radar",
    "Sensor",
    "SensorArray",
    "Target",
    "register",
    "sensor_array",
]
