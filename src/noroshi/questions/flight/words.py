"""What is said of one flight, written from the numbers by rule."""

from typing import Final

import numpy as np
import xarray as xr

from noroshi.motion.published import minutes
from noroshi.present.words import counted, duration, listed
from noroshi.questions.answer import Headline, spread

LIMITS: Final = (
    "One flight, with every number at its best value but those that the interval is over. The "
    "sensors’ times are for the flight at the best values; drawn are what is declared of the "
    "sensors, the echo, and whether a look detects.",
    "The equivalent range is that of the same powered phase on the trajectory of greatest range, "
    "on an Earth that does not turn: it belongs to the vehicle, not to the direction of a test.",
    "The thrust is held in one direction, and the load on the way is not limited: a vehicle that "
    "turns, glides or releases objects flies otherwise.",
)
_NAMED: Final = 3
"""Sensors and places that the paragraph names."""


def headline(data: xr.Dataset) -> Headline:
    """How long it takes, or whether the stated time can be; who sees it; what that hangs on."""
    return Headline(_verdict(data), _seen(data), _hangs_on(data))


def text(data: xr.Dataset) -> str:
    """The flight in numbers, who sees it when, and whom it passes."""
    return "\n".join(part for part in (_course(data), _watched(data), _passing(data)) if part)


def _word(data: xr.Dataset, variable: str) -> str:
    return str(data[variable].item())


def _number(data: xr.Dataset, variable: str) -> float:
    return float(data[variable].item())


def _verdict(data: xr.Dataset) -> str:
    verdict = _word(data, "verdict")
    if verdict:
        return f"{verdict.capitalize()}: {_word(data, 'reason')}."
    low, _, high = (float(v) for v in spread(data, "flight_time").interval)
    least, most = minutes(low), minutes(high)
    return f"The flight takes {least if least == most else f'{least} to {most}'}."


def _seen(data: xr.Dataset) -> str:
    """Who confirms it first, before and after."""
    firsts = [_first(data, posture) for posture in ("before", "after")]
    if firsts[0] is None and firsts[1] is None:
        return "No sensor confirms it in most draws, before or after."
    if firsts[1] is None:
        return f"Before, {_told(firsts[0])}; after, no sensor confirms it in most draws."
    if firsts[0] is None:
        return f"After, {_told(firsts[1])}; before, no sensor confirmed it in most draws."
    if firsts[0] == firsts[1]:
        return f"{_told(firsts[1])[0].upper()}{_told(firsts[1])[1:]}, before as after."
    return f"Before, {_told(firsts[0])}; after, {_told(firsts[1])}."


def _told(first: tuple[str, float] | None) -> str:
    assert first is not None
    return f"{first[0]} confirms it first, {duration(first[1])} after launch"


def _first(data: xr.Dataset, posture: str) -> tuple[str, float] | None:
    """The sensor with the least median time of confirmation; None where none confirms."""
    found = _confirmed(data, posture)
    return found[0] if found else None


def _confirmed(data: xr.Dataset, posture: str) -> list[tuple[str, float]]:
    """Sensors that confirm it in the median draw, with when [s after launch], the first first."""
    times = spread(data, "confirmed", posture=posture).p50
    names = data["sensor_name"].to_numpy()
    known = [(str(n), float(t)) for n, t in zip(names, times, strict=True) if np.isfinite(t)]
    return sorted(known, key=lambda row: row[1])


def _hangs_on(data: xr.Dataset) -> str:
    name, varied = _word(data, "vehicle_class_name"), _word(data, "varied")
    said = f"The interval is over the {varied} of the class {name}" if varied else ""
    if _number(data, "vehicle_class_outreached"):
        instead = f"no declared class reaches as far, and {name} stands in as the nearest"
        said = f"{said}; {instead}" if said else instead.capitalize()
    if _number(data, "bearing_assumed"):
        east = "no direction was given: it flies due east here"
        said = f"{said}; {east}" if said else east.capitalize()
    return f"{said}." if said else ""


def _course(data: xr.Dataset) -> str:
    far, high = (_number(data, v) / 1e3 for v in ("range", "apogee"))
    powered, burnout = (spread(data, v).p50 for v in ("powered_time", "burnout_altitude"))
    said = (
        f"From {_word(data, 'launched_from')} {far:,.0f} km far and {high:,.0f} km high: "
        f"{duration(float(powered))} under power, to {float(burnout) / 1e3:,.0f} km, and at its "
        f"greatest height {minutes(_number(data, 'apogee_time'))} after launch. "
    )
    return said + _equivalent(data)


def _equivalent(data: xr.Dataset) -> str:
    low, middle, high = (float(v) / 1e3 for v in spread(data, "equivalent_range").interval)
    if not np.isfinite(low):
        return "The same powered phase could lead into orbit, or nearly."
    if not np.isfinite(middle):
        reach = f"{low:,.0f} km or more"
    else:
        most = f"{high:,.0f} km" if np.isfinite(high) else "orbit, or nearly"
        reach = f"{middle:,.0f} km ({low:,.0f} km to {most})"
    return (
        f"On the trajectory of greatest range the same powered phase would reach {reach}, on an "
        "Earth that does not turn."
    )


def _watched(data: xr.Dataset) -> str:
    parts = []
    for posture in ("before", "after"):
        found = _confirmed(data, posture)
        named = listed([f"{name} after {duration(time)}" for name, time in found[:_NAMED]])
        date = str(data["posture_name"].sel(posture=posture).item())
        there = int(np.isfinite(data["custody"].sel(posture=posture)).any("draw").sum())
        which = f"{len(found)} of {counted(there, 'sensor')} confirm it in the middle draw"
        parts.append(
            f"{date[0].upper()}{date[1:]}: {which}" + (f", first {named}." if named else ".")
        )
    return " ".join(parts)


def _passing(data: xr.Dataset) -> str:
    order = np.argsort(data["pass_distance"].to_numpy(), kind="stable")[:_NAMED]
    names = data["place_name"].to_numpy()
    rows = [
        f"{names[i]} {minutes(float(data['pass_time'][i]))} after launch, "
        f"{float(data['pass_distance'][i]) / 1e3:,.0f} km away over the ground and "
        f"{max(float(data['pass_altitude'][i]), 0.0) / 1e3:,.0f} km high"
        for i in order
    ]
    return f"It passes nearest to {'; '.join(rows)}." if rows else ""
