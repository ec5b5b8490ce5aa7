"""The work behind `noroshi ledger`."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from noroshi.cli.postures import day, declared
from noroshi.cli.printing import print_document
from noroshi.errors import NoroshiError
from noroshi.ledger.ledger import Chapter, Ledger, chapter, ledger
from noroshi.ledger.prices import Prices
from noroshi.output.ledger.document import document
from noroshi.output.ledger.found import Found, found_of
from noroshi.output.ledger.terminal import terminal
from noroshi.report.folder import check_writable
from noroshi.scenario import Scenario
from noroshi.scenario.books import books_of


def ledger_job(
    scenario: str,
    as_of: str | None,
    against: str | None,
    in_year: int | None,
    index: str | None,
    *,
    sets: Sequence[str] | None = None,
    out: Path | None,
    json: bool,
) -> None:
    """Make the ledger, print it, and write everything into `out` where one is named."""
    if out is not None:
        check_writable(out)
    found = find(declared(scenario, sets or ()), as_of, against, in_year, index)
    files = [] if out is None else _written(found, out)
    if json:
        content = document(found)
        content.pop("schema")
        print_document("ledger", content)
        return
    Console().print(terminal(found))
    if out is not None:
        Console().print(f"{len(files)} files in {out}/, for people {out}/ledger.html")


def find(
    world: Scenario,
    as_of: str | None,
    against: str | None,
    in_year: int | None,
    index: str | None,
) -> Found:
    """The ledger at a date, and the plan that it is compared with."""
    at = world.at(day(as_of, world.header.after, "--as-of"))
    prices = _prices(world, in_year, index)
    made = ledger(books_of(at), at.day, prices)
    if against is None:
        return found_of(at, made)
    other = world.at(day(against, None, "--against"))
    return Found(at, made, *_held(other, made, prices))


def _held(other: Scenario, made: Ledger, prices: Prices) -> tuple[Chapter, tuple[Chapter, ...]]:
    """The plan that held on another day: of the chain that is told first, and of each beside it."""
    books = books_of(other)
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
        raise NoroshiError("--in-year: no price index is declared; declare one under `deflators:`")
    return Prices(in_year, known[index or next(iter(known))], world.rates)


def _written(found: Found, out: Path) -> list[Path]:
    """Matplotlib takes a second to start: only who wants the page waits for it."""
    from noroshi.output.ledger.files import write_ledger

    return write_ledger(found, out)
