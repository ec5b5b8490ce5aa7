"""What a craft and its base ask between sorties."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Maintenance(NamedTuple):
    """What a craft and its base ask between sorties; numbers or (draw,)."""

    turnaround: Floats
    """On the ground between two sorties [s]."""
    failure_interval: Floats
    """Mean time under way between failures [s]."""
    abort_share: Floats
    """Of the failures, those that send it home at once [1]."""
    repair_time: Floats
    """Mean time on the ground that a failure adds, exponentially distributed [s]."""
    inspection_interval: Floats
    """Time under way between inspections [s]."""
    inspection_time: Floats
    """[s]"""
    weather_hold: Floats
    """Chance that weather stops a take-off; it is tried again after `hold_time` [1]."""
    hold_time: Floats
    """[s]"""
    crew_share: Floats
    """Time under way that the crews sustain, over time passed; inf = no limit [1]."""
