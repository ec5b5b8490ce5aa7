"""A batch of states carried over a step, and how each moves with the one before it.

Every derivative is the model's own. Where a belief gives its acceleration, that alone is
differentiated: the derivative of a step follows as Taylor's series of the equations of motion,
A being held over the step (the entries that matter to a covariance change by 1e-8 of it).
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

import noroshi.arrays  # noqa: F401  (float64)
from noroshi.tracking.dynamics import LONGEST, Acceleration, Dynamics, Move
from noroshi.tracking.kernel import stage
from noroshi.tracking.packed import dot

Rows = tuple[Array, ...]
Matrix = tuple[Rows, ...]
"""By rows, each entry (batch,)."""


def rows(vectors: Any) -> Rows:
    """The components one by one: the compiler keeps each apart, the batch innermost."""
    return tuple(vectors[i] for i in range(len(vectors)))


def columns(function: Callable[..., Rows], at: Sequence[Array]) -> tuple[Rows, Matrix]:
    """Values, and derivatives by rows, of a function of each element of a batch by itself.

    One component after another, so that what does not depend on it is not worked on.
    """
    one = jnp.ones_like(at[0])

    def along(k: int) -> tuple[Rows, Rows]:
        return jax.jvp(lambda x: function(*at[:k], x, *at[k + 1 :]), (at[k],), (one,))

    pushed = [along(k) for k in range(len(at))]
    return pushed[0][0], tuple(zip(*(column for _, column in pushed), strict=True))


def transition(dynamics: Dynamics, mean: Array, step: Array) -> tuple[Array, Matrix]:
    """States (n, batch) after a step [s], and their derivatives by the states before."""
    moves = _ways(dynamics)
    which = jnp.where(step == 0.0, 0, 1 + jnp.asarray(jnp.abs(step) > dynamics.longest, dtype=int))
    index = jnp.minimum(which, len(moves) - 1)
    after, slope = jax.lax.switch(index, moves, rows(mean), step)
    return jnp.stack(after), slope


def _ways(dynamics: Dynamics) -> list[Callable[[Rows, Array], tuple[Rows, Matrix]]]:
    """How to stay, to hop, and to go far."""
    if dynamics.acceleration is not None:
        return [_stay, partial(glide, dynamics.acceleration), partial(_far, dynamics)]
    moves = [dynamics.move] if dynamics.hop is None else [dynamics.hop, dynamics.move]
    return [_stay, *(partial(_moved, move) for move in moves)]


def _stay(state: Rows, step: Array) -> tuple[Rows, Matrix]:
    n, unit = range(len(state)), (jnp.zeros_like(state[0]), jnp.ones_like(state[0]))
    return state, tuple(tuple(unit[i == j] for j in n) for i in n)


def _moved(move: Move, state: Rows, step: Array) -> tuple[Rows, Matrix]:
    def one(*own: Array) -> tuple[Rows, tuple[Rows, ...]]:
        after, push = jax.linearize(lambda *s: rows(move(jnp.stack(s), step)), *own)
        return after, jax.vmap(push)(*jnp.eye(len(own)))

    after, slope = jax.vmap(one, out_axes=(0, 1))(*state)
    return after, tuple(rows(row) for row in slope)


def glide(acceleration: Acceleration, state: Rows, step: Array) -> tuple[Rows, Matrix]:
    """Position to the third order in time, velocity to the second, and the rest as it is."""
    return _series(state, *_gradients(acceleration, state), step)


@partial(stage, static=(0,))
def _gradients(acceleration: Acceleration, state: Rows) -> tuple[Rows, Matrix]:
    return columns(lambda *s: tuple(acceleration(list(s))), state)


@stage
def _series(state: Rows, a: Rows, by: Matrix, h: Array) -> tuple[Rows, Matrix]:
    """From the acceleration a and its derivatives (3, n) by the state."""
    n, axes = range(len(state)), range(3)
    x, v, rest = state[:3], state[3:6], state[6:]
    jerk = [dot(by[i][:6], (*v, *a)) for i in axes]

    def jerk_by(i: int, k: int) -> Array:
        felt = dot(by[i][3:6], [by[m][k] for m in axes])
        return felt + by[i][k - 3] if 3 <= k < 6 else felt

    third = [[jerk_by(i, k) for k in n] for i in axes]
    position = [x[i] + h * (v[i] + h * (a[i] / 2.0 + h * jerk[i] / 6.0)) for i in axes]
    velocity = [v[i] + h * (a[i] + h * jerk[i] / 2.0) for i in axes]
    far = [
        [(i == k) + h * (i + 3 == k) + h**2 * (by[i][k] / 2.0 + h * third[i][k] / 6.0) for k in n]
        for i in axes
    ]
    fast = [[(i + 3 == k) + h * (by[i][k] + h * third[i][k] / 2.0) for k in n] for i in axes]
    still = [[jnp.full_like(x[0], i == k) for k in n] for i in range(6, len(state))]
    return (*position, *velocity, *rest), tuple(tuple(row) for row in far + fast + still)


def _far(dynamics: Dynamics, state: Rows, step: Array) -> tuple[Rows, Matrix]:
    """States by the integrator; derivatives as the product of those of parts of the step.

    Those of a part are taken in its middle: the change of A within it then cancels to first order.
    """
    acceleration = dynamics.acceleration
    assert acceleration is not None
    moved = jax.vmap(lambda *s: rows(dynamics.move(jnp.stack(s), step)))(*state)
    parts = jnp.ceil(jnp.abs(step) / LONGEST)

    def part(_: Any, carry: tuple[Rows, Matrix]) -> tuple[Rows, Matrix]:
        ahead, slope = glide(acceleration, carry[0], step / parts)
        return ahead, _product(slope, carry[1])

    middle = glide(acceleration, state, 0.5 * step / parts)[0]
    begin = (middle, _stay(state, step)[1])
    return moved, jax.lax.fori_loop(0, parts.astype(int), part, begin)[1]


@stage
def _product(a: Matrix, b: Matrix) -> Matrix:
    return tuple(tuple(dot(row, column) for column in zip(*b, strict=True)) for row in a)
