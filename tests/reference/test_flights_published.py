"""Published flights: stated flight times and the ranges that analysts derived, beside ours.

Nothing is tuned to a flight: the burn time is the declared estimate of the vehicle class that the
flight's own equivalent range selects.
"""

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from noroshi.earth import geodesic
from noroshi.motion.published import LEAST_ERROR, RELATIVE_ERROR, Claim, Class, Examined, examine
from noroshi.scenario import load

DATA = Path(__file__).parent / "data"
one_kilometre = 1e3
two_per_cent = 0.02

STEEP = (
    "with a constant acceleration a steep test burns out higher than with one that grows as fuel "
    "is spent, so less speed is needed for the same apogee; analysts differ among themselves by "
    "10-30 %"
)
AT_LEAST = "the author starts from an apogee of more than 2,500 km; ours is for 2,500 km exactly"
EXPLAINED = {
    ("HS12-20170514", "D. Wright (UCS) and other analysts"): STEEP,
    ("HS12-20220130", "ROK JCS"): f"{STEEP}; apogee and range are rounded to 100 km",
    ("HS14-20170704", "D. Wright (UCS)"): STEEP,
    ("HS14-20170704", "Diplomat author (strategicstudyindia archive)"): AT_LEAST,
    ("HS15-20171129", "D. Wright (UCS)"): STEEP,
    ("MUS-20160622", "Savelsberg & Kiessling (38 North)"): (
        f"{STEEP}; the authors themselves give 1,900-2,350 km with a load of 650 kg"
    ),
}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


FLIGHTS = {row["id"]: row for row in rows("flights.csv")}
TIMED = [row for row in FLIGHTS.values() if row["use"] == "time"]
DERIVED = [row for row in rows("equivalent_range.csv") if row["usable"] == "yes"]


@cache
def classes() -> tuple[Class, ...]:
    vehicles = load("japan").vehicles.values()
    return tuple(Class(v.id, v.reach[1], v.burn_time, v.ballistic_coefficient) for v in vehicles)


def examined(row: dict[str, str], reach: float, apogee: float, time: float | None) -> Examined:
    launch = np.radians([float(row["launch_lat_deg"]), float(row["launch_lon_deg"])])
    aim = geodesic.direct(*launch, reach, np.radians(float(row["azimuth_deg"])))
    claim = Claim((launch[0], launch[1]), (float(aim[0]), float(aim[1])), apogee, None, time)
    return examine(claim, classes())


@cache
def timed(name: str) -> Examined:
    row = FLIGHTS[name]
    reach, apogee, time = (float(row[k]) for k in ("range_km", "apogee_km", "flight_time_min"))
    return examined(row, 1e3 * reach, 1e3 * apogee, 60.0 * time)


@pytest.mark.parametrize("row", TIMED, ids=lambda row: row["id"])
def test_a_published_flight_time_is_met(
    row: dict[str, str], validation: Callable[..., None]
) -> None:
    stated = float(row["flight_time_min"])
    found = timed(row["id"])
    low, best, high = found.flights.flight_time / 60.0
    validation(
        source=f"{row['stated_by']} ({row['source']})",
        quantity=f"flight time of {row['id']}",
        theirs=stated,
        ours=best,
        unit="min",
        tolerance=max(RELATIVE_ERROR * stated, LEAST_ERROR / 60.0),
        note=f"{row['range_km']} km, apogee {row['apogee_km']} km, class {found.vehicle_class}; "
        f"5-95 %: {low:.1f}-{high:.1f} min; {row['why']}",
    )
    assert found.verdict == "consistent"


def test_the_median_error_of_published_flight_times_is_at_most_two_per_cent(
    validation: Callable[..., None],
) -> None:
    errors = [
        timed(row["id"]).flights.flight_time[1] / 60.0 / float(row["flight_time_min"]) - 1.0
        for row in TIMED
    ]
    validation(
        source=f"the {len(errors)} stated times above",
        quantity="median absolute error of flight time",
        theirs=0.0,
        ours=100.0 * float(np.median(np.abs(errors))),
        unit="%",
        tolerance=100.0 * two_per_cent,
    )


def test_the_claim_of_24_march_2022_is_impossible_and_that_of_japan_is_not() -> None:
    assert timed("HS17-20220324-KCNA").verdict == "impossible"
    assert timed("HS17-20220324-JPN").verdict == "consistent"


@pytest.mark.parametrize(
    "row", DERIVED, ids=lambda row: f"{row['test_id']}-{row['equivalent_range_low_km']}"
)
def test_a_derived_range_lies_in_our_interval(
    row: dict[str, str], validation: Callable[..., None]
) -> None:
    site = FLIGHTS[row["flight_id"] or "HS17-20221118-KCNA"]
    reach, apogee, theirs = (
        500.0 * (float(row[f"{name}_low_km"]) + float(row[f"{name}_high_km"]))
        for name in ("ground_range", "apogee", "equivalent_range")
    )
    found = examined(site, reach, apogee, None)
    low, best, high = np.sort(found.equivalent)
    said = f"5-95 %: {low / 1e3:,.0f}-{high / 1e3:,.0f} km".replace("inf km", "no limit")
    shared = {"source": f"{row['author']} ({row['source']})", "unit": "km"}
    shared["explained"] = EXPLAINED.get((row["test_id"], row["author"]), "")
    if row["sense"] == "about":
        validation(
            **shared,
            quantity=f"equivalent range from {row['test_id']}",
            theirs=theirs / 1e3,
            ours=best / 1e3,
            tolerance=max(high - best, best - low, 0.5 * one_kilometre) / 1e3,
            note=said,
        )
        return
    beyond = {"more than": theirs - high, "up to": low - theirs}[row["sense"]]
    validation(
        **shared,
        quantity=f"equivalent range from {row['test_id']}, beyond '{row['sense']} "
        f"{theirs / 1e3:,.0f} km'",
        theirs=0.0,
        ours=max(beyond, 0.0) / 1e3,
        tolerance=1.0,
        note=said,
    )
