"""No pass is lost or made up: passes against the same margin asked every second."""

from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.access.geometry import geometry
from noroshi.access.passes import passes, points
from noroshi.access.payloads import OpticalImager, RadarImager, View
from noroshi.earth.sun import sun
from noroshi.motion.orbits import Elements, SunSynchronous
from noroshi.world import Draws, Estimate

EPOCH = datetime(2013, 3, 1, 5, tzinfo=UTC)
HOURS = 12
SPAN = HOURS * 3600.0
ONE_SECOND, TWO_THOUSANDTHS = 1.0, 2e-3
DRAWS = Draws.of(["phase", "tilt"], 3, seed=11)


def optical(**fields) -> OpticalImager:
    whole = {"off_nadir": "45 deg", "swath": "17 km", "resolution": "0.5 m", **fields}
    return OpticalImager(kind="optical-imager", on="it", **whole)


def radar(low: float, high: float, squint: float) -> RadarImager:
    return RadarImager(
        kind="radar-imager",
        on="it",
        off_nadir_from=f"{low} deg",
        off_nadir_to=f"{high} deg",
        squint=f"{squint} deg",
        swath="30 km",
        resolution="1 m",
    )


class Least(NamedTuple):
    elevation: np.ndarray


def above(least: Least, seen) -> View:
    return View(np.sin(seen.elevation) - np.sin(least.elevation), seen.slant_range)


PAYLOADS = {
    "by daylight": optical(),
    "by night, too": optical(lowest_sun="-90 deg"),
    "drawn tilt": optical(off_nadir=Estimate(0.1, 0.5, 0.9, name="tilt"), lowest_sun="-90 deg"),
    "straight down": optical(off_nadir="0 deg", swath="185 km", lowest_sun="5 deg"),
    "high in the sky": optical(off_nadir="70 deg", lowest_elevation="60 deg"),
    "sharp": optical(off_nadir="60 deg", coarsest="0.6 m", lowest_sun="-90 deg"),
    "radar": radar(20.0, 45.0, 5.0),
    "narrow radar": radar(30.0, 31.0, 40.0),
    "wide radar": radar(5.0, 60.0, 60.0),
}


def satellite(altitude: float, inclination: float, eccentricity: float):
    """A motion of three draws, which differ by where along the orbit the satellite is."""
    return Elements(
        kind="elements",
        epoch=EPOCH,
        semi_major_axis=f"{6378.137 + altitude} km",
        eccentricity=f"{eccentricity}",
        inclination=f"{inclination} deg",
        ascending_node="200 deg",
        perigee="40 deg",
        mean_anomaly=Estimate(0.0, np.pi, 2 * np.pi, name="phase"),
    ).trajectory(EPOCH, SPAN, DRAWS)


def every_second(motion, payload, place, draw: int) -> tuple[np.ndarray, np.ndarray]:
    """Margin at whole seconds, by the definition: nothing left out and nothing shared."""
    time = np.arange(0.0, SPAN + 1.0)
    picked = motion.pick(np.full(len(time), draw))
    here, before, after = (picked.position(time + shift) for shift in (0.0, -0.5, 0.5))
    heading = tuple(b - a for a, b in zip(before, after, strict=True))
    seen = geometry(here, heading, *place, sun(EPOCH, time))
    kept = [v if v.size == 1 else v[draw : draw + 1] for v in payload.parameters(DRAWS)]
    parameters = type(payload.parameters(DRAWS))(*kept)
    return time, np.broadcast_to(payload.view(parameters, seen).margin, time.shape)


