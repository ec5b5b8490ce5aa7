"""Flows of people and of money: bands from where they come to where they go."""

import textwrap
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from noroshi.questions.ledger.compute import Chapter
from noroshi.ledger.wording import amount_words, people
from noroshi.output.figures.style import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PURPLE,
    SKY,
    SOFT,
    WIDTH,
    Picture,
    headline,
    sheet,
    styled,
)
from noroshi.output.ledger.found import Found, of_party, place_name
from noroshi.questions.ledger.wording import day, prices, services, titled

PAYER_COLOURS: Final = (ORANGE, BLUE, GREEN, PURPLE)
_STAY: Final = SOFT
_GAP: Final = 0.06
"""Between two nodes, as a share of all that flows."""
_NODE: Final = 0.035
"""Breadth of a node, as a share of the way across."""
_ROOM: Final = (0.42, 1.02)
"""For labels to the left and right, as shares of the way across."""
_LETTERS: Final = 33
"""In a line of a label to the right."""


class Band(NamedTuple):
    """So much from one node to another."""

    source: str
    target: str
    value: float
    colour: str


@styled
def people_flows(found: Found, place: str | None = None) -> Picture | None:
    """Who stays at a place and who leaves it for where, by the plan that holds.

    Without a place, the first that military people leave; None where nobody moves.
    """
    now = found.ledger.now
    place = place or next((m.leaves for m in now.moves if m.who == "military"), None)
    if place is None:
        return None
    bands = _people(found, now, place)
    name = place_name(found.world.places, place)
    moved = sum(m.number.best for m in found.ledger.moved if m.leaves == place)
    gone = sum(b.value for b in bands if b.colour != _STAY)
    until = (
        f" By {day(found.ledger.day)}, {people(moved) if moved else 'none'} had moved."
        if (found.ledger.day)
        else ""
    )
    leaving = [m for m in now.moves if m.who == "military" and m.leaves == place]
    who = services(leaving)
    title = f"{people(gone)} {who} are to leave {name}.{until}"
    figure, axes = sheet(WIDTH, 2.7)
    _draw(axes, bands, people)
    headline(figure, title)
    said = "; ".join(f"{people(b.value)} {b.target}" for b in bands)
    return Picture(
        "ledger-people", f"Flows. {title} {said}.", _PEOPLE.format(titled(now.plan.name)), figure
    )


_PEOPLE = (
    "{}. Bands are as thick as the numbers (best values). They count places in units; the people "
    "there on a day are fewer or more."
)


def _people(found: Found, now: Chapter, place: str) -> list[Band]:
    """Best values: those who stay, if the plan states a strength, and those who go."""
    name = place_name(found.world.places, place)
    moves = [m for m in now.moves if m.leaves == place and m.who == "military"]
    colours = (GREEN, SKY, PURPLE, BLUE)
    gone = [
        Band(
            name,
            f"to {m.to_words or place_name(found.world.places, m.to or '')}",
            m.number.best,
            colours[i % len(colours)],
        )
        for i, m in enumerate(moves)
    ]
    after = next((b.after for b in now.balances if b.place == place), None)
    stay = [] if after is None else [Band(name, f"stay on {name}", after.best, _STAY)]
    return [*gone, *stay]


@styled
def money_flows(found: Found) -> Picture | None:
    """Who pays in which way, of the first plan that says so; None where none does."""
    chapter = next((c for c in found.compared if len(c.money.items) > 2), None)
    if chapter is None or chapter.money.total is None:
        return None
    bands = _money(found, chapter)
    total = chapter.money.total
    said = [f"{of_party(found, p.payer)} {100 * p.share.best:.0f} %" for p in chapter.money.parts]
    title = f"{titled(chapter.plan.name)}: {amount_words(total.amount.best, total.currency)}, "
    title += " and ".join(f"{s}" for s in said)
    figure, axes = sheet(WIDTH, 3.2)
    _draw(axes, bands, lambda v: f"{v / 1e9:.2f}")
    headline(figure, title)
    caption = f"In billion {total.currency} in prices of {prices(total)}, as stated."
    if found.ledger.prices.by is not None:
        caption = f"In billion {total.currency} in prices of {prices(total)}."
    words = "; ".join(f"{b.source}: {b.target} {b.value / 1e9:.2f}" for b in bands)
    return Picture("ledger-money", f"Flows of money. {title}. {words}.", caption, figure)


