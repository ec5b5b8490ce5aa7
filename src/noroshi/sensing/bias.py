"""What is wrong with every look of a radar alike: no number of looks averages it out."""

from typing import Annotated, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from noroshi.earth.ray_trace import refraction_error
from noroshi.earth.refraction import surface_refractivity
from noroshi.earth.sight import Site
from noroshi.sensing.accuracy import Precision, variances
from noroshi.shaped import Float
from noroshi.world import Estimate, Quantity, Record

Floats = NDArray[np.float64]
CAUSES: Final = ("across", "upwards", "range", "refraction")
"""Of what stays the same from look to look, each by itself."""
_ONE: Final = 1.0
"""Step of the surface refractivity by which the slope of its error is found [N units]."""

Misalignment = Annotated[Estimate, Quantity("angle", minimum=0.0, maximum=0.1, example="0.1 mrad")]
ZeroSet = Annotated[Estimate, Quantity("length", minimum=0.0, example="6 m")]
Moisture = Annotated[Estimate, Quantity("ratio", minimum=0.0, maximum=100.0, example="10")]
_NONE: Final = Estimate.exactly(0.0)


class Bias(Record):
    """What all measurements of a radar have in common and nobody knows, one standard deviation.

    Each is drawn once for a radar and stays: how it is levelled and turned, where its range begins,
    and how much the air of the day differs from that by which it corrects.
    """

    angle: Misalignment = Field(
        default=_NONE, description="across the line of sight, sideways and upwards alike"
    )
    range: ZeroSet = Field(default=_NONE, description="of where the range begins")
    refractivity: Moisture = Field(
        default=_NONE,
        description="of the air at the surface, as far as the radar's correction leaves it open, "
        "in N units (parts in a million of the refractive index)",
    )


class BiasSize(NamedTuple):
    """One standard deviation of each of `CAUSES`."""

    across: float
    """[rad]."""
    upwards: float
    """[rad]."""
    range: float
    """[m]."""
    refraction: float
    """[N units]."""


def bias_sizes(bias: Bias | None) -> tuple[BiasSize, BiasSize, BiasSize]:
    """The declared sizes at their low, best and high values; zero where none is declared."""
    b = Bias() if bias is None else bias
    each = [(e.low, e.best, e.high) for e in (b.angle, b.angle, b.range, b.refractivity)]
    low, best, high = (BiasSize(*values) for values in zip(*each, strict=True))
    return low, best, high


def bias_in_looks(
    site: Site, precision: Precision, gradient: Floats, east_north_up: Floats, snr: Floats
) -> Float[NDArray[np.float64], "cause channel look"]:
    """What one unit of each cause adds to each channel of a look, in deviations of that channel.

    Refraction does so by the slope of the traced ray's error at the declared air: a radar that
    corrects by another air than the day's is wrong by what differs, and that to first order in the
    difference. Where the target is lower than the antenna, by nothing.

    Args:
        site: of the antenna.
        precision: of the radar at its best value, (1,) each.
        gradient: of the refractive index with height at its best value, (1,) [1/m].
        east_north_up: of the target seen from the antenna, (look, 3) [m].
        snr: of all samples of the look, not below the threshold, (look,) [1].

    Returns:
        By 1 rad, 1 rad, 1 m and 1 N unit, of range, azimuth and elevation.
    """
    distance, angle = (np.sqrt(v) for v in variances(precision, snr))
    added = np.zeros((len(CAUSES), 3, len(snr)))
    # An error across the line of sight is one of azimuth as its deviation is.
    added[0, 1], added[1, 2], added[2, 0] = 1.0 / angle, 1.0 / angle, 1.0 / distance
    error = _by_refractivity(site, float(gradient[0]), east_north_up)
    added[3, 0], added[3, 2] = error[1] / distance, error[0] / angle
    return added


def _by_refractivity(site: Site, gradient: float, east_north_up: Floats) -> tuple[Any, Any]:
    """Slopes of the error of elevation [rad] and of range [m] by the surface refractivity."""
    east, north, up = east_north_up.T
    level = np.hypot(east, north)
    radius, height = (float(np.ravel(v)[0]) for v in (site.radius, site.height))
    found = slopes_by_air(
        np.arctan2(up, level), np.hypot(level, up), gradient, max(height, 0.0), radius
    )
    elevation, distance = map(np.nan_to_num, found)
    return elevation, distance


def slopes_by_air(
    elevation: Floats, distance: Floats, gradient: float, antenna: float, radius: float
) -> tuple[Floats, Floats]:
    """What one N unit of the surface refractivity adds to an elevation [rad] and a range [m].

    Args:
        elevation: under which the targets are seen [rad].
        distance: of the targets, of a shape that fits that of the elevations [m].
        gradient: of the refractive index with height [1/m].
        antenna: its height [m].
        radius: of the Earth's curvature [m].
    """
    surface = float(surface_refractivity(gradient))
    if surface <= _LEAST_AIR:
        nothing = np.zeros(np.broadcast_shapes(np.shape(elevation), np.shape(distance)))
        return nothing, nothing
    less, more = (
        refraction_error(elevation, distance, surface=surface + s, radius=radius, antenna=antenna)
        for s in (-0.5 * _ONE, 0.5 * _ONE)
    )
    by_elevation, by_range = ((b - a) / _ONE for a, b in zip(less, more, strict=True))
    return by_elevation, by_range


_LEAST_AIR: Final = 20.0
"""Air that bends less is no air of this Earth; the exponential law does not reach it [N units]."""
