"""The one door for quantities: text with a unit comes in, SI floats go out.

pint knows the units. It takes a fifth of a second to start, so the most used of its answers are
written down here, and it is imported for the first unit that is not among them. A quantity is a
number and a unit, never an expression: text that pint would evaluate (`10**10**10 m`) is refused
before pint sees it.
"""

import math
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    import pint


class UnitError(ValueError):
    """A text that is not the quantity it should be; the message says what to write."""


class Kind(NamedTuple):
    """One kind of quantity."""

    noun: str
    """With its article, for messages."""
    si: str
    """The coherent SI unit of the floats that `parse` gives."""
    example: str
    bare: bool = False
    """Whether a number without a unit is meant literally."""
    decibel: tuple[str, ...] = ()
    """Logarithmic units that this kind may be given in."""


KINDS: Final = {
    "length": Kind("a length", "m", "3 km"),
    "time": Kind("a time", "s", "45 s"),
    "angle": Kind("an angle", "rad", "120 deg"),
    "frequency": Kind("a frequency", "Hz", "9.5 GHz"),
    "power": Kind("a power", "W", "80 kW", decibel=("dBW", "dBm")),
    "area": Kind("an area", "m^2", "0.01 m^2", decibel=("dBsm",)),
    "speed": Kind("a speed", "m/s", "7 km/s"),
    "temperature": Kind("a temperature", "K", "290 K"),
    "areal_density": Kind("a mass per area", "kg/m^2", "5000 kg/m^2"),
    "inverse_length": Kind("a change per length", "1/m", "-39e-9 1/m"),
    "solid_angle": Kind("a solid angle", "sr", "0.37 sr"),
    "ratio": Kind("a ratio", "", "20 dB", bare=True, decibel=("dB", "dBi")),
    "probability": Kind("a probability", "", "0.95", bare=True),
    "USD": Kind("an amount in US dollars", "USD", "3.1 billion USD"),
    "JPY": Kind("an amount in yen", "JPY", "188.1 billion JPY"),
}
"""Every kind of quantity that a scenario may declare."""

LARGEST: Final = 1e30
"""No declared quantity is larger than this in SI; what is, is a slip of the keyboard."""

# "dBm" is a thousandth of a watt; every other logarithmic unit stands for one SI unit.
_DECIBEL_REFERENCE: Final = {"dBm": 1e-3}
NUMBER_PATTERN: Final = r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?"
"""A decimal number, as a regular expression."""
_NUMBER: Final = re.compile(NUMBER_PATTERN)
_TERM: Final = r"[A-Za-zµμ°%Ωπ_]+((\^|\*\*)?-?\d)?"
_UNIT: Final = re.compile(rf"(1 ?/ ?)?{_TERM}(( ?[*/·] ?| ){_TERM})*")
_LONGEST: Final = 60


def parse(text: str | int | float, kind: str) -> float:
    """The SI value of a quantity, `parse("870 km", "length") == 870000.0`.

    Args:
        text: a number and a unit. A bare number is refused, except for a ratio and a probability.
        kind: one of `KINDS`.

    Raises:
        UnitError: the text is not such a quantity; the message says what to write.
    """
    wanted = KINDS[kind]
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        raise UnitError(f"{_shown(text)} is not {wanted.noun}; write e.g. '{wanted.example}'")
    if isinstance(text, str):
        return _finite(_of_text(text.strip(), wanted), text)
    if not wanted.bare:
        raise UnitError(f"{_shown(text)} has no unit; {_with_units(text, wanted)}")
    return _finite(_as_float(text), text)


def last_digit(text: object, kind: str) -> float:
    """The size [SI] of the last digit that a text prints: 0.1e9 for "3.1 billion USD".

    A whole number counts as known to its units: of trailing zeros nobody can tell which are meant.
    """
    number = _NUMBER.match(str(text).strip())
    if number is None:
        raise UnitError(f"{_shown(text)} is not {KINDS[kind].noun}")
    digits, _, power = number.group().lower().partition("e")
    decimals = len(digits.partition(".")[2])
    scale = _scale(str(text).strip()[number.end() :].strip())
    return (scale.factor if scale else 1.0) * 10.0 ** (int(power or 0) - decimals)


def _of_text(text: str, wanted: Kind) -> float:
    number = _NUMBER.match(text) if len(text) <= _LONGEST else None
    if number is None:
        raise UnitError(f"{_shown(text)} is not {wanted.noun}; write e.g. '{wanted.example}'")
    unit = text[number.end() :].strip()
    value = float(number.group())
    if unit in wanted.decibel:
        return _DECIBEL_REFERENCE.get(unit, 1.0) * _from_decibel(value)
    if not unit and not wanted.bare:
        raise UnitError(f"{_shown(text)} has no unit; {_with_units(number.group(), wanted)}")
    return _converted(value, unit, wanted, text) if unit else value


