"""Whether approaches are noticed in time, in a headline and paragraphs, from the numbers."""

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from noroshi.present.chances import hundred_span, hundredths, more_or_fewer, points
from noroshi.present.words import counted, few_draws, kilometres, listed, share, share_span
from noroshi.questions.answer import Headline, Numbers, PlainData
from noroshi.questions.limits import CRAFT, SATELLITES, trust
from noroshi.questions.waters import Options
from noroshi.questions.waters.noticed import WatersComparison
from noroshi.stats import Interval

if TYPE_CHECKING:
    import xarray as xr

CHANGED: Final = 0.01
"""A change of a probability below this is none: it is said in whole per cent."""
_HOUR: Final = 3600.0
_DAY: Final = 86400.0
_DECLARED: Final = ("platforms", "payloads", "fleets", "stations", "patrols", "skies", "waters")
_WATERS: Final = (
    "How long two looks at one vessel are really one look (the sea and the vessel's aspect stay "
    "much the same) is an assumption, drawn between its bounds, and so is how often satellites are "
    "turned to the open sea.",
    "Approaches are straight, from all declared sides alike, and are not an account of any real "
    "plan; coastal radars, other aircraft, merchant ships and signals that vessels send are left "
    "out.",
)


_WITH_ARTICLE: Final = {"Channel", "Gulf", "Islands", "Ocean", "Sea", "Strait", "Straits"}
"""A name that has one of these words has an article, too."""


class WatersNumbers:
    """Reads the numbers of some waters as words need them."""

    def __init__(self, data: PlainData, waters: str) -> None:
        """Take over what is told of these waters alone."""
        self.id = waters
        self.numbers = Numbers(data.picked(waters=waters))
        self.name = Numbers(data).names("waters")[waters]
        self.labels = self.numbers.names("posture")
        self.first = self.numbers.word("first_vessel")
        """The type of vessel that shares are told of, by id."""

    @property
    def here(self) -> str:
        """Its name within a sentence: "waters around the islands", "the Yellow Sea"."""
        if self.name.startswith("Waters "):
            return f"{self.name[:1].lower()}{self.name[1:]}"
        words = {*self.name.partition(",")[0].split()}
        return f"the {self.name}" if _WITH_ARTICLE & words else self.name

    @property
    def vessels(self) -> list[str]:
        """Types of vessel that approach these waters, by id, the first first."""
        noticed = self.numbers.array("noticed", posture="after")  # (vessel, reading, draw)
        there = ~np.isnan(noticed).all(axis=(1, 2))
        return [str(i) for i in self.numbers.plain["vessel"][there]]

    def short(self, vessel: str) -> str:
        """What a type of vessel is called within a sentence."""
        name = self.numbers.names("vessel")[vessel].split(",")[0]
        return name[:1].lower() + name[1:]

    @cached_property
    def boat(self) -> str:
        """The first type of vessel within a sentence."""
        return self.short(self.first)

    def level(
        self, variable: str, reading: str = "declared", posture: str = "after", **at: object
    ) -> Interval:
        """A number of one posture and reading, by default of the first type of vessel."""
        where = {"vessel": self.first, "posture": posture, "reading": reading, **at}
        return self.numbers.interval(variable, **where)

    def change(self, reading: str = "declared") -> Interval:
        """Of the probability that the first type of vessel is noticed in time."""
        return self.numbers.interval("change", vessel=self.first, reading=reading)

    def watchers(self, posture: str = "after") -> list[str]:
        """Patrols that watch these waters, by id."""
        there = ~np.isnan(self.numbers.array("in_season", posture=posture))
        return [str(i) for i in self.numbers.plain["patrol"][there]]

    def called(self, patrol: str) -> str:
        """A fleet's name without what comes after a comma."""
        return self.numbers.names("patrol")[patrol].split(",")[0]

    def fall(self, patrol: str, reading: str = "declared") -> Interval:
        """By how much the probability falls without a patrol."""
        return self.level("fall_without", reading, patrol=patrol)

    @property
    def new(self) -> list[str]:
        """Patrols of fleets that did not watch these waters before."""
        return [
            p
            for p in self.watchers()
            if self.numbers.number("new", posture="after", patrol=p) > 0.0
        ]

    @property
    def imagers(self) -> float:
        """Payloads of satellites that look, too."""
        return self.numbers.number("imagers", posture="after")

    @property
    def peak_day(self) -> str:
        """In the season of what is new; empty where that is all the time."""
        return self.numbers.word("peak_day")


def coasts(data: "xr.Dataset | PlainData") -> list[WatersNumbers]:
    """All waters of an answer."""
    plain = PlainData.of(data)
    return [WatersNumbers(plain, waters) for waters in plain["waters"].tolist()]


