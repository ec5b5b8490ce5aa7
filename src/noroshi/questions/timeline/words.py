"""One flight in plain words, from the numbers by rule."""

import math

from noroshi.present.words import duration, in_sentence, listed, middle, roughly, share, some
from noroshi.questions.answer import Headline, Numbers
from noroshi.questions.limits import TRACKING
from noroshi.questions.measurable import unmoved
from noroshi.questions.timeline.tables import label, seeing
from noroshi.questions.variables import POSTURES
from noroshi.stats import Sampled

_LAST = "reaching"
"""The step that ends when people hear the warning."""
_HALF = 0.5
"""Whose report is first in no more of the draws is not the first outright."""


def title(found: Numbers) -> str:
    """The question as it was asked."""
    return f"What happens from the launch of {found.word('flight_name')}, until people are told?"


def headline(found: Numbers) -> Headline:
    """When people are told, how long before impact, who reports it first; and as it was before."""
    why = " ".join(filter(None, (_before(found), _why(found))))
    return Headline(_now(found), why, _within(found))


def told(found: Numbers, posture: str) -> Sampled:
    """When people are told [s after launch]; inf = never."""
    return found.spread("reached", posture=posture, step=_LAST)


def _now(found: Numbers) -> str:
    place, when = found.word("place_name"), told(found, "after")
    first = found.word("first_sensor", posture="after")
    heard = "No sensor's report is heard" if first == "nobody" else _reports(found, "after")
    if not math.isfinite(when.p50):
        return f"{place} is not told of this flight in most draws. {heard}."
    return f"{place} is told {middle(when)} after launch, {_left(found, 'after')}. {heard}."


def _reports(found: Numbers, posture: str) -> str:
    """Who reports it first, and how often where that is in fewer than half of the draws."""
    first = found.word("first_sensor", posture=posture)
    mostly = max(_firsts(found, posture).values())
    if mostly > _HALF:
        return f"{first} reports it first"
    return f"{first} is most often the first to report it ({share(mostly)} of the draws)"


def _firsts(found: Numbers, posture: str) -> dict[str, float]:
    """In which share of the draws each sensor of a posture is heard first, by id."""
    means = {
        s: float(found.spread("heard_first", posture=posture, sensor=s).mean)
        for s in found.names("sensor")
    }
    return {s: mean for s, mean in means.items() if not math.isnan(mean)}


def _left(found: Numbers, posture: str, missile: str = "the missile") -> str:
    margin = found.spread("margin", posture=posture)
    left = roughly(abs(float(margin.p50)), float(margin.p50_error))
    if margin.p50 >= 0.0:
        return f"{left} before {missile} comes down"
    return f"{left} after {missile} has come down"


def _before(found: Numbers) -> str:
    called = label(found, "before")
    day = found.word("posture_date", posture="before")
    at = f"On {called}" if called == day and day != "undated" else f"With {called}"
    when, now = told(found, "before"), told(found, "after")
    if not math.isfinite(when.p50):
        return f"{at}: not told in most draws."
    first = [found.word("first_sensor", posture=p) for p in POSTURES]
    if when.p50 == now.p50 and first[0] == first[1]:
        return f"{at}: the same."
    who = "" if first[0] == first[1] else f"; {_reports(found, 'before')}"
    if math.isfinite(now.p50):
        return f"{at}: {_differs(found)}{who}."
    return f"{at}: {middle(when)} after launch, {_left(found, 'before', 'it')}{who}."


def _differs(found: Numbers) -> str:
    """By how much warning is another one before: medians of both would not differ by as much."""
    side = found.number("measurable")
    if not side:
        few = "" if unmoved(found.spread("gain")) else " by so few draws"
        return f"no measurable difference{few}"
    return f"on average {found.word('gain_words')} {'less' if side > 0.0 else 'more'} warning"


def _why(found: Numbers) -> str:
    """Which steps of the chain take longest."""
    steps = found.names("step")
    ends = {s: float(found.spread("reached", posture="after", step=s).p50) for s in steps}
    if stuck := [steps[s] for s, end in ends.items() if not math.isfinite(end)]:
        return f"In most draws the chain waits for ever {stuck[0]}."
    takes = {s: float(found.spread("step_time", posture="after", step=s).mean) for s in steps}
    whole = sum(takes.values())
    most = sorted(takes, key=lambda s: -takes[s])[:2]
    parts = [f"{steps[s]} ({share(takes[s] / whole)})" for s in most]
    return f"Most time passes {listed(parts)}."


