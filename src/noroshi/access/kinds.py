"""The loops of one kind of payload, and the table of its parameters that they read.

The text of how parameters are read from a row of numbers, and of `kind_loops`, is a module of its
own in the folder of what is compiled: Numba finds again only what stands in a file.
"""

from functools import cache
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi import scalar_np
from noroshi.access.payloads.base import Payload
from noroshi.compiled import within
from noroshi.earth.turn import cos_sin
from noroshi.rebound import generated, rebuilt, state

Floats = NDArray[np.float64]
_LOCK: Final = Lock()
LOOPS: Final = Path(__file__).with_name("kind_loops.py")
_INSTEAD: Final = {id(np): scalar_np, id(cos_sin): scalar_np.cos_sin}
"""What stands in place of what where a function of arrays becomes one of numbers."""
_DONE: Final[dict[Any, Any]] = {}
"""What has become of functions so far: what several kinds of payload name is compiled once."""


def table(parameters: Any, draws: int) -> Floats:
    """Parameters side by side, (draw, parameter); each is (draw,), or (1,) where all share it."""
    return np.stack([np.broadcast_to(field, draws) for field in parameters], axis=1, dtype=float)


def scalar(function: Any) -> Any:
    """A function of arrays compiled for numbers, to be called by compiled ones."""
    return rebuilt(function, _INSTEAD, within, _DONE)


def run(kind: type[Payload], loop: str, record: type, *given: Any) -> None:
    """Run one of the loops of a kind.

    Args:
        kind: of payload.
        loop: its name in `kind_loops`.
        record: type of the kind's parameters.
        given: to the loop.

    Raises:
        TypeError: the kind's `view` or `detection` is not a function of numbers.
    """
    from numba.core.errors import NumbaError  # it starts here

    with _LOCK:  # threads that come together would compile them each
        loops = _loops(kind, record)
    try:
        getattr(loops, loop)(*given)
    except NumbaError as fault:
        raise TypeError(
            f"{kind.__name__} cannot be compiled: write its `view` and `detection` as plain Python "
            "on numbers, with `np` functions of numbers"
        ) from fault


@cache
def _loops(kind: type[Payload], record: Any) -> ModuleType:
    fields = ", ".join(f"table[at, {i}]" for i in range(len(record._fields)))
    text = (
        f"{LOOPS.read_text(encoding='utf-8')}\n\n"
        f"@within\ndef row(table, at):\n    return Parameters({fields})\n"
    )
    module = generated(text, state(kind.view, kind.detection, record), {"Parameters": record})
    module.__dict__.update(
        view=scalar(kind.view),
        detection=scalar(kind.detection),
    )
    return module
