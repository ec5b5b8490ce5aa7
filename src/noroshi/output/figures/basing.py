"""What basing buys: hours on station a day by base, and the ways on a map."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from noroshi.assessment.basing_records import BasingTable
from noroshi.earth.geodesic import direct, inverse
from noroshi.output.figures.chart import Chart, chart
from noroshi.output.figures.labels import Label, write_labels
from noroshi.output.figures.style import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PURPLE,
    RED,
    SKY,
    WIDTH,
    Picture,
    grid,
    headline,
    sheet,
    shortened,
    styled,
)
from noroshi.study.basing_answer import BaseAnswer, BasingAnswer, Gain
from noroshi.study.basing_wording import hours_a_day, short

Floats = NDArray[np.float64]
COLOURS: Final = (ORANGE, BLUE, GREEN, PURPLE, SKY, RED)
_HATCHES: Final = ("////", "", "....", "xxxx", "----", "++++")
_WIDTH: Final = 4.2
"""Of the map [inch]."""
_DAY_HOURS: Final = 24.0
_ALIKE: Final = 0.02
_MOST_STATIONS: Final = 6
_MOST_LENGTHS: Final = 6
"""Ways whose lengths find room on the map."""


@styled
def basing_hours(answer: BasingAnswer) -> Picture:
    """Bars of the hours that one craft is on station a day, station by station, base by base."""
    stations = list(answer.stations)[:_MOST_STATIONS]
    bases = _ordered(answer)
    figure, axes = sheet(WIDTH, 1.5 + len(stations) * (0.42 + 0.34 * len(bases)))
    ticks: list[tuple[float, str]] = []
    row = 0.0
    for station in stations:
        axes.text(0.0, row, answer.stations[station], fontweight="bold", va="center", clip_on=False)
        for k, base in enumerate(bases):
            row += 1.0
            found = _row(answer, base, station)
            _bar(axes, row, found, _gain(answer, base, station), k)
            ticks.append((row, short(found.name)))
        row += 1.35
    axes.set_ylim(row - 0.6, -0.7)
    axes.set_yticks([y for y, _ in ticks], [shortened(name, 18) for _, name in ticks])
    axes.tick_params(axis="y", length=0.0)
    axes.set_xlim(0.0, 1.32 * max(_DAY_HOURS * float(b.one.p95) for b in answer.bases) + 0.1)
    axes.xaxis.set_major_locator(MaxNLocator(8, prune="upper"))
    axes.set_xlabel(f"hours a day on station, one {shortened(answer.name, 22)}")
    grid(axes, "x")
    title = _title(answer, stations)
    headline(figure, title)
    alt = f"{title}. {_values(answer, stations)}."
    return Picture("basing-hours", alt, f"{_CAPTION}{_weather(answer)}", figure)


@styled
def basing_map(table: BasingTable, answer: BasingAnswer) -> Picture:
    """The geodesics from the bases to the stations, and the patrols at their size."""
    bases, stations = _ordered(answer), list(answer.stations)[:_MOST_STATIONS]
    ways = {(b, s): _way(table, b, s) for b in bases for s in stations}
    tracks = {s: _track(table, s) for s in stations}
    every = np.concatenate([*ways.values(), *tracks.values()])
    shared = chart(every[:, 0], every[:, 1], margin=0.09, grain=6e-4)
    west, south, east, north = shared.frame
    figure, axes = sheet(_WIDTH, (_WIDTH - 0.2) * (north - south) / (east - west) + 0.85)
    shared.draw_on(axes)
    for k, base in enumerate(bases):
        for station in stations:
            line = shared.place(*ways[base, station].T)
            axes.plot(*line.T, color=COLOURS[k % 6], linewidth=1.8, linestyle=_DASHES[k % 4])
    for track in tracks.values():
        axes.plot(*shared.place(*track.T).T, color=INK, linewidth=1.2, zorder=4)
    homes = np.array([ways[b, stations[0]][0] for b in bases])
    x, y = shared.place(homes[:, 0], homes[:, 1]).T
    axes.scatter(x, y, 46.0, marker="s", color=_colours(len(bases)), edgecolors=INK, zorder=5)
    _names(axes, table, answer, shared, ways, tracks)
    title = _map_title(answer, stations)
    headline(figure, title)
    return Picture(
        "basing-map", f"Map. {title}. {_distances(answer, stations)}.", _MAP_CAPTION, figure
    )


_CAPTION = (
    "One craft that flies as often as turn-round, failures, repairs, inspections and weather let "
    "it, with crews for every sortie, in the long run. Bar: median; line: 5 to 95 % of draws; in "
    "per cent: against the first base, draw by draw."
)
_ONE_WEATHER = " All bases are given one weather, that of “{fleet}”."
_MAP_CAPTION = (
    "Shortest lines from each base to the middle of each patrol, with their length and the time "
    "one way (medians); squares: bases; the patrols are drawn at their size."
)
_DASHES = ("-", "--", "-.", ":")


def _weather(answer: BasingAnswer) -> str:
    return _ONE_WEATHER.format(fleet=answer.weather.fleet) if answer.weather else ""


def _ordered(answer: BasingAnswer) -> list[str]:
    """The base that the others are compared with comes first."""
    every = list(dict.fromkeys(b.base for b in answer.bases))
    return [answer.over, *(b for b in every if b != answer.over)]


def _row(answer: BasingAnswer, base: str, station: str) -> BaseAnswer:
    return next(b for b in answer.bases if (b.base, b.station) == (base, station))


def _gain(answer: BasingAnswer, base: str, station: str) -> Gain | None:
    found = (g for g in answer.gains if (g.base, g.station) == (base, station))
    return next(found, None)


def _bar(axes: Axes, row: float, found: BaseAnswer, gain: Gain | None, which: int) -> None:
    low, mid, high = (_DAY_HOURS * float(v) for v in found.one)
    colour, hatch = COLOURS[which % 6], _HATCHES[which % 6]
    axes.barh(row, mid, height=0.72, color=colour, hatch=hatch, edgecolor=INK, linewidth=0.6)
    axes.plot([low, high], [row, row], color=INK, linewidth=1.1, solid_capstyle="butt")
    axes.plot([low, high], [row, row], "|", color=INK, markersize=6.0)
    text = "out of reach" if high <= 0.0 else _more(gain) or f"{mid:.1f} h"
    # By an offset, since a page drops leading spaces.
    axes.annotate(
        text, (high, row), va="center", fontweight="bold", xytext=(6, 0), textcoords="offset points"
    )


def _more(gain: Gain | None) -> str:
    """Against the first base; no hours beside it, which the median of a ratio need not lead to."""
    if gain is None or not np.isfinite(gain.ratio.p50):
        return ""
    return f"{100.0 * float(gain.ratio.p50):+.0f} %".replace("-", "−")


def _title(answer: BasingAnswer, stations: Sequence[str]) -> str:
    """What the base that gains most gives, where it gives most and where least."""
    gains = [g for g in answer.gains if g.station in stations and np.isfinite(g.ratio.p50)]
    if not gains:
        most = max(answer.bases, key=lambda b: float(b.one.p50))
        where = answer.stations[most.station]
        return f"From {short(most.name)} one is on station {hours_a_day(most.one)} a day: {where}"
    best = max(gains, key=lambda g: float(g.ratio.p50))
    own = sorted((g for g in gains if g.base == best.base), key=lambda g: -float(g.ratio.p50))
    name, over = (short(_row(answer, b, best.station).name) for b in (best.base, best.over))
    ends = own if len(own) == 1 else [own[0], own[-1]]
    parts = ", ".join(f"{_said(g)} ({answer.stations[g.station]})" for g in ends)
    return f"Time on station from {name} instead of {over}: {parts}"


def _said(gain: Gain) -> str:
    if abs(float(gain.ratio.p50)) < _ALIKE:
        return "no more"
    return (
        f"{abs(100.0 * float(gain.ratio.p50)):.0f} % {'more' if gain.ratio.p50 > 0.0 else 'less'}"
    )


def _values(answer: BasingAnswer, stations: Sequence[str]) -> str:
    rows = [b for b in answer.bases if b.station in stations]
    return "; ".join(
        f"{answer.stations[b.station]} from {short(b.name)} {hours_a_day(b.one)} a day"
        for b in rows
    )


def _way(table: BasingTable, base: str, station: str) -> Floats:
    """Longitude and latitude of points along the way, (point, 2) [deg]."""
    place = table.choice.bases[base]
    start = (place.lat.best, place.lon.best)
    distance, bearing = inverse(*start, *table.choice.stations[station].pattern.middle)
    lat, lon = direct(*start, np.linspace(0.0, 1.0, 65) * distance, bearing)
    return np.asarray(np.degrees(np.column_stack([lon, lat])))


def _track(table: BasingTable, station: str) -> Floats:
    pattern = table.choice.stations[station].pattern
    lat, lon = pattern.point(np.linspace(0.0, 1.0, 181) * pattern.length)
    return np.asarray(np.degrees(np.column_stack([lon, lat])))


def _colours(count: int) -> list[str]:
    return [COLOURS[k % 6] for k in range(count)]


def _names(
    axes: Axes,
    table: BasingTable,
    answer: BasingAnswer,
    on: Chart,
    ways: dict[tuple[str, str], Floats],
    tracks: dict[str, Floats],
) -> None:
    """Bases, stations, and the length of each way at its middle."""
    west, _, east, _ = on.frame
    labels = [_named(on, ways[b, next(iter(tracks))][0], b, table) for b in table.choice.bases]
    points = [on.place(*track[::12].T) for track in tracks.values()]
    for station, track in tracks.items():
        x, y = on.place(*track.T).mean(axis=0)
        labels.append(Label(shortened(answer.stations[station], 28), float(x), float(y), 8.5))
    for (base, station), way in ways.items() if len(ways) <= _MOST_LENGTHS else ():
        x, y = on.place(*way[32:33].T)[0]
        labels.append(Label(_length(_row(answer, base, station)), float(x), float(y), 8.0))
    points.append(np.array([[label.x, label.y] for label in labels[: len(table.choice.bases)]]))
    point = (east - west) / ((_WIDTH - 0.2) * 72.0)
    write_labels(axes, labels, frame=on.frame, point=point, points=np.concatenate(points))


def _named(on: Chart, where: Floats, base: str, table: BasingTable) -> Label:
    x, y = on.place(where[:1], where[1:])[0]
    return Label(short(table.choice.bases[base].name), float(x), float(y), 9.5, bold=True)


def _length(found: BaseAnswer) -> str:
    return f"{float(found.distance.p50) / 1e3:,.0f} km, {float(found.transit.p50) / 3600.0:.1f} h"


def _map_title(answer: BasingAnswer, stations: Sequence[str]) -> str:
    """The ways to the station to which they differ most."""
    rows = {s: [b for b in answer.bases if b.station == s] for s in stations}
    most = max(stations, key=lambda s: np.ptp([float(b.transit.p50) for b in rows[s]]))
    ways = sorted(rows[most], key=lambda b: float(b.transit.p50))
    shown = [ways[0], ways[-1]] if len(ways) > 1 else ways
    times = ", ".join(f"{float(b.transit.p50) / 3600.0:.1f} h from {short(b.name)}" for b in shown)
    return f"One way to {answer.stations[most]}: {times}"


def _distances(answer: BasingAnswer, stations: Sequence[str]) -> str:
    rows = [b for b in answer.bases if b.station in stations]
    return "; ".join(f"{short(b.name)} to {answer.stations[b.station]} {_length(b)}" for b in rows)
