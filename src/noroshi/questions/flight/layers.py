"""The flight on a map and a globe."""

from typing import Final

import numpy as np

from noroshi.questions.answer import Feature, Layer, PlainData
from noroshi.questions.base import Case

_APART: Final = 1.0
"""Between moments of the path at least [s]."""


def layers(data: PlainData, case: Case) -> tuple[Layer, ...]:
    """The path with its heights and times, where it begins and ends, and the places it passes.

    Times count from midnight of the later posture's day, since no moment of launch is published.
    """
    day = case.after.day
    return (
        Layer(
            "flight",
            "The flight",
            (_path(data), _end(data, "launch"), _end(data, "impact"), *_places(data)),
            epoch=f"{day}T00:00:00Z" if day else "",
        ),
    )


def _path(data: PlainData) -> Feature:
    time = data["time"]
    # Between moments that nearly coincide, a globe's polynomials would swing.
    kept = np.flatnonzero(np.diff(time, append=np.inf) > _APART)
    columns = (data[name][kept] for name in ("lon", "lat", "altitude"))
    points = tuple(tuple(map(float, row)) for row in np.column_stack([*columns]))
    stated = {"flight_time_s": float(data["impact_time"]), "burn_time_s": float(data["burn_time"])}
    times = tuple(map(float, time[kept]))
    return Feature("flight", "the flight", "line", points, "flight", stated, times)


def _end(data: PlainData, which: str) -> Feature:
    at = float(data[f"{which}_lon"]), float(data[f"{which}_lat"])
    name = str(data["launched_from"].item()) if which == "launch" else "impact"
    return Feature(which, name, "point", (at,), "site" if which == "launch" else "impact")


def _places(data: PlainData) -> tuple[Feature, ...]:
    return tuple(
        Feature(
            f"place-{i}",
            str(data["place_name"][i]),
            "point",
            ((float(data["place_lon"][i]), float(data["place_lat"][i])),),
            "city",
            {
                "pass_time_s": float(data["pass_time"][i]),
                "ground_distance_m": float(data["pass_distance"][i]),
                "altitude_m": float(data["pass_altitude"][i]),
            },
        )
        for i in range(data.sizes["place"])
    )
