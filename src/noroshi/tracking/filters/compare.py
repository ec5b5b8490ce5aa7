"""A filter's errors beside the least that geometry allows, as an xarray Dataset."""

from typing import Any

import jax.numpy as jnp
import numpy as np
import xarray as xr

from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.filters.case import KINEMATIC, TrackingCase, deviations_of, least
from noroshi.tracking.filters.extended import Filtered
from noroshi.tracking.filters.multiple import Interacted
from noroshi.tracking.filters.tracks import Tracks
from noroshi.tracking.filters.trials import Estimates, averaged, band, sums
from noroshi.tracking.looks import Belief


def compare(
    found: Filtered | Interacted | Tracks,
    case: TrackingCase,
    *,
    dynamics: Dynamics,
    start: Belief | None = None,
) -> xr.Dataset:
    """Errors over all runs after each look, the bound, and whether the filter knows its errors.

    Root mean squares are of all three components together. NEES is the error of position and
    velocity squared in units of the filter's own covariance, a component; NIS the same of what a
    look was off from what was expected, a channel. Each is 1 on the average in a filter that knows
    its errors, and within its band with probability 0.95. NaN where no run has a track, and NIS of
    interacting models, which have no single innovation.

    Args:
        found: what a filter made of the looks of `simulate(case)`.
        case: the flight and its looks.
        dynamics: by which the bound is moved, of position and velocity; see `least`.
        start: what was believed before the first look; None = nothing.

    Example:
        >>> import noroshi
        >>> from noroshi import filters
        >>> world = noroshi.load("small").at("2015-01-01")
        >>> flight = "medium-lofted/test-range/capital"
        >>> case = noroshi.tracking_case(flight, scenario=world).coasting()
        >>> start, looks = filters.first_belief(case, runs=9), filters.simulate(case, runs=9)
        >>> belief = filters.coast(0.0)
        >>> found = filters.extended(belief, case.battery, start, looks)
        >>> errors = compare(found, case, dynamics=belief, start=start)
        >>> bool(errors.position_error[-1] < errors.position_error[0])
        True
    """
    said = _estimates(found)
    runs = said.mean.shape[-1]
    trial = averaged(case.time, *_summed(said, case, runs))
    position, velocity = deviations_of(least(case, dynamics, start=start))
    nees, nis = band(KINEMATIC * trial.held), band(trial.channels)
    names = np.array([w.name for w in case.watches])
    columns = {
        "position_error": (trial.position, "root-mean-square error of the position", "m"),
        "velocity_error": (trial.velocity, "root-mean-square error of the velocity", "m s-1"),
        "position_bound": (position, "least deviation of the position", "m"),
        "velocity_bound": (velocity, "least deviation of the velocity", "m s-1"),
        "nees": (trial.nees / KINEMATIC, "error squared by its own covariance, a component", "1"),
        "nees_low": (nees[0], "lower end of the band of 95 % of nees", "1"),
        "nees_high": (nees[1], "upper end of the band of 95 % of nees", "1"),
        "nis": (trial.nis, "innovation squared by its own covariance, a channel", "1"),
        "nis_low": (nis[0], "lower end of the band of 95 % of nis", "1"),
        "nis_high": (nis[1], "upper end of the band of 95 % of nis", "1"),
        "held": (trial.held, "runs that have a track", "1"),
    }
    return xr.Dataset(
        {
            name: ("look", values, {"long_name": words, "units": unit})
            for name, (values, words, unit) in columns.items()
        },
        coords={
            "time": ("look", case.time, {"long_name": "time after launch", "units": "s"}),
            "sensor": ("look", names[np.asarray(case.expected.clock.sensor)]),
        },
        attrs={"title": f"filter beside bound: {case.name}", "runs": runs},
    )


def _estimates(found: Any) -> Estimates:
    """What any filter gives in one shape; kept is where its numbers are numbers."""
    mean, covariance = jnp.asarray(found.mean), jnp.asarray(found.covariance)
    kept = jnp.all(jnp.isfinite(mean), axis=1) & jnp.all(jnp.isfinite(covariance), axis=1)
    squared = getattr(found, "innovation_squared", jnp.full(kept.shape, jnp.nan))
    channels = getattr(found, "channels", jnp.zeros(kept.shape, dtype=int))
    return Estimates(mean, covariance, squared, channels, kept)


def _summed(said: Estimates, case: TrackingCase, runs: int) -> list[Any]:
    return [np.asarray(s) for s in sums(said, case.state_ecef, jnp.ones(runs, dtype=bool))]
