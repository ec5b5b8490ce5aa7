"""Gaussians of different modes merged into one, their covariances kept as triangular roots.

Modes may have states of different size. Going from one to another, a number that both have is
kept, one that only the old mode has is dropped (the marginal of a Gaussian), and one that only
the new mode has comes from its declared density on arrival, independent of the rest. To leave it
at zero without a spread would call the unknown known and pull the mixture towards it: T. Yuan,
Y. Bar-Shalom, P. Willett, E. Mozeson, S. Pollak & D. Hardiman, A multiple IMM estimation approach
with unbiased mixing for thrusting projectiles, IEEE TAES 48(4) (2012) 3250; in general K.
Granström, P. Willett & Y. Bar-Shalom, Systematic approach to IMM mixing for unequal dimension
states, IEEE TAES 51(4) (2015) 2975. They fill in the new mode's own last estimate; here a mode
that has not been lived in has no memory, so it is the density declared for arrival.
"""

from collections.abc import Sequence
from typing import Any

import jax.numpy as jnp
import numpy as np
from jax import Array

from noroshi.tracking.filters.modes import Mode, Modes
from noroshi.tracking.filters.square_root import triangle
from noroshi.tracking.filters.unscented_step import Root


def moved_over(modes: Modes, root: Root, old: Mode, slots: Sequence[int]) -> tuple[Array, Array]:
    """A Gaussian of one mode in the numbers of another: mean (n, batch), columns (n, any, batch).

    columns·columnsᵀ is the covariance.
    """
    place = {slot: i for i, slot in enumerate(old.slots)}
    new = [slot for slot in slots if slot not in place]
    # What arrives stands behind the old mode's own numbers, with a root of its own.
    place |= {slot: len(old.slots) + i for i, slot in enumerate(new)}
    order = np.array([place[slot] for slot in slots])
    mean = np.array([modes.arrival_mean[slot] for slot in new])
    sigma = np.diag([modes.arrival_sigma[slot] for slot in new]).reshape(len(new), len(new))
    batch = root.mean.shape[-1]
    means = jnp.concatenate([root.mean, _every(mean, batch)])
    beside = jnp.pad(root.lower, ((0, 0), (0, len(new)), (0, 0)))
    below = jnp.pad(_every(sigma, batch), ((0, 0), (len(old.slots), 0), (0, 0)))
    return means[order], jnp.concatenate([beside, below])[order]


def _every(values: Any, batch: int) -> Array:
    """Values repeated for each of a batch, which comes last."""
    return jnp.broadcast_to(jnp.asarray(values, dtype=float)[..., None], (*values.shape, batch))


def merged(parts: Sequence[tuple[Array, Array]], weight: Array, first: int = 0) -> Root:
    """The Gaussian with the moments of a mixture.

    Source: Bar-Shalom, Li & Kirubarajan (2001), eq. 1.4.16-10 and 11.

    Args:
        parts: mean and columns of each.
        weight: (part, batch), adding up to one.
        first: part from whose mean the differences are taken.
    """
    base = parts[first][0]
    shifts = [mean - base for mean, _ in parts]
    total = sum((w * s for w, s in zip(weight, shifts, strict=True)), jnp.zeros_like(base))
    columns = []
    for (_, own), shift, w in zip(parts, shifts, weight, strict=True):
        share = jnp.sqrt(w)
        columns += [share * own, (share * (shift - total))[:, None]]
    return Root(base + total, triangle(jnp.concatenate(columns, axis=1)))


def mixed(modes: Modes, roots: Sequence[Root], given: Array) -> list[Root]:
    """What each mode starts a step from: the modes before it, by their probability given it.

    Source: H. A. P. Blom & Y. Bar-Shalom, The interacting multiple model algorithm for systems
    with Markovian switching coefficients, IEEE TAC 33(8) (1988) 780, eq. 9 and 10.

    Args:
        modes: what may be going on.
        roots: what each mode believes.
        given: probability of having been in a mode, given that which holds now, (old, new, batch).
    """
    return [
        merged(
            [
                moved_over(modes, root, old, new.slots)
                for root, old in zip(roots, modes.modes, strict=True)
            ],
            given[:, j],
            j,
        )
        for j, new in enumerate(modes.modes)
    ]


def shared(modes: Modes, roots: Sequence[Root], probability: Array) -> Root:
    """The mixture of all modes in the numbers that they share."""
    slots = range(modes.common)
    parts = [moved_over(modes, r, m, slots) for r, m in zip(roots, modes.modes, strict=True)]
    return merged(parts, probability)
