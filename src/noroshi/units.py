"""The one door for quantities: text with a unit comes in, SI floats go out.

pint knows the units. It takes a fifth of a second to start, so the most used of its answers are
written down here, and it is imported for the first unit that is not among them. A quantity is a
number and a unit, never an expression: text that pint would evaluate (`10**10**10 m`) is refused
before pint sees it.
"""

import math
import re
from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from noroshi.currencies import CURRENCIES, money_noun

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
    special: tuple[tuple[str, float], ...] = ()
    """Units of the field, with their size [SI]; pint reads something else in them."""
    least: float = 0.0
    """Nothing but zero is smaller [SI]: what is, was written in another unit than was meant."""
    most: float = math.inf
    """Nothing is larger [SI]."""


KINDS: Final = {
    "length": Kind("a length", "m", "3 km", least=1e-3, most=1e8),
    "time": Kind("a time", "s", "45 s", least=1e-6, most=1e10),
    "angle": Kind("an angle", "rad", "120 deg", most=1e3),
    "frequency": Kind("a frequency", "Hz", "9.5 GHz", least=1e-3, most=1e15),
    "power": Kind("a power", "W", "80 kW", decibel=("dBW", "dBm"), least=1e-3, most=1e12),
    "area": Kind("an area", "m^2", "0.01 m^2", decibel=("dBsm",), least=1e-9, most=1e15),
    "speed": Kind("a speed", "m/s", "7 km/s", least=1e-3, most=299_792_458.0),
    "temperature": Kind("a temperature", "K", "290 K", least=1e-3, most=1e9),
    "areal_density": Kind("a mass per area", "kg/m^2", "5000 kg/m^2", least=1e-3, most=1e9),
    "inverse_length": Kind(
        "a change per length", "1/m", "-39e-9 1/m", special=(("N/km", 1e-9),), least=1e-15, most=1.0
    ),
    "solid_angle": Kind("a solid angle", "sr", "0.37 sr", least=1e-12, most=4.0 * math.pi),
    "ratio": Kind("a ratio", "", "20 dB", bare=True, decibel=("dB", "dBi"), most=1e15),
    "probability": Kind("a probability", "", "0.95", bare=True),
    "energy": Kind(
        "an energy",
        "J",
        "10 kt",
        special=(("t", 4.184e9), ("kt", 4.184e12), ("Mt", 4.184e15)),
        least=1e-3,
        most=1e21,
    ),
    "ground_motion": Kind(
        "a motion of the ground",
        "m",
        "0.2 nanometres",
        special=(("nanometres", 1e-9), ("nanometre", 1e-9)),
        least=1e-14,
        most=1e-2,
    ),
    **{c: Kind(money_noun(c), c, f"3.1 billion {c}", most=1e20) for c in CURRENCIES},
}
"""Every kind of quantity that a scenario may declare.

Their bounds are wide: a thousandth of a millimetre or of a second is no slip of the pen in itself,
but no sensor, delay or distance of a scenario is so small, and a unit that was mistaken (nanometres
for nautical miles) lands far outside. Of ground that shakes nanometres are meant, and of explosions
tons of TNT, a ton being 4.184 GJ by convention (NIST SP 811, B.8), and not tons of mass.
"""

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

# Ground that shakes is measured in nanometres, written out, since the sea's mile has no symbol
# that all agree on.
_MILES: Final = re.compile(r"(?<![A-Za-z_])(nm|NM|Nm|nM)(?![A-Za-z_])")
_SPREAD: Final = re.compile(r"([^\s()]+) ?\(([^()–]+?)(?:–| to )([^()–]+)\) ?(.+)")
"""`870 (600–1,500) km`, as the program itself prints an interval."""
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SLIPS: Final = {
    ("m", "s"): "min",
    ("M", "s"): "min",
    ("sm", "m"): "mi",
    ("dB", "m^2"): "dBsm",
    ("dBm^2", "m^2"): "dBsm",
    ("dBm2", "m^2"): "dBsm",
}
"""What stands for something else in a unit's place, by the SI unit of what was wanted."""
_OFTEN: Final = ("GHz", "MHz", "kHz", "Hz", "MW", "km^2", "sr")
"""Units that are not in `USUAL` and are often written in the wrong case."""
_SUPERSCRIPT: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_POWER: Final = re.compile(r"(?<=[A-Za-z])([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+|-?\d)")


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


