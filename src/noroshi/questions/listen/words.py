"""The answer in plain words, from the numbers by rule."""

import math
from collections.abc import Iterator
from typing import Final

from noroshi.constants import KILOTON
from noroshi.present.words import counted, duration, listed, share
from noroshi.questions.answer import BOUNDS, Headline, Numbers
from noroshi.questions.listen.choice import WHAT_IF
from noroshi.stats import Interval

LIKELY, UNLIKELY = 0.9, 0.1
"""Mean probability from which an event is heard, and up to which it is not."""
_TWO: Final = 2
_HALF: Final = 0.5
_NAMED: Final = 3
"""Parties that a headline names."""


class ListenNumbers(Numbers):
    """Reads numbers of one place's events."""

    @property
    def event(self) -> str:
        """Id of the event that is asked about."""
        return self.word("asked")

    @property
    def network(self) -> str:
        """Id of the network that is told of first."""
        return self.word("leading_network")

    @property
    def place(self) -> str:
        """Name of the place, in short."""
        return self.word("site_name").split(",")[0]

    @property
    def main(self) -> dict[str, str]:
        """The event and the network, as entries of axes."""
        return {"event": self.event, "network": self.network}

    @property
    def network_name(self) -> str:
        """What readers call the leading network."""
        return self.names("network")[self.network]

    def bounds(self, variable: str, **at: str) -> tuple[float, float, float]:
        """Low, best and high."""
        low, best, high = (self.number(variable, bound=b, **at) for b in BOUNDS)
        return low, best, high

    def magnitude(self, event: str) -> float:
        """To which stations are held."""
        return self.bounds("event_magnitude", event=event)[1]

    def mean(self, variable: str, **at: str) -> float:
        """Over the draws."""
        return float(self.spread(variable, **at).mean)

    def earlier(self) -> list[str]:
        """Other events at the place until the day that is asked about, by time."""
        day = self.word("event_date", event=self.event)
        others = [e for e in self.names("event") if e not in (WHAT_IF, self.event)]
        return [e for e in others if self.word("event_date", event=e) <= day]


def headline(found: ListenNumbers) -> Headline:
    """Is it heard and placed, by whom; how soon and with how much to spare; what stays open."""
    return Headline(_verdict(found), _why(found), _hangs_on(found))


def named(found: ListenNumbers) -> str:
    """The event asked about, in a sentence."""
    if found.event == WHAT_IF:
        day = found.word("event_date", event=found.event)
        return f"a test of magnitude {found.magnitude(WHAT_IF):.1f} at {found.place} on {day}"
    return f"the {found.names('event')[found.event]}"


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
        told = f"{stations} {of}{_stated_otherwise(found)}{_placed(found)}"
        return f"Yes: {which} is heard by about {told}."
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
        return ", which cannot place it"
    least, best, most = found.bounds("ellipse_stated", **at)
    stated = f" (stated: {_km2(best)})" if least > high or most < low else ""
    alike = float(found.spread("ellipse_alike").p50)
    told = (
        f", which place it within {_km2(area)} km²{stated}, {_km2(alike)} if neighbours err alike"
    )
    return told if _inspectable(found) else f"{told}: more than an inspection may search"


def _inspectable(found: ListenNumbers) -> bool:
    """Whether an inspection may search the whole ellipse, in most draws."""
    return found.mean("inspectable", event=found.event) >= _HALF


def _inspection(found: ListenNumbers) -> Iterator[str]:
    if math.isfinite(float(found.spread("ellipse_area", event=found.event).p50)):
        area = found.number("inspection_area") / 1e6
        length = found.number("inspection_length") / 1e3
        within = "so that one may" if _inspectable(found) else "so that none may"
        yield (
            f"An on-site inspection may search {area:,.0f} km², in no line more than {length:.0f} "
            f"km, {within} cover the ellipse."
        )


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
    text = "; ".join([*parts, _alone(found)])
    return f"{text[0].upper()}{text[1:]}."


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
    open_ = (
        f"How large it {was} stays open: {yield_span(low, high)} of TNT by "
        f"{counted(_asked(found), 'relation')} between magnitude and yield{_agencies(found)}"
    )
    if earlier := found.earlier():
        last = earlier[-1]
        least, _, most = found.bounds("yield_ratio", event=last)
        times = f"{_two_digits(least)} to {_two_digits(most)} times as large as the"
        return f"{open_}; it {was} {times} {found.names('event')[last]}."
    return f"{open_}."


