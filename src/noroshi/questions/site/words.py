"""How long places work unseen, in a headline and plain paragraphs, written from the numbers."""

import calendar
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.access.opportunities import DAY
from noroshi.motion.orbits import MeanElements, TwoLine
from noroshi.present.chances import chance, hundred_span, more_or_fewer, rate, signed_chance
from noroshi.present.words import few_draws, listed, share
from noroshi.questions.answer import DRAW, Headline, Numbers, PlainData
from noroshi.questions.limits import SATELLITES, trust
from noroshi.questions.numbers import spread_of
from noroshi.questions.site.axes import IMAGES, RARELY, SHARES
from noroshi.questions.site.imaging import local_midnight
from noroshi.questions.site.records import SiteComparison, SiteWatch
from noroshi.questions.site.wording import day_count, days_of, size, waiting
from noroshi.questions.variables import POSTURES
from noroshi.stats import ENOUGH_DRAWS, Interval

if TYPE_CHECKING:
    import xarray as xr

Floats = NDArray[np.float64]
CHANGED: Final = 0.01
"""A change of a probability below this is none: probabilities are said to two digits."""
"""With fewer, the ends of an interval are single draws."""
STEADY_DRAWS: Final = 100
"""Below so many, a median of probabilities moves by hundredths from seed to seed."""
_DECLARED: Final = ("platforms", "payloads", "skies")
_SITES: Final = (
    "The sky is clear or cloudy for a whole day over a place, with a memory of a day; cloud is "
    "not told apart by height, season's trends within a month are left out.",
    "A chance to look is taken to be used as often as declared; who orders images of what is "
    "mostly not public. Every image counts as seen, whoever buys it.",
)


class SiteNumbers:
    """Reads the numbers of one place as words need them."""

    def __init__(self, data: PlainData, site: str) -> None:
        """Take over what is told of one site."""
        self.site = site
        self.numbers = Numbers(data.picked(site=site))
        self.name = Numbers(data).names("site")[site]
        self.days = round(float(data["activity"].item()) / DAY)
        """Length of the activity asked about [d]."""
        self.longest = int(data["length"][-1])
        self.labels = self.numbers.names("posture")
        self.months = [int(m) for m in data["month"]]

    def level(self, variable: str, images: str, posture: str = "after", **at: object) -> Interval:
        """A number of one posture and kind of images."""
        return self.numbers.interval(variable, posture=posture, images=images, **at)

    def unseen(self, images: str, posture: str = "after", days: int | None = None) -> Interval:
        """Probability that an activity, by default that asked about, goes without an image."""
        length = self.days if days is None else days
        return self.level("unseen", images, posture, length=length)

    def change(self, images: str) -> Interval:
        """Of that probability, for the activity asked about."""
        return self.numbers.interval("change", images=images, length=self.days)

    def changed(self, images: str) -> bool:
        """Whether it changes, at any length of activity, by what two digits can say."""
        moved = self.numbers.interval("change", images=images)
        return max(float(np.max(np.abs(m))) for m in moved) >= CHANGED

    def radarless(self, posture: str = "after") -> bool:
        """Whether all that looks needs a clear sky."""
        return bool((self.numbers.array("sees_through_cloud", posture=posture) != "yes").all())

    @cached_property
    def by_month(self) -> list[tuple[int, Interval]]:
        """What cameras miss of activities begun in each month, rising."""
        every = [(m, self.level("unseen_by_month", "clear", month=m)) for m in self.months]
        return sorted(every, key=lambda month: float(month[1].p50))


def places(data: "xr.Dataset | PlainData") -> list[SiteNumbers]:
    """All places of an answer."""
    plain = PlainData.of(data)
    return [SiteNumbers(plain, site) for site in plain["site"].tolist()]


def headline(data: "xr.Dataset | PlainData") -> Headline:
    """What cameras miss, whether that changed, why, and what it hangs on."""
    every = places(data)
    moved = [p for p in every if _most(p.change("clear")) >= CHANGED]
    if moved:
        told = max(moved, key=lambda p: _most(p.change("clear")))
        verdict = _moved(told)
    else:
        told = max(every, key=lambda p: float(p.unseen("clear").p50))
        verdict = _unmoved(every)
    verdict = f"{verdict} {few_draws(told.numbers.draws)}".rstrip()
    return Headline(verdict, _why(told), _hangs_on(told))


def _most(change: Interval) -> float:
    return max(abs(float(end)) for end in change)


def _moved(place: SiteNumbers) -> str:
    now = _with(place, "after")
    return (
        f"Of 100 activities of {day_count(place.days)} at {place.name}, satellites' cameras missed "
        f"{hundred_span(place.unseen('clear', 'before'))} {_with(place, 'before')}. "
        f"{now[0].upper()}{now[1:]}: {more_or_fewer(place.change('clear'))}."
    )


