"""What the declared fleets give a station before and after, and what of it is the bases' doing."""

from typing import Final, NamedTuple

from matplotlib.ticker import MaxNLocator

from noroshi.output.figures.style import (
    BLUE,
    INK,
    ORANGE,
    PAPER,
    SKY,
    WIDTH,
    Picture,
    grid,
    headline,
    said,
    sheet,
    styled,
)
from noroshi.stats import Interval
from noroshi.study.basing_answer import BasingAnswer, PostureAnswer
from noroshi.study.basing_wording import hours_a_day, short

_DAY_HOURS: Final = 24.0
_MOST_STATIONS: Final = 6


class _Bar(NamedTuple):
    name: str
    value: Interval
    colour: str
    hatch: str


@styled
def basing_fleets(answer: BasingAnswer) -> Picture:
    """Hours on station a day by all fleets together, a group of bars a station."""
    stations = list(answer.stations)[:_MOST_STATIONS]
    groups = {s: _bars(answer, s) for s in stations}
    groups = {s: bars for s, bars in groups.items() if bars}
    rows = sum(len(bars) for bars in groups.values())
    figure, axes = sheet(WIDTH, 1.5 + 0.42 * len(groups) + 0.34 * max(rows, 2))
    if not groups:
        said(axes, _NONE)
        return Picture("basing-fleets", _NONE, "", figure)
    row, ticks = 0.0, []
    for station, bars in groups.items():
        axes.text(0.0, row, answer.stations[station], fontweight="bold", va="center")
        for bar in bars:
            row += 1.0
            low, mid, high = (_DAY_HOURS * float(v) for v in bar.value)
            axes.barh(
                row,
                mid,
                height=0.72,
                color=bar.colour,
                hatch=bar.hatch,
                edgecolor=INK,
                linewidth=0.6,
            )
            axes.plot([low, high], [row, row], "|-", color=INK, linewidth=1.1, markersize=6.0)
            # By an offset, since a page drops leading spaces.
            axes.annotate(
                f"{mid:.1f} h",
                (high, row),
                va="center",
                fontweight="bold",
                xytext=(6, 0),
                textcoords="offset points",
            )
            ticks.append((row, bar.name))
        row += 1.35
    axes.set_ylim(row - 0.6, -0.7)
    axes.set_yticks([y for y, _ in ticks], [name for _, name in ticks])
    axes.tick_params(axis="y", length=0.0)
    most = max(_DAY_HOURS * float(b.value.p95) for bars in groups.values() for b in bars)
    axes.set_xlim(0.0, 1.2 * most + 0.1)
    axes.xaxis.set_major_locator(MaxNLocator(7, prune="upper"))
    axes.set_xlabel("hours a day on station, all fleets together")
    grid(axes, "x")
    title = _title(answer, groups)
    headline(figure, title)
    return Picture(
        "basing-fleets", f"{title}. {_values(answer, groups)}.", _caption(answer), figure
    )


_NONE = "No fleet of this type is declared on these dates."


def _bars(answer: BasingAnswer, station: str) -> list[_Bar]:
    found = {p.posture: p for p in answer.postures if p.station == station and p.fleets}
    bars = []
    if (before := found.get("before")) is not None:
        bars.append(_Bar("before", before.over_year, ORANGE, "////"))
    if (after := found.get("after")) is not None:
        bars += _after(answer, after)
    return bars


def _after(answer: BasingAnswer, after: PostureAnswer) -> list[_Bar]:
    if not answer.season:
        return [_Bar("after", after.over_year, BLUE, "")]
    over = next(short(b.name) for b in answer.bases if b.base == answer.over)
    return [
        _Bar("after, in season", after.in_season, BLUE, ""),
        _Bar(f"… all from {over}", after.moved_in_season, PAPER, "...."),
        _Bar("after, over the year", after.over_year, SKY, ""),
    ]


def _title(answer: BasingAnswer, groups: dict[str, list[_Bar]]) -> str:
    """The station where the season changes most against the same fleets from the old base."""
    station = max(groups, key=lambda s: _bought(answer, s))
    hours = [f"{_DAY_HOURS * float(b.value.p50):.1f} h" for b in groups[station]]
    where = answer.stations[station]
    if len(hours) < 3:
        return f"{where}: {' before, '.join(hours)} a day after"
    if len(hours) == 3:
        return f"{where}: {hours[0]} a day in season, {hours[2]} over the year"
    over = next(short(b.name) for b in answer.bases if b.base == answer.over)
    return (
        f"{where}: {hours[0]} a day before, {hours[1]} in season after; "
        f"{hours[2]} had all flown from {over}"
    )


def _bought(answer: BasingAnswer, station: str) -> float:
    after = [p for p in answer.postures if (p.posture, p.station) == ("after", station)]
    return max((float(p.in_season.p50 - p.moved_in_season.p50) for p in after), default=0.0)


def _values(answer: BasingAnswer, groups: dict[str, list[_Bar]]) -> str:
    return "; ".join(
        f"{answer.stations[station]}, {bar.name}: {hours_a_day(bar.value)} a day"
        for station, bars in groups.items()
        for bar in bars
    )


def _caption(answer: BasingAnswer) -> str:
    season = f" In season: {answer.season}." if answer.season else ""
    over = next(short(b.name) for b in answer.bases if b.base == answer.over)
    moved = f" “All from {over}”: the same craft and crews in that season." if season else ""
    return (
        f"{answer.name}: if all of each declared fleet flew to that station, as often as craft, "
        "crews and the weather of its base let it. "
        f"Bar: median; line: 5 to 95 % of draws; above 24 h: several at a time.{season}{moved}"
    )
