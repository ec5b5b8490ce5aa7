"""The chance that three stations hear a shot, as a curve over its magnitude, for many sets.

Each party and each station is left out in turn, in every draw: hundreds of sets that differ by a
few stations. The chances that none, one and two of a set hear it are the first three coefficients
of a product over its stations, so that what all but one leave over is a product of those before it
and those behind it, and nothing is worked out twice. `seismic.network.threshold` finds the same
roots one set at a time, and is the oracle in the tests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from noroshi.questions.listen.stations import Listeners
from noroshi.seismic.network import STATIONS
from noroshi.stats.attribution.enough import too_few_of_both

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_STEP: Final = 0.1
"""Between magnitudes: where the curve is read between two of them it is within 0.001."""
_BELOW, _ABOVE = 5.0, 6.0
"""Standard deviations from the most and the least sensitive station to the ends of the curves."""
_CLOSE: Final = 1e-12
_ROUNDS: Final = 3
"""Until a parabola's root stands still."""


@dataclass(frozen=True)
class Curves:
    """Chances over magnitudes; sets of stations are masks over all of them."""

    stations: Listeners

    @cached_property
    def magnitudes(self) -> Floats:
        """At which chances are worked out, (magnitude,)."""
        half, sigma = self.stations.q + self.stations.level, self.stations.sigma.max()
        low, high = half.min() - _BELOW * sigma, half.max() + _ABOVE * sigma
        # The same points whatever else is drawn.
        return _STEP * np.arange(np.floor(low / _STEP), np.ceil(high / _STEP) + 1.0)

    @cached_property
    def _none_hears(self) -> Floats:
        """That a station does not hear it, (station, magnitude, draw)."""
        of = self.stations
        excess = self.magnitudes[:, None] - (of.q + of.level).T[:, None, :]
        heard: Floats = ndtr(excess / of.sigma.T[:, None, :]) * of.availability.T[:, None, :]
        return 1.0 - heard

    def thresholds(self, masks: Flags, probabilities: Sequence[float]) -> Floats:
        """Magnitudes that at least three stations of each set hear with some probabilities.

        Args:
            masks: (set, station).
            probabilities: each less than one.

        Returns:
            (set, probability, draw); infinite where the stations that work are too few for it.
        """
        sets, which = np.unique(masks, axis=0, return_inverse=True)
        found = np.array([self._crossings(self._few_of(mask), probabilities) for mask in sets])
        draws = self.stations.level.shape[0]
        return found.reshape(-1, len(probabilities), draws)[which.ravel()]

    def without(self, mask: Flags, groups: Flags, probability: float) -> Floats:
        """The same of one set without each of some groups, none of whose stations is in two.

        Args:
            mask: the set, (station,).
            groups: (group, station).
            probability: less than one.

        Returns:
            (group, draw).
        """
        others = self._few_of(mask & ~groups.any(axis=0))
        own = [self._few_of(mask & group) for group in groups]
        before = [others]
        for part in own[:-1]:
            before.append(too_few_of_both(before[-1], part))
        found = np.empty((len(own), self.stations.level.shape[0]))
        behind = _nobody(others)
        for k in reversed(range(len(own))):
            found[k] = self._crossings(too_few_of_both(before[k], behind), (probability,))[0]
            behind = too_few_of_both(behind, own[k])
        return found

    def _few_of(self, mask: Flags) -> Floats:
        """Chances that none, one and two of a set hear it, (3, magnitude, draw)."""
        shape = self._none_hears.shape[1:]
        few = np.zeros((STATIONS, *shape))
        few[0] = 1.0
        for station in np.flatnonzero(mask):
            silent = self._none_hears[station]
            more = few[:-1] * (1.0 - silent)
            few *= silent
            few[1:] += more
        return few

    def _crossings(self, few: Floats, probabilities: Sequence[float]) -> Floats:
        """Where the chance that three hear it reaches each probability, (probability, draw)."""
        chance = 1.0 - few.sum(axis=0)
        found = np.full((len(probabilities), chance.shape[1]), np.inf)
        for k, probability in enumerate(probabilities):
            above = np.argmax(chance > probability, axis=0)
            draws = np.flatnonzero(above > 0)
            row = above[draws] - 1
            first, second, third = (
                _scaled(chance[np.minimum(row + n, len(chance) - 1), draws]) for n in range(3)
            )
            share = _share(first, second, third, float(ndtri(probability)))
            found[k, draws] = self.magnitudes[row] + share * _STEP
        return found


def _scaled(chance: Floats) -> Floats:
    """On the scale on which the chance of a single station is a straight line."""
    scaled: Floats = ndtri(np.clip(chance, _CLOSE, 1.0 - _CLOSE))
    return scaled


def _share(first: Floats, second: Floats, third: Floats, wanted: float) -> Floats:
    """Where between the first two of three equal steps a value is met, by their parabola."""
    rise, bend = second - first, third - 2.0 * second + first
    share = (wanted - first) / rise
    for _ in range(_ROUNDS):
        share = (wanted - first - 0.5 * share * (share - 1.0) * bend) / rise
    return np.clip(share, 0.0, 1.0)


def _nobody(like: Floats) -> Floats:
    """Of no station at all: none hears it."""
    few = np.zeros_like(like)
    few[0] = 1.0
    return few
