"""The tables of "where will it come down, and when do we know"."""

import math

from noroshi.output.html import Markup, join, table
from noroshi.present.words import (
    clock,
    clock_span,
    distance_span,
    kilometres,
    mean_change,
    minutes,
    share,
    share_span,
)
from noroshi.questions.localisation.history import Shrinking
from noroshi.questions.localisation.inside import Inside, inside
from noroshi.questions.localisation.launch_point import launch_point
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.naming import posture_date
from noroshi.study.answer import Answer, Known, PartyAnswer


def _dates(comparison: Comparison) -> tuple[str, str]:
    return posture_date(comparison.before), posture_date(comparison.after)


def known_area(comparison: Comparison, answer: Answer) -> Markup:
    """The surest level, a table for each party that flights are aimed at."""
    return join(*(_of_party(comparison, p) for p in answer.parties if p.knowing))


def _of_party(comparison: Comparison, party: PartyAnswer) -> Markup:
    before, after = _dates(comparison)
    rows = [[k.team, *_cells(k.area[-1][1])] for k in party.knowing]
    title = (
        f"Flights at {party.name}: when it is known at best where they come down, to within "
        f"{kilometres(party.area_radius)} km with probability {party.knowing[0].area[-1][0]:g} "
        "[min:s after launch, the median flight], and how much earlier after, mean over flights"
    )
    head = ["known to", before, "earlier by"]
    head += [f"never known, {date}: share by people" for date in (before, after)]
    return table(title, head, rows)


def _cells(known: Known) -> list[str]:
    return [
        clock_span(known.before.at),
        mean_change(known.gain),
        *(share_span(m.never) for m in (known.before, known.after)),
    ]


def steps(comparison: Comparison, answer: Answer) -> Markup:
    """From a track to the area, step by step."""
    before, _ = _dates(comparison)
    rows = [
        [f"{p.name}: {k.team}", what, clock_span(known.before.at), mean_change(known.gain)]
        for p in answer.parties
        for k in p.knowing
        for what, known in (
            ("track", k.track),
            *((f"area, {share(level)} sure", known) for level, known in k.area),
        )
    ]
    head = ["flights at, known to", "what", before, "earlier by"]
    title = (
        "Median flight's time after launch [min:s], and how much earlier after, mean over flights; "
        "what is never known leaves no time before impact"
    )
    return table(title, head, rows)


def sizes(comparison: Comparison, answer: Answer) -> Markup:
    """The ellipse over time."""
    before, after = _dates(comparison)
    rows = [
        [
            f"{p.name}: {k.team}",
            minutes(s.time),
            *(distance_span(v, never="no track") for v in (s.before, s.after)),
        ]
        for p in answer.parties
        for k in p.knowing
        for s in k.sizes
        if s.after.p50 == s.after.p50  # some flights are still in the air
    ]
    title = (
        "Radius of a circle as large as the ellipse that holds the impact with probability 0.9 "
        "[km], the median flight still in the air"
    )
    return table(title, ["flights at, known to", "after launch", before, after], rows)


def probabilities(found: Shrinking) -> Markup | None:
    """In which areas the exemplar's impact lies, how probably, at a few times."""
    rows = [
        [area.name, *(_chance(area, i) for i in range(len(found.instants)))]
        for area in inside(found)
    ]
    if not rows:
        return None
    title = (
        "Probability that this flight comes down in each area, before → after "
        "(land only; the rest is sea)"
    )
    head = [f"{clock(i.time)} after launch" for i in found.instants]
    return table(title, ["area", *head], rows)


def launched(found: Shrinking) -> Markup:
    """How well the exemplar's launch point is known at the same times."""
    point = launch_point(found)
    cells = []
    for was, now in zip(point.before, point.after, strict=True):
        both = ["no track" if math.isnan(r) else f"{kilometres(r)} km" for r in (was, now)]
        cells.append(both[1] if both[0] == both[1] else " → ".join(both))
    title = (
        "Where it was launched: radius of a circle as large as the ellipse that holds the launch "
        "point with probability 0.9, before → after, from the coast and the declared burn time"
    )
    head = [f"{clock(i.time)} after launch" for i in found.instants]
    return table(title, ["known to within", *head], [["the launch point", *cells]])


def _chance(area: Inside, instant: int) -> str:
    was, now = (
        "no track" if math.isnan(p) else share(p)
        for p in (float(area.before[instant]), float(area.after[instant]))
    )
    return now if was == now else f"{was} → {now}"
