"""What a file may hold: records register their sections, and say which fields name others.

    @section("patrols", topic="watch")
    class Patrol(Declared):
        fleet: Annotated[str, Ref("fleets", needed=True)]

is all that it takes for files with `patrols:` to be read, checked, cut at a date, listed, described
in the schema and in the reference of the file format.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, NamedTuple, TypeVar, get_args, get_origin

from pydantic import BaseModel, BeforeValidator

from noroshi.world.quantity import Quantity
from noroshi.world.record import Declared, Record, Ref

Record_ = TypeVar("Record_", bound=Declared)
Topic = Literal[
    "world", "warning", "choices", "partners", "watch", "listen", "ledger", "promises", "claims"
]
"""What a section is needed for; `world` and `claims` are for all."""
HEADER: Final = "scenario"
"""The one section that is a record by itself and not a mapping of entries."""


@dataclass(frozen=True)
class Section:
    """One section: the records that its entries may be, by their `kind`."""

    name: str
    topic: Topic
    kinds: dict[str, type[Declared]] = field(default_factory=dict)
    default: str | None = None
    """The kind of an entry that names none; None = it must name one."""

    def record(self, entry: Mapping[str, Any]) -> type[Declared] | None:
        """The record that an entry is to be; None = it names no known kind."""
        kind = entry.get("kind", self.default)
        return self.kinds.get(kind) if isinstance(kind, str) else None


_REGISTERED: dict[str, Section] = {}
SECTIONS: Final[Mapping[str, Section]] = MappingProxyType(_REGISTERED)
"""Every section that a record has registered, by name."""


def section(
    name: str, *, topic: Topic, default: bool = False
) -> Callable[[type[Record_]], type[Record_]]:
    """Register a record as what the entries of a section are, or one kind of them.

    Records of one section are told apart by the one word that their field `kind` allows.

    Args:
        name: of the section.
        topic: what it is needed for.
        default: whether an entry that names no kind is of this one.

    Raises:
        ValueError: the section has a record of that kind, or is of another topic.
    """

    def register(record: type[Record_]) -> type[Record_]:
        own = _REGISTERED.setdefault(name, Section(name, topic))
        word = record.model_fields.get("kind")
        kind = get_args(word.annotation)[0] if word is not None else ""
        if own.topic != topic or kind in own.kinds or (own.kinds and "" in (kind, *own.kinds)):
            raise ValueError(f"`{name}` has a record already where {record.__name__} would be one")
        own.kinds[kind] = record
        if default or not kind:
            _REGISTERED[name] = replace(own, default=kind)
        return record

    return register


def sections_for(*topics: Topic) -> tuple[str, ...]:
    """The names of the sections of some topics; the header is none of them."""
    return tuple(s.name for s in SECTIONS.values() if s.topic in topics and s.name != HEADER)


class Named(NamedTuple):
    """An id that a value names."""

    path: tuple[str | int, ...]
    word: str
    ref: Ref


def names_in(record: type[BaseModel], value: Any) -> Iterator[Named]:
    """Every id that the data of one entry names, however deep; what is no text names nothing."""
    found: list[Named] = []
    _gather(value, _Node(records=(record,)), (), found)
    return iter(found)


@cache
def needs_of(record: type[Declared]) -> Mapping[str, str]:
    """The fields of a record that name entries without which it does not hold, and their sections.

    A field that names several needs all of them.
    """
    fields = {name: _node(f.annotation, f.metadata) for name, f in record.model_fields.items()}
    return {
        name: ref.section
        for name, node in fields.items()
        for ref in (*node.refs, *(r for item in node.items for r in item.refs))
        if ref.needed
    }


class _Node(NamedTuple):
    """What may stand at one place of an entry."""

    refs: tuple[Ref, ...] = ()
    records: tuple[type[BaseModel], ...] = ()
    items: tuple["_Node", ...] = ()
    """Of a list."""
    values: tuple["_Node", ...] = ()
    """Of a mapping whose keys are ids."""
    fields: Mapping[str, "_Node"] = MappingProxyType({})


def _gather(value: Any, node: _Node, path: tuple[str | int, ...], found: list[Named]) -> None:
    """Add every id that a value names, as far as what may stand there tells."""
    if isinstance(value, str):
        found.extend(Named(path, value, ref) for ref in node.refs)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            for inner in node.items:
                _gather(item, inner, (*path, index), found)
    elif isinstance(value, dict):
        records = [record for record in node.records if _may_be(value, record)]
        fields = [node.fields, *map(_fields, records)]
        for key, item in value.items():
            for inner in node.values:
                _gather(item, inner, (*path, key), found)
            for allowed in fields:
                if key in allowed:
                    _gather(item, allowed[key], (*path, key), found)
        for record in records:
            if issubclass(record, Record):
                for key, word, section in record.names_inside(value):
                    found.append(Named((*path, key), word, Ref(section)))


def _may_be(data: Mapping[str, Any], record: type[BaseModel]) -> bool:
    """Whether the data's `kind`, if the record has one, is the record's."""
    kinds = _kinds(record)
    return kinds is None or data.get("kind", kinds[0]) in kinds[1]


@cache
def _kinds(record: type[BaseModel]) -> tuple[Any, tuple[Any, ...]] | None:
    """What `kind` of a record is if nothing is said, and all it may be; None = it has none."""
    field = record.model_fields.get("kind")
    return None if field is None else (field.default, get_args(field.annotation))


@cache
def _fields(record: type[BaseModel]) -> Mapping[str, _Node]:
    """What may stand at each key of a record that can name something, by the keys of a file."""
    return {
        f.alias or name: node
        for name, f in record.model_fields.items()
        if name != "id" and any(node := _node(f.annotation, f.metadata))
    }


def _node(annotation: Any, metadata: Any = ()) -> _Node:
    """What an annotation allows, together with what its metadata read into it."""
    found = [_of_metadata(each) for each in metadata]
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        found.append(_node(parts[0], parts[1:]))
    elif origin in (tuple, list):
        found.append(_Node(items=tuple(_node(p) for p in parts if p is not Ellipsis)))
    elif origin is dict:
        found.append(_Node(values=(_node(parts[1]),)))
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        found.append(_Node(records=(annotation,)))
    elif origin is not Literal:
        found.extend(_node(part) for part in parts)
    return _merged(found)


def _of_metadata(each: Any) -> _Node:
    if isinstance(each, Ref):
        return _Node(refs=(each,))
    if isinstance(each, BeforeValidator):
        return _node(each.json_schema_input_type)
    if isinstance(each, Quantity):
        of_source = _Node(refs=(Ref("sources"),))
        return _Node(fields={"source": of_source._replace(items=(of_source,))})
    return _Node()


def _merged(nodes: list[_Node]) -> _Node:
    return _Node(
        refs=tuple(dict.fromkeys(r for n in nodes for r in n.refs)),
        records=tuple(dict.fromkeys(r for n in nodes for r in n.records)),
        items=tuple(i for n in nodes for i in n.items),
        values=tuple(v for n in nodes for v in n.values),
        fields={k: v for n in nodes for k, v in n.fields.items()},
    )
