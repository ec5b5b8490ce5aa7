"""Quantities as text: what is read, and what is refused with which words."""

import subprocess
import sys

import pytest

from noroshi.units import KINDS, USUAL, UnitError, asked_of_pint, last_digit, parse


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("870 km", "length", 870e3),
        ("870km", "length", 870e3),
        ("1 nmi", "length", 1852.0),  # exact: International Hydrographic Conference, 1929
        ("1 mi", "length", 1609.344),  # exact: international yard and pound, 1959
        ("-39e-9 1/m", "inverse_length", -39e-9),
        ("-39 1/Mm", "inverse_length", -39e-6),
        ("9.5 GHz", "frequency", 9.5e9),
        ("81 kW", "power", 81e3),
        ("30 dBm", "power", 1.0),
        ("3 dBW", "power", 10**0.3),
        ("-20 dBsm", "area", 0.01),
        ("100 cm^2", "area", 0.01),
        ("100 cm**2", "area", 0.01),
        ("20 dB", "ratio", 100.0),
        ("20", "ratio", 20.0),
        (20, "ratio", 20.0),
        ("50 %", "ratio", 0.5),
        ("1e-6", "probability", 1e-6),
        (0.95, "probability", 0.95),
        ("20 degC", "temperature", 293.15),
        ("290 K", "temperature", 290.0),
        ("5000 kg/m^2", "areal_density", 5000.0),
        ("5000 kg m^-2", "areal_density", 5000.0),
        ("5 t/m^2", "areal_density", 5000.0),
        ("2 min", "time", 120.0),
        ("1 h", "time", 3600.0),
        ("7 km/s", "speed", 7000.0),
        ("0.37 sr", "solid_angle", 0.37),
    ],
)
def test_a_number_with_a_unit_becomes_its_si_value(text, kind, expected):
    assert parse(text, kind) == pytest.approx(expected, rel=1e-12)


def test_half_a_turn_is_pi_in_every_unit_of_angle():
    pi = 3.141592653589793
    for text in ("180 deg", "180°", "10800 arcmin", "0.5 turn", "3141.592653589793 mrad"):
        assert parse(text, "angle") == pytest.approx(pi, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("400 leaps", "length", "'400 leaps' is not a length; write e.g. '3 km'"),
        ("3 s", "length", "'3 s' is not a length; write e.g. '3 km'"),
        (870, "length", "'870' has no unit; write the unit, e.g. '870 km'"),
        ("870", "length", "'870' has no unit; write the unit, e.g. '870 km'"),
        ("km", "length", "is not a length"),
        ("", "length", "is not a length"),
        (None, "length", "is not a length"),
        (True, "ratio", "is not a ratio"),
        ([1], "length", "is not a length"),
        ("3 rad", "ratio", "is not a ratio"),
        ("3 deg", "solid_angle", "is not a solid angle"),
        ("3", "angle", "'3' has no unit; write the unit, e.g. '3 deg'"),
        ("20 dB", "length", "is not a length"),
        ("20 dBm", "area", "is not an area"),
        ("nan km", "length", "is not a length"),
        ("inf km", "length", "is not a length"),
        (float("nan"), "ratio", "not a finite number"),
        (float("inf"), "ratio", "not a finite number"),
        ("1e999 km", "length", "not a finite number"),
        ("1e300 m", "length", "too large"),
        ("99999 dB", "ratio", "not a finite number"),
        ("9" * 5000 + " km", "length", "is not a length"),
        ("1 m^9^9^9^9^9", "length", "is not a length"),
        ("10**10**10 m", "length", "is not a length"),
        ("(1+1) km", "length", "is not a length"),
        ("1 __import__('os')", "length", "is not a length"),
        ("1,5 km", "length", "is not a length"),
    ],
)
def test_what_is_no_such_quantity_is_refused_with_what_to_write(text, kind, words):
    with pytest.raises(UnitError) as refused:
        parse(text, kind)
    assert words in str(refused.value)
    assert len(str(refused.value)) < 200


def test_space_around_a_quantity_means_nothing():
    assert parse("  1 km" + " " * 1000, "length") == 1000.0


