"""One place in plain words, from the numbers by rule."""

import math
from functools import cached_property

from noroshi.present.words import amount, counted, in_sentence, listed, roughly, share
from noroshi.questions.answer import Headline, Numbers
from noroshi.questions.measurable import settled
from noroshi.questions.warning.headline import across, too_few
from noroshi.questions.warning.pipe.naming import against_later
from noroshi.stats import Sampled

_HEARD = 0.05
"""Who is heard first of fewer flights is not named [1]."""


class PlaceNumbers(Numbers):
    """Reads numbers of one place."""

    @cached_property
    def threats(self) -> dict[str, str]:
        """Classes of flight that come near, by id, by name."""
        return self.names("threat")

    @property
    def leading(self) -> list[str]:
        """Classes aimed at it that had flown by then, or all where none had, by id."""
        aimed = [t for t in self.threats if self.number("flights", threat=t)]
        flown = [t for t in aimed if not self.word("class_note", threat=t)]
        return flown or aimed

    def mean(self, variable: str, **at: str) -> float:
        """Mean over the draws."""
        return float(self.spread(variable, **at).mean)


def headline(found: PlaceNumbers) -> Headline:
    """Did it help the place, how much of how much; who is heard first and what takes the time."""
    name = found.word("place_name")
    if not found.leading:
        return Headline(f"No flight is aimed at {name}.")
    return Headline(_verdict(found, name), _why(found))


def _verdict(found: PlaceNumbers, name: str) -> str:
    gain = found.spread("gain")
    level = across(
        {found.threats[t]: found.mean("warning", posture="before", threat=t) for t in found.leading}
    )
    later = f", {against_later(found)}" if found.number("only_later") else ""
    side = int(found.number("measurable"))
    if not side:
        few = "" if settled(gain) else f" {too_few(found)}."
        return f"Nothing measurable changes for {name}: it has {level or 'no warning'}{later}.{few}"
    size = amount(gain, lost=side < 0)
    if level is None:
        return f"{name} is warned {size} before impact, where it had no warning{later}."
    if side > 0:
        return f"{name} is warned {size} earlier, on top of {level}{later}."
    return f"{name} is warned {size} later, of {level} before{later}."


def _why(found: PlaceNumbers) -> str:
    """Who is heard first, and what takes the longest, over the classes that lead."""
    parts = [_first(found), _longest(found)]
    return " ".join(f"{p[0].upper()}{p[1:]}." for p in parts if p)


def _first(found: PlaceNumbers) -> str:
    sensors = found.names("sensor")
    shares = {}
    for sensor, name in sensors.items():
        each = [
            found.mean("heard_first", posture="after", threat=t, sensor=sensor)
            for t in found.leading
        ]
        mean = sum(each) / len(each)
        if mean >= _HEARD:  # not where it is no number
            shares[name] = mean
    ranked = sorted(shares, key=lambda s: -shares[s])[:3]
    if not ranked:
        return "no sensor is heard of in time"
    return "first heard from are " + listed([f"{s} ({share(shares[s])})" for s in ranked])


def _longest(found: PlaceNumbers) -> str:
    steps = found.names("step")
    totals = {}
    for step, words in steps.items():
        each = [
            found.mean("step_time", posture="after", threat=t, step=step) for t in found.leading
        ]
        told = [x for x in each if math.isfinite(x)]
        if not told:
            return "nobody is told"
        totals[words] = sum(told) / len(told)
    whole = sum(totals.values())
    most = sorted(totals, key=lambda s: -totals[s])[:2]
    return "most of the time passes " + listed([f"{s} ({share(totals[s] / whole)})" for s in most])


def text(found: PlaceNumbers) -> str:
    """A line on the place, and one on each class of flight."""
    name, party = found.word("place_name"), found.word("party")
    people = found.number("people")
    lines = [f"{name} is warned by {in_sentence(party)}; {people:,.0f} people are counted there."]
    lines += [_class(found, t) for t in found.threats if found.number("flights", threat=t)]
    passing = [found.threats[t] for t in found.threats if found.number("passes", threat=t)]
    if passing:
        lines.append(f"Passing over or near: {'; '.join(passing)}.")
    return "\n".join(lines)


def _class(found: PlaceNumbers, threat: str) -> str:
    gain = found.spread("class_gain", threat=threat)
    before = found.spread("warning", posture="before", threat=threat)
    who = found.word("heard_first_mostly", posture="after", threat=threat)
    note = found.word("class_note", threat=threat)
    flights = counted(int(found.number("flights", threat=threat)), "flight")
    return (
        f"{found.threats[threat]}{f' ({note})' if note else ''}, {flights}: "
        f"{roughly(float(before.mean), float(before.mean_error))} "
        f"before, {_changed(gain)}; first heard from is mostly {who}."
    )


def _changed(gain: Sampled) -> str:
    mean = float(gain.mean)
    if abs(mean) < 0.5:
        return "as long after"
    return f"{amount(gain, lost=mean < 0.0)} {'more' if mean > 0.0 else 'less'} after"


def limits() -> tuple[str, ...]:
    """What is left out beyond what the answer on warning leaves out."""
    return (
        "All limits of the answer on warning hold here: `noroshi warning` lists them.",
        "Means over the flights of a class are over its launch sites, each counted alike.",
    )
