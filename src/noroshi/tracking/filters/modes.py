"""Several ways in which one target may be moving, and how often it changes from one to another."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

from noroshi.earth.ellipsoid import height_along_radius
from noroshi.tracking.dynamics import Dynamics, coast, powered, reentry

Rates = Callable[[Array], Array]
"""From the state that all modes share, (common,), to the rates of change (mode, mode) [1/s]."""


class Mode(NamedTuple):
    """One way of moving, and which numbers of the whole state it keeps."""

    name: str
    dynamics: Dynamics
    slots: tuple[int, ...]
    """Place of each of its components in the whole state; the shared ones first, in order."""


class Modes(NamedTuple):
    """All ways of moving; hashable, so that compiled code is kept by it.

    The whole state is what any mode knows: here position and velocity, which all share, the
    thrust acceleration that only powered flight has, and the ballistic coefficient that only
    re-entry has. A number that a target did not have in its mode before is, on arrival in the
    new one, as unknown as declared here.
    """

    modes: tuple[Mode, ...]
    common: int
    """How many leading numbers of the whole state every mode has."""
    arrival_mean: tuple[float, ...]
    """Of every number of the whole state, in its unit; those that all share are not used."""
    arrival_sigma: tuple[float, ...]
    """One standard deviation of every number of the whole state, on arrival."""
    rates: Rates


POWERED, COAST, REENTRY = range(3)
"""The modes of `ballistic`, in order."""


class Sojourn(NamedTuple):
    """How long a flight stays in a mode on average [s]; a declared belief of the tracker.

    The burn of one stage and of several lies between one and five minutes; a flight coasts for
    minutes, and hardly ever burns again; where air counts, it is felt within seconds.
    """

    powered: float = 120.0
    coast: float = 1e7
    """Until thrust comes back: hardly ever, yet not never, so that a late stage is noticed."""
    entry: float = 10.0
    """Until the air is felt, below its edge (or no longer felt, above)."""


@lru_cache
def ballistic(
    *,
    jerk: float = 1.0,
    drift: float = 1e-6,
    buffet: float = 1e-2,
    walk: float = 1e-4,
    thrust: float = 30.0,
    log_coefficient: tuple[float, float] = (8.0, 1.0),
    sojourn: Sojourn = Sojourn(),
    air_edge: tuple[float, float] = (90e3, 3e3),
) -> Modes:
    """Powered flight, coast and re-entry of a ballistic flight.

    Re-entry means that the air counts, so that a burn which ends within the air goes straight to
    it. Rates depend on the height (C. E. Seah & I. Hwang, State estimation for stochastic linear
    hybrid systems with continuous-state-dependent transitions, IEEE TAES 45(1) (2009) 376): far
    above the air, coast and re-entry predict the same, and only the height tells them apart.

    Args:
        jerk: spectral density of the change of thrust in powered flight [m²/s⁵].
        drift: of the acceleration that the coast leaves out [m²/s³].
        buffet: of the acceleration that re-entry leaves out [m²/s³].
        walk: growth of the variance of the logarithm of the ballistic coefficient [1/s].
        thrust: one standard deviation, per axis, of a thrust that has just come on [m/s²].
        log_coefficient: mean and deviation of the logarithm of the ballistic coefficient [kg/m²]
            on entry: a factor of e about 3,000 kg/m².
        sojourn: how long a mode lasts.
        air_edge: height at which air begins to count and the width of that edge [m].
    """
    modes = (
        Mode("powered", powered(jerk), (0, 1, 2, 3, 4, 5, 6, 7, 8)),
        Mode("coast", coast(drift), (0, 1, 2, 3, 4, 5)),
        Mode("reentry", reentry(buffet, walk), (0, 1, 2, 3, 4, 5, 9)),
    )
    mean, sigma = log_coefficient
    return Modes(
        modes,
        6,
        (0.0,) * 9 + (mean,),
        (0.0,) * 6 + (thrust,) * 3 + (sigma,),
        partial(_by_height, sojourn, air_edge),
    )


def _by_height(sojourn: Sojourn, edge: tuple[float, float], state: Array) -> Array:
    air = jax.nn.sigmoid((edge[0] - height_along_radius(*state[:3])) / edge[1])
    end, again = 1.0 / sojourn.powered, 1.0 / sojourn.coast
    felt, lost = air / sojourn.entry, (1.0 - air) / sojourn.entry
    away = [
        [0.0, end * (1.0 - air), end * air],
        [again, 0.0, felt],
        [again, lost, 0.0],
    ]
    return generator(jnp.stack([jnp.stack([jnp.asarray(r) for r in row]) for row in away]))


def generator(away: Array) -> Array:
    """Rates of change with the diagonal that makes every row add up to nothing, (mode, mode)."""
    rates = away - jnp.diag(jnp.diagonal(away))
    return rates - jnp.diag(jnp.sum(rates, axis=1))


_HALVINGS = 12


def transition(rates: Array, step: Array) -> Array:
    """Probability (from, to, batch) of each change within a step [s], exp(rates·step).

    By Taylor's series to the fourth order over a 4096th of the step, then squared twelve times;
    rates times steps up to a few hundred.
    Source: C. Moler & C. Van Loan, Nineteen dubious ways to compute the exponential of a matrix,
    SIAM Review 45(1) (2003) 3, method 3.

    Args:
        rates: (from, to, batch) [1/s], rows adding up to nothing.
        step: () [s], not negative.
    """
    small = rates * (step / 2**_HALVINGS)
    unit = jnp.broadcast_to(jnp.eye(len(rates))[..., None], rates.shape)
    chance = unit
    for k in (4, 3, 2, 1):
        chance = unit + _product(small, chance) / k
    for _ in range(_HALVINGS):
        chance = _product(chance, chance)
    return chance


def _product(a: Array, b: Array) -> Array:
    return jnp.sum(a[:, :, None] * b[None], axis=1)
