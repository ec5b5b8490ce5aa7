"""`impact.geojson`: the ellipses about one flight's impact, by posture and time (RFC 7946)."""

import numpy as np
import shapely

from noroshi.output.geojson import collection, feature, wound
from noroshi.output.sectors import cut
from noroshi.questions.localisation.history import PROBABILITY, Shape, Shrinking

_DIGITS = 5
"""Of a degree: a metre."""


def impact_geojson(found: Shrinking | None) -> str:
    """One polygon for each posture and time at which there is a track; none where nobody tracks."""
    if found is None:
        return collection([])
    example = found.followed.example
    flight = example.comparison.after.flights.ids[example.flight]
    features = []
    for instant in found.instants:
        for posture, shape in (("before", instant.before), ("after", instant.after)):
            if shape is not None and shape.drawn:
                features.append(
                    feature(
                        wound(_polygon(shape)),
                        f"{flight}/{posture}/{instant.time:g}",
                        flight=flight,
                        posture=posture,
                        time_s=instant.time,
                        probability=PROBABILITY,
                        radius_m=round(shape.radius, 1),
                    )
                )
    return collection(features)


def _polygon(shape: Shape) -> shapely.Geometry:
    """Cut where it crosses the antimeridian."""
    edge = np.column_stack([shape.lon_deg, shape.lat_deg])
    return shapely.set_precision(cut(edge), 10.0**-_DIGITS)
