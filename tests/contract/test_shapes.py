"""Shapes in annotations are held by every kernel that a test calls, and by the records it takes."""

from importlib import import_module
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from beartype.roar import BeartypeDoorHintViolation
from jaxtyping import Float

from noroshi.sensing import Infrared, Radar
from shapes import checked

KERNELS = (
    *("earth.ellipsoid.position", "earth.sight.local", "earth.turn.cos_sin"),
    *("earth.refraction.ray", "earth.clock.sidereal_angle", "motion.solve.describe"),
    *("motion.redraw.redraw", "motion.newton.attempt", "motion.sample.positions"),
    *("motion.integrator.step", "motion.burnout.burnout", "motion.forces.gravity"),
    *("sensing.stage.look", "sensing.curve.from_curve", "tracking.coast_arc.coast_arc"),
    *("tracking.information.look_information", "tracking.knowledge.knowledge"),
    *("tracking.cross_track.ground_track", "tracking.impact_disc.impact_disc"),
)


class Pair(NamedTuple):
    """Two columns of one length."""

    place: Float[Any, "row 3"]
    time: Float[Any, " row"]


def mean(pair: Pair, weight: Float[Any, " row"]) -> Float[Any, "3"]:
    return weight @ pair.place


GOOD = Pair(np.ones((4, 3)), np.ones(4))


@pytest.mark.parametrize("name", KERNELS)
def test_a_kernel_looks_at_its_shapes(name):
    module, _, kernel = name.rpartition(".")
    assert getattr(import_module(f"noroshi.{module}"), kernel).__name__ == kernel
    assert getattr(import_module(f"noroshi.{module}"), kernel).__code__.co_name == "watching"


@pytest.mark.parametrize("kind", [Radar, Infrared])
@pytest.mark.parametrize("method", ["observe", "measure", "deviations"])
def test_what_a_sensor_looks_and_measures_with_looks_at_its_shapes(kind, method):
    assert getattr(kind, method).__code__.co_name == "watching"


@pytest.mark.parametrize("kind", [Radar, Infrared])
def test_a_sensor_measures_one_target_at_a_time(kind):
    with pytest.raises(BeartypeDoorHintViolation):
        kind.measure(None, jnp.ones((3, 2)))


def test_what_keeps_its_promise_passes_compiled_or_not():
    assert np.array_equal(checked(mean)(GOOD, np.ones(4)), [4.0, 4.0, 4.0])
    assert np.array_equal(checked(jax.jit(mean))(GOOD, jnp.ones(4)), [4.0, 4.0, 4.0])


@pytest.mark.parametrize(
    ("pair", "weight"),
    [
        (GOOD, np.ones((4, 1))),
        (GOOD, np.ones(4, dtype=int)),
        (GOOD._replace(time=np.ones(5)), np.ones(4)),
        (GOOD._replace(place=np.ones((4, 2))), np.ones(4)),
    ],
    ids=["an axis too many", "whole numbers", "a record at odds with itself", "two components"],
)
def test_what_breaks_its_promise_is_refused(pair, weight):
    with pytest.raises(BeartypeDoorHintViolation):
        checked(mean)(pair, weight)


def test_a_result_of_another_shape_is_refused():
    def lies(x: Float[Any, " row"]) -> Float[Any, " row"]:
        return x[:-1]

    with pytest.raises(BeartypeDoorHintViolation):
        checked(lies)(np.ones(3))


def test_a_kernel_refuses_what_it_does_not_promise():
    from noroshi.tracking.coast_arc import coast_arc

    with pytest.raises(BeartypeDoorHintViolation):
        coast_arc(np.ones((6, 3)), np.ones(3), np.ones(2))
