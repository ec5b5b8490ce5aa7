"""How quantities are shown to people."""

import pytest

from noroshi.cli.tables import print_table
from noroshi.present.quantities import number, quantity, spread
from noroshi.world import Estimate


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (870.0, "870"),
        (1500.0, "1,500"),
        (9733276.0, "9,733,276"),
        (0.01, "0.01"),
        (1 / 3, "0.3333"),
        (139.69171, "139.7"),
        (-39.0, "−39"),
        (1e-6, "1e-06"),
        (0.99999, "1"),
        (2.5e12, "2.5e+12"),
    ],
)
def test_a_number_has_four_digits_and_its_thousands_marked(value, shown):
    assert number(value) == shown


@pytest.mark.parametrize(
    ("estimate", "shown"),
    [
        (Estimate(600e3, 870e3, 1500e3, kind="length"), "870 (600–1,500) km"),
        (Estimate(5.0, 10.0, 20.0, kind="length"), "10 (5–20) m"),
        (Estimate(20.0, 20.0, 20.0, kind="time"), "20 s"),
        (Estimate(600.0, 900.0, 1200.0, kind="time"), "15 (10–20) min"),
        (
            Estimate(-80e-9, -39e-9, -20e-9, kind="inverse_length"),
            "−39 (−80 to −20) N/km",
        ),
        (Estimate(0.3, 1.0, 3.0, kind="area"), "1 (0.3–3) m²"),
        (Estimate(0.9, 0.95, 0.99, kind="probability"), "0.95 (0.9–0.99)"),
        (Estimate(200.0, 290.0, 300.0, kind="temperature"), "290 (200–300) K"),
        (Estimate(1.0, 2.0, 3.0), "2 (1–3)"),
    ],
)
def test_an_estimate_has_its_interval_and_a_unit_that_suits_its_size(estimate, shown):
    assert quantity(estimate) == shown


def test_an_angle_is_shown_in_degrees():
    quarter = 3.141592653589793 / 2
    assert quantity(Estimate(0.0, quarter, 2 * quarter, kind="angle")) == "90 (0–180) °"


def test_a_spread_is_in_the_unit_that_its_column_names():
    assert spread(Estimate(1e3, 2e3, 3e3), 1e3) == "2 (1–3)"


HEADS = ["id", "name", "source"]
ROWS = [["a", "The first", "book-of-1999-and-its-supplement"], ["b", "The second", ""]]


@pytest.fixture
def window(monkeypatch, capsys):
    """Print a table into a terminal of that width."""

    def show(width, heads=HEADS, rows=ROWS):
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setenv("COLUMNS", str(width))
        print_table("Things", heads, rows, spare={"source"})
        return capsys.readouterr().out

    return show


def test_a_narrow_window_loses_the_spare_column_and_says_so(window):
    assert "book-of-1999" not in window(40)
    assert "Left out for want of width: source" in " ".join(window(40).split())
    assert "book-of-1999-and-its-supplement" in window(80)
    assert "Left out" not in window(80)


def test_without_a_window_a_row_is_one_line_whole(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    print_table("Things", HEADS, [["a", "two\nlines", "x" * 100]], spare={"source"})
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].split("  ")[0] == "a"
    assert "two, lines" in lines[-1]
    assert "x" * 100 in lines[-1]


def test_a_column_without_content_and_a_table_without_rows_are_not_drawn(window):
    assert "source" not in window(80, rows=[["a", "b", ""]])
    assert "none is declared" in window(80, rows=[])
