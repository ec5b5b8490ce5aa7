"""The kinds of sensors that scenario files may name: the built-in ones, and what users add."""

from collections.abc import Mapping
from inspect import isabstract
from types import MappingProxyType
from typing import Any, Final, Literal, TypeVar, cast, get_args, get_origin

from noroshi.sensing.base import Channel, Sensor
from noroshi.world import SECTIONS, Declared
from noroshi.world.ids import fault_of_id

_MEASURING: Final = ("channels", "measures", "measurement model", "measure", "deviations", "tells")
"""What a kind gives that does not only detect."""

Kind = TypeVar("Kind", bound=type[Sensor])


def word_of(kind: type[Sensor]) -> str:
    """The one word that a kind's field `kind` allows.

    Raises:
        TypeError: it allows none, or several.
    """
    annotation = kind.model_fields["kind"].annotation
    words = get_args(annotation) if get_origin(annotation) is Literal else ()
    if len(words) != 1 or not isinstance(words[0], str):
        raise TypeError(
            f"{kind.__name__} does not say what it is called in files; "
            'write kind: Literal["camera"] = "camera"'
        )
    return words[0]


_kinds: Final = SECTIONS["sensors"].kinds
KINDS: Final[Mapping[str, type[Sensor]]] = MappingProxyType(cast(dict[str, type[Sensor]], _kinds))
"""Every kind by its word; grows by `register`."""


def register(kind: Kind) -> Kind:
    """Let scenario files name a kind of sensor of one's own; also as a decorator.

    From then on `load`, the schema and every stage know it, in this process. Registering a class
    again under its own name replaces it, so that a notebook's cell can be run twice.

    Args:
        kind: a final `Sensor`; CONTRIBUTING.md tells what it gives.

    Raises:
        TypeError: it breaks the interface; the message says what is missing.
        ValueError: its word is another kind's already.
    """
    if not (isinstance(kind, type) and issubclass(kind, Sensor)):
        raise TypeError(f"a kind of sensor is a class that inherits from Sensor, not {kind!r}")
    word = word_of(kind)
    if faults := _faults(kind):
        raise TypeError(f"{kind.__name__} is no sensor yet: {'; '.join(faults)}")
    other = _kinds.get(word, kind)
    if _named(other) != _named(kind):
        raise ValueError(
            f"'{word}' is the word of {_named(other)} already; give {kind.__name__} another"
        )
    _kinds[word] = kind
    return kind


def _faults(kind: type[Sensor]) -> list[str]:
    """What the interface asks and the class does not give, in words."""
    faults = []
    what, hint = fault_of_id(word_of(kind))
    if what:
        faults.append(f"{what}; {hint}")
    if isabstract(kind):
        faults.append(f"it lacks {', '.join(sorted(kind.__abstractmethods__))}")
    given = [name for name in _MEASURING if name in _defined(kind)]
    if given and len(given) < len(_MEASURING):
        lacking = ", ".join(name for name in _MEASURING if name not in given)
        faults.append(
            f"a kind that measures gives all of {', '.join(_MEASURING)}; it lacks {lacking}"
        )
    if given and not all(isinstance(c, Channel) for c in kind.channels):
        faults.append('`channels` must be a tuple of Channel("range", "m")')
    for name in ("observe", "measure", "deviations", "tells"):
        if not isinstance(_defined(kind).get(name, staticmethod(len)), staticmethod):
            faults.append(f"`{name}` must be a @staticmethod: it is given all that it needs")
    if callable(_defined(kind).get("measures")):
        faults.append("`measures` must be a @property")
    return faults


def _defined(kind: type[Sensor]) -> dict[str, Any]:
    """What stands in the class and its bases below `Sensor`, before Python binds it."""
    own = kind.__mro__[: kind.__mro__.index(Sensor)]
    return {name: value for c in reversed(own) for name, value in vars(c).items()}


def _named(kind: type[Declared]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
