"""One flight as it becomes known where it comes down: the numbers of the example."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from noroshi.present.words import clock, in_sentence
from noroshi.questions.answer import Axis
from noroshi.questions.localisation.followed import Followed, follow
from noroshi.questions.localisation.history import SCALE, History, Shape, history
from noroshi.questions.localisation.inside import inside
from noroshi.questions.localisation.launch_point import launch_point
from noroshi.questions.localisation.radars import radar_numbers
from noroshi.questions.variables import POSTURES
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.example import exemplar
from noroshi.questions.warning.pipe.naming import receiver_name
from noroshi.tracking.ellipse import axes

if TYPE_CHECKING:
    from noroshi.questions.localisation.tracker import Errors

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ExampleFlight:
    """What the example adds to the data of the answer."""

    axes: tuple[Axis, ...]
    values: dict[str, Any]


def example(comparison: Comparison, *, tracker: bool = False) -> ExampleFlight:
    """The flight whose warning the decisions changed most, with every estimate at its best value.

    Without entries along its axes where no flight comes down anywhere, or nobody tracks it.

    Args:
        comparison: of the postures.
        tracker: whether a simulated tracker runs on it, too.
    """
    chosen = exemplar(comparison)
    followed = None if chosen is None else follow(chosen)
    found = None if followed is None else history(followed)
    simulated = _simulated(followed) if tracker and followed is not None else (None, None)
    at, values = _at_instants(found)
    looks, tracked = _looks(simulated)
    radars = radar_numbers(comparison, followed)
    told = {**_named(followed), **values, **tracked, **radars.values}
    return ExampleFlight((*at, looks, *radars.axes), told)


def _simulated(followed: Followed) -> "tuple[Errors | None, Errors | None]":
    # Only now: it needs JAX, which takes half a second to start, and is seldom asked for.
    from noroshi.questions.localisation.tracker import errors

    return errors(followed)


def _named(followed: Followed | None) -> dict[str, Any]:
    if followed is None:
        nothing = ("example", "example_name", "example_place", "example_party")
        return {
            **dict.fromkeys(nothing, ""),
            "example_lat": np.nan,
            "example_lon": np.nan,
            "example_flight_time": np.nan,
        }
    chosen = followed.example
    after = chosen.comparison.after
    lat, lon = followed.declared.aim
    return {
        "example": followed.declared.id,
        "example_name": chosen.name,
        "example_place": receiver_name(chosen.comparison, after.receivers[chosen.receiver]),
        "example_party": in_sentence(after.scenario.parties[after.parties[chosen.party]].name),
        "example_lat": np.degrees(lat),
        "example_lon": np.degrees(lon),
        "example_flight_time": followed.flight_time,
    }


def _at_instants(found: History | None) -> tuple[list[Axis], dict[str, Any]]:
    """What is known at the telling times, and how it shrank."""
    instants = () if found is None else found.instants
    areas = () if found is None else inside(found)
    launched = () if found is None else (launch_point(found),)
    nothing = np.zeros((2, 0))
    values: dict[str, Any] = {
        **drawn_ellipses(found),
        "example_radius_history": nothing if found is None else np.stack(found.radius),
        "in_area": np.reshape(
            [[getattr(area, p) for area in areas] for p in POSTURES],
            (2, len(areas), len(instants)),
        ),
        "launch_radius": next((np.stack([p.before, p.after]) for p in launched), nothing),
    }
    steps = [] if found is None else list(map(float, found.time))
    named = [f"{clock(i.time)} after launch" for i in instants]
    return [
        Axis("instant", list(range(len(instants))), named, "after launch"),
        Axis("area", list(range(len(areas))), [area.name for area in areas]),
        Axis("step", steps, words="after launch [s]"),
    ], values


def drawn_ellipses(found: History | None) -> dict[str, Floats]:
    """The ellipses that are drawn, by the names of their variables, (posture, instant)."""
    instants = () if found is None else found.instants
    shapes = [[getattr(i, posture) for i in instants] for posture in POSTURES]
    parts = np.array([[_ellipse_parts(s) for s in row] for row in shapes], dtype=np.float64)
    major, minor, bearing, radius = np.moveaxis(parts.reshape(2, -1, 4), -1, 0)
    return {
        "instant_time": np.array([i.time for i in instants], dtype=np.float64),
        "ellipse_major": major,
        "ellipse_minor": minor,
        "ellipse_bearing": bearing,
        "ellipse_radius": radius,
    }


def _ellipse_parts(shape: Shape | None) -> tuple[float, float, float, float]:
    """Half axes [m], bearing of the longer [deg] and radius of a circle as large [m]."""
    if shape is None:
        return (np.nan,) * 4
    large, small, bearing = (float(part[0]) for part in axes(shape.covariance[:, None]))
    return SCALE * large, SCALE * small, float(np.degrees(bearing)), shape.radius


def _looks(both: "tuple[Errors | None, Errors | None]") -> tuple[Axis, dict[str, Floats]]:
    """The simulated tracker's errors look by look; no number behind the last look of a posture."""
    most = max((len(found.time) for found in both if found is not None), default=0)

    def column(name: str) -> Floats:
        values = np.full((2, most), np.nan)
        for row, found in zip(values, both, strict=True):
            if found is not None:
                row[: len(found.time)] = getattr(found, name)
        return values

    return Axis("look", list(range(most))), {
        "look_time": column("time"),
        "tracker_error": column("error"),
        "least_error": column("least"),
    }
