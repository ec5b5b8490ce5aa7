"""How the numbers of a ledger are said, in sentences and in cells."""

from collections.abc import Iterable, Mapping
from datetime import date

from noroshi.amounts import amount_words, people
from noroshi.ledger.account import Item
from noroshi.ledger.span import Span
from noroshi.questions.ledger.flows import Flow, Stand

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


def titled(name: str) -> str:
    """A name where a line begins: "Roadmap of 2006"."""
    return name[:1].upper() + name[1:]


def roughly(span: Span) -> str:
    """People in a sentence: "8,000", or "4,000 to 5,000" where sources differ by a fifth."""
    if span.high - span.low < 0.2 * span.best:
        return people(span.best)
    return f"{people(span.low)} to {people(span.high)}"


def money(amount: float | Span, currency: str) -> str:
    """An amount, or the best value of one: "3.1 billion USD"."""
    return amount_words(amount.best if isinstance(amount, Span) else amount, currency)


def per_cent(span: Span) -> str:
    """A share: "36 % (35 to 37)"."""

    def whole(value: float) -> str:
        return f"{100.0 * value:.0f}"

    best = f"{whole(span.best)} %"
    return best if _same(span, whole) else f"{best} ({whole(span.low)} to {whole(span.high)})"


def yearly(item: Item) -> str:
    """In which years an item is due, if in each: " a year, 2011–2015"."""
    return "" if item.years is None else f" a year, {item.years[0]}–{item.years[1]}"


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


def day(when: date) -> str:
    """ "3 October 2013"."""
    return f"{when.day} {when:%B %Y}"


def service(name: str, who: str = "military") -> str:
    """Who moves: "Marines", "dependants"."""
    return "dependants" if who == "dependants" else SERVICES.get(name, "military people")


def services(kinds: Iterable[str]) -> str:
    """Whom several moves move, in one word."""
    every = list(dict.fromkeys(kinds))
    return every[0] if len(every) == 1 else "military people"


def place_name(names: Mapping[str, object], key: str) -> str:
    """What a place is called; its id where it has no name."""
    return str(getattr(names.get(key), "name", "") or key)


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
