"""What each kind of payload sees, against closed forms on the sphere and published laws."""

import numpy as np
import pytest

from noroshi.access.payloads import (
    ElectroOptical,
    MaritimeRadar,
    OpticalImager,
    RadarImager,
    SurveillanceRadar,
    Vessel,
    from_angles,
)
from noroshi.access.payloads.limits import ground_range, noticed
from noroshi.access.payloads.maritime_radar import FALSE_ALARM
from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.scenario.records import SECTIONS
from noroshi.sensing import detection as law
from noroshi.world import Draws, Estimate
from snr import snr_for

ONE_METRE, TEN_METRES, TINY = 1.0, 10.0, 1e-12
BEST, NOON, ABEAM = Draws.best(), 1.0, np.pi / 2
DAY_BOAT = Vessel(np.array([20.0]), np.array([5.0]), np.array([200.0]))


def payload(kind, **fields):
    return kind(
        id="it", on="platform", kind=kind.model_fields["kind"].annotation.__args__[0], **fields
    )


def at(height, ground, squint=ABEAM, sun=NOON):
    """From a height to a point at a distance along the ground, on the mean sphere, (n,)."""
    top, angle = EARTH_MEAN_RADIUS + height, np.atleast_1d(ground) / EARTH_MEAN_RADIUS
    up = top * np.cos(angle) - EARTH_MEAN_RADIUS
    out = top * np.sin(angle)
    elevation = np.arctan2(up, out)
    parts = np.hypot(up, out), np.pi / 2 - elevation - angle, elevation, squint, sun, height
    return from_angles(*(p.astype(float) for p in np.broadcast_arrays(*parts)))


def view(kind, where, **fields):
    it = payload(kind, **fields)
    return it.view(it.parameters(BEST), where)


def edges(margin, ground):
    """Where along the ground a margin crosses zero, linearly between samples [m]."""
    turn = np.flatnonzero(np.diff(np.sign(margin)) != 0)
    share = margin[turn] / (margin[turn] - margin[turn + 1])
    return ground[turn] + share * (ground[turn + 1] - ground[turn])


GROUND = np.linspace(0.0, 2500e3, 250_001)
CAMERA = {"off_nadir": "30 deg", "swath": "0 km", "resolution": "0.5 m"}


def test_range_along_the_ground_is_that_of_the_sphere():
    ground = np.array([0.0, 1.0, 50e3, 400e3, 1500e3])
    for height in (0.0, 18e3, 600e3):
        where = at(height, ground)
        assert np.allclose(ground_range(where.slant_range, where.height), ground, atol=ONE_METRE)


def test_a_camera_reaches_as_far_as_its_tilt_takes_it():
    height, tilt = 600e3, np.radians(30.0)
    zenith = np.arcsin((1.0 + height / EARTH_MEAN_RADIUS) * np.sin(tilt))
    expected = (zenith - tilt) * EARTH_MEAN_RADIUS
    margin = view(OpticalImager, at(height, GROUND), **CAMERA).margin
    assert edges(margin, GROUND) == pytest.approx([expected], abs=ONE_METRE)


def test_a_camera_that_cannot_turn_sees_its_swath():
    fixed = {**CAMERA, "off_nadir": "0 deg", "swath": "185 km"}
    margin = view(OpticalImager, at(705e3, GROUND), **fixed).margin
    # Half of 185 km as a flat Earth has it; the curved one lies a little lower at the edge.
    assert edges(margin, GROUND) == pytest.approx([92.5e3], rel=2e-3)


def test_a_camera_reaches_as_far_as_the_satellite_stands_high_enough():
    lowest = np.radians(60.0)
    limited = {**CAMERA, "off_nadir": "60 deg", "lowest_elevation": "60 deg"}
    nadir = np.arcsin(np.cos(lowest) / (1.0 + 681e3 / EARTH_MEAN_RADIUS))
    expected = (np.pi / 2 - lowest - nadir) * EARTH_MEAN_RADIUS
    margin = view(OpticalImager, at(681e3, GROUND), **limited).margin
    assert edges(margin, GROUND) == pytest.approx([expected], abs=ONE_METRE)