def _within(found: Numbers) -> str:
    when = told(found, "after")
    ends = [(float(when.p5), float(when.p5_error)), (float(when.p95), float(when.p95_error))]
    if not math.isfinite(when.p5) or duration(ends[0][0]) == duration(ends[1][0]):
        return ""
    if roughly(*ends[0]) == roughly(*ends[1]):  # to the second, else they would hide the interval
        ends = [(time, 0.0) for time, _ in ends]
    soonest, latest = (roughly(*end) for end in ends)
    return (
        "What is not known of the flight, the sensors and the delays leaves "
        f"{soonest} to {latest} after launch (5 to 95 % of the draws)."
    )


def text(found: Numbers) -> str:
    """The flight, who sees it, and when it is known where it comes down, a line each."""
    return "\n".join([_flight(found), *(_seen(found, p) for p in POSTURES), _known(found)])


def _flight(found: Numbers) -> str:
    why = " Of all flights there this one leaves least warning." * bool(
        found.number("asked_by_place")
    )
    note = f" ({note})" if (note := found.word("class_note")) else ""
    burn, down = (middle(found.spread(v)) for v in ("burn_out", "arrival"))
    height = float(found.spread("apogee").p50) / 1e3
    return (
        f"{found.word('flight_name')}{note}: `{found.word('flight')}`. It burns for {burn}, rises "
        f"to {height:,.0f} km and comes down {down} after launch; "
        f"{in_sentence(found.word('party'))} warns {found.word('place_name')}.{why}"
    )


def _seen(found: Numbers, posture: str) -> str:
    """Which sensors see it, and whose report comes first how often."""
    names = found.names("sensor")
    sensors = seeing(found, posture)
    if not sensors:
        return f"{label(found, posture)}: no sensor has it in view."
    firsts = _firsts(found, posture)
    ranked = sorted((s for s in sensors if firsts[s] > 0.0), key=lambda s: -firsts[s])[:3]
    first = listed([f"{names[s]} ({share(firsts[s])})" for s in ranked])
    heard = f"; heard first, by share of the draws: {first}" if ranked else "; nobody is heard"
    return f"{label(found, posture)}: in view of {some([names[s] for s in sensors])}{heard}."


def _known(found: Numbers) -> str:
    """By what it becomes known where the flight comes down, and what is gained of all this."""
    parts = []
    for posture in POSTURES:
        tracks, satellites = (
            found.spread(v, posture=posture) for v in ("tracks_tell", "satellites_tell")
        )
        ways = [
            f"tracks of radars tell the place after {middle(tracks)}"
            * bool(math.isfinite(tracks.p50)),
            f"satellites a direction after {middle(satellites)}"
            * bool(math.isfinite(satellites.p50)),
        ]
        said = listed([w for w in ways if w]) or "nothing tells where it comes down"
        parts.append(f"{label(found, posture)}: {said}")
    gain = found.spread("gain")
    if unmoved(gain) or not math.isfinite(float(gain.mean)):
        return f"{'; '.join(parts)}. Warning changes by less than a second."
    if not found.number("measurable"):
        return (
            f"{'; '.join(parts)}. It cannot be told by so few draws whether warning changes by a "
            "second or more."
        )
    more = "more" if gain.mean > 0.0 else "less"
    return f"{'; '.join(parts)}. Warning is {found.word('gain_words')} {more} after."


def limits() -> tuple[str, ...]:
    """What is left out beyond what the answer on warning leaves out."""
    return (
        "All limits of the answer on warning hold here: `noroshi warning` lists them.",
        "One flight alone in the air, launched without notice. Moments are medians over the draws, "
        "each by itself: no single draw need have them all.",
        "The path and the ellipses are drawn with every assumption at its best value, and the "
        "radars' first holds in the middle draw; times of the chain are over all draws, so that "
        "an ellipse may reach the size of the area seconds before or after the chain says.",
        TRACKING[0],
    )
