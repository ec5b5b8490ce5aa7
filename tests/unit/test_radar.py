"""The radar record: strength, sectors, horizon, and what is refused."""

import numpy as np
import pytest
from pydantic import ValidationError

from noroshi.declared import Draws, Estimate
from noroshi.earth.refraction import air, horizon_elevation
from noroshi.earth.sight import site
from noroshi.sensing import Radar, Target, post
from noroshi.sensing.base import margin
from noroshi.sensing.posture import batched, columns

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
ONE_METRE = 1.0


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
    one = post([(radar, HERE)], draws or Draws.best(), gradient).posts[0]
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


def test_power_and_aperture_give_the_published_search_ratio(validation):
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
    validation(
        source="MathWorks Radar Toolbox, radareqsearchsnr",
        quantity="search at 1000 km by a declared radar, -10 dBsm",
        theirs=13.8182,
        ours=float(10 * np.log10(seen(radar, 0.0, 30.0, 1e6, section=0.1).snr[0])),
        unit="dB",
        tolerance=0.001,
    )


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
        ({"reference": None}, "write one of them"),
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
