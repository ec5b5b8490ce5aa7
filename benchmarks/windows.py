"""Site-windows a second: one satellite over many sites for 48 hours, above 10 degrees.

A site-window is one site looked after for 48 hours: every rise and set in it. The peers are
Skyfield's `find_events`, a site at a time, and brahe's `location_accesses`, all sites in one call
on all cores, as they come; same elements, same sites, the same process. Windows must agree to a
second, or there is no row. An absent peer is skipped.
"""

import importlib.util
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from noroshi.access.passes import Passes, passes, points
from noroshi.access.payloads import View
from noroshi.motion.orbits import TwoLine
from noroshi.world import Draws

Row = tuple[str, float, str, str, float | None, str]
Windows = list[np.ndarray]
"""For each site the starts and ends [s], (2, window)."""
SITES, SKYFIELD_SITES, BRAHE_SITES = 10_000, 20, 400
HOURS, LEAST = 48.0, 10.0
LINES = (  # CBERS 2, of the verification set of SGP4
    "1 28057U 03049A   06177.78615833  .00000060  00000-0  35940-4 0  1836",
    "2 28057  98.4283 247.6961 0000884  88.1964 271.9322 14.35478080140550",
)
EPOCH = datetime(2006, 6, 27, tzinfo=UTC)
SPAN = HOURS * 3600.0
ONE_SECOND = 1.0
SHORT = 60.0
"""brahe looks once a minute, and may miss a window that is shorter [s]."""
EDGE = 5.0
"""How near to the ends of the span a window need not be cut alike [s]."""


def sites(count: int) -> np.ndarray:
    """Latitude and longitude [rad], evenly over the globe, (2, site)."""
    rng = np.random.default_rng(0)
    lat, lon = np.arcsin(rng.uniform(-1.0, 1.0, SITES)), rng.uniform(-np.pi, np.pi, SITES)
    return np.stack([lat, lon])[:, :count]


def above(least: np.ndarray, seen: Any) -> View:
    return View(seen.sin_elevation - np.sin(least), seen.slant_range)


def ours(place: np.ndarray) -> Windows:
    motion = TwoLine(kind="two-line", lines=LINES).trajectory(EPOCH, SPAN, Draws.best())
    limit = np.radians(np.array([LEAST]))
    found = passes(motion, above, limit, points(*place), EPOCH, (0.0, SPAN))
    return by_site(found, place.shape[1])


def by_site(found: Passes, count: int) -> Windows:
    edges = np.searchsorted(found.point, np.arange(count + 1))
    both = np.stack([found.start, found.end])
    return [both[:, a:b] for a, b in pairwise(edges)]


def skyfields(place: np.ndarray) -> Windows:
    from skyfield.api import EarthSatellite, load, wgs84

    timescale = load.timescale(builtin=True)
    satellite = EarthSatellite(*LINES, ts=timescale)
    start = timescale.from_datetime(EPOCH)
    end = timescale.from_datetime(EPOCH + timedelta(seconds=SPAN))
    windows = []
    for lat, lon in np.degrees(place).T:
        site = wgs84.latlon(lat, lon)
        times, events = satellite.find_events(site, start, end, altitude_degrees=LEAST)
        at = (times.tt - start.tt) * 86400.0
        windows.append(alternating(at[events == 0], at[events == 2]))
    return windows


def alternating(rises: np.ndarray, sets: np.ndarray) -> np.ndarray:
    """Windows from events: in view at the start or at the end of the span, too."""
    if len(sets) and (not len(rises) or sets[0] < rises[0]):
        rises = np.append(0.0, rises)
    if len(rises) > len(sets):
        sets = np.append(sets, SPAN)
    return np.stack([rises, sets])


def brahes(place: np.ndarray) -> Windows:
    import brahe

    brahe.set_global_eop_provider(brahe.StaticEOPProvider.from_zero())
    moment = (EPOCH.year, EPOCH.month, EPOCH.day, 0, 0, 0.0, 0.0, brahe.TimeSystem.UTC)
    start = brahe.Epoch.from_datetime(*moment)
    satellite = brahe.SGPPropagator.from_tle(*LINES, 60.0)
    named = [
        brahe.PointLocation(lon, lat, 0.0).with_name(str(number))
        for number, (lat, lon) in enumerate(np.degrees(place).T)
    ]
    found = brahe.location_accesses(
        named, satellite, start, start + SPAN, brahe.ElevationConstraint(LEAST, None)
    )
    windows: list[list[tuple[float, float]]] = [[] for _ in named]
    for window in found:
        at = window.window_open - start, window.window_close - start
        windows[int(window.location_name)].append(at)
    return [np.array(sorted(own)).reshape(-1, 2).T for own in windows]


PEERS: dict[str, tuple[str, int, Callable[[np.ndarray], Windows]]] = {
    "Skyfield": ("skyfield", SKYFIELD_SITES, skyfields),
    "brahe": ("brahe", BRAHE_SITES, brahes),
}


def disagreement(mine: Windows, theirs: Windows) -> float:
    """Largest difference of a start or end [s]; infinite where a window is missing."""
    worst = 0.0
    for one, other in zip(mine, theirs, strict=True):
        for some, all_ in ((one, other), (other, one)):
            for window in some.T[(some[1] - some[0]) > SHORT]:
                inside = (window > EDGE) & (window < SPAN - EDGE)
                apart = np.where(inside[:, None], np.abs(all_ - window[:, None]), 0.0)
                worst = max(worst, float(np.min(np.max(apart, axis=0), initial=np.inf)))
    return worst


def rate(job: Callable[[np.ndarray], Windows], place: np.ndarray) -> tuple[float, Windows]:
    """Site-windows a second, and the windows."""
    start = time.perf_counter()
    windows = job(place)
    return place.shape[1] / (time.perf_counter() - start), windows


def measure(repeats: int = 5) -> dict[str, float]:
    """Site-windows a second of ours and of each peer that is there, turn and turn about."""
    present = {n: p for n, p in PEERS.items() if importlib.util.find_spec(p[0])}
    best = dict.fromkeys(["ours", *present], 0.0)
    mine: Windows = []
    for _ in range(repeats):
        speed, mine = rate(ours, sites(SITES))
        best["ours"] = max(best["ours"], speed)
        for name, (_, count, job) in present.items():
            speed, theirs = rate(job, sites(count))
            apart = disagreement(mine[:count], theirs)
            if not apart < ONE_SECOND:
                raise RuntimeError(f"windows differ from those of {name} by {apart:g} s")
            best[name] = max(best[name], speed)
    return best


def rows() -> list[Row]:
    found = measure()
    mine = found.pop("ours")
    job = f"passes: 48 h, one satellite by SGP4, {SITES:,} sites, above 10°, to a millisecond"
    if not found:
        return [(job, mine, "site-windows/s", "none", None, "ahead of the peers")]
    return [
        (job, mine, "site-windows/s", name, mine / theirs, "ahead of the peer")
        for name, theirs in found.items()
    ]


if __name__ == "__main__":
    sys.path.extend(str(Path(folder)) for folder in sys.argv[2:])
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5)))
