"""Bases, patrols and the ways between them, on a map or a globe."""

import numpy as np
from numpy.typing import NDArray

from noroshi.earth.geodesic import direct, inverse
from noroshi.questions.answer import Feature, Layer
from noroshi.questions.basing.records import BasingTable
from noroshi.questions.numbers import Numbers
from noroshi.questions.plain_data import PlainData

Floats = NDArray[np.float64]
Points = tuple[tuple[float, ...], ...]


def layers(table: BasingTable, data: PlainData) -> tuple[Layer, ...]:
    """What the comparison speaks of: each base, each station's patrol, each shortest way."""
    choice, numbers = table.choice, Numbers(data)
    bases = (
        Feature(
            b, place.name, "point", ((_degrees(place.lon.best), _degrees(place.lat.best)),), "base"
        )
        for b, place in choice.bases.items()
    )
    patrols = (
        Feature(s, choice.stations[s].name, "line", _patrol(table, s), "patrol")
        for s in table.stations
    )
    middles = (
        Feature(s, choice.stations[s].name, "point", (_middle(table, s),), "station")
        for s in table.stations
    )
    ways = (
        Feature(
            f"{base}-{station}",
            f"{choice.bases[base].name} to {choice.stations[station].name}",
            "line",
            _way(table, base, station),
            "way",
            {
                name: float(np.nanmedian(numbers.array(name, **at)))
                for name in ("distance", "transit")
            },
        )
        for station in table.stations
        for base in choice.bases
        for at in ({"station": station, "base": base},)
    )
    return (
        Layer("bases", "Bases", tuple(bases)),
        Layer("patrols", "Patrols, at their size", tuple(patrols)),
        Layer("stations", "Middles of patrols", tuple(middles)),
        Layer("ways", "Shortest ways from bases to patrols", tuple(ways)),
    )


def _degrees(angle: float) -> float:
    return float(np.degrees(angle))


def _middle(table: BasingTable, station: str) -> tuple[float, float]:
    lat, lon = table.choice.stations[station].pattern.middle
    return _degrees(lon), _degrees(lat)


def _way(table: BasingTable, base: str, station: str) -> Points:
    """Points along the shortest way to the middle of the patrol."""
    place = table.choice.bases[base]
    start = (place.lat.best, place.lon.best)
    distance, bearing = inverse(*start, *table.choice.stations[station].pattern.middle)
    return _points(*direct(*start, np.linspace(0.0, 1.0, 65) * distance, bearing))


def _patrol(table: BasingTable, station: str) -> Points:
    pattern = table.choice.stations[station].pattern
    return _points(*pattern.point(np.linspace(0.0, 1.0, 181) * pattern.length))


def _points(lat: Floats, lon: Floats) -> Points:
    pairs = np.degrees(np.column_stack([lon, lat])).tolist()
    return tuple(map(tuple, pairs))
