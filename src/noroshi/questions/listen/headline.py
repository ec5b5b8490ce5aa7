"""The answer in three lines: is it heard and placed, how soon and by whom, what stays open."""

import math
from typing import Final

from noroshi.present.words import counted, duration, listed, share, two_digits
from noroshi.questions.answer import Headline
from noroshi.questions.listen.choice import WHAT_IF
from noroshi.questions.listen.reading import (
    ListenNumbers,
    named,
    number,
    tenths,
    yield_span,
    yields,
)

LIKELY, UNLIKELY = 0.9, 0.1
"""Mean probability from which an event is heard, and up to which it is not."""
_TWO: Final = 2
_NAMED: Final = 3
"""Parties that a headline names."""


def headline(found: ListenNumbers) -> Headline:
    """Is it heard and placed, by whom; how soon and with how much to spare; what stays open."""
    return Headline(_verdict(found), _why(found), _hangs_on(found))


def _sized(found: ListenNumbers) -> str:
    """The same with its magnitude."""
    size = "" if found.event == WHAT_IF else f" (magnitude {found.magnitude(found.event):.1f})"
    return f"{named(found)}{size}"


def _verdict(found: ListenNumbers) -> str:
    chance = found.mean("heard", **found.main)
    which, stations = _sized(found), number(found.interval("hear", **found.main))
    work = found.number("stations_work", **found.main)
    of = f"of {work:.0f} declared stations of the {found.network_name}"
    if chance >= LIKELY:
        told = f"{stations} {of}{_stated_otherwise(found)}"
        return f"Yes: {which} is heard by about {told}. {_placed(found)}."
    if chance <= UNLIKELY:
        return f"No: {which} is most likely not heard by three {of} ({share(chance)})."
    return f"Perhaps: {which} is heard by three or more {of} with a probability of {share(chance)}."


def _stated_otherwise(found: ListenNumbers) -> str:
    """How many heard it as stated, where that lies outside what is worked out."""
    stated = found.number("hear_stated", **found.main)
    low, _, high = found.interval("hear", **found.main)
    least = found.word("hear_stated_least", **found.main)
    if stated > high or (stated < low and not least):
        return f" (stated: {least}{' ' * bool(least)}{stated:.0f})"
    return ""


def _placed(found: ListenNumbers) -> str:
    at = {"event": found.event}
    low, area, high = (float(v) for v in found.interval("ellipse_area", **at))
    if not math.isfinite(area):
        return "They cannot place it"
    least, best, most = found.bounds("ellipse_stated", **at)
    stated = f" (stated: {_km2(best)})" if least > high or most < low else ""
    alike = float(found.spread("ellipse_alike").p50)
    told = f"They place it within {_km2(area)} km²{stated}, {_km2(alike)} if neighbours err alike"
    return told if found.inspectable() else f"{told}: more than an inspection may search"


def _km2(area: float) -> str:
    return _three_digits(area / 1e6)


def _three_digits(value: float) -> str:
    return f"{float(f'{value:.3g}'):,.0f}"


def _why(found: ListenNumbers) -> str:
    third = float(found.spread("third_arrival", **found.main).p50)
    level = found.interval("threshold_sure", **found.main)
    parts = []
    if math.isfinite(third):
        parts.append(f"three stations have its wave after {duration(third)}")
    if math.isfinite(float(level.p50)):
        heard = f"the network of that day hears 9 of 10 shots of magnitude {tenths(level)}"
        parts.append(f"{heard}{_spare(found)}")
    else:
        parts.append(
            "the network of that day has too few stations to hear 9 of 10 shots of any size"
        )
    return " ".join(f"{p[0].upper()}{p[1:]}." for p in (*parts, _alone(found)))


def _spare(found: ListenNumbers) -> str:
    """How much weaker a wave of the threshold is than the event's."""
    spare = found.magnitude(found.event) - float(found.spread("threshold_sure", **found.main).p50)
    times = 10.0**spare
    return f", with waves {_rounded(times)} times weaker" if times >= _TWO else ""


def _rounded(times: float) -> str:
    step = 10.0 ** max(0, math.floor(math.log10(times)))
    return f"{step * round(times / step):,.0f}"


def _alone(found: ListenNumbers) -> str:
    """Which parties' own stations would do."""
    names = found.names("party")
    enough = [p for p in names if found.mean("party_heard", party=p) >= LIKELY]
    if not enough:
        return "no party's own stations would do alone"
    if len(enough) == len(names) == 1:
        return f"all stations are of {names[enough[0]]}"
    told = [names[p] for p in enough[:_NAMED]]
    if left := len(enough) - len(told):
        told.append(f"{left} more")
    if len(enough) == 1:
        return f"of one party its own stations would do alone ({told[0]})"
    return f"of {len(enough)} parties each one's own stations would do alone ({listed(told)})"


def _hangs_on(found: ListenNumbers) -> str:
    """The yield is no number; the ratio to the event before is better known."""
    low, high = yields(found, found.event)
    was = "would be" if found.event == WHAT_IF else "was"
    relations = counted(len(found.asked_relations()), "relation")
    open_ = (
        f"How large it {was} stays open: {yield_span(low, high)} of TNT by "
        f"{relations} between magnitude and yield{_agencies(found)}"
    )
    if earlier := found.earlier():
        last = earlier[-1]
        least, _, most = found.bounds("yield_ratio", event=last)
        times = f"{two_digits(least)} to {two_digits(most)} times as large as the"
        return f"{open_}. It {was} {times} {found.names('event')[last]}."
    return f"{open_}."


def _agencies(found: ListenNumbers) -> str:
    """Whose magnitudes the yields are from, scale by scale."""
    given = found.plain["given"].tolist()
    own = [g for g in given if found.word("given_event", given=g) == found.event]
    told = []
    for scale in dict.fromkeys(
        found.word("relation_scale", relation=r) for r in found.asked_relations()
    ):
        by = [
            found.word("given_by", given=g)
            for g in own
            if found.word("given_scale", given=g) == scale
        ]
        if by:
            who = listed(by) if len(by) <= _NAMED else f"{len(by)} agencies"
            told.append(f"the {scale} of {who}")
    if len(told) < _TWO:
        return f" and {told[0]}" if told else ""
    return f", {', '.join(told[:-1])}, and {told[-1]}"
