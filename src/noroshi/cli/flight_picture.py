"""The picture of one flight: altitude over the ground, with times along the way."""

from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from noroshi.cli.flight_chart import draw_track, two_sheets
from noroshi.cli.flight_job import Told
from noroshi.earth import geodesic
from noroshi.earth.ellipsoid import geodetic
from noroshi.errors import NoroshiError
from noroshi.motion.published import minutes
from noroshi.motion.records import Flights
from noroshi.motion.sample import positions
from noroshi.output.figures.render import png, svg
from noroshi.output.figures.style import (
    BLUE,
    INK,
    ORANGE,
    SOFT,
    Picture,
    grid,
    headline,
    styled,
)
from noroshi.report.folder import write_files

_POINTS = 400
_SPACINGS = (1, 2, 5, 10, 15, 30)  # [min] between marks, so that a dozen at most are drawn


def draw_flight(told: Told, file: Path) -> None:
    """Write the picture as the ending of the file's name says."""
    if file.suffix not in (".png", ".svg"):
        raise NoroshiError(f"--plot: '{file}' must end in .png or .svg")
    picture = profile(told)
    content = png(picture) if file.suffix == ".png" else svg(picture)
    write_files(file.parent, {file.name: content})


@styled
def profile(told: Told) -> Picture:
    """Altitude against the distance over the ground."""
    flight = told.best
    figure, (axes, chart) = two_sheets(8.0, 8.0)
    burn, end = float(flight.plan.burn_time[0]), float(flight.flight_time[0])
    for start, stop, colour, width in ((burn, end, BLUE, 2.0), (0.0, burn, ORANGE, 4.0)):
        axes.plot(*_along(flight, np.linspace(start, stop, _POINTS)), color=colour, lw=width)
    _marks(axes, flight, end)
    _label(axes, flight, burn, f"burn-out, {burn:.0f} s", (8, -4))
    top = float(flight.apogee_time[0])
    high = f"apogee {flight.apogee[0] / 1e3:,.0f} km, {minutes(top)}"
    _label(axes, flight, top, high, (0, 10), "center")
    _label(axes, flight, end, f"impact, {minutes(end)}", (-22, 4), "right")
    for place, near in told.over:
        if abs(near.time - end) > 1.0:
            passing = f"nearest {place.name}, {minutes(near.time)}"
            _label(axes, flight, near.time, passing, *_inside((near.time - top) / end))
    axes.set_xlabel(f"distance over the ground from {told.start.name} [km]")
    axes.set_ylabel("altitude [km] (its own scale)")
    axes.set_ylim(0.0, 1.12 * flight.apogee[0] / 1e3)
    axes.set_xlim(left=0.0)
    axes.margins(x=0.06)
    grid(axes, "both")
    title = f"{flight.range[0] / 1e3:,.0f} km far, {flight.apogee[0] / 1e3:,.0f} km high"
    title += f": {minutes(end)}"
    if told.stated is not None:
        title += f". Stated, {minutes(told.stated)}: {told.examined.verdict}"
    draw_track(chart, flight, [told.start, *(place for place, _ in told.over)])
    headline(figure, title)
    words = (
        f"{title}. Above: altitude over distance; below: the track over the ground. Orange: "
        "powered flight. Dots: time after launch."
    )
    return Picture("flight", words, words, figure)


def _along(flight: Flights, time: Any) -> tuple[Any, Any]:
    """Distance over the ground and altitude [km]."""
    lat, lon, altitude = geodetic(*positions(flight, np.asarray(time))[:, :, 0].T)
    distance, _ = geodesic.inverse(flight.plan.launch_lat, flight.plan.launch_lon, lat, lon)
    return distance / 1e3, altitude / 1e3


def _marks(axes: Axes, flight: Flights, end: float) -> None:
    spacing = next((s for s in _SPACINGS if end / 60.0 / s <= 12), 60)
    time = np.arange(spacing, end / 60.0, spacing, dtype=float)
    named = np.array([flight.plan.burn_time[0], flight.apogee_time[0], end]) / 60.0
    time = time[np.min(np.abs(time[:, None] - named), axis=1) > 0.3 * spacing]
    if len(time) == 0:
        return
    x, y = _along(flight, 60.0 * time)
    axes.plot(x, y, "o", color=INK, ms=4)
    for minute, a, b in zip(time, x, y, strict=True):
        rising = 60.0 * minute < flight.apogee_time[0]
        axes.annotate(
            f"{minute:.0f} min",
            (a, b),
            (-7 if rising else 7, 0),
            textcoords="offset points",
            ha="right" if rising else "left",
            color=SOFT,
            fontsize=8,
        )


def _inside(after_apogee: float) -> tuple[tuple[int, int], str]:
    """Where a label stands clear of the curve, below it; given the share of the flight's time."""
    if abs(after_apogee) < 0.2:
        return (0, -50), "center"
    return ((-10, -14), "right") if after_apogee > 0.0 else ((10, -14), "left")


def _label(
    axes: Axes, flight: Flights, time: float, text: str, offset: tuple[int, int], ha: str = "left"
) -> None:
    x, y = _along(flight, np.array([time]))
    axes.plot(x, y, "o", color=INK, ms=7, mfc="white", zorder=3)
    axes.annotate(
        text, (x[0], y[0]), offset, textcoords="offset points", ha=ha, fontweight="bold", zorder=4
    )
