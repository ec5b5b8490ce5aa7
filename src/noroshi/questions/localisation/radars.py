"""What limits radars: errors that do not average out, their time, where they see how surely."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.earth.ray_trace import refraction_error, trace
from noroshi.earth.refraction import surface_refractivity
from noroshi.present.words import kilometres
from noroshi.questions.answer import Axis
from noroshi.questions.localisation.budget import LAUNCHES, launch_delay
from noroshi.questions.localisation.coverage import ALTITUDES, coverage
from noroshi.questions.localisation.followed import Followed
from noroshi.questions.localisation.shared_errors import (
    ERRORS,
    SIZES,
    SharedErrors,
    first_known,
    shared_errors,
)
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.stations import Station, all_stations
from noroshi.scenario.records import Ground, Place, Scenario
from noroshi.sensing import Radar
from noroshi.sensing.bias import CAUSES
from noroshi.world import Draws

Floats = NDArray[np.float64]
ELEVATIONS: Final = (0.0, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 45.0)
"""Apparent elevations at which it is told what the air does [deg]."""
_HIGH: Final = 300e3
"""Height of the target that is told of there [m]."""
_CAUSES: Final = {
    "across": "misalignment sideways",
    "upwards": "misalignment upwards",
    "range": "zero of the range",
    "refraction": "air other than it is corrected for",
}


class RadarNumbers(NamedTuple):
    """What this adds to the data of the answer."""

    axes: tuple[Axis, ...]
    values: dict[str, Any]


def radar_numbers(comparison: Comparison, followed: Followed | None) -> RadarNumbers:
    """All numbers about radars.

    Args:
        comparison: of the postures.
        followed: the flight that is followed; None where there is none.
    """
    shared = None if followed is None else shared_errors(followed)
    radars = _radars(comparison)
    section = _cross_section(comparison, followed)
    seen = coverage(comparison, section)
    reckoned = () if shared is None else tuple(map(float, np.round(shared.time, 3)))
    axes = (
        Axis("errors", list(ERRORS), list(ERRORS.values())),
        Axis("size", [float(s) for s in SIZES], [f"{kilometres(s)} km" for s in SIZES], "within"),
        Axis("cause", list(CAUSES), [_CAUSES[c] for c in CAUSES]),
        Axis("reckoned", reckoned, words="after launch [s]"),
        Axis("apparent", list(ELEVATIONS), [f"{e:g}°" for e in ELEVATIONS], "apparent elevation"),
        Axis("radar", [r.id for r, _ in radars], [r.name for r, _ in radars]),
        Axis("launches", list(LAUNCHES), [f"{n:,}" for n in LAUNCHES], "launches"),
        Axis("altitude", [float(a) for a in ALTITUDES], [f"{a / 1e3:,.0f} km" for a in ALTITUDES]),
        Axis("spot", list(range(len(seen.lat_deg)))),
    )
    values: dict[str, Any] = {
        **_shared(shared),
        **_refraction(comparison.after.scenario),
        **_stand(comparison, radars),
        "launch_delay": launch_delay(comparison, followed),
        "coverage_cross_section": section,
        "coverage": seen.probability,
        "coverage_drawn": seen.drawn,
        "coverage_area": seen.cell * np.sum(seen.probability >= 0.5, axis=-1),
        "spot_lat": seen.lat_deg,
        "spot_lon": seen.lon_deg,
    }
    return RadarNumbers(axes, values)


def _radars(comparison: Comparison) -> tuple[Station, ...]:
    """Of both postures, each once."""
    stations, _ = all_stations([a.scenario for a in (comparison.before, comparison.after)])
    return tuple({s.id: (s, place) for s, place in stations if isinstance(s, Radar)}.values())


def _stand(comparison: Comparison, radars: Sequence[Station]) -> dict[str, Any]:
    """Where radars stand, and in which of the postures."""
    best = Draws.best()
    at = [np.degrees(_ground(place, best)) for _, place in radars]
    lat, lon = np.reshape(at, (-1, 2)).T
    both = (comparison.before, comparison.after)
    own = [[r.id in a.scenario.sensors for a in both] for r, _ in radars]
    words = {(True, True): "both", (True, False): "before", (False, True): "after"}
    return {
        "radar_lat": lat,
        "radar_lon": lon,
        "radar_in": [words[was, now] for was, now in own],
    }


def _ground(place: Place, best: Draws) -> tuple[float, float]:
    """Latitude and longitude of a place on the ground [rad]; no number of one in space."""
    if not isinstance(place, Ground):
        return np.nan, np.nan
    return float(best(place.lat)[0]), float(best(place.lon)[0])


def _shared(found: SharedErrors | None) -> dict[str, Floats]:
    radius = np.zeros((2, len(ERRORS), 0)) if found is None else found.radius
    return {
        "shared_radius": radius,
        "shared_known": np.full((*radius.shape[:2], len(SIZES)), np.inf)
        if found is None
        else first_known(found),
        "shared_least": radius.min(axis=-1, initial=np.inf),
        "shared_left": np.full((2, len(CAUSES)), np.nan) if found is None else found.left,
    }


def _refraction(world: Scenario) -> dict[str, Floats]:
    """What the air does to a radar at sea level that corrects nothing, by apparent elevation."""
    surface = float(surface_refractivity(world.header.refractivity_gradient.best))
    apparent = np.radians(ELEVATIONS)
    end = trace(apparent, _HIGH, surface=surface, radius=EARTH_MEAN_RADIUS)
    at = {"radius": EARTH_MEAN_RADIUS}
    more, less = (
        refraction_error(end.elevation, end.distance, surface=surface + step, **at)
        for step in (5.0, -5.0)
    )
    return {
        "refraction_elevation": apparent - end.elevation,
        "refraction_range": end.apparent_distance - end.distance,
        "refraction_elevation_left": more.elevation - less.elevation,
        "refraction_range_left": more.distance - less.distance,
    }


def _cross_section(comparison: Comparison, followed: Followed | None) -> float:
    """Of the example flight after burn-out, or of the first class that is declared [m²]."""
    if followed is not None:
        return followed.declared.cross_section.best
    vehicles = comparison.after.scenario.vehicles.values()
    return next((v.cross_section.best for v in vehicles), np.nan)
