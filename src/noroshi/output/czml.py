"""`picture.czml`: sites, sectors, flights and cities for a globe (Cesium and others)."""

from datetime import UTC, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from noroshi.output.html import join, tag
from noroshi.output.places import City, Post, cities, posts, sites
from noroshi.output.sectors import outline, sectors
from noroshi.present.words import duration, mean_change, span
from noroshi.questions.warning.pipe import Assessment
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.naming import posture_date, receiver_name, threat_name
from noroshi.report.packets import (
    BLUE,
    INK,
    ORANGE,
    RED,
    Colour,
    Packet,
    document,
    mark,
    text,
    when,
)

Floats = NDArray[np.float64]
_SAMPLES = 80
"""Positions kept of a flight: a globe interpolates between them."""
_MOST_FLIGHTS = 120


def czml(comparison: Comparison) -> str:
    """The picture as text: every flight launched at midnight of the later posture's date."""
    after = comparison.after
    shown = representative(after)
    epoch = datetime.combine(after.day or datetime(2000, 1, 1), time(), UTC)
    lasting = float(np.nanmax(after.flights.flight_time[shown], initial=600.0))
    packets = [document(after.scenario.title, epoch, lasting)]
    packets += [p for post in posts(comparison) for p in _sensor(comparison, post)]
    packets += [_mark(post, RED, "cross") for post in sites(comparison)]
    packets += [_city(comparison, city) for city in cities(comparison)]
    packets += [_flight(comparison, flight, epoch) for flight in shown]
    return text(packets)


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


def _sensor(comparison: Comparison, post: Post) -> list[Packet]:
    """The site, and a packet a face."""
    standing = comparison.before if post.gone else comparison.after
    colour = ORANGE if post.new else BLUE
    packets = [_mark(post, colour, "sensor")]
    for number, sector in enumerate(sectors(standing, post.id)):
        edge = np.column_stack([outline(sector), np.zeros(len(outline(sector)))])
        packets.append(
            {
                "id": f"sector/{post.id}/{number}",
                "name": post.name,
                "parent": f"sensor/{post.id}",
                "polygon": {
                    "positions": {"cartographicDegrees": np.round(edge[:-1], 4).ravel().tolist()},
                    "material": {"solidColor": {"color": {"rgba": [*colour, 36]}}},
                    "outline": True,
                    "outlineColor": {"rgba": [*colour, 200]},
                    "height": 0,
                    "arcType": "GEODESIC",
                },
            }
        )
    return packets


def _mark(post: Post, colour: Colour, role: str) -> Packet:
    where = post.lon_deg, post.lat_deg, post.height_m
    return mark(f"{role}/{post.id}", post.name, where, colour, 9 if role == "sensor" else 6)


def _city(comparison: Comparison, city: City) -> Packet:
    return {
        "id": f"city/{city.id}",
        "name": city.name,
        "description": _about(comparison, city),
        "position": {"cartographicDegrees": [city.lon_deg, city.lat_deg, 0]},
        "point": {
            "color": {"rgba": [255, 255, 255, 255]},
            "outlineColor": {"rgba": [*INK, 255]},
            "outlineWidth": 1,
            "pixelSize": round(4 + 2 * float(np.sqrt(city.people / 1e6)), 1),
        },
    }


def _about(comparison: Comparison, city: City) -> str:
    """HTML, for a globe shows a description as such; names are escaped."""
    if not city.targeted:
        return tag("p", f"No flight is aimed at {city.name}.")
    before = posture_date(comparison.before)
    which = ", all of classes not flown by then" if city.later else ""
    return join(
        tag("p", f"Warning of {city.flights} flights aimed at {city.name}{which}:"),
        tag(
            "ul",
            tag("li", f"{before}, the least favourable one: {span(city.least_before)}"),
            tag("li", f"gained since, mean over them: {mean_change(city.gain)}"),
        ),
    )


def _flight(comparison: Comparison, flight: int, epoch: datetime) -> Packet:
    flights = comparison.after.flights
    seconds, positions = _samples(comparison.after, flight)
    aimed = receiver_name(comparison, flights.receiver[flight])
    threat = threat_name(comparison, flights.threat[flight])
    end = epoch + timedelta(seconds=float(np.ceil(seconds[-1])))
    return {
        "id": f"flight/{flights.ids[flight]}",
        "name": f"{threat}, to {aimed}",
        "description": tag("p", f"{threat}, to {aimed}: {duration(seconds[-1])} of flight."),
        "availability": f"{when(epoch)}/{when(end)}",
        "position": {
            "epoch": when(epoch),
            "interpolationAlgorithm": "LAGRANGE",
            "interpolationDegree": 3,
            "cartographicDegrees": np.column_stack([seconds, positions]).ravel().tolist(),
        },
        "point": {"color": {"rgba": [*RED, 255]}, "pixelSize": 6},
        "path": {
            "width": 1.5,
            "leadTime": 0,
            "resolution": 10,
            "material": {"solidColor": {"color": {"rgba": [*RED, 200]}}},
        },
    }


def _samples(assessment: Assessment, flight: int) -> tuple[Floats, Floats]:
    """Seconds after launch and longitude, latitude [deg], height [m] of the nominal track."""
    nominal = assessment.flights.nominal
    flying = np.flatnonzero(np.isfinite(nominal.altitude[flight]))
    kept = flying[np.unique(np.linspace(0, flying.size - 1, _SAMPLES).round().astype(int))]
    lon, lat = (np.round(np.degrees(a[flight][kept]), 5) for a in (nominal.lon, nominal.lat))
    height = np.round(nominal.altitude[flight][kept], 1)
    return nominal.time[kept], np.column_stack([lon, lat, height])
