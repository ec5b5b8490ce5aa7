"""Values laid over others, field by field, and where each then stands in the files.

The rule is that of JSON Merge Patch (RFC 7396): mappings are merged at every depth, `null` takes
out what was there, and everything else, lists too, replaces it. Beyond the rule: a mapping of
another `kind` replaces the whole, since its fields mean other things; and an estimate with a new
number drops the source, the grade and the note of the old one, and keeps `shared_as`.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from noroshi.world.document import Marks, Path_

_NUMBERS: Final = frozenset({"low", "best", "high"})
_OF_THE_NUMBER: Final = ("source", "grade", "note")


def patched(base: Any, own: Any) -> Any:
    """`own` laid over `base`; neither is changed, and unchanged parts are shared."""
    if not (isinstance(base, Mapping) and isinstance(own, Mapping)) or _of_other_kinds(base, own):
        return own
    return patched_fields(base, own)


def patched_fields(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """One mapping laid over another, whatever their kinds."""
    restated = not _NUMBERS.isdisjoint(own)
    merged = {k: v for k, v in base.items() if not (restated and k in _OF_THE_NUMBER)}
    for key, value in own.items():
        if value is None and key in base:
            merged.pop(key, None)
        else:
            merged[key] = patched(base.get(key), value)
    return merged


def patched_marks(data: Any, base: Marks, own: Marks) -> Marks:
    """Where the values of patched data stand: where `own` says, and else where `base` does."""
    return {path: mark for path, mark in {**base, **own}.items() if holds(data, path)}


def holds(data: Any, path: Path_) -> bool:
    """Whether there is something at a path, `null` included."""
    for step in path:
        if isinstance(data, Mapping):
            if step not in data:
                return False
        elif not isinstance(data, list) or not isinstance(step, int) or step >= len(data):
            return False
        data = data[step]
    return True


def value_at(data: Any, path: Path_) -> Any:
    """What stands at a path; None = nothing."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def shared_unknowns(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """Every estimate that is `shared_as` a word: where it stands, and the word."""
    if isinstance(value, Mapping):
        if isinstance(word := value.get("shared_as"), str):
            yield path, word
        for key, item in value.items():
            yield from shared_unknowns(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from shared_unknowns(item, (*path, index))


def _of_other_kinds(base: Mapping[str, Any], own: Mapping[str, Any]) -> bool:
    return "kind" in base and "kind" in own and base["kind"] != own["kind"]