def _converted(value: float, unit: str, wanted: Kind, text: str) -> float:
    scale, si = _scale(unit), _scale(wanted.si)
    # The dimension counts radians, so that `3 rad` is not a ratio.
    if scale is None or si is None or scale.dimension != si.dimension:
        raise UnitError(f"{_shown(text)} is not {wanted.noun}; write e.g. '{wanted.example}'")
    return value * scale.factor + scale.offset


class _Scale(NamedTuple):
    """From a unit to SI base units: SI value = value · factor + offset."""

    factor: float
    offset: float
    dimension: str


USUAL: Final = {
    "": _Scale(1.0, 0.0, "dimensionless"),
    "m": _Scale(1.0, 0.0, "meter"),
    "km": _Scale(1e3, 0.0, "meter"),
    "s": _Scale(1.0, 0.0, "second"),
    "min": _Scale(60.0, 0.0, "second"),
    "h": _Scale(3600.0, 0.0, "second"),
    "d": _Scale(86400.0, 0.0, "second"),
    "nmi": _Scale(1852.0, 0.0, "meter"),
    "rad": _Scale(1.0, 0.0, "radian"),
    "mrad": _Scale(1e-3, 0.0, "radian"),
    "deg": _Scale(math.pi / 180.0, 0.0, "radian"),
    "m^2": _Scale(1.0, 0.0, "meter ** 2"),
    "m/s": _Scale(1.0, 0.0, "meter / second"),
    "km/s": _Scale(1e3, 0.0, "meter / second"),
    "km/h": _Scale(1e3 / 3600.0, 0.0, "meter / second"),
    "kt": _Scale(1852.0 / 3600.0, 0.0, "meter / second"),
    "kg/m^2": _Scale(1.0, 0.0, "kilogram / meter ** 2"),
    "1/m": _Scale(1.0, 0.0, "1 / meter"),
}
"""What pint says of the units that scenarios use most; a test holds the two together."""


CURRENCIES: Final = ("USD", "JPY")
"""Kinds of money. One is never converted into another here: that takes a rate with its day."""
MONEY: Final = {
    f"{size} {currency}".strip(): _Scale(factor, 0.0, currency)
    for currency in CURRENCIES
    for size, factor in (("", 1.0), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9))
}
"""Amounts as they are printed; pint knows no currencies."""


@cache
def _scale(unit: str) -> _Scale | None:
    """How to convert from a unit; None = not a unit, or not a linear one."""
    return USUAL.get(unit) or MONEY.get(unit) or asked_of_pint(unit)


def asked_of_pint(unit: str) -> _Scale | None:
    """The same from pint, for any unit."""
    if unit and not _UNIT.fullmatch(unit):
        return None
    try:
        parsed = _registry().parse_units(unit)
        zero, one, two = (_registry().Quantity(x, parsed).to_base_units() for x in (0.0, 1.0, 2.0))
    except Exception:  # pint raises many kinds, some of them Python's own, for text that is no unit
        return None
    offset, end = float(zero.magnitude), float(two.magnitude)
    # Only a temperature has an offset; elsewhere the exact factor must not lose a digit to it.
    factor = float(one.magnitude) - offset if offset else float(one.magnitude)
    # Neper, pH and their like are logarithms: a factor would be wrong for them.
    if not math.isclose(end, offset + 2.0 * factor, rel_tol=1e-9):
        return None
    return _Scale(factor, offset, str(one.units))


@cache
def _registry() -> "pint.UnitRegistry[Any]":
    import pint

    return pint.UnitRegistry()


def _from_decibel(value: float) -> float:
    try:
        return float(10.0 ** (value / 10.0))
    except OverflowError:
        return math.inf


def _as_float(number: int | float) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf


def _finite(value: float, text: object) -> float:
    if not math.isfinite(value):
        raise UnitError(f"{_shown(text)} is not a finite number")
    if abs(value) > LARGEST:
        raise UnitError(f"{_shown(text)} is too large to be meant")
    return value


def _with_units(number: object, wanted: Kind) -> str:
    unit = wanted.example.partition(" ")[2]
    return f"write the unit, e.g. '{_short(number)} {unit}'"


def _shown(value: object) -> str:
    return f"'{_short(value)}'"


def _short(value: object) -> str:
    text = str(value) if not isinstance(value, int) or abs(value) < 10**40 else "a huge number"
    return text if len(text) <= 40 else text[:37] + "..."
