"""How likely an activity on the ground goes without an image, however long it lasts.

A day's opportunities share one sky, clear or not (`weather`); given the sky each opportunity is
used, or not, by a chance of its own. So the probability that nothing is seen from one day to
another is that of a chain which is followed over the days, and each day multiplied by what it
misses: exact, without a simulation (the forward recursion of a hidden Markov model; L. R. Rabiner,
Proceedings of the IEEE 77 (1989) 257, eq. 19-21).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.weather import Weather
from noroshi.compiled import lean

Floats = NDArray[np.float64]


class Misses(NamedTuple):
    """Probability that no opportunity of a day gives an image, each (day, draw)."""

    clear: Floats
    """Under a clear sky."""
    cloudy: Floats
    """Under cloud: only what needs no clear sky counts, so it is never less."""


def mean_unseen(misses: Misses, weather: Weather, among: NDArray[np.bool_], longest: int) -> Floats:
    """Mean probability that whole days from a start on go without an image, (group, day, draw).

    Of no day, which is certain, of one day, two days, up to `longest`: `1 + longest` of them. The
    last start needs as many days of misses and weather as there are starts, and `longest` less one.
    The sky before a start is unknown.

    Args:
        misses: by day.
        weather: of the same days.
        among: which starts belong to a group, such as a month, (group, start); none is empty.
        longest: activity [d].
    """
    starts, needed = among.shape[1], among.shape[1] + longest - 1
    if len(misses.clear) < needed:
        raise ValueError(f"{needed} days are needed, and there are {len(misses.clear)}")
    mean = np.zeros((len(among), 1 + longest, weather.clear.shape[1]))
    state = np.stack([weather.clear[0]] * 3)
    weight = among / among.sum(axis=1, keepdims=True)
    given = *misses, np.ascontiguousarray(weather.clear), weather.persistence
    _follow(mean, state, given, weight, starts)
    mean[:, 0] = 1.0
    # Weights that add up to one but for a rounding must not make more than certainty.
    return np.minimum(mean, 1.0)


@lean
def _follow(
    mean: Floats,
    state: Floats,
    given: tuple[Floats, Floats, Floats, Floats],
    weight: Floats,
    starts: int,
) -> None:
    """Add up the chances from each start, all draws side by side: see the module's docstring.

    Args:
        mean: (group, 1 + longest, draw), to be added to.
        state: chance that nothing has been seen and the sky is clear, or cloudy, and that the day
            of the start is clear when nothing is known of others, at first the share of the first
            day, (3, draw).
        given: probability that a day gives no image under a clear sky, and under cloud; chance that
            a sky drawn anew is clear, each (day, draw), and that a day's sky is the day before's,
            (draw,); chance that a day is clear when nothing is known of others, (day, draw).
        weight: of each start in a group's mean, (group, start).
        starts: how many there are.
    """
    groups, lengths, draws = mean.shape
    miss_clear, miss_cloudy, chance, stays = given
    for start in range(starts):
        for draw in range(draws):
            first = stays[draw] * state[2, draw] + (1.0 - stays[draw]) * chance[start, draw]
            state[0, draw], state[1, draw], state[2, draw] = first, 1.0 - first, first
        for length in range(1, lengths):
            day = start + length - 1
            for draw in range(draws):
                clear, cloudy = state[0, draw], state[1, draw]
                if length > 1:
                    renewed = (1.0 - stays[draw]) * (clear + cloudy)
                    clear = stays[draw] * clear + chance[day, draw] * renewed
                    cloudy = stays[draw] * cloudy + (1.0 - chance[day, draw]) * renewed
                state[0, draw] = clear * miss_clear[day, draw]
                state[1, draw] = cloudy * miss_cloudy[day, draw]
            for group in range(groups):
                if weight[group, start] > 0.0:
                    for draw in range(draws):
                        mean[group, length, draw] += weight[group, start] * (
                            state[0, draw] + state[1, draw]
                        )


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
