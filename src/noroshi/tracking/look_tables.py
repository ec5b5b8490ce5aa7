"""Sensors of one kind side by side, and the loops that tell what their looks are worth."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.sensing.base import Sensor
from noroshi.sensing.kernels import (
    Shape,
    by_form,
    depth_text,
    each_text,
    faces_of,
    made,
    row_text,
    side_by_side,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LOOPS: Final = Path(__file__).with_name("look_loops.py")


class LookTable(NamedTuple):
    """Sensors of one kind whose parameters have one form."""

    kind: type[Sensor]
    table: Floats
    """Parameters and measurement model, (sensor, draw, number)."""
    cuts: Ints
    """Where the long ones begin and end in a row."""
    interval: Floats
    """From look to look, (sensor, draw) [s]."""
    add_looks: Callable[..., None]
    """See `look_loops`."""

    def look(self, *given: Any) -> None:
        """`add_looks`, or why it cannot be compiled."""
        from numba.core.errors import NumbaError  # it starts here

        try:
            self.add_looks(*given)
        except NumbaError as fault:
            raise TypeError(
                f"`observe` or `tells` of {self.kind.__name__} cannot be compiled: write them as "
                "plain Python on numbers, with `np` functions of numbers"
            ) from fault

    def of(self, some: Ints) -> "LookTable":
        """Some of these sensors; `some` counts within the table."""
        return self._replace(table=self.table[some], interval=self.interval[some])

    def differs(self, other: "LookTable") -> NDArray[np.bool_]:
        """Whose numbers differ from those of the same sensors in another table, (sensor,)."""
        if self.table.shape != other.table.shape:
            return np.ones(len(self.table), dtype=bool)
        same = np.all(self.table == other.table, axis=(1, 2))
        return np.asarray(~(same & np.all(self.interval == other.interval, axis=1)))


def look_tables(
    sensors: Sequence[tuple[type[Sensor], Any, Any, Floats]], draws: int
) -> list[tuple[Ints, LookTable]]:
    """Sensors by kind and by the shape of their parameters, and which of the given ones they are.

    Args:
        sensors: of each its kind, its parameters, its measurement model, and the time from look to
            look, (draw,) [s].
        draws: how many.
    """
    own = [(kind, (parameters, model)) for kind, parameters, model, _ in sensors]
    return [
        (np.array(which), _table(kind, [sensors[i] for i in which], shape, draws))
        for (kind, shape), which in by_form(own).items()
    ]


def _table(
    kind: type[Sensor],
    sensors: Sequence[tuple[type[Sensor], Any, Any, Floats]],
    shape: Shape,
    draws: int,
) -> LookTable:
    table, cuts = side_by_side([(p, model) for _, p, model, _ in sensors], shape, draws)
    interval = np.stack([np.broadcast_to(every, draws) for *_, every in sensors])
    faces = faces_of(kind.observe, shape[1][0], table, cuts)
    loops = _loops(kind, shape, faces)
    by_draw = table.reshape(len(sensors), draws, -1)
    return LookTable(kind, by_draw, cuts, interval, loops.add_looks)


@cache
def _loops(kind: type[Sensor], shape: Shape, faces: tuple[int, ...]) -> ModuleType:
    types: dict[str, Any] = {}
    texts = [row_text(shape, types), each_text(faces), depth_text(faces), _summed(kind)]
    return made([LOOPS], texts, types, {"observe": kind.observe, "tells": kind.tells})


def _summed(kind: type[Sensor]) -> str:
    """The text of `summed` of so many channels as a kind has."""
    products = (
        " + ".join(f"h[{c}][{i}] * h[{c}][{j}]" for c in range(len(kind.channels)))
        for i in range(3)
        for j in range(i + 1)
    )
    return f"def summed(h):\n    return ({', '.join(products)})"
