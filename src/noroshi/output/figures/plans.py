"""How a plan changed from one agreement to the next: who moves, and who pays."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from noroshi.questions.ledger.account import Account, Part
from noroshi.questions.ledger.cash import kept, ways
from noroshi.questions.ledger.compute import Chapter
from noroshi.questions.ledger.prices import Money, deflated
from noroshi.ledger.span import added
from noroshi.output.figures.flows import PAYER_COLOURS
from noroshi.output.figures.style import (
    BLUE,
    GREEN,
    INK,
    PAPER,
    PURPLE,
    SKY,
    WIDTH,
    Picture,
    headline,
    shortened,
    styled,
)
from noroshi.output.ledger.found import Found, place_name
from noroshi.questions.ledger.wording import bears, limit, roughly, service, when

_MOVES: Final = (GREEN, SKY, PURPLE, BLUE)
_HATCHES: Final = ("", "////", "....", "xxxx")
_HEIGHT: Final = 0.72
_BILLION: Final = 1e9


class _Piece(NamedTuple):
    """One part of a bar."""

    name: str
    value: float
    text: str
    whose: str = ""
    """Party that pays; pieces of one party have one colour and differ by their hatches."""


@styled
def plan_change(found: Found) -> Picture | None:
    """A bar an agreement: those who go, by where; and the money, by who pays."""
    chapters = found.compared
    military = [m for c in chapters for m in c.moves if m.who == "military"]
    if not military or len(chapters) < 2 or all(c.money.total is None for c in chapters):
        return None
    place, who = military[0].leaves, service(military[0].service)
    moves = [_moving(found, c, place) for c in chapters]
    money, year, currency = _paying(found, chapters)
    figure = Figure(figsize=(WIDTH, 2.3 + 0.72 * len(chapters)), layout="constrained")
    upper, lower = figure.subplots(2, 1)
    _bars(upper, chapters, moves, _MOVES)
    for row, chapter in enumerate(chapters):
        text = next(filter(None, map(when, chapter.moves)), "no year named")
        end = sum(p.value for p in moves[row])
        # An offset, since leading spaces are lost in a browser.
        upper.annotate(
            text, (end, row), (5.0, 0.0), textcoords="offset points", va="center", fontsize=9.0
        )
    name = place_name(found.world.places, place)
    _frame(upper, moves, f"{who} who are to leave {name}", 1.35)
    _bars(lower, chapters, money, _payer_colours(money))
    _frame(lower, money, f"What it costs, in billion {currency} of fiscal year {year}", 1.12)
    title = _title(found, chapters, place)
    headline(figure, title)
    return Picture("ledger-plans", f"{title}. {_told(chapters, moves, money)}", _CAPTION, figure)


_CAPTION = (
    "Best values of what each agreement says. Money is told in the prices of one year by the first "
    "declared price index; the amounts as they were stated are in the tables."
)


def _moving(found: Found, c: Chapter, place: str) -> list[_Piece]:
    moves = [m for m in c.moves if m.leaves == place and m.who == "military"]
    return [
        _Piece(
            place_name(found.world.places, m.to) if m.to else "elsewhere",
            m.number.best,
            roughly(m.number),
        )
        for m in moves
    ]


def _paying(found: Found, chapters: Sequence[Chapter]) -> tuple[list[list[_Piece]], int, str]:
    """Each payer's part in the prices of the last plan's year."""
    last = next(c.money.total for c in reversed(chapters) if c.money.total is not None)
    return (
        [
            [
                _Piece(name, amount / _BILLION, text.format(f"{amount / _BILLION:.1f}"), p.payer)
                for p in c.money.parts
                for name, money, text in _split(found, c.money, p)
                for amount in [_in_year(found, money, last.year).amount.best]
            ]
            for c in chapters
        ],
        last.year,
        last.currency,
    )


def _payer_colours(rows: list[list[_Piece]]) -> list[str]:
    """A colour a name, in order of the names, as in the figure of the flows."""
    whose = {p.name: p.whose for row in rows for p in row}
    parties = list(dict.fromkeys(whose.values()))
    return [PAYER_COLOURS[parties.index(party) % len(PAYER_COLOURS)] for party in whose.values()]


def _split(found: Found, account: Account, part: Part) -> list[tuple[str, Money, str]]:
    """A part in cash and otherwise, where that is declared: name, amount, and words about it."""
    name = found.world.parties[part.payer].name
    made = ways(account, part.payer)
    if made is None:
        return [(name, part.money, bears(part, f"{{}} ({100.0 * part.share.best:.0f} %)"))]
    pieces = [(f"{name}, cash", made.cash, limit(upper=made.upper_limit))]
    if made.others:
        pieces.append((f"{name}, not cash", made.other, ""))
    whole = sum(money.amount.best for _, money, _ in pieces)
    return [
        (each, money, f"{words}{{}} ({100.0 * part.share.best * money.amount.best / whole:.0f} %)")
        for each, money, words in pieces
    ]


def _in_year(found: Found, money: Money, year: int) -> Money:
    indices = [d for d in found.world.deflators.values() if d.currency == money.currency]
    return deflated(money, indices[0], year) if indices else money


def _bars(
    axes: Axes, chapters: Sequence[Chapter], rows: list[list[_Piece]], colours: Sequence[str]
) -> None:
    names = list(dict.fromkeys(p.name for row in rows for p in row))
    tall = max(sum(p.value for p in row) for row in rows)
    for y, row in enumerate(rows):
        start = 0.0
        for piece in row:
            which = names.index(piece.name) % len(colours)
            axes.barh(
                y, piece.value, left=start, height=_HEIGHT, color=colours[which],
                hatch=_HATCHES[which % 4], edgecolor=INK, linewidth=0.6,
                label=piece.name if y == _first(rows, piece.name) else None,
            )  # fmt: skip
            if piece.value > 0.12 * tall:
                box = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.5, "alpha": 0.9}
                axes.text(
                    start + 0.5 * piece.value, y, piece.text, ha="center", va="center",
                    fontsize=9.0, bbox=box,
                )  # fmt: skip
            start += piece.value
    ticks = [f"{c.plan.since.year}" if c.plan.since else c.plan.name for c in chapters]
    axes.set_yticks(range(len(chapters)), [shortened(t, 18) for t in ticks])
    axes.tick_params(axis="y", length=0.0)
    axes.set_ylim(len(chapters) - 0.5, -0.5)


def _first(rows: list[list[_Piece]], name: str) -> int:
    return next(y for y, row in enumerate(rows) if any(p.name == name for p in row))


def _frame(axes: Axes, rows: list[list[_Piece]], label: str, room: float) -> None:
    axes.set_xlim(0.0, room * max(sum(p.value for p in row) for row in rows))
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.set_title(label, fontsize=10.0, fontweight="bold", pad=20.0)
    axes.legend(
        loc="lower left", bbox_to_anchor=(-0.01, 0.985), ncols=4, fontsize=8.5, borderaxespad=0.0
    )


def _title(found: Found, chapters: Sequence[Chapter], place: str) -> str:
    """What changed between the first and the last."""
    first, last = chapters[0], chapters[-1]
    where = next((m.to for m in first.moves if m.to), None)
    gone = [
        added(m.number for m in c.moves if m.to == where and m.who == "military")
        for c in (first, last)
    ]
    name = place_name(found.world.places, where or place)
    text = f"To {name} {roughly(gone[1])} instead of {roughly(gone[0])}"
    shares = [c.money.parts[0] for c in (first, last) if c.money.parts]
    if len(shares) == 2 and shares[0].payer == shares[1].payer:
        payer = found.world.parties[shares[0].payer].name
        text += f"; {payer} bears {limit(upper=shares[1].upper_limit)}"
        text += f"{100 * shares[1].share.best:.0f} % instead of {100 * shares[0].share.best:.0f} %"
        if kept(last, first, shares[0].payer, found.ledger.prices):
            text += ", but no less cash"
    return text


def _told(chapters: Sequence[Chapter], moves: list[list[_Piece]], money: list[list[_Piece]]) -> str:
    return " ".join(
        f"{c.plan.name}: {', '.join(f'{p.name} {p.text}' for p in (*m, *k))}."
        for c, m, k in zip(chapters, moves, money, strict=True)
    )
