"""Everything that a ledger is made from."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

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

    def chain(self) -> tuple[Plan, ...]:
        """The agreement that holds, and before it what it replaced, the oldest first.

        Of several that nothing has replaced, the newest; empty when nothing was agreed.
        """
        agreed = {i: p for i, p in self.plans.items() if not p.estimate}
        replaced = {p.replaces for p in agreed.values()}
        open_ = [p for i, p in agreed.items() if i not in replaced]
        last = max(open_, key=lambda p: p.since or date.min, default=None)
        found: list[Plan] = []
        while last is not None:
            found.append(last)
            last = agreed.get(last.replaces or "")
        return tuple(reversed(found))
