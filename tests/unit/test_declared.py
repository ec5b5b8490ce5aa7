"""Estimates and the base of declared entries."""

from datetime import date
from typing import Annotated

import numpy as np
import pytest
from pydantic import TypeAdapter, ValidationError

from noroshi.units import KINDS
from noroshi.world import (
    Angle,
    Area,
    Declared,
    Distance,
    Estimate,
    Length,
    Money,
    Probability,
    Quantity,
)

LENGTH = TypeAdapter(Length)


class Thing(Declared):
    """A declared entry with one quantity."""

    size: Length
    chance: Probability = Estimate.exactly(0.5)


def messages(model, data):
    with pytest.raises(ValidationError) as refused:
        model.model_validate(data)
    return [(error["loc"], error["msg"]) for error in refused.value.errors()]


def test_a_plain_quantity_is_an_estimate_without_uncertainty():
    estimate = LENGTH.validate_python("870 km")
    assert (estimate.low, estimate.best, estimate.high) == (870e3, 870e3, 870e3)
    assert estimate.certain


def test_an_interval_keeps_its_source_grade_and_word():
    estimate = LENGTH.validate_python(
        {"low": "1 km", "best": "2 km", "high": "3 km"}
        | {"source": "a", "grade": "C", "shared_as": "w"}
    )
    assert (estimate.low, estimate.best, estimate.high) == (1e3, 2e3, 3e3)
    assert (estimate.source, estimate.grade, estimate.dimension) == (("a",), "C", "w")
    assert not estimate.certain


def test_a_cross_section_is_drawn_on_a_logarithmic_scale_and_a_length_is_not():
    area = TypeAdapter(Area).validate_python({"low": "1 cm^2", "best": "1 m^2", "high": "3 m^2"})
    assert area.scale == "log"
    assert LENGTH.validate_python({"low": "1 m", "best": "2 m", "high": "3 m"}).scale == "linear"


def test_every_wrong_part_of_an_interval_is_told_at_its_own_place():
    found = messages(Thing, {"size": {"low": "1 s", "best": 2, "hihg": "3 km", "grade": "E"}})
    assert {place for place, _ in found} == {
        ("size", "low"),
        ("size", "best"),
        ("size", "high"),
        ("size", "hihg"),
        ("size", "grade"),
    }


def test_an_interval_out_of_order_says_its_three_numbers():
    found = messages(Thing, {"size": {"low": "3 km", "best": "2 km", "high": "4 km"}})
    expected = "low ≤ best ≤ high does not hold (low: 3 km, best: 2 km, high: 4 km)"
    assert found == [(("size",), expected)]


def test_a_logarithmic_scale_refuses_a_lower_bound_of_zero():
    spread = {"low": "0 m", "best": "2 m", "high": "4 m", "scale": "log"}
    (_, message), *others = messages(Thing, {"size": spread})
    assert "low > 0" in message
    assert not others


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (Length, "-1 m"),
        (Area, "0 m^2"),
        (Probability, 1.5),
        (Probability, -0.1),
        (Angle, "400 deg"),
        (Distance, "-1 km"),
        (Distance, {"low": "1 km", "best": "2 km", "high": "3 km"}),
    ],
)
def test_a_quantity_outside_what_it_can_be_is_refused(annotation, value):
    with pytest.raises(ValidationError):
        TypeAdapter(annotation).validate_python(value)


def test_limits_of_an_angle_are_told_in_degrees():
    with pytest.raises(ValidationError, match="at least -360 deg and at most 360 deg"):
        TypeAdapter(Angle).validate_python("400 deg")


def test_the_quantiles_of_an_interval_lie_in_two_even_halves():
    estimate = Estimate(1.0, 2.0, 6.0)
    np.testing.assert_allclose(
        estimate.quantile(np.array([0.0, 0.25, 0.5, 0.75, 1.0])), [1.0, 1.5, 2.0, 4.0, 6.0]
    )


def test_on_a_logarithmic_scale_a_quarter_is_the_geometric_mean_of_low_and_best():
    estimate = Estimate(0.01, 1.0, 4.0, scale="log")
    np.testing.assert_allclose(
        estimate.quantile(np.array([0.0, 0.25, 0.5, 0.75, 1.0])), [0.01, 0.1, 1.0, 2.0, 4.0]
    )


def test_an_entry_holds_from_its_first_day_until_the_day_before_its_last():
    thing = Thing.model_validate({"size": "1 m", "from": "2014-12-26", "until": "2015-01-01"})
    assert [thing.holds(date(2014, 12, day)) for day in (25, 26, 31)] == [False, True, True]
    assert not thing.holds(date(2015, 1, 1))
    assert Thing(size="1 m").holds(date(1900, 1, 1))


def test_an_entry_that_ends_before_it_begins_is_told_beside_its_other_faults():
    found = messages(
        Thing, {"size": "1 s", "colour": 1, "from": "2015-01-01", "until": "2014-01-01"}
    )
    assert {place for place, _ in found} == {("size",), ("colour",), ("until",)}


def test_an_entry_cannot_be_changed():
    thing = Thing(size="1 m")
    with pytest.raises(ValidationError):
        thing.note = "other"


def test_an_amount_of_money_is_known_to_the_digits_that_it_is_printed_in():
    read = TypeAdapter(Money).validate_python
    amount = read("3.1 billion USD")
    assert (amount.low, amount.best, amount.high) == pytest.approx((3.05e9, 3.1e9, 3.15e9))
    assert amount.kind == "USD"
    assert read("0 USD").low == 0.0


def test_the_unit_tells_the_currency_and_an_interval_has_one():
    read = TypeAdapter(Money).validate_python
    assert read("188.1 billion JPY").kind == "JPY"
    spread = {"low": "1 billion JPY", "best": "2 billion JPY", "high": "3 billion JPY"}
    assert (read(spread).kind, read(spread).high) == ("JPY", 3e9)
    with pytest.raises(ValidationError, match="not an amount in yen"):
        read({**spread, "high": "3 billion USD"})


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("length", "500 um"),
        ("length", "2e6 km"),
        ("time", "1 ns"),
        ("time", "4000 a"),
        ("area", "1 um^2"),
        ("area", "-120 dBsm"),
        ("power", "1 uW"),
        ("frequency", "2 PHz"),
        ("frequency", "9.5 uHz"),
        ("speed", "400000 km/s"),
        ("areal_density", "1 mg/m^2"),
        ("inverse_length", "2 1/m"),
    ],
)
def test_what_no_quantity_of_its_kind_can_be_is_refused_with_the_bound(kind, text):
    validator = TypeAdapter(Annotated[Estimate, Quantity(kind)])
    with pytest.raises(ValidationError, match=r"here can be \(.*; write e\.g\. '"):
        validator.validate_python(text)
    if kind != "inverse_length":
        # Nothing at all is not a slip of the unit: whether it may be zero each field says itself.
        assert validator.validate_python(f"0 {text.split()[1]}".replace("dBsm", "m^2")).best >= 0.0


def test_the_bound_of_a_quantity_is_itself_allowed():
    for kind, wanted in KINDS.items():
        read = Quantity(kind).number
        for bound in (wanted.least, wanted.most):
            if 0.0 < bound < float("inf"):
                text = f"{bound!r} {wanted.si}"
                assert read(text) == bound
