"""One flight from the side: its path, each radar's horizon below it, and who saw it where."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray
from pyproj import Geod

from noroshi.output.figures.style import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PAPER,
    PURPLE,
    RED,
    WIDTH,
    Picture,
    grid,
    headline,
    sheet,
    styled,
)
from noroshi.output.horizon import lowest_seen
from noroshi.present.words import duration
from noroshi.questions.warning.pipe import Assessment
from noroshi.questions.warning.pipe.example import Exemplar
from noroshi.questions.warning.pipe.naming import sensor_name

Floats = NDArray[np.float64]
_GEOD = Geod(ellps="WGS84")
Path = tuple[Floats, Floats, Floats]
"""Ground distance along the track [km], altitude [km] and time [s], each (time,)."""
_SHOWN = 5
"""Sensors drawn: more lines cannot be told apart."""
_COLOURS = (BLUE, ORANGE, GREEN, PURPLE, RED)
_DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))
_MARKS = ("o", "s", "^", "D", "v")


@styled
def profile(example: Exemplar) -> Picture:
    """The flight's altitude over ground distance, and where it is first seen: posture after."""
    after = example.comparison.after
    path = _path(after, example.flight)
    ground, altitude, _ = path
    figure, axes = sheet(WIDTH, 4.9)
    axes.fill_between(ground, altitude, color=INK, alpha=0.06, linewidth=0)
    axes.plot(ground, altitude, color=INK, linewidth=1.6)
    _powered(axes, path, float(np.median(after.flights.burn_time[example.flight])))
    seen = _seers(example)
    for style, sensor in enumerate(seen):
        _sensor(axes, example, sensor, style, path)
    axes.set_xlim(0.0, float(ground.max()))
    axes.set_ylim(0.0, 1.12 * float(altitude.max()))
    axes.set_xlabel("ground distance from the launch point [km]")
    axes.set_ylabel("altitude above the ellipsoid [km]")
    grid(axes, "both")
    headline(figure, _title(example, seen))
    figure.legend(loc="outside lower left", ncols=1, fontsize=8.5, handlelength=3.5)
    return Picture("profile", _alt(example, seen), _CAPTION, figure)


_CAPTION = (
    "Lines in colour: the lowest altitude that each radar sees over the flight's ground track, "
    "with refraction; drawn only inside its sectors and its range limit. Marks: the median moment "
    "of first detection, on the path with every assumption at its best value. "
    "Thick: powered flight."
)


def _path(assessment: Assessment, flight: int) -> Path:
    nominal = assessment.flights.nominal
    flying = np.isfinite(nominal.altitude[flight])
    lat, lon = nominal.lat[flight][flying], nominal.lon[flight][flying]
    steps = _GEOD.inv(
        np.degrees(lon[:-1]), np.degrees(lat[:-1]), np.degrees(lon[1:]), np.degrees(lat[1:])
    )[2]
    ground = np.concatenate([[0.0], np.cumsum(steps)])
    return ground / 1e3, nominal.altitude[flight][flying] / 1e3, nominal.time[flying]


def _powered(axes: Axes, path: Path, burn: float) -> None:
    ground, altitude, time = path
    powered = time <= burn
    axes.plot(
        [*ground[powered], np.interp(burn, time, ground)],
        [*altitude[powered], np.interp(burn, time, altitude)],
        color=INK,
        linewidth=4.5,
        solid_capstyle="butt",
        label=f"powered flight, {duration(burn)}",
    )


def _seers(example: Exemplar) -> list[str]:
    """Sensors to draw: those that confirm the flight in at least half of the draws, by time.

    What was added comes first into the choice, then radars by their time, then one satellite.
    """
    after = example.comparison.after
    seen = after.detections
    usual = np.isfinite(seen.confirmed[example.flight]).mean(axis=0) >= 0.5
    ranked = sorted(
        (s for s, often in zip(seen.sensors, usual, strict=True) if often),
        key=lambda s: _median(example, s),
    )
    old = set(example.comparison.before.detections.sensors)
    satellites = [s for s in ranked if after.scenario.sensors[s].kind == "infrared"]
    radars = [s for s in ranked if s not in satellites]
    chosen = [*sorted(radars, key=lambda s: s in old)[: _SHOWN - 1], *satellites[:1]]
    return [s for s in ranked if s in chosen]


def _sensor(axes: Axes, example: Exemplar, sensor: str, style: int, path: Path) -> None:
    """A radar's horizon over the track, and the mark of its first detection."""
    after = example.comparison.after
    nominal = after.flights.nominal
    flying = np.isfinite(nominal.altitude[example.flight])
    lat, lon = (angle[example.flight][flying] for angle in (nominal.lat, nominal.lon))
    ground, altitude, time = path
    when = _median(example, sensor)
    colour, dash = _COLOURS[style], _DASHES[style]
    axes.plot(
        ground,
        lowest_seen(after, sensor, lat, lon) / 1e3,
        color=colour,
        linestyle=dash,
        linewidth=1.4,
    )
    axes.plot(
        np.interp(when, time, ground),
        np.interp(when, time, altitude),
        color=colour,
        marker=_MARKS[style],
        markersize=8.0,
        markeredgecolor=PAPER,
        linestyle=dash,
        label=f"{sensor_name(example.comparison, sensor)}: {duration(when)} after launch",
        zorder=5,
    )


def _title(example: Exemplar, seen: list[str]) -> str:
    if not seen:
        return f"{example.name}: no sensor confirms it in half of the draws"
    radars = [s for s in seen if example.comparison.after.scenario.sensors[s].kind != "infrared"]
    if not radars:
        return f"{example.name}: no radar sees it"
    name = sensor_name(example.comparison, min(radars, key=lambda s: _median(example, s)))
    return f"{example.name}: {name} is the first radar to see it"


def _median(example: Exemplar, sensor: str) -> float:
    seen = example.comparison.after.detections
    first = seen.first[example.flight, :, seen.sensors.index(sensor)]
    return float(np.median(first[np.isfinite(first)]))


def _alt(example: Exemplar, seen: list[str]) -> str:
    names = ", ".join(sensor_name(example.comparison, s) for s in seen)
    return (
        f"Altitude against ground distance. {_title(example, seen)}. Seen by: {names or 'nobody'}."
    )
