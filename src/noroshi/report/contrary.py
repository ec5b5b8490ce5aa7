"""Gains that a set value moves against the times that they are differences of, in a sentence.

A gain may grow though everything is told later: where the earlier posture loses more than the
later one. Without a word for it a reader takes the growth for a help.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from noroshi.present.words import listed, roughly
from noroshi.questions.answer import DRAW, Table
from noroshi.stats import CLEAR, sampled

_LEAST: Final = 0.5
"""A change of less is no time in a sentence [s]."""
_NOTHING: Final = 0.05
"""A change of less is none at all [s]."""
_NAMED: Final = 3
"""Of further rows of which the same is true, so many are named."""


class _Mean(NamedTuple):
    """A mean over the draws [s]."""

    mean: float
    error: float
    """Of sampling."""

    @property
    def side(self) -> int:
        """1 where it is more by what can be told, −1 where less; 0 where the draws may err."""
        clear = abs(self.mean) - CLEAR * self.error >= _LEAST  # never of NaN
        return 0 if not clear else 1 if self.mean > 0.0 else -1

    @property
    def none(self) -> bool:
        """Whether it is told as nothing."""
        return abs(self.mean) < _LEAST

    @property
    def hardly(self) -> str:
        """How much it is where it is told as nothing; beside another it may tip a rounding."""
        return "not at all" if abs(self.mean) < _NOTHING else "hardly"

    @property
    def size(self) -> str:
        """How much it is, in words."""
        return roughly(abs(self.mean), self.error)


class _Moved(NamedTuple):
    """By how much a set value moves one row."""

    name: str
    before: _Mean
    after: _Mean
    gain: _Mean


def contrary(table: Table, other: Table) -> str:
    """Which gains of a table grow only because all is later, or shrink because it is earlier.

    Args:
        table: with what is set.
        other: the same table of the world as declared.

    Returns:
        A sentence for the first such gain, and one that names others; empty where there is none,
        or no column of the table tells of which levels it is the difference.
    """
    moved = [one for c in table.columns if c.levels for one in _moved(table, other, c.levels)]
    return " ".join(said for side in (1, -1) for said in _said(table, moved, side))


def _moved(table: Table, other: Table, levels: str) -> Iterator[_Moved]:
    """What a set value moves of each row of a table."""
    now, was = (t.data[levels] for t in (table, other))
    change = (now - was).reindex_like(now).transpose("posture", *table.rows, DRAW)
    kept = {axis: [*table.keep.get(axis, change[axis].to_numpy())] for axis in table.rows}
    before, after = (change.sel({"posture": p, **kept}).to_numpy() for p in ("before", "after"))
    means = [sampled(values) for values in (before, after, after - before)]
    names = [[str(table.data[f"{a}_name"].sel({a: e}).item()) for e in kept[a]] for a in table.rows]
    for index in np.ndindex(before.shape[:-1]):
        told = (_Mean(float(m.mean[index]), float(m.mean_error[index])) for m in means)
        yield _Moved(", ".join(n[i] for n, i in zip(names, index, strict=True)), *told)


def _said(table: Table, moved: list[_Moved], side: int) -> Iterator[str]:
    """Of gains that move to a side, and whose later level does not."""
    found = [m for m in moved if m.gain.side == side and (m.after.side == -side or m.after.none)]
    if not found:
        return
    first, *others = found
    grows, comes = ("grows", "later") if side > 0 else ("shrinks", "earlier")
    was, now = (_label(table, p) for p in ("before", "after"))
    after = f"by {first.after.size}" if not first.after.none else first.after.hardly
    yield (
        f"{first.name}: the gain {grows} only because warning comes {comes}, by "
        f"{first.before.size} with the posture of {was}, {after} with that of {now}."
    )
    if len(others) > _NAMED:
        yield f"So it is in {len(others)} other rows."
    elif others:
        yield f"So it is for {listed([m.name for m in others])}."


def _label(table: Table, posture: str) -> str:
    """What a posture is called beside the other: its date, or its scenario."""
    name = str(table.data["posture_name"].sel(posture=posture).item())
    return name.partition(", ")[2] or name
