"""One flight on a globe: where it is, who looks at it, and where it is known to come down."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np

from noroshi.questions.answer import Feature, Layer, Numbers
from noroshi.questions.localisation.history import PROBABILITY, History, Shape
from noroshi.questions.timeline.tables import seeing
from noroshi.questions.variables import POSTURES
from noroshi.questions.warning.layers import flights_layer, standing
from noroshi.questions.warning.pipe.example import Exemplar
from noroshi.questions.warning.places import position

_STATES: Final = ("rises", "detects", "confirms", "loses", "sets")
"""What begins or ends a state of a sensor, in order."""
_LOOKS: Final = {
    ("rises", "detects"): ("in view", "bound"),
    ("detects", "confirms"): ("detected", "before"),
    ("confirms", "loses"): ("held", "after"),
    ("loses", "sets"): ("in view", "bound"),
}
"""What a sensor does between two of these, and the role of the line that shows it."""


def layers(chosen: Exemplar, found: Numbers, history: History | None) -> tuple[Layer, ...]:
    """The flight, launched at midnight of the later posture's date, and all that sees it."""
    name = found.word("flight_name")
    flight = flights_layer(chosen.comparison, [chosen.flight], name)
    epoch = flight.epoch
    end = max((t for f in flight.features for t in f.times), default=0.0)
    return (
        flight,
        Layer("sensors", "Sensors that have it in view", tuple(_sensors(chosen, found))),
        Layer("places", "Where it is launched, and whom it is aimed at", _places(chosen, found)),
        Layer("looks", "Who looks at it", tuple(_looks(chosen, found, flight, end)), epoch=epoch),
        Layer(
            "impact",
            "Where the impact is known to lie",
            tuple(_ellipses(history, end)),
            epoch=epoch,
        ),
    )


def _in_view(found: Numbers) -> dict[str, list[str]]:
    """Sensors that have it in view, by id, with the postures in which they do."""
    postures: dict[str, list[str]] = {}
    for posture in POSTURES:
        for sensor in seeing(found, posture):
            postures.setdefault(sensor, []).append(posture)
    return postures


def _sensors(chosen: Exemplar, found: Numbers) -> Iterator[Feature]:
    postures = _in_view(found)
    for sensor, assessment, role in standing(chosen.comparison):
        if sensor not in postures:
            continue
        record = assessment.scenario.sensors[sensor]
        lat, lon, height = position(assessment, record.at)
        about = {"kind": record.kind, "owner": record.owner, "sees": " ".join(postures[sensor])}
        yield Feature(sensor, record.name, "point", ((lon, lat, height),), role, about)


def _places(chosen: Exemplar, found: Numbers) -> tuple[Feature, ...]:
    after = chosen.comparison.after
    key = after.receivers[chosen.receiver]
    site = after.flights.site[chosen.flight]
    lat, lon, height = position(after, site)
    at = found.number("aim_lon"), found.number("aim_lat")
    people = {"people": after.scenario.receivers[key].population}
    return (
        Feature(site, found.word("site"), "point", ((lon, lat, height),), "site"),
        Feature(key, found.word("place_name"), "point", (at,), "city", people),
    )


def _looks(chosen: Exemplar, found: Numbers, flight: Layer, end: float) -> Iterator[Feature]:
    """From each sensor to the flight, while it has it in view, detects it and holds it."""
    names = found.names("sensor")
    stands = {s: position(a, a.scenario.sensors[s].at) for s, a, _ in standing(chosen.comparison)}
    path = flight.features[0]
    if not path.times:
        return
    for sensor, postures in _in_view(found).items():
        lat, lon, height = stands[sensor]
        for posture in postures:
            for number, (state, role, start, until) in enumerate(
                _intervals(found, sensor, posture, end)
            ):
                yield Feature(
                    f"{posture}/{sensor}/{number}",
                    f"{names[sensor]}: {state}",
                    "line",
                    ((lon, lat, height), _at(path, start)),
                    role,
                    {"sensor": sensor, "posture": posture, "state": state},
                    shown=(start, until),
                    joins=(f"sensors/{sensor}", f"{flight.name}/{path.id}"),
                )


def _intervals(
    found: Numbers, sensor: str, posture: str, end: float
) -> Iterator[tuple[str, str, float, float]]:
    """Each state of a sensor, its role, from when until when [s]; medians of the draws."""
    at = {"posture": posture, "sensor": sensor}
    times = {v: float(found.spread(v, **at).p50) for v in _STATES}
    last = min(times["sets"], end) if np.isfinite(times["sets"]) else end
    reached = [(v, min(times[v], last)) for v in _STATES if np.isfinite(times[v])]
    for (start, since), (stop, until) in pairwise(reached):
        if until > since:
            # Where a moment is missing, the state before it lasts on.
            after = next((k for k in _LOOKS if k[0] == start), (start, stop))
            yield *_LOOKS[after], since, until


def _at(path: Feature, time: float) -> tuple[float, ...]:
    """Where the flight is at a time."""
    columns = np.array(path.points).T
    return tuple(float(np.interp(time, path.times, column)) for column in columns)


def _ellipses(history: History | None, end: float) -> Iterator[Feature]:
    """Of both postures, each from its time to the next one's, the last until the impact."""
    if history is None:
        return
    times = [*(i.time for i in history.instants), end]
    for instant, until in zip(history.instants, times[1:], strict=True):
        for posture in POSTURES:
            shape: Shape | None = getattr(instant, posture)
            if shape is not None and shape.drawn and until > instant.time:
                yield _ellipse(shape, posture, instant.time, until)


def _ellipse(shape: Shape, posture: str, time: float, until: float) -> Feature:
    edge = zip(shape.lon_deg.tolist(), shape.lat_deg.tolist(), strict=True)
    return Feature(
        f"{posture}/{time:g}",
        f"Impact as known {posture}: {shape.radius / 1e3:,.0f} km",
        "polygon",
        tuple((float(x), float(y)) for x, y in edge),
        posture,
        {
            "posture": posture,
            "time_s": time,
            "probability": PROBABILITY,
            "radius_m": round(shape.radius, 1),
        },
        shown=(time, until),
    )
