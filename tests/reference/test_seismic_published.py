"""Listening to the tests of Punggye-ri: what was published beside what the engine gives."""

import csv
from pathlib import Path

import numpy as np
import pytest

from noroshi.seismic.detection import detection_probability
from noroshi.seismic.location import arrival_sigma, ellipse
from noroshi.seismic.network import threshold
from noroshi.seismic.paths import KM_PER_DEGREE, path
from noroshi.seismic.tables import attenuation, travel
from noroshi.seismic.xenon import activity_ratio

DATA = Path(__file__).parent / "data"
SITE = np.radians(41.2943), np.radians(129.0788)
"""The test of 2009 by Wen & Long 2010; the other five lie within three kilometres."""
AVAILABLE = 0.95
ARRAY_NM, SINGLE_NM = 0.2, 1.5
"""Noise of the two classes of stations, round numbers chosen to meet 2009 [nm]."""
FITTED = "the noise of the two classes of stations was chosen to meet this one"


class Stations:
    """The stations of the IDC in the spring of 2009, and one that is open."""

    def __init__(self):
        with (DATA / "seismic_stations.csv").open(encoding="utf-8") as file:
            next(file)  # the source
            rows = list(csv.DictReader(file))
        self.code = np.array([row["code"] for row in rows])
        self.lat = np.radians([float(row["lat_deg"]) for row in rows])
        self.lon = np.radians([float(row["lon_deg"]) for row in rows])
        self.primary = np.array([row["primary"] == "1" for row in rows])
        self.noise = np.log10([ARRAY_NM if row["array"] == "1" else SINGLE_NM for row in rows])
        self.used = self.code != "MDJ"
        self.distance, self.azimuth = path(*SITE, self.lat, self.lon)
        self.q = attenuation(self.distance)

    def chance(self, mb, which):
        """Chance of each to hear a magnitude; none of those that are not asked."""
        works = AVAILABLE * which
        return detection_probability(mb, self.q, self.noise, availability=works)

    def threshold(self, which, **options):
        return float(threshold(self.q, self.noise, AVAILABLE * which, 0.9, **options))

    def without(self, *codes):
        return ~np.isin(self.code, codes)


@pytest.fixture(scope="module")
def stations():
    return Stations()


def counted(stations, mb, which):
    """Mean number of stations, and twice its deviation with a magnitude known to 0.05."""
    chance = stations.chance(mb, which)
    mean = chance.sum()
    variance = np.sum(chance * (1.0 - chance))
    slope = stations.chance(mb + 0.05, which).sum() - mean
    return float(mean), float(2.0 * np.hypot(np.sqrt(variance), slope))


def test_stations_that_heard_the_test_of_2009(stations, validation):
    ours, tolerance = counted(stations, 4.5, stations.used)
    validation(
        source="CTBTO, 29 May 2009",
        quantity="stations that registered the test of 25 May 2009, mb 4.5",
        theirs=61.0,
        ours=ours,
        unit="stations",
        tolerance=tolerance,
        note=f"{FITTED}; tolerance: two deviations of the number, with the magnitude's ±0.05",
    )


def test_primary_stations_that_heard_the_test_of_2009(stations, validation):
    ours, tolerance = counted(stations, 4.5, stations.used & stations.primary)
    validation(
        source="CTBTO, 29 May 2009",
        quantity="primary stations among them",
        theirs=31.0,
        ours=ours,
        unit="stations",
        tolerance=tolerance,
        explained="the noise of a class is given to all of its stations; single stations of the "
        "primary network stand on quieter ground than auxiliary ones, of which ours hear 37 and "
        "30 did",
    )


def test_stations_that_heard_the_test_of_2013(stations, validation):
    ours, tolerance = counted(stations, 4.9, stations.used)
    validation(
        source="CTBTO event page; VERTIC",
        quantity="stations that registered the test of 12 February 2013, mb 4.9",
        theirs=94.0,
        ours=ours,
        unit="stations",
        tolerance=tolerance,
        note="predicted with the stations of 2009; waves through the core are counted: without "
        "them only 87 stations are near enough",
    )


def test_stations_that_heard_the_tests_of_2016_and_2017(stations, validation):
    for day, mb in (("9 September 2016", 5.1), ("3 September 2017", 6.1)):
        ours, tolerance = counted(stations, mb, stations.used)
        validation(
            source="CTBTO event pages",
            quantity=f"stations short of 'over 100' on {day}, mb {mb}",
            theirs=0.0,
            ours=max(0.0, 100.0 - ours),
            unit="stations",
            tolerance=tolerance,
            note=f"ours {ours:.1f} of the 117 of 2009",
        )


