"""Outlines anywhere on the Earth, poles and date line among them, are filled by their cells."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.earth.cells import area_within, cells, check_cells, resolution_for
from noroshi.earth.geodesic import direct, inverse
from noroshi.errors import NoroshiError

AROUND = 300
"""Cells asked for."""


@st.composite
def stars(draw):
    """Corners in order around a middle, which may be a pole or lie on the date line."""
    lat = draw(st.one_of(st.sampled_from([-np.pi / 2, np.pi / 2, 0.0]), st.floats(-1.55, 1.55)))
    lon = draw(st.one_of(st.sampled_from([np.pi, -np.pi, 0.0]), st.floats(-np.pi, np.pi)))
    count = draw(st.integers(3, 8))
    size = draw(st.floats(20e3, 3000e3))
    turn = np.linspace(0.0, 2.0 * np.pi, count, endpoint=False)
    length = size * np.array([draw(st.floats(0.5, 1.0)) for _ in range(count)])
    corner_lat, corner_lon = direct(lat, lon, length, turn)
    return list(zip(corner_lat.tolist(), corner_lon.tolist(), strict=True)), size


@settings(max_examples=25)
@given(stars())
def test_cells_fill_the_outline_but_for_what_its_edge_cuts(star):
    outline, size = star
    grid = cells(outline, resolution_for(outline, AROUND))
    lat, lon = np.array([*outline, outline[0]]).T
    edge = inverse(lat[:-1], lon[:-1], lat[1:], lon[1:])[0].sum()
    side = np.sqrt(grid.area.mean())
    # A cell at the edge belongs whole or not at all: at worst half a cell along all of it.
    assert abs(grid.area.sum() - area_within(outline)) < 0.5 * (edge / side + 8) * side**2
    assert len(np.unique(grid.id)) == len(grid.id)
    assert np.all(inverse(lat[0], lon[0], grid.lat, grid.lon)[0] <= 2.0 * size + side)


@settings(max_examples=100)
@given(stars(), st.floats(0.001, 1.0), st.integers(0, 2))
def test_an_outline_is_refused_exactly_where_it_has_no_cells(star, squeezed, coarser):
    lat, lon = np.array(star[0]).T
    outline = list(zip(lat[0] + squeezed * (lat - lat[0]), lon, strict=True))
    resolution = max(resolution_for(outline, 1) - coarser, 0)
    assert _refused(check_cells, outline, resolution) == _refused(cells, outline, resolution)


def _refused(attempt, *words):
    """Why an attempt is refused; empty where it is not."""
    try:
        attempt(*words)
    except NoroshiError as error:
        return str(error)
    return ""
