"""GOSPA against values that its authors and others state."""

from collections.abc import Callable

import numpy as np
import pytest

from noroshi.tracking.gospa import gospa

PAPER = "Rahmathullah, García-Fernández & Svensson 2017"
STONE_SOUP = "Stone Soup, test_ospametric.py"


def line(*places: float) -> np.ndarray:
    return np.array(places, dtype=float).reshape(-1, 1)


@pytest.mark.parametrize(("off", "theirs"), [(0.5, 0.5), (1.0, 1.0)])
def test_five_tracks_beside_five_targets(
    validation: Callable[..., None], off: float, theirs: float
) -> None:
    """Stone Soup's own test: targets at 0 … 4, tracks beside them, c = 10, p = 1."""
    found = gospa(np.arange(5.0)[:, None] + off, np.arange(5.0)[:, None], cutoff=10.0, order=1.0)
    validation(
        source=STONE_SOUP,
        quantity=f"GOSPA a target, tracks {off:g} off",
        theirs=theirs,
        ours=float(found.distance) / 5.0,
        unit="1",
        tolerance=1e-12,
        note="five targets in a row, c = 10, p = 1",
    )


@pytest.mark.parametrize(
    ("off", "order", "theirs"),
    [(0.5, 1, 2.4), (0.2, 1, 2.16), (0.5, 2, 4.49444), (0.2, 2, 4.47571)],
)
def test_four_tracks_beside_five_targets(
    validation: Callable[..., None], off: float, order: int, theirs: float
) -> None:
    """Stone Soup's own test of OSPA, which counts the missing one with c instead of c / 2^(1/p)."""
    targets = np.arange(5.0)[:, None]
    found = gospa(targets[:4] + off, targets, cutoff=10.0, order=float(order))
    # OSPA = ((localisation + c^p·difference) / larger number)^(1/p); GOSPA keeps the two apart.
    ospa = ((found.localisation + 2.0 * (found.missed + found.false)) / 5.0) ** (1.0 / order)
    validation(
        source=STONE_SOUP,
        quantity=f"OSPA from GOSPA's parts, one track missing, {off:g} off, p = {order}",
        theirs=theirs,
        ours=float(ospa),
        unit="1",
        tolerance=5e-6,
        note="four tracks, five targets in a row, c = 10",
    )


def test_one_more_false_track_costs_half_the_cutoff(validation: Callable[..., None]) -> None:
    """Proposition 1, alpha = 2: a false track far from all adds c^p/2, wherever it is."""
    target, near = line(0.0), line(1.0)
    for far in (20.0, 500.0):
        with_false = gospa(line(1.0, far), target, cutoff=8.0)
        without = gospa(near, target, cutoff=8.0)
        validation(
            source=PAPER,
            quantity=f"rise of GOSPA² by a false track {far:g} away",
            theirs=8.0**2 / 2.0,
            ours=float(with_false.distance**2 - without.distance**2),
            unit="1",
            tolerance=1e-12,
            note="c = 8, p = 2, alpha = 2",
        )


def test_a_pair_farther_than_the_cutoff_is_one_missed_and_one_false(
    validation: Callable[..., None],
) -> None:
    """Proposition 1: unassigned on both sides, which together cost c^p."""
    found = gospa(line(0.0), line(9.0), cutoff=8.0)
    validation(
        source=PAPER,
        quantity="GOSPA² of a target and a track beyond the cutoff",
        theirs=8.0**2,
        ours=float(found.missed + found.false),
        unit="1",
        tolerance=1e-12,
        note="c = 8, p = 2, alpha = 2",
    )
    assert found.localisation == 0.0
