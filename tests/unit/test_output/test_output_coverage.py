"""The map of cells: every cell in its colour, what is never seen hatched, and nothing cut."""

import numpy as np
import pytest
from matplotlib.collections import PolyCollection

from noroshi.earth.cells import cells
from noroshi.output.figures.coverage import Line, Mark, cell_map
from noroshi.output.figures.render import png, svg


def corners(*degrees):
    return [tuple(np.radians(pair)) for pair in degrees]


GRID = cells(corners((24, 121), (24, 126), (28, 126), (28, 121)), 4)
WORDS = {"name": "age", "title": "Half of it is old", "measure": "age of the last picture [h]"}


def filled(picture):
    """The coloured and the hatched cells."""
    axes = picture.figure.axes[0]
    found = [c for c in axes.collections if isinstance(c, PolyCollection)]
    return found[0], found[1]


def test_every_cell_has_its_own_colour_and_place():
    values = np.linspace(1.0, 9.0, len(GRID.id))
    coloured, hatched = filled(cell_map(GRID, values, **WORDS))
    assert np.array_equal(coloured.get_array(), values)
    assert len(coloured.get_paths()) == len(values)
    assert len(hatched.get_paths()) == 0
    # An equal-area chart: what is drawn is as large as what it stands for.
    x, y = coloured.get_paths()[0].vertices[:-1].T
    drawn = 0.5 * abs(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))
    assert drawn == pytest.approx(GRID.area[0], rel=1e-3)


def test_cells_that_are_never_seen_are_hatched_and_explained():
    values = np.where(np.arange(len(GRID.id)) % 2 == 0, np.inf, 3.0)
    picture = cell_map(GRID, values, never="never seen", **WORDS)
    coloured, hatched = filled(picture)
    assert len(hatched.get_paths()) == np.isinf(values).sum()
    assert len(coloured.get_paths()) == np.isfinite(values).sum()
    key = picture.figure.axes[0].get_legend()
    assert [text.get_text() for text in key.get_texts()] == ["never seen"]


def test_a_map_without_anything_seen_still_is_one():
    picture = cell_map(GRID, np.full(len(GRID.id), np.inf), **WORDS)
    assert png(picture).startswith(b"\x89PNG")


def test_a_few_far_values_do_not_take_the_colours_from_the_others():
    values = np.append(np.linspace(1.0, 2.0, len(GRID.id) - 1), 1000.0)
    coloured, _ = filled(cell_map(GRID, values, **WORDS))
    assert coloured.norm.vmax < 2.01
    given, _ = filled(cell_map(GRID, values, limits=(0.0, 5.0), **WORDS))
    assert (given.norm.vmin, given.norm.vmax) == (0.0, 5.0)


def test_places_and_lines_are_named():
    picture = cell_map(
        GRID,
        np.ones(len(GRID.id)),
        marks=[Mark("Uotsuri", *np.radians([25.7, 123.5]))],
        lines=[Line(*np.radians([[25.0, 26.0], [123.0, 124.0]]), name="patrol")],
        **WORDS,
    )
    text = svg(picture)
    assert "Uotsuri" in text
    assert "patrol" in text
    assert "age of the last picture [h]" in picture.alt


@pytest.mark.parametrize(
    "outline",
    [
        corners((70, 0), (70, 120), (70, 240)),
        corners((-10, 170), (-10, -170), (10, -170), (10, 170)),
    ],
)
def test_a_map_over_a_pole_or_the_date_line_is_whole(outline):
    grid = cells(outline, 2)
    coloured, _ = filled(cell_map(grid, np.ones(len(grid.id)), **WORDS))
    widest = max(np.ptp(path.vertices, axis=0).max() for path in coloured.get_paths())
    assert widest < 3.0 * np.sqrt(grid.area.max())


def test_many_cells_stay_small_in_a_page():
    many = cells(corners((24, 121), (24, 126), (28, 126), (28, 121)), 6)
    assert len(many.id) > 5000
    assert len(svg(cell_map(many, np.arange(len(many.id)), **WORDS))) < 500_000
