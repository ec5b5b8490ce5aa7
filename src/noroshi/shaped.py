"""Shapes in annotations, as jaxtyping has them where something looks at them.

Tests do, which import jaxtyping before anything of this package. A run looks at none, and would pay
for it: jaxtyping takes a tenth of the start of a short command.
"""

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or "jaxtyping" in sys.modules:
    from jaxtyping import Bool, Float, Int, Int8
else:

    class Float:
        """What is written in its place where nobody looks."""

        def __class_getitem__(cls, _shape: Any) -> type:
            """The same, whatever the shape."""
            return cls

    Bool = Int = Int8 = Float

__all__ = ["Bool", "Float", "Int", "Int8"]
