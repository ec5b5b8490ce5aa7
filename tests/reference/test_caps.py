"""Areas of caps in closed form against the total of the cells inside.

On the ellipsoid the cap from a pole to a parallel has the area 2πR²(1 - sin β) exactly, with the
authalic radius R and the parallel's authalic latitude β.
Source: J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395 (1987),
eqs. 3-11, 3-12 and 3-13; the worked value of R is his for the GRS 80 ellipsoid, p. 16.
"""

from datetime import UTC, datetime

import numpy as np
import pytest

from noroshi.access.passes import passes
from noroshi.access.payloads import SurveillanceRadar
from noroshi.access.problem import points
from noroshi.access.watched import watched
from noroshi.constants import EARTH_FLATTENING, EARTH_MEAN_RADIUS
from noroshi.earth.cells import area_within, cells
from noroshi.motion.patrol import patrol
from noroshi.motion.patterns import Circle
from noroshi.world import Draws

SQUARE_KILOMETRE = 1e6
EPOCH = datetime(2014, 6, 1, tzinfo=UTC)
AUTHALIC_RADIUS = 6371007.181
"""[m]"""
SQUARED = EARTH_FLATTENING * (2.0 - EARTH_FLATTENING)


def authalic(sine):
    """Snyder's q [1] of the sine of a latitude."""
    e = np.sqrt(SQUARED)
    inner = np.log((1.0 - e * sine) / (1.0 + e * sine)) / (2.0 * e)
    return (1.0 - SQUARED) * (sine / (1.0 - SQUARED * sine**2) - inner)


def closed_form(lat):
    return 2.0 * np.pi * AUTHALIC_RADIUS**2 * (1.0 - authalic(np.sin(lat)) / authalic(1.0))


def parallel(lat, count=1440, south=False):
    lon = np.linspace(0.0, 2.0 * np.pi, count, endpoint=False)
    return [(-lat if south else lat, o) for o in lon]


@pytest.mark.parametrize(("lat_deg", "resolution"), [(60.0, 3), (75.0, 4), (85.0, 5)])
@pytest.mark.parametrize("south", [False, True])
def test_cells_over_a_polar_cap_add_up_to_its_closed_form(validation, lat_deg, resolution, south):
    lat = np.radians(lat_deg)
    exact, grid = closed_form(lat), cells(parallel(lat, south=south), resolution)
    # About half as many cells as the edge cuts, half a cell each, as chance has it.
    cut = 2.0 * np.pi * 6371e3 * np.cos(lat) / np.sqrt(grid.area.mean())
    validation(
        source="Snyder 1987, eqs. 3-11 to 3-13 (authalic sphere)",
        quantity=f"area beyond {lat_deg:.0f}° {'south' if south else 'north'}, cells of h3 "
        f"resolution {resolution}",
        theirs=exact / SQUARE_KILOMETRE,
        ours=grid.area.sum() / SQUARE_KILOMETRE,
        unit="km²",
        tolerance=2.0 * np.sqrt(cut) * grid.area.mean() / SQUARE_KILOMETRE,
        note="a cell belongs whole or not at all, by its centre",
    )


@pytest.mark.parametrize("lat_deg", [60.0, 85.0])
def test_the_area_inside_a_parallel_is_its_closed_form(validation, lat_deg):
    lat = np.radians(lat_deg)
    validation(
        source="Snyder 1987, eqs. 3-11 to 3-13 (authalic sphere)",
        quantity=f"area beyond {lat_deg:.0f}° north, outline of 1,440 corners",
        theirs=closed_form(lat) / SQUARE_KILOMETRE,
        ours=area_within(parallel(lat)) / SQUARE_KILOMETRE,
        unit="km²",
        tolerance=closed_form(lat) * 1e-5 / SQUARE_KILOMETRE,
        note="geodesics between the corners run within the parallel",
    )


HOVERING = Circle(kind="circle", lat="25.7 deg", lon="123.5 deg", radius="10 m")
EVERYWHERE = SurveillanceRadar(
    id="radar",
    on="it",
    kind="surveillance-radar",
    mode="moving-target",
    nearest="0 km",
    farthest="200 km",
    lowest_grazing="0 deg",
    sector="180 deg",
    dwell="60 s",
    resolution="10 m",
)


@pytest.mark.parametrize("resolution", [5, 6])
def test_a_radar_that_hovers_watches_a_spherical_cap(validation, resolution):
    around = [tuple(np.radians(p)) for p in ((23.5, 121), (23.5, 126), (28, 126), (28, 121))]
    grid, best, span = cells(around, resolution), Draws.best(), (0.0, 600.0)
    flown, where = patrol(HOVERING, speed=0.1, height=18e3, phase=0.0), points(grid.lat, grid.lon)
    seen = passes(flown, EVERYWHERE.view, EVERYWHERE.parameters(best), where, EPOCH, span)
    ever = np.isin(np.arange(len(grid.id)), seen.point).astype(np.int8)
    cap = 2.0 * np.pi * EARTH_MEAN_RADIUS**2 * (1.0 - np.cos(200e3 / EARTH_MEAN_RADIUS))
    cut = 2.0 * np.pi * 200e3 / np.sqrt(grid.area.mean())
    validation(
        source="spherical cap, 2πR²(1 - cos θ)",
        quantity=f"area within 200 km of a radar, cells of h3 resolution {resolution}",
        theirs=cap / SQUARE_KILOMETRE,
        ours=watched(ever[None, :, None], span[1], area=grid.area).watched_area.item()
        / SQUARE_KILOMETRE,
        unit="km²",
        tolerance=2.0 * np.sqrt(cut) * grid.area.mean() / SQUARE_KILOMETRE,
        note="a cell belongs whole or not at all, by its centre",
    )