def test_a_camera_reaches_as_far_as_its_samples_are_fine_enough():
    limited = {**CAMERA, "off_nadir": "60 deg", "coarsest": "1 m"}
    seen = view(OpticalImager, at(496e3, GROUND), **limited)
    (edge,) = edges(seen.margin, GROUND)
    assert np.interp(edge, GROUND, seen.resolution) == pytest.approx(1.0, abs=1e-4)


def test_samples_at_nadir_are_as_declared_and_grow_with_range_and_obliquity():
    seen = view(OpticalImager, at(600e3, GROUND[:100_001]), **CAMERA)
    assert seen.resolution[0] == pytest.approx(0.5)
    assert np.all(np.diff(seen.resolution) > 0.0)
    # On a flat Earth: r = h / cos η, sin e = cos η, so that the mean grows as cos^-3/2.
    near = at(600e3, np.array([100e3]))
    flat = 0.5 * np.cos(near.off_nadir) ** -1.5
    assert view(OpticalImager, near, **CAMERA).resolution == pytest.approx(flat, rel=5e-3)


@pytest.mark.parametrize(("sun_deg", "seen"), [(9.9, False), (10.1, True), (-30.0, False)])
def test_a_camera_needs_daylight(sun_deg, seen):
    where = at(600e3, 10e3, sun=np.radians(sun_deg))
    assert (view(OpticalImager, where, **CAMERA).margin[0] >= 0.0) == seen


IMAGER = {
    "off_nadir_from": "20 deg",
    "off_nadir_to": "40 deg",
    "swath": "30 km",
    "resolution": "1 m",
}


@pytest.mark.parametrize("side", [np.radians(90.0), np.radians(90.0001)])
def test_a_radar_in_orbit_sees_a_strip_between_two_angles_and_nothing_below_itself(side):
    seen = view(RadarImager, at(500e3, GROUND, squint=side), **IMAGER)
    zenith = np.arcsin((1.0 + 500e3 / EARTH_MEAN_RADIUS) * np.sin(np.radians([20.0, 40.0])))
    expected = (zenith - np.radians([20.0, 40.0])) * EARTH_MEAN_RADIUS
    assert edges(seen.margin, GROUND) == pytest.approx(expected, abs=TEN_METRES)


def test_a_radar_in_orbit_does_not_see_its_own_track_ahead():
    assert np.all(view(RadarImager, at(500e3, GROUND, squint=0.0), **IMAGER).margin < 0.0)
    assert np.all(view(RadarImager, at(500e3, GROUND, squint=np.pi), **IMAGER).margin < 0.0)


def test_cells_on_the_ground_are_as_declared_at_45_degrees_and_coarser_where_steeper():
    where = at(500e3, GROUND[10_000:60_000:1000])
    seen = view(RadarImager, where, **IMAGER)
    assert np.all(np.diff(seen.resolution) < 0.0)
    assert np.interp(-np.pi / 4, -where.elevation, seen.resolution) == pytest.approx(1.0, abs=1e-3)


DRONE = {
    "nearest": "20 km",
    "farthest": "200 km",
    "lowest_grazing": "3 deg",
    "sector": "90 deg",
    "swath": "10 km",
    "spot": "2 km",
    "dwell": "45 s",
    "resolution": "1 m",
    "detection_probability": 0.9,
}


def test_a_drones_radar_sees_an_annulus():
    near = GROUND[:60_000]
    margin = view(SurveillanceRadar, at(18e3, near), **DRONE, mode="moving-target").margin
    assert edges(margin, near) == pytest.approx([20e3, 200e3], abs=ONE_METRE)


def test_a_drones_radar_sees_as_far_as_its_grazing_limit_where_that_comes_first():
    near = GROUND[:60_000]
    lower = {**DRONE, "lowest_grazing": "8 deg"}
    where = at(18e3, near)
    (_, edge) = edges(view(SurveillanceRadar, where, **lower, mode="strip").margin, near)
    assert np.interp(edge, near, where.elevation) == pytest.approx(np.radians(8.0), abs=1e-7)


@pytest.mark.parametrize(
    ("squint_deg", "sector", "seen"),
    [
        (90.0, "90 deg", True),
        (46.0, "90 deg", True),
        (44.0, "90 deg", False),
        (134.0, "90 deg", True),
        (136.0, "90 deg", False),
        (0.0, "180 deg", True),
        (180.0, "360 deg", True),
    ],
)
def test_a_drones_radar_sees_its_sector_abeam_on_either_side(squint_deg, sector, seen):
    where = at(18e3, 100e3, squint=np.radians(squint_deg))
    margin = view(SurveillanceRadar, where, **{**DRONE, "sector": sector}, mode="spot").margin
    assert (margin[0] >= 0.0) == seen


