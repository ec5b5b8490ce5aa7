"""Everything that a ledger is made from."""

from collections.abc import Iterator, Mapping
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
        """Agreements, each before the one that replaces it; the last is the one that holds."""
        agreed = [p for p in self.plans.values() if not p.estimate]
        return tuple(sorted(agreed, key=lambda p: (p.since or date.min, p.id)))

    def of(self, plan: str | None) -> Iterator[Force | Move | Cost | Total]:
        """The forces, moves, costs and totals of one plan; None = what happened."""
        for part in (self.forces, self.moves, self.costs, self.totals):
            yield from (e for e in part.values() if e.plan == plan)
