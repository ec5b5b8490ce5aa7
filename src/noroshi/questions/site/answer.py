"""How long places work unseen: every number with its draws, and how it is told."""

import calendar
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.access.opportunities import DAY
from noroshi.errors import NoroshiError
from noroshi.kept import Aside
from noroshi.questions.answer import Answer, Axis, Drivers, Numbers, PlainData, declared
from noroshi.questions.base import Case, OwnStage, Progress
from noroshi.questions.naming import are_two, posture_names
from noroshi.questions.satellites import Imager, with_satellites, without_satellites
from noroshi.questions.site import Options, gives, maps, places_with_sky
from noroshi.questions.site.axes import COURSES, IMAGES, OF_LOOKS, RARELY, SHARES, WITHIN
from noroshi.questions.site.checks import MEASURES
from noroshi.questions.site.compute import watch_postures
from noroshi.questions.site.courses import CourseOfEvents, courses, most_missed
from noroshi.questions.site.day import day_of
from noroshi.questions.site.figures import figures
from noroshi.questions.site.layers import layers
from noroshi.questions.site.records import Sight, SiteComparison, SiteTerms, SiteWatch
from noroshi.questions.site.tables import tables
from noroshi.questions.site.wording import day_count
from noroshi.questions.site.words import headline, limits, text
from noroshi.questions.sources import cited
from noroshi.questions.variables import POSTURES
from noroshi.questions.worked_out import WorkedOut, read_from, worked_out
from noroshi.scenario.records import Scenario
from noroshi.stats import drivers
from noroshi.world.sections import sections_for

LONGEST: Final = 60
"""Activities are followed for at least so long [d]."""
_STAGE: Final = "passing over"
LEVEL: Final = 0.05 / 3.0
"""Chance of a false driver in one list: 5 % over the three of a site."""
SECTIONS: Final = ("platforms", "payloads", "skies")
"""Whose entries the answer rests on."""
READ: Final = sections_for("world", "watch")
"""What is read of a world."""
_MEDIANS: Final = {
    "off_nadir": "satellite_off_nadir",
    "elevation": "satellite_elevation",
    "resolution": "satellite_resolution",
}


def answer(case: Case, options: Options) -> Answer:
    """How long each place works unseen, in both postures."""
    sites = options.sites or places_with_sky(case.after)
    if not sites:
        raise NoroshiError(
            "no sky is declared above any place, so that cloud cannot be told; write an entry "
            "under `skies` with `at:` and the id of a place"
        )
    before, after = _postures(case, options)
    terms = _terms(after, options)
    case.progress(_STAGE, 0.0)
    postures = tuple(read_from(world, READ) for world in (before, after))
    asked = postures, sites, terms, case.draws, case.seed, Aside(case.progress)
    return written(worked_out("site", _work_out, *asked))


def _work_out(
    postures: Sequence[Scenario],
    sites: Sequence[str],
    terms: SiteTerms,
    draws: int,
    seed: int,
    told: Aside[Progress],
) -> WorkedOut:
    """Watch each of the places in both postures."""
    found = []
    for number, site in enumerate(sites):

        def share(of_this: float, before: int = number) -> None:
            stage = OwnStage(_STAGE) if of_this == 1.0 else _STAGE
            told.value(stage, (before + of_this) / len(sites))

        watched = watch_postures(postures, site, terms, draws=draws, seed=seed, told=share)
        found.append(SiteComparison(*watched))
    told.value(OwnStage(_STAGE), 1.0)
    return worked_out_of(found)


def _postures(case: Case, options: Options) -> tuple[Scenario, Scenario]:
    """The two postures; those of the later date where a satellite is added or left out."""
    if options.add is None and options.without is None:
        return case.before, case.after
    changed = case.after
    if options.add is not None:
        changed = with_satellites(changed, case.whole, [options.add])
    if options.without is not None:
        changed = without_satellites(changed, [options.without])
    return case.after, changed


def _terms(posture: Scenario, options: Options) -> SiteTerms:
    if posture.day is None:
        raise ValueError("cut the scenario at a date first")
    longest = max(LONGEST, options.activity)
    return SiteTerms(posture.day, options.days, longest, options.activity)


def answer_of(found: Sequence[SiteComparison]) -> Answer:
    """The answer from comparisons.

    Args:
        found: a comparison a place, all of the same postures and terms.
    """
    return written(worked_out_of(found))


def worked_out_of(found: Sequence[SiteComparison]) -> WorkedOut:
    """What comparisons of places amount to; see `answer_of`."""
    days = [day_of(c.after) for c in found]
    shown = [courses(c.after, day) for c, day in zip(found, days, strict=True)]
    data = _data(found, shown)
    return WorkedOut(
        data=data,
        layers=tuple(layers(days)),
        drivers=tuple(_drivers(found, data)),
        limits=tuple(limits(found)),
        sources=cited(found[0].after.scenario, SECTIONS),
    )


