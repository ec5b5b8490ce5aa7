"""The kinds of quantities that a record may declare, as annotated types for pydantic."""

from typing import Annotated

import numpy as np

from noroshi.currencies import CURRENCIES
from noroshi.world.estimate import Estimate
from noroshi.world.quantity import Exact, Quantity

Length = Annotated[Estimate, Quantity("length", minimum=0.0)]
Extent = Annotated[Estimate, Quantity("length", minimum=0.0, maximum=10e6)]
"""Of what is pictured at once: no picture holds more than a quarter of the way round the Earth."""
Fineness = Annotated[Estimate, Quantity("length", minimum=0.0, maximum=100e3, example="0.5 m")]
"""Of what can be told apart: a coarser look tells nothing."""
Duration = Annotated[Estimate, Quantity("time", minimum=0.0)]
Angle = Annotated[Estimate, Quantity("angle", minimum=-2 * np.pi, maximum=2 * np.pi)]
Power = Annotated[Estimate, Quantity("power", positive=True)]
Area = Annotated[Estimate, Quantity("area", positive=True, scale="log")]
Speed = Annotated[Estimate, Quantity("speed", minimum=0.0)]
Temperature = Annotated[Estimate, Quantity("temperature", positive=True)]
ArealDensity = Annotated[Estimate, Quantity("areal_density", positive=True)]
InverseLength = Annotated[Estimate, Quantity("inverse_length")]
SolidAngle = Annotated[Estimate, Quantity("solid_angle", positive=True, maximum=4 * np.pi)]
Ratio = Annotated[Estimate, Quantity("ratio", positive=True)]
Probability = Annotated[Estimate, Quantity("probability", minimum=0.0, maximum=1.0)]
Money = Annotated[Estimate, Quantity("USD", minimum=0.0, others=CURRENCIES[1:], rounded=True)]
"""An amount in a currency, which the estimate's kind names; known to the digits it is printed in.

"3.1 billion USD" is any amount between 3.05 and 3.15 billion dollars.
"""
Northing = Annotated[
    Estimate, Quantity("angle", minimum=-np.pi / 2, maximum=np.pi / 2, example="40.9 deg")
]
Easting = Annotated[
    Estimate, Quantity("angle", minimum=-np.pi, maximum=2 * np.pi, example="140.3 deg")
]
"""Latitude and longitude of a place that may be known roughly: a ship's station, a satellite's."""

GroundMotion = Annotated[Estimate, Quantity("ground_motion", positive=True, scale="log")]
"""Amplitude of ground that shakes, drawn by its logarithm."""
Energy = Annotated[Estimate, Quantity("energy", positive=True, scale="log")]
"""Of an explosion, most often in tons of TNT."""

Latitude = Annotated[
    float, Exact("angle", minimum=-np.pi / 2, maximum=np.pi / 2, example="40.9 deg")
]
Longitude = Annotated[float, Exact("angle", minimum=-np.pi, maximum=2 * np.pi, example="140.3 deg")]
Altitude = Annotated[float, Exact("length", minimum=-12e3, maximum=100e6)]
Distance = Annotated[float, Exact("length", minimum=0.0, maximum=100e6)]
"""Of known places and agreed limits: exact numbers in SI, not estimates."""
Bearing = Annotated[float, Exact("angle", minimum=0.0, maximum=2 * np.pi, example="270 deg")]
"""Clockwise from north, exact."""
