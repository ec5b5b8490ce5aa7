"""Fly flights and say by how much they missed, and how that changes with the thrust."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.constants import EARTH_ROTATION
from noroshi.earth.ellipsoid import geodetic, local_axes, position
from noroshi.motion.path import Path, Setting, fly
from noroshi.motion.records import FlightPlan, filled, some
from noroshi.shaped import Float

Floats = NDArray[np.float64]
_NUDGE: Final = 1e-6
"""Share of the thrust by which slopes' shots differ: slopes are then good to 3 in a million, of
which the bend of what they are slopes of is most."""


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
    """Cartesian launch point and axes of a plan."""
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
    """Direction of the aim point and two axes across it."""
    aim = np.stack(position(plan.aim_lat, plan.aim_lon, np.zeros_like(plan.aim_lat)))
    aim = aim / np.sqrt(np.sum(aim**2, axis=0))
    east, _, _ = (np.stack(axis) for axis in local_axes(plan.aim_lat, plan.aim_lon))
    return AimPoint(aim, east, np.cross(aim, east, axis=0))


def shoot(setting: Setting, target: AimPoint, held: Float[Floats, "3 flight"]) -> Shot:
    """Fly with the held thrust (3, flight: east, north, up [m/s²])."""
    path = fly(setting, held)
    there = path.impact / np.sqrt(np.sum(path.impact**2, axis=0))
    east, north = np.sum(there * target.east, axis=0), np.sum(there * target.north, axis=0)
    ahead = np.sum(there * target.aim, axis=0)
    # The angle over its sine, so that a miss by a quarter of the Earth is still seen as one.
    off = np.sqrt(east**2 + north**2 + 1e-24)
    stretch = np.arctan2(off, ahead) / off
    apogee = np.log(np.maximum(path.apogee, 1.0))
    return Shot(path, np.stack((apogee, stretch * east, stretch * north)))


class Slopes(NamedTuple):
    """How a shot changes with the held thrust, by differences to one side."""

    goal: Float[Floats, "3 3 flight"]
    """(3: thrust, 3: goal, flight)."""
    told: Float[Floats, "3 3 flight"]
    """(3: thrust, 3: see `told`, flight)."""


def told(path: Path) -> Float[Floats, "3 flight"]:
    """Flight time, apogee time [s] and height at burn-out [m]."""
    return np.stack((path.flight_time, path.apogee_time, geodetic(*path.burnout[:3])[2]))


def shoot_with_slopes(
    setting: Setting, target: AimPoint, held: Float[Floats, "3 flight"]
) -> tuple[Shot, Slopes]:
    """`shoot`, and how its outcome changes with the thrust."""
    number = held.shape[1]
    nudge = _NUDGE * np.sqrt(np.sum(held**2, axis=0))
    changes = np.concatenate((np.zeros((1, 3)), np.eye(3)))
    shifted = held[:, None] + changes.T[:, :, None] * nudge  # (thrust, change, flight)
    again = np.tile(np.arange(number), len(changes))
    shot = shoot(some(setting, again), some(target, again), shifted.reshape(3, -1))
    outcome = np.stack((shot.goal, told(shot.path))).reshape(2, 3, len(changes), number)
    goal, more = np.moveaxis(outcome[:, :, 1:] - outcome[:, :, :1], 1, 2) / nudge
    return some(shot, slice(number)), Slopes(goal, more)
