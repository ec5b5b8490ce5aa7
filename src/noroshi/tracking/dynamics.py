"""How the tracker believes that a target moves: coasting, under power, or coming down.

Apart from how threats fly here: a tracker knows neither burn time nor aim. Whatever its belief
leaves out it calls noise. Earth-fixed axes, metres and seconds; one target, traced by JAX.
Derivatives come from these functions by `jax.linearize` or `jvp` (forward only: long steps are cut
by a loop whose number of rounds is not known to the compiler).
"""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, Final, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

import noroshi.arrays  # noqa: F401  (float64)
from noroshi.constants import EARTH_ROTATION
from noroshi.motion.forces import free_acceleration, gravity
from noroshi.rebound import traceable

_free_acceleration = traceable(free_acceleration)
_gravity = traceable(gravity)

LONGEST: Final = 10.0
"""Longest single step of the integrator [s]."""
LONGEST_IN_AIR: Final = 0.5
"""Longest single step in re-entry, where drag changes within seconds [s]."""
LONGEST_HOP: Final = 2.0
"""Longest step that Taylor's series is good for [s]."""

Move = Callable[[Array, Array], Array]
"""State (size,) after a step [s]."""
Noise = Callable[[Array, Array], Array]
"""Covariance (size, size) of what a step [s] from a state (size,) adds."""
Rate = Callable[[list[Any]], list[Any]]
Acceleration = Callable[[list[Any]], list[Any]]
"""Acceleration [m/s²] by component from a state that begins with position and velocity."""


class Dynamics(NamedTuple):
    """A belief: how many numbers a state has, how they move, and how far off that may be.

    Made once and kept (`lru_cache`), so that equal beliefs are one object: it can stand where JAX
    wants a static argument.
    """

    size: int
    move: Move
    noise: Noise
    hop: Move | None = None
    """What `move` does, for steps up to `longest`, without a loop and so cheaper; if there is."""
    longest: float = 0.0
    """[s]."""
    acceleration: Acceleration | None = None
    """Where `hop` is the series of this acceleration and all after the velocity stays as it is."""


@lru_cache
def coast(q: float) -> Dynamics:
    """Free flight: x, y, z, u, v, w under gravity with J2 on a rotating Earth, no air.

    Args:
        q: spectral density of the white acceleration that is left out [m²/s³].

    Example:
        >>> coast(0.0).size
        6
    """
    noise, hop = partial(_noise, 2, (q,) * 3), partial(_taylor, _coasting)
    move = partial(_advance, _coasting, LONGEST)
    return Dynamics(6, move, noise, hop, LONGEST_HOP, _free)


@lru_cache
def powered(q: float) -> Dynamics:
    """Powered flight: as `coast`, and a thrust acceleration a, b, c [m/s²] that wanders.

    Args:
        q: spectral density of its white rate of change, the jerk [m²/s⁵].

    Example:
        >>> powered(30.0).size
        9
    """
    noise, hop = partial(_noise, 3, (q,) * 3), partial(_taylor, _thrusting)
    move = partial(_advance, _thrusting, LONGEST)
    return Dynamics(9, move, noise, hop, LONGEST_HOP, _pushed)


@lru_cache
def reentry(q: float, q_beta: float) -> Dynamics:
    """As `coast`, with drag: the 7th number is the logarithm of the ballistic coefficient [kg/m²].

    Args:
        q: spectral density of the white acceleration that is left out [m²/s³].
        q_beta: growth of the variance of that logarithm, a random walk [1/s].

    Example:
        >>> reentry(0.01, 1e-4).size
        7
    """
    noise, hop = partial(_noise_with_walk, q, q_beta), partial(_rk4, _dragged)
    return Dynamics(7, partial(_advance, _dragged, LONGEST_IN_AIR), noise, hop, LONGEST_IN_AIR)


def _free(state: list[Any]) -> list[Any]:
    x, y, z, u, v, _ = state[:6]
    turn = EARTH_ROTATION
    gx, gy, gz = _gravity(x, y, z)
    return [gx + turn * (turn * x + 2.0 * v), gy + turn * (turn * y - 2.0 * u), gz]