def _unmoved(every: Sequence[SiteNumbers]) -> str:
    ranked = sorted(every, key=lambda p: float(p.unseen("clear").p50))
    low, high = ranked[0], ranked[-1]
    start = f"Of 100 activities of {day_count(high.days)}"
    if low is high or hundred_span(low.unseen("clear")) == hundred_span(high.unseen("clear")):
        where = listed([p.name for p in ranked])
        missed = hundred_span(high.unseen("clear"))
        return f"{start} at {where}, satellites' cameras miss {missed}, {alike(low)}."
    least, most = (f"{hundred_span(p.unseen('clear'))} at {p.name}" for p in (low, high))
    return f"{start}, satellites' cameras miss from {least} to {most}, {alike(low)}."


def alike(place: SiteNumbers) -> str:
    """Of two postures that do not differ: by date, or by satellites."""
    was, now = (place.labels[posture].split(",")[0] for posture in POSTURES)
    return f"{was} as {now}"


def _with(place: SiteNumbers, posture: str) -> str:
    """A posture by its satellites: "with those of 2013-08-01", "without KOMPSAT-5"."""
    label = place.labels[posture]
    if label.startswith(("with ", "without ")):
        return label
    day = place.numbers.word("satellites_of", posture=posture)
    return f"with those of {day}" if day else label


def _why(place: SiteNumbers) -> str:
    """Cameras wait for daylight and a clear sky; radars do not."""
    looks = float(place.level("looks_a_day", "clear").p50)
    cloudy = 1.0 - float(np.nanmean(place.numbers.array("clear_days", posture="after")))
    start = (
        f"At {place.name} cameras get {looks:.1f} looks a day, by daylight, and "
        f"{share(cloudy)} of days are cloudy"
    )
    if place.radarless():
        return f"{start}."
    any_ = hundred_span(place.unseen("any"))
    return f"{start}. Radars see through cloud: with them {any_} of 100 go unseen."


def _hangs_on(place: SiteNumbers) -> str:
    """How often satellites do look; and who else does."""
    rarely = place.level("unseen_rarely", "clear", length=place.days)
    one_in = f"one in {1.0 / RARELY:.0f}"
    text = f"If only {one_in} of these looks is taken, cameras miss {hundred_span(rarely)}."
    left_out = place.numbers.word("left_out")
    return f"{text} {left_out[0].upper()}{left_out[1:]} are not counted." if left_out else text


def text(data: "xr.Dataset | PlainData") -> str:
    """A paragraph a place."""
    return "\n".join(paragraph(place) for place in places(data))


def paragraph(place: SiteNumbers) -> str:
    """Who looks how often; how likely an activity goes unseen; what changed; when it is worst."""
    sentences = [
        _opening(place),
        _verdict(place),
        _others(place),
        _of_any_kind(place),
        _rarely(place),
        _first(place),
        _season(place),
        _missed(place),
        _counted(place),
        few(place.numbers.draws),
    ]
    return " ".join(s for s in sentences if s)


def _opening(place: SiteNumbers) -> str:
    """Who looks how often; and that others do, where the scenario says so."""
    text = f"{_period(place)}, {_opportunities(place)}"
    left_out = place.numbers.word("left_out")
    if not left_out:
        return f"{text}."
    return f"{text}; {left_out} are not declared, so real gaps are shorter: this is an upper bound."


def _period(place: SiteNumbers) -> str:
    """No satellite comes or goes meanwhile: the posture of one day is asked about."""
    start = place.numbers.word("start")
    count = round(place.numbers.number("period") / DAY)
    text = f"Over the {f'{count} days' if count > 1 else 'day'} from {start}"
    held = place.numbers.word("satellites_of", posture="after")
    if not held:
        return text
    return f"{text}, with the satellites of {'that day' if held == start else held} all through"


def _opportunities(place: SiteNumbers) -> str:
    own = place.numbers.interval("satellite_looks_a_day", posture="after")
    count = int(np.sum(np.nan_to_num(own.p95) > 0.0))
    if count == 0:
        return f"no declared satellite can look at {place.name}"
    have = "one declared satellite has" if count == 1 else f"{count} declared satellites have"
    looks = rate(place.level("looks_a_day", "any"))
    text = f"{have} {looks} opportunities a day to look at {place.name}"
    if place.radarless():
        return f"{text}, all by cameras, which need daylight and a clear sky"
    cameras = rate(place.level("looks_a_day", "clear"))
    return f"{text}, {cameras} of them for cameras, which need a clear sky"


def _verdict(place: SiteNumbers) -> str:
    was, now = place.labels["before"], place.labels["after"]
    text = (
        f"An activity of {day_count(place.days)} at {place.name} goes without a clear image with "
        f"probability {chance(place.unseen('clear'))}"
    )
    if not place.changed("clear"):
        return f"{text} ({now}), no different from {was}."
    moved = signed_chance(place.change("clear"))
    return f"{text} ({now}), a change of {moved} against {was} in the same draws."


def _others(place: SiteNumbers) -> str:
    lengths = [d for d in (1, 7) if place.days != d <= place.longest]
    said = [f"{chance(place.unseen('clear', days=d))} for {day_count(d)}" for d in lengths]
    return f"It is {' and '.join(said)}." if said else ""


