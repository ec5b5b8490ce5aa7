"""Global Hawks and Tritons as declared and flown here, against what was published of theirs."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import noroshi
from noroshi.earth.geodesic import inverse
from noroshi.questions.basing.answer import one_craft
from noroshi.questions.basing.compute import basing
from noroshi.stats import interval

DATA = Path(__file__).parent / "data" / "global_hawk.csv"
HOUR, KNOT, NAUTICAL_MILE = 3600.0, 1852.0 / 3600.0, 1852.0
EDWARDS, EDINBURGH = (34.905, -117.884), (-34.7025, 138.6208)
BEALE, ANDERSEN = (39.1361, -121.4366), (13.584, 144.93)
"""Airfield reference points, rounded to a few hundred metres [deg]."""


@pytest.fixture(scope="module")
def published():
    with DATA.open(encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def world():
    return noroshi.load("japan")


@pytest.fixture(scope="module")
def hawk(world):
    return world.platforms["rq-4b"]


@pytest.fixture(scope="module")
def flown(world):
    """One Global Hawk from Misawa to the Yellow Sea, in 256 draws."""
    bases, stations = ("misawa",), ("korea-west",)
    table = basing(world, bases=bases, stations=stations, platform="rq-4b", draws=256)
    return table.pair("misawa", "korea-west")


def value(published, name):
    return float(published[name]["value"])


def way(start, end):
    return float(inverse(*np.radians(start), *np.radians(end))[0])


def test_recognised_distance_across_the_pacific(published, validation):
    validation(
        source=published["edinburgh-distance"]["source"],
        quantity="geodesic from Edwards to Edinburgh, 22 April 2001",
        theirs=value(published, "edinburgh-distance"),
        ours=way(EDWARDS, EDINBURGH) / 1e3,
        unit="km",
        tolerance=15.0,
        note="theirs is between the points of take-off and landing as the record was measured",
    )


def test_time_across_the_pacific(published, validation, hawk):
    validation(
        source=published["edinburgh-time"]["source"],
        quantity="transit over the geodesic from Edwards to Edinburgh at the declared speed",
        theirs=value(published, "edinburgh-time"),
        ours=way(EDWARDS, EDINBURGH) / hawk.speed.best / HOUR,
        unit="h",
        tolerance=1.0,
        note="climb, descent, winds and the 5 % longer way that was flown are left out",
    )


def test_time_from_california_to_guam(published, validation, hawk):
    validation(
        source=published["guam-time"]["source"],
        quantity="transit over the geodesic from Beale to Andersen at the declared speed",
        theirs=value(published, "guam-time"),
        ours=way(BEALE, ANDERSEN) / hawk.speed.best / HOUR,
        unit="h",
        tolerance=2.0,
        note="given to the hour; westward, against the wind, on a way that is not known",
    )


@pytest.mark.parametrize(
    ("flight", "what", "tolerance"),
    [
        ("nasa", "mean speed of NASA's Global Hawks over 12 missions", 20.0),
        ("triton", "mean speed of a Triton from Palmdale to Patuxent River", 20.0),
        ("edinburgh", "mean speed over the way flown to Edinburgh", 20.0),
    ],
)
def test_mean_speed_of_long_flights(published, validation, hawk, flight, what, tolerance):
    name = "edinburgh-route" if flight == "edinburgh" else f"{flight}-distance"
    unit = 1e3 if published[name]["unit"] == "km" else NAUTICAL_MILE
    speed = value(published, name) * unit / (value(published, f"{flight}-time") * HOUR)
    validation(
        source=published[f"{flight}-time"]["source"],
        quantity=what,
        theirs=speed / KNOT,
        ours=hawk.speed.best / KNOT,
        unit="kt",
        tolerance=tolerance,
        note="over ground, winds included",
    )


@pytest.mark.parametrize(
    ("flight", "what"),
    [
        ("record-endurance", "longest sortie, with test pilots and two hours left"),
        ("block-20-record", "longest sortie, against the operational record by 2015"),
    ],
)
def test_length_of_the_longest_sorties(published, validation, hawk, flight, what):
    validation(
        source=published[flight]["source"],
        quantity=f"{what}: upper endurance less lower reserve",
        theirs=value(published, flight),
        ours=(hawk.endurance.high - hawk.reserve.low) / HOUR,
        unit="h",
        tolerance=2.0,
        note=published[flight]["note"],
    )


def test_length_of_a_long_sortie(published, validation, hawk):
    ours, longest = (
        hawk.endurance.best - hawk.reserve.best,
        hawk.endurance.high - hawk.reserve.low,
    )
    validation(
        source=published["block-20-sortie"]["source"],
        quantity="a sortie of March 2015: best endurance less best reserve",
        theirs=value(published, "block-20-sortie"),
        ours=ours / HOUR,
        unit="h",
        tolerance=(longest - ours) / HOUR,
        note="tolerance: up to our own longest; theirs was one of the longest",
    )


def test_stated_range_and_stated_endurance_are_not_of_one_flight(published, validation, hawk):
    validation(
        source=published["range"]["source"],
        quantity="range: declared speed times the longest declared endurance",
        theirs=value(published, "range"),
        ours=hawk.speed.best * hawk.endurance.high / 1609.344,
        unit="mi",
        tolerance=1000.0,
        explained="14,000 miles in 34 h would be 358 kt over ground, more than any of the flights "
        "above; the US Air Force gave 8,700 miles for the type in 2014",
    )


def test_flight_hours_of_one_craft_in_years_of_use(published, validation, flown):
    days = (date(2015, 3, 7) - date(2010, 10, 16)).days
    low, middle, high = interval(24.0 * flown.steady.under_way / flown.steady.whole)
    validation(
        source=published["a2019-hours"]["source"],
        quantity="flight hours a day of one craft that flies as often as it can (median)",
        theirs=value(published, "a2019-hours") / days,
        ours=float(middle),
        unit="h/day",
        tolerance=max(float(middle - low), float(high - middle)),
        note=f"tolerance: our 5 to 95 % interval, {low:.1f} to {high:.1f}; theirs flew as ordered, "
        "not as often as it could, and includes its test flights",
    )


@pytest.mark.parametrize("which", ["effectiveness", "australia-completed"])
def test_share_of_the_planned_time_on_station_that_failures_leave(
    published, validation, flown, which
):
    done = flown.steady.on_station / flown.trip.on_station
    validation(
        source=published[which]["source"],
        quantity="share of the planned time on station that is flown (median)",
        theirs=value(published, which),
        ours=float(np.median(done)),
        unit="1",
        tolerance=0.06,
        note=published[which]["note"],
    )


def test_craft_for_one_triton_always_on_station(published, validation, world):
    table = basing(
        world, bases=("misawa", "kadena", "andersen"), platform="mq-4c", draws=64, days=5.0
    )
    every = np.array([np.median(1.0 / one_craft(pair)) for pair in table.pairs])
    validation(
        source=published["craft-an-orbit"]["source"],
        quantity="craft for one always on station (median over bases and stations)",
        theirs=value(published, "craft-an-orbit"),
        ours=float(np.median(every)),
        unit="1",
        tolerance=1.0,
        note=f"ours goes from {every.min():.1f} to {every.max():.1f} with the distance",
    )


def test_area_in_strips_in_a_day_is_that_in_nautical_miles(published, validation, world):
    table = basing(world, bases=("misawa",), stations=("senkaku",), platform="rq-4b", draws=1)
    ours = table.search_rate_best["rq-4b-strip"] * 24.0 * HOUR / 1e6
    # The strip of 10 km at 310 kt for 24 h, by hand.
    assert ours == pytest.approx(10.0 * 310.0 * 1.852 * 24.0, rel=1e-6)
    claim = value(published, "area-a-day")
    validation(
        source=published["area-a-day"]["source"],
        quantity="area in strips in a day always on station, in square nautical miles",
        theirs=claim * 1.852**2,
        ours=ours,
        unit="km²",
        tolerance=2000.0,
    )
    validation(
        source="popular sources (sofrep.com, calendarz.com)",
        quantity="the same, in square miles",
        theirs=claim * 1.609344**2,
        ours=ours,
        unit="km²",
        tolerance=2000.0,
        explained="the maker's 40,000 are square nautical miles; without that word a quarter "
        "of the area is lost",
    )
