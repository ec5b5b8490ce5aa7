"""The numbers of a ledger as its words and tables read them."""

from typing import NamedTuple

import numpy as np

from noroshi.ledger.span import Span
from noroshi.present.words import in_sentence
from noroshi.questions.answer import Numbers, PlainData
from noroshi.questions.ledger.wording import money


class LedgerNumbers(Numbers):
    """The numbers of a ledger, and which of its rows are of a plan."""

    def bounds(self, variable: str, **at: str) -> Span:
        """Low, best and high."""
        return Span(*map(float, self.array(variable, **at)))

    def has(self, variable: str, **at: str) -> bool:
        """Whether there is a number."""
        return bool(np.isfinite(self.array(variable, **at)).all())

    def rows(self, axis: str, **alike: str) -> list[str]:
        """Ids of an axis' entries of which these words hold, in their order."""
        keep = np.ones(self.plain.sizes[axis], dtype=bool)
        for variable, word in alike.items():
            keep &= self.plain[variable] == word
        return [str(key) for key in self.plain[axis][keep]]

    def entry(self, axis: str, key: str) -> str:
        """What an entry is called; the id of one that is not there."""
        return self.names(axis).get(key, key)

    def party(self, key: str) -> str:
        """A party in a sentence."""
        return in_sentence(self.entry("party", key))

    def payers(self, plan: str, *, stated: bool | None = None) -> list[str]:
        """Parties that bear a part of the sum; of those whose part is stated, or is not."""
        told = self.array("borne_stated", plan=plan)
        wanted = np.isfinite(told) if stated is None else told == float(stated)
        found = [str(key) for key in self.plain["party"][wanted]]
        # Who bears the rest comes last.
        return sorted(found, key=lambda p: not self.number("borne_stated", plan=plan, party=p))

    def moves(self, plan: str) -> list[str]:
        """Ids of the moves of military people."""
        return self.rows("move", move_plan=plan, move_who="military")

    def sum(self, plan: str) -> str:
        """The sum with its prices: "8.6 billion USD in prices of fiscal year 2012"."""
        amount = money(self.bounds("sum", plan=plan), self.word("sum_currency", plan=plan))
        return f"{amount} in prices of {self.year('sum_price_year', plan=plan)}"

    def year(self, variable: str, **at: str) -> str:
        """ "fiscal year 2012"."""
        return f"fiscal year {self.number(variable, **at):.0f}"


class ComparedPlans(NamedTuple):
    """A plan that holds, and the one that it is compared with."""

    numbers: LedgerNumbers
    key: str
    plan: str
    earlier: str


def chains(data: PlainData) -> list[ComparedPlans]:
    """Of a ledger, the newest agreement's first."""
    numbers = LedgerNumbers(data)
    return [
        ComparedPlans(
            numbers, str(key), *(numbers.word(v, chain=key) for v in ("holds", "compared_with"))
        )
        for key in data["chain"]
    ]