def test_stations_that_heard_the_test_of_2006(stations, validation):
    ours, tolerance = counted(stations, 4.1, stations.used & stations.without("KSRS", "USRK"))
    validation(
        source="CTBTO 2007: 'over twenty'; 22 as commonly stated",
        quantity="stations that registered the test of 9 October 2006, mb 4.1",
        theirs=22.0,
        ours=ours,
        unit="stations",
        tolerance=tolerance,
        explained="ours are the stations of 2009 without the two nearest arrays: which of the "
        "others sent data in 2006 is not known here",
    )


def test_the_automatic_list_of_2013(stations, validation):
    ours, tolerance = counted(stations, 4.9, stations.used & stations.primary)
    validation(
        source="Gibbons 2013 (NORSAR); VERTIC",
        quantity="primary stations in the automatic list SEL3, 12 February 2013",
        theirs=25.0,
        ours=ours,
        unit="stations",
        tolerance=tolerance,
        explained="ours hear; an automatic list holds those whose signals a program put together",
    )


NOISE_KNOWN_TO = 0.12
"""Two deviations of the common noise, as far as 61 ± 4.2 stations tell it: 73 stations a unit."""


def test_the_threshold_of_three_stations_at_the_site(stations, validation):
    network = stations.primary | (stations.code == "MDJ")
    validation(
        source="NORSAR (threshold monitoring, 2006), primary stations, KSRS and MDJ",
        quantity="magnitude that three stations hear at Punggye-ri with 90 %",
        theirs=3.2,
        ours=stations.threshold(network),
        unit="mb",
        tolerance=0.1 + NOISE_KNOWN_TO,
        note="predicted; theirs is 3.1 to 3.3, ours known to the noise that 2009 tells",
    )


def test_the_threshold_of_2006(stations, validation):
    network = stations.primary & stations.without("KSRS", "USRK")
    validation(
        source="NORSAR, network of 9 October 2006 without KSRS",
        quantity="magnitude that three stations hear at Punggye-ri with 90 %, 2006",
        theirs=4.0,
        ours=stations.threshold(network),
        unit="mb",
        tolerance=0.2 + NOISE_KNOWN_TO,
        explained="theirs is 'at or a little below 4.0' for the stations that worked that day, "
        "which are not known here; without every station within 20° ours is 3.3. On that day 22 "
        "stations heard mb 4.1, for which three at 4.0 are few",
    )


def everywhere():
    """Two thousand places that share the globe evenly: latitude and longitude (Fibonacci)."""
    turn = np.arange(2000) + 0.5
    golden = np.pi * (1.0 + np.sqrt(5.0))
    return np.arcsin(1.0 - turn / 1000.0), (golden * turn) % (2.0 * np.pi)


@pytest.fixture(scope="module")
def globe(stations):
    """Latitudes, and the magnitude that three primary stations hear there with 90 %."""
    lat, lon = everywhere()
    q = attenuation(path(lat[:, None], lon[:, None], stations.lat, stations.lon)[0])
    return lat, threshold(q, stations.noise, AVAILABLE * stations.primary, 0.9)


@pytest.mark.parametrize(
    ("half", "theirs", "spread"), [("northern", 3.25, 0.15), ("southern", 3.55, 0.15)]
)
def test_the_capability_of_a_hemisphere(globe, validation, half, theirs, spread):
    lat, found = globe
    validation(
        source="Kværna, Science and Technology Conference of the CTBTO 2019",
        quantity=f"average magnitude that is heard in the {half} hemisphere, primary stations",
        theirs=theirs,
        ours=float(found[(lat > 0.0) == (half == "northern")].mean()),
        unit="mb",
        tolerance=spread + NOISE_KNOWN_TO,
        note=f"predicted; theirs is {theirs - spread:.1f} to {theirs + spread:.1f}",
    )


def test_the_capability_of_the_globe(globe, validation):
    validation(
        source="Gaebler & Ceranna, PAGEOPH 2020, noise of 2013",
        quantity="average magnitude that three primary stations hear",
        theirs=4.0,
        ours=float(globe[1].mean()),
        unit="mb",
        tolerance=0.1 + NOISE_KNOWN_TO,
        explained="theirs is from noise as measured, and above Kværna's two numbers by as much "
        "as above ours: the published capabilities differ by half a unit",
    )


@pytest.mark.parametrize(("code", "theirs"), [("USRK", 1.5), ("KSRS", 2.2)])
def test_one_array_alone(stations, validation, code, theirs):
    validation(
        source="Acta Seismologica Sinica 2018, doi 10.11939/jass.20170223, at 6 to 9 Hz",
        quantity=f"magnitude that {code} alone hears at Punggye-ri with 90 %",
        theirs=theirs,
        ours=stations.threshold(stations.code == code, stations=1),
        unit="mb",
        tolerance=NOISE_KNOWN_TO,
        explained="the noise is lower at high frequencies, at which near arrays hear smaller "
        "shots; ours is for 1 Hz, as teleseismic waves have it, and too cautious nearby",
    )


