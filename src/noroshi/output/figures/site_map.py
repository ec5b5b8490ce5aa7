"""From where a place is seen on one day: the satellites' ways over the ground, and their looks."""

from datetime import timedelta
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from noroshi.access.opportunities import DAY
from noroshi.assessment.site_day import Look, Orbits, looks, orbits
from noroshi.assessment.site_records import SiteWatch
from noroshi.earth.geodesic import direct
from noroshi.output.figures.chart import Chart, chart
from noroshi.output.figures.labels import Label, write_labels
from noroshi.output.figures.style import (
    BLUE,
    INK,
    ORANGE,
    PAPER,
    RED,
    WIDTH,
    Picture,
    headline,
    sheet,
    shortened,
    styled,
)

Floats = NDArray[np.float64]
_GRAIN = 1.5e-3
_TRACK = 60.0
"""To either side of the best view [s]: about 400 km of the way."""
_LEAST = 400e3
"""From the place to the map's edge at least [m]."""


class _Seen(NamedTuple):
    """One look on the chart."""

    look: Look
    text: str
    track: Floats
    """The way below the satellite, (time, 2) [m]."""
    below: Floats
    """Where it was at the best view, (2,) [m]."""


@styled
def site_map(watch: SiteWatch) -> Picture:
    """Every opportunity of a clear day of one draw: where the satellite was, and when."""
    shown = orbits(watch)
    every = looks(shown, watch.place)
    on = _chart(shown, every)
    west, south, east, north = on.frame
    figure, axes = sheet(WIDTH, (WIDTH - 0.2) * (north - south) / (east - west) + 1.0)
    on.draw_on(axes)
    seen = [_placed(look, shown, on) for look in every]
    site = on.place(*(np.degrees([e.best]) for e in (watch.place.lon, watch.place.lat)))[0]
    for each in seen:
        _draw(axes, each, site)
    axes.plot(*site, "*", color=RED, markeredgecolor=INK, markersize=13, zorder=5)
    _names(axes, watch, on, seen, site)
    figure.legend(handles=_legend(every), loc="outside lower left", ncols=3, fontsize=8.5)
    title = _title(watch, shown, every)
    headline(figure, title)
    told = "; ".join(f"{s.text}, {np.degrees(s.look.off_nadir):.0f}° off nadir" for s in seen)
    alt = f"Map. {title}. {told}." if told else f"Map. {title}."
    return Picture(f"site-map-{watch.site}", alt, _CAPTION, figure)


_CAPTION = (
    "The first clear day of one draw; where along its orbit each satellite is, is drawn and not "
    "known. Dot: where it stands straight above when the place is best in view, with the local "
    "solar time; line through the dot: its way over the ground in two minutes."
)


def _chart(shown: Orbits, every: tuple[Look, ...]) -> Chart:
    place = shown.watch.place
    around = direct(place.lat.best, place.lon.best, _LEAST, np.arange(4.0) * 0.5 * np.pi)
    spots = [shown.below(k.imager.satellite, np.array([k.best])) for k in every]
    lat, lon = (np.degrees(np.concatenate(c)) for c in zip(around, *spots, strict=True))
    return chart(lon, lat, margin=0.09, grain=_GRAIN)


def _placed(look: Look, shown: Orbits, on: Chart) -> _Seen:
    time = look.best + np.linspace(-_TRACK, _TRACK, 21)
    lat, lon = shown.below(look.imager.satellite, time)
    track = on.place(np.degrees(lon), np.degrees(lat))
    hour, minute = divmod(int(look.best % DAY // 60.0), 60)
    name = shortened(look.imager.platform.name.split(" (")[0], 18)
    return _Seen(look, f"{hour}:{minute:02d} {name}", track, track[10])


def _colour(look: Look) -> str:
    return BLUE if look.imager.camera.needs_clear_sky else ORANGE


def _draw(axes: Axes, seen: _Seen, site: Floats) -> None:
    colour = _colour(seen.look)
    axes.plot(*np.stack([seen.below, site]).T, ":", color=colour, linewidth=0.9, zorder=2)
    axes.plot(*seen.track.T, color=colour, linewidth=1.6, zorder=3)
    marker = "o" if colour == BLUE else "s"
    axes.plot(*seen.below, marker, color=colour, markeredgecolor=INK, markersize=5, zorder=4)


def _names(axes: Axes, watch: SiteWatch, on: Chart, seen: list[_Seen], site: Floats) -> None:
    name = watch.place.name.split(",")[0]
    labels = [Label(name, float(site[0]), float(site[1]), size=9.0, bold=True, colour=RED)]
    ranked = sorted(seen, key=lambda s: not s.look.imager.camera.needs_clear_sky)
    labels += [Label(s.text, float(s.below[0]), float(s.below[1]), size=6.8) for s in ranked]
    point = (on.frame[2] - on.frame[0]) / ((WIDTH - 0.2) * 72.0)
    dots = np.array([site, *(s.below for s in seen)])
    write_labels(axes, labels, frame=on.frame, point=point, points=dots)


def _legend(every: tuple[Look, ...]) -> list[Line2D]:
    kinds = {
        "camera": ("o", BLUE, any(k.imager.camera.needs_clear_sky for k in every)),
        "radar": ("s", ORANGE, any(not k.imager.camera.needs_clear_sky for k in every)),
    }
    marks = [
        Line2D([], [], color=c, marker=m, markeredgecolor=INK, markersize=5, label=name)
        for name, (m, c, there) in kinds.items()
        if there
    ]
    line = Line2D([], [], color=INK, linestyle=":", linewidth=0.9, label="line of sight")
    return [*marks, line] if marks else [Line2D([], [], color=PAPER, label="no look on that day")]


def _title(watch: SiteWatch, shown: Orbits, every: tuple[Look, ...]) -> str:
    name = watch.place.name.split(",")[0]
    day = watch.terms.start + timedelta(days=shown.day)
    cameras = [k for k in every if k.imager.camera.needs_clear_sky]
    radars = len(every) - len(cameras)
    text = f"{name} on {day.day} {day:%B %Y}, a clear day: {_count(len(cameras), 'camera')}"
    if cameras:
        hours = [k.best % DAY / 3600.0 for k in cameras]
        text += f" between {_clock(min(hours))} and {_clock(max(hours))}"
    also = f"{_count(radars, 'radar')}"
    return f"{text}, {also.replace(' looks', '')} by day and night" if radars else text


def _count(number: int, kind: str) -> str:
    return f"one look by a {kind}" if number == 1 else f"{number or 'no'} looks by {kind}s"


def _clock(hour: float) -> str:
    return f"{int(hour)}:{int(hour % 1.0 * 60.0):02d}"
