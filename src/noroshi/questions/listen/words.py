"""The answer in plain words, from the numbers by rule."""

import math
from collections.abc import Iterator
from typing import Final

from noroshi.present.words import listed, share, two_digits
from noroshi.questions.answer import BOUNDS
from noroshi.questions.listen.attributed import PARTY, STATION
from noroshi.questions.listen.choice import WHAT_IF
from noroshi.questions.listen.reading import (
    ASKED_SHOT,
    HALF_SHOT,
    ListenNumbers,
    tenths,
)

_FEW, _MOST = 2, 3
"""Stations, and parties, whose shares the text tells."""
_CERTAIN: Final = 0.99
"""Mean probability from which a half of the stations is as good as all."""


def text(found: ListenNumbers) -> str:
    """Lines on who shares what, on the order of the events, on screening and on xenon."""
    lines = [
        *_sharing(found),
        *_bringing(found),
        *_inspection(found),
        *_order(found),
        *_screening(found),
        *_xenon(found),
    ]
    if elsewhere := found.word("elsewhere"):
        lines.append(f"Events are declared at other places, too: {elsewhere} (--site).")
    return "\n".join(lines)


def _sharing(found: ListenNumbers) -> Iterator[str]:
    """Whole networks with their parts in brackets: what is in brackets is counted before."""
    names = found.names("network")
    part_of = {n: found.word("network_part_of", network=n) for n in names}

    def told(key: str, *, of_the: bool) -> str:
        work = found.number("stations_work", event=found.event, network=key)
        parts = [told(n, of_the=False) for n in names if part_of[n] == key]
        within = f" ({listed(parts)})" if parts else ""
        return f"{work:.0f} {'of the ' if of_the else ''}{names[key]}{within}"

    whole = [told(n, of_the=True) for n in names if n != "all" and part_of[n] not in names]
    yield (
        f"Stations that work on that day: {listed(whole)}. A network hears an event when three of "
        f"its stations do.{_shared(found, part_of)}"
    )


def _bringing(found: ListenNumbers) -> Iterator[str]:
    """Who brings which share of a shot that is just heard, and what shares mean of a large one."""
    if not (stations := found.sharers(STATION)):
        return
    half, asked = {"shot": HALF_SHOT}, {"shot": ASKED_SHOT}
    names = found.names("sharer")

    def brings(sharers: list[str]) -> str:
        each = ((s, found.mean("hearing_share", sharer=s, **half)) for s in sharers)
        return listed(f"{names[s]} {share(value)}" for s, value in each)

    count = found.array("sharer_sort").tolist().count(STATION)
    single = f"of single stations {brings(stations[:_FEW])}"
    parties = found.sharers(PARTY)
    told = f"{brings(parties[:_MOST])}; {single}" if len(parties) > 1 else single
    magnitude = tenths(found.interval("shot_magnitude", **half))
    yield (
        f"Who brings it: of a shot of magnitude {magnitude}, which all {count} stations "
        f"together hear half of the time, {told}.{_spread_thin(found, **asked)}"
    )


def _spread_thin(found: ListenNumbers, **asked: str) -> str:
    """That of a large shot nobody is missed, where a half of the stations hear it as well."""
    if found.mean("shot_heard_by_half", **asked) < _CERTAIN:
        return ""
    return (
        " One as large as asked about is as good as certain to be heard by a random half of them, "
        "too: none would be missed, and its shares are spread over all."
    )


def _shared(found: ListenNumbers, part_of: dict[str, str]) -> str:
    """Whose data go to everyone, so that each party has what all its stations hear."""
    names = found.names("network")
    own = [n for n in names if n != "all" and part_of[n] not in names]
    open_ = [names[n] for n in own if found.word("network_shared", network=n) == "yes"]
    if not open_:
        return ""
    own_names = listed([f"the {name}" for name in open_])
    return f" Data of {own_names} are given to every party, whoever has stations."


def _inspection(found: ListenNumbers) -> Iterator[str]:
    if math.isfinite(float(found.spread("ellipse_area", event=found.event).p50)):
        area = found.number("inspection_area") / 1e6
        length = found.number("inspection_length") / 1e3
        within = "so that one may" if found.inspectable() else "so that none may"
        yield (
            f"An on-site inspection may search {area:,.0f} km², in no line more than {length:.0f} "
            f"km, {within} cover the ellipse."
        )


def _order(found: ListenNumbers) -> Iterator[str]:
    if found.event == WHAT_IF:
        return
    nth = int(found.number("number_at_place", event=found.event))
    largest = found.number("largest_so_far", event=found.event)
    name = found.names("event")[found.event]
    if math.isnan(largest):
        yield f"The {name} is the first at {found.place}."
        return
    low, _, high = found.bounds("times_largest_before", event=found.event)
    yield (
        f"The {name} is number {nth} at {found.place}; that it is the largest until then has a "
        f"probability of {share(largest)} by what agencies state, and its yield is "
        f"{two_digits(low)} to {two_digits(high)} times that of the largest before."
    )


def _screening(found: ListenNumbers) -> Iterator[str]:
    for line, name in found.names("line").items():
        at = {"event": found.event, "line": line}
        if found.word("line_in_force", **at) == "yes":
            low, best, high = found.bounds("surface_margin", **at)
            by, said = found.word("surface_by", event=found.event), found.word("screened", **at)
            others = (
                f" (from {_side(low)} to {_side(high)} by the mb of every agency)"
                if low < high
                else ""
            )
            yield (
                f"Surface waves, by mb and Ms of {by} against the data centre's {name}, which was "
                f"in force: {_side(best)}{others}, so {said}"
                f"{'' if said == 'kept' else ' as natural'}; what is kept is not thereby an "
                "explosion."
            )


def _side(margin: float) -> str:
    """Of a line: "0.46 below it"."""
    return f"{abs(margin):.2f} {'above' if margin > 0.0 else 'below'} it"


def _xenon(found: ListenNumbers) -> Iterator[str]:
    for find in found.plain["find"].tolist():
        at = {"find": find}
        if found.word("find_event", **at) != found.event:
            continue
        days = found.number("find_after", **at) / 86400.0
        low, best, high = (found.number("find_ratio", bound=b, **at) for b in BOUNDS)
        told = (
            f"Xenon: {found.word('find_nuclides', **at)} at {found.word('find_at', **at)} on "
            f"{found.word('find_collected', **at)}, {days:.0f} days after."
        )
        if not math.isnan(best):
            told += (
                f" From a fission that day Xe-131m would by then be {best:.2f} ({low:.2f} to "
                f"{high:.2f}) times as active as Xe-133: a dating, no proof of where it came from."
            )
        yield told
