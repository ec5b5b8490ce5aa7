"""Two postures side by side: what changed for whom."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment import Assessment

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Comparison:
    """A posture before and after decisions: the same flights, the same draws."""

    before: Assessment
    after: Assessment

    @property
    def gain(self) -> Floats:
        """Useful warning time gained, (knowledge, pair, draw) [s]."""
        return self.after.warnings.useful - self.before.warnings.useful
