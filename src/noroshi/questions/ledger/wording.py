"""How the numbers of a ledger are said, in sentences and in cells."""

from collections.abc import Iterable
from datetime import date

from noroshi.questions.ledger.account import Item, Part
from noroshi.questions.ledger.flows import Flow, Stand
from noroshi.questions.ledger.prices import Money
from noroshi.ledger.span import Span
from noroshi.ledger.wording import amount_words, people

MEANS = {
    "equity": "equity",
    "loan": "loans",
    "efficiency": "savings",
    "spending": "own spending",
    "road": "roads",
    "upkeep": "upkeep",
    "purchase": "purchases",
}
SERVICES = {"marines": "Marines", "army": "Army", "navy": "Navy", "air-force": "Air Force"}


def number(span: Span) -> str:
    """People in a cell: "5,000 (4,000–5,000)"."""
    best = people(span.best)
    return best if _same(span, people) else f"{best} ({people(span.low)}–{people(span.high)})"


def titled(name: str) -> str:
    """A name where a line begins: "Roadmap of 2006"."""
    return name[:1].upper() + name[1:]


def roughly(span: Span) -> str:
    """People in a sentence: "8,000", or "4,000 to 5,000" where sources differ by a fifth."""
    if span.high - span.low < 0.2 * span.best:
        return people(span.best)
    return f"{people(span.low)} to {people(span.high)}"


def money(m: Money, *, bounds: bool = False) -> str:
    """An amount: "3.1 billion USD"; with its bounds "5.5 billion USD (5.4–5.6)"."""
    best = amount_words(m.amount.best, m.currency)
    if not bounds:
        return best
    size = best.partition(" ")[2]
    ends = [
        amount_words(v, m.currency).removesuffix(f" {size}") for v in (m.amount.low, m.amount.high)
    ]
    return f"{best} ({ends[0]}–{ends[1]})"


def per_cent(span: Span) -> str:
    """A share: "36 % (35–37)"."""

    def whole(value: float) -> str:
        return f"{100.0 * value:.0f}"

    best = f"{whole(span.best)} %"
    return best if _same(span, whole) else f"{best} ({whole(span.low)}–{whole(span.high)})"


def due(i: Item) -> str:
    """What is paid for an item: "up to 3.1 billion USD", "188 billion JPY a year, 2011–2015"."""
    yearly = "" if i.years is None else f" a year, {i.years[0]}–{i.years[1]}"
    return f"{limit(upper=i.upper_limit)}{money(i.money)}{yearly}"


def bears(part: Part, amount: str) -> str:
    """A part with how it is known: "up to 3.1 billion USD", "the rest, 5.5 billion USD"."""
    return f"{limit(upper=part.upper_limit) if part.stated else 'the rest, '}{amount}"


def limit(*, upper: bool) -> str:
    """ "up to " before what is a ceiling."""
    return "up to " if upper else ""


def otherwise(items: Iterable[Item]) -> str:
    """What is not cash, by its kinds: "equity, loans and savings"."""
    kinds = list(dict.fromkeys(MEANS.get(i.means, i.item) for i in items))
    return " and ".join(filter(None, [", ".join(kinds[:-1]), kinds[-1]]))


def counted(stand: Stand) -> str:
    """When a force was counted: "September 2006"; empty where nothing is said."""
    return stand.counted or (f"{stand.since:%B %Y}" if stand.since else "")


def prices(m: Money) -> str:
    """ "fiscal year 2012"."""
    return f"fiscal year {m.year}"


def day(when: date) -> str:
    """ "3 October 2013"."""
    return f"{when.day} {when:%B %Y}"


def service(name: str, who: str = "military") -> str:
    """Who moves: "Marines", "dependants"."""
    return "dependants" if who == "dependants" else SERVICES.get(name, "military people")


def services(moves: Iterable[Flow]) -> str:
    """Whom several moves move, in one word."""
    kinds = list(dict.fromkeys(service(m.service, m.who) for m in moves))
    return kinds[0] if len(kinds) == 1 else "military people"


def when(flow: Flow) -> str:
    """When a move is to be: "by 2014", "begins 2020 to 2025"; empty where nothing is said."""
    if flow.by is not None:
        return f"by {flow.by.year}"
    if flow.begins is not None:
        first, last = (d.year for d in flow.begins)
        return f"begins {first} to {last}" if first != last else f"begins {first}"
    return ""


def _same(span: Span, words: object) -> bool:
    assert callable(words)
    return bool(words(span.low) == words(span.best) == words(span.high))
