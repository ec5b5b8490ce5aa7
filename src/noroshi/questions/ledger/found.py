"""What is asked of a ledger: which day, which plan to compare with, in the prices of which year."""

from datetime import date
from typing import NamedTuple

from noroshi.errors import NoroshiError
from noroshi.ledger.books import Books
from noroshi.ledger.prices import Prices
from noroshi.questions.ledger.compute import Chapter, Ledger, chapter, ledger
from noroshi.scenario import Scenario


class LedgerComparison(NamedTuple):
    """A ledger, and the plans that are compared."""

    world: Scenario
    """Cut at the day of the ledger."""
    ledger: Ledger
    earlier: Chapter
    """The plan to compare with: the one that held on another day, or the first of the chain."""
    earlier_of_others: tuple[Chapter, ...] = ()
    """That plan of each chain of agreements that stands beside it."""

    @property
    def each(self) -> tuple["LedgerComparison", ...]:
        """Every chain of agreements as if it were the only one; that of the newest comes first."""
        alone = self._replace(ledger=self.ledger._replace(others=()), earlier_of_others=())
        beside = zip(self.ledger.others, self.earlier_of_others, strict=True)
        return alone, *(
            alone._replace(
                ledger=alone.ledger._replace(now=chain[-1], chapters=chain), earlier=earlier
            )
            for chain, earlier in beside
        )

    @property
    def compared(self) -> tuple[Chapter, ...]:
        """From the plan to compare with to the one that holds, in order; never empty."""
        chapters = self.ledger.chapters
        first = next((i for i, c in enumerate(chapters) if c.plan.id == self.earlier.plan.id), 0)
        return chapters[first:]


def find(
    whole: Scenario,
    day: date,
    *,
    against: date | None = None,
    in_year: int | None = None,
    index: str | None = None,
) -> LedgerComparison:
    """The ledger at a date, and the plan that it is compared with.

    Args:
        whole: of all dates.
        day: what was decided and done by then.
        against: whose plan is compared with; None = the first one of each chain.
        in_year: fiscal year in whose prices money is told; None = as stated.
        index: id of the price index to use; None = the first that is declared.

    Raises:
        NoroshiError: no agreement had been made by one of the days, or the index cannot be used.
    """
    world = whole.at(day)
    prices = _prices(world, in_year, index)
    made = ledger(Books.of(world), day, prices)
    if against is None:
        return LedgerComparison(
            world, made, made.chapters[0], tuple(chain[0] for chain in made.others)
        )
    return LedgerComparison(world, made, *_held(whole.at(against), made, prices))


def _held(other: Scenario, made: Ledger, prices: Prices) -> tuple[Chapter, tuple[Chapter, ...]]:
    """The plan that held on another day: of the chain that is told first, and of each beside it."""
    books = Books.of(other)
    chains = books.chains()
    if not chains:
        raise NoroshiError(f"--against: no agreement had been made by {other.day}")

    def of(chapters: tuple[Chapter, ...]) -> Chapter | None:
        ids = {c.plan.id for c in chapters}
        then = next((c[-1] for c in chains if ids & {p.id for p in c}), None)
        if then is None:
            return None
        known = next((c for c in chapters if c.plan.id == then.id), None)
        return known or chapter(books, then, prices)

    # A chain that had not begun by then has nothing to be compared with but itself.
    others = tuple(of(chain) or chain[-1] for chain in made.others)
    told = {c.plan.id for chain in made.others for c in chain}
    strangers = [c[-1] for c in chains if not told & {p.id for p in c}]
    other_plan = chapter(books, strangers[0], prices) if strangers else made.now
    return of(made.chapters) or other_plan, others


def _prices(world: Scenario, in_year: int | None, index: str | None) -> Prices:
    """As stated, or in one year's prices by a declared index."""
    known = world.deflators
    if index is not None and index not in known:
        listed = ", ".join(known) or "none is declared"
        raise NoroshiError(f"--index: there is no index '{index}'; declared: {listed}")
    if in_year is None:
        if index is not None:
            raise NoroshiError("--index needs --in-year: the fiscal year whose prices are meant")
        return Prices()
    if not known:
        raise NoroshiError(
            "--in-year: no price index is declared; declare one under `deflators:`, e.g. "
            "`usd: {name: gross domestic product, currency: USD, index: {2012: 100, 2013: 101.8}}`"
        )
    return Prices(in_year, known[index or next(iter(known))], world.rates)