def headline(data: "xr.Dataset | PlainData") -> Headline:
    """What is noticed, whether that changed, through whom, and what it hangs on."""
    every = coasts(data)
    watched = [c for c in every if c.watchers() or c.watchers("before") or c.imagers]
    if not watched:
        names = ", ".join(c.here for c in every)
        return Headline(f"Nobody is declared to watch {names}: no approach is noticed.")
    told = max(watched, key=lambda c: (_clear(c.change()), _most(c.change())))
    sentences = [_level(told), _change(told, [c for c in watched if c is not told])]
    verdict = " ".join(filter(None, [*sentences, few_draws(told.numbers.draws)]))
    hangs_on = " ".join(filter(None, [_if_all_went(told), _sides(told)]))
    return Headline(verdict, _through(told), hangs_on)


def _sides(coast: WatersNumbers) -> str:
    """That fewer sides were asked than are usual, so that numbers differ a little."""
    sides, usual = round(coast.numbers.number("sides")), Options().sides
    # From some of the sides that are asked land lies in the way: no more than half are left out.
    if 2 * sides > usual:
        return ""
    return f"This is from {counted(sides, 'side')}, where {usual} are usual."


def _most(change: Interval) -> float:
    return max(abs(float(end)) for end in change)


def _level(coast: WatersNumbers) -> str:
    was = hundred_span(coast.level("noticed", posture="before"))
    return (
        f"Of 100 approaches to {coast.here} by a {coast.boat}, {was} were noticed before the "
        "territorial sea."
    )


def _change(coast: WatersNumbers, others: Sequence[WatersNumbers]) -> str:
    """By how much of a hundred it changes here and at other waters; the table tells intervals."""
    same = listed([c.here for c in others if not _clear(c.change())])
    if not _clear(coast.change()):  # nor anywhere else: the clearest is told first
        if _most(coast.change()) < CHANGED:
            return f"Nothing measurable changes{f', nor at {same}' if same else ''}."
        # As the table has it: the change of medians would be another number.
        moved = more_or_fewer(coast.change())
        why = "no measurable change, since not nearly all draws agree on it"
        return f"Now {moved}: {why}{f'; nor is there one at {same}' if same else ''}."
    parts = [f"Now {more_or_fewer(coast.change())}"]
    parts += [f"at {c.here}, {more_or_fewer(c.change())}" for c in others if _clear(c.change())]
    parts += [f"nothing measurable changes at {same}"] if same else []
    return f"{'; '.join(parts)}."


def _clear(change: Interval) -> bool:
    """Whether nearly all draws have one sign."""
    return bool(change.p5 >= CHANGED or change.p95 <= -CHANGED)


def _through(coast: WatersNumbers) -> str:
    """Why: how much of the time what is new is there, or who would be missed most."""
    at = {"posture": "after"}
    season = {p: coast.numbers.number("in_season", **at, patrol=p) for p in coast.new}
    if any(season.values()):
        patrol = max(coast.new, key=lambda p: float(coast.fall(p, "peak").p50))
        there = coast.numbers.interval("on_station", **at, patrol=patrol, reading="declared")
        when = "all the time" if season[patrol] >= 1.0 else f"{share(season[patrol])} of the time"
        missed = _few(coast.fall(patrol, "peak"))
        return (
            f"What is new is {coast.called(patrol)}: without it, {missed} fewer of 100 would be "
            f"noticed in its season. It is there {when}, with one on station "
            f"{share_span(there)} of that time."
        )
    watchers = coast.watchers()
    if not watchers:
        return ""
    patrol = max(watchers, key=lambda p: float(coast.fall(p).p50))
    missed = _few(coast.fall(patrol))
    return (
        f"Most hangs on one fleet, {coast.called(patrol)}: without it, {missed} fewer of 100 would "
        "be noticed."
    )


def _few(values: Interval) -> str:
    """Hundredths without a sign where there is but one."""
    return hundredths(values).replace("+", "")


def _if_all_went(coast: WatersNumbers) -> str:
    """What is known least: where declared fleets fly."""
    if not coast.watchers():
        return ""
    flown = hundred_span(coast.level("noticed", "flown"))
    return (
        f"Where fleets fly is not published: if every sortie of these went there, it would be "
        f"{flown}."
    )


def text(data: "xr.Dataset | PlainData") -> str:
    """A paragraph for each of the waters."""
    return "\n".join(paragraph(coast) for coast in coasts(data))


def paragraph(coast: WatersNumbers) -> str:
    """How many are noticed and how early; what changed, who sees it, and what else there is.

    Each sentence with a share names the vessel that it is of: all but one are of the first type.
    """
    if not coast.watchers() and not coast.imagers:
        return f"{_opening(coast)} Nobody is declared to watch {coast.here}: none is noticed."
    sentences = [
        _opening(coast),
        _noticed(coast),
        _changed(coast),
        _at_peak(coast),
        _who(coast),
        _else(coast),
    ]
    sentences.append(few_draws(coast.numbers.draws))
    return " ".join(s for s in sentences if s)