def _asked(found: ListenNumbers) -> int:
    """How many relations hold for an event as large."""
    every = (
        found.bounds("explosive_yield", event=found.event, relation=r)
        for r in found.names("relation")
    )
    return sum(not math.isnan(best) for _, best, _ in every)


def _agencies(found: ListenNumbers) -> str:
    """Whose magnitudes the yields are from."""
    given = found.plain["given"].tolist()
    own = [g for g in given if found.word("given_event", given=g) == found.event]
    by = [
        found.word("given_by", given=g) for g in own if found.word("given_scale", given=g) == "mb"
    ]
    if not by:
        return ""
    return f" and the mb of {listed(by) if len(by) <= _NAMED else f'{len(by)} agencies'}"


def yields(found: ListenNumbers, event: str) -> tuple[float, float]:
    """Least and greatest yield by any relation that holds for an event as large [J]."""
    every = [
        found.bounds("explosive_yield", event=event, relation=r) for r in found.names("relation")
    ]
    told = [e for e in every if not math.isnan(e[1])]
    return min(e[0] for e in told), max(e[2] for e in told)


def yield_span(low: float, high: float) -> str:
    """Two yields with two digits each: "1.4 to 21 kt", "9 to 380 t" [J]."""
    unit, size = ("kt", KILOTON) if high >= KILOTON else ("t", KILOTON / 1e3)
    return f"{_two_digits(low / size)} to {_two_digits(high / size)} {unit}"


def _two_digits(value: float) -> str:
    rounded = float(f"{value:.2g}")
    return f"{rounded:,.0f}" if rounded >= 10.0 else f"{rounded:g}"


def number(values: Interval) -> str:
    """Of stations: "90 (71 to 105)"."""
    low, mid, high = (f"{float(v):.0f}" for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def tenths(values: Interval) -> str:
    """Of magnitudes: "3.0 (2.8 to 3.4)"."""
    low, mid, high = (f"{float(v):.1f}" if math.isfinite(v) else "none" for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def text(found: ListenNumbers) -> str:
    """Lines on who shares what, on the order of the events, on screening and on xenon."""
    lines = [
        *_sharing(found),
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


def _shared(found: ListenNumbers, part_of: dict[str, str]) -> str:
    """Whose data go to everyone, so that each party has what all its stations hear."""
    names = found.names("network")
    own = [n for n in names if n != "all" and part_of[n] not in names]
    open_ = [names[n] for n in own if found.word("network_shared", network=n) == "yes"]
    if not open_:
        return ""
    own_names = listed([f"the {name}" for name in open_])
    return f" Data of {own_names} are given to every party, whoever has stations."


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
        f"{_two_digits(low)} to {_two_digits(high)} times that of the largest before."
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


def _counted(found: ListenNumbers) -> Iterator[str]:
    """Networks of which somebody counts more stations, or fewer, than are declared here."""
    for key, name in found.names("network").items():
        at = {"network": key}
        stated = found.number("network_counted", **at)
        work = found.number("stations_work", event=found.event, **at)
        if math.isnan(stated) or stated == work:
            continue
        missing = "stations that may have heard it are missing here"
        told = missing if stated > work else "some that are declared may not have listened"
        yield (
            f"Of the {name}, {work:.0f} stations are declared for that day; "
            f"{found.word('network_counted_by', **at)} counted {stated:.0f} in operation on "
            f"{found.word('network_counted_on', **at)}: {told}."
        )


def limits(found: ListenNumbers) -> tuple[str, ...]:
    """What is left out."""
    return (
        *_counted(found),
        "Silence does not mean that there was no test: a threshold says what is heard when it "
        "happens, by stations that listen that day.",
        "No yield is told within a factor of two: the relations come from other rocks, depths are "
        "not declared, and how well a shot is coupled to the ground is not known.",
        "How quiet each station is, is published nowhere: arrays and single stations are two "
        "classes, each of one wide interval that is drawn for all of its stations together.",
        "Stations are independent of one another but for that; near stations in truth fail and are "
        "noisy together.",
        "Hearing is by the first wave near 1 Hz. Arrays hear more at higher frequencies when they "
        "are near, and comparing with earlier events finds smaller ones still: neither is counted.",
        "Most stations have no declared first day and are taken to have been there all the time, "
        "so that the networks of early years come out too large.",
        "Where it was is reckoned with the errors of travel times that are usual for data "
        "centres; what places events against one another, to some hundred metres, is not.",
        "That waves came from an explosion is not shown by hearing them; that it was nuclear only "
        "by what leaks out, and nothing of winds is worked out here.",
    )