def written(found: WorkedOut) -> Answer:
    """The answer as it is told, from what was worked out."""
    data, on_map = found.data, {layer.name: layer for layer in found.layers}
    return Answer(
        data=data,
        headline=headline(data),
        text=text(data),
        tables=tuple(tables(data)),
        figures=(
            *figures(data),
            *maps.figures(data, on_map),
        ),
        layers=found.layers,
        drivers=found.drivers,
        limits=found.limits,
        sources=found.sources,
        measures=MEASURES,
    )


def _data(found: Sequence[SiteComparison], shown: Sequence[Sequence[CourseOfEvents]]) -> PlainData:
    first = found[0]
    terms, draws = first.after.terms, first.after.draws.count
    watches = [[c.before, c.after] for c in found]
    satellites = {**gives.satellite_names(first.after), **gives.satellite_names(first.before)}
    payloads = {i.payload: i for w in (first.before, first.after) for i in w.imagers}

    def each(of: Callable[[SiteWatch], Any]) -> NDArray[Any]:
        return np.array([[of(w) for w in pair] for pair in watches])

    def by_image(of: Callable[[SiteWatch, int], Any]) -> NDArray[Any]:
        return each(lambda w: [of(w, i) for i in range(len(IMAGES))])

    def by_satellite(of: Callable[[SiteWatch, str], Any], nothing: Any) -> NDArray[Any]:
        """What each satellite gives; a posture that does not have it holds `nothing`."""
        return each(
            lambda w: [of(w, s) if s in gives.satellite_names(w) else nothing for s in satellites]
        )

    unseen = by_image(lambda w, i: _sights(w)[i].unseen)
    nobody = np.full(draws, np.nan)
    looks = {id(w): gives.looks_in_period(w) for pair in watches for w in pair}
    values: dict[str, Any] = {
        "unseen": unseen,
        "unseen_rarely": by_image(lambda w, i: gives.rarely_unseen(w, gives.counting(w)[i])),
        "change": unseen[:, 1] - unseen[:, 0],
        "unseen_by_month": by_image(lambda w, i: _sights(w)[i].monthly[:, terms.activity]),
        "first_image": by_image(lambda w, i: gives.imaged_by(_sights(w)[i].unseen, SHARES)),
        "image_within": 1.0 - unseen[:, :, :, list(_within(terms))],
        "longest_without_look": by_image(lambda w, i: _sights(w)[i].looks.longest),
        "longest_without_image": by_image(lambda w, i: _sights(w)[i].images.longest),
        "looks_a_day": by_image(
            lambda w, i: looks[id(w)][gives.counting(w)[i]].sum(axis=0) / terms.days
        ),
        "clear_days": each(lambda w: [w.draws(w.sky.clear[m - 1]) for m in w.months]),
        "satellite_looks_a_day": by_satellite(
            lambda w, s: looks[id(w)][gives.carried_by(w, s)].sum(axis=0) / terms.days, nobody
        ),
        "rise_without_satellite": np.moveaxis(
            by_satellite(gives.rise_without, np.stack([nobody, nobody])), 3, 2
        ),
        "satellite_local_time": each(lambda w: [gives.local_times(w, s) for s in satellites]),
        **{
            variable: each(partial(_medians, satellites=list(satellites), field=field))
            for field, variable in _MEDIANS.items()
        },
        "satellite_owner": [[_owner(w, s) for s in satellites] for w in watches[0]],
        "sees_through_cloud": [[_through_cloud(w, s) for s in satellites] for w in watches[0]],
        "coarsest_counted": [[gives.coarsest_counted(w, p) for p in payloads] for w in watches[0]],
        "needs_clear": [float(i.camera.needs_clear_sky) for i in payloads.values()],
        "satellites_of": [str(w.scenario.day or "") for w in watches[0]],
        "left_out": [c.after.sky.left_out or "" for c in found],
        "start": terms.start.isoformat(),
        "period": terms.days * DAY,
        "activity": terms.activity * DAY,
        "rarely_used": RARELY,
        "course_draw": [[float(c.draw) for c in own] for own in shown],
        "shown_day": [_first_clear(own[0]) for own in shown],
        "shown_month": [float(most_missed(c.after)) for c in found],
        "day_clear": [[c.clear.astype(float) for c in own] for own in shown],
        **_passes(found, shown),
    }
    axes = _axes(found, satellites, list(payloads), len(values["pass_time"]))
    return declared(__package__).plain(axes, values)