def test_a_number_of_thousands_of_digits_is_refused_in_few_words():
    with pytest.raises(UnitError, match="not a finite number") as refused:
        parse(10**5000, "ratio")
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_every_kind_is_itself_accepted(kind):
    assert parse(KINDS[kind].example, kind) != 0.0


@pytest.mark.parametrize("unit", USUAL)
def test_what_is_written_down_of_a_unit_is_what_pint_says(unit):
    assert asked_of_pint(unit) == USUAL[unit]


def test_pint_is_not_imported_for_usual_units():
    program = (
        "import sys, noroshi.units; noroshi.units.parse('870 km', 'length'); "
        "assert 'pint' not in sys.modules; noroshi.units.parse('1 ft', 'length'); "
        "assert 'pint' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("text", "kind", "amount", "digit"),
    [
        ("3.1 billion USD", "USD", 3.1e9, 0.1e9),
        ("10.27 billion USD", "USD", 10.27e9, 0.01e9),
        ("497.8 million USD", "USD", 497.8e6, 0.1e6),
        ("1.0 billion USD", "USD", 1.0e9, 0.1e9),
        ("1e9 USD", "USD", 1e9, 1e9),
        ("34.6 billion JPY", "JPY", 34.6e9, 0.1e9),
        ("950 km", "length", 950e3, 1e3),
    ],
)
def test_an_amount_of_money_and_the_last_digit_that_it_prints(text, kind, amount, digit):
    assert parse(text, kind) == pytest.approx(amount, rel=1e-15)
    assert last_digit(text, kind) == pytest.approx(digit, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (3.1e9, "has no unit; write the unit, e.g. '3100000000.0 billion USD'"),
        ("3.1", "has no unit; write the unit, e.g. '3.1 billion USD'"),
        ("3.1 billion", "is not an amount in US dollars"),
        ("34.6 billion JPY", "is not an amount in US dollars"),
        ("3 km", "is not an amount in US dollars"),
    ],
)
def test_a_bare_number_or_another_currency_is_no_amount_of_dollars(text, words):
    with pytest.raises(UnitError, match=r"US dollars|unit") as refused:
        parse(text, "USD")
    assert words in str(refused.value)


def test_the_built_in_scenarios_need_no_unit_that_pint_has_to_be_asked_for():
    """pint takes a quarter of a second to start, and every command loads a scenario."""
    program = "import sys, noroshi; noroshi.load('japan'); assert 'pint' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("0.1 m²", "area", 0.1),
        ("4740 km²", "area", 4740e6),
        ("0.1 m2", "area", 0.1),
        ("5000 kg/m²", "areal_density", 5000.0),
        ("5000 kg·m⁻²", "areal_density", 5000.0),
        ("-39 N/km", "inverse_length", -39e-9),
    ],
)
def test_a_unit_as_the_program_prints_it_is_read(text, kind, expected):
    assert parse(text, kind) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "kind", "advice"),
    [
        ("500 nm", "length", "for nautical miles write '500 nmi'"),
        ("500 NM", "length", "for nautical miles write '500 nmi'"),
        ("500NM", "length", "for nautical miles write '500 nmi'"),
        ("5 NM/h", "speed", "for nautical miles write '5 nmi/h'"),
        ("5 nm²", "area", "for nautical miles write '5 nmi²'"),
        ("1,500 km", "length", "write '1500 km'"),
        ("9 mhz", "frequency", "write '9 MHz'"),
        ("5 KM", "length", "write '5 km'"),
        ("5 m", "time", "write '5 min'"),
        ("3 db", "ratio", "write '3 dB'"),
        ("−5 deg", "angle", "write '-5 deg'"),
        ("1 m³", "area", "write e.g. '0.01 m^2'"),
        ("5–6 km", "length", "write e.g. '3 km'"),
        (
            "870 (600–1,500) km",
            "length",
            "write {low: 600 km, best: 870 km, high: 1500 km}",
        ),
    ],
)
def test_what_was_probably_meant_is_recommended(text, kind, advice):
    with pytest.raises(UnitError) as refused:
        parse(text, kind)
    assert str(refused.value).partition("; ")[2] == advice
