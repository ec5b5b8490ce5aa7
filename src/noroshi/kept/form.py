"""A result as bytes and back: plain JSON and arrays one after the other, never code.

Nothing that is read can name a class to be made other than those that its reader expects, no array
is longer than the bytes that are there, and a sum over all bytes tells whether any was damaged.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from typing import Any, Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Record = type
"""A NamedTuple or a frozen dataclass."""
_MARK: Final = b"noroshi kept result 1\n"
_ALIGNED: Final = 64
"""Arrays begin at multiples of so many bytes."""
_KINDS: Final = "biufcSUmM"
"""Of arrays that hold numbers or words, and no objects."""


class _Written(NamedTuple):
    """Where an array lies."""

    dtype: str
    shape: list[int]
    begin: int


def to_bytes(value: Any, key: str) -> Iterator[bytes | memoryview]:
    """A result as parts of a file, one after the other.

    Args:
        value: of None, truth values, numbers, words, arrays, tuples, lists, mappings by words, and
            records of such.
        key: under which it is kept; whoever reads it says which one he looks for.

    Raises:
        TypeError: it holds something else.
    """
    arrays: list[NDArray[Any]] = []
    tree = _plain(value, arrays)
    begins = np.cumsum([0, *(_room(a.nbytes) for a in arrays)]).tolist()
    places = [_Written(a.dtype.str, [*a.shape], b) for a, b in zip(arrays, begins, strict=False)]
    head = json.dumps({"key": key, "tree": tree, "arrays": places}).encode()
    head += b" " * (-len(head) % _ALIGNED)
    parts: list[bytes | memoryview] = [head]
    for array in arrays:
        parts.append(array.reshape(-1).view(np.uint8).data)
        parts.append(bytes(_room(array.nbytes) - array.nbytes))
    total = 0
    for part in parts:
        total = crc32(part, total)
    yield _MARK + f"{total:08x} {len(head):016x}\n".encode()
    yield from parts


def from_bytes(data: bytes, key: str, records: Sequence[Record]) -> Any:
    """The result that was kept under a key; its arrays cannot be written to.

    Args:
        data: the whole file.
        key: that is looked for.
        records: the classes that may occur in it.

    Raises:
        Exception: of whatever kind, for bytes that are not such a result.
    """
    line = len(_MARK) + 26
    total, length = data[len(_MARK) : line].split()
    rest = memoryview(data)[line:]
    if not data.startswith(_MARK) or crc32(rest) != int(total, 16):
        raise ValueError("damaged")
    head = json.loads(bytes(rest[: int(length, 16)]))
    if head["key"] != key:
        raise ValueError("the result of something else")
    arrays = [_array(rest[int(length, 16) :], _Written(*place)) for place in head["arrays"]]
    return _made(head["tree"], arrays, {_name(record): record for record in records})


def settled(value: Any) -> int:
    """Make every array of a result one that cannot be written to, since it is shared from now on.

    Returns:
        How many bytes they take.
    """
    if value is None or type(value) in (bool, int, float, str):
        return 0
    if isinstance(value, np.ndarray | np.generic):
        if value.dtype.kind not in _KINDS:
            raise TypeError(f"arrays of {value.dtype} are not kept")
        if isinstance(value, np.ndarray):
            value.flags.writeable = False
        return value.nbytes
    if _is_rows(value):
        return len(value) * len(value[0]) * 8
    if (names := _fields(value)) is not None:
        return sum(settled(getattr(value, name)) for name in names)
    if isinstance(value, tuple | list):
        return sum(map(settled, value))
    if isinstance(value, Mapping):
        return sum(map(settled, value)) + sum(map(settled, value.values()))
    raise TypeError(f"a {type(value).__name__} is not kept")


def of_its_own(value: Any) -> Any:
    """The same result without arrays that are parts of larger ones, which would stay with them."""
    if isinstance(value, np.ndarray):
        if _holding(value) <= value.nbytes:
            return value
        own = value.copy()
        own.flags.writeable = False
        return own
    if _is_rows(value):
        return value
    if (names := _fields(value)) is not None:
        return type(value)(**{name: of_its_own(getattr(value, name)) for name in names})
    if isinstance(value, tuple | list):
        return type(value)(map(of_its_own, value))
    if isinstance(value, Mapping):
        return {key: of_its_own(item) for key, item in value.items()}
    return value


def _holding(array: NDArray[Any]) -> int:
    """Bytes that stay in memory as long as an array does."""
    whole: Any = array
    while isinstance(whole, np.ndarray) and whole.base is not None:
        whole = whole.base
    if isinstance(whole, np.ndarray):
        return whole.nbytes
    with suppress(TypeError, ValueError):
        return memoryview(whole).nbytes
    return array.nbytes  # it tells nothing of itself


def _room(size: int) -> int:
    return size + -size % _ALIGNED


def _name(record: Record) -> str:
    return f"{record.__module__}.{record.__qualname__}"


def _array(rest: memoryview, place: _Written) -> NDArray[Any]:
    dtype = np.dtype(place.dtype)
    if dtype.kind not in _KINDS or not dtype.itemsize or place.begin < 0:
        raise ValueError("no array of numbers or words")
    count = int(np.prod([int(n) for n in place.shape], dtype=object))
    return np.frombuffer(rest, dtype, count, place.begin).reshape(place.shape)


def _plain(value: Any, arrays: list[NDArray[Any]]) -> Any:
    """What JSON can hold, with the numbers of the arrays in their places."""
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, np.ndarray | np.generic):
        if value.dtype.kind not in _KINDS:
            raise TypeError(f"arrays of {value.dtype} are not kept")
        arrays.append(np.ascontiguousarray(value).reshape(value.shape))
        return {"array" if isinstance(value, np.ndarray) else "scalar": len(arrays) - 1}

    if _is_rows(value):
        arrays.append(np.array(value))
        return {"rows": len(arrays) - 1}

    def inner(parts: Any) -> list[Any]:
        return [_plain(part, arrays) for part in parts]

    if (names := _fields(value)) is not None:
        return {"record": _name(type(value)), "of": inner(getattr(value, n) for n in names)}
    if isinstance(value, tuple | list):
        return {type(value).__name__: inner(value)}
    if isinstance(value, Mapping):
        return {"words": inner(value), "of": inner(value.values())}
    raise TypeError(f"a {type(value).__name__} is not kept")


def _is_rows(value: Any) -> bool:
    """Whether it is a tuple of tuples of as many floats, as the points of a line are."""
    if type(value) is not tuple or not value or type(value[0]) is not tuple or not value[0]:
        return False
    length = len(value[0])
    return all(
        type(row) is tuple and len(row) == length and all(type(number) is float for number in row)
        for row in value
    )


def _fields(value: Any) -> list[str] | None:
    """Names of the fields of a record, or of its class; None = it is none."""
    if isinstance(value, tuple) or (isinstance(value, type) and issubclass(value, tuple)):
        return list(value._fields) if hasattr(value, "_fields") else None
    return [f.name for f in fields(value)] if is_dataclass(value) else None


def _made(tree: Any, arrays: list[NDArray[Any]], records: Mapping[str, Record]) -> Any:
    if not isinstance(tree, dict):
        return tree
    if "array" in tree:
        return arrays[tree["array"]]
    if "rows" in tree:
        return tuple(map(tuple, arrays[tree["rows"]].tolist()))
    if "scalar" in tree:
        return arrays[tree["scalar"]][()]
    if "record" in tree:
        record = records[tree["record"]]
        parts = [_made(part, arrays, records) for part in tree["of"]]
        return record(**dict(zip(_fields(record) or (), parts, strict=True)))
    if "words" in tree:
        parts = [_made(part, arrays, records) for part in tree["of"]]
        return dict(zip(tree["words"], parts, strict=True))
    ((kind, items),) = tree.items()
    return {"tuple": tuple, "list": list}[kind](_made(i, arrays, records) for i in items)