def _opening(coast: WatersNumbers) -> str:
    begin = kilometres(coast.numbers.number("begin"))
    sides = round(coast.numbers.number("sides"))
    days = round(coast.numbers.number("period") / _DAY)
    return (
        f"{coast.name}: vessels come straight from {begin} km off, from {sides} sides alike and at "
        f"all times of {days} days; only declared patrols and satellites look, not stations ashore "
        "or what others report."
    )


def _noticed(coast: WatersNumbers) -> str:
    others = [x for x in coast.vessels if x != coast.first]
    told = (
        f"A {coast.boat} is noticed before the territorial sea in "
        f"{share_span(coast.level('noticed'))} of its approaches"
    )
    left = coast.level("time_left")
    if math.isfinite(left.p50):
        told += f", on the average {hours(left)} before it gets there"
    rest = [f"a {coast.short(x)} in {share_span(coast.level('noticed', vessel=x))}" for x in others]
    return f"{'; '.join([told, *rest])}."


def _changed(coast: WatersNumbers) -> str:
    when, _, day = coast.labels["before"].partition(", ")
    return (
        f"For the {coast.boat} that is, against {when}{f', on {day}' if day else ''}: "
        f"{_verdict(coast.change())}."
    )


def _at_peak(coast: WatersNumbers) -> str:
    """What is new gives most in its own season."""
    added = [
        f"without {coast.called(p)} it would be {_fall(coast.fall(p, 'peak'))} less"
        for p in coast.new
    ]
    if not coast.peak_day:
        return f"For the {coast.boat}, {'; '.join(added)}." if added else ""
    told = (
        f"In the season of what is new, as on {coast.peak_day}, it is "
        f"{share_span(coast.level('noticed', 'peak'))} for the {coast.boat}: "
        f"{_verdict(coast.change('peak'))}"
    )
    return f"{'; '.join([told, *added])}."


def _verdict(moved: Interval) -> str:
    if _most(moved) < CHANGED:
        return "no measurable difference"
    if not _clear(moved):
        return f"no measurable difference, {points(moved)}"
    return f"{'more' if moved.p50 > 0.0 else 'fewer'}, {points(moved)}"


def _who(coast: WatersNumbers) -> str:
    """Who would be missed most."""
    ranked = sorted(coast.watchers(), key=lambda p: -float(coast.fall(p).p50))
    if len(ranked) == 1:
        return f"All that patrols notice is noticed by {coast.called(ranked[0])}."
    felt = [p for p in ranked if coast.fall(p).p50 >= CHANGED]
    if not felt:
        return f"For the {coast.boat}, no single fleet would be missed much."
    told = " and ".join(f"{_fall(coast.fall(p))} without {coast.called(p)}" for p in felt[:2])
    return f"The {coast.boat} is noticed less often by {told}."


def _fall(values: Interval) -> str:
    """A fall in points, without a sign."""
    return points(values).replace("+", "")


def _else(coast: WatersNumbers) -> str:
    """What all sorties would give; what satellites add that are not told where to look."""
    told = []
    if coast.watchers():
        flown = share_span(coast.level("noticed", "flown"))
        told = [
            f"if every sortie of these fleets went there, the {coast.boat} would be noticed in "
            f"{flown}"
        ]
    if coast.imagers:
        whom = "" if told else f" for the {coast.boat}"
        told.append(f"imaging satellites add {_added(coast.level('satellites_add'))}{whom}")
    text_ = "; ".join(told)
    return f"{text_[:1].upper()}{text_[1:]}."


def _added(values: Interval) -> str:
    return "less than one approach in two hundred" if values.p95 < 0.005 else points(values)


def hours(values: Interval) -> str:
    """Median and 5-95 % interval of a time in hours: "4.2 h (3.1 to 6.0)"; inf is never."""
    if not math.isfinite(values.p50):
        return "never"
    low, mid, high = (_number(float(x) / _HOUR) for x in values)
    return f"{mid} h" if low == high else f"{mid} h ({low} to {high})"


def _number(value: float) -> str:
    return f"{value:.1f}" if math.isfinite(value) else "never"


def noticed_title(coast: WatersNumbers, posture: str) -> str:
    """Of a figure: how many approaches are noticed in time in a posture."""
    label = coast.labels[posture]
    if not coast.watchers(posture):
        return f"{coast.name}, {label}: nobody is declared to watch"
    noticed = share(float(coast.level("noticed", posture=posture).p50))
    return f"{coast.name}, {label}: {noticed} noticed before the territorial sea ({coast.boat})"


def limits(found: Sequence[WatersComparison]) -> Iterator[str]:
    """What the watch over waters leaves out."""
    world = found[0].after.scenario
    yield from trust(world, _DECLARED)
    if any(p.kind == "satellite" for p in world.platforms.values()):
        yield from SATELLITES
    if world.fleets:
        yield CRAFT
    yield from _WATERS
