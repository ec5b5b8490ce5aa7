"""What is asked of a watch from air, sea and space, and what was found: postures side by side."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import xarray as xr

from noroshi.questions.satellites import imagers, with_satellites, without_satellites
from noroshi.questions.site.compute import watch_postures
from noroshi.questions.site.records import SiteWatch, Terms
from noroshi.questions.waters.compute import Asked, WatersWatch, watch_waters_postures
from noroshi.questions.waters.picture import waters_picture
from noroshi.scenario.records import Scenario
from noroshi.study.site_answer import SiteAnswer
from noroshi.study.site_watch import summarise_site
from noroshi.study.waters_answer import WatersAnswer
from noroshi.study.waters_watch import summarise_waters

LONGEST = 60
"""Activities are followed for at least so long [d]."""
Told = Callable[[str, float], None]
"""Told what is being worked out, and the share of it that is done."""


@dataclass(frozen=True)
class Question:
    """What is asked; empty names stand for all that is declared."""

    bases: tuple[str, ...] = ()
    stations: tuple[str, ...] = ()
    platform: str | None = None
    """Type of craft that flies from the bases; None = that of the declared fleets."""
    sites: tuple[str, ...] = ()
    waters: tuple[str, ...] = ()
    days: int = 365
    """Length of the period."""
    activity: int = 3
    """Days that an activity at a site lasts."""
    sides: int = 64
    """From how many sides approaches come."""
    vessels: int | None = None
    """How many of the types of vessel that waters name, from the first; None = all."""
    add: str | None = None
    """Satellite that is added, whatever its dates."""
    without: str | None = None
    """Satellite that is left out."""

    @property
    def everything(self) -> bool:
        """Whether nothing in particular is asked."""
        return not (self.bases or self.stations or self.platform or self.sites or self.waters)


@dataclass(frozen=True)
class SiteFinding:
    """How long one place works unseen."""

    before: SiteWatch | None
    after: SiteWatch
    answer: SiteAnswer


@dataclass(frozen=True)
class WatersFinding:
    """Whether approaches to one coast are noticed."""

    before: WatersWatch | None
    after: WatersWatch
    answer: WatersAnswer
    pictures: tuple[xr.Dataset, xr.Dataset]
    """Coverage, revisit and age of the picture by cell, before and after."""


@dataclass(frozen=True)
class Watch:
    """Everything that was asked about two postures."""

    before: Scenario
    after: Scenario
    question: Question
    draws: int
    sites: tuple[SiteFinding, ...]
    waters: tuple[WatersFinding, ...]


def watch(
    before: Scenario,
    after: Scenario,
    world: Scenario,
    question: Question,
    *,
    draws: int,
    seed: int,
    told: Told,
) -> Watch:
    """Answer what is asked, or all that the scenario declares enough for.

    Args:
        before: posture against which, cut at its date.
        after: posture asked about.
        world: the scenario that `after` is cut from, for satellites of other dates.
        question: what is asked.
        draws: of every unknown.
        seed: of draws and luck.
        told: progress.

    Raises:
        NoroshiError: what is asked about is not declared, out of reach, or cannot be.
    """
    return Watch(
        before=before,
        after=after,
        question=question,
        draws=draws,
        sites=_sites(before, after, world, question, draws, seed, told),
        waters=_waters(before, after, question, draws, seed, told),
    )


def _sites(
    before: Scenario,
    after: Scenario,
    world: Scenario,
    question: Question,
    draws: int,
    seed: int,
    told: Told,
) -> tuple[SiteFinding, ...]:
    sites = question.sites
    if question.everything and imagers(before) + imagers(after):
        coasts = {place for waters in after.waters.values() for place in waters.coast}
        sites = tuple(dict.fromkeys(s.at for s in after.skies.values() if s.at not in coasts))
    was, now = _with_or_without(before, after, world, question)
    found = []
    for number, site in enumerate(sites):
        told("passing over", number / len(sites))
        terms = Terms(
            start=_start(now),
            days=question.days,
            longest=max(LONGEST, question.activity),
            activity=question.activity,
        )
        earlier, later = watch_postures([was, now], site, terms, draws=draws, seed=seed)
        found.append(SiteFinding(earlier, later, summarise_site(later, earlier)))
    return tuple(found)


def _waters(
    before: Scenario, after: Scenario, question: Question, draws: int, seed: int, told: Told
) -> tuple[WatersFinding, ...]:
    names = tuple(after.waters) if question.everything else question.waters
    found = []
    for number, name in enumerate(names):
        told("approaching a coast", number / len(names))
        asked = Asked(
            start=_start(after),
            days=question.days,
            vessels=_vessels(after, name, question),
            bearings=question.sides,
        )
        earlier, later = watch_waters_postures([before, after], name, asked, draws=draws, seed=seed)
        pictures = waters_picture(earlier), waters_picture(later)
        found.append(WatersFinding(earlier, later, summarise_waters(later, earlier), pictures))
    return tuple(found)


def _vessels(posture: Scenario, waters: str, question: Question) -> tuple[str, ...] | None:
    """The first types of vessel that known waters name; None = all."""
    known = posture.waters.get(waters)
    return None if known is None else known.vessels[: question.vessels]


def _with_or_without(
    before: Scenario, after: Scenario, world: Scenario, question: Question
) -> tuple[Scenario, Scenario]:
    """The two postures; those of one date where a satellite is to be added or left out."""
    if question.add is None and question.without is None:
        return before, after
    changed = after
    if question.add is not None:
        changed = with_satellites(changed, world, [question.add])
    if question.without is not None:
        changed = without_satellites(changed, [question.without])
    return after, changed


def _start(posture: Scenario) -> date:
    if posture.day is None:
        raise ValueError("cut the scenario at a date first")
    return posture.day
