"""From where a place is seen on one day: the satellites' ways over the ground, and their looks."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from noroshi.present.charts import Spec
from noroshi.present.features import OnMap, line, point
from noroshi.present.maps import frame_for, geographic
from noroshi.present.palette import FEATURES
from noroshi.questions.answer import Feature, Figure, Layer, PlainData
from noroshi.questions.site.words import SiteNumbers, places

if TYPE_CHECKING:
    import xarray as xr

_LEAST: Final = 800e3
"""Side of the smallest map [m]."""


def figures(data: "xr.Dataset | PlainData", layers: Mapping[str, Layer]) -> Iterator[Figure]:
    """A map a place."""
    for place in places(data):
        seen = looks(place, layers["looks"])
        yield Figure(
            name=f"map-{place.site}",
            title=title(place, seen),
            caption="The first clear day of one draw; where along its orbit each satellite is, is "
            "drawn and not known. Mark: where it stands straight above when the place is best in "
            "view, with the local solar time; line through it: its way over the ground in two "
            "minutes; dotted: line of sight.",
            variables=("pass_time", "pass_satellite", "shown_day"),
            draw=partial(day_map, place, seen, layers["sites"]),
        )


def looks(place: SiteNumbers, layer: Layer) -> list[Feature]:
    """Features of the looks at a place, those of cameras first."""
    own = [f for f in layer.features if f.properties["site"] == place.site]
    return sorted(own, key=lambda f: f.role != "look by camera")


def day_map(place: SiteNumbers, seen: Sequence[Feature], sites: Layer) -> Spec:
    """Every opportunity of a clear day of one draw: where the satellite was, and when."""
    (site,) = (f for f in sites.features if f.id == place.site)
    lon, lat = site.points[0][:2]
    shown = [point(lon, lat, "site", place.name)]
    shown += [_drawn(f) for f in seen if f.geometry == "point"]
    shown += [_drawn(f) for f in seen if f.geometry == "line"]
    shown += [
        line([f.points[0][0], lon], [f.points[0][1], lat], "bound")
        for f in seen
        if f.geometry == "point"
    ]
    return geographic(
        shown,
        title=title(place, seen),
        key_words={"after": "camera", "new": "radar"},
        frame=frame_for(shown, margin=0.09, least=_LEAST),
    )


def _drawn(feature: Feature) -> OnMap:
    lon, lat = (list(c) for c in zip(*(p[:2] for p in feature.points), strict=True))
    role = FEATURES[feature.role]
    if feature.geometry == "point":
        return point(lon[0], lat[0], role, feature.name)
    return line(np.unwrap(lon, period=360.0), lat, role)


def title(place: SiteNumbers, seen: Sequence[Feature]) -> str:
    """How many looks there are by cameras, and by radars."""
    points = [f for f in seen if f.geometry == "point"]
    cameras = [f for f in points if f.role == "look by camera"]
    radars = len(points) - len(cameras)
    day = list(place.numbers.names("day").values())[round(place.numbers.number("shown_day"))]
    text = f"{place.name} on {day}, a clear day: {_count(len(cameras), 'camera')}"
    if cameras:
        clocks = sorted((str(f.properties["local_time"]) for f in cameras), key=_minutes)
        text += f" between {clocks[0]} and {clocks[-1]}"
    also = _count(radars, "radar")
    return f"{text}, {also.replace(' looks', '')} by day and night" if radars else text


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


def _count(number: int, kind: str) -> str:
    return f"one look by a {kind}" if number == 1 else f"{number or 'no'} looks by {kind}s"
