"""The radar record: strength, sectors, horizon, and what is refused."""

import numpy as np
import pytest
from pydantic import ValidationError

from noroshi.earth.refraction import air, horizon_elevation
from noroshi.earth.sight import site
from noroshi.sensing import Radar, Target, sensor_array
from noroshi.sensing.base import margin
from noroshi.sensing.detection import probability
from noroshi.sensing.sensor_array import batched, columns
from noroshi.world import Draws, Estimate

HERE = site(np.radians(36.0), np.radians(136.0), 0.0)
FACE = {"azimuth": ["350 deg", "20 deg"], "elevation": ["3 deg", "60 deg"]}
RADAR = {
    "id": "r",
    "name": "a radar",
    "at": "here",
    "owner": "us",
    "faces": [FACE],
    "reference": {"range": "1000 km", "cross_section": "1 m^2", "snr": "13 dB"},
    "look_interval": "1 s",
}


def seen(
    radar, bearing_deg, elevation_deg, distance, gradient=0.0, section=1.0, draws=None, draw=0
):
    bearing, elevation, distance, section = np.broadcast_arrays(
        *(
            np.atleast_1d(np.asarray(x, float))
            for x in (bearing_deg, elevation_deg, distance, section)
        )
    )
    a, e = np.radians(bearing), np.radians(elevation)
    axes = np.stack([HERE.east, HERE.north, HERE.up], axis=-1)
    way = np.stack([np.sin(a) * np.cos(e), np.cos(a) * np.cos(e), np.sin(e)])
    one = sensor_array([(radar, HERE)], draws or Draws.best(), gradient).sensors[0]
    view = batched(one.observe, columns(one.parameters, np.full(len(a), draw)))
    position = HERE.position_ecef[:, None] + axes @ (distance * way)
    return view(Target(position, np.zeros(len(a)), section))


def in_view(*arguments, **more):
    return list(np.asarray(margin(seen(*arguments, **more).limits)) >= 0.0)


def test_sector_wraps_through_north_and_ends_at_its_edges():
    radar = Radar(**RADAR)
    bearings = [349.9, 350.1, 0.0, 19.9, 20.1, 180.0]
    assert in_view(radar, bearings, 30.0, 5e5) == [False, True, True, True, False, False]


def test_a_sector_wider_than_half_a_circle_leaves_out_the_rest():
    wide = Radar(**{**RADAR, "faces": [{**FACE, "azimuth": ["100 deg", "80 deg"]}]})
    assert in_view(wide, [79.0, 81.0, 99.0, 101.0, 270.0], 30.0, 5e5) == [
        True,
        False,
        False,
        True,
        True,
    ]


def test_a_whole_circle_has_no_edge():
    whole = Radar(**{**RADAR, "faces": [{**FACE, "azimuth": ["0 deg", "360 deg"]}]})
    assert all(in_view(whole, np.arange(0.0, 360.0, 7.5), 30.0, 5e5))


def test_elevation_limits_hold_in_still_air():
    assert in_view(Radar(**RADAR), 0.0, [2.9, 3.1, 59.9, 60.1], 5e5) == [False, True, True, False]


def test_instrumented_range_ends_the_view():
    radar = Radar(**{**RADAR, "max_range": "800 km"})
    assert in_view(radar, 0.0, 30.0, [799.9e3, 800.1e3]) == [True, False]


def test_the_horizon_is_the_lowest_elevation_that_counts():
    low = Radar(**{**RADAR, "faces": [{**FACE, "elevation": ["-30 deg", "60 deg"]}]})
    horizon = np.degrees(float(horizon_elevation(air(0.0, HERE.radius), 100.0)))
    high_up = low.model_copy(update={"antenna_height": Estimate.exactly(100.0)})
    assert horizon == pytest.approx(-np.degrees(np.arccos(HERE.radius / (HERE.radius + 100.0))))
    # A hundred metres above the sea the antenna looks down by a third of a degree: no further.
    lowest = np.array([horizon - 0.1, horizon + 0.1])
    assert in_view(high_up, 0.0, lowest, 5e5) == [False, True]
    assert in_view(low, 0.0, [-0.3, 0.1], 5e5) == [False, True]


