"""Which numbers of a table a set value changed most: a reader meets the first two rows."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from noroshi.present.apart import LESS, moves, size
from noroshi.present.cells import FORMS

SLIGHT: Final = ", not measurable"
"""Behind a gain that is too little to count, or that the draws are too few to tell."""
_CLEARLY: Final = 2.0
"""So many times the first change is one that a sentence names beside it."""


class ChangedNumber(NamedTuple):
    """A number of a table that a set value changed, as it is printed."""

    name: tuple[str, ...]
    """Of its row."""
    column: int
    cells: list[str]
    """Declared, set, and the change."""
    called: str
    """What it is called in a sentence."""
    form: str
    """Of the change: a key of `present.cells.FORMS`."""
    chance: str
    """By how much so many draws leave it uncertain; empty where that is not known."""
    slight: Sequence[bool]
    """Which of the cells is a gain that is not measurable."""
    leads: bool
    """Whether it is told first, and though it stays: it is what the verdict is about."""

    @property
    def told(self) -> list[str]:
        """The cells, those that are not measurable with words that say so."""
        return [_with(c, SLIGHT) if s else c for c, s in zip(self.cells, self.slight, strict=True)]

    @property
    def moves(self) -> bool:
        """Whether it changes by more than nothing, as it is told."""
        return moves(self.cells[-1])

    @property
    def sizes(self) -> tuple[float, float]:
        """Between which sizes it lies by what can be told: what comes or goes has none."""
        found = size(self.cells[-1])
        if found is None or FORMS[self.form].unit == _MONEY:
            return 0.0, 0.0
        by_chance = (size(self.chance) or (0.0, 0.0))[1]
        return max(0.0, found[0] - by_chance), found[1] + by_chance


def _with(cell: str, words: str) -> str:
    """A cell with words behind its middle value: nothing, and less than something, say it."""
    middle, *interval = cell.partition(" (")
    said = moves(middle) and size(middle) is not None and not middle.startswith(LESS)
    return "".join([middle, words, *interval]) if said else cell


_MONEY: Final = "currency"
"""Of several currencies."""


def by_size(changes: Sequence[ChangedNumber]) -> list[ChangedNumber]:
    """First what moved first, which the verdict is about; then each column by size beyond chance.

    What moved by nothing that is told comes last.
    """
    told = [change for change in changes if change.moves or change.leads]
    columns = list(dict.fromkeys(change.column for change in told))
    first, others = told[:1], told[1:]
    others.sort(key=lambda c: (columns.index(c.column), -c.sizes[0]))
    return [*first, *others, *(c for c in changes if c not in told)]


def largest(changes: Sequence[ChangedNumber]) -> str:
    """The second of some changes `by_size` in a sentence, where it is clearly more than the first.

    Empty where none of its column is.
    """
    if len(changes) < 2 or not _clearly_more(changes[1], changes[0]):
        return ""
    second = changes[1]
    who = f" is for {', '.join(second.name)}" if second.name else ""
    return f"The largest change{who}: {second.called} {_in_words(second)}."


def _clearly_more(one: ChangedNumber, first: ChangedNumber) -> bool:
    least, most = one.sizes[0], first.sizes[1]
    counts = one.column == first.column and not one.slight[-1]
    return counts and least > 0.0 and least >= _CLEARLY * most


def _in_words(change: ChangedNumber) -> str:
    """How much more or less, with its unit: "9 s more"."""
    middle = change.cells[-1].partition(" (")[0]
    unit = FORMS[change.form].head
    side = "less" if "−" in middle else "more"
    said = middle.replace("+", "").replace("−", "")
    return f"{said}{f' {unit}' if unit and unit not in said else ''} {side}"
