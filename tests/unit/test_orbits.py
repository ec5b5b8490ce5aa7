"""Orbits from few numbers, and what is refused before anyone flies it."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sgp4 import io
from sgp4.api import Satrec

from noroshi.constants import EARTH_GM, EARTH_RADIUS
from noroshi.earth.clock import DAY, local_solar_time, sidereal_angle
from noroshi.errors import NoroshiError
from noroshi.motion.kepler import eccentric_anomaly
from noroshi.motion.orbits import Elements, MeanElements, SunSynchronous, TwoLine
from noroshi.motion.orbits.mean import without_drag
from noroshi.motion.orbits.propagated import elements_epoch, states
from noroshi.motion.orbits.sun_synchronous import repeating_radius, sun_synchronous_inclination
from noroshi.world import Draws, Estimate

EPOCH = datetime(2014, 5, 24, 3, 20, tzinfo=UTC)
BEST = Draws.best()
ONE_SECOND, TEN_METRES, ONE_MILLIMETRE = 1.0, 10.0, 1e-3
CBERS = (  # from the verification set of SGP4
    "1 28057U 03049A   06177.78615833  .00000060  00000-0  35940-4 0  1836",
    "2 28057  98.4283 247.6961 0000884  88.1964 271.9322 14.35478080140550",
)
OTHER = "2 06251  58.0579  54.0425 0030035 139.1568 221.1854 15.56387291  6774"
SUBORBITAL = (
    "1 28872U 05037B   05333.02012661  .25992681  00000-0  24476-3 0  1534",
    "2 28872  96.4736 157.9986 0303955 244.0492 110.6523 16.46015938 10708",
)
DECAYING = (
    "1 29141U 85108AA  06170.26783845  .99999999  00000-0  13519-0 0   718",
    "2 29141  82.4288 273.4882 0015848 277.2124  83.9133 15.93343074  6828",
)
SHORT_LIVED = (  # the same on a lower orbit, as if with a great drag
    "1 28057U 03049A   06177.78615833  .00000060  00000-0  10000-1 0  1833",
    "2 28057  98.4283 247.6961 0000884  88.1964 271.9322 15.95478080140557",
)
MESSAGE = {
    "OBJECT_ID": "2003-049A",
    "NORAD_CAT_ID": 28057,
    "EPOCH": "2006-06-26T18:52:04.079712",
    "MEAN_MOTION": 14.35478080,
    "ECCENTRICITY": 0.0000884,
    "INCLINATION": 98.4283,
    "RA_OF_ASC_NODE": 247.6961,
    "ARG_OF_PERICENTER": 88.1964,
    "MEAN_ANOMALY": 271.9322,
    "BSTAR": 3.594e-5,
    "MEAN_MOTION_DOT": 6e-7,
}
BEYOND_THE_MOON = {  # which pulls it out of any ellipse
    "MEAN_MOTION": 0.0264,
    "ECCENTRICITY": 0.9846,
    "INCLINATION": 90.0,
    "RA_OF_ASC_NODE": 240.0,
    "ARG_OF_PERICENTER": 30.0,
    "MEAN_ANOMALY": 0.0,
}


def summed(line: str) -> str:
    return str(io.fix_checksum(line[:68].ljust(68)))


def sun_synchronous(**fields) -> SunSynchronous:
    whole = {"altitude": "500 km", "local_time": "10:30", "phase": "0 deg", **fields}
    return SunSynchronous(kind="sun-synchronous", **whole)


def crossings(motion, days: float, upward: bool):
    """Times and longitudes at which the equator is crossed northward (or southward)."""
    time = np.arange(0.0, days * DAY, 10.0)
    x, y, z = (c[:, 0] for c in motion.position(time[:, None]))
    sign = 1.0 if upward else -1.0
    k = np.flatnonzero((sign * z[:-1] < 0.0) & (sign * z[1:] >= 0.0))
    share = z[k] / (z[k] - z[k + 1])
    at = time[k] + 10.0 * share
    x, y, _ = (c[:, 0] for c in motion.position(at[:, None]))
    return at, np.arctan2(y, x)


@pytest.mark.parametrize("node", ["descending", "ascending"])
def test_the_node_is_crossed_at_the_declared_local_time_all_year(node: str) -> None:
    motion = sun_synchronous(node=node).trajectory(EPOCH, 400 * DAY, BEST)
    time, lon = crossings(motion, 365.0, upward=node == "ascending")
    late = local_solar_time(EPOCH, time, lon) - (10.5 * 3600.0)
    assert np.max(np.abs(late)) < ONE_SECOND


@given(st.floats(200e3, 5900e3))
def test_the_node_of_a_sun_synchronous_orbit_goes_round_once_a_year(altitude: float) -> None:
    radius = EARTH_RADIUS + altitude
    inclination = sun_synchronous_inclination(radius)
    assert np.pi / 2 < inclination < np.pi
    # Vallado, example 11-1: cos i = -(a / 12352 km)^(7/2).
    assert np.cos(inclination) == pytest.approx(-((radius / 12352e3) ** 3.5), rel=1e-3)


@given(st.integers(1, 40), st.floats(12.5, 15.9))
def test_a_repeating_track_closes(days: int, daily: float) -> None:
    revolutions = round(days * daily)
    if not 12.5 <= revolutions / days <= 15.9:
        return
    orbit = SunSynchronous(
        kind="sun-synchronous",
        repeat={"revolutions": revolutions, "days": days},
        local_time="10:00",
        phase="20 deg",
    )
    motion = orbit.trajectory(EPOCH, 50 * DAY, BEST)
    time = np.linspace(0.0, 6000.0, 40)[:, None]
    apart = np.stack(motion.position(time)) - np.stack(motion.position(time + days * DAY))
    assert np.max(np.abs(apart)) < TEN_METRES
    assert 120e3 < repeating_radius(revolutions, days) - EARTH_RADIUS < 1700e3


def test_half_of_the_draws_are_early_by_the_error_and_half_late() -> None:
    error = Estimate(600.0, 900.0, 1200.0, name="error")
    motion = sun_synchronous(local_time_error=error).trajectory(
        EPOCH, DAY, Draws.of(["error"], 64, 1)
    )
    exact = sun_synchronous().trajectory(EPOCH, DAY, BEST)
    late = (motion.node - exact.node) / (2 * np.pi) * DAY
    assert np.sum(late > 0.0) == 32
    assert np.all((np.abs(late) >= 600.0 - 1e-6) & (np.abs(late) <= 1200.0 + 1e-6))
    assert np.median(np.abs(late)) == pytest.approx(900.0, abs=20.0)


def test_a_bare_error_of_local_time_is_a_bound_and_its_best_value_is_none() -> None:
    orbit = sun_synchronous(local_time_error="10 min")
    assert (orbit.local_time_error.low, orbit.local_time_error.high) == (0.0, 600.0)
    exact = sun_synchronous().trajectory(EPOCH, DAY, BEST)
    np.testing.assert_array_equal(orbit.trajectory(EPOCH, DAY, BEST).node, exact.node)


def test_a_satellite_ahead_comes_by_earlier() -> None:
    behind, ahead = (
        sun_synchronous(ahead=f"{angle} deg").trajectory(EPOCH, DAY, BEST) for angle in (0, 90)
    )
    first, _ = crossings(behind, 0.2, upward=False)
    earlier, _ = crossings(ahead, 0.2, upward=False)
    quarter = 0.25 * 2 * np.pi / behind.phase_rate[0]
    assert first[0] - earlier[0] == pytest.approx(quarter, abs=ONE_SECOND)


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ({"altitude": None}, "the orbit's size is needed once"),
        ({"repeat": {"revolutions": 233, "days": 16}}, "the orbit's size is needed once"),
        ({"local_time": "25:10"}, "is no time of day; write e.g. '10:30'"),
        ({"altitude": "500"}, "write the unit"),
    ],
)
def test_a_sun_synchronous_orbit_that_cannot_be_read_says_what_to_write(fields, hint) -> None:
    with pytest.raises(ValidationError, match=hint):
        sun_synchronous(**fields)


@pytest.mark.parametrize("altitude", ["90 km", "6000 km"])
def test_an_altitude_that_keeps_no_sun_synchronous_orbit_is_refused(altitude: str) -> None:
    with pytest.raises(ValidationError, match="write an altitude between 120 km and 5950 km"):
        sun_synchronous(altitude=altitude).trajectory(EPOCH, DAY, BEST)


@given(st.floats(0.0, 2 * np.pi), st.floats(0.0, 0.95))
def test_the_eccentric_anomaly_solves_keplers_equation(mean: float, eccentricity: float) -> None:
    at = eccentric_anomaly(np.array(mean), eccentricity)
    assert at - eccentricity * np.sin(at) == pytest.approx(mean, abs=1e-12)


def elements(**fields) -> Elements:
    whole = {
        "epoch": "2014-05-24T03:20:00",
        "semi_major_axis": "7000 km",
        "inclination": "60 deg",
        "ascending_node": "30 deg",
        "mean_anomaly": "0 deg",
        **fields,
    }
    return Elements(kind="elements", **whole)


def test_elements_put_the_satellite_at_its_perigee_over_its_node() -> None:
    motion = elements(eccentricity="0.05").trajectory(EPOCH, DAY, BEST)
    x, y, z = (float(c[0, 0]) for c in motion.position(np.zeros((1, 1))))
    assert np.hypot(x, y) == pytest.approx(7000e3 * 0.95)
    assert z == pytest.approx(0.0, abs=ONE_MILLIMETRE)
    right_ascension = np.arctan2(y, x) + sidereal_angle(EPOCH, 0.0)
    assert (right_ascension - np.radians(30.0) + 1.0) % (2 * np.pi) == pytest.approx(1.0)


def test_an_epoch_without_a_zone_is_utc() -> None:
    there = elements(epoch="2014-05-24T12:20:00+09:00")
    assert there.epoch == elements().epoch == EPOCH


def test_at_the_critical_inclination_the_perigee_rests() -> None:
    critical = f"{np.degrees(np.arccos(np.sqrt(0.2)))} deg"
    rate = elements(inclination=critical, eccentricity="0.05")
    assert rate.trajectory(EPOCH, DAY, BEST).perigee_rate[0] == pytest.approx(0.0, abs=1e-20)


def test_j2_speeds_a_satellite_up_over_the_equator_and_slows_it_over_the_poles() -> None:
    round_earth = np.sqrt(EARTH_GM / 7000e3**3)
    flat, polar = (
        elements(inclination=angle).trajectory(EPOCH, DAY, BEST) for angle in ("0 deg", "90 deg")
    )
    assert flat.anomaly_rate[0] > round_earth > polar.anomaly_rate[0]


def test_elements_agree_with_sgp4_but_for_what_they_leave_out() -> None:
    satellite = Satrec.twoline2rv(*CBERS)
    epoch = elements_epoch(satellite)
    ours = Elements(
        kind="elements",
        epoch=epoch,
        semi_major_axis=f"{satellite.a * 6378.135} km",
        eccentricity=f"{satellite.ecco}",
        inclination=f"{satellite.inclo} rad",
        ascending_node=f"{satellite.nodeo} rad",
        perigee=f"{satellite.argpo} rad",
        mean_anomaly=f"{satellite.mo} rad",
    ).trajectory(epoch, DAY, BEST)
    theirs = TwoLine(kind="two-line", lines=CBERS).trajectory(epoch, DAY, BEST)
    time = np.linspace(0.0, DAY, 200)[:, None]
    apart = np.stack(ours.position(time)) - np.stack(theirs.position(time))
    assert np.max(np.sqrt(np.sum(apart**2, axis=0))) < 20e3


def test_elements_with_a_perigee_in_the_air_are_refused() -> None:
    with pytest.raises(ValidationError, match=r"perigee is down to 72 km .* above 120 km"):
        elements(semi_major_axis="6800 km", eccentricity=f"{1 - 6450.137 / 6800}").trajectory(
            EPOCH, DAY, BEST
        )


def changed(line: int, at: int, to: str, *, again: bool) -> tuple[str, str]:
    """The lines of CBERS 2 with some characters changed, and the checksum made right again."""
    lines = list(CBERS)
    text = lines[line][:at] + to + lines[line][at + len(to) :]
    lines[line] = summed(text) if again else text
    return lines[0], lines[1]


@pytest.mark.parametrize(
    ("lines", "hint"),
    [
        (changed(1, 10, "9", again=False), "line 2 is corrupt: its last character, the checksum"),
        (changed(0, 20, "9", again=False), "line 1 is corrupt"),
        (changed(1, 9, "x", again=True), "a number does not stand in its columns"),
        (changed(0, 23, "7", again=True), "a number does not stand in its columns"),
        ((CBERS[0], OTHER), "line 1 is of satellite 28057 and line 2 of 06251"),
        ((CBERS[1], CBERS[0]), "line 1 must begin with '1 '"),
        ((CBERS[0], CBERS[1].replace("  ", " ")), "instead of 69; copy it again"),
        (
            changed(1, 52, " 0.00000000", again=True),
            r"MEAN_MOTION \(line 2, columns 53 to 63\) is 0;",
        ),
        (changed(1, 8, "198.4283", again=True), r"INCLINATION \(line 2, columns 9 to 16\) is 198"),
        (changed(0, 20, "400", again=True), r"EPOCH \(line 1, columns 21 to 32\) is 400.786"),
        (changed(0, 62, "4", again=True), r"of the ephemeris type 4 \(column 63\)"),
        (changed(1, 9, "_", again=True), "line 2 holds '_', which no set has"),
        ((CBERS[0], ""), "line 2 must begin with '2 '"),
    ],
)
def test_lines_that_are_broken_say_what_to_do(lines, hint: str) -> None:
    with pytest.raises(ValidationError, match=hint):
        TwoLine(kind="two-line", lines=lines)


@given(st.integers(0, 1), st.integers(0, 67), st.characters(min_codepoint=32, max_codepoint=126))
def test_any_one_wrong_digit_is_noticed(line: int, at: int, character: str) -> None:
    before = CBERS[line][at]
    # The checksum adds the digits up, a minus as one: only letters for letters go unnoticed.
    weight = {str(d): d for d in range(10)} | {"-": 1}
    if weight.get(character, 0) == weight.get(before, 0):
        return
    with pytest.raises(ValidationError):
        TwoLine(kind="two-line", lines=changed(line, at, character, again=False))


@pytest.mark.parametrize(
    ("days", "words"), [(20, "20 days old at 2006-07-16"), (-40, "40 days ahead at 2006-05-17")]
)
def test_stale_lines_are_refused_with_their_age_and_the_limit(days: int, words: str) -> None:
    satellite = Satrec.twoline2rv(*CBERS)
    epoch = elements_epoch(satellite) + timedelta(days=days)
    with pytest.raises(NoroshiError, match=rf"28057 are of 2006-06-26, {words}.*14 days"):
        TwoLine(kind="two-line", lines=CBERS).trajectory(epoch, 60.0, BEST)
    TwoLine(kind="two-line", lines=CBERS, oldest="50 d").trajectory(epoch, 60.0, BEST)


@pytest.mark.parametrize("days", [30, -30])
def test_what_a_message_says_of_old_elements_works(days: int) -> None:
    epoch = elements_epoch(Satrec.twoline2rv(*CBERS)) + timedelta(days=days)
    with pytest.raises(NoroshiError) as refused:
        TwoLine(kind="two-line", lines=CBERS).trajectory(epoch, 60.0, BEST)
    advised = str(refused.value).partition("`oldest: ")[2].partition("`")[0]
    TwoLine(kind="two-line", lines=CBERS, oldest=advised).trajectory(epoch, 60.0, BEST)


@pytest.mark.parametrize("ahead", [13.0, -13.0])
def test_a_set_within_its_age_serves_a_period_of_any_length(ahead: float) -> None:
    year = 425 * DAY
    epoch = elements_epoch(Satrec.twoline2rv(*CBERS)) + timedelta(days=ahead)
    start = epoch if ahead > 0.0 else epoch - timedelta(seconds=year)
    for lines in (CBERS, SHORT_LIVED):
        motion = TwoLine(kind="two-line", lines=lines).trajectory(start, year, BEST)
        height = np.hypot(*motion.position(np.linspace(0.0, year, 20_000))[:2])
        assert np.all(np.isfinite(height))
    alike = TwoLine(kind="two-line", lines=CBERS).trajectory(start, year, BEST)
    time = np.linspace(0.0, year, 100_000)
    radius = np.sqrt(sum(c**2 for c in alike.position(time)))
    # No lower and no higher at the end than at the beginning.
    assert abs(np.mean(radius[:9_000]) - np.mean(radius[-9_000:])) < 500.0


def test_without_drag_is_sgp4_with_none() -> None:
    free = [CBERS[0][:53] + " 00000-0" + CBERS[0][61:], CBERS[1]]
    satellite = Satrec.twoline2rv(free[0], free[1])
    days = np.linspace(-20.0, 20.0, 50)
    _, here, _ = states(satellite, days)
    _, there, _ = states(without_drag(Satrec.twoline2rv(*CBERS)), days)
    np.testing.assert_allclose(there, here, atol=1.0)


def test_a_number_of_the_catalogue_is_only_a_label() -> None:
    time = np.linspace(0.0, DAY, 20)[:, None]
    epoch = datetime(2006, 6, 27, tzinfo=UTC)
    given = [{**MESSAGE, "NORAD_CAT_ID": n} for n in (28057, 799501299, "T0001", "0")]
    given.append({key: value for key, value in MESSAGE.items() if key != "NORAD_CAT_ID"})
    moved = [
        MeanElements(kind="omm", message=message).trajectory(epoch, DAY, BEST).position(time)
        for message in given
    ]
    for other in moved[1:]:
        np.testing.assert_array_equal(other, moved[0])
    alpha = tuple(summed(f"{line[:2]}T0001{line[7:]}") for line in CBERS)
    lines = [TwoLine(kind="two-line", lines=x).trajectory(epoch, DAY, BEST) for x in (alpha, CBERS)]
    np.testing.assert_array_equal(lines[0].position(time), lines[1].position(time))
    with pytest.raises(NoroshiError, match="of satellite T0001 are of 2006-06-26"):
        TwoLine(kind="two-line", lines=alpha).trajectory(EPOCH, DAY, BEST)
    with pytest.raises(NoroshiError, match="of satellite 799501299 are of 2006-06-26"):
        MeanElements(kind="omm", message=given[1]).trajectory(EPOCH, DAY, BEST)


def test_keys_that_are_not_known_are_remarked_upon_and_known_ones_are_not() -> None:
    known = {"COMMENT": ["a", "b"], "DECAY_DATE": None, "GP_ID": 7, "USER_DEFINED_COLOUR": "red"}
    known |= {"CX_DOT_X": 1e-9, "LAUNCH_DATE": date(2003, 10, 21), "TLE_LINE0": "0 CBERS 2"}
    assert MeanElements(kind="omm", message={**MESSAGE, **known}).remarks() == ()
    odd = MeanElements(kind="omm", message={**MESSAGE, **known, "BSTARR": 1, "bstar": 2})
    assert odd.remarks() == ("the keys BSTARR, bstar of the message are not read",)
    one = MeanElements(kind="omm", message={**MESSAGE, "BSTARR": 1})
    assert one.remarks() == ("the key BSTARR of the message is not read",)
    assert TwoLine(kind="two-line", lines=CBERS).remarks() == ()


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (SUBORBITAL, "satellite 28872 has decayed.*perigee is -52 km high, below 120 km"),
        (DECAYING, "satellite 29141 cannot be followed beyond 2006-06-19 13:.*decayed"),
    ],
)
def test_an_orbit_that_decays_is_refused_by_name(lines, why: str) -> None:
    whole = summed(lines[0]), summed(lines[1])
    epoch = elements_epoch(Satrec.twoline2rv(*whole))
    with pytest.raises((ValidationError, NoroshiError), match=why):
        TwoLine(kind="two-line", lines=whole).trajectory(epoch, DAY, BEST)


def test_a_message_moves_as_the_two_lines_with_the_same_elements() -> None:
    time = np.linspace(0.0, DAY, 100)[:, None]
    epoch = datetime(2006, 6, 27, tzinfo=UTC)
    lines, message = (
        orbit.trajectory(epoch, DAY, BEST)
        for orbit in (
            TwoLine(kind="two-line", lines=CBERS),
            MeanElements(kind="omm", message=MESSAGE),
        )
    )
    # Their epochs differ by the last printed digit: under a millisecond.
    np.testing.assert_allclose(lines.position(time), message.position(time), atol=5.0)


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ({"MEAN_MOTION": None}, "the message lacks MEAN_MOTION"),
        ({"REF_FRAME": "GCRF"}, "REF_FRAME is GCRF; only TEME or TEMEOFDATE is read"),
        ({"TIME_SYSTEM": "TAI"}, "TIME_SYSTEM is TAI; only UTC is read"),
        ({"CENTER_NAME": "MARS"}, "CENTER_NAME is MARS; only EARTH is read"),
        ({"MEAN_ELEMENT_THEORY": "SGP4-XP"}, "MEAN_ELEMENT_THEORY is SGP4-XP; only SGP4 or"),
        ({"MEAN_ELEMENT_THEORY": "DSST"}, "MEAN_ELEMENT_THEORY is DSST; only SGP4 or"),
        ({"EPHEMERIS_TYPE": 4}, "EPHEMERIS_TYPE is 4; only 0 or 2 is read"),
        ({"BTERM": 0.01}, "BTERM belongs to SGP4-XP"),
        ({"INCLINATION": "98 deg"}, "INCLINATION is '98 deg', .* write a plain number of degrees"),
        ({"ECCENTRICITY": "nan"}, "ECCENTRICITY is 'nan', and cannot be read; write a plain"),
        ({"ECCENTRICITY": -0.1}, "ECCENTRICITY is -0.1; an orbit has 0 to 0.999999 there"),
        ({"MEAN_MOTION": 0.0}, "MEAN_MOTION is 0; an orbit has 0.02 to 18 turns a day there"),
        ({"MEAN_MOTION": 17.5}, "by MEAN_MOTION and ECCENTRICITY its perigee is -"),
        (
            BEYOND_THE_MOON,
            "SGP4 cannot move satellite 28057 .perturbed eccentricity.* ECCENTRICITY",
        ),
        ({"NORAD_CAT_ID": 1234567890}, "NORAD_CAT_ID is '1234567890'; write up to nine digits"),
        ({"EPOCH": "yesterday"}, "EPOCH is 'yesterday', and cannot be read; write e.g. 2014"),
        ({"EPOCH": "2014-366T12:00:00"}, "EPOCH is '2014-366T12:00:00', and cannot be read"),
        ({"EPOCH": "1900-01-01T00:00:00"}, "EPOCH is in the year 1900; write one of 1957 to"),
        ({"EPOCH": "9999-12-31T23:00:00-05:00"}, "EPOCH is '9999.*cannot be read"),
    ],
)
def test_a_message_that_cannot_be_read_says_what_to_write(fields, hint: str) -> None:
    whole = {key: value for key, value in {**MESSAGE, **fields}.items() if value is not None}
    with pytest.raises(ValidationError, match=hint):
        MeanElements(kind="omm", message=whole)


def test_the_cubic_between_samples_is_within_a_metre_of_sgp4_in_low_orbit() -> None:
    satellite = Satrec.twoline2rv(*CBERS)
    epoch = elements_epoch(satellite)
    time = np.random.default_rng(0).uniform(0.0, DAY, 3000)
    motion = TwoLine(kind="two-line", lines=CBERS).trajectory(epoch, DAY, BEST)
    _, position, _ = states(satellite, time / DAY)
    ours = np.stack(motion.position(time))
    radius = np.sqrt(np.sum(position**2, axis=1))
    assert np.max(np.abs(np.sqrt(np.sum(ours**2, axis=0)) - radius)) < 1.0
    assert np.max(np.abs(ours[2] - position[:, 2])) < 1.0


def test_beyond_its_samples_a_motion_is_not_known() -> None:
    epoch = datetime(2006, 6, 27, tzinfo=UTC)
    motion = TwoLine(kind="two-line", lines=CBERS).trajectory(epoch, 600.0, BEST)
    x, _, _ = motion.position(np.array([-500.0, 0.0, 600.0, 1200.0]))
    np.testing.assert_array_equal(np.isnan(x), [True, False, False, True])
