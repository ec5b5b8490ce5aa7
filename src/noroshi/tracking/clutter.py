"""False alarms of a radar at its declared rate, over all the cells that it searches.

A look at the whole sector tests every resolution cell: one range resolution deep and one beamwidth
wide either way. Each gives a false alarm with the declared probability, independently of all others
and of earlier looks. So their number is Poisson's, and they lie evenly in range and in solid angle.
Left out: clutter proper (sea, rain, debris), which comes back at the same place, and beams that
widen off the antenna's axis.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.declared import Draws
from noroshi.sensing.accuracy import deviations
from noroshi.sensing.faces import Face
from noroshi.sensing.radar import Radar, RadarMeasurementModel

Floats = NDArray[np.float64]


class Sector(NamedTuple):
    """What one face searches: a box in range, azimuth and sine of the elevation."""

    low: Floats
    """Least range [m], azimuth [rad] and sine of the elevation, (3,)."""
    high: Floats
    """Greatest, (3,); an azimuth may pass 2π."""


class Clutter(NamedTuple):
    """False alarms of one radar."""

    sectors: tuple[Sector, ...]
    rate: float
    """Per metre of range and steradian, in one look."""
    sigma_range: float
    """One standard deviation of a false alarm's range, as weak as the threshold allows [m]."""
    sigma_angle: float
    """The same across the line of sight [rad]."""

    @property
    def expected(self) -> float:
        """Mean number of false alarms in one look at everything."""
        return self.rate * sum(float(np.prod(s.high - s.low)) for s in self.sectors)


def clutter(
    radar: Radar, measurement_model: RadarMeasurementModel, draws: Draws, *, reach: float
) -> Clutter:
    """The false alarms of a radar that declares its accuracy, in the first draw.

    Args:
        radar: its faces and false-alarm probability.
        measurement_model: see `Radar.measurement_model`.
        draws: gives each estimate's values.
        reach: range up to which it searches [m], where it declares none.
    """
    if radar.accuracy is None:
        raise ValueError(f"'{radar.id}' declares no accuracy, and so no size of its cells")
    precision, threshold = measurement_model.precision, measurement_model.threshold
    depth, width = float(precision.range_resolution[0]), float(precision.beamwidth[0])
    limit = reach if radar.max_range is None else float(draws(radar.max_range)[0])
    distance, angle = deviations(precision, threshold)
    return Clutter(
        sectors=tuple(_sector(face, draws, limit) for face in radar.faces),
        rate=float(draws(radar.false_alarm_probability)[0]) / (depth * width**2),
        sigma_range=float(distance[0]),
        sigma_angle=float(angle[0]),
    )


def _sector(face: Face, draws: Draws, limit: float) -> Sector:
    start, end = (float(draws(a)[0]) for a in face.azimuth)
    width = (end - start) % (2.0 * np.pi) or 2.0 * np.pi
    lowest, highest = (float(np.sin(draws(e)[0])) for e in face.elevation)
    return Sector(np.array([0.0, start, lowest]), np.array([limit, start + width, highest]))


def false_alarms(clutter: Clutter, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """One look's false alarms: range, azimuth and elevation (plot, 3) [m, rad], and their sigma."""
    drawn = [_in_sector(clutter.rate, sector, rng) for sector in clutter.sectors]
    plots = np.concatenate(drawn) if drawn else np.zeros((0, 3))
    plots[:, 2] = np.arcsin(plots[:, 2])
    across = np.full(len(plots), clutter.sigma_angle)
    along = np.full(len(plots), clutter.sigma_range)
    return plots, np.stack([along, across / np.cos(plots[:, 2]), across], axis=1)


def _in_sector(rate: float, sector: Sector, rng: np.random.Generator) -> Floats:
    number = rng.poisson(rate * np.prod(sector.high - sector.low))
    return rng.uniform(sector.low, sector.high, (number, 3))


def density(clutter: Clutter, plots: Floats) -> Floats:
    """False alarms per metre and square radian where plots (plot, 3) are, (plot,).

    Even in solid angle: the higher one looks, the smaller a step in azimuth, by cos(elevation).
    """
    return np.asarray(clutter.rate * np.cos(plots[:, 2]))
