"""One look for every figure: for black and white, colour-blind readers, light and dark.

Ink, soft ink, land and paper are drawn in fixed colours that `render.svg` turns into CSS variables,
so that a page can swap them in the dark. Data colours are those of Okabe & Ito (2008) and cividis
(Nuñez, Anderton & Renslow 2018, PLoS ONE 13(7): e0199239), which keep their order in grey.
"""

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

INK, SOFT, LAND, PAPER = "#1b1b1d", "#6b6b72", "#dcd9d0", "#fefefd"
BLUE, ORANGE, GREEN, RED = "#0072b2", "#e69f00", "#009e73", "#d55e00"
PURPLE, SKY = "#cc79a7", "#56b4e9"
TIMES = "cividis"
GAINS = "viridis"

WIDTH = 5.4
"""Of a figure [inch]: on a telephone its letters are still as large as the text beside it."""
_HEADLINE = 11.5
"""[pt]"""
_NUMBER = re.compile(r"\d+ min \d\d s|\d (min|s|%|km|m|million|thousand)\b")
"""What a headline must not break."""
_RULES = {
    "font.family": ["DejaVu Sans"],
    "font.size": 10.0,
    "text.parse_math": False,  # a dollar sign in a declared name is a dollar sign
    "text.color": INK,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.titlesize": _HEADLINE,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 10.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.facecolor": "none",
    "axes.unicode_minus": True,
    "figure.facecolor": "none",
    "legend.frameon": False,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "hatch.linewidth": 0.6,
    "svg.fonttype": "none",  # text stays text: small, searchable, readable aloud
    "svg.hashsalt": "noroshi",  # the same figure is the same file
}


@dataclass(frozen=True)
class Picture:
    """A figure, the words that stand for it, and what is said below it."""

    name: str
    """File name without an ending; also the prefix of its identifiers in a page."""
    alt: str
    """What the figure shows, for those who cannot see it."""
    caption: str
    figure: Figure


P = ParamSpec("P")
T = TypeVar("T")


def styled(draw: Callable[P, T]) -> Callable[P, T]:
    """Run a drawing function under these rules, and leave matplotlib as it was."""

    @wraps(draw)
    def within(*args: P.args, **kwargs: P.kwargs) -> T:
        with mpl.rc_context(_RULES):  # type: ignore[arg-type]  # its keys are literals
            return draw(*args, **kwargs)

    return within


def sheet(width: float, height: float) -> tuple[Figure, Axes]:
    """One pair of axes on a page of the given size [inch], laid out so that no label is cut."""
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.add_subplot()


def headline(figure: Figure, text: str) -> None:
    """The finding, over the whole width, broken so that it is never cut."""
    lines = broken(text, figure.get_figwidth())
    figure.suptitle(lines, x=0.01, ha="left", fontsize=_HEADLINE, fontweight="bold")


def broken(text: str, width: float) -> str:
    """A headline in lines of at most a width [inch]; breaks that it has already are kept."""
    # A bold letter of this face is 0.69 of its size wide on the average, with room to spare.
    across = int(width * 72.0 / (0.69 * _HEADLINE))
    text = _NUMBER.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), text)
    return "\n".join(line for part in text.split("\n") for line in textwrap.wrap(part, across))


def shortened(name: str, most: int = 26) -> str:
    """A declared name that leaves room for what it names."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def grid(axes: Axes, axis: str) -> None:
    """Faint lines across, to read values by."""
    axes.grid(axis=axis, color=SOFT, alpha=0.25, linewidth=0.6)  # type: ignore[arg-type]
    axes.set_axisbelow(True)


def said(axes: Axes, text: str) -> None:
    """A sentence in place of an empty plot."""
    axes.set_axis_off()
    axes.text(0.5, 0.5, text, ha="center", va="center", transform=axes.transAxes, wrap=True)
