"""Values that a scenario lays, without a source, over those of another: what was declared there.

Who sets a value sources nothing by it, and the sources of the record speak of what stood there
before. So a control of such a value says that it was set, and holds what is declared below.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from noroshi.errors import ScenarioError
from noroshi.scenario.loading import ReadWorld, extended_by
from noroshi.web.records import Control

_SAME: Final = ("value", "low", "high", "unit")


def with_declared(controls: Sequence[Control], below: Mapping[str, Control]) -> list[Control]:
    """The same controls; those that differ, without a source of their own, from what they are laid
    over are `set`.

    A record that names other sources than the one below speaks for itself.

    Args:
        controls: of a world.
        below: those of the world that it extends, by path; empty = it extends none.
    """
    return [_one(control, below.get(control.path)) for control in controls]


def _one(control: Control, under: Control | None) -> Control:
    if under is None or control.sources or control.record_sources != under.record_sources:
        return control
    if all(getattr(control, name) == getattr(under, name) for name in _SAME):
        # Written again as it was, or untouched: as it is there.
        same = {"basis": under.basis, "declared": under.declared}
        return control.model_copy(update=same | _trust(under))
    declared = under if under.declared is None else under.declared
    return control.model_copy(update={"basis": "set", "declared": declared})


def _trust(under: Control) -> dict[str, object]:
    return {"sources": under.sources, "grade": under.grade}


def worlds_below(found: ReadWorld) -> Iterator[ReadWorld]:
    """The world that a scenario extends, if it does and stands by itself."""
    try:
        under = extended_by(found)
    except ScenarioError:
        return
    if under is not None:
        yield under
