"""Grids of cells over outlines anywhere on the Earth, and outlines that cannot be."""

import h3.api.numpy_int as h3
import numpy as np
import pytest

from noroshi.earth import cells as module
from noroshi.earth.cells import MOST, area_within, boundary, cells, resolution_for
from noroshi.errors import NoroshiError

ONE_SQUARE_METRE = 1.0
EARTH_AREA = 510_065_621_724_088.0
"""Of the WGS 84 ellipsoid [m²], GeographicLib."""


def corners(*degrees):
    return [tuple(np.radians(pair)) for pair in degrees]


SENKAKU = corners((24, 121), (24, 126), (28, 126), (28, 121))
OUTLINES = {
    "senkaku": (SENKAKU, 5),
    "over the pole": (corners((70, 0), (70, 120), (70, 240)), 3),
    "over the other pole": (corners((-60, 10), (-65, 130), (-70, 250)), 3),
    "across the date line": (corners((-10, 170), (-10, -170), (10, -170), (10, 170)), 4),
    "large": (corners((-60, 170), (80, -170), (10, -60)), 2),
    "hollow": (corners((0, 0), (0, 20), (20, 20), (20, 19), (1, 19), (1, 0)), 4),
}
every_outline = pytest.mark.parametrize("name", OUTLINES)


def edge_cells(outline, resolution):
    """How many cells an outline's edge runs through, by points along it."""
    lat, lon = module._edge(outline)
    count = max(len(lat) * 20, 2000)
    at = np.linspace(0, len(lat) - 1, count)
    lon = np.unwrap(lon)
    where = (np.degrees(np.interp(at, range(len(lat)), v)) for v in (lat, lon))
    return len({h3.latlng_to_cell(a, o, resolution) for a, o in zip(*where, strict=True)})


@every_outline
def test_the_cells_add_up_to_the_area_but_for_what_the_edge_cuts(name):
    outline, resolution = OUTLINES[name]
    grid = cells(outline, resolution)
    cut = edge_cells(outline, resolution) * grid.area.mean()
    # Each cut cell errs by at most half of itself, one way or the other as chance has it.
    assert abs(grid.area.sum() - area_within(outline)) < 0.5 * cut


@every_outline
def test_finer_cells_come_nearer_to_the_area(name):
    outline, resolution = OUTLINES[name]
    finer = cells(outline, resolution + 1)
    assert abs(finer.area.sum() / area_within(outline) - 1.0) < 0.01


@every_outline
def test_no_cell_whose_centre_is_inside_is_left_out(name):
    outline, resolution = OUTLINES[name]
    grid = cells(outline, resolution)
    assert np.all(np.diff(grid.id) > 0)
    around = {int(n) for c in grid.id for n in h3.grid_disk(c, 1)} - set(grid.id.tolist())
    lat, lon = np.radians([h3.cell_to_latlng(c) for c in around]).T
    shape, to_plane = module._flat(*module._edge(outline))
    inside = module.shapely.contains_xy(
        shape, *to_plane.transform(np.degrees(lon), np.degrees(lat))
    )
    assert not inside.any()


def test_the_cells_are_those_of_h3_where_it_fills_polygons_well():
    theirs = h3.h3shape_to_cells(h3.LatLngPoly([(24, 121), (24, 126), (28, 126), (28, 121)]), 5)
    ours = cells(SENKAKU, 5)
    # h3 joins corners by parallels, we by geodesics, 3 km farther north: few cells differ.
    assert len(np.setxor1d(theirs, ours.id)) < 30
    assert np.allclose(h3.cell_area(int(ours.id[0]), unit="m^2"), ours.area[0], rtol=0.01)


def test_all_cells_together_are_the_whole_ellipsoid():
    whole = module._measured(np.asarray(h3.get_res0_cells(), dtype=np.uint64))
    assert whole.area.sum() == pytest.approx(EARTH_AREA, abs=ONE_SQUARE_METRE)


def test_direction_and_a_repeated_first_corner_are_of_no_account():
    forth, back = cells(SENKAKU, 4), cells(SENKAKU[::-1], 4)
    closed = cells([*SENKAKU, SENKAKU[0]], 4)
    assert np.array_equal(forth.id, back.id)
    assert np.array_equal(forth.id, closed.id)


def test_a_turn_of_longitude_is_of_no_account():
    west, _ = OUTLINES["across the date line"]
    east = [(lat, lon % (2 * np.pi)) for lat, lon in west]
    assert np.array_equal(cells(west, 3).id, cells(east, 3).id)


def test_the_centre_of_a_cell_lies_amid_its_corners():
    grid = cells(SENKAKU, 4)
    lat, lon = boundary(int(grid.id[0]))
    assert len(lat) == 6
    assert np.isclose(lat.mean(), grid.lat[0], atol=1e-3)
    assert np.isclose(lon.mean(), grid.lon[0], atol=1e-3)


def test_a_resolution_for_so_many_cells_gives_them_and_not_seven_times_more():
    for count in (10, 300, 9000):
        resolution = resolution_for(SENKAKU, count)
        found = len(cells(SENKAKU, resolution).id)
        assert 0.8 * count < found < 9 * count


@pytest.mark.parametrize(
    ("outline", "resolution", "said"),
    [
        (corners((1, 1), (2, 2)), 5, "three corners that differ, not 2"),
        (corners((0, 0), (0, 0), (1, 1), (1, 361)), 5, "three corners that differ, not 2"),
        (corners((0, 0), (10, 10), (0, 10), (10, 0)), 4, "crosses or touches itself"),
        (corners((0, 0), (0, 10), (0, 5)), 4, "crosses or touches itself"),
        (corners((0, 0), (91, 10), (0, 10)), 4, "latitudes from -90"),
        (corners((0, 0), (np.nan, 10), (0, 10)), 4, "latitudes from -90"),
        (SENKAKU, 10, "write a coarser one, e.g. 7"),
        (SENKAKU, 16, "none of 0 to 15"),
        (corners((0, 0), (0, 0.01), (0.01, 0)), 3, "write a finer one"),
    ],
)
def test_an_outline_that_cannot_be_is_refused_with_what_to_write(outline, resolution, said):
    with pytest.raises(NoroshiError, match=said):
        cells(outline, resolution)


def test_the_coarser_resolution_that_is_named_fits():
    assert 0.2 * MOST < len(cells(SENKAKU, 7).id) <= MOST