def in_unit(value: float, kind: str, unit: str) -> float:
    """An SI value in another unit: what `parse` of the number with that unit reads.

    Args:
        value: in SI units.
        kind: one of `KINDS`.
        unit: as `parse` takes it.

    Raises:
        UnitError: it is no unit of that kind, or the value has no logarithm.

    Example:
        >>> in_unit(870000.0, "length", "km"), in_unit(100.0, "ratio", "dB")
        (870.0, 20.0)
    """
    wanted = KINDS[kind]
    if unit in wanted.decibel:
        if value <= 0.0:
            raise UnitError(f"{value:g} is no number of {unit}: it has no logarithm")
        return 10.0 * math.log10(value / _DECIBEL_REFERENCE.get(unit, 1.0))
    if (size := dict(wanted.special).get(unit)) is not None:
        return value / size
    if not unit and wanted.bare:
        return value
    scale, si = _scale(unit), _scale(wanted.si)
    if scale is None or si is None or scale.dimension != si.dimension:
        raise UnitError(f"'{unit}' is no unit of {wanted.noun}")
    return (value - scale.offset) / scale.factor


def unit_of(text: object) -> str:
    """The unit that a text states behind its number; empty where there is none.

    Example:
        >>> unit_of("870 km"), unit_of(0.95)
        ('km', '')
    """
    number = _NUMBER.match(str(text).strip())
    return "" if number is None else str(text).strip()[number.end() :].strip()


def implausible(value: float, kind: str) -> str:
    """Why no declared quantity of a kind has this SI value: `less than any length, 0.001 m`.

    Empty: it may. Zero is never too small: what may not be zero says so itself.
    """
    wanted = KINDS[kind]
    if 0.0 < abs(value) < wanted.least:
        return f"smaller than {wanted.noun} here can be ({wanted.least:g} {wanted.si})"
    if abs(value) > wanted.most:
        return f"larger than {wanted.noun} here can be ({wanted.most:g} {wanted.si})"
    return ""


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
        raise UnitError(_refusal(text, wanted))
    unit = text[number.end() :].strip()
    value = float(number.group())
    if unit in wanted.decibel:
        return _DECIBEL_REFERENCE.get(unit, 1.0) * _from_decibel(value)
    if (size := dict(wanted.special).get(unit)) is not None:
        return value * size
    if not unit and not wanted.bare:
        raise UnitError(f"{_shown(text)} has no unit; {_with_units(number.group(), wanted)}")
    return _converted(value, unit, wanted, text) if unit else value


def _converted(value: float, unit: str, wanted: Kind, text: str) -> float:
    scale, si = _scale(unit), _scale(wanted.si)
    # The dimension counts radians, so that `3 rad` is not a ratio.
    if scale is None or si is None or scale.dimension != si.dimension or _MILES.search(unit):
        raise UnitError(_refusal(text, wanted))
    return value * scale.factor + scale.offset


def _refusal(text: str, wanted: Kind) -> str:
    """Why a text is not such a quantity, with what its writer may have meant."""
    return f"{_shown(text)} is not {wanted.noun}; {_advice(text, wanted)}"


def _advice(text: str, wanted: Kind) -> str:
    plain = text.replace("\N{MINUS SIGN}", "-")
    if spread := _SPREAD.fullmatch(plain):
        best, low, high, unit = (part.replace(",", "") for part in spread.groups())
        written = f"{{low: {low} {unit}, best: {best} {unit}, high: {high} {unit}}}"
        if all(_reads(f"{n} {unit}", wanted) for n in (low, best, high)):
            return f"write {written}"
    plain = _THOUSANDS.sub("", plain)
    number = _NUMBER.match(plain) if len(plain) <= _LONGEST else None
    if number is not None:
        unit = plain[number.end() :].strip()
        for meant in _meant(unit, wanted):
            if _reads(f"{number.group()} {meant}".strip(), wanted):
                miles = "for nautical miles " if _MILES.search(unit) else ""
                return f"{miles}write '{number.group()} {meant}".rstrip() + "'"
        known = [u for u in (*USUAL, *_OFTEN) if _reads(f"{number.group()} {u}", wanted)]
        for near in get_close_matches(unit, known, n=1):
            return f"did you mean '{number.group()} {near}'?"
    return f"write e.g. '{wanted.example}'"


