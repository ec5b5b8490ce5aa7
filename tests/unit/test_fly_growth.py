"""What is declared of a powered phase reaches the flights, for the best values and each draw."""

from dataclasses import replace

import numpy as np
import pytest

from noroshi.motion.solve import blank
from noroshi.questions.naming import spoken_names
from noroshi.questions.warning.pipe import fly as stage
from noroshi.questions.warning.pipe.expand import expand, plan
from noroshi.scenario import Scenario, load
from noroshi.world import Draws, Estimate

GROWTH = Estimate(1.0, 2.0, 5.0, scale="log", name="vehicles.medium.growth")


@pytest.fixture(scope="module")
def world() -> Scenario:
    """`small`, where the vehicle that goes farther has two stages that grow."""
    small = load("small").at("2016-01-01")
    medium = small.vehicles["medium"].model_copy(update={"growth": GROWTH, "first_stage": 0.4})
    return replace(small, vehicles={**small.vehicles, "medium": medium})


class Stopped(Exception):
    pass


def test_growth_and_stages_are_those_of_the_vehicle(world: Scenario) -> None:
    flights = expand(world)
    asked = plan(flights)
    medium = np.array([f.vehicle == "medium" for f in flights])
    assert 0 < np.count_nonzero(medium) < len(flights)
    np.testing.assert_array_equal(asked.growth, np.where(medium, 2.0, 1.0))
    np.testing.assert_array_equal(asked.first_stage, np.where(medium, 0.4, 1.0))


def test_growth_is_drawn_for_each_flight_like_its_burn_time(world: Scenario, monkeypatch) -> None:
    given = []

    def note(*drawn):
        given.extend(drawn)
        raise Stopped

    nothing = lambda p: blank(p, np.zeros(len(p.apogee), dtype=np.int8))  # noqa: E731
    monkeypatch.setattr(stage, "_SOLVED", nothing)
    monkeypatch.setattr(stage, "redraw", note)
    draws = Draws.of([e.dimension for e in world.estimates()], 8, 1)
    with pytest.raises(Stopped):
        stage.fly([world], draws, lambda *_: None)
    _, burn, _, growth = given
    for number, flight in enumerate(expand(world)):
        np.testing.assert_array_equal(burn[number], draws(flight.burn_time))
        np.testing.assert_array_equal(growth[number], draws(flight.growth))
    assert np.ptp(growth) > 1.0


def test_flights_that_are_asked_about_again_are_not_solved_again() -> None:
    flights = expand(load("small").at("2016-01-01"))
    assert stage.solved(flights) is stage.solved(list(flights))
    assert stage.solved(flights) is not stage.solved(flights[:1])


def test_a_vehicle_that_says_nothing_accelerates_evenly_in_one_stage() -> None:
    asked = plan(expand(load("small").at("2016-01-01")))
    np.testing.assert_array_equal(asked.growth, 1.0)
    np.testing.assert_array_equal(asked.first_stage, 1.0)


def test_growth_has_a_plain_name_among_the_drivers(world: Scenario) -> None:
    named = spoken_names([world], ["vehicles.medium.growth"])
    said = "Medium-range class: growth of acceleration within a stage"
    assert named["vehicles.medium.growth"] == said