def spells(time: np.ndarray, margin: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and last whole second of each time in view."""
    inside = np.concatenate([[False], margin >= 0.0, [False]])
    step = np.diff(inside.astype(int))
    return time[step[:-1] == 1], time[np.flatnonzero(step[1:] == -1)]


def compare(found, wanted: tuple[np.ndarray, np.ndarray]) -> int:
    """Every spell of whole seconds lies in one pass that begins and ends within a second of it;
    every other pass lies between two seconds. Gives the number of spells."""
    starts, ends, first, last = found.start, found.end, *wanted
    assert np.all(starts[1:] > ends[:-1])
    number = np.searchsorted(starts, first + TWO_THOUSANDTHS, side="right") - 1
    assert np.all(number >= 0), "a pass is missing"
    assert len(set(number)) == len(number), "two passes are taken for one"
    assert np.all(first - starts[number] <= ONE_SECOND + TWO_THOUSANDTHS)
    assert np.all(np.abs(ends[number] - last) <= ONE_SECOND + TWO_THOUSANDTHS)
    rest = np.setdiff1d(np.arange(len(starts)), number)
    assert np.all(ends[rest] - starts[rest] <= ONE_SECOND + TWO_THOUSANDTHS), "a pass is made up"
    return len(first)


@pytest.mark.parametrize("name", PAYLOADS)
@settings(max_examples=6)
@given(
    st.floats(300.0, 1500.0),
    st.floats(0.0, 180.0),
    st.floats(0.0, 0.02),
    st.floats(-90.0, 90.0),
    st.floats(-180.0, 180.0),
)
def test_passes_are_those_of_every_second(
    name: str, altitude: float, inclination: float, eccentricity: float, lat: float, lon: float
) -> None:
    motion, payload = satellite(altitude, inclination, eccentricity), PAYLOADS[name]
    # The second place lies below the track, where passes are longest and radars blind.
    x, y, z = motion.position(np.array([[4000.0]]))
    under = np.arctan2(z[0, 1], np.hypot(x, y)[0, 1]), np.arctan2(y[0, 1], x[0, 1])
    place = points(*np.array([[np.radians(lat), np.radians(lon)], under]).T)
    found = passes(motion, payload.view, payload.parameters(DRAWS), place, EPOCH, (0.0, SPAN))
    for point in range(2):
        here = tuple(tuple(c[point] for c in vector) for vector in place)
        for draw in range(motion.draws):
            mine = (found.point == point) & (found.draw == draw)
            rows = type(found)(*(column[mine] for column in found))
            compare(rows, spells(*every_second(motion, payload, here, draw)))


def test_grazing_passes_are_found_down_to_fractions_of_a_second() -> None:
    motion = satellite(500.0, 97.4, 0.0)
    place = points(np.radians(40.0), np.radians(126.0))
    here = tuple(tuple(c[0] for c in vector) for vector in place)
    free = Least(np.zeros(1))
    whole = passes(motion, above, free, place, EPOCH, (0.0, SPAN))
    for row in np.flatnonzero((whole.start > 0.0) & (whole.end < SPAN)):
        draw = int(whole.draw[row])
        alone = motion.pick(np.array([draw]))
        time = np.linspace(whole.start[row], whole.end[row], 200_001)
        seen = geometry(alone.position(time), None, *here, None)
        culmination, peak = float(np.max(seen.elevation)), float(time[np.argmax(seen.elevation)])
        for below in (1e-5, 1e-6, 1e-7):
            limit = Least(np.array([culmination - below]))
            grazing = passes(alone, above, limit, place, EPOCH, (0.0, SPAN))
            near = (grazing.start < peak) & (grazing.end > peak)
            inside = time[seen.elevation >= culmination - below]
            lasting = inside[-1] - inside[0]
            assert np.sum(near) == 1
            length = (grazing.end - grazing.start)[near][0]
            assert length == np.clip(length, lasting - 0.01, lasting + 0.01)


@settings(max_examples=20)
@given(st.floats(20.0, 44.0), st.floats(0.0, 1.0))
def test_a_wider_limit_holds_every_pass_of_a_narrower_one(tilt: float, wider: float) -> None:
    motion = SunSynchronous(
        kind="sun-synchronous", altitude="600 km", local_time="10:30", phase="20 deg"
    ).trajectory(EPOCH, 2 * SPAN, Draws.best())
    place = points(np.radians([0.0, 40.0, 80.0]), np.radians([10.0, 126.0, -50.0]))
    narrow, wide = (
        passes(motion, p.view, p.parameters(Draws.best()), place, EPOCH, (0.0, 2 * SPAN))
        for p in (optical(off_nadir=f"{tilt} deg"), optical(off_nadir=f"{tilt + wider} deg"))
    )
    for row in range(len(narrow.point)):
        holds = (wide.point == narrow.point[row]) & (wide.start <= narrow.start[row] + 2e-3)
        assert np.any(holds & (wide.end >= narrow.end[row] - 2e-3))
