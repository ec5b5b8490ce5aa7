"""Places too far away for the map: warning time before and after, as dots."""

from collections.abc import Sequence

import numpy as np

from noroshi.output.figures.style import (
    BLUE,
    INK,
    ORANGE,
    WIDTH,
    Picture,
    grid,
    headline,
    sheet,
    shortened,
    styled,
)
from noroshi.output.places import City
from noroshi.present.words import mean_change

_SHOWN = 12


@styled
def far(cities: Sequence[City]) -> Picture | None:
    """One row a place, before above after; None when no flight is aimed at any."""
    aimed = sorted((c for c in cities if c.targeted), key=lambda c: -c.people)[:_SHOWN]
    if not aimed:
        return None
    figure, axes = sheet(WIDTH, 1.6 + 0.42 * len(aimed))
    looks = (("before", 0.14, ORANGE, "s", "none"), ("after", -0.14, BLUE, "o", BLUE))
    for row, city in enumerate(reversed(aimed)):
        for when, up, colour, mark, fill in looks:
            least = city.least_before if when == "before" else city.least_after
            low, mid, high = (float(v) / 60.0 for v in least)
            axes.plot([low, high], [row + up] * 2, color=colour, linewidth=1.4)
            axes.plot(
                mid,
                row + up,
                mark,
                color=colour if when == "before" else INK,
                markerfacecolor=fill,
                markersize=6.5,
                label=when if row == 0 else None,
            )
    axes.set_yticks(np.arange(len(aimed)), [shortened(c.name) for c in reversed(aimed)])
    axes.set_ylim(-0.6, len(aimed) - 0.4)
    axes.set_xlim(left=0.0)
    axes.set_xlabel("shortest warning [min]")
    grid(axes, "x")
    title = _title(aimed)
    headline(figure, title)
    figure.legend(loc="outside lower left", ncols=2, fontsize=8.5)
    return Picture("far", f"{title}. {_values(aimed)}.", _CAPTION, figure)


_CAPTION = (
    "Shortest: by each place's least favourable flight; too late counts as none. Mark: median; "
    "line: 5 to 95 % of draws. The gain is the mean over its flights and the draws."
)


def _title(aimed: Sequence[City]) -> str:
    felt = [c for c in aimed if c.change]
    if not felt:
        return "Beyond the map: no place gains measurably"
    best = max(felt, key=lambda c: (not c.later, abs(float(c.gain.mean))))
    change = mean_change(best.gain)
    rest = f"; {len(aimed) - len(felt)} of {len(aimed)} not measurably" if felt != aimed else ""
    return f"Beyond the map: {best.name} {change}{rest}"


def _values(aimed: Sequence[City]) -> str:
    return "; ".join(f"{c.name} {mean_change(c.gain)}" for c in aimed)
