"""The part of a scenario that a ledger is made from."""

from noroshi.ledger.books import Books
from noroshi.scenario.records import Scenario


def books_of(scenario: Scenario) -> Books:
    """Plans, forces, moves, costs and what goes with them, of a scenario cut at a date or whole."""
    return Books(**{name: getattr(scenario, name) for name in Books._fields})
