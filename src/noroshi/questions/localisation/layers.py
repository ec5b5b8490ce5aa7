"""The ellipses about one flight's impact on a map and a globe, each shown until the next."""

from collections.abc import Iterator

import numpy as np

from noroshi.questions.answer import Feature, Layer, Numbers, PlainData
from noroshi.questions.localisation.history import LARGEST, PROBABILITY
from noroshi.questions.localisation.radar_figures import coverage_lines
from noroshi.scenario.records import Scenario
from noroshi.tracking.ellipse import Ellipse, outline


def layers(data: PlainData, world: Scenario) -> tuple[Layer, ...]:
    """The impact, and where radars confirm; none of the first where nobody tracks the flight.

    Times count from midnight of the later posture's day, since no moment of launch is declared.
    """
    covered = _covered(Numbers(data))
    if not data.sizes["instant"]:
        return covered
    features = [*_ellipses(Numbers(data)), _impact(Numbers(data))]
    epoch = f"{world.day}T00:00:00Z" if world.day else ""
    title = f"Where the impact is known to lie: {data['example_name'].item()}"
    return (Layer("impact", title, tuple(features), epoch=epoch), *covered)


def _covered(found: Numbers) -> tuple[Layer, ...]:
    """Where radars confirm, by altitude; none where there is nothing to lay a map about."""
    if not found.plain.sizes["spot"]:
        return ()
    title = "Where radars confirm a coasting target with probability one half, by altitude"
    return (Layer("confirmed", title, tuple(coverage_lines(found))),)


def drawn(found: Numbers, posture: str, instant: int) -> bool:
    """Whether there is an ellipse, small enough to be shown on a map."""
    at = {"posture": posture, "instant": instant}
    return found.number("ellipse_radius", **at) <= LARGEST  # not so where there is no number


def edge(found: Numbers, posture: str, instant: int) -> tuple[tuple[float, float], ...]:
    """Outline of an ellipse, longitude and latitude [deg]; the last point is the first."""
    at = {"posture": posture, "instant": instant}
    shape = Ellipse(
        lat=np.radians([found.number("example_lat")]),
        lon=np.radians([found.number("example_lon")]),
        major=np.array([found.number("ellipse_major", **at)]),
        minor=np.array([found.number("ellipse_minor", **at)]),
        bearing=np.radians([found.number("ellipse_bearing", **at)]),
        probability=PROBABILITY,
    )
    lat, lon = outline(shape)
    around = np.degrees(np.column_stack([np.unwrap(lon[:, 0]), lat[:, 0]]))
    return tuple((float(x), float(y)) for x, y in around)


def _ellipses(found: Numbers) -> Iterator[Feature]:
    """Of both postures, each from its time to the next one's, the last for good."""
    times = found.plain["instant_time"]
    ends = [*times[1:], found.number("example_flight_time")]
    for posture in found.names("posture"):
        for instant, (start, end) in enumerate(zip(times, ends, strict=True)):
            if drawn(found, posture, instant):
                yield _ellipse(found, posture, instant, (float(start), float(end)))


def _ellipse(found: Numbers, posture: str, instant: int, shown: tuple[float, float]) -> Feature:
    radius = found.number("ellipse_radius", posture=posture, instant=instant)
    return Feature(
        f"{posture}/{shown[0]:g}",
        f"Impact as known {posture}: {radius / 1e3:,.0f} km",
        "polygon",
        edge(found, posture, instant),
        posture,
        {
            "flight": found.word("example"),
            "posture": posture,
            "time_s": shown[0],
            "probability": PROBABILITY,
            "radius_m": round(radius, 1),
        },
        shown=shown,
    )


def _impact(found: Numbers) -> Feature:
    at = found.number("example_lon"), found.number("example_lat")
    return Feature("impact", found.word("example_place"), "point", (at,), "city")