def _of_any_kind(place: SiteNumbers) -> str:
    if place.radarless() and place.radarless("before"):
        return ""
    now, was = (chance(place.unseen("any", posture)) for posture in ("after", "before"))
    text = (
        "With radars, which see through cloud and by night but neither steam nor colour, it goes "
        f"without any image with probability {now}"
    )
    if was == now:
        return f"{text}."
    return f"{text} ({place.labels['after']}), and {was} ({place.labels['before']})."


def _rarely(place: SiteNumbers) -> str:
    clear, any_ = (
        chance(place.level("unseen_rarely", images, length=place.days)) for images in IMAGES
    )
    text = (
        "All this is if looks are taken as often as declared; if but one in "
        f"{1.0 / RARELY:.0f} of them is, it goes without a clear image with "
        f"{clear}"
    )
    if place.radarless():
        return f"{text}."
    return f"{text}, without any with {any_}."


def _first(place: SiteNumbers) -> str:
    half, most = (
        waiting(place.level("first_image", "clear", share_of_starts=starts), place.longest)
        for starts in SHARES[1:]
    )
    longest = days_of(place.level("longest_without_image", "clear"))
    return (
        f"From any moment on, the first clear image comes within {half} in half of the cases and "
        f"within {most} in 95 % of them; the longest time without one in the period is {longest}."
    )


def _season(place: SiteNumbers) -> str:
    (best, least), (worst, most) = place.by_month[0], place.by_month[-1]
    if most.p50 - least.p50 < CHANGED:
        return ""
    return (
        f"Cameras miss most in {calendar.month_name[worst]}, {chance(most)}, and least in "
        f"{calendar.month_name[best]}, {chance(least)}."
    )


def _missed(place: SiteNumbers) -> str:
    """The satellite whose absence would be felt most."""
    names = place.numbers.names("satellite")
    at = {"posture": "after", "images": "clear"}
    own = {s: place.numbers.interval("rise_without_satellite", satellite=s, **at) for s in names}
    there = {s: rise for s, rise in own.items() if np.isfinite(rise.p50)}
    if len(there) < 2:
        return ""
    dearest = max(there, key=lambda s: float(there[s].p50))
    if there[dearest].p50 < CHANGED:
        return "No single satellite would be missed much."
    return f"Without {names[dearest]} it would change by {signed_chance(there[dearest])}, the most."


def _counted(place: SiteNumbers) -> str:
    """How fine an image must be: what the cameras' own limits leave, and that of radars."""
    limits = place.numbers.array("coarsest_counted", posture="after")  # (payload, draw)
    there = ~np.isnan(limits).any(axis=-1)
    clear = place.numbers.array("needs_clear") > 0.0
    kinds = []
    if (cameras := limits[there & clear]).size:
        kinds.append(f"{size(_over_all(cameras))} or better of a camera")
    if (radars := limits[there & ~clear]).size:
        kinds.append(f"{float(radars.max()):g} m or better of a radar")
    return f"Counted is an image of {' and '.join(kinds)}." if kinds else ""


def _over_all(values: Floats) -> Interval:
    """Over several payloads and all their draws alike."""
    return spread_of((DRAW,), values.ravel()).interval


def few(draws: int) -> str:
    """What to think of the numbers where draws are few."""
    if draws < ENOUGH_DRAWS:
        return f"With {draws} draws only, medians move and the intervals mean little."
    if draws < STEADY_DRAWS:
        return f"With {draws} draws only, medians move by some hundredths."
    return ""


def limits(found: Sequence[SiteComparison]) -> Iterator[str]:
    """What the watch over places leaves out."""
    for both in found:
        if both.after.sky.left_out is not None:
            yield undeclared(both.name, both.after.sky.left_out)
    yield from pictured([both.after for both in found])
    yield from trust(found[0].after.scenario, _DECLARED)
    yield from SATELLITES
    yield from _SITES


def undeclared(name: str, left_out: str) -> str:
    """Who else looks at a place."""
    return (
        f"{left_out[0].upper()}{left_out[1:]} are not declared over {name}: what is said of how "
        "long it works unseen is an upper bound."
    )


def pictured(watches: Sequence[SiteWatch]) -> Iterator[str]:
    """Whose published elements are too old for the period to predict single passes."""
    names = dict.fromkeys(name for watch in watches for name in _aged(watch))
    if names:
        yield (
            f"The published elements of {', '.join(names)} are not trusted all through the period: "
            "they are a picture of the orbit, at the height that it had, and tell no single pass."
        )


def _aged(watch: SiteWatch) -> Iterator[str]:
    epoch = local_midnight(watch.place, watch.terms.start)
    span = (watch.terms.days + watch.terms.longest) * DAY
    for imager in watch.imagers:
        orbit = imager.platform.orbit
        if isinstance(orbit, TwoLine | MeanElements) and not orbit.predicts(epoch, span):
            yield imager.platform.name
