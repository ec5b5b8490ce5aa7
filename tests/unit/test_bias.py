"""What stays wrong with every look of a radar: its size in each channel, and what the air does."""

import jax
import numpy as np
import pytest

from noroshi.earth.ray_trace import refraction_error
from noroshi.earth.refraction import surface_refractivity
from noroshi.earth.sight import geostationary, local, raised, site
from noroshi.sensing import Infrared, Radar
from noroshi.sensing.bias import CAUSES, Bias, bias_sizes
from noroshi.sensing.bias_draws import displaced
from noroshi.world import Draws, Estimate

HERE = site(np.radians(36.0), np.radians(136.0), 30.0)
USUAL = np.array([-39e-9])
RADAR = Radar(
    id="r",
    name="a radar",
    at="here",
    owner="us",
    antenna_height="20 m",
    faces=[{"azimuth": ["350 deg", "20 deg"], "elevation": ["0 deg", "80 deg"]}],
    reference={"range": "1000 km", "cross_section": "1 m^2", "snr": "13 dB"},
    look_interval="1 s",
    accuracy={
        "beamwidth": "1 deg",
        "range_resolution": "15 m",
        "angle_floor": "0.2 mrad",
        "range_floor": "2 m",
    },
    bias={"angle": "0.1 mrad", "range": "6 m", "refractivity": 10},
)


def targets(distance=500e3):
    """From the horizon to nearly overhead, some 500 km away."""
    elevation = np.radians([0.5, 2.0, 10.0, 40.0, 85.0])
    east_north_up = distance * np.column_stack(
        [np.cos(elevation) * 0.6, np.cos(elevation) * 0.8, np.sin(elevation)]
    )
    axes = np.stack([HERE.east, HERE.north, HERE.up], axis=-1)
    return HERE.position_ecef + east_north_up @ axes.T


def deviations(snr):
    model = jax.tree.map(lambda a: a[..., 0], RADAR.measurement_model(HERE, Draws.best()))
    each = [RADAR.deviations(model, p, s) for p, s in zip(targets(), snr, strict=True)]
    return np.array(each).T  # channel, look


SNR = np.array([20.0, 25.0, 50.0, 200.0, 1e4])


def test_each_cause_moves_its_channel_by_its_share_of_the_deviation():
    added = RADAR.biased(HERE, USUAL, targets(), SNR)
    distance, azimuth, elevation = deviations(SNR)
    assert added.shape == (len(CAUSES), 3, len(SNR))
    np.testing.assert_allclose(added[2], [1.0 / distance, 0 * distance, 0 * distance])
    np.testing.assert_allclose(added[1], [0 * distance, 0 * distance, 1.0 / elevation])
    # Across the line of sight, so that it grows in azimuth as that channel's own deviation does.
    stretch = azimuth / elevation
    np.testing.assert_allclose(added[0][1] * azimuth, stretch)
    assert not added[0][[0, 2]].any()


def test_the_air_moves_elevation_and_range_by_what_the_traced_ray_says():
    added = RADAR.biased(HERE, USUAL, targets(), SNR)[CAUSES.index("refraction")]
    distance, _, elevation = deviations(SNR)
    place = raised(HERE, 20.0)
    east, north, up = local(place, targets()).T
    level = np.hypot(east, north)
    surface = float(surface_refractivity(-39e-9))
    where = {"radius": float(place.radius), "antenna": float(place.height)}
    four = 4.0  # another step than the engine's: the slope is nearly even
    less, more = (
        refraction_error(np.arctan2(up, level), np.hypot(level, up), surface=s, **where)
        for s in (surface - four, surface + four)
    )
    slope = [(b - a) / (2.0 * four) for a, b in zip(less, more, strict=True)]
    np.testing.assert_allclose(added[2] * elevation, slope[0], rtol=2e-3)
    np.testing.assert_allclose(added[0] * distance, slope[1], rtol=2e-3)
    assert not added[1].any()
    # At half a degree some 30 µrad a unit; overhead none.
    assert 2e-5 < slope[0][0] < 5e-5
    assert np.all(np.diff(slope[0]) < 0.0)


def test_no_air_bends_nothing():
    assert not RADAR.biased(HERE, np.array([0.0]), targets(), SNR)[3].any()


def test_a_radar_that_declares_no_bias_has_none_and_others_have_no_causes():
    assert bias_sizes(None) == bias_sizes(Bias()) == ((0.0,) * 4,) * 3
    satellite = Infrared(
        id="s", name="s", at="above", owner="us", cloud_break="10 km", revisit="10 s",
        angle_error="0.05 mrad",
    )  # fmt: skip
    assert satellite.biases == ((), (), ())
    above = geostationary(np.radians(150.0))
    assert satellite.biased(above, USUAL, targets(), SNR).shape == (0, 2, len(SNR))


def test_sizes_are_those_that_are_declared():
    bias = Bias(angle=Estimate(1e-4, 2e-4, 3e-4), range="6 m", refractivity=10)
    low, best, high = bias_sizes(bias)
    assert (low.across, best.across, high.upwards) == (1e-4, 2e-4, 3e-4)
    assert {low.range, best.range, high.range} == {6.0}
    assert best.refraction == pytest.approx(10.0)


@pytest.mark.parametrize("cause", CAUSES)
def test_a_target_is_taken_to_be_where_its_looks_are_wrong_by_as_much(cause):
    """What looks tell of the position, times how far off it is taken to be, is their error."""
    best = Draws.best()
    bias = RADAR.bias_drawn(HERE, best, USUAL)
    size = (np.array(CAUSES) == cause).astype(float)[:, None]
    at = targets(1500e3).T  # above the air, as what coasts
    moved = displaced(
        bias.one._replace(size=size), bias.air[None], np.zeros(1, dtype=int), at[None]
    )
    told = RADAR.tells(RADAR.measurement_model(HERE, best), at, SNR)
    slopes = np.array([[np.broadcast_to(a, SNR.shape) for a in row] for row in told])
    found = np.einsum("cal,al->cl", slopes, moved[0])
    added = RADAR.biased(HERE, USUAL, at.T, SNR)[CAUSES.index(cause)]
    # The air is read from a table of two distances, whose own size is known to a factor of three.
    slack = 2e-2 * np.abs(added).max() if cause == "refraction" else 1e-9 * np.abs(added).max()
    np.testing.assert_allclose(found, added, atol=slack)


def test_in_air_that_bends_nothing_no_target_is_moved_by_it():
    bias = RADAR.bias_drawn(HERE, Draws.best(), np.array([0.0]))
    assert not bias.air.any()


def test_a_radar_without_bias_shares_nothing():
    bare = RADAR.model_copy(update={"bias": None})
    assert bare.bias_drawn(HERE, Draws.best(), USUAL) is None
