"""Which values, set over one tree, make another: the other way of `values.laid_over`."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from noroshi.world import HEADER
from noroshi.world.document import Path_
from noroshi.world.merging import Tree, dotted
from noroshi.world.patching import shared_unknowns, value_at
from noroshi.world.values import SHARED, with_values


def set_between(
    below: Tree, above: Tree, able: Collection[str], most: int
) -> dict[str, Any] | None:
    """By dotted path, what has to be set over one tree to make another, headers apart.

    Args:
        below: a scenario without problems; it is not written to.
        above: another one; nor is this.
        able: paths that may be set; an unknown that several share is set before its parts are.
        most: values that may be set.

    Returns:
        Values as files hold them, `None` for an entry that is taken out. None itself where so many
        values at these paths do not make the one of the other.

    Example:
        >>> from noroshi.scenario.loading import read
        >>> tree, path = read("small").tree, "sensors.north-radar.availability"
        >>> set_between(tree, with_values(tree, {path: 0.5}, "--set"), {path}, 1)
        {'sensors.north-radar.availability': 0.5}
    """
    together = dict(_together(below, above, able))
    values = {f"{SHARED}.{word}": value for word, (value, _) in together.items()}
    alone = frozenset(able) - {dotted(p) for _, paths in together.values() for p in paths}
    sections = [name for name in below.data if name != HEADER]
    for section in sections:
        path = (section,)
        values |= dict(_differing(below.data[section], above.data[section], path, alone))
    if len(values) > most:
        return None
    made = with_values(below, values, "")
    if made.problems or any(made.data[name] != above.data[name] for name in sections):
        return None
    return values


def _together(
    below: Tree, above: Tree, able: Collection[str]
) -> Iterator[tuple[str, tuple[Any, list[Path_]]]]:
    """Unknowns that several share and that are certain above, all alike: the value, and paths."""
    known: dict[str, list[Path_]] = {}
    for path, word in shared_unknowns(below.data):
        known.setdefault(word, []).append(path)
    for word, paths in known.items():
        was, now = ([_certain(value_at(t.data, path)) for path in paths] for t in (below, above))
        alike = now[0] is not None and all(value == now[0] for value in now)
        if f"{SHARED}.{word}" in able and alike and now != was:
            yield word, (now[0], paths)


def _certain(estimate: Any) -> Any:
    """The value of an estimate whose bounds leave no room; None of any other, and of nothing."""
    held = estimate if isinstance(estimate, Mapping) else {}
    low, best, high = (held.get(name) for name in ("low", "best", "high"))
    return best if low == best == high else None


def _differing(
    below: Any, above: Any, path: Path_, able: Collection[str]
) -> Iterator[tuple[str, Any]]:
    """What differs at a path or inside it, each at the innermost path that may be set."""
    if below == above:
        return
    if isinstance(below, Mapping) and isinstance(above, Mapping):
        for step in [*below, *(key for key in above if key not in below)]:
            yield from _differing(below.get(step), above.get(step), (*path, step), able)
    elif isinstance(below, list) and isinstance(above, list) and len(below) == len(above):
        for step, (was, now) in enumerate(zip(below, above, strict=True)):
            yield from _differing(was, now, (*path, step), able)
    elif (word := dotted(path)) in able:
        yield word, above
