"""Sensors of one kind side by side, so that any mixture of them can be looked with in one call."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import jax
import numpy as np
from numpy.typing import NDArray

from noroshi.sensing.accumulate import ConfirmationRule
from noroshi.sensing.base import Numbers
from noroshi.sensing.sensor_array import DrawnSensor, Observe

Ints = NDArray[np.int64]


class Columns(NamedTuple):
    """What looking needs of every sensor, filled up to a power of two: few sizes are compiled."""

    parameters: Any
    """(..., sensor · draw), or (..., sensor) for what no draw changes."""
    interval: Numbers
    """(sensor · draw,) [s]."""
    rule: ConfirmationRule
    """(sensor,) each."""

    def of(self, sensor: Numbers, draw: Numbers, draws: Numbers) -> "Columns":
        """A column for each of many pairs of a sensor and a draw, (pair,) each."""
        ranks = self.rule.hits.shape[-1]
        both = sensor * draws + draw
        chosen: Columns = jax.tree.map(
            lambda a: a[..., sensor if a.shape[-1] == ranks else both], self
        )
        return chosen


class SensorTable(NamedTuple):
    """All sensors of one kind whose parameters have one shape."""

    observe: Observe
    sensors: Ints
    """Which of the array's they are."""
    draws: int
    hits: Ints
    """That confirm, (sensor,)."""
    looks: int
    """Most looks of any rule."""
    columns: Columns


def tabulated(sensors: Sequence[DrawnSensor]) -> list[SensorTable]:
    """The sensors of an array by kind and shape."""
    kinds: dict[Any, list[int]] = {}
    for s, sensor in enumerate(sensors):
        kinds.setdefault(_shape(sensor), []).append(s)
    return [_table(np.array(which), [sensors[s] for s in which]) for which in kinds.values()]


def _shape(sensor: DrawnSensor) -> tuple[Any, ...]:
    leaves, tree = jax.tree.flatten(sensor.parameters)
    return sensor.observe, tree, tuple(leaf.shape for leaf in leaves)


def _table(which: Ints, sensors: Sequence[DrawnSensor]) -> SensorTable:
    rule = ConfirmationRule(
        np.array([p.hits for p in sensors]),
        np.array([p.looks for p in sensors]),
        np.array([p.drop for p in sensors]),
    )
    parameters = jax.tree.map(
        lambda *a: np.concatenate(a, axis=-1), *(p.parameters for p in sensors)
    )
    interval = np.concatenate([p.interval for p in sensors])
    columns = jax.device_put(jax.tree.map(_filled, Columns(parameters, interval, rule)))
    draws, most = len(sensors[0].interval), int(np.max(rule.looks))
    return SensorTable(sensors[0].observe, which, draws, np.asarray(rule.hits), most, columns)


def _filled(column: Any) -> Any:
    """Made longer to a power of two by repeating the last."""
    count = column.shape[-1]
    more = [(0, 0)] * (column.ndim - 1) + [(0, 2 ** (count - 1).bit_length() - count)]
    return np.pad(column, more, mode="edge")