def _axes(
    found: Sequence[SiteComparison],
    satellites: Mapping[str, str],
    payloads: Sequence[str],
    passes: int,
) -> list[Axis]:
    first = found[0]
    terms, months = first.after.terms, first.after.months
    days = [terms.start + timedelta(days=d) for d in range(terms.days)]
    lengths = list(range(terms.longest + 1))
    return [
        Axis("site", [c.after.site for c in found], [c.name for c in found], "at"),
        Axis("posture", POSTURES, labels(first)),
        Axis("images", IMAGES, ("a clear image", "any image"), "without"),
        Axis("length", lengths, [day_count(d) for d in lengths], "activity lasts"),
        Axis("month", months, [calendar.month_name[m] for m in months], "starts in"),
        Axis("share_of_starts", SHARES, words="share of starts"),
        Axis("within", _within(terms), [day_count(d) for d in _within(terms)]),
        Axis("satellite", list(satellites), list(satellites.values())),
        Axis("of_looks", OF_LOOKS, [f"{p} %" for p in OF_LOOKS], "share of looks"),
        Axis("payload", payloads),
        Axis("course", COURSES, words="course of events"),
        Axis("day", list(range(terms.days)), [d.isoformat() for d in days]),
        Axis("pass", list(range(passes))),
    ]


def _medians(watch: SiteWatch, *, satellites: Sequence[str], field: str) -> list[float]:
    return [gives.median_look(watch, s, field) for s in satellites]


def labels(both: SiteComparison) -> tuple[str, str]:
    """What tells two postures apart: dates, scenarios, or satellites that only one of them has."""
    before, after = both.before, both.after
    worlds = before.scenario, after.scenario
    if are_two(*worlds) or before.scenario.day != after.scenario.day:
        earlier, later = posture_names(*worlds)
        return earlier, later
    was, now = (gives.satellite_names(watch) for watch in (before, after))
    removed, added = ([n for i, n in a.items() if i not in b] for a, b in ((was, now), (now, was)))
    if added and not removed:
        return f"without {' and '.join(added)}", f"with {' and '.join(added)}"
    if removed and not added:
        return f"with {' and '.join(removed)}", f"without {' and '.join(removed)}"
    return "before", "after"


def _within(terms: SiteTerms) -> tuple[int, ...]:
    return tuple(d for d in WITHIN if d <= terms.longest)


def _sights(watch: SiteWatch) -> tuple[Sight, Sight]:
    """By clear images, and by images of every kind."""
    return watch.cameras, watch.every


def _owner(watch: SiteWatch, satellite: str) -> str:
    """Empty where the posture does not have it."""
    if satellite not in gives.satellite_names(watch):
        return ""
    return watch.scenario.parties[watch.scenario.platforms[satellite].owner].name


def _through_cloud(watch: SiteWatch, satellite: str) -> str:
    own = gives.carried_by(watch, satellite)
    if not own.any():
        return ""
    return "no" if watch.chances.needs_clear[own].all() else "yes"


def _first_clear(course: CourseOfEvents) -> float:
    return float(np.argmax(course.clear))


def _passes(
    found: Sequence[SiteComparison], shown: Sequence[Sequence[CourseOfEvents]]
) -> dict[str, NDArray[Any]]:
    """The passes of all places and courses, one after the other."""
    every = [(c.after, course) for c, own in zip(found, shown, strict=True) for course in own]

    def column(of: Callable[[SiteWatch, CourseOfEvents], Any]) -> NDArray[Any]:
        parts = [np.broadcast_to(of(w, c), c.passes.time.shape) for w, c in every]
        return np.concatenate(parts) if parts else np.zeros(0)

    def imager(of: Callable[[Imager], Any]) -> NDArray[Any]:
        return column(lambda w, c: np.array([of(i) for i in w.imagers])[c.passes.imager])

    return {
        "pass_site": column(lambda w, _: np.array(w.site)),
        "pass_course": column(lambda _, c: np.array(c.name)),
        "pass_satellite": imager(lambda i: i.satellite),
        "pass_payload": imager(lambda i: i.payload),
        "pass_time": column(lambda _, c: c.passes.time),
        "pass_start": column(lambda _, c: c.start),
        "pass_end": column(lambda _, c: c.end),
        "pass_day": column(lambda _, c: c.passes.day.astype(float)),
        "pass_off_nadir": column(lambda _, c: c.passes.off_nadir),
        "pass_elevation": column(lambda _, c: c.passes.elevation),
        "pass_resolution": column(lambda _, c: c.passes.resolution),
        "pass_sun": column(lambda _, c: c.passes.sun),
        "pass_needs_clear": imager(lambda i: float(i.camera.needs_clear_sky)),
        "pass_image": column(lambda _, c: c.taken.astype(float)),
    }


def _drivers(found: Sequence[SiteComparison], data: PlainData) -> Iterator[Drivers]:
    """What each place's probabilities go with, and what their change goes with."""
    days = found[0].after.terms.activity
    asked: list[tuple[str, dict[str, Any], str]] = [
        ("unseen", {"posture": "after", "images": "clear"}, "goes without a clear image"),
        ("unseen", {"posture": "after", "images": "any"}, "goes without any image"),
        ("change", {"images": "clear"}, "goes without a clear image: the change"),
    ]
    for both in found:
        for variable, entries, words in asked:
            at = {"site": both.after.site, **entries, "length": days}
            values = Numbers(data).array(variable, **at)
            driving = drivers(dict(both.after.draws.points), values, level=LEVEL)
            said = f"how long {both.name} {words}"
            yield Drivers(variable, at, said, tuple(driving))
