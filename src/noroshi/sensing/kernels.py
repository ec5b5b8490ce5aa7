"""The loops of `lanes` for one kind of sensor, and the table of its parameters that they read.

What is special to a kind is generated: how its parameters are read from a row of numbers, and how
deep in view its limits say a target is. The texts of `lanes` and of what it calls (`view_loops`),
then that of both, are one module in the folder of what is compiled: Numba finds again only what
stands in a file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from inspect import unwrap
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi import scalar_np
from noroshi.compiled import within
from noroshi.constants import EARTH_RADIUS
from noroshi.rebound import generated, rebuilt, state
from noroshi.sensing.base import Target, each_of
from noroshi.sensing.chance import confirming
from noroshi.sensing.lanes import Sensors, room
from noroshi.sensing.paths import Paths
from noroshi.sensing.sensor_array import DrawnSensor, Observe

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SHORT: Final = 64
"""Parameters of up to so many numbers become a tuple, longer ones stay an array."""
FEWEST: Final = 2
"""Fewer alternatives are repeated: loops that are there for two, the usual number, serve one."""
LOOPS: Final = tuple(Path(__file__).with_name(name) for name in ("lanes.py", "view_loops.py"))


class SensorTable(NamedTuple):
    """Sensors of one kind side by side."""

    which: Ints
    """Which of the given sensors they are, or those of them that stand in what is looked at."""
    sensors: Sensors
    observe: Observe
    look_at_all: Callable[..., None]
    """See `lanes`."""

    def look(self, seen: Floats, paths: Paths, *given: Any) -> None:
        """`look_at_all`, or why it cannot be compiled.

        Raises:
            TypeError: the kind's `observe` is not a function of numbers.
        """
        from numba.core.errors import NumbaError  # it starts here

        try:
            self.look_at_all(seen, self.which, self.sensors, paths, *given, *room(paths.samples))
        except NumbaError as fault:
            raise _not_of_numbers(self.observe) from fault


Shape = Any
"""Of one draw's parameters, nested as they are: how many numbers an array has (FEWEST or more), 0 =
one number that is no array, None = nothing. A record or tuple is its type and the shapes of its
fields."""


def tabulated(
    sensors: Sequence[DrawnSensor], beside: Sequence[DrawnSensor] = ()
) -> list[SensorTable]:
    """The sensors by kind; those whose long parameters differ in length are apart.

    Alternatives are repeated until all have as many as any, also of those `beside`, for which the
    same loops then serve.
    """
    own, others = ([(_kind(s), s.parameters) for s in some] for some in (sensors, beside))
    return [
        _table(np.array(which), [sensors[s] for s in which], shape)
        for (_, shape), which in by_form(own, others).items()
    ]


def by_form(
    own: Sequence[tuple[Any, Any]], beside: Sequence[tuple[Any, Any]] = ()
) -> dict[tuple[Any, Shape], list[int]]:
    """Which parameters are of one kind and shape, of given kinds and parameters.

    Alternatives are repeated until all have as many as any of the kind, also of those `beside`.
    """
    longest: dict[Any, Shape] = {}
    shapes = [(kind, _shape(parameters)) for kind, parameters in (*own, *beside)]
    for kind, shape in shapes:
        longest[kind] = _longer(longest.get(kind, shape), shape)
    forms: dict[tuple[Any, Shape], list[int]] = {}
    for i, (kind, shape) in enumerate(shapes[: len(own)]):
        forms.setdefault((kind, _as_long(shape, longest[kind])), []).append(i)
    return forms


def _kind(sensor: DrawnSensor) -> Any:
    return sensor.observe, type(sensor.parameters)


def _shape(parameters: Any) -> Shape:
    if isinstance(parameters, tuple):
        return type(parameters), tuple(map(_shape, parameters))
    if parameters is None:
        return None
    if np.ndim(parameters) not in (1, 2) or not len(parameters):
        raise TypeError("a sensor's parameters are arrays (draw,) or (number, draw)")
    return 0 if np.ndim(parameters) == 1 else max(len(parameters), FEWEST)


def _longer(a: Shape, b: Shape) -> Shape:
    """Where both are short, the longer: alternatives can be repeated."""
    if a == b:
        return a
    if isinstance(a, tuple) and isinstance(b, tuple):
        return a[0], tuple(map(_longer, a[1], b[1]))
    if isinstance(a, tuple) or isinstance(b, tuple):
        return a if isinstance(a, tuple) else b
    return max((n for n in (a, b) if n and n <= SHORT), default=0)


def _as_long(shape: Shape, longest: Shape) -> Shape:
    """The shape once alternatives are repeated; what is long keeps its length."""
    if shape == longest:
        return shape
    if isinstance(shape, tuple):
        return longest[0], tuple(map(_as_long, shape[1], longest[1]))
    return longest if shape and shape <= SHORT else shape


def _table(which: Ints, sensors: Sequence[DrawnSensor], shape: Shape) -> SensorTable:
    draws = len(sensors[0].interval)
    table, cuts = side_by_side([sensor.parameters for sensor in sensors], shape, draws)
    rule = np.array([(s.hits, s.looks, s.drop) for s in sensors], dtype=np.int64)
    confirms = np.stack([confirming(s.hits, s.looks) for s in sensors])
    interval = np.concatenate([np.asarray(s.interval, dtype=np.float64) for s in sensors])
    observe = sensors[0].observe
    loops = _loops(observe, shape, faces_of(observe, shape, table, cuts))
    own = Sensors(table, cuts, interval, rule, confirms, draws)
    return SensorTable(which, own, observe, loops.look_at_all)


def side_by_side(parameters: Sequence[Any], shape: Shape, draws: int) -> tuple[Floats, Ints]:
    """Parameters of one shape as a table, (row, number) with row = sensor · draws + draw; and where
    the long ones begin and end in a row."""
    lengths = np.array([*_lengths(shape)], dtype=np.int64)
    long = lengths > SHORT
    order = np.argsort(long, kind="stable")
    ends = np.empty_like(lengths)
    ends[order] = np.cumsum(lengths[order])
    table = np.empty((len(parameters), draws, lengths.sum()))
    for rows, own in zip(table, parameters, strict=True):
        for values, end, length in zip(_leaves(own), ends.tolist(), lengths.tolist(), strict=True):
            # The last of fewer alternatives is repeated.
            at = end - length
            if np.ndim(values) == 1:
                rows[:, at:end] = values[:, None]
            else:
                rows[:, at : at + len(values)] = values.T
                rows[:, at + len(values) : end] = values[-1][:, None]
    return table.reshape(-1, table.shape[-1]), np.array([ends[~long].max(initial=0), *ends[long]])


def _lengths(shape: Shape) -> Iterator[int]:
    """How many numbers of each array stand in a row, in order."""
    if isinstance(shape, tuple):
        for part in shape[1]:
            yield from _lengths(part)
    elif shape is not None:
        yield max(shape, 1)


def _leaves(parameters: Any) -> Iterator[Any]:
    """The arrays in order, (draw or 1,) or (number, draw or 1)."""
    if isinstance(parameters, tuple):
        for part in parameters:
            yield from _leaves(part)
    elif parameters is not None:
        yield parameters


def faces_of(observe: Observe, shape: Shape, table: Floats, cuts: Ints) -> tuple[int, ...]:
    """How many limits each face has."""
    names: dict[str, Any] = {}
    exec(row_text(shape, names), names)
    target = Target((EARTH_RADIUS, 0.0, 0.0), 0.0, 1.0)
    with np.errstate(all="ignore"):
        try:
            look = unwrap(observe)(names["row"](table, cuts, 0), target)
            return tuple(map(len, look.limits))
        except (TypeError, AttributeError, IndexError) as fault:
            raise _not_of_numbers(observe) from fault


def _not_of_numbers(observe: Observe) -> TypeError:
    return TypeError(
        f"{observe.__qualname__} cannot be compiled: write it as plain Python on numbers, with "
        "`np` functions of numbers, as `noroshi.Sensor.observe` tells"
    )


@cache
def _loops(observe: Observe, shape: Shape, faces: tuple[int, ...]) -> ModuleType:
    """The loops of a kind whose parameters have a shape and whose faces have so many limits."""
    types: dict[str, Any] = {}
    texts = [row_text(shape, types), each_text(faces), depth_text(faces), *_outside_texts(faces)]
    return made(LOOPS, texts, types, {"observe": observe})


def made(
    loops: Sequence[Path],
    texts: Sequence[str],
    names: Mapping[str, Any],
    own: Mapping[str, Callable[..., Any]],
) -> ModuleType:
    """A module of loops for one kind.

    Args:
        loops: the files with their text. A later one may define what earlier ones import, so that
            these find what is the kind's own.
        texts: of functions that are special to the kind, put after it; `each_of` is among them.
        names: what these texts name.
        own: the kind's functions of numbers by the names by which the loops call them.
    """
    special = "\n\n".join(f"@within\n{text}" for text in texts)
    text = "\n\n".join((*(file.read_text(encoding="utf-8") for file in loops), special)) + "\n"
    known = state(*own.values(), *names.values())
    module = generated(text, known, {**names, "within": within})
    instead = {id(np): scalar_np, id(each_of): module.each_of}
    for called, function in own.items():
        module.__dict__[called] = rebuilt(function, instead, within)
    return module


def row_text(shape: Shape, types: dict[str, Any]) -> str:
    """The text of a function that reads parameters from a row; the types it needs, by name."""
    place, cut = count(), count()

    def value(shape: Shape) -> str:
        if isinstance(shape, tuple):
            fields = "".join(f"{value(part)}, " for part in shape[1])
            if shape[0] is tuple:
                return f"({fields})"
            name = next((n for n, known in types.items() if known is shape[0]), "")
            name = name or f"Type{len(types)}"
            types[name] = shape[0]
            return f"{name}({fields})"
        if shape is None:
            return "None"
        if shape == 0:
            return f"table[at, {next(place)}]"
        if shape <= SHORT:
            return "(" + "".join(f"table[at, {next(place)}], " for _ in range(shape)) + ")"
        here = next(cut)
        return f"table[at, cuts[{here}] : cuts[{here + 1}]]"

    return f"def row(table, cuts, at):\n    return {value(shape)}"


def each_text(faces: Sequence[int]) -> str:
    """The text of `each_of` for so many faces."""
    each = "".join(f"one(faces, {face}, shared), " for face in range(len(faces)))
    return f"def each_of(one, faces, shared):\n    return ({each})"


def depth_text(faces: Sequence[int]) -> str:
    """The text of `depth` of so many limits of each face."""
    depths = [_of("min", [f"limits[{f}][{i}]" for i in range(n)]) for f, n in enumerate(faces)]
    return f"def depth(limits, left):\n    return min({_of('max', depths)}, left)"


def _outside_texts(faces: Sequence[int]) -> tuple[str, str]:
    """The texts of `outside` and `opens` of so many limits of each face."""
    waits, arrivals = (
        [_of("max", [call.format(_three(f, i)) for i in range(n)]) for f, n in enumerate(faces)]
        for call in ("wait({}, speed)", "arrival({})")
    )
    looks, lefts = "before, now, after", "left_before, left, left_after"
    return (
        f"def outside({looks}, {lefts}, speed):\n"
        f"    return max({_of('min', waits)}, wait({lefts}, speed))",
        f"def opens({looks}, {lefts}):\n    return max({_of('min', arrivals)}, arrival({lefts}))",
    )


def _three(face: int, limit: int) -> str:
    return ", ".join(f"{look}[{face}][{limit}]" for look in ("before", "now", "after"))


def _of(which: str, texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"{which}({', '.join(texts)})"
