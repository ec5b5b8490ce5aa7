"""`jax.numpy` in float64, imported when something of it is first asked for.

Who only declares sensors needs none of it, and its import takes half a second.
"""

from typing import Any


def __getattr__(name: str) -> Any:
    import jax.numpy

    import noroshi.arrays  # noqa: F401  (float64)

    return getattr(jax.numpy, name)
