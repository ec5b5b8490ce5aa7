"""What a reader finds in the netCDF file, on the maps and on the globe is what the arrays say."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
from pyproj import Geod
from shapely.geometry import shape

from noroshi.questions.warning.pipe import Assessment
from noroshi.warning.timeline import ALONE, SHARED

WHEN = ("before", "after")
WGS84 = Geod(ellps="WGS84")
ONE_MILLISECOND, ONE_METRE_OF_A_DEGREE = 1e-3, 1e-5

DEGREES = np.degrees
NUMBERS: dict[str, Callable[[Assessment], Any]] = {
    "range": lambda a: a.flights.range,
    "flight_time": lambda a: a.flights.flight_time,
    "burn_time": lambda a: a.flights.burn_time,
    "apogee": lambda a: a.flights.apogee,
    "burnout_altitude": lambda a: a.flights.burnout_altitude,
    "nominal_lat": lambda a: DEGREES(a.flights.nominal.lat),
    "nominal_lon": lambda a: DEGREES(a.flights.nominal.lon),
    "nominal_altitude": lambda a: a.flights.nominal.altitude,
    "choice_useful": lambda a: a.choices.useful,
    "first_detection": lambda a: a.detections.first,
    "confirmed": lambda a: a.detections.confirmed,
    "rise": lambda a: a.detections.rise,
    "set": lambda a: a.detections.set,
    "custody": lambda a: a.detections.custody,
    "track": lambda a: a.tracks.first,
    "area_known": lambda a: a.tracks.area,
    "ellipse": lambda a: a.tracks.spread,
    "concerned_known": lambda a: a.tracks.known,
    "concerned_known_without": lambda a: a.tracks.without,
    "arrival": lambda a: a.warnings.arrival,
    "told": lambda a: a.warnings.told,
    "margin": lambda a: a.warnings.margin,
    **{
        link: lambda a, link=link: [getattr(a.warnings.stages[k], link) for k in (ALONE, SHARED)]
        for link in ("detected", "directed", "attributed", "decided", "broadcast")
    },
    "population": lambda a: a.population,
    "receiver_lat": lambda a: [DEGREES(a.scenario.receivers[r].lat) for r in a.receivers],
    "receiver_lon": lambda a: [DEGREES(a.scenario.receivers[r].lon) for r in a.receivers],
    "pair_flight": lambda a: a.warnings.pairs.flight,
    "pair_receiver": lambda a: a.warnings.pairs.receiver,
    "level": lambda a: a.tracks.levels,
    "instant": lambda a: a.tracks.time,
    "time": lambda a: a.flights.nominal.time,
    "draw": lambda a: np.arange(a.draws.count),
}
TEXTS: dict[str, Callable[[Assessment], list[str]]] = {
    "flight": lambda a: list(a.flights.ids),
    "threat": lambda a: list(a.flights.threat),
    "vehicle": lambda a: list(a.flights.vehicle),
    "site": lambda a: list(a.flights.site),
    "aimed_at": lambda a: list(a.flights.receiver),
    "sensor": lambda a: list(a.detections.sensors),
    "knowledge": lambda _: ["alone", "shared"],
    "receiver": lambda a: list(a.receivers),
    "receiver_name": lambda a: [a.scenario.receivers[r].name for r in a.receivers],
    "receiver_party": lambda a: [a.scenario.receivers[r].party for r in a.receivers],
    "party": lambda a: list(a.parties),
    "team": lambda a: [t.name for t in a.tracks.teams],
    "choice": lambda a: [
        " and ".join(name for _, name in picked) or "as reckoned here"
        for picked in a.choices.picked
    ],
    "pair_kind": lambda a: ["overflight" if k else "impact" for k in a.warnings.pairs.kind],
}


@pytest.mark.parametrize("when", WHEN)
def test_every_variable_of_the_file_is_the_array_that_it_is_called(
    parted_folder: Path, by_hand: Any, when: str
) -> None:
    a = by_hand.posture(when)
    with xr.open_dataset(parted_folder / "assessment.nc", group=when) as read:
        names = {str(n) for n in read.variables}
        # Whatever is new in the file is held against its array here, too.
        assert names == set(NUMBERS) | set(TEXTS)
        for name, array in NUMBERS.items():
            expected = np.asarray(array(a))
            assert read[name].shape == expected.shape, name
            np.testing.assert_allclose(
                read[name], expected, rtol=1e-6, atol=ONE_MILLISECOND, err_msg=name
            )
        for name, texts in TEXTS.items():
            assert read[name].values.tolist() == texts(a), name
        assert str(read.attrs["date"]) == str(a.day)


def test_no_two_arrays_of_the_run_are_alike_so_that_none_can_stand_for_another(
    by_hand: Any,
) -> None:
    a = by_hand.posture("after")
    arrays = {name: np.asarray(array(a), dtype=float) for name, array in NUMBERS.items()}
    for one, first in arrays.items():
        for other, second in arrays.items():
            same = {one, other} == {"arrival", "flight_time"}  # nobody is flown over here
            if one < other and first.shape == second.shape and not same:
                assert not np.allclose(first, second, equal_nan=True), (one, other)


@pytest.fixture(scope="module")
def features(parted_folder: Path) -> Callable[[str], dict[str, dict[str, Any]]]:
    def read(name: str) -> dict[str, dict[str, Any]]:
        text = (parted_folder / f"{name}.geojson").read_text(encoding="utf-8")
        return {f["id"]: f for f in json.loads(text)["features"]}

    return read


def test_a_city_on_the_map_has_its_own_place_people_and_times(features: Any, by_hand: Any) -> None:
    after = by_hand.posture("after")
    found = features("cities")
    assert list(found) == list(after.scenario.receivers)
    for key, place in after.scenario.receivers.items():
        told = found[key]["properties"]
        assert (told["name"], told["party"], told["people"]) == (
            place.name,
            place.party,
            place.population,
        )
        assert told["flights"] == len(by_hand.aimed("after", key))
        where = np.degrees([place.lon, place.lat])
        np.testing.assert_allclose(
            found[key]["geometry"]["coordinates"], where, atol=ONE_METRE_OF_A_DEGREE
        )
        gain = by_hand.of_place("after", key) - by_hand.of_place("before", key)
        expected = {"mean_gain": by_hand.levels(gain)}
        for when in WHEN:
            least = np.maximum(by_hand.least(when, key), 0.0)
            expected[f"least_warning_{when}"] = by_hand.levels(least)
            mean = by_hand.levels(by_hand.of_place(when, key))
            if f"mean_warning_{when}_p50_s" in told:
                expected[f"mean_warning_{when}"] = mean
        for name, levels in expected.items():
            read = [told[f"{name}_{p}_s"] for p in ("p5", "p50", "p95")]
            np.testing.assert_allclose(read, levels, atol=ONE_MILLISECOND, err_msg=name)


def test_a_sensor_on_the_map_stands_where_it_is_declared_and_says_in_which_posture(
    features: Any, by_hand: Any
) -> None:
    found = features("sensors")
    after, before = by_hand.posture("after").scenario, by_hand.posture("before").scenario
    for key, sensor in after.sensors.items():
        told, place = found[key]["properties"], after.places[sensor.at]
        assert told["posture"] == ("both" if key in before.sensors else "after")
        assert (told["name"], told["owner"], told["kind"]) == (
            sensor.name,
            sensor.owner,
            sensor.kind,
        )
        lat = 0.0 if place.kind == "geostationary" else place.lat.best
        where = np.degrees([place.lon.best, lat])
        np.testing.assert_allclose(
            found[key]["geometry"]["coordinates"], where, atol=ONE_METRE_OF_A_DEGREE
        )
        for number in range(9):
            sector = found.get(f"{key}/{number}")
            if sector is None:
                break
            told = sector["properties"]
            west, south, east, north = shape(sector["geometry"]).bounds
            assert west - 1e-4 <= where[0] <= east + 1e-4
            assert south - 1e-4 <= where[1] <= north + 1e-4
            rim = np.array(shape(sector["geometry"]).geoms[0].exterior.coords)
            off = WGS84.inv(*rim.T, *np.broadcast_to(where, rim.shape).T)[2]
            # The reach is to a target aloft; on the ground it ends a little before.
            assert 0.8 * told["reach_m"] < off.max() < 1.02 * told["reach_m"]


def test_a_track_on_the_map_goes_from_its_site_to_its_place(features: Any, by_hand: Any) -> None:
    a = by_hand.posture("after")
    found = features("tracks")
    assert list(found) == list(a.flights.ids)
    for f, key in enumerate(a.flights.ids):
        told = found[key]["properties"]
        line = found[key]["geometry"]["coordinates"]
        site, aim = (
            a.scenario.places[a.flights.site[f]],
            a.scenario.receivers[a.flights.receiver[f]],
        )
        start = WGS84.inv(*line[0], *np.degrees([site.lon.best, site.lat.best]))[2]
        end = WGS84.inv(*line[-1], *np.degrees([aim.lon, aim.lat]))[2]
        assert start < 100.0
        assert end < 10e3  # the last sample before the impact
        assert told["range_m"] == round(float(a.flights.range[f]))
        texts = [told[name] for name in ("threat", "vehicle", "site", "aimed_at")]
        f_ = a.flights
        assert texts == [f_.threat[f], f_.vehicle[f], f_.site[f], f_.receiver[f]]


def test_an_ellipse_on_the_map_is_as_large_as_the_globe_says_and_before_is_not_after(
    features: Any, parted_folder: Path
) -> None:
    globe = {p["id"]: p for p in json.loads((parted_folder / "picture.czml").read_text("utf-8"))}
    drawn = [p for key, p in globe.items() if key.startswith("impact/")]
    assert {p["id"].split("/")[1] for p in drawn} == set(WHEN)
    sizes = {}
    for packet in drawn:
        edge = np.reshape(packet["polygon"]["positions"]["cartographicDegrees"], (-1, 3))
        area = abs(WGS84.polygon_area_perimeter(edge[:, 0], edge[:, 1])[0])
        radius = float(np.sqrt(area / np.pi)) / 1e3
        said = float(packet["name"].split(": ")[1].removesuffix(" km").replace(",", ""))
        assert radius == pytest.approx(said, abs=0.5 + 0.02 * radius)
        _, when, time = packet["id"].split("/")
        assert packet["name"].startswith(f"Impact as known {when}")
        first, last = (datetime.fromisoformat(t) for t in packet["availability"].split("/"))
        epoch = datetime.fromisoformat(globe["document"]["clock"]["interval"].split("/")[0])
        assert (first - epoch).total_seconds() == pytest.approx(float(time), abs=1.0)
        assert last > first
        sizes[when, time] = radius
    mapped = {}
    for feature in features("impact").values():
        told = feature["properties"]
        area = abs(WGS84.geometry_area_perimeter(shape(feature["geometry"]))[0])
        assert np.sqrt(area / np.pi) == pytest.approx(told["radius_m"], rel=0.02)
        mapped[told["posture"], f"{told['time_s']:g}"] = told["radius_m"] / 1e3
    assert mapped == {key: pytest.approx(radius, rel=0.02) for key, radius in sizes.items()}
    assert any(
        abs(mapped["before", t] / mapped["after", t] - 1.0) > 0.05
        for when, t in mapped
        if when == "before" and ("after", t) in mapped
    )


def test_a_flight_on_the_globe_lasts_as_long_as_it_flies(parted_folder: Path, by_hand: Any) -> None:
    packets = json.loads((parted_folder / "picture.czml").read_text(encoding="utf-8"))
    a = by_hand.posture("after")
    flown = [p for p in packets if p["id"].startswith("flight/")]
    assert flown
    for packet in flown:
        f = a.flights.ids.index(packet["id"].removeprefix("flight/"))
        start, end = (datetime.fromisoformat(t) for t in packet["availability"].split("/"))
        lasting = (end - start).total_seconds()
        # To the first sample that is no longer in the air.
        step = float(np.diff(a.flights.nominal.time).max())
        assert -1e-6 <= lasting - a.flights.nominal.flight_time[f] <= step + 1.0
        assert start.date() == a.day
        samples = np.reshape(packet["position"]["cartographicDegrees"], (-1, 4))
        top = samples[:, 3].max()
        assert top == pytest.approx(np.nanmax(a.flights.nominal.altitude[f]), rel=0.01)


def test_a_city_on_the_globe_tells_its_own_gain(parted_folder: Path, by_hand: Any) -> None:
    packets = json.loads((parted_folder / "picture.czml").read_text(encoding="utf-8"))
    told = {p["id"]: p["description"] for p in packets if p["id"].startswith("city/")}
    places = by_hand.posture("after").scenario.receivers
    gains = {k: by_hand.of_place("after", k) - by_hand.of_place("before", k) for k in places}
    assert len(told) == len(gains)
    for key, text in told.items():
        gain = gains[key.removeprefix("city/")]
        line = text[text.index("gained") :]
        minutes, seconds = re.search(r"\+(?:(\d+) min )?(\d+) s", line).groups()
        read = 60.0 * float(minutes or 0) + float(seconds)
        off = min(abs(read - e) for e in (np.mean(gain), by_hand.levels(gain)[1]))
        # No more than a digit that so few draws do not support.
        assert off <= max(1.0, 0.6 * np.std(gain))
