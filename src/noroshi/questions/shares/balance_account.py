"""What each owner of sensors pays by the ledger, in words."""

from collections.abc import Iterator, Sequence
from typing import Final

from noroshi.amounts import amount_words, people
from noroshi.ledger.account import Contribution, account
from noroshi.ledger.books import Books
from noroshi.ledger.prices import Prices
from noroshi.ledger.span import Span
from noroshi.present.words import share
from noroshi.scenario.records import Scenario

NOT_DECLARED: Final = "nothing is declared"


def account_of(world: Scenario, owners: Sequence[str]) -> dict[str, list[str]]:
    """What the ledger holds of each owner on the day of a world.

    Returns:
        By variable, a text for each owner: what it pays by the plans in force and each year, and
        how many people it has on others' soil.
    """
    books = Books.of(world)
    return {
        "pays": [_said(_pays(books, owner)) for owner in owners],
        "stations": [_said(_stations(world, owner)) for owner in owners],
    }


def _said(parts: Iterator[str]) -> str:
    return "; ".join(parts) or NOT_DECLARED


def _pays(books: Books, owner: str) -> Iterator[str]:
    """Its part of the last plan of each chain, and what it pays each year beside any plan."""
    for *_, plan in books.chains():
        made = account(books, plan.id, Prices())
        part = next((p for p in made.parts if p.payer == owner), None)
        if part is not None and made.total is not None:
            total = amount_words(made.total.amount.best, made.total.currency)
            yield f"{_part(part)} of {total} by the {plan.name}"
    for cost in books.costs.values():
        if cost.payer == owner and cost.plan is None and cost.years is not None:
            amount = amount_words(cost.amount.best, cost.amount.kind)
            yield f"{amount} a year, {cost.item}"


def _part(part: Contribution) -> str:
    return f"{'up to ' if part.upper_limit else ''}{_share(part.share)}"


def _share(of: Span) -> str:
    return share(of.best)


def _stations(world: Scenario, owner: str) -> Iterator[str]:
    """Its people at places as they are counted, but for those that a larger count holds."""
    for force in world.forces.values():
        if force.party == owner and force.plan is None and force.part_of is None:
            yield f"{people(force.number.best)} in {world.places[force.place].name}"
