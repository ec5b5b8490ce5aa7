"""Fly a chunk and say by how much it missed, with or without derivatives; compiled once each."""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Float

import noroshi.arrays as _arrays
from noroshi.constants import EARTH_ROTATION
from noroshi.earth.ellipsoid import local_axes, position
from noroshi.motion.path import Path, Setting, fly
from noroshi.motion.records import FlightPlan, filled

assert _arrays  # imported for its effect: 64-bit JAX


class AimPoint(NamedTuple):
    """What a flight is meant to reach."""

    aim: Float[Any, "3 flight"]
    """Unit vector from the Earth's centre to the impact point."""
    east: Float[Any, "3 flight"]
    """Unit vectors across it."""
    north: Float[Any, "3 flight"]


class Shot(NamedTuple):
    """Where a flight went and what is left to correct."""

    path: Path
    goal: Float[Any, "3 flight"]
    """Logarithm of the apogee [m], miss east and north in mean Earth radii."""


def setting_of(plan: FlightPlan, *, turn: float = EARTH_ROTATION) -> Setting:
    """Cartesian launch point and axes of a plan (NumPy)."""
    plan = filled(plan)
    east, north, up = (np.stack(axis) for axis in local_axes(plan.launch_lat, plan.launch_lon))
    launch = np.stack(position(plan.launch_lat, plan.launch_lon, plan.launch_height))
    turns = np.full_like(plan.burn_time, turn)
    return Setting(
        launch,
        east,
        north,
        up,
        plan.burn_time,
        plan.ballistic_coefficient,
        turns,
        plan.growth,
        plan.first_stage,
    )


def aim_of(plan: FlightPlan) -> AimPoint:
    """Direction of the aim point and two axes across it (NumPy)."""
    aim = np.stack(position(plan.aim_lat, plan.aim_lon, np.zeros_like(plan.aim_lat)))
    aim = aim / np.sqrt(np.sum(aim**2, axis=0))
    east, _, _ = (np.stack(axis) for axis in local_axes(plan.aim_lat, plan.aim_lon))
    return AimPoint(aim, east, np.cross(aim, east, axis=0))


def _shoot(setting: Setting, target: AimPoint, held: Any) -> Shot:
    path, _ = fly(setting, held, lambda log, *_: log, jnp.zeros(()))
    there = path.impact / jnp.sqrt(jnp.sum(path.impact**2, axis=0))
    east, north = jnp.sum(there * target.east, axis=0), jnp.sum(there * target.north, axis=0)
    ahead = jnp.sum(there * target.aim, axis=0)
    # The angle over its sine, so that a miss by a quarter of the Earth is still seen as one.
    off = jnp.sqrt(east**2 + north**2 + 1e-24)
    stretch = jax.lax.stop_gradient(jnp.arctan2(off, ahead) / off)
    apogee = jnp.log(jnp.maximum(path.apogee, 1.0))
    return Shot(path, jnp.stack((apogee, stretch * east, stretch * north)))


def _shoot_with_slopes(setting: Setting, target: AimPoint, held: Any) -> tuple[Shot, Any]:
    # Three copies of the chunk, each with its own direction of thrust: flights do not touch one
    # another, and one wide derivative is traced and run faster than a batch of three.
    flights = held.shape[1]
    wide_setting, wide_target, wide_held = jax.tree.map(_thrice, (setting, target, held))
    directions = jnp.repeat(jnp.eye(3), flights, axis=1)
    shot, change = jax.jvp(
        lambda h: _shoot(wide_setting, wide_target, h), (wide_held,), (directions,)
    )
    slopes = change.goal.reshape(3, 3, flights).transpose(1, 0, 2)
    return jax.tree.map(lambda a: a[..., :flights], shot), slopes


def _thrice(array: Any) -> Any:
    return jnp.concatenate((array, array, array), axis=-1)


shoot = jax.jit(_shoot)
"""`shoot(setting, target, held) -> Shot` of one chunk."""

shoot_with_slopes = jax.jit(_shoot_with_slopes)
"""`shoot`, and the slopes of the goals (3: thrust, 3: goal, flight)."""
