"""What is said of one flight, written from the numbers by rule."""

from typing import Final

import numpy as np

from noroshi.amounts import minutes
from noroshi.present.words import counted, listed, middle
from noroshi.questions.answer import Headline, Numbers, PlainData

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


def headline(data: PlainData) -> Headline:
    """How long it takes, or whether the stated time can be; who sees it; what that hangs on."""
    found = Numbers(data)
    return Headline(_verdict(found), _seen(found), _hangs_on(found))


def text(data: PlainData) -> str:
    """The flight in numbers, who sees it when, and whom it passes."""
    found = Numbers(data)
    return "\n".join(filter(None, (_course(found), _watched(found), _passing(found))))


def _verdict(found: Numbers) -> str:
    verdict = found.word("verdict")
    if verdict:
        return f"{verdict.capitalize()}: {found.word('reason')}."
    low, _, high = (float(v) for v in found.interval("flight_time"))
    least, most = minutes(low), minutes(high)
    if least == most:
        return f"The flight takes {most}."
    _, _, unit = most.rpartition(" ")
    return f"The flight takes {least.removesuffix(f' {unit}')} to {most}."


def _seen(found: Numbers) -> str:
    """Who confirms it first, before and after."""
    firsts = [_first(found, posture) for posture in ("before", "after")]
    if firsts[0] is None and firsts[1] is None:
        return "No sensor confirms it in most draws, before or after."
    if firsts[1] is None:
        return f"Before, {_told(firsts[0])}; after, no sensor confirms it in most draws."
    if firsts[0] is None:
        return f"After, {_told(firsts[1])}; before, no sensor confirmed it in most draws."
    if firsts[0] == firsts[1]:
        return f"{_told(firsts[1])[0].upper()}{_told(firsts[1])[1:]}, before as after."
    return f"Before, {_told(firsts[0])}; after, {_told(firsts[1])}."


def _told(first: tuple[str, str] | None) -> str:
    assert first is not None
    return f"{first[0]} confirms it first, {first[1]} after launch"


def _first(found: Numbers, posture: str) -> tuple[str, str] | None:
    """The sensor with the least median time of confirmation; None where none confirms."""
    seers = _confirmed(found, posture)
    return seers[0] if seers else None


def _confirmed(found: Numbers, posture: str) -> list[tuple[str, str]]:
    """Sensors that confirm it in the median draw, with how long after launch, the first first."""
    times = {
        name: found.spread("confirmed", posture=posture, sensor=sensor)
        for sensor, name in found.names("sensor").items()
    }
    known = [name for name, time in times.items() if np.isfinite(time.p50)]
    ranked = sorted(known, key=lambda name: float(times[name].p50))
    return [(name, middle(times[name])) for name in ranked]


def _hangs_on(found: Numbers) -> str:
    name, varied = found.word("vehicle_class_name"), found.word("varied")
    said = f"The interval is over the {varied} declared for {name}" if varied else ""
    if found.number("vehicle_class_outreached"):
        instead = (
            f"no declared class that can fly so reaches as far, and {name} stands in as the nearest"
        )
        said = f"{said}; {instead}" if said else instead.capitalize()
    if found.number("bearing_assumed"):
        east = "no direction was given: it flies due east here"
        said = f"{said}; {east}" if said else east.capitalize()
    return f"{said}." if said else ""


def _course(found: Numbers) -> str:
    far, high = (found.number(v) / 1e3 for v in ("range", "apogee"))
    powered, burnout = (found.spread(v) for v in ("powered_time", "burnout_altitude"))
    said = (
        f"From {found.word('launched_from')} {far:,.0f} km far and {high:,.0f} km high: "
        f"{middle(powered)} under power, to {float(burnout.p50) / 1e3:,.0f} km, and at its "
        f"greatest height {minutes(found.number('apogee_time'))} after launch. "
    )
    return said + _equivalent(found)


def _equivalent(found: Numbers) -> str:
    low, middle, high = (float(v) / 1e3 for v in found.interval("equivalent_range"))
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


def _watched(found: Numbers) -> str:
    parts = []
    for posture, date in found.names("posture").items():
        seers = _confirmed(found, posture)
        named = listed([f"{name} after {time}" for name, time in seers[:_NAMED]])
        there = int((~np.isnan(found.array("custody", posture=posture))).any(axis=-1).sum())
        which = f"{len(seers)} of {counted(there, 'sensor')} confirm it in the middle draw"
        first = f", first {named}" if named else ""
        parts.append(f"{date[0].upper()}{date[1:]}: {which}{first}.")
    return " ".join(parts)


def _passing(found: Numbers) -> str:
    distance = found.array("pass_distance")
    names = list(found.names("place").values())
    rows = [_passed(found, i, names[i]) for i in np.argsort(distance, kind="stable")[:_NAMED]]
    return f"It passes nearest to {'; '.join(rows)}." if rows else ""


def _passed(found: Numbers, place: int, name: str) -> str:
    time, distance, altitude = (
        found.number(f"pass_{what}", place=place) for what in ("time", "distance", "altitude")
    )
    return (
        f"{name} {minutes(time)} after launch, {distance / 1e3:,.0f} km away over the ground and "
        f"{max(altitude, 0.0) / 1e3:,.0f} km high"
    )
