"""The small tables of a ledger, as text: the terminal and the page show the same ones."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from noroshi.declared import Declared
from noroshi.ledger.account import Item
from noroshi.ledger.ledger import Chapter
from noroshi.ledger.prices import Money
from noroshi.ledger.span import Span, added
from noroshi.ledger.wording import amount_words
from noroshi.output.ledger.found import Found, place_name
from noroshi.output.ledger.wording import (
    bears,
    counted,
    day,
    due,
    money,
    number,
    per_cent,
    service,
    titled,
    when,
)
from noroshi.scenario.records import estimates_of


class Sheet(NamedTuple):
    """A table whose first `texts` columns are words."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: int = 1
    main: bool = True
    """Whether it is shown at once; the others wait behind their title."""


def sheets(found: Found) -> list[Sheet]:
    """Every table that has a row, but the notes."""
    chains = found.each
    made = [
        *(told(chain) for chain in chains for told in (changes, payers)),
        standing(found),
        *map(by_place, chains),
        paid(found),
        beside(found),
        *map(same_money, chains),
        reckoned(found),
        happened(found),
    ]
    return [sheet for sheet in made if sheet.rows]


def changes(found: Found) -> Sheet:
    """Each agreement beside the next, line by line."""
    chapters = found.compared
    lines = list(_lines(found, chapters))
    columns = [[get(c) for _, get in lines] for c in chapters]
    # What only repeats the plan before it stands in one column with it.
    titles: list[str] = []
    kept: list[list[str]] = []
    for chapter, column in zip(chapters, columns, strict=True):
        if kept and kept[-1] == column:
            titles[-1] += f", {chapter.plan.name}"
        else:
            signed = " (signed)" if chapter.plan.signed_only(found.ledger.day) else ""
            titles.append(f"{titled(chapter.plan.name)}{signed}")
            kept.append(column)
    rows = [(title, *cells) for (title, _), *cells in zip(lines, *kept, strict=True)]
    return Sheet("How the plan changed", ("", *titles), tuple(r for r in rows if any(r[1:])))


def _lines(
    found: Found, chapters: tuple[Chapter, ...]
) -> Iterator[tuple[str, Callable[[Chapter], str]]]:
    for place in dict.fromkeys(p for c in chapters for p in c.off):
        name = place_name(found.world.places, place)
        yield f"military people off {name}", lambda c, p=place: _off(c, p)  # type: ignore[misc]
    for key in dict.fromkeys(m.to for c in chapters for m in c.moves if m.to):
        yield f"… to {place_name(found.world.places, key)}", lambda c, k=key: _to(c, k)  # type: ignore[misc]
    for words in dict.fromkeys(m.to_words for c in chapters for m in c.moves if not m.to):
        yield f"… to {words}", lambda c, w=words: _to_words(c, w)  # type: ignore[misc]
    yield "dependants", lambda c: _sum([m.number for m in c.moves if m.who == "dependants"])
    yield "when", lambda c: ", ".join(dict.fromkeys(filter(None, map(when, c.moves))))
    yield "sum", lambda c: money(c.money.total) if c.money.total else ""
    yield "in prices of", lambda c: f"{c.money.total.year}" if c.money.total else ""
    for payer in dict.fromkeys(p.payer for c in chapters for p in c.money.parts):
        name = found.world.parties[payer].name
        yield f"{name} bears", lambda c, k=payer: _bears(c, k)  # type: ignore[misc]


def _off(c: Chapter, place: str) -> str:
    return number(c.off[place]) if place in c.off else ""


def _to(c: Chapter, place: str) -> str:
    return _sum([m.number for m in c.moves if m.to == place and m.who == "military"])


def _to_words(c: Chapter, words: str) -> str:
    return _sum([m.number for m in c.moves if not m.to and m.to_words == words])


def _sum(spans: list[Span]) -> str:
    return number(added(spans)) if spans else ""


def _bears(c: Chapter, payer: str) -> str:
    part = next((p for p in c.money.parts if p.payer == payer), None)
    if part is None:
        return ""
    return bears(part, f"{money(part.money)}, {per_cent(part.share)}")


def payers(found: Found) -> Sheet:
    """What each party's part is made of, of the last plan that says so."""
    parted = [c for c in found.compared if len(c.money.items) > 1]
    chosen = (parted or [found.ledger.now])[0]
    rows = tuple(_item(found, i) for i in chosen.money.items)
    title = f"What the shares are made of: {titled(chosen.plan.name)}"
    return Sheet(title, ("payer", "item", "by", "amount", "prices of"), rows, texts=3)


def _item(found: Found, i: Item) -> tuple[str, ...]:
    name = found.world.parties[i.payer].name
    return name, i.item, i.means, due(i), str(i.money.year)