def _money(found: Found, chapter: Chapter) -> list[Band]:
    payers = list(dict.fromkeys(i.payer for i in chapter.money.items))
    return [
        Band(
            found.world.parties[i.payer].name,
            i.item,
            i.money.amount.best,
            PAYER_COLOURS[payers.index(i.payer) % len(PAYER_COLOURS)],
        )
        for i in chapter.money.items
    ]


class _Node(NamedTuple):
    """A bar at one side."""

    name: str
    low: float
    high: float


def _draw(axes: Axes, bands: Sequence[Band], said: object) -> None:
    """Nodes left and right, bands between them, and their names with their sums."""
    assert callable(said)
    gap = _GAP * sum(b.value for b in bands)
    left = _nodes([(b.source, b.value) for b in bands], gap)
    right = _nodes([(b.target, b.value) for b in bands], gap)
    tall = max(left[-1].high, right[-1].high)
    left, right = _centred(left, tall), _centred(right, tall)
    used = {n.name: n.low for n in left} | {f"\0{n.name}": n.low for n in right}
    for band in bands:
        start, end = used[band.source], used[f"\0{band.target}"]
        _band(axes, start, end, band)
        used[band.source] += band.value
        used[f"\0{band.target}"] += band.value
    for nodes, x, side in ((left, 0.0, "right"), (right, 1.0 - _NODE, "left")):
        for node in nodes:
            axes.add_patch(Rectangle((x, node.low), _NODE, node.high - node.low, color=INK))
            where = x - 0.02 if side == "right" else x + _NODE + 0.02
            text = _label(said(node.high - node.low), node.name, side)
            middle = 0.5 * (node.low + node.high)
            axes.text(where, middle, text, ha=side, va="center", fontsize=9.0, linespacing=1.1)
    axes.set_xlim(-_ROOM[0], 1.0 + _ROOM[1])
    axes.set_ylim(1.02 * tall, -0.02 * tall)
    axes.set_axis_off()


def _label(value: str, name: str, side: str) -> str:
    """The sum and the name: in one line to the right, where nodes may be thin."""
    if side == "right":
        return f"{name}\n{value}"
    return "\n".join(textwrap.wrap(f"{value} {name}", _LETTERS))


def _nodes(values: Sequence[tuple[str, float]], gap: float) -> list[_Node]:
    sums: dict[str, float] = {}
    for name, value in values:
        sums[name] = sums.get(name, 0.0) + value
    low, nodes = 0.0, []
    for name, value in sums.items():
        nodes.append(_Node(name, low, low + value))
        low += value + gap
    return nodes


def _centred(nodes: list[_Node], tall: float) -> list[_Node]:
    shift = 0.5 * (tall - nodes[-1].high)
    return [_Node(n.name, n.low + shift, n.high + shift) for n in nodes]


def _band(axes: Axes, start: float, end: float, band: Band) -> None:
    """A band whose edges leave and arrive level."""
    x0, x1 = _NODE, 1.0 - _NODE
    middle = 0.5 * (x0 + x1)
    upper = [(x0, start), (middle, start), (middle, end), (x1, end)]
    lower = [(x, y + band.value) for x, y in reversed(upper)]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    path = Path(np.array([*upper, *lower, upper[0]]), codes)
    axes.add_patch(PathPatch(path, facecolor=band.colour, alpha=0.55, edgecolor="none"))