def test_snr_follows_the_published_point():
    radar = Radar(**RADAR)
    snr = np.asarray(seen(radar, 0.0, 30.0, [1e6, 2e6, 1e6], section=[1.0, 1.0, 0.1]).snr)
    assert np.allclose(10 * np.log10(snr), [13.0, 13.0 - 40 * np.log10(2.0), 3.0], atol=1e-9)


def test_power_and_aperture_give_the_published_search_ratio():
    """MathWorks Radar Toolbox, `radareqsearchsnr`: −10 dBsm at 1,000 km."""
    solid = np.radians(30.0) * np.sin(np.radians(45.0))
    terms = {
        "power": "3 MW",
        "aperture": "1 m^2",
        "search_time": "10 s",
        "solid_angle": f"{solid} sr",
        "noise_temperature": "487 K",
        "loss": "6 dB",
    }
    radar = Radar(**{k: v for k, v in RADAR.items() if k != "reference"}, power_aperture=terms)
    found = float(10 * np.log10(seen(radar, 0.0, 30.0, 1e6, section=0.1).snr[0]))
    assert found == pytest.approx(13.8182, abs=0.001)


def test_each_draw_has_its_own_range():
    drawn = Estimate(500e3, 1000e3, 2000e3, name="range")
    radar = Radar(**{**RADAR, "reference": {**RADAR["reference"], "range": drawn}})
    draws = Draws.of(["range"], 8, seed=0)
    for draw in range(8):
        snr = float(seen(radar, 0.0, 30.0, 1e6, draws=draws, draw=draw).snr[0])
        assert snr == pytest.approx(10**1.3 * (draws(drawn)[draw] / 1e6) ** 4)


def test_refraction_lifts_a_low_target_into_view():
    radar = Radar(**{**RADAR, "faces": [{**FACE, "elevation": ["0 deg", "60 deg"]}]})
    assert in_view(radar, 0.0, -0.3, 1.5e6, gradient=0.0) == [False]
    assert in_view(radar, 0.0, -0.3, 1.5e6, gradient=-39e-9) == [True]