def standing(found: Found) -> Sheet:
    """The forces as they stand."""
    rows = tuple(
        (
            f"{'… ' * (s.depth > 0)}{s.name}",
            place_name(found.world.places, s.place),
            number(s.number),
            counted(s),
        )
        for s in found.ledger.stands
    )
    on = f" on {day(found.ledger.day)}" if found.ledger.day else ""
    title = f"Who stands where{on}, as last counted"
    return Sheet(title, ("", "at", "people", "counted"), rows, texts=2)


def by_place(found: Found) -> Sheet:
    """Each place before and after the plan that holds."""
    now = found.ledger.now
    rows = [
        (
            place_name(found.world.places, b.place),
            number(b.before) if b.before else "–",
            number(b.gone) if b.gone.high else "–",
            number(b.come) if b.come.high else "–",
            number(b.after) if b.after else "–",
        )
        for b in now.balances
    ]
    for m in now.moves:
        if m.to is None and m.who == "military":
            rows.append((m.to_words, "–", "–", number(m.number), "–"))
    head = ("place", "before", "leave", "come", "after")
    return Sheet(
        f"Balance by place: {titled(now.plan.name)} (military places, not heads)", head, tuple(rows)
    )


def paid(found: Found) -> Sheet:
    """What was paid, as stated."""
    rows = tuple((p.item, money(p.money), str(p.money.year)) for p in found.ledger.paid)
    return Sheet(
        "Paid so far, as far as sources say", ("", "amount", "prices of"), rows, main=False
    )


def beside(found: Found) -> Sheet:
    """Costs that no plan holds."""
    rows = tuple(_item(found, i) for i in found.ledger.beside)
    head = ("payer", "item", "by", "amount", "prices of")
    return Sheet("Beside the plans", head, rows, texts=3, main=False)


def same_money(found: Found) -> Sheet:
    """Amounts that were stated in two years' prices, against each index."""
    rows = tuple(
        (
            f"{_in(r.older)} was restated as {_in(r.newer)}",
            r.series,
            money(r.by_index, bounds=True),
            "agrees" if r.agree else _more(r.newer, r.by_index),
        )
        for r in found.ledger.now.restated
    )
    head = ("", "by the index of", "it would be", "")
    return Sheet("The same amount in two years' prices", head, rows, texts=2, main=False)


def _in(m: Money) -> str:
    return f"{money(m)} ({m.year})"


def _more(stated: Money, by_index: Money) -> str:
    gap = stated.amount.best - by_index.amount.best
    word = "more" if gap > 0.0 else "less"
    # Of a difference of rounded numbers two digits are plenty.
    rough = float(f"{abs(gap):.1e}")
    return f"{amount_words(rough, stated.currency)} {word} was stated"


def reckoned(found: Found) -> Sheet:
    """What others estimated."""
    rows = []
    for c in found.ledger.estimates:
        for place, count in c.off.items():
            rows.append(
                (
                    titled(c.plan.name),
                    f"leave {place_name(found.world.places, place)}",
                    number(count),
                )
            )
        for m in c.moves:
            where = m.to_words or place_name(found.world.places, m.to or "")
            rows.append(
                (titled(c.plan.name), f"… {service(m.service, m.who)} to {where}", number(m.number))
            )
        if c.money.total is not None:
            total = f"{money(c.money.total)} ({c.money.total.year})"
            rows.append((titled(c.plan.name), c.money.item, total))
    return Sheet("What others reckoned", ("by", "what", ""), tuple(rows), texts=2, main=False)


def happened(found: Found) -> Sheet:
    """Days on which something happened."""
    rows = [(str(m.since), m.name) for m in found.ledger.milestones]
    for m in found.ledger.moved:
        entry = found.world.moves[m.id]
        to = m.to_words or place_name(found.world.places, m.to or "")
        text = f"{number(m.number)} {service(m.service, m.who)} move from "
        text += f"{place_name(found.world.places, m.leaves)} to {to}"
        rows.append((str(entry.since), text))
    return Sheet("What happened", ("day", ""), tuple(sorted(rows)), texts=2, main=False)


def notes(found: Found) -> Sheet:
    """What is noted of single rows: how sure they are, and what is left open."""
    noted: dict[tuple[str, str], list[str]] = {}
    for section in ("plans", "forces", "moves", "costs", "totals", "rates"):
        for key, entry in getattr(found.world, section).items():
            for note, grade in _notes(entry):
                noted.setdefault((note, grade or ""), []).append(key)
    rows = tuple((note, grade, ", ".join(keys)) for (note, grade), keys in noted.items())
    return Sheet("What is noted of single rows", ("note", "grade", "of"), rows, texts=3, main=False)


def _notes(entry: Declared) -> Iterator[tuple[str, str | None]]:
    if entry.note:
        yield entry.note, entry.grade
    yield from ((e.note, e.grade) for e in estimates_of(entry) if e.note)
