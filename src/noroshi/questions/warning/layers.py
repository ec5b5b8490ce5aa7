"""Places, sensors with what they cover, launch sites and flights, on a map or a globe."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from typing import Any, Final

import numpy as np

from noroshi.questions.answer import Feature, Layer, PlainData
from noroshi.questions.variables import POSTURES
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.naming import receiver_name, threat_name
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.places import position
from noroshi.questions.warning.reading import Told
from noroshi.questions.warning.sectors import outline, sectors
from noroshi.stats import Sampled

_SAMPLES: Final = 80
"""Positions kept of a flight that moves: what shows it fits curves between them."""
_MOST_FLIGHTS: Final = 120
_WARNED: Final = {"mean_warning": "place_warning", "least_warning": "least_warning"}
"""How long a place is warned in each posture: the variable by what a map's file calls it."""
_UNDATED: Final = datetime(2000, 1, 1)


def layers(comparison: Comparison, data: PlainData) -> tuple[Layer, ...]:
    """Everything that the answer speaks of.

    Flights are launched at midnight of the later posture’s date.
    """
    return (
        Layer("cities", "Places that are warned", tuple(_cities(data))),
        Layer("sensors", "Sensors", tuple(_sensors(comparison, data))),
        Layer("coverage", "Where radars look, as far as is published", tuple(_covered(comparison))),
        Layer("sites", "Launch sites", tuple(_sites(comparison))),
        flights_layer(
            comparison,
            representative(comparison.after),
            "One flight of each class to each region, at its height and time",
        ),
    )


def flights_layer(comparison: Comparison, flights: Sequence[int], title: str) -> Layer:
    """Some flights, launched at midnight of the later posture’s date."""
    epoch = datetime.combine(comparison.after.day or _UNDATED, time(), UTC)
    return Layer("flights", title, tuple(_flights(comparison, flights)), epoch.isoformat())


def _statistics(name: str, found: Sampled) -> dict[str, float]:
    return {f"{name}_{key}_s": float(getattr(found, key)) for key in ("p5", "p50", "p95", "mean")}


def _cities(data: PlainData) -> Iterator[Feature]:
    told = Told(data)
    for receiver, name in told.receivers.items():
        at = {"receiver": receiver}
        yield Feature(
            receiver,
            name,
            "point",
            ((told.number("receiver_lon", **at), told.number("receiver_lat", **at)),),
            "city",
            {
                "party": told.word("receiver_party", **at),
                "people": told.number("population", **at),
                "flights": told.number("flights_aimed", **at),
                "later_class": told.number("place_only_later", **at),
                "measurable": told.number("place_measurable", **at),
                **_statistics("mean_gain", told.place_gain(receiver)),
                **{
                    key: value
                    for called, variable in _WARNED.items()
                    for posture in POSTURES
                    for key, value in _statistics(
                        f"{called}_{posture}", told.spread(variable, posture=posture, **at)
                    ).items()
                },
            },
        )


def standing(comparison: Comparison) -> Iterator[tuple[str, Assessment, str]]:
    """Sensors of either posture, a posture in which each stands, and its role."""
    was, now = (a.detections.sensors for a in (comparison.before, comparison.after))
    for sensor in dict.fromkeys((*now, *was)):
        role = "gone sensor" if sensor not in now else "sensor"
        role = "new sensor" if sensor not in was else role
        yield sensor, comparison.after if sensor in now else comparison.before, role


def _sensors(comparison: Comparison, data: PlainData) -> Iterator[Feature]:
    told = Told(data)
    for sensor, assessment, role in standing(comparison):
        record = assessment.scenario.sensors[sensor]
        lat, lon, height = position(assessment, record.at)
        stands = told.word("sensor_in", sensor=sensor)
        about = {"kind": record.kind, "owner": record.owner, "stands": stands}
        yield Feature(sensor, record.name, "point", ((lon, lat, height),), role, about)


def _covered(comparison: Comparison) -> Iterator[Feature]:
    for sensor, assessment, role in standing(comparison):
        name = assessment.scenario.sensors[sensor].name
        for number, sector in enumerate(sectors(assessment, sensor)):
            about: dict[str, Any] = {
                "sensor": sensor,
                "reach_m": sector.reach,
                "cross_section_m2": sector.cross_section,
            }
            yield Feature(
                f"{sensor}/{number}",
                name,
                "polygon",
                tuple(map(tuple, outline(sector).tolist())),
                role.replace("sensor", "coverage"),
                about,
            )


def _sites(comparison: Comparison) -> Iterator[Feature]:
    after = comparison.after
    for site in dict.fromkeys(after.flights.site):
        lat, lon, height = position(after, site)
        name = after.scenario.places[site].name or site
        yield Feature(site, name, "point", ((lon, lat, height),), "site")


def _called(comparison: Comparison, flight: int) -> str:
    flights = comparison.after.flights
    threat = threat_name(comparison, flights.threat[flight])
    return f"{threat}, to {receiver_name(comparison, flights.receiver[flight])}"


def _about(comparison: Comparison, flight: int) -> dict[str, Any]:
    flights = comparison.after.flights
    return {
        "threat": flights.threat[flight],
        "vehicle": flights.vehicle[flight],
        "site": flights.site[flight],
        "aimed_at": flights.receiver[flight],
        "range_m": round(float(flights.range[flight])),
    }


def _flights(comparison: Comparison, which: Sequence[int]) -> Iterator[Feature]:
    flights = comparison.after.flights
    for flight in which:
        points, times = _samples(comparison.after, flight)
        called, about = _called(comparison, flight), _about(comparison, flight)
        yield Feature(flights.ids[flight], called, "line", points, "flight", about, times=times)


def representative(assessment: Assessment) -> list[int]:
    """One flight for each threat and region of receivers, the one to the most people."""
    flights, receivers = assessment.flights, assessment.scenario.receivers
    people = dict(zip(assessment.receivers, assessment.population, strict=True))
    best: dict[tuple[str, str], int] = {}
    for f, (threat, receiver) in enumerate(zip(flights.threat, flights.receiver, strict=True)):
        if not np.isfinite(flights.nominal.altitude[f]).any():
            continue
        key = threat, receivers[receiver].region or receivers[receiver].party
        if key not in best or people[receiver] > people[flights.receiver[best[key]]]:
            best[key] = f
    ranked = sorted(best.values(), key=lambda f: -people[flights.receiver[f]])
    return sorted(ranked[:_MOST_FLIGHTS])


def _samples(
    assessment: Assessment, flight: int
) -> tuple[tuple[tuple[float, float, float], ...], tuple[float, ...]]:
    """Longitude, latitude [deg] and height [m] of the nominal track, and seconds after launch."""
    nominal = assessment.flights.nominal
    flying = np.flatnonzero(np.isfinite(nominal.altitude[flight]))
    if flying.size == 0:
        return (), ()
    kept = flying[np.unique(np.linspace(0, flying.size - 1, _SAMPLES).round().astype(int))]
    lon, lat = (np.round(np.degrees(a[flight][kept]), 5) for a in (nominal.lon, nominal.lat))
    height = np.round(nominal.altitude[flight][kept], 1)
    points = np.column_stack([lon, lat, height]).tolist()
    return tuple((x, y, z) for x, y, z in points), tuple(nominal.time[kept].tolist())
