"""What every JSON document of an answer is made of."""

import json
import math
from typing import Any

from noroshi.stats import Driver, Interval, Sampled

NULL_MEANS = "never (nobody told, nothing seen), or nothing to measure"
"""Said in each document: strict JSON has neither NaN nor infinity."""


def strict_json(document: dict[str, Any]) -> str:
    """A document as text."""
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def interval_document(values: Interval | None) -> dict[str, float | None] | None:
    """An estimate as its 5, 50 and 95 %; `null` for what is infinite or is no number."""
    if values is None:
        return None
    return {key: finite(float(v)) for key, v in zip(Interval._fields, values, strict=True)}


def sampled_document(values: Sampled | None) -> dict[str, float | None] | None:
    """5, 50 and 95 % and the mean, and the standard error of each as a key of its own."""
    if values is None:
        return None
    return {key: finite(float(v)) for key, v in zip(Sampled._fields, values, strict=True)}


def driver_document(d: Driver) -> dict[str, Any]:
    """One assumption that an answer goes with."""
    return {"name": d.name, "rank_correlation": d.correlation, "p_value": d.p_value}


def finite(value: float) -> float | None:
    """The number, or None where it is infinite or none."""
    return value if math.isfinite(value) else None
