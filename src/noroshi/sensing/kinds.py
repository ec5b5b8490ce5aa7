"""The kinds of sensors that scenario files may name: the built-in ones, and what users add."""

from collections.abc import Mapping
from inspect import isabstract
from types import MappingProxyType
from typing import Any, Final, Literal, TypeVar, get_args, get_origin

from noroshi.declared.ids import fault_of_id
from noroshi.sensing.base import Channel, Sensor
from noroshi.sensing.infrared import Infrared
from noroshi.sensing.radar import Radar

BUILTIN: tuple[type[Sensor], ...] = (Radar, Infrared)
"""Every kind that comes with the package. A new one is one file and one entry here."""

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


_kinds: Final[dict[str, type[Sensor]]] = {word_of(kind): kind for kind in BUILTIN}
KINDS: Final[Mapping[str, type[Sensor]]] = MappingProxyType(_kinds)
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
    channels: Any = getattr(kind, "channels", ())
    if not channels or not all(isinstance(c, Channel) for c in channels):
        faults.append("`channels` must be a tuple of Channel(name, unit), at least one")
    for name in ("observe", "measure", "deviations"):
        if not isinstance(_own(kind, name), staticmethod):
            faults.append(f"`{name}` must be a @staticmethod: it sees one target, and no record")
    if callable(_own(kind, "measures")):
        faults.append("`measures` must be a @property, or a ClassVar[bool]")
    return faults


def _own(kind: type[Sensor], name: str) -> Any:
    """What stands in the class itself under a name, before Python binds it."""
    return next(vars(c)[name] for c in kind.__mro__ if name in vars(c))


def _named(kind: type[Sensor]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