def test_a_vessel_shows_as_moving_in_that_share_of_its_headings():
    radar = payload(SurveillanceRadar, **DRONE, slowest="2 m/s", mode="moving-target")
    headings = np.linspace(0.0, 2.0 * np.pi, 200_000, endpoint=False)
    for speed in (0.0, 1.9, 2.1, 4.0, 15.0):
        boat = Vessel(np.array([20.0]), np.array([speed]), np.array([1.0]))
        shows = 0.9 * np.mean(np.abs(speed * np.cos(headings)) >= 2.0)
        found = radar.detection(radar.parameters(BEST), at(18e3, 100e3), boat)
        assert found == pytest.approx([shows], abs=1e-4)


REFERENCE = {"cross_section": "100 m^2", "detection_probability": 0.7, "mode": "moving-target"}


def found_by_drone(section, **fields):
    radar = payload(SurveillanceRadar, **{**DRONE, **REFERENCE, **fields})
    vessel = Vessel(np.array([20.0]), np.array([5.0]), np.array([section]))
    return float(radar.detection(radar.parameters(BEST), at(18e3, 60e3), vessel)[0])


def test_the_declared_probability_is_that_of_the_reference_and_of_all_where_there_is_none():
    assert found_by_drone(100.0) == pytest.approx(0.7, abs=TINY)
    assert found_by_drone(5.0, cross_section=None) == 0.7
    assert found_by_drone(5000.0, cross_section=None) == 0.7


@pytest.mark.parametrize("ratio", [0.05, 0.3, 1.0, 4.0, 100.0])
def test_other_sizes_follow_the_law_of_a_fading_target_from_the_reference_on(ratio):
    snr = snr_for(0.7, FALSE_ALARM)
    expected = float(law.probability(ratio * snr, FALSE_ALARM))
    assert found_by_drone(100.0 * ratio) == pytest.approx(expected, rel=1e-9)


def test_a_sure_look_stays_sure_and_one_that_finds_nothing_finds_nothing():
    for section in (1.0, 100.0, 1e4):
        assert found_by_drone(section, detection_probability=1.0) == 1.0
        assert found_by_drone(section, detection_probability=0.0) == 0.0


def test_only_a_moving_target_mode_asks_for_motion():
    strip = payload(SurveillanceRadar, **DRONE, slowest="2 m/s", mode="strip")
    still = DAY_BOAT._replace(speed=np.array([0.0]))
    assert strip.detection(strip.parameters(BEST), at(18e3, 100e3), still) == [0.9]


@pytest.mark.parametrize(
    ("mode", "square_kilometres_an_hour"),
    [("strip", 10.0 * 612.0), ("spot", 4.0 * 80.0), ("moving-target", 360.0 * 612.0)],
)
def test_area_searched_in_an_hour(mode, square_kilometres_an_hour):
    radar = payload(SurveillanceRadar, **DRONE, mode=mode)
    rate = radar.search_rate(BEST, 170.0).item()
    assert rate * 3600.0 / 1e6 == pytest.approx(square_kilometres_an_hour)
    assert (radar.interval() is None) == (mode == "strip")


BALL = {
    "farthest": "60 km",
    "lowest_grazing": "5 deg",
    "field": "2 km",
    "dwell": "2 s",
    "resolution": "0.4 m",
    "detection_probability": 0.8,
}


@pytest.mark.parametrize("infrared", [False, True])
def test_infrared_sees_by_night_too(infrared):
    night = at(10e3, 30e3, sun=-0.5)
    assert (view(ElectroOptical, night, **BALL, infrared=infrared).margin[0] >= 0.0) == infrared
    assert view(ElectroOptical, at(10e3, 30e3), **BALL, infrared=infrared).margin[0] >= 0.0


def test_a_cameras_picture_is_finer_nearer_by():
    near, far = (at(10e3, ground) for ground in (20e3, 55e3))
    fine, coarse = (view(ElectroOptical, w, **BALL).resolution[0] for w in (near, far))
    assert fine / coarse == pytest.approx(near.slant_range[0] / far.slant_range[0])
    assert view(ElectroOptical, at(10e3, 61e3), **BALL).margin[0] < 0.0


