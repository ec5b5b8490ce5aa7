"""Numbers drawn for every named estimate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from noroshi.streams import seed_of
from noroshi.world.estimate import Estimate, Floats

_DIGITS: Final = 30
"""Binary digits of a point."""


@dataclass(frozen=True)
class Draws:
    """Numbers drawn for every named estimate, each the same whatever else is declared."""

    points: Mapping[str, Floats]
    """A point of the unit interval for each dimension's name, (draw,)."""
    count: int
    first: int = 0
    """Number of the first of them among those that were drawn together."""

    @property
    def end(self) -> int:
        """Number of the first draw after them."""
        return self.first + self.count

    @classmethod
    def of(cls, names: Iterable[str], count: int, seed: int) -> "Draws":
        """Scrambled Sobol points for each name, in an order of the name's own.

        Every name's points fill its interval evenly; the order, from the name and the seed, makes
        names independent and lets a new name move nobody's draws. (One Sobol point over all names
        would not do: of 279 names at 128 draws, 167 pairs correlate beyond 0.5, and an answer's
        drivers are then echoes.) `count` need not be a power of two, but only then are the points
        balanced: other counts are the first points of the next one.
        """
        if count < 1:
            raise ValueError(f"count must be at least 1, not {count}")
        points = {name: _points(name, count, seed) for name in sorted(set(names))}
        return cls(points, count)

    def part(self, start: int, stop: int) -> "Draws":
        """The draws from one on to before another, where there are so many."""
        points = {name: values[start:stop] for name, values in self.points.items()}
        return Draws(points, min(stop, self.count) - start, self.first + start)

    @classmethod
    def best(cls) -> "Draws":
        """One draw, with every estimate at its best value."""
        return cls(_Halves(), 1)

    def __call__(self, estimate: Estimate) -> Floats:
        """The estimate's value in every draw, (draw,)."""
        if estimate.certain:
            return np.full(self.count, estimate.best)
        if estimate.dimension not in self.points:
            raise ValueError(f"no draws were made for the estimate '{estimate.dimension}'")
        return estimate.quantile(self.points[estimate.dimension])


class _Halves(dict[str, Floats]):
    """Every dimension at one half."""

    def __contains__(self, _name: object) -> bool:
        return True

    def __missing__(self, _name: str) -> Floats:
        return np.array([0.5])


def _points(name: str, count: int, seed: int) -> Floats:
    """One name's points of the unit interval, (draw,)."""
    rng = np.random.default_rng(seed_of(seed, name))
    return rng.permutation(_even(rng.spawn(1)[0], count))


def _even(rng: "np.random.Generator", count: int) -> Floats:
    """The first points of a scrambled Sobol sequence of one dimension, (draw,).

    The same as `scipy.stats.qmc.Sobol` gives, to the last bit, whose import takes longer than a
    short command. A step turns one digit of the point's number in Gray's order; a random matrix
    with ones on its diagonal scrambles the steps, and a random start shifts them all. Source:
    Matoušek, On the L2-discrepancy for anchored boxes, J. Complexity 14 (1998) 527.
    """
    powers = 2 ** np.arange(_DIGITS, dtype=np.uint32)
    start = rng.integers(2, size=_DIGITS, dtype=np.uint32) @ powers
    matrix = np.tril(rng.integers(2, size=(_DIGITS, _DIGITS), dtype=np.uint32))
    np.fill_diagonal(matrix, 1)
    found = np.array([start])
    for step in powers[::-1] @ matrix[:, : (count - 1).bit_length()]:
        found = np.concatenate([found, found[::-1] ^ step])
    return found[:count] * 0.5**_DIGITS
