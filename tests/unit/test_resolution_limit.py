"""A question's own limit on the resolution, as a part of the margin of what is in view."""

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from noroshi.access.best_looks import BestLooks, best_looks
from noroshi.access.geometry import geometry
from noroshi.access.payloads import OpticalImager, RadarImager
from noroshi.access.problem import points
from noroshi.earth.sun import sun
from noroshi.motion.orbits import Elements, SunSynchronous
from noroshi.world import Draws, Estimate

EPOCH = datetime(2014, 6, 1, 3, tzinfo=UTC)
DAY = 86400.0
DRAWS = Draws.of(["phase"], 3, seed=2)
PHASE = Estimate(0.0, np.pi, 2.0 * np.pi, name="phase")
SPOT = points(np.radians(39.8), np.radians(125.8))
a_second = 1.0


def camera(**fields: Any) -> OpticalImager:
    whole = {"off_nadir": "45 deg", "swath": "15 km", "resolution": "0.5 m", **fields}
    return OpticalImager(kind="optical-imager", on="it", lowest_sun="5 deg", **whole)


def radar(resolution: str) -> RadarImager:
    return RadarImager(
        kind="radar-imager",
        on="it",
        off_nadir_from="10 deg",
        off_nadir_to="50 deg",
        squint="10 deg",
        swath="30 km",
        resolution=resolution,
    )


def ellipse(size: str, eccentricity: str = "0") -> Elements:
    return Elements(
        kind="elements",
        epoch=EPOCH,
        semi_major_axis=size,
        eccentricity=eccentricity,
        inclination="63.4 deg",
        ascending_node="200 deg",
        perigee="270 deg",
        mean_anomaly=PHASE,
    )


# The best look by the payload's own limits is, in the high ones, hours from the finest.
ORBITS = {
    "low": SunSynchronous(
        kind="sun-synchronous", altitude="600 km", local_time="10:30", phase=PHASE
    ),
    "middle": ellipse("20000 km"),
    "eccentric": ellipse("26600 km", "0.7"),
    "somewhat eccentric": ellipse("8000 km", "0.15"),
    "high": ellipse("42164 km", "0.2"),
}
every_orbit = pytest.mark.parametrize("orbit", ORBITS)


def seen(orbit: str, payload: Any, coarsest: float = np.inf, days: float = 4.0) -> BestLooks:
    motion, span = ORBITS[orbit].trajectory(EPOCH, days * DAY, DRAWS), (0.0, days * DAY)
    return best_looks(motion, type(payload), payload.parameters(DRAWS), SPOT, EPOCH, span, coarsest)


def limit(orbit: str, payload: Any) -> float:
    """A limit that about half of the looks of a payload do not keep."""
    return float(np.median(seen(orbit, payload).resolution))


@every_orbit
def test_a_limit_of_the_question_gives_the_looks_of_a_camera_with_that_limit(orbit: str) -> None:
    coarsest = limit(orbit, camera())
    own = camera(coarsest=f"{coarsest:.9f} m")
    asked = seen(orbit, camera(), round(coarsest, 9))
    assert len(asked.time) > 0
    for here, there in zip(asked, seen(orbit, own), strict=True):
        np.testing.assert_array_equal(here, there)


@every_orbit
@pytest.mark.parametrize("payload", [camera(), camera(coarsest="40 m"), radar("1 m")])
def test_a_limit_that_holds_anyway_changes_nothing(orbit: str, payload: Any) -> None:
    free = seen(orbit, payload)
    for here, there in zip(seen(orbit, payload, 1e9), free, strict=True):
        np.testing.assert_array_equal(here, there)


@every_orbit
@pytest.mark.parametrize("share", [0.7, 1.0, 1.5])
def test_no_image_is_coarser_than_asked(orbit: str, share: float) -> None:
    coarsest = share * limit(orbit, camera())
    found = seen(orbit, camera(), coarsest)
    assert np.all(found.resolution <= coarsest * (1.0 + 1e-9))


@pytest.mark.parametrize(
    ("orbit", "payload"),
    [
        ("eccentric", camera()),
        ("somewhat eccentric", camera()),
        ("middle", camera()),
        ("somewhat eccentric", radar("1 m")),  # from higher up the whole Earth is too near nadir
    ],
)
def test_the_looks_of_a_slow_pass_are_those_of_every_second(orbit: str, payload: Any) -> None:
    days, coarsest = 3.0, limit(orbit, payload)
    found = seen(orbit, payload, coarsest, days)
    motion = ORBITS[orbit].trajectory(EPOCH, days * DAY, DRAWS)
    time = np.arange(0.0, days * DAY + 1.0)
    place = tuple(tuple(c[0] for c in vector) for vector in SPOT)
    every = 0
    for draw in range(motion.draws):
        alone = motion.pick(np.full(len(time), draw))
        here, before, after = (alone.position(time + s) for s in (0.0, -0.5, 0.5))
        heading = tuple(b - a for a, b in zip(before, after, strict=True))
        looked = payload.view(
            payload.parameters(Draws.best()), geometry(here, heading, *place, sun(EPOCH, time))
        )
        good = (looked.margin >= 0.0) & (looked.resolution <= coarsest)
        edge = np.diff(np.concatenate([[0], good.astype(int), [0]]))
        begin, end = np.flatnonzero(edge == 1), np.flatnonzero(edge == -1) - 1
        mine = found.time[found.draw == draw]
        holding = (mine[:, None] >= begin - a_second) & (mine[:, None] <= end + a_second)
        # One look each time that the place is in view and fine enough, and none beside.
        np.testing.assert_array_equal(np.count_nonzero(holding, axis=0), 1)
        assert np.all(holding.any(axis=1))
        every += len(begin)
    assert every > 3