def _pushed(state: list[Any]) -> list[Any]:
    return [g + a for g, a in zip(_free(state), state[6:], strict=True)]


def _coasting(state: list[Any]) -> list[Any]:
    return [*state[3:6], *_free(state)]


def _thrusting(state: list[Any]) -> list[Any]:
    return [*state[3:6], *_pushed(state), *[jnp.zeros_like(state[0])] * 3]


def _dragged(state: list[Any]) -> list[Any]:
    acceleration = _free_acceleration(state[:6], jnp.exp(state[6]), EARTH_ROTATION)
    return [*state[3:6], *acceleration, jnp.zeros_like(state[0])]


def _advance(rate: Rate, longest: float, state: Array, step: Array) -> Array:
    """Runge and Kutta's fourth-order step, cut into equal parts no longer than `longest`."""
    parts = jnp.maximum(jnp.ceil(jnp.abs(step) / longest), 1.0)
    part = step / parts
    first = _rk4(rate, state, part)
    whole: Array = jax.lax.fori_loop(1, parts.astype(int), lambda _, s: _rk4(rate, s, part), first)
    return whole


def _rk4(rate: Rate, state: Array, step: Array) -> Array:
    start = [state[i] for i in range(state.shape[0])]
    k1 = rate(start)
    k2 = rate(_along(start, k1, 0.5 * step))
    k3 = rate(_along(start, k2, 0.5 * step))
    k4 = rate(_along(start, k3, step))
    mean = [(a + 2.0 * (b + c) + d) / 6.0 for a, b, c, d in zip(k1, k2, k3, k4, strict=True)]
    return jnp.stack(_along(start, mean, step))


def _taylor(rate: Rate, state: Array, step: Array) -> Array:
    """Taylor's series to the third order in position, the second in all else.

    Half the work of Runge and Kutta: the rate's own derivative along the flight, by `jvp`.
    """
    start = [state[i] for i in range(state.shape[0])]
    first, second = jax.jvp(lambda *s: rate(list(s)), start, rate(start))
    moved = _along(start, _along(first, second, 0.5 * step), step)
    position = _along(moved[:3], second[3:6], step**3 / 6.0)
    return jnp.stack(position + moved[3:])


def _along(state: list[Any], rate: list[Any], step: Any) -> list[Any]:
    return [s + step * r for s, r in zip(state, rate, strict=True)]


def _noise(orders: int, density: tuple[float, ...], state: Array, step: Array) -> Array:
    """Covariance of white noise at the end of a chain of integrators, over a step.

    Entry (i, j) of an axis is q·hᵐ/(m·a!·b!) with a, b the integrations still to come and
    m = a + b + 1: for two orders q·[[h³/3, h²/2], [h²/2, h]].
    Source: Bar-Shalom, Li & Kirubarajan, Estimation with Applications to Tracking and Navigation
    (2001), sec. 6.2.2 (white noise acceleration) and 6.2.3 (Wiener process acceleration).
    """
    h = jnp.abs(step)
    # Sums of constant matrices: one compiled operation instead of one a block.
    terms = _chain_noise(orders, density)
    return jnp.asarray(sum(h ** (power + 1) * term for power, term in enumerate(terms)))


@lru_cache
def _chain_noise(orders: int, density: tuple[float, ...]) -> NDArray[np.float64]:
    """The matrices that stand before h, h², …, (power, size, size)."""
    factorial = (1.0, 1.0, 2.0)
    terms = np.zeros((2 * orders - 1, orders, orders))
    for i in range(orders):
        for j in range(orders):
            a, b = orders - 1 - i, orders - 1 - j
            terms[a + b, i, j] = 1.0 / ((a + b + 1) * factorial[a] * factorial[b])
    return np.stack([np.kron(term, np.diag(density)) for term in terms])


def _noise_with_walk(q: float, walk: float, state: Array, step: Array) -> Array:
    whole = jnp.zeros((7, 7)).at[:6, :6].set(_noise(2, (q,) * 3, state[:6], step))
    return whole.at[6, 6].set(walk * jnp.abs(step))
