"""What each owner of sensors pays by the ledger, in words."""

from collections.abc import Iterator, Sequence
from typing import Final

from noroshi.amounts import amount_words, people
from noroshi.ledger.account import Contribution, account
from noroshi.ledger.books import Books
from noroshi.ledger.prices import Prices
from noroshi.present.words import share
from noroshi.questions.shares.balance import Effort, FairShares
from noroshi.scenario.records import Scenario

NOT_DECLARED: Final = "nothing is declared"


def account_of(world: Scenario, owners: Sequence[str], found: FairShares) -> dict[str, list[str]]:
    """What the ledger holds of each owner on the day of a world.

    Args:
        world: cut at its day.
        owners: of sensors, by id.
        found: what parties give, whose last posture is that of the world.

    Returns:
        By variable, a text for each owner: what it pays in a year, for forces stationed, and by the
        plans in force; and its people under arms, with those counted on places.
    """
    return {
        "pays": [_said(_pays(world, owner, found)) for owner in owners],
        "stations": [_said(_stations(world, owner, found)) for owner in owners],
    }


def _said(parts: Iterator[str]) -> str:
    return "; ".join(parts) or NOT_DECLARED


def _pays(world: Scenario, owner: str, found: FairShares) -> Iterator[str]:
    """What it spends, its part of each stationing and plan, and each year beside any plan."""
    yield from _given(found, owner, "spending", "military spending")
    for effort in found.efforts:
        if effort.id.startswith("stationing-") and owner in effort.parties:
            part = found.given_share[-1, found.efforts.index(effort), found.parties.index(owner)]
            yield f"{share(float(part.mean()))} of the {effort.name}"
    books = Books.of(world)
    for *_, plan in books.chains():
        made = account(books, plan.id, Prices())
        borne = next((p for p in made.parts if p.payer == owner), None)
        if borne is not None and made.total is not None:
            total = amount_words(made.total.amount.best, made.total.currency)
            yield f"{_part(borne)} of {total} by the {plan.name}"
    for cost in books.costs.values():
        if cost.payer == owner and cost.plan is None and cost.years is not None:
            yield f"{amount_words(cost.amount.best, cost.amount.kind)} a year, {cost.item}"


def _stations(world: Scenario, owner: str, found: FairShares) -> Iterator[str]:
    """Its people under arms, and those counted at places but for what a larger count holds."""
    yield from _given(found, owner, "forces", "under arms")
    for force in world.forces.values():
        if force.party == owner and force.plan is None and force.part_of is None:
            yield f"{people(force.number.best)} in {world.places[force.place].name}"


def _given(found: FairShares, owner: str, task: str, words: str) -> Iterator[str]:
    """What it gives to one task, without its bounds."""
    effort: Effort | None = next((e for e in found.efforts if e.id == task), None)
    if effort is not None and owner in effort.parties:
        side = effort.given[-1][effort.parties.index(owner)]
        if side.entry:
            number, _, year = side.told.rpartition(", ")
            yield f"{number.partition(' (')[0]} {words}, {year}"


def _part(part: Contribution) -> str:
    return f"{'up to ' if part.upper_limit else ''}{share(part.share.best)}"
