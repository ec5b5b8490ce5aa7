"""How much of an area is watched for how much of the time, once and several times over.

Exact sums over windows: nothing is sampled. Another platform never lowers any number here.
"""

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from noroshi.access.windows import Windows, depth


def coverage(windows: Windows, *, area: ArrayLike | None = None, folds: int = 1) -> xr.Dataset:
    """Shares of time and of area × time in view of at least n platforms at once.

    Two windows of one platform that overlap count twice: give each platform's windows merged.

    Args:
        windows: of all platforms together.
        area: of each target [m²], (target,); all alike by default.
        folds: greatest n.

    Returns:
        `time_share` (fold, target, draw) [1]; `coverage` (fold, draw), its mean by area [1];
        `watched_area` (fold, draw), the area whose time share is above zero [m² or targets].
    """
    targets, draws = windows.targets, windows.draws
    weight = np.ones(targets) if area is None else np.asarray(area, dtype=np.float64)
    pieces, period = depth(windows), windows.span[1] - windows.span[0]
    length = pieces.end - pieces.start
    fold = np.arange(1, folds + 1)
    time = np.stack(
        [
            np.bincount(pieces.group, length * (pieces.open >= n), minlength=targets * draws)
            for n in fold
        ]
    )
    share = np.minimum(time.reshape(folds, targets, draws) / period, 1.0)
    total = np.einsum("ftd,t->fd", share, weight) / weight.sum()
    return xr.Dataset(
        {
            "time_share": (
                ("fold", "target", "draw"),
                share,
                {"units": "1", "long_name": "share of the period in view of this many at once"},
            ),
            "coverage": (
                ("fold", "draw"),
                total,
                {"units": "1", "long_name": "share of area × time in view of this many at once"},
            ),
            "watched_area": (
                ("fold", "draw"),
                np.einsum("ftd,t->fd", (share > 0.0).astype(np.float64), weight),
                {
                    "units": "1" if area is None else "m2",
                    "long_name": "area that is in view of this many at any time",
                },
            ),
        },
        coords={"fold": fold, "target": np.arange(targets), "draw": np.arange(draws)},
    )
