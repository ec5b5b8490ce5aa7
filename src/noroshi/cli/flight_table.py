"""The answer of `noroshi flight` for people: the verdict first, then a table."""

import math
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

from noroshi.cli.flight_job import Asked, Told, bearing_of_impact
from noroshi.motion.published import minutes

_COLOUR = {"consistent": "green", "early": "yellow", "late": "yellow", "impossible": "bold red"}


def print_flight(told: Told, asked: Asked) -> None:
    """Verdict, table, passes and what was assumed."""
    console = Console(highlight=False)
    console.print(_verdict(told), soft_wrap=False)
    console.print(_table(told, asked))
    if told.over:
        console.print(_passes(told))
    for note in _notes(told, asked):
        console.print(Text(note, style="dim"))


def _verdict(told: Told) -> Text:
    verdict = told.examined.verdict
    if verdict is None:
        low, _, high = told.examined.flight_time
        least, most = minutes(low), minutes(high)
        between = least if least == most else f"{least} to {most}"
        return Text.assemble(("Flight time ", "bold"), (between, "bold"))
    reason = told.examined.reason
    return Text.assemble((verdict.capitalize(), _COLOUR[verdict]), f": {reason}.")


def _table(told: Told, asked: Asked) -> Table:
    best, examined = told.best, told.examined
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    level = bearing_of_impact(best)
    rows: list[tuple[str, str]] = [
        ("from", told.start.name),
        ("impact", _degrees(best.impact_lat[0], best.impact_lon[0])),
        ("range", f"{best.range[0] / 1e3:,.0f} km, bearing {level:.1f}°"),
        ("apogee", f"{best.apogee[0] / 1e3:,.0f} km, after {minutes(best.apogee_time[0])}"),
        ("powered", _interval(examined.flights.plan.burn_time[:3], 1.0, "s", 0)),
        ("burn-out altitude", _interval(examined.burnout_altitude, 1e3, "km", 0)),
        ("flight time", _interval(examined.flight_time, 60.0, "min", 1)),
        ("least over this apogee", minutes(examined.least_time)),
        ("equivalent range", _interval(examined.equivalent, 1e3, "km", 0)),
        ("vehicle class", examined.vehicle_class),
    ]
    for name, value in rows:
        table.add_row(Text(name, style="dim"), value)
    return table


def _passes(told: Told) -> Table:
    table = Table("passes nearest to", "after launch", "over the ground", "at altitude", box=None)
    for place, near in told.over:
        table.add_row(
            place.name,
            minutes(near.time),
            f"{near.ground_distance / 1e3:,.0f} km away",
            f"{max(near.altitude, 0.0) / 1e3:,.0f} km",
        )
    return table


def _notes(told: Told, asked: Asked) -> list[str]:
    notes = []
    name, varied = told.examined.vehicle_class, told.examined.flights.plan
    causes = [
        cause
        for cause, values in (
            ("burn time", varied.burn_time),
            ("growth of acceleration", varied.growth),
        )
        if np.ptp(values) > 0.0
    ]
    if causes:
        over = " and the ".join(causes)
        notes.append(f"Median, and 5–95 % over the {over} of the class {name} in {asked.scenario}.")
    if told.examined.outreached:
        notes.append(
            f"No class of {asked.scenario} reaches as far on a standard trajectory: {name} stands "
            "in, as the one that comes nearest."
        )
    if told.assumed_east:
        notes.append("No direction was given: it flies due east here.")
    return notes


def _interval(values: Any, size: float, unit: str, digits: int) -> str:
    low, best, high = (value / size for value in values)
    if not math.isfinite(low):
        return "no limit: into orbit, or nearly"
    if not math.isfinite(best):
        return f"{low:,.{digits}f} {unit} or more"
    said = f"{best:,.{digits}f} {unit}"
    if not math.isfinite(high):
        return f"{said} ({low:,.{digits}f} or more)"
    bounds = f"{low:,.{digits}f}–{high:,.{digits}f}"
    return said if bounds == f"{best:,.{digits}f}–{best:,.{digits}f}" else f"{said} ({bounds})"


def _degrees(lat: float, lon: float) -> str:
    north, east = math.degrees(lat), math.degrees(lon)
    ns, ew = "N" if north >= 0 else "S", "E" if east >= 0 else "W"
    return f"{abs(north):.2f}° {ns}, {abs(east):.2f}° {ew}"
