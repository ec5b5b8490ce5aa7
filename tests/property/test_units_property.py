"""Whatever a text holds, it is a finite number in SI or it is refused."""

import math

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noroshi.present.quantities import quantity
from noroshi.units import KINDS, LARGEST, UnitError, parse
from noroshi.world import Estimate

kinds = st.sampled_from(sorted(KINDS))
PINT = pint.UnitRegistry()
numbers = st.floats(min_value=-1e9, max_value=1e9, allow_subnormal=False)


def read(text, kind):
    """The value, or the refusal."""
    try:
        return parse(text, kind)
    except UnitError as refused:
        return refused


@given(st.text(max_size=30) | st.from_regex(r"\d{1,3} ?[A-Za-z°%^*/0-9 ]{0,12}"), kinds)
def test_any_text_is_a_finite_number_or_refused_in_few_words(text, kind):
    found = read(text, kind)
    if isinstance(found, UnitError):
        assert len(str(found)) < 200
    else:
        assert math.isfinite(found)
        assert abs(found) <= LARGEST


@given(numbers)
def test_a_number_of_kilometres_is_a_thousand_times_its_metres(number):
    assert parse(f"{number!r} km", "length") == number * 1000.0


@pytest.mark.parametrize("form", ["1 {}", "1 {}^2", "1 m/{}", "1 1/{}"])
def test_every_unit_that_pint_knows_is_converted_as_pint_does_or_refused(form):
    converted = 0
    for name in PINT._units:
        for kind, wanted in KINDS.items():
            found = read(form.format(name), kind)
            own = (*wanted.decibel, *dict(wanted.special))  # a ton of TNT is none of mass
            if isinstance(found, UnitError) or form.format(name)[2:] in own:
                continue
            theirs = PINT.Quantity(1.0, form.format(name)[2:]).to_base_units()
            assert theirs.units == PINT.Quantity(1.0, wanted.si).to_base_units().units
            assert found == pytest.approx(theirs.magnitude, rel=1e-12)
            converted += 1
    assert converted > 5


@given(st.floats(1e-3, 1e8), st.sampled_from(sorted(set(KINDS) - {"ratio", "probability"})))
def test_what_the_program_prints_of_a_quantity_it_also_reads(value, kind):
    printed = quantity(Estimate(value, value, value, kind=kind))
    found = read(printed.replace(",", ""), kind)
    assert found == pytest.approx(value, rel=1e-3)
    assert "," not in printed or isinstance(read(printed, kind), UnitError)


@given(
    numbers.map("{:g}".format) | st.sampled_from(["1,500", "-39", "2 (1–3)"]),
    st.sampled_from(["NM", "nm", "KM", "m", "db", "M", "mhz", "m3", "sm", "kM/h", "S", "usd", "°"]),
    kinds,
)
def test_what_is_recommended_in_place_of_a_refused_text_is_read(number, unit, kind):
    found = read(f"{number} {unit}", kind)
    if isinstance(found, UnitError) and "'" in (advice := str(found).partition("; ")[2]):
        assert math.isfinite(parse(advice.split("'")[1], kind))


def test_a_logarithmic_unit_that_no_kind_names_is_refused():
    for text in ("3 Np", "7 pH", "3 decade", "3 octave"):
        assert all(isinstance(read(text, kind), UnitError) for kind in KINDS)
