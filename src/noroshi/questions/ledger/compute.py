"""The whole answer at a date: the plan that holds, the one before, and what has happened."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from noroshi.errors import NoroshiError
from noroshi.ledger.account import Account, Item, Restated, account, item, restated
from noroshi.ledger.books import Books
from noroshi.ledger.prices import Money, Prices, money_of, told
from noroshi.ledger.records import Milestone, Plan
from noroshi.ledger.span import Span
from noroshi.questions.ledger import nothing_agreed
from noroshi.questions.ledger.flows import Balance, Flow, Stand, balances, flows, off, stands


class Chapter(NamedTuple):
    """One plan: who moves and who pays by it."""

    plan: Plan
    moves: tuple[Flow, ...]
    balances: tuple[Balance, ...]
    off: Mapping[str, Span]
    """Military people that leave each place."""
    money: Account
    restated: tuple[Restated, ...]


class Payment(NamedTuple):
    """A sum that was paid, as it was stated, and whose."""

    id: str
    item: str
    payers: tuple[str, ...]
    money: Money


class Ledger(NamedTuple):
    """What is known at one date."""

    day: date | None
    prices: Prices
    now: Chapter
    """The last agreement; of several that hold side by side, the newest."""
    chapters: tuple[Chapter, ...]
    """The last agreement after those that it replaced, one after the other."""
    others: tuple[tuple[Chapter, ...], ...]
    """Agreements that hold beside it, each after those that it replaced."""
    estimates: tuple[Chapter, ...]
    """What others reckoned."""
    moved: tuple[Flow, ...]
    """What happened."""
    paid: tuple[Payment, ...]
    beside: tuple[Item, ...]
    """Costs of no plan that are in no sum: upkeep, purchases."""
    stands: tuple[Stand, ...]
    milestones: tuple[Milestone, ...]


def ledger(books: Books, day: date | None, prices: Prices) -> Ledger:
    """The ledger of books cut at a date.

    Raises:
        NoroshiError: no agreement had been made by then, or a year has no price level.
    """
    chains = [tuple(chapter(books, plan, prices) for plan in c) for c in books.chains()]
    if not chains:
        when = "" if day is None else f" by {day}"
        why = nothing_agreed(books.plans)
        raise NoroshiError(
            f"no agreement is declared{when}" + (f": {why}" if why else "; declare one in `plans:`")
        )
    inner = {part for t in books.totals.values() if t.plan is None for part in t.parts}
    loose = [c for c in books.costs.values() if c.plan is None and c.id not in inner]
    reckoned = [p for p in books.plans.values() if p.estimate]
    return Ledger(
        day=day,
        prices=prices,
        now=chains[0][-1],
        chapters=chains[0],
        others=tuple(chains[1:]),
        estimates=tuple(chapter(books, plan, prices) for plan in reckoned),
        moved=flows(books, None),
        paid=_paid(books, prices),
        beside=tuple(item(c, prices) for c in loose),
        stands=stands(books),
        milestones=tuple(sorted(books.milestones.values(), key=lambda m: m.since or date.min)),
    )


def chapter(books: Books, plan: Plan, prices: Prices) -> Chapter:
    """One plan's moves and money."""
    moves = flows(books, plan.id)
    return Chapter(
        plan=plan,
        moves=moves,
        balances=balances(books, plan.id),
        off={place: off(books, plan.id, place) for place in dict.fromkeys(m.leaves for m in moves)},
        money=account(books, plan.id, prices),
        restated=restated(books, plan.id),
    )


def _paid(books: Books, prices: Prices) -> tuple[Payment, ...]:
    sums = [t for t in books.totals.values() if t.plan is None and t.amount is not None]
    return tuple(
        Payment(
            t.id,
            t.item,
            tuple(dict.fromkeys(books.costs[p].payer for p in t.parts if p in books.costs)),
            told(money_of(t), prices),
        )
        for t in sums
    )
