"""Passes, Earth-fixed positions and the sun against Skyfield: two programs, one set of elements."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import sgp4
import skyfield_data
from sgp4 import io
from skyfield.api import EarthSatellite, Loader, wgs84

from noroshi.access.passes import passes, points
from noroshi.access.payloads import View
from noroshi.earth.ellipsoid import local_axes
from noroshi.earth.sun import sun
from noroshi.motion.orbits import TwoLine
from noroshi.motion.orbits.propagated import elements_epoch
from noroshi.world import Draws

LOAD = Loader(Path(skyfield_data.__file__).parent / "data", verbose=False)
TIMESCALE = LOAD.timescale(builtin=True)
ONE_SECOND = 1.0
FIFTIETH_OF_A_DEGREE = 0.02
SITES = {  # latitude, longitude [deg]
    "Yongbyon": (39.8, 125.76),
    "Singapore": (1.35, 103.8),
    "Svalbard": (78.23, 15.39),
    "McMurdo": (-77.85, 166.67),
    "Quito": (-0.18, -78.47),
    "Attu": (52.9, 173.1),
}
SATELLITES = {  # number in SGP4-VER.TLE: least elevation [deg]
    28057: 10.0,  # CBERS 2, sun-synchronous, 780 km
    6251: 0.0,  # Delta debris, 380 to 420 km
    88888: 5.0,  # the report's own example, low and dragged
    8195: 30.0,  # Molniya 2-14, eccentricity 0.69
    28129: 20.0,  # Navstar 53
    5: 40.0,  # Vanguard 1, eccentricity 0.19
}


def two_lines(number: int) -> tuple[str, str]:
    """The lines of a satellite of the verification set, with a checksum where it lacks one."""
    text = (Path(sgp4.__file__).parent / "SGP4-VER.TLE").read_text()
    found = [s for s in text.splitlines() if s[:1] in "12" and s[2:7].strip(" 0") == str(number)]
    first, second = (io.fix_checksum(line[:68].ljust(68)) for line in found[:2])
    return first, second


def above(least, geometry):
    """In view at an elevation or more."""
    return View(geometry.elevation - least, geometry.slant_range)


def theirs(lines, place, epoch: datetime, days: float, least: float) -> tuple[list, list]:
    """Rises and sets of a satellite by Skyfield [s after the epoch], in order."""
    satellite = EarthSatellite(*lines, ts=TIMESCALE)
    start = TIMESCALE.from_datetime(epoch)
    end = TIMESCALE.from_datetime(epoch + timedelta(days=days))
    times, events = satellite.find_events(wgs84.latlon(*place), start, end, altitude_degrees=least)
    seconds = np.array([(t.utc_datetime() - epoch).total_seconds() for t in times])
    return list(seconds[events == 0]), list(seconds[events == 2])


@pytest.mark.parametrize("number", SATELLITES)
def test_rise_and_set_agree_with_skyfield_to_a_second(
    number: int, validation: Callable[..., None]
) -> None:
    lines, days, least = two_lines(number), 2.0, SATELLITES[number]
    orbit = TwoLine(kind="two-line", lines=lines)
    satellite = EarthSatellite(*lines, ts=TIMESCALE)
    epoch = elements_epoch(satellite.model).replace(microsecond=0)
    motion = orbit.trajectory(epoch, days * 86400.0, Draws.best())
    lat, lon = np.radians(np.array(list(SITES.values()))).T
    limit = np.array([np.radians(least)])
    found = passes(motion, above, limit, points(lat, lon), epoch, (0.0, days * 86400.0))
    worst, count = 0.0, 0
    for index, place in enumerate(SITES.values()):
        rises, sets = theirs(lines, place, epoch, days, least)
        ours = found.point == index
        starts = found.start[ours & (found.start > 0.0)]
        ends = found.end[ours & (found.end < days * 86400.0)]
        assert (len(starts), len(ends)) == (len(rises), len(sets))
        apart = np.concatenate([starts - rises, ends - sets])
        worst = max(worst, float(np.max(np.abs(apart), initial=0.0)))
        count += len(apart)
    assert count >= 10
    validation(
        source="Skyfield 1.55, find_events, same elements",
        quantity=f"satellite {number}: largest difference of {count} rises and sets at six sites,"
        f" two days, elevation {least:g}°",
        theirs=0.0,
        ours=worst,
        unit="s",
        tolerance=ONE_SECOND,
    )


def test_earth_fixed_positions_agree_with_skyfield_but_for_earth_orientation(
    validation: Callable[..., None],
) -> None:
    lines = two_lines(28057)
    satellite = EarthSatellite(*lines, ts=TIMESCALE)
    epoch = elements_epoch(satellite.model).replace(microsecond=0)
    time = np.linspace(0.0, 86400.0, 500)
    motion = TwoLine(kind="two-line", lines=lines).trajectory(epoch, 86400.0, Draws.best())
    moments = TIMESCALE.from_datetimes([epoch + timedelta(seconds=float(t)) for t in time])
    from skyfield.framelib import itrs

    fixed = satellite.at(moments).frame_xyz(itrs).m
    difference = np.stack(motion.position(time)) - fixed
    # UT1 was 0.19 s ahead of UTC then: the Earth stands that much farther east.
    turned = moments.dut1 * 7.2921e-5
    about = np.hypot(fixed[0], fixed[1])
    expected = np.abs(turned) * about
    beyond = np.sqrt(np.sum(difference**2, axis=0)) - expected
    assert np.max(np.abs(beyond)) < 1.0
    validation(
        source="Skyfield 1.55, ITRS, same elements",
        quantity="CBERS 2 through a day: largest difference of position",
        theirs=0.0,
        ours=float(np.max(np.sqrt(np.sum(difference**2, axis=0)))),
        unit="m",
        tolerance=0.9 * 7.2921e-5 * 7.2e6,
        note="UT1 is taken as UTC; they were 0.2 s apart that day, and 0.9 s at the most",
    )


def test_elevation_of_the_sun_agrees_with_skyfield_and_de421(
    validation: Callable[..., None],
) -> None:
    planets = LOAD("de421.bsp")
    epoch = datetime.fromisoformat("2013-01-01T00:00:00+00:00")
    time = np.linspace(0.0, 3 * 365.25 * 86400.0, 800)
    moments = TIMESCALE.from_datetimes([epoch + timedelta(seconds=float(t)) for t in time])
    light, worst = np.stack(sun(epoch, time)), 0.0
    for lat, lon in SITES.values():
        place = planets["earth"] + wgs84.latlon(lat, lon)
        altitude, _, _ = place.at(moments).observe(planets["sun"]).apparent().altaz()
        up = np.array(local_axes(np.radians(lat), np.radians(lon))[2])
        ours = np.degrees(np.arcsin(up @ light))
        worst = max(worst, float(np.max(np.abs(ours - altitude.degrees))))
    planets.close()
    validation(
        source="Skyfield 1.55 with JPL DE421",
        quantity="elevation of the sun at six sites, 2013 to 2015: largest difference",
        theirs=0.0,
        ours=worst,
        unit="deg",
        tolerance=FIFTIETH_OF_A_DEGREE,
    )
