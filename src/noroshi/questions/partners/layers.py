"""Partners' sensors and nodes, and the places that are counted, on a map or a globe."""

import numpy as np

from noroshi.questions.answer import Feature, Layer
from noroshi.questions.partners.words import PartnerNumbers
from noroshi.scenario.partners import partners_of
from noroshi.scenario.records import Ground, Scenario


def layers(found: PartnerNumbers, world: Scenario) -> tuple[Layer, ...]:
    """Places with what they gain; sensors and nodes of partners."""
    partners = partners_of(world.parties)
    places = tuple(
        Feature(
            key,
            name,
            "point",
            ((float(np.degrees(r.lon)), float(np.degrees(r.lat))),),
            "city",
            {
                "people": r.population,
                "gain_mean_s": float(found.spread("place_gain", place=key).mean),
            },
        )
        for key, name in found.names("place").items()
        for r in (world.receivers[key],)
    )
    stations = [
        (key, entry.name, entry.at)
        for entries in (world.sensors, world.nodes)
        for key, entry in entries.items()
        if entry.owner in partners
    ]
    sensors = tuple(
        Feature(key, name, "point", (_position(place),), "sensor")
        for key, name, at in stations
        for place in (world.places[at],)
        if isinstance(place, Ground)
    )
    return (
        Layer("cities", "Places that are counted", places),
        Layer("sensors", "Sensors and nodes of partners", sensors),
    )


def _position(place: Ground) -> tuple[float, float]:
    return float(np.degrees(place.lon.best)), float(np.degrees(place.lat.best))