LOCATED = {
    2006: (4.1, 22, ("KSRS", "USRK"), 880.0, "km²", 100.0, "the 22 stations that hear it best"),
    2009: (4.5, 61, (), 10.0, "km", 1.5, "theirs is 'about ± 10 km'; radius of the same area"),
    2013: (4.9, 94, (), 8.1, "km", 0.1, "the errors of arrival times were chosen to meet this one"),
    2017: (6.1, 100, (), 110.0, "km²", 30.0, ""),
}
OUTSIDE = {
    2017: "by then the IDC corrected travel times by the path, with smaller errors than the pair "
    "that meets 2013; at three quarters of them ours is 114",
}


def located(stations, mb, number, absent):
    """The ellipse of so many stations, those that hear it best, with independent errors."""
    chance = stations.chance(mb, stations.used & stations.without(*absent))
    heard = np.zeros(chance.size, dtype=bool)
    heard[np.argsort(-chance)[:number]] = True
    errors = np.diag(arrival_sigma(stations.distance) ** 2)
    return ellipse(stations.distance, stations.azimuth, errors, heard=heard)


@pytest.mark.parametrize("year", LOCATED)
def test_an_ellipse_of_the_data_centre(stations, validation, year):
    mb, number, absent, theirs, unit, tolerance, note = LOCATED[year]
    found = located(stations, mb, number, absent)
    validation(
        source="Hao et al. 2020" if unit == "km²" else "CTBTO event page",
        quantity=f"{'area' if unit == 'km²' else 'radius'} of the ellipse of {year}, 90 %",
        theirs=theirs,
        ours=float(found.area_km2 if unit == "km²" else np.sqrt(found.area_km2 / np.pi)),
        unit=unit,
        tolerance=tolerance,
        note=note,
        explained=OUTSIDE.get(year, ""),
    )


BULLETIN = {
    # The IDC's reviewed bulletin (Gibbons 2013, table 6.1.1; the latitude of 2009 is printed as
    # 41.4110, a slip), and the place by relative methods: Wen & Long 2010; Zhang & Wen 2013.
    2006: (22, (41.3119, 129.0189), (41.3004, 129.0550)),
    2009: (61, (41.3110, 129.0464), (41.29393, 129.08173)),
    2013: (94, (41.3005, 129.0652), (41.29080, 129.07630)),
}


@pytest.mark.parametrize("year", BULLETIN)
def test_the_bulletins_epicentre_lies_in_our_ellipse_about_the_true_place(stations, year):
    number, told, true = BULLETIN[year]
    found = located(stations, LOCATED[year][0], number, LOCATED[year][2])
    distance, azimuth = path(*np.radians(true), *np.radians(told))
    along = np.radians(azimuth - found.strike_deg)
    away = float(distance) * KM_PER_DEGREE
    reach = np.hypot(np.cos(along) / found.semi_major_km, np.sin(along) / found.semi_minor_km)
    assert away * reach < 1.0
    assert away > 1.0  # so that the test looks at something


ARRIVALS = {"KURK": (1, 1, 42.6), "BVAR": (1, 2, 22.9), "AKTO": (1, 3, 27.9)}
ORIGIN_2009 = 54 * 60 + 42.80
"""25 May 2009, 00:54:42.80, by the IDC's reviewed bulletin [s after midnight]."""


@pytest.mark.parametrize("code", ARRIVALS)
def test_an_arrival_in_kazakhstan_in_2009(stations, validation, code):
    hour, minute, second = ARRIVALS[code]
    (found,) = np.flatnonzero(stations.code == code)
    place = np.radians(41.311), np.radians(129.0464)
    distance, _ = path(*place, stations.lat[found], stations.lon[found])
    validation(
        source="Mikhailova et al. (Institute of Geophysical Research, Kazakhstan), grade C",
        quantity=f"travel time to {code}, 25 May 2009, origin by the IDC",
        theirs=3600 * hour + 60 * minute + second - ORIGIN_2009,
        ours=float(travel(distance)[0]),
        unit="s",
        tolerance=3.0,
        note="tolerance: two deviations of an arrival time",
    )


def test_the_first_arrival_in_switzerland_in_2013(stations, validation):
    (found,) = np.flatnonzero(stations.code == "DAVOX")
    validation(
        source="Swiss Seismological Service, 13 February 2013",
        quantity="travel time to Switzerland (DAVOX)",
        theirs=12.0,
        ours=float(travel(stations.distance[found])[0] / 60.0),
        unit="min",
        tolerance=0.5,
        note="theirs is to the minute",
    )


def test_the_ratio_of_xenon_after_55_days(validation):
    validation(
        source="radioactivedecay 0.6.1 with ICRP Publication 107",
        quantity="Xe-131m over Xe-133, 55 days after fission, iodine not taken away",
        theirs=0.2974910577,
        ours=float(activity_ratio(55.0)),
        unit="1",
        tolerance=1e-5,
        note="half a nucleus of I-131 for each of I-133",
    )
