"""Sun-synchronous orbits from altitude or repeat cycle against what is published of satellites."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from noroshi.constants import EARTH_MEAN_RADIUS, EARTH_RADIUS
from noroshi.earth.clock import sidereal_angle
from noroshi.motion.orbits import SunSynchronous
from noroshi.motion.orbits.drift import anomaly_rate, latitude_rate
from noroshi.motion.orbits.sun_synchronous import repeating_radius, sun_synchronous_inclination
from noroshi.world import Draws

DATA = Path(__file__).parent / "data" / "satellites.csv"
EPOCH = datetime(2014, 5, 24, tzinfo=UTC)
DAY = 86400.0
ONE_KILOMETRE = 1e3
LEVEL = 1e-3 * (EARTH_RADIUS - EARTH_MEAN_RADIUS)
"""Altitudes are published above the equatorial or the mean radius, without saying which [km]."""
OUTSIDE = {
    ("WorldView-1", "inclination"): "at 97.2° and 496 km the plane would lose 9° a year to the sun,"
    " 36 min of local time: the printed value cannot keep the printed 10:30",
    ("WorldView-2", "inclination"): "at 97.8° and 770 km the plane would lose 29° a year to the"
    " sun, two hours of local time: the printed value cannot keep the printed 10:30",
    ("QuickBird", "period"): "93.5 min belongs to 440 km; 450 km is printed for an orbit that sank"
    " and was raised by tens of kilometres",
}
"""Why a published number lies outside its tolerance."""


def satellites() -> dict[str, dict[str, str]]:
    lines = [line for line in DATA.read_text().splitlines() if not line.startswith("#")]
    return {row["satellite"]: row for row in csv.DictReader(lines)}


def half_a_digit(text: str) -> float:
    return 0.5 * 10.0 ** -len(text.partition(".")[2])


@pytest.mark.parametrize("name", satellites())
def test_inclination_and_period_follow_from_the_altitude(
    name: str, validation: Callable[..., None]
) -> None:
    row = satellites()[name]
    radius = EARTH_RADIUS + 1e3 * float(row["altitude_km"])

    def inclination(at: float) -> float:
        return float(np.degrees(sun_synchronous_inclination(at)))

    def period(at: float) -> float:
        return float(2 * np.pi / latitude_rate(at, np.radians(inclination(at))) / 60.0)

    lower = radius - 1e3 * LEVEL
    for what, law, unit in (("inclination", inclination, "deg"), ("period", period, "min")):
        if printed := row[f"{what}_{unit}"]:
            validation(
                source=row["source"],
                quantity=f"{name}: {what} of a sun-synchronous orbit at {row['altitude_km']} km",
                theirs=float(printed),
                ours=law(radius),
                unit=unit,
                tolerance=half_a_digit(printed) + abs(law(radius) - law(lower)),
                note="half of the last digit, and the radius that the altitude is counted from",
                explained=OUTSIDE.get((name, what), ""),
            )


def test_landsat_8_repeats_after_16_days_and_233_revolutions(
    validation: Callable[..., None],
) -> None:
    orbit = SunSynchronous(
        kind="sun-synchronous", repeat={"revolutions": 233, "days": 16}, local_time="10:00"
    )
    motion = orbit.trajectory(EPOCH, 33 * DAY, Draws.best())
    time = np.linspace(0.0, 16 * DAY, 4001)[:, None]
    first, second = (np.stack(motion.position(time + shift)) for shift in (0.0, 16 * DAY))
    apart = float(np.max(np.sqrt(np.sum((second - first) ** 2, axis=0))))
    radius = repeating_radius(233, 16)
    inclination = sun_synchronous_inclination(radius)
    mean_motion = anomaly_rate(radius, 0.0, inclination) * DAY / (2 * np.pi)
    sheet, lines = "docs.sentinel-hub.com, Landsat 8", "two-line elements of Landsat 8"
    for quantity, theirs, ours, unit, tolerance, source in (
        ("ground track after 16 days and 233 revolutions: off", 0.0, apart / 1e3, "km", 1.0, sheet),
        ("inclination", 98.2, np.degrees(inclination), "deg", 0.05, sheet),
        ("altitude", 705.0, (radius - EARTH_RADIUS) / 1e3, "km", LEVEL + 0.5, sheet),
        ("period", 99.0, 16 * 1440.0 / 233, "min", 0.5, sheet),
        ("inclination", 98.193, np.degrees(inclination), "deg", 0.01, lines),
        ("revolutions from perigee to perigee a day", 14.5712, mean_motion, "1", 2e-4, lines),
    ):
        validation(
            source=source,
            quantity=f"Landsat 8 from its repeat cycle alone: {quantity}",
            theirs=theirs,
            ours=float(ours),
            unit=unit,
            tolerance=tolerance,
        )
    assert apart < ONE_KILOMETRE


def test_pleiades_repeats_after_26_days_at_its_published_altitude(
    validation: Callable[..., None],
) -> None:
    altitude = 1e-3 * (repeating_radius(379, 26) - EARTH_RADIUS)
    validation(
        source="en.wikipedia.org, Pleiades (26-day cycle, 694 km)",
        quantity="Pléiades: altitude at which the track closes after 26 days and 379 revolutions",
        theirs=694.0,
        ours=altitude,
        unit="km",
        tolerance=LEVEL + 0.5,
    )


def test_greenwich_sidereal_time_of_the_textbook(validation: Callable[..., None]) -> None:
    moment = datetime(1992, 8, 20, 12, 14, tzinfo=UTC)
    validation(
        source="Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., example 3-5",
        quantity="Greenwich mean sidereal time, 20 August 1992, 12:14 UT1",
        theirs=152.578788,
        ours=float(np.degrees(sidereal_angle(moment, 0.0)) % 360.0),
        unit="deg",
        tolerance=5e-7,
    )