@pytest.mark.parametrize(
    ("change", "reply"),
    [
        ({"faces": [{**FACE, "azimuth": ["20 deg", "20 deg"]}]}, "no width"),
        ({"faces": [{**FACE, "elevation": ["60 deg", "3 deg"]}]}, "below the highest"),
        ({"faces": []}, "at least 1"),
        ({"reference": None}, r"write e\.g\. `reference: \{range: "),
        ({"swerling": 7}, "0, 1, 2, 3 or 4"),
        ({"confirm": {"hits": 4, "looks": 3}}, "4 hits of 3 looks"),
        ({"max_range": "2000"}, "no unit"),
        ({"look_interval": "0 s"}, "more than zero"),
        ({"max_range": "0 km"}, "more than zero"),
        ({"false_alarm_probability": 0.0}, "more than 0"),
        ({"colour": "green"}, "Extra inputs"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_write(change, reply):
    with pytest.raises(ValidationError, match=reply):
        Radar(**{**RADAR, **change})


SEARCH = {
    "elevation": ["0 deg", "10 deg"],
    "frame": "1 s",
    "power": "60 kW",
    "aperture": "9.2 m^2",
    "noise_temperature": "500 K",
    "loss": 4,
    "cue_delay": "10 s",
}
FORWARD = {
    **RADAR,
    "faces": [{"azimuth": ["230 deg", "350 deg"], "elevation": ["0 deg", "90 deg"]}],
    "reference": {"range": "870 km", "cross_section": "0.01 m^2", "snr": 20},
}


def sought(**search):
    radar = Radar(**{**FORWARD, "search": {**SEARCH, **search}})
    found = radar.seeking(HERE, Draws.best(), np.zeros(1))
    assert found is not None
    return radar, *found


def test_a_fence_leaves_each_look_the_signal_of_the_search_radar_equation():
    """By hand: 60 kW · 9.2 m² · 1 s over 4π · k · 500 K · 4 and 2π/3 · sin 10° of solid angle."""
    radar, parameters, frame = sought()
    by_hand = 60e3 * 9.2 / (4 * np.pi * 1.380649e-23 * 500 * 4 * 2 * np.pi / 3 * np.sin(np.pi / 18))
    assert frame == 1.0
    assert parameters.strength == pytest.approx(by_hand, rel=1e-9)
    less_db = 10.0 * np.log10(radar.strength(Draws.best()) / parameters.strength)
    assert less_db == pytest.approx(24.2, abs=0.1)


def test_a_slower_frame_leaves_each_look_more_signal():
    fast, slow = (sought(frame=frame)[1].strength for frame in ("1 s", "10 s"))
    assert slow == pytest.approx(10.0 * fast)


def test_the_fence_ends_where_the_faces_do_and_its_looks_gain_nothing_by_that():
    whole = sought()[1]
    face = [{"azimuth": ["230 deg", "350 deg"], "elevation": ["5 deg", "90 deg"]}]
    half = Radar(**{**FORWARD, "faces": face, "search": SEARCH})
    parameters, _ = half.seeking(HERE, Draws.best(), np.zeros(1))
    assert parameters.strength == pytest.approx(whole.strength, rel=1e-12)
    assert parameters.faces.low_sin == pytest.approx(np.sin(np.radians(5.0)))


def test_a_face_above_the_fence_costs_it_no_time():
    faces = [
        *FORWARD["faces"],
        {"azimuth": ["0 deg", "360 deg"], "elevation": ["30 deg", "80 deg"]},
    ]
    faces[0] = {**faces[0], "elevation": ["0 deg", "30 deg"]}
    stacked = Radar(**{**FORWARD, "faces": faces, "search": SEARCH})
    parameters, _ = stacked.seeking(HERE, Draws.best(), np.zeros(1))
    assert parameters.strength == pytest.approx(sought()[1].strength, rel=1e-12)


def test_a_fence_that_the_faces_leave_nothing_of_is_nowhere_in_view():
    face = [{"azimuth": ["230 deg", "350 deg"], "elevation": ["20 deg", "90 deg"]}]
    blind = Radar(**{**FORWARD, "faces": face, "search": SEARCH})
    parameters, _ = blind.seeking(HERE, Draws.best(), np.zeros(1))
    view = batched(Radar.observe, parameters)
    way = np.radians(np.linspace(-5.0, 90.0, 96))
    axes = np.stack([HERE.east, HERE.up], axis=-1)
    position = HERE.position_ecef[:, None] + axes @ (3e5 * np.stack([-np.cos(way), np.sin(way)]))
    assert not np.any(np.asarray(margin(view(Target(position, 0 * way, 1 + 0 * way)).limits)) >= 0)


@pytest.mark.parametrize("swerling", [0, 1])
def test_the_signal_of_a_search_is_added_up_already_however_many_pulses_a_track_adds(swerling):
    """All the energy of a frame in one look: by one-pulse detection, not once more by pulses."""
    radar = Radar(**{**FORWARD, "swerling": swerling, "pulses": 10, "search": SEARCH})
    target = HERE.position_ecef + 4e5 * (np.sin(0.1) * HERE.up - np.cos(0.1) * HERE.east)
    parameters, _ = radar.seeking(HERE, Draws.best(), np.zeros(1))
    look = batched(Radar.observe, parameters)(
        Target(target[:, None], np.zeros(1), np.array([0.05]))
    )
    assert np.all(margin(look.limits) >= 0.0)
    one_pulse = probability(np.asarray(look.snr), np.array([1e-6]), swerling, 1)
    ten = probability(np.asarray(look.snr), np.array([1e-6]), swerling, 10)
    assert look.probability == pytest.approx(one_pulse, abs=1e-5)
    assert ten > one_pulse + 0.01


def test_a_fence_upside_down_is_refused():
    with pytest.raises(ValidationError, match="lowest elevation must stay below the highest"):
        Radar(**{**FORWARD, "search": {**SEARCH, "elevation": ["10 deg", "0 deg"]}})