def _meant(unit: str, wanted: Kind) -> Iterator[str]:
    """Units that somebody who wrote this one may have meant, the likeliest first."""
    if _MILES.search(unit):
        yield _MILES.sub("nmi", unit)
    else:
        yield unit
    if (unit, wanted.si) in _SLIPS:
        yield _SLIPS[unit, wanted.si]
    known = (*USUAL, *MONEY, *_OFTEN, *wanted.decibel)
    yield from (u for u in known if u.casefold() == unit.casefold())


def _reads(text: str, wanted: Kind) -> bool:
    """Whether a text is such a quantity; asked of what is about to be recommended."""
    number = _NUMBER.match(text)
    unit = "" if number is None else text[number.end() :].strip()
    if number is None or (not unit and not wanted.bare) or _MILES.search(unit):
        return False
    scale, si = _scale(unit), _scale(wanted.si)
    same = scale is not None and si is not None and scale.dimension == si.dimension
    if unit in wanted.decibel:
        return _from_decibel(float(number.group())) <= LARGEST
    return same or unit in dict(wanted.special)


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
    "ms": _Scale(1e-3, 0.0, "second"),
    "min": _Scale(60.0, 0.0, "second"),
    "h": _Scale(3600.0, 0.0, "second"),
    "d": _Scale(86400.0, 0.0, "second"),
    "nmi": _Scale(1852.0, 0.0, "meter"),
    "rad": _Scale(1.0, 0.0, "radian"),
    "mrad": _Scale(1e-3, 0.0, "radian"),
    "deg": _Scale(math.pi / 180.0, 0.0, "radian"),
    "m^2": _Scale(1.0, 0.0, "meter ** 2"),
    "km^2": _Scale(1e6, 0.0, "meter ** 2"),
    "m/s": _Scale(1.0, 0.0, "meter / second"),
    "km/s": _Scale(1e3, 0.0, "meter / second"),
    "km/h": _Scale(1e3 / 3600.0, 0.0, "meter / second"),
    "kt": _Scale(1852.0 / 3600.0, 0.0, "meter / second"),
    "kg/m^2": _Scale(1.0, 0.0, "kilogram / meter ** 2"),
    "1/m": _Scale(1.0, 0.0, "1 / meter"),
    "W": _Scale(1.0, 0.0, "kilogram * meter ** 2 / second ** 3"),
    "kW": _Scale(1e3, 0.0, "kilogram * meter ** 2 / second ** 3"),
    "K": _Scale(1.0, 0.0, "kelvin"),
}
"""What pint says of the units that scenarios use most; a test holds the two together."""

MONEY: Final = {
    f"{size} {currency}".strip(): _Scale(factor, 0.0, currency)
    for currency in CURRENCIES
    for size, factor in (("", 1.0), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9))
}
"""Amounts as they are printed; pint knows no currencies."""


@cache
def _scale(unit: str) -> _Scale | None:
    """How to convert from a unit; None = not a unit, or not a linear one."""
    found = USUAL.get(unit) or MONEY.get(unit) or asked_of_pint(unit)
    # Only what is no unit as it stands: some units have a digit in their name.
    if found is None and (raised := _raised(unit)) != unit:
        return _scale(raised)
    return found


def _raised(unit: str) -> str:
    """`m²` and `m2` as `m^2`: the first is how the program itself prints it."""
    return _POWER.sub(lambda power: f"^{power.group().translate(_SUPERSCRIPT)}", unit)


def asked_of_pint(unit: str) -> _Scale | None:
    """How to convert from any unit that pint knows; None = not a unit, or not a linear one."""
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
    with suppress(OverflowError):
        return float(number)
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
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a mapping"
    return f"'{_short(value)}'"


def _short(value: object) -> str:
    text = str(value) if not isinstance(value, int) or abs(value) < 10**40 else "a huge number"
    return text if len(text) <= 40 else text[:37] + "..."
