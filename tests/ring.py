"""Stations about a pole: a world small enough to reckon by hand who hears a shot there."""

import yaml

from noroshi.questions.ask import case_of
from noroshi.questions.listen import Options
from noroshi.questions.listen.answer import answer
from noroshi.questions.listen.choice import choose
from noroshi.questions.listen.compute import listen
from noroshi.questions.listen.reading import ListenNumbers
from noroshi.scenario import load

DRAWS = 16
NOISE = {"low": "0.5 nanometres", "best": "1 nanometres", "high": "2 nanometres"}
"""Which every station of these worlds shares."""


def station(lat, lon, **more):
    own = {"name": f"At {lat}, {lon}", "lat": f"{lat} deg", "lon": f"{lon} deg", "party": "a"}
    told = {"network": "net", "noise": {**NOISE, "shared_as": "noise"}, "availability": 0.9}
    return {**own, **told, **more}


def shot(day, size, **more):
    magnitudes = [
        {
            "by": "survey",
            "scale": "mb",
            "value": {"low": size - 0.1, "best": size, "high": size + 0.1},
        }
    ]
    told = {"name": f"shot of {day}", "place": "pole", "origin": f"{day}T06:00:00"}
    return {**told, "magnitudes": magnitudes, **more}


RING = {f"S{k}": station(60.0, 40.0 * k, party="ab"[k % 2]) for k in range(9)}
"""All as far from the pole."""
WORLD = {
    "scenario": {"title": "Stations about a pole", "before": "2012-01-01", "after": "2015-01-01"},
    "parties": {"a": {"name": "Aland"}, "b": {"name": "Bland"}},
    "places": {
        "pole": {"name": "The Pole, far north", "lat": "90 deg", "lon": "0 deg"},
        "sky": {"kind": "geostationary", "lon": "0 deg"},
    },
    "seismic_networks": {
        "net": {
            "name": "Ring",
            "scatter": {"low": 0.3, "best": 0.35, "high": 0.4},
            "shared": True,
        }
    },
    "seismometers": RING,
    "seismic_events": {
        "first": shot("2010-05-01", 3.2),
        "second": shot("2013-05-01", 3.8),
        "third": shot("2016-05-01", 4.6),
    },
}


def read(folder, **sections):
    """The world with some sections replaced."""
    file = folder / "world.yaml"
    file.write_text(yaml.safe_dump({**WORLD, **sections}, sort_keys=False), encoding="utf-8")
    return load(file)


def asked(scenario, draws=DRAWS, before=None, **options):
    return answer(case_of(scenario, before, draws, 0, None), Options(**options))


def heard(scenario, draws=DRAWS, **options):
    case = case_of(scenario, None, draws, 0, None)
    return listen(choose(case, Options(**options)), draws=draws, seed=0)


def numbers(found):
    return ListenNumbers(found.plain)
