"""How well it is known where one flight was launched, as its track grows."""

import numpy as np
from numpy.typing import NDArray

from noroshi.kept import kept
from noroshi.motion.burning import lever
from noroshi.motion.burnout import burnout
from noroshi.questions.localisation.followed import known_states
from noroshi.questions.localisation.history import PROBABILITY, History
from noroshi.questions.localisation.inside import Inside
from noroshi.scenario.warned import Vehicle
from noroshi.tracking.ellipse import ellipse
from noroshi.tracking.ground import with_coefficient
from noroshi.tracking.launch import Powered, growing, launch
from noroshi.world import Estimate

Floats = NDArray[np.float64]
_EVEN: Floats = np.linspace(0.0005, 0.9995, 1000)
NO_AIR = 1e9
"""Ballistic coefficient of a coast above the air, which is followed back without drag [kg/m²]."""


def launch_point(found: History) -> Inside:
    """Radius of a circle as large as the ellipse that holds the launch point, at each instant [m].

    NaN = no track yet. Behind the coast lies a powered phase of which the declared burn time and
    growth are known with their spread, and little else: see `tracking.launch`.
    """
    followed = found.followed
    time = np.array([instant.time for instant in found.instants])
    vehicle = followed.example.comparison.after.scenario.vehicles[followed.declared.vehicle]
    mean = np.repeat(burnout(followed.solved), len(time), axis=1)
    before, after = (
        kept("launch points", _radii, mean, packed, followed.burn_time, vehicle)
        for packed in known_states(followed, time)
    )
    return Inside("launch point", before, after)


def _radii(mean: Floats, packed: Floats, burn_time: float, vehicle: Vehicle) -> Floats:
    """Of the circles [m], (instant,), from states at burn-out (6, instant) and what is known of
    them, (instant, 21)."""
    tracked = np.isfinite(packed[:, 0])
    sound = np.where(tracked[:, None], packed, 0.0).T
    state, covariance = with_coefficient(mean, sound, coefficient=NO_AIR, log_sigma=0.0)
    powered = powered_phase(vehicle)
    point = launch(state, covariance, time=burn_time, powered=powered)
    drawn = ellipse(point, probability=PROBABILITY)
    return np.where(tracked, np.sqrt(drawn.major * drawn.minor), np.nan)


def powered_phase(vehicle: Vehicle) -> Powered:
    """What the declared estimates of a vehicle say of its powered phase."""
    constant = Powered(vehicle.burn_time.best, spread(vehicle.burn_time))
    return growing(constant, lever(vehicle.growth.quantile(_EVEN), vehicle.first_stage))


def spread(estimate: Estimate) -> float:
    """Standard deviation of a declared estimate."""
    return float(np.std(estimate.quantile(_EVEN)))