SEARCH = {
    "range": "100 km",
    "cross_section": "1000 m^2",
    "clutter_margin": "0 dB",
    "antenna_height": "20 m",
    "lowest_grazing": "0 deg",
    "scan": "5 s",
    "resolution": "30 m",
}


@pytest.mark.parametrize(
    ("height", "mast"), [(0.0, 0.0), (0.0, 10.0), (3000.0, 0.0), (9000.0, 25.0)]
)
def test_a_radars_horizon_is_the_known_one_for_four_thirds_of_the_earth(height, mast):
    """Skolnik, Introduction to Radar Systems, 3rd ed., ch. 8: 130 √(h in km) km, either end."""
    near = np.linspace(0.0, 600e3, 60_001)
    seen = view(MaritimeRadar, at(height, near), **{**SEARCH, "seen_height": f"{mast} m"})
    expected = 4.12e3 * (np.sqrt(height + 20.0) + np.sqrt(mast))
    assert edges(seen.margin, near) == pytest.approx([expected], rel=2e-3)


def test_a_grazing_limit_comes_before_the_horizon():
    near = np.linspace(0.0, 600e3, 60_001)
    limited = {**SEARCH, "lowest_grazing": "2 deg"}
    (edge,) = edges(view(MaritimeRadar, at(3000.0, near), **limited).margin, near)
    # h = d tan(2°) + d² / 2ka, to first order.
    assert edge * np.tan(np.radians(2.0)) + edge**2 / (8.0 / 3.0 * EARTH_MEAN_RADIUS) == (
        pytest.approx(3020.0, rel=2e-3)
    )


def detect(slant, section, **fields):
    it = payload(MaritimeRadar, **{**SEARCH, **fields})
    where = at(9000.0, 0.0)._replace(slant_range=np.atleast_1d(slant))
    boat = DAY_BOAT._replace(cross_section=np.atleast_1d(section))
    return it.detection(it.parameters(BEST), where, boat)


def test_the_reference_ship_is_seen_half_of_the_looks_at_the_declared_range():
    assert detect(100e3, 1000.0) == pytest.approx([0.5], abs=1e-9)


def test_range_goes_with_the_fourth_root_of_cross_section_and_clutter():
    assert detect(200e3, 16_000.0) == pytest.approx([0.5], abs=1e-9)
    clutter = 10.0**0.6
    assert detect(100e3 / clutter**0.25, 1000.0, clutter_margin="6 dB") == pytest.approx([0.5])


def test_looks_detect_by_the_exact_law_of_a_fading_target():
    slant = np.linspace(20e3, 300e3, 40)
    snr = snr_for(0.5, FALSE_ALARM) * (100e3 / slant) ** 4
    assert np.allclose(detect(slant, 1000.0), law.probability(snr, FALSE_ALARM, 1), rtol=1e-9)


def test_a_length_of_one_line_pair_is_noticed_every_other_time():
    """Johnson 1958: one line pair, two samples, for an even chance."""
    assert noticed(np.array([2.0]), np.array([1.0])) == [0.5]
    assert noticed(np.array([30.0]), np.array([0.5])) == pytest.approx([1.0], abs=1e-9)
    assert noticed(np.array([1.0]), np.array([10.0])) < 1e-3


def test_what_is_drawn_differs_from_draw_to_draw():
    tilt = Estimate(0.5, 0.6, 0.9, name="tilt")
    draws = Draws.of(["tilt"], 64, seed=2)
    camera = payload(OpticalImager, **{**CAMERA, "off_nadir": tilt})
    parameters = camera.parameters(draws)
    assert np.array_equal(parameters.cos_off_nadir, np.cos(draws(tilt)))
    where = at(600e3, GROUND[:60_000:1000, None])
    reach = np.sum(camera.view(parameters, where).margin >= 0.0, axis=0)
    order = np.argsort(-parameters.cos_off_nadir)
    assert np.all(np.diff(reach[order]) >= 0)
    assert reach.max() > reach.min()


def test_cloud_hides_from_cameras_and_not_from_radars():
    hidden = {k for k in SECTIONS["payloads"].kinds.values() if k.needs_clear_sky}
    assert hidden == {OpticalImager, ElectroOptical}
