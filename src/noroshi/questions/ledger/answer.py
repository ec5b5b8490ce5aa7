"""What each plan costs and who pays: every number with its bounds, and how it is told."""

from noroshi.ledger.books import Books
from noroshi.questions.answer import Answer
from noroshi.questions.base import Case
from noroshi.questions.ledger import Options
from noroshi.questions.ledger.figures import figures
from noroshi.questions.ledger.found import LedgerComparison, find
from noroshi.questions.ledger.numbers import data_of
from noroshi.questions.ledger.tables import tables
from noroshi.questions.ledger.words import headline, limits, text
from noroshi.questions.sources import cited


def answer(case: Case, options: Options) -> Answer:
    """The ledger at a day, of the whole of what is declared."""
    found = find(
        case.whole,
        case.day(options.as_of),
        against=options.against,
        in_year=options.in_year,
        index=options.index,
    )
    return answer_of(found)


def answer_of(found: LedgerComparison) -> Answer:
    """The answer from what was worked out."""
    data = data_of(found)
    return Answer(
        data=data,
        headline=headline(data),
        text=text(data),
        tables=tables(data),
        figures=figures(data),
        limits=tuple(limits(data)),
        sources=cited(found.world, Books._fields),
    )
