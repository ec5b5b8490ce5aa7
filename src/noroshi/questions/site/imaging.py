"""When imagers can look at a place, what sky is above it, and the luck of both."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from noroshi.access.best_looks import best_looks
from noroshi.access.opportunities import Opportunities, only
from noroshi.access.problem import points
from noroshi.access.weather import UniformNumbers
from noroshi.errors import NoroshiError
from noroshi.nearest import suggestion_or_list
from noroshi.questions.satellites import Imager
from noroshi.scenario.records import Ground, Scenario
from noroshi.scenario.watched import Sky
from noroshi.streams import stream
from noroshi.world import Draws

TURN = 2.0 * np.pi


def ground(scenario: Scenario, site: str) -> Ground:
    """The place that is watched.

    Raises:
        NoroshiError: there is none of that name on the ground.
    """
    place = scenario.places.get(site)
    if isinstance(place, Ground):
        return place
    known = [i for i, p in scenario.places.items() if isinstance(p, Ground)]
    raise NoroshiError(
        f"no place on the ground is called '{site}' in {scenario.called}; "
        f"{suggestion_or_list(site, known)}"
    )


def sky_above(scenario: Scenario, site: str) -> Sky:
    """The sky declared for a place.

    Raises:
        NoroshiError: none is, or several are.
    """
    found = [i for i, sky in scenario.skies.items() if sky.at == site]
    if len(found) == 1:
        return scenario.skies[found[0]]
    if found:
        raise NoroshiError(
            f"more than one sky is declared for '{site}': {', '.join(found)}; "
            "give them dates (`from`, `until`) that do not overlap"
        )
    known = ", ".join(sorted({sky.at for sky in scenario.skies.values()})) or "no place"
    raise NoroshiError(
        f"no sky is declared for '{site}', so that cloud cannot be told; write an entry under "
        f"`skies` with `at: {site}` (declared for: {known})"
    )


def local_midnight(place: Ground, day: date) -> datetime:
    """When a day begins at a place by mean solar time, UTC."""
    east = (place.lon.best + np.pi) % TURN - np.pi
    ahead = timedelta(days=float(east) / TURN)
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - ahead


def opportunities(
    imager: Imager,
    place: Ground,
    epoch: datetime,
    span: float,
    draws: Draws,
    seed: int,
    coarsest: float,
) -> Opportunities:
    """All passes in which an imager can see a place; it is the first imager until it is listed.

    Args:
        imager: the payload and its satellite.
        place: where its best position is; that it is known roughly moves no pass by a second.
        epoch: from which time counts.
        span: for how long [s].
        draws: of everything in `imager.unknowns`.
        seed: of the luck that settles which opportunities are used.
        coarsest: resolution that still counts [m].

    Raises:
        NoroshiError: the orbit cannot be told for that time; the message names the satellite.
    """
    try:
        trajectory = imager.platform.orbit.trajectory(epoch, span, draws)
    except NoroshiError as problem:
        raise NoroshiError(f"platforms.{imager.satellite}: {problem}") from problem
    spot = points(place.lat.best, place.lon.best, place.height)
    parameters = imager.camera.parameters(draws)
    kind = type(imager.camera)
    found = best_looks(trajectory, kind, parameters, spot, epoch, (0.0, span), coarsest)
    every = Opportunities(
        imager=_alone(0, len(found.time)),
        draw=found.draw.astype(np.int32),
        time=found.time,
        off_nadir=found.off_nadir,
        elevation=found.elevation,
        resolution=found.resolution,
        sun=found.sun,
        uniform=stream(seed, f"payloads.{imager.payload}.use").random(len(found.time)),
    )
    held = only(every, every.time < span)
    return held._replace(imager=_alone(0, len(held.time)))


def luck_of_the_sky(seed: int, site: str, shape: tuple[int, ...]) -> UniformNumbers:
    """Uniform numbers for the weather above a place, each of a shape (day, draw)."""
    stays, clears = (stream(seed, f"skies.{site}.{what}") for what in ("stays", "clears"))
    return UniformNumbers(stays.random(shape), clears.random(shape))


def listed(own: Sequence[Imager], found: Mapping[str, Opportunities]) -> list[Opportunities]:
    """The opportunities of some imagers, each with its place in the list."""
    return [
        found[imager.key]._replace(imager=_alone(index, len(found[imager.key].time)))
        for index, imager in enumerate(own)
    ]


def _alone(imager: int, rows: int) -> NDArray[np.intp]:
    """One imager in every row, which takes no memory."""
    return np.broadcast_to(np.intp(imager), rows)
