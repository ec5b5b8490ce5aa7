"""An estimate: bounds, a best value, and where they are from.

Its distribution is two even halves: half of the draws lie evenly between `low` and `best`, half
between `best` and `high`, so that the median is `best` and the bounds are bounds. On a logarithmic
scale "evenly" is meant for the logarithm.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Scale = Literal["linear", "log"]
Grade = Literal["A", "B", "C", "D"]
GRADES: Final = MappingProxyType(
    {
        "A": "two sources agree",
        "B": "one source",
        "C": "commonly stated, not re-read",
        "D": "sources conflict, or it is publicity or an assumption",
    }
)
"""How far a declared value can be trusted."""


@dataclass(frozen=True)
class Estimate:
    """A declared number in SI units: bounds, best value, and where it is from."""

    low: float
    best: float
    high: float
    scale: Scale = "linear"
    source: tuple[str, ...] = ()
    grade: Grade | None = None
    name: str = ""
    """Dotted path, filled by the loader; names the dimension of the draws."""
    shared_as: str | None = None
    """Estimates with the same word here are one unknown: they draw together."""
    note: str = ""
    kind: str = ""
    """The kind of quantity, one of `units.KINDS`; says the SI unit of the numbers."""

    @classmethod
    def exactly(cls, value: float) -> "Estimate":
        """An estimate without uncertainty."""
        return cls(value, value, value)

    @property
    def certain(self) -> bool:
        """Whether the bounds leave no room."""
        return self.low == self.high

    @property
    def dimension(self) -> str:
        """Name of the dimension of the unit cube that this estimate draws from."""
        return self.shared_as or self.name

    def quantile(self, u: Floats | float) -> Floats:
        """The value that a share `u` of the draws lies below, elementwise; best at one half."""
        u = np.asarray(u, dtype=np.float64)
        # 1 at the bound, 0 at best: so that best, and nothing beside it, comes out at one half.
        far = np.abs(1.0 - 2.0 * u)
        bound = np.where(u < 0.5, self.low, self.high)
        if self.scale == "log":
            value = self.best * (bound / self.best) ** far
        else:
            value = self.best + (bound - self.best) * far
        return np.minimum(np.maximum(value, self.low), self.high)
