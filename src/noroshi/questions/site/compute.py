"""When imaging satellites can look at a place, and how long it can work unseen."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.access.opportunities import (
    DAY,
    Opportunities,
    OpportunityGaps,
    gaps,
    gives_image,
    looks_by_day,
    misses,
    times_of,
)
from noroshi.access.unseen import Misses, mean_unseen
from noroshi.access.weather import Weather, by_day, simulate
from noroshi.errors import NoroshiError
from noroshi.questions.satellites import Imager, cloud_stops, imagers
from noroshi.questions.site.imaging import (
    ground,
    listed,
    local_midnight,
    luck_of_the_sky,
    opportunities,
    sky_above,
)
from noroshi.questions.site.records import Chances, Sight, SiteTerms, SiteWatch
from noroshi.scenario.records import Scenario
from noroshi.scenario.watched import Sky
from noroshi.world import Draws, Estimate, estimates_of

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.intp]
_TOGETHER: Final = 32
"""Draws whose opportunities are joined at once: so the whole is never held twice."""


def watch_postures(
    scenarios: Sequence[Scenario],
    site: str,
    terms: SiteTerms,
    *,
    draws: int = 128,
    seed: int = 0,
    told: Callable[[float], None] = lambda _share: None,
) -> tuple[SiteWatch, ...]:
    """The watch of several postures over the same days in the same draws, so that they pair.

    Args:
        scenarios: each cut at a date; what satellites they hold is their posture all through.
        site: id of a place for which a sky is declared.
        terms: what is asked.
        draws: how many, of every unknown.
        seed: of the draws.
        told: which share of it is done [1]; what it raises ends the work.

    Raises:
        NoroshiError: there is no such place, sky or satellite, or an orbit cannot be told so far.
    """
    if terms.days < 1 or terms.longest < 1 or terms.activity < 1:
        raise ValueError("a period and an activity last a day at least")
    terms = terms._replace(longest=max(terms.longest, terms.activity))
    own = [imagers(scenario, terms.owners) for scenario in scenarios]
    _refuse_none(own, scenarios, terms)
    place = ground(scenarios[-1], site)
    skies = [sky_above(scenario, site) for scenario in scenarios]
    every = {imager.key: imager for group in own for imager in group}
    drawn = Draws.of(_unknowns(every.values(), skies, terms.tasked), draws, seed)
    epoch, span = local_midnight(place, terms.start), (terms.days + terms.longest) * DAY
    found = {}
    for number, (key, imager) in enumerate(every.items()):
        told(number / len(every))
        found[key] = opportunities(imager, place, epoch, span, drawn, seed, terms.coarsest)
    told(1.0)
    return tuple(
        _watch(scenario, site, terms, drawn, seed, group, found, above)
        for scenario, group, above in zip(scenarios, own, skies, strict=True)
    )


def _refuse_none(
    own: Sequence[Sequence[Imager]], scenarios: Sequence[Scenario], terms: SiteTerms
) -> None:
    if any(own):
        return
    whose = f" of {', '.join(sorted(terms.owners))}" if terms.owners is not None else ""
    days = " or ".join(dict.fromkeys(str(s.day) for s in scenarios if s.day)) or "any date"
    raise NoroshiError(
        f"no satellite{whose} carries a payload on {days}: declare one under `platforms` "
        "(`kind: satellite`) and what it carries under `payloads`"
    )


def _unknowns(every: Collection[Imager], skies: Sequence[Sky], tasked: Estimate) -> set[str]:
    """Every dimension of the draws."""
    estimates = [tasked, *(e for sky in skies for e in estimates_of(sky))]
    own = {e.dimension for e in estimates if not e.certain}
    return own.union(*(imager.unknowns for imager in every))


def _watch(
    scenario: Scenario,
    site: str,
    terms: SiteTerms,
    draws: Draws,
    seed: int,
    own: tuple[Imager, ...],
    found: Mapping[str, Opportunities],
    sky: Sky,
) -> SiteWatch:
    days = [terms.start + timedelta(days=d) for d in range(terms.days + terms.longest)]
    month = np.array([day.month for day in days])
    weather = by_day(np.stack([draws(c) for c in sky.clear]), month - 1, draws(sky.persistence))
    clear = simulate(weather, luck_of_the_sky(seed, site, weather.clear.shape))
    seen, stopped = tuple(listed(own, found)), cloud_stops(own)
    looks = [looks_by_day(found[i.key], 1, *weather.clear.shape) for i in own]
    nobody = np.zeros((len(days), 0, draws.count), dtype=np.int16)
    chances = Chances(
        seen, np.concatenate([nobody, *looks], axis=1), _used(own, terms, draws), stopped, weather
    )
    counted = stopped, np.ones_like(stopped)
    cameras, every = _gaps(chances, counted, clear, terms.days * DAY)
    return SiteWatch(
        scenario=scenario,
        site=site,
        terms=terms,
        draws=draws,
        imagers=own,
        chances=chances,
        clear=clear,
        month=month,
        cameras=_sight(chances, counted[0], cameras, month[: terms.days], terms.longest),
        every=_sight(chances, counted[1], every, month[: terms.days], terms.longest),
    )


def _used(own: Sequence[Imager], terms: SiteTerms, draws: Draws) -> Floats:
    """Chance that an opportunity of each imager is used, (imager, draw)."""
    tasked = draws(terms.tasked)
    chances = [tasked * draws(imager.camera.availability) for imager in own]
    return np.array(chances).reshape(len(own), draws.count)


def _gaps(
    chances: Chances, counted: Sequence[Flags], clear: Flags, span: float
) -> list[tuple[OpportunityGaps, OpportunityGaps]]:
    """What is without an opportunity, and without an image, by each of some choices of imagers.

    Args:
        chances: of all imagers.
        counted: which imagers count, a choice each, (imager,).
        clear: which days are clear, (day, draw).
        span: length of the period [s].
    """
    parts = []
    for first in range(0, clear.shape[1], _TOGETHER):
        count = min(_TOGETHER, clear.shape[1] - first)
        seen = times_of([_of_draws(one, first, first + count) for one in chances.opportunities])
        taken = gives_image(seen, chances.used, chances.needs_clear, clear)
        own = seen._replace(draw=seen.draw - first)
        which = [(rows, rows & taken) for rows in (choice[seen.imager] for choice in counted)]
        parts.append([gaps(own, span, count, rows) for both in which for rows in both])
    looks_and_images = [
        OpportunityGaps(*(np.concatenate(column) for column in zip(*some, strict=True)))
        for some in zip(*parts, strict=True)
    ]
    return list(zip(looks_and_images[::2], looks_and_images[1::2], strict=True))


def _of_draws(seen: Opportunities, first: int, end: int) -> Opportunities:
    """The rows of some draws, of rows by draw."""
    begin, stop = np.searchsorted(seen.draw, np.array((first, end), seen.draw.dtype))
    return Opportunities._make(column[begin:stop] for column in seen)


def _sight(
    chances: Chances,
    counted: Flags,
    left: tuple[OpportunityGaps, OpportunityGaps],
    month: Ints,
    longest: int,
) -> Sight:
    """What the counted imagers give to starts on days of those months."""
    present = dict.fromkeys(month.tolist())
    among = np.stack([np.ones_like(month, dtype=bool), *(month == m for m in present)])
    means = mean_unseen(*by_sky(chances, counted, len(month) + longest - 1), among, longest)
    return Sight(means[0], means[1:], *left)


def unseen_by(watch: SiteWatch, counted: Floats, longest: int) -> Floats:
    """Probability that activities go without an image, (1 + longest, draw), with other use.

    Args:
        watch: the whole.
        counted: share of the use of each imager that is left, 0 to 1, (imager,).
        longest: activity [d], at most that of the watch.
    """
    days = watch.terms.days
    among = np.ones((1, days), dtype=bool)
    survival: Floats = mean_unseen(
        *by_sky(watch.chances, counted, days + longest - 1), among, longest
    )[0]
    return survival


def by_sky(chances: Chances, counted: Floats | Flags, days: int) -> tuple[Misses, Weather]:
    """What the counted imagers miss on so many days under either sky, and the weather."""
    weather = chances.weather._replace(clear=chances.weather.clear[:days])
    some = counted > 0.0
    use = chances.used[some] * counted[some, None]
    looks = np.compress(some, chances.looks[:days], axis=1)
    return misses(looks, use, chances.needs_clear[some]), weather
