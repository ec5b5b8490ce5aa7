"""How likely an activity on the ground goes without an image, however long it lasts.

A day's opportunities share one sky, clear or not (`weather`); given the sky each opportunity is
used, or not, by a chance of its own. So the probability that nothing is seen from one day to
another is that of a chain which is followed over the days, and each day multiplied by what it
misses: exact, without a simulation (the forward recursion of a hidden Markov model; L. R. Rabiner,
Proceedings of the IEEE 77 (1989) 257, eq. 19-21).
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.weather import Weather, chance_clear

Floats = NDArray[np.float64]


class Misses(NamedTuple):
    """Probability that no opportunity of a day gives an image, each (day, draw)."""

    clear: Floats
    """Under a clear sky."""
    cloudy: Floats
    """Under cloud: only what needs no clear sky counts, so it is never less."""


def unseen(misses: Misses, weather: Weather, starts: int, longest: int) -> Iterator[Floats]:
    """Probability that whole days from each start on go without an image, (start, draw).

    Yields it for one day, two days, up to `longest`; the last start needs `starts + longest - 1`
    days of misses and weather. The sky before the start is unknown.
    """
    needed = starts + longest - 1
    if len(misses.clear) < needed:
        raise ValueError(f"{needed} days are needed, and there are {len(misses.clear)}")
    first = chance_clear(weather)[:starts]
    clear, cloudy = first * misses.clear[:starts], (1.0 - first) * misses.cloudy[:starts]
    yield clear + cloudy
    stays = weather.persistence
    for later in range(1, longest):
        days = slice(later, later + starts)
        renewed = (1.0 - stays) * (clear + cloudy)
        chance = weather.clear[days]
        clear = (stays * clear + chance * renewed) * misses.clear[days]
        cloudy = (stays * cloudy + (1.0 - chance) * renewed) * misses.cloudy[days]
        yield clear + cloudy


def mean_unseen(misses: Misses, weather: Weather, among: NDArray[np.bool_], longest: int) -> Floats:
    """The mean of `unseen` over starts, (group, 1 + longest, draw); day 0 is certain.

    Args:
        misses: of at least as many days as there are starts, and `longest` less one.
        weather: of the same days.
        among: which starts belong to a group, such as a month, (group, start); none is empty.
        longest: activity [d].
    """
    weight = among / among.sum(axis=1, keepdims=True)
    starts = among.shape[1]
    # Not by `@`: for matrices as narrow as these BLAS wakes threads that cost ten times the sum.
    means = (
        np.einsum("gs,sd->gd", weight, chance)
        for chance in unseen(misses, weather, starts, longest)
    )
    # Weights that add up to one but for a rounding must not make more than certainty.
    by_length = [np.minimum(mean, 1.0) for mean in means]
    certain = np.ones_like(by_length[0])
    return np.stack([certain, *by_length], axis=1)


def first_image(survival: Floats, share: float) -> Floats:
    """Time until a share of all starts has been imaged [d], (...); inf = not within the days.

    Starts are anywhere within a day: so what is unseen falls evenly from one whole day to the next,
    which is exact where all opportunities come at one time of day, and else off by hours.

    Args:
        survival: probability that whole days 0, 1, 2 ... go without an image, (..., day, draw).
        share: of the starts, 0 to 1.
    """
    enough = survival <= 1.0 - share
    after = np.argmax(enough, axis=-2, keepdims=True)
    before = np.maximum(after - 1, 0)
    left = np.take_along_axis(survival, before, axis=-2)
    right = np.take_along_axis(survival, after, axis=-2)
    fall = np.where(left > right, left - right, 1.0)
    time = before + np.clip((left - (1.0 - share)) / fall, 0.0, 1.0)
    reached = enough.any(axis=-2, keepdims=True)
    return np.where(reached, time, np.inf)[..., 0, :]
