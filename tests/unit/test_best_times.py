"""When a margin is greatest, against peaks that are known."""

import numpy as np
import pytest

from noroshi.access.best_times import ALIKE, APART, NEVER, PEAK, best_times

PEAKS = 3_000


@pytest.mark.parametrize("kinked", [True, False])
def test_the_peak_is_found_wherever_the_guess_is_and_plain_misses_are_never(kinked: bool) -> None:
    rng = np.random.default_rng(3)
    at, guess = rng.uniform(-250.0, 250.0, (2, PEAKS))
    height, slope = rng.uniform(-1.0, 1.0, PEAKS), rng.uniform(0.01, 0.1, PEAKS)

    def margin(row: np.ndarray, time: np.ndarray) -> np.ndarray:
        off = slope[row] * (time - at[row])
        return height[row] - (np.abs(off) if kinked else off * off)

    found = best_times(margin, np.full(PEAKS, -300.0), guess, np.full(PEAKS, 300.0))
    seen = height >= 0.0
    # By golden section, or as near to a kink as a parabola may be taken for it.
    assert np.max(np.abs(found[seen] - at[seen])) < max(PEAK, APART * ALIKE)
    assert np.count_nonzero(found[~seen] == NEVER) > 0.5 * np.count_nonzero(~seen)


def test_what_is_in_view_for_a_sliver_of_a_second_is_found() -> None:
    """Kinks that hardly reach zero, far shorter in view than the search's usual end."""
    rng = np.random.default_rng(5)
    at, slope = rng.uniform(-250.0, 250.0, PEAKS), rng.uniform(0.01, 0.1, (2, PEAKS))
    in_view = 10.0 ** rng.uniform(-5.0, -2.0, PEAKS)

    def margin(row: np.ndarray, time: np.ndarray) -> np.ndarray:
        off = time - at[row]
        return slope.min(axis=0)[row] * in_view[row] - np.where(off < 0.0, *slope[:, row]) * abs(
            off
        )

    around = np.full(PEAKS, 300.0)
    found = best_times(margin, -around, at + rng.choice([-20.0, 20.0], PEAKS), around)
    assert np.all(margin(np.arange(PEAKS), found) >= 0.0)
