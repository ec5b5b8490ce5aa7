"""Whether an approach is noticed in time, in one plain paragraph, written from the numbers."""

import math

from noroshi.stats import Interval
from noroshi.study.paragraph import ENOUGH_DRAWS
from noroshi.study.waters_answer import (
    VesselAnswer,
    WatcherAnswer,
    WatersAnswer,
    WatersChange,
)
from noroshi.study.wording import kilometres, share_span

CHANGED = 0.01
"""A change of a probability below this is none: it is said in whole per cent."""
_HOUR = 3600.0


def waters_paragraph(answer: WatersAnswer, draws: int) -> str:
    """How many are noticed and how early; what changed, who sees it, and what else there is.

    Each sentence with a share names the vessel that it is of: all but one are of the first type.
    """
    if not answer.after.watchers and not answer.after.imagers:
        return f"{_opening(answer)} Nobody is declared to watch {answer.name}: none is noticed."
    sentences = [
        _opening(answer),
        _noticed(answer),
        _changed(answer),
        _at_peak(answer),
        _who(answer),
        _else(answer),
    ]
    if draws < ENOUGH_DRAWS:
        sentences.append(f"With {draws} draws only, the intervals mean little.")
    return " ".join(s for s in sentences if s)


def _opening(answer: WatersAnswer) -> str:
    return (
        f"{answer.name}: vessels come straight from {kilometres(answer.begin)} km off, from "
        f"{answer.bearings} sides alike and at all times of {answer.days} days; only declared "
        "patrols and satellites look, not stations ashore or what others report."
    )


def _noticed(answer: WatersAnswer) -> str:
    first, *others = answer.after.vessels
    told = (
        f"A {short(first)} is noticed before the territorial sea in "
        f"{share_span(first.declared.noticed)} of its approaches"
    )
    if math.isfinite(first.declared.left.p50):
        told += f", on the average {hours(first.declared.left)} before it gets there"
    rest = [f"a {short(v)} in {share_span(v.declared.noticed)}" for v in others]
    return f"{'; '.join([told, *rest])}."


def short(vessel: VesselAnswer) -> str:
    """What a type of vessel is called within a sentence."""
    name = vessel.name.split(",")[0]
    return name[:1].lower() + name[1:]


def _changed(answer: WatersAnswer) -> str:
    if answer.before is None:
        return ""
    was = answer.before.vessels[0]
    when, _, day = answer.before.label.partition(", ")
    return (
        f"For the {short(was)} that is, against {when}{f', on {day}' if day else ''}: "
        f"{_verdict(answer.change[0], 'declared')}."
    )


def _at_peak(answer: WatersAnswer) -> str:
    """What is new gives most in its own season."""
    found = answer.after.vessels[0]
    added = [
        f"without {_called(w)} it would be {_fall(w.missed_at_peak)} less"
        for w in answer.after.watchers
        if w.new
    ]
    if not (answer.peak and answer.before):
        return f"For the {short(found)}, {'; '.join(added)}." if added else ""
    told = (
        f"In the season of what is new, as on {answer.peak}, it is "
        f"{share_span(found.peak.noticed)} for the {short(found)}: "
        f"{_verdict(answer.change[0], 'peak')}"
    )
    return f"{'; '.join([told, *added])}."


def _verdict(change: WatersChange, reading: str) -> str:
    moved: Interval = getattr(change, reading)
    if max(abs(float(m)) for m in moved) < CHANGED:
        return "no measurable difference"
    if moved.p5 < CHANGED and moved.p95 > -CHANGED:
        return f"no clear difference, {points(moved)}"
    return f"{'more' if moved.p50 > 0.0 else 'fewer'}, {points(moved)}"


def points(values: Interval) -> str:
    """Median and 5-95 % interval of a change of a share: "+3 (-1 to +7) percentage points"."""
    low, mid, high = (f"{100.0 * float(v):+.0f}".replace("-", "−") for v in values)
    low, mid, high = ("0" if v in ("+0", "−0") else v for v in (low, mid, high))
    inner = mid if low == high else f"{mid} ({low} to {high})"
    return f"{inner} percentage points"


def _who(answer: WatersAnswer) -> str:
    """Who would be missed most."""
    ranked = sorted(answer.after.watchers, key=lambda w: -float(w.missed.p50))
    if len(ranked) == 1:
        return f"All that patrols notice is noticed by {_called(ranked[0])}."
    felt = [w for w in ranked if w.missed.p50 >= CHANGED]
    vessel = short(answer.after.vessels[0])
    if not felt:
        return f"For the {vessel}, no single fleet would be missed much."
    told = " and ".join(f"{_fall(w.missed)} without {_called(w)}" for w in felt[:2])
    return f"The {vessel} is noticed less often by {told}."


def _called(watcher: WatcherAnswer) -> str:
    """A fleet's name without what comes after a comma."""
    return watcher.name.split(",")[0]


def _fall(values: Interval) -> str:
    """A fall in points, without a sign."""
    return points(values).replace("+", "")


def _else(answer: WatersAnswer) -> str:
    """What all sorties would give; what satellites add that are not told where to look."""
    found = answer.after.vessels[0]
    told = []
    if answer.after.watchers:
        told = [
            f"if every sortie of these fleets went there, the {short(found)} would be noticed in "
            f"{share_span(found.flown.noticed)}"
        ]
    if answer.after.imagers:
        whom = "" if told else f" for the {short(found)}"
        told.append(f"imaging satellites add {_added(answer.after.imagers_add)}{whom}")
    text = "; ".join(told)
    return f"{text[:1].upper()}{text[1:]}."


def _added(values: Interval) -> str:
    return "less than one approach in two hundred" if values.p95 < 0.005 else points(values)


def hours(values: Interval) -> str:
    """Median and 5-95 % interval of a time in hours: "4.2 h (3.1 to 6.0)"; inf is never."""
    if not math.isfinite(values.p50):
        return "never"
    low, mid, high = (_number(float(v) / _HOUR) for v in values)
    return f"{mid} h" if low == high else f"{mid} h ({low} to {high})"


def _number(value: float) -> str:
    return f"{value:.1f}" if math.isfinite(value) else "never"
