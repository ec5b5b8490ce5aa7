"""When imaging satellites can look at a place, and how long it can work unseen."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment.imaging import (
    ground,
    listed,
    local_midnight,
    luck_of_the_sky,
    opportunities,
    sky_above,
)
from noroshi.assessment.satellites import Imager, cloud_stops, imagers
from noroshi.assessment.site_records import Blanks, SiteWatch, Terms, Unseen
from noroshi.declared import Draws, Estimate
from noroshi.errors import NoroshiError
from noroshi.scenario.records import Scenario, estimates_of
from noroshi.scenario.watched import Sky
from noroshi.watching.opportunities import (
    DAY,
    Opportunities,
    gaps,
    gives_image,
    joined,
    misses,
    only,
)
from noroshi.watching.unseen import Misses, mean_unseen
from noroshi.watching.weather import Weather, by_day, simulate

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.intp]


def watch_site(
    scenario: Scenario, site: str, terms: Terms, *, draws: int = 128, seed: int = 0
) -> SiteWatch:
    """The watch of one posture, as `watch_postures` gives it."""
    return watch_postures([scenario], site, terms, draws=draws, seed=seed)[0]


def watch_postures(
    scenarios: Sequence[Scenario], site: str, terms: Terms, *, draws: int = 128, seed: int = 0
) -> tuple[SiteWatch, ...]:
    """The watch of several postures over the same days in the same draws, so that they pair.

    Args:
        scenarios: each cut at a date; what satellites they hold is their posture all through.
        site: id of a place for which a sky is declared.
        terms: what is asked.
        draws: how many, of every unknown.
        seed: of the draws.

    Raises:
        NoroshiError: there is no such place, sky or satellite, or an orbit cannot be told so far.
    """
    if terms.days < 1 or terms.longest < 1:
        raise ValueError("a period and an activity last a day at least")
    own = [imagers(scenario, terms.owners) for scenario in scenarios]
    _refuse_none(own, scenarios, terms)
    skies = [sky_above(scenario, site) for scenario in scenarios]
    every = {imager.key: imager for group in own for imager in group}
    drawn = Draws.of(_unknowns(every.values(), skies, terms.tasked), draws, seed)
    place = ground(scenarios[-1], site)
    epoch, span = local_midnight(place, terms.start), (terms.days + terms.longest) * DAY
    found = {}
    for key, imager in every.items():
        seen = opportunities(imager, place, epoch, span, drawn, seed)
        found[key] = only(seen, seen.resolution <= terms.coarsest)
    return tuple(
        _watch(scenario, site, terms, drawn, seed, group, found, above)
        for scenario, group, above in zip(scenarios, own, skies, strict=True)
    )


def _refuse_none(
    own: Sequence[Sequence[Imager]], scenarios: Sequence[Scenario], terms: Terms
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
    records = [r for imager in every for r in (imager.platform, imager.camera)] + [*skies]
    estimates = [tasked, *(e for record in records for e in estimates_of(record))]
    return {e.dimension for e in estimates if not e.certain}


def _watch(
    scenario: Scenario,
    site: str,
    terms: Terms,
    draws: Draws,
    seed: int,
    own: tuple[Imager, ...],
    found: Mapping[str, Opportunities],
    sky: Sky,
) -> SiteWatch:
    weather, months = _weather(sky, terms, draws)
    used = _used(own, terms, draws)
    seen = joined(listed(own, found))
    stopped = cloud_stops(own)
    clear = simulate(weather, luck_of_the_sky(seed, site, weather.clear.shape))
    taken = gives_image(seen, used, stopped, clear)
    chances = [
        misses(seen, chance, stopped, *weather.clear.shape)
        for chance in (used, used * stopped[:, None])
    ]
    return SiteWatch(
        scenario=scenario,
        site=site,
        terms=terms,
        draws=draws,
        imagers=own,
        used=used,
        opportunities=seen,
        weather=weather,
        clear=clear,
        taken=taken,
        months=tuple(dict.fromkeys(int(m) + 1 for m in months[: terms.days])),
        unseen=_unseen(chances[0], weather, months, terms),
        optical=_unseen(chances[1], weather, months, terms),
        blanks=Blanks(
            *(
                gaps(only(seen, rows), terms.days * DAY, draws.count)
                for rows in (stopped[seen.imager], np.ones(len(seen.time), dtype=bool), taken)
            )
        ),
    )


def _weather(sky: Sky, terms: Terms, draws: Draws) -> tuple[Weather, Ints]:
    """The weather of every day, and the months that they lie in, 0 to 11."""
    days = range(terms.days + terms.longest)
    months = np.array([(terms.start + timedelta(days=d)).month - 1 for d in days])
    monthly = np.stack([draws(share) for share in sky.clear])
    return by_day(monthly, months, draws(sky.persistence)), months


def _used(own: Sequence[Imager], terms: Terms, draws: Draws) -> Floats:
    tasked = draws(terms.tasked)
    chances = [tasked * draws(imager.camera.availability) for imager in own]
    return np.array(chances).reshape(len(own), draws.count)


def _unseen(missed: Misses, weather: Weather, months: Ints, terms: Terms) -> Unseen:
    """Over all starts, and over those in each month."""
    started = months[: terms.days]
    present = list(dict.fromkeys(started.tolist()))
    among = np.stack([np.ones_like(started, dtype=bool), *(started == m for m in present)])
    means = mean_unseen(missed, weather, among, terms.longest)
    return Unseen(means[0], means[1:])


def unseen_by(watch: SiteWatch, kept: Flags, longest: int) -> Floats:
    """Probability that activities go without an image of the kept imagers, (1 + longest, draw).

    Args:
        watch: the whole.
        kept: which imagers count, (imager,).
        longest: activity [d], at most that of the watch.
    """
    needed = watch.terms.days + longest - 1
    weather = watch.weather._replace(clear=watch.weather.clear[:needed])
    chance = watch.used * kept[:, None]
    missed = misses(watch.opportunities, chance, watch.needs_clear, needed, watch.draws.count)
    among = np.ones((1, watch.terms.days), dtype=bool)
    survival: Floats = mean_unseen(missed, weather, among, longest)[0]
    return survival
