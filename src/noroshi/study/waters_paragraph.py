"""Whether an approach is noticed in time, in one plain paragraph, written from the numbers."""

import math

from noroshi.measures import Interval
from noroshi.study.paragraph import ENOUGH_DRAWS
from noroshi.study.waters_answer import (
    Reading,
    VesselAnswer,
    WatcherAnswer,
    WatersAnswer,
    WatersChange,
)
from noroshi.study.wording import kilometres, share, share_span

CHANGED = 0.01
"""A change of a probability below this is none: it is said in whole per cent."""
_HOUR = 3600.0


def waters_paragraph(answer: WatersAnswer, draws: int) -> str:
    """How many are noticed, how early, by whom; what changed; what all sorties would give."""
    if not answer.after.watchers and not answer.after.imagers:
        return f"{_opening(answer)} Nobody is declared to watch {answer.name}: none is noticed."
    sentences = [
        _opening(answer),
        *(_of_vessel(v) for v in answer.after.vessels),
        _changed(answer),
        _new(answer),
        _who(answer),
        _overhead(answer),
        _flown(answer),
    ]
    if draws < ENOUGH_DRAWS:
        sentences.append(f"With {draws} draws only, the intervals mean little.")
    return " ".join(s for s in sentences if s)


def _opening(answer: WatersAnswer) -> str:
    return (
        f"{answer.name}: vessels come straight from {kilometres(answer.begin)} km off, alike from "
        f"{answer.bearings} sides and at all times of {answer.days} days; only declared patrols "
        "and satellites look, not stations ashore, fishermen or what others report."
    )


def _of_vessel(vessel: VesselAnswer) -> str:
    found = vessel.declared
    text = (
        f"Of approaches by a {_small(vessel.name)}, {share_span(found.noticed)} are noticed before "
        "the territorial sea"
    )
    return f"{text}, on the average {hours(found.left)} before they reach it."


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def _changed(answer: WatersAnswer) -> str:
    if answer.before is None:
        return ""
    first = answer.change[0]
    was = answer.before.vessels[0].declared
    text = f"{_capital(answer.before.label)} it was {share_span(was.noticed)}"
    told = [f"{text}: {_verdict(first, 'declared')}."]
    if answer.peak:
        told.append(
            f"In the season in which what is new is there, as on {answer.peak}, it is "
            f"{share_span(answer.after.vessels[0].peak.noticed)}: {_verdict(first, 'peak')}."
        )
    return " ".join(told)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _verdict(change: WatersChange, reading: str) -> str:
    moved: Interval = getattr(change, reading)
    if max(abs(float(m)) for m in moved) < CHANGED:
        return "no measurable difference"
    if moved.p5 < CHANGED and moved.p95 > -CHANGED:
        return f"no clear difference, {points(moved)}"
    return f"{'more' if moved.p50 > 0.0 else 'fewer'}, {points(moved)}"


def _new(answer: WatersAnswer) -> str:
    """What the fleets give that have come to bases without any before."""
    when = "While there" if answer.peak else "Of what is new"
    told = [
        f"{w.name} alone add {points(w.missed_at_peak)}" for w in answer.after.watchers if w.new
    ]
    return f"{when}, {'; '.join(told)}." if told else ""


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
        return f"All is noticed by {ranked[0].name}."
    felt = [w for w in ranked if w.missed.p50 >= CHANGED]
    if not felt:
        return "No single fleet would be missed much."
    return f"The watch leans most on {' and then on '.join(_missed(w) for w in felt[:2])}."


def _missed(watcher: WatcherAnswer) -> str:
    return f"{watcher.name} (without: {_fall(watcher.missed)})"


def _fall(values: Interval) -> str:
    return points(Interval(-values.p95, -values.p50, -values.p5))


def _overhead(answer: WatersAnswer) -> str:
    """What satellites add that are not told where to look."""
    if not answer.after.imagers:
        return ""
    added = answer.after.imagers_add
    if added.p95 < 0.005:
        return "Imaging satellites add less than one approach in two hundred."
    return f"Imaging satellites, their pictures being narrow, add {points(added)}."


def _flown(answer: WatersAnswer) -> str:
    found = answer.after.vessels[0].flown
    return (
        "If every sortie of these fleets went there, it would be "
        f"{share_span(found.noticed)}: how much of their effort does is not published."
    )


def hours(values: Interval) -> str:
    """Median and 5-95 % interval of a time in hours: "4.2 h (3.1 to 6.0)"; inf is never."""
    if not math.isfinite(values.p50):
        return "never"
    low, mid, high = (_number(float(v) / _HOUR) for v in values)
    return f"{mid} h" if low == high else f"{mid} h ({low} to {high})"


def _number(value: float) -> str:
    return f"{value:.1f}" if math.isfinite(value) else "never"


def headline_share(reading: Reading) -> str:
    """The middle case in words."""
    return share(float(reading.noticed.p50))
