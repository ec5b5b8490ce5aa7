"""What of a party's part is cash, so that a plan in cash is not held against one with loans."""

from typing import NamedTuple

from noroshi.ledger.account import Account, Item, Restated
from noroshi.ledger.prices import Money, Prices, deflated
from noroshi.ledger.span import Span, added, meet
from noroshi.questions.ledger.compute import Chapter


class Ways(NamedTuple):
    """How one party bears its part."""

    cash: Money
    upper_limit: bool
    """Whether the cash is 'up to'."""
    others: tuple[Item, ...]
    """What is not given: invested, lent, saved, spent on one's own; empty = all is cash."""

    @property
    def other(self) -> Money:
        """The sum of what is not cash."""
        return self.cash._replace(amount=added(i.money.amount for i in self.others))


def ways(account: Account, payer: str) -> Ways | None:
    """What a party gives in cash and what otherwise; None where no cash of its is declared."""
    own = [i for i in account.items if i.payer == payer]
    cash = [i for i in own if i.means == "cash"]
    if not cash or len({(i.money.currency, i.money.year) for i in own}) > 1:
        return None
    given = cash[0].money._replace(amount=added(i.money.amount for i in cash))
    others = tuple(i for i in own if i.means != "cash")
    return Ways(given, all(i.upper_limit for i in cash), others)


def kept(now: Chapter, earlier: Chapter, payer: str, prices: Prices) -> Restated | None:
    """How the cash of an earlier plan was restated, if all that is borne now is no less than it.

    No less: by every declared index the older amount makes at most the newer one. None where the
    plans do not say so, where both are of one kind, or where no index is declared.
    """
    new, old = ways(now.money, payer), ways(earlier.money, payer)
    if new is None or old is None or new.others or not old.others:
        return None
    cash = {i.id for i in now.money.items if i.payer == payer}
    rows = [r for r in now.restated if r.cost in cash and meet(_told(r, prices), old.cash.amount)]
    same = rows and all(r.by_index.amount.best <= r.newer.amount.best for r in rows)
    return rows[0] if same else None


def _told(row: Restated, prices: Prices) -> Span:
    """The older amount in the prices in which the ledger is told."""
    if prices.by is None or prices.year is None:
        return row.older.amount
    return deflated(row.older, prices.by, prices.year).amount
