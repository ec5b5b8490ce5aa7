"""Quantities as people read them: `870 (600–1,500) km`."""

import math
from typing import Final

from noroshi.constants import KILOTON
from noroshi.currencies import CURRENCIES
from noroshi.present.rounding import minus
from noroshi.units import KINDS
from noroshi.world import Estimate

# By kind of quantity: (unit, its size in SI, least absolute SI value that is shown in it).
_UNITS: Final[dict[str, tuple[tuple[str, float, float], ...]]] = {
    "length": (("km", 1e3, 1e3), ("m", 1.0, 0.0)),
    "time": (
        ("d", 86400.0, 172800.0),
        ("h", 3600.0, 7200.0),
        ("min", 60.0, 600.0),
        ("s", 1.0, 0.0),
    ),
    "angle": (("°", math.pi / 180.0, 0.0),),
    "frequency": (("GHz", 1e9, 1e9), ("MHz", 1e6, 1e6), ("Hz", 1.0, 0.0)),
    "power": (("MW", 1e6, 1e6), ("kW", 1e3, 1e3), ("W", 1.0, 0.0)),
    "area": (("m²", 1.0, 0.0),),
    "energy": (("kt", KILOTON, KILOTON), ("t", 1e-3 * KILOTON, 1e-3 * KILOTON), ("J", 1.0, 0.0)),
    "ground_motion": (("nanometres", 1e-9, 0.0),),
    **{
        code: ((f"billion {code}", 1e9, 1e9), (f"million {code}", 1e6, 1e6), (code, 1.0, 0.0))
        for code in CURRENCIES
    },
    "areal_density": (("kg/m²", 1.0, 0.0),),
    # A refractivity gradient, in the field's parts per million a kilometre (ITU-R P.453).
    "inverse_length": (("N/km", 1e-9, 0.0),),
}


def quantity(estimate: Estimate) -> str:
    """An estimate with its interval and a unit that suits its size."""
    unit, size = _unit(estimate)
    return f"{spread(estimate, size)} {unit}".strip()


def value_of(estimate: Estimate, value: float) -> str:
    """A value of an estimate with the unit that suits its best value: "870 km"."""
    unit, size = _unit(estimate)
    return f"{number(value / size)} {unit}".strip()


def spread(estimate: Estimate, size: float = 1.0) -> str:
    """`870 (600–1,500)`, in units of `size`; `870` alone where nothing is uncertain."""
    best = number(estimate.best / size)
    if estimate.certain:
        return best
    low, high = number(estimate.low / size), number(estimate.high / size)
    # After a minus sign a dash would be read as another one.
    between = " to " if estimate.low < 0.0 else "–"
    return f"{best} ({low}{between}{high})"


def number(value: float) -> str:
    """Four significant digits, with thousands marked."""
    if value == 0.0 or not 1e-4 <= abs(value) < 1e9:
        return minus(f"{value:.4g}")
    digits = max(0, 3 - math.floor(math.log10(abs(value))))
    text = f"{round(value, digits):,.{digits}f}"
    return minus(text.rstrip("0").rstrip(".") if "." in text else text)


def _unit(estimate: Estimate) -> tuple[str, float]:
    kind = KINDS.get(estimate.kind)
    units = _UNITS.get(estimate.kind, (("" if kind is None else kind.si, 1.0, 0.0),))
    return next((unit, size) for unit, size, least in units if abs(estimate.best) >= least)
