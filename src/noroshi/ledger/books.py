"""Everything that a ledger is made from."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from noroshi.ledger.records import Cost, Deflator, Force, Milestone, Move, Plan, Rate, Total


class Books(NamedTuple):
    """The declared entries by id."""

    plans: Mapping[str, Plan]
    forces: Mapping[str, Force]
    moves: Mapping[str, Move]
    costs: Mapping[str, Cost]
    totals: Mapping[str, Total]
    deflators: Mapping[str, Deflator]
    rates: Mapping[str, Rate]
    milestones: Mapping[str, Milestone]

    @classmethod
    def of(cls, scenario: Any) -> "Books":
        """Those of a scenario, cut at a date or whole."""
        return cls(*(getattr(scenario, name) for name in cls._fields))

    def chains(self) -> tuple[tuple[Plan, ...], ...]:
        """Each agreement that nothing has replaced, after what it replaced, the oldest first.

        The chain of the newest agreement comes first; empty when nothing was agreed.
        """
        agreed = {i: p for i, p in self.plans.items() if not p.estimate}
        replaced = {p.replaces for p in agreed.values()}
        last = [p for i, p in agreed.items() if i not in replaced]
        last.sort(key=lambda p: p.since or date.min, reverse=True)
        return tuple(_back_from(plan, agreed) for plan in last)


def _back_from(plan: Plan, agreed: Mapping[str, Plan]) -> tuple[Plan, ...]:
    found = [plan]
    while (older := agreed.get(found[-1].replaces or "")) is not None:
        found.append(older)
    return tuple(reversed(found))
