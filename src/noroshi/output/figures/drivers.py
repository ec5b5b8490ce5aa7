"""Which assumptions an answer goes with: signed rank correlations."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from noroshi.output.figures.style import (
    BLUE,
    INK,
    ORANGE,
    SOFT,
    WIDTH,
    Picture,
    grid,
    headline,
    said,
    sheet,
    styled,
)

_SHOWN = 8


class Influence(NamedTuple):
    """An assumption in plain words and its rank correlation with the answer."""

    name: str
    correlation: float


@styled
def drivers(name: str, answer: str, found: Sequence[Influence]) -> Picture:
    """Bars of the strongest assumptions.

    Args:
        name: of the picture.
        answer: what they go with, such as "warning time in Japan".
        found: strongest first, only those beyond chance.
    """
    shown = list(found[:_SHOWN])
    figure, axes = sheet(WIDTH, 1.35 + 0.34 * max(len(shown), 3))
    if not shown:
        text = f"No assumption stands out: none goes with {answer} beyond chance."
        said(axes, text)
        return Picture(name, text, "", figure)
    for row, influence in enumerate(reversed(shown)):
        up = influence.correlation > 0.0
        axes.barh(
            row,
            influence.correlation,
            height=0.62,
            color=BLUE if up else ORANGE,
            hatch="" if up else "////",
            edgecolor=INK,
            linewidth=0.6,
        )
    axes.axvline(0.0, color=SOFT, linewidth=1.0)
    axes.set_yticks(np.arange(len(shown)), [_wrapped(i.name) for i in reversed(shown)])
    axes.set_xlim(-1.0, 1.0)
    axes.set_xlabel("rank correlation (− less, + more of it)")
    grid(axes, "x")
    headline(figure, f"{answer[0].upper()}{answer[1:]} goes most with: {shown[0].name}")
    return Picture(name, _alt(answer, shown), _CAPTION, figure)


_CAPTION = (
    "Spearman's rank correlation over the draws. Bars to the right: a larger value goes with more "
    "of it; hatched, to the left: with less. Only those beyond chance (5 % for the whole list)."
)


def _wrapped(name: str, width: int = 34) -> str:
    """A long name on two lines, broken at a blank near its middle."""
    if len(name) <= width:
        return name
    blanks = [i for i, letter in enumerate(name) if letter == " "]
    if not blanks:
        return name
    middle = min(blanks, key=lambda i: abs(i - len(name) // 2))
    return f"{name[:middle]}\n{name[middle + 1 :]}"


def _alt(answer: str, shown: Sequence[Influence]) -> str:
    values = "; ".join(f"{i.name} {i.correlation:+.2f}" for i in shown)
    return f"Rank correlations with {answer}: {values}."
