"""False alarms: as many as cells times probability, evenly in range and solid angle."""

import numpy as np
import pytest

from noroshi.tracking.clutter import Clutter, Sector, density, false_alarms

SECTOR = Sector(np.array([0.0, np.radians(210.0), 0.0]), np.array([1e6, np.radians(330.0), 0.5]))
RATE = 1e-4 / (50.0 * 0.1**2)
"""One cell in ten thousand, of 50 m by 0.1 by 0.1 rad."""
CLUTTER = Clutter((SECTOR,), rate=RATE, sigma_range=10.0, sigma_angle=1e-3)


def drawn(times: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    parts = [false_alarms(CLUTTER, rng) for _ in range(times)]
    return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])


def test_there_are_as_many_as_cells_times_probability() -> None:
    # 20,000 range cells in each of the beams that 120° by sine 0 to 0.5 of elevation hold.
    cells = 1e6 / 50.0 * (np.radians(120.0) * 0.5) / 0.1**2
    assert CLUTTER.expected == pytest.approx(cells * 1e-4, rel=1e-12)
    plots, _ = drawn(40)
    expected = 40 * CLUTTER.expected
    assert len(plots) == pytest.approx(expected, abs=4.0 * np.sqrt(expected))


def test_they_lie_evenly_in_range_and_solid_angle() -> None:
    plots, _ = drawn(20)
    share = np.stack([plots[:, 0], plots[:, 1], np.sin(plots[:, 2])]).T
    share = (share - SECTOR.low) / (SECTOR.high - SECTOR.low)
    assert share.min() >= 0.0
    assert share.max() <= 1.0
    spread = 4.0 / np.sqrt(len(plots))
    for column in share.T:
        assert column.mean() == pytest.approx(0.5, abs=spread * np.sqrt(1.0 / 12.0))
        assert column.var() == pytest.approx(1.0 / 12.0, abs=spread / 12.0)


def test_the_density_sums_to_their_number() -> None:
    elevation = (np.arange(2000) + 0.5) / 2000 * np.arcsin(0.5)
    plots = np.stack([np.full(2000, 5e5), np.full(2000, 4.0), elevation], axis=1)
    step = np.arcsin(0.5) / 2000
    total = density(CLUTTER, plots).sum() * step * 1e6 * np.radians(120.0)
    assert total == pytest.approx(CLUTTER.expected, rel=1e-6)


def test_an_error_across_is_wider_in_azimuth_the_higher_one_looks() -> None:
    plots, sigma = drawn(1)
    assert np.all(sigma[:, 0] == 10.0)
    assert sigma[:, 1] * np.cos(plots[:, 2]) == pytest.approx(sigma[:, 2])


def test_a_radar_that_searches_nothing_gives_none() -> None:
    plots, sigma = false_alarms(CLUTTER._replace(sectors=()), np.random.default_rng(0))
    assert plots.shape == sigma.shape == (0, 3)
