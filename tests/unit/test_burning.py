"""The shape of acceleration over a powered phase, by its definition and its limits."""

import numpy as np
import pytest
from scipy.integrate import quad

from noroshi.motion.burning import SINGLE, amount, halves, lever, turned
from noroshi.motion.records import FlightPlan, FlightStatus, filled
from noroshi.motion.solve import solve
from noroshi.motion.start import thrust_shape

GROWTHS = np.array([1.0, 1.0 + 1e-9, 1.001, 1.6, 2.5, 5.0, 20.0])
a_billionth = 1e-9


def shape(share: float, growth: float, first_stage: float) -> float:
    """Over its mean, at a share of the burn time: straight from the definition."""
    for half in halves(np.array([first_stage])):
        within = (share - half.begins[0]) / half.lasts[0]
        if within <= 1.0:
            break
    return float(amount(half.burnt + half.burns * within, np.array([growth]))[0])


@pytest.mark.parametrize("first_stage", [SINGLE, 0.3, 0.5])
@pytest.mark.parametrize("growth", GROWTHS)
def test_the_mean_over_the_powered_phase_is_one(growth: float, first_stage: float) -> None:
    edges = [0.5 if first_stage == SINGLE else first_stage]
    mean, _ = quad(shape, 0.0, 1.0, args=(growth, first_stage), points=edges)
    assert mean == pytest.approx(1.0, abs=1e-7)


def test_each_stage_ends_with_growth_times_the_acceleration_that_it_began_with() -> None:
    just_before, just_after = 0.4 - 1e-12, 0.4 + 1e-12
    assert shape(1.0, 3.0, SINGLE) / shape(0.0, 3.0, SINGLE) == pytest.approx(3.0)
    assert shape(just_before, 3.0, 0.4) / shape(0.0, 3.0, 0.4) == pytest.approx(3.0)
    assert shape(1.0, 3.0, 0.4) / shape(just_after, 3.0, 0.4) == pytest.approx(3.0)
    # A single stage has nothing in its middle: what was reached there goes on.
    assert shape(0.5 + 1e-12, 3.0, SINGLE) == pytest.approx(shape(0.5, 3.0, SINGLE))


def test_mass_that_burns_evenly_gives_the_shape() -> None:
    # a = F/m with m falling evenly, so that 1/a is straight from 1 to 1/g.
    share = np.linspace(0.0, 1.0, 11)
    inverse = 1.0 / amount(share, np.full(11, 4.0))
    np.testing.assert_allclose(np.diff(inverse, 2), 0.0, atol=a_billionth)
    assert inverse[0] / inverse[-1] == pytest.approx(4.0)


def test_growth_one_is_constant_acceleration_and_its_neighbours_are_near_it() -> None:
    share = np.linspace(0.0, 1.0, 11)
    np.testing.assert_array_equal(amount(share, np.ones(11)), 1.0)
    np.testing.assert_allclose(amount(share, np.full(11, 1.0 + 1e-6)), 1.0, atol=1e-6)


def test_the_turn_is_smooth_and_done_at_its_end() -> None:
    assert turned(0.0) == 0.0
    assert turned(1.0) == 1.0
    slope = np.gradient(turned(np.linspace(0.0, 1.0, 1001)), 1e-3)
    assert np.all(slope > -1e-12)
    assert slope[0] < 1e-4
    assert slope[-1] < 1e-4


@pytest.mark.parametrize("first_stage", [SINGLE, 0.35])
@pytest.mark.parametrize("growth", [1.0, 2.5, 5.0])
def test_the_lever_is_the_way_of_a_straight_burn(growth: float, first_stage: float) -> None:
    way, _ = quad(
        lambda s: (1.0 - s) * shape(s, growth, first_stage),
        0.0,
        1.0,
        points=[0.5 if first_stage == SINGLE else first_stage],
    )
    assert lever(growth, first_stage) == pytest.approx(way, abs=1e-7)
    assert growth > 1.0 or lever(growth, first_stage) == pytest.approx(0.5, abs=1e-12)


@pytest.mark.parametrize("first_stage", [SINGLE, 0.35])
def test_the_first_guess_sums_the_shape_that_is_flown(first_stage: float) -> None:
    growth, first = np.full(1, 3.0), np.full(1, first_stage)
    found = thrust_shape(growth, first)
    assert np.sum(found.weight) == pytest.approx(1.0, abs=a_billionth)
    assert np.sum(found.weight * found.left) == pytest.approx(lever(3.0, first_stage)[0])


def test_one_value_may_stand_for_the_growth_of_all_flights() -> None:
    plan = FlightPlan(*(np.full(3, v) for v in (0.68, 2.19, 0.0, 0.72, 2.45, np.nan, 100.0, 5e3)))
    assert filled(plan).growth.shape == (3,)
    np.testing.assert_array_equal(filled(plan).growth, 1.0)
    np.testing.assert_array_equal(filled(plan).first_stage, SINGLE)


@pytest.mark.parametrize(
    ("growth", "first_stage"), [(0.5, 1.0), (2.0, 0.0), (2.0, 1.5), (2.0, -0.1)]
)
def test_a_shape_that_is_none_is_refused(growth: float, first_stage: float) -> None:
    plan = FlightPlan(*(np.full(1, v) for v in (0.68, 2.19, 0.0, 0.72, 2.45, np.nan, 100.0, 5e3)))
    shaped = plan._replace(growth=np.full(1, growth), first_stage=np.full(1, first_stage))
    assert solve(shaped).status[0] == FlightStatus.SHAPE_UNKNOWN
