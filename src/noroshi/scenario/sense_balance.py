"""What parties give and are able to: counted once, and in one currency."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from noroshi.ledger.contributions import Ability, PartyContribution
from noroshi.scenario.overlapping import overlapping
from noroshi.scenario.records import Scenario
from noroshi.world.document import Notice
from noroshi.world.merging import Tree

Counted = TypeVar("Counted", Ability, PartyContribution)


def check_balance(tree: Tree, scenario: Scenario) -> None:
    """Report what is counted twice, and amounts whose shares nobody could tell."""
    for path, what, hint in (
        *_twice("abilities", scenario.abilities.values(), _ability),
        *_twice("contributions", scenario.contributions.values(), _contribution),
        *_currencies("abilities", scenario.abilities.values(), lambda a: a.quantity),
        *_currencies("contributions", scenario.contributions.values(), lambda c: c.group),
    ):
        tree.problem(path, what, hint=hint)


def _ability(entry: Ability) -> Hashable:
    return entry.party, entry.quantity, entry.year


def _contribution(entry: PartyContribution) -> Hashable:
    return entry.party, entry.group, entry.years


def _twice(
    section: str, entries: Iterable[Counted], of: Callable[[Counted], Hashable]
) -> Iterator[Notice]:
    for second, first in overlapping(entries, of):
        what = f"'{first.id}' counts the same, of the same years"
        yield (section, second.id), what, "where sources differ, write low, best and high"


def _currencies(
    section: str, entries: Iterable[Counted], of: Callable[[Counted], Hashable]
) -> Iterator[Notice]:
    """Shares are of one whole, so that all of a kind are in one currency."""
    first: dict[Hashable, Counted] = {}
    for entry in entries:
        if entry.amount is None:
            continue
        other = first.setdefault(of(entry), entry)
        if other.amount is not None and other.amount.kind != entry.amount.kind:
            what = f"the amount is in {entry.amount.kind}, that of '{other.id}' in another currency"
            yield (section, entry.id, "amount"), what, f"write it in {other.amount.kind}"
