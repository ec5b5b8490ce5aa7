"""The tables of the report."""

from collections.abc import Iterable

import numpy as np

from noroshi.declared import Estimate
from noroshi.output.html import Child, Markup, join, table, tag
from noroshi.output.naming import (
    assumption_names,
    posture_date,
    receiver_name,
    sensor_name,
    threat_name,
)
from noroshi.output.tables import LATER, class_name, headed, matters
from noroshi.scenario.records import Scenario
from noroshi.stats import Interval
from noroshi.study.answer import MEASURABLE, Answer, PartyAnswer, measurable
from noroshi.study.compare import Comparison
from noroshi.study.wording import (
    clock_span,
    mean_change,
    mean_clock,
    mean_crowd,
    mean_span,
    minutes,
    share,
)
from noroshi.study.wording import people as people_words
from noroshi.units import KINDS


def _dates(comparison: Comparison) -> tuple[str, str]:
    return posture_date(comparison.before), posture_date(comparison.after)


def _warned(answer: Answer) -> list[PartyAnswer]:
    return [p for p in answer.parties if p.people > 0.0]


def _told(values: Interval) -> str:
    return clock_span(values, never="not told")


def warning(comparison: Comparison, answer: Answer) -> Markup:
    """What each party gains; how long a warning is depends on the class, and is told by it."""
    before, after = _dates(comparison)
    rows = [
        [
            headed(p),
            mean_change(p.gain),
            mean_change(p.later_gain) if p.later_gain is not None else "–",
            mean_change(p.alone_gain),
            *(mean_span(v) for v in (p.sharing_before, p.sharing_after)),
        ]
        for p in _warned(answer)
    ]
    head = ["for", "gain", f"gain against {LATER}", "gain by its own sensors alone"]
    head += [f"what others' sensors add to its own, {date}" for date in (before, after)]
    title = (
        "Mean warning time over people and flights: what changed. Too late counts as none; mean of "
        "the draws (5 to 95 %)"
    )
    return table(title, head, rows)


def places(answer: Answer) -> Markup:
    """What each place gains, the most first."""
    rows = [
        [
            f"{x.name} ({LATER})" if x.later and not p.only_later else x.name,
            headed(p),
            people_words(x.people),
            f"{x.flights}",
            mean_change(x.gain),
            _VERDICTS[measurable(x.gain)],
            mean_change(x.known_gain),
        ]
        for p in _warned(answer)
        for x in p.places
    ]
    head = ["place", "of", "people", "flights", "gain", "measurable", "area known earlier by"]
    title = (
        "Gain of each place, mean over the flights aimed at it; mean of the draws (5 to 95 %). "
        f"Measurable: the mean is {MEASURABLE:.0f} s or more beyond its sampling error"
    )
    return table(title, head, rows)


_VERDICTS = {1: "gains", 0: "–", -1: "loses"}


def people(comparison: Comparison, answer: Answer) -> Markup:
    """People warned by at least so long."""
    before, after = _dates(comparison)
    rows = [
        [
            f"{p.name}, at least {minutes(w.at_least)}",
            *(mean_crowd(v) for v in (w.before, w.after)),
        ]
        for p in _warned(answer)
        if p.places  # where nothing is aimed, nobody has to be warned
        for w in p.people_warned
    ]
    return table(
        "People warned before impact, each city by its least favourable flight of any class; mean "
        "of the draws (5 to 95 %)",
        ["warned", before, after],
        rows,
    )


def threats(comparison: Comparison, answer: Answer) -> Markup:
    """Mean warning time by threat: the level before, and what is gained."""
    before, _ = _dates(comparison)
    rows = [
        [
            f"{p.name}: {class_name(comparison, p, t)}",
            mean_clock(t.before),
            mean_change(t.gain),
        ]
        for p in _warned(answer)
        for t in p.by_threat
    ]
    title = (
        "Mean warning time by threat, over people; too late counts as none; mean of the draws "
        "(5 to 95 %)"
    )
    return table(title, ["threat", f"{before} [min:s]", "gain"], rows)


def warnings(comparison: Comparison, answer: Answer) -> Markup:
    """Every place and threat, by the least favourable launch site."""
    before, _ = _dates(comparison)
    rows = [
        [
            receiver_name(comparison, r.receiver),
            threat_name(comparison, r.threat),
            "not flown by then" if r.later else "",
            clock_span(r.arrival),
            _told(r.before),
            mean_change(r.gain),
        ]
        for r in answer.rows
        if r.kind == "impact"
    ]
    head = ["place", "threat", "class", "arrives after", f"warned by, {before}", "gain"]
    title = (
        "Warning time by the least favourable launch site [min:s]; negative: told too late, which "
        "counts as none in the gain. Times: median of the draws, gain: mean (5 to 95 %). What is "
        "told after, and overflights, are in warnings.csv"
    )
    return table(title, head, rows)


def first_seers(comparison: Comparison, answer: Answer) -> Markup:
    """Who is the first that each party hears."""
    before, after = _dates(comparison)
    rows = [
        [p.name, sensor_name(comparison, s.sensor), share(s.before), share(s.after)]
        for p in _warned(answer)
        for s in p.first_seers
        if max(s.before, s.after) >= 0.005
    ]
    title = (
        "Whose report is heard first, as a share of the draws and of the flights of any class that "
        "come down on its places or pass over them"
    )
    return table(title, ["for", "sensor", before, after], rows)


def losses(comparison: Comparison, answer: Answer) -> Markup:
    """What losing one sensor costs."""
    rows = [
        [
            p.name,
            sensor_name(comparison, loss.sensor),
            *("–" if v is None else mean_span(v) for v in (loss.before, loss.after)),
        ]
        for p in _warned(answer)
        for loss in p.losses
        if matters(loss.before, loss.after)
    ]
    if not rows:
        return tag("p", "No single sensor's loss would cost half a second of mean warning time.")
    title = (
        "Mean warning time lost with one sensor, mean of the draws (5 to 95 %); sensors not "
        "listed: less than half a second"
    )
    return table(title, ["for", "sensor lost", *_dates(comparison)], rows)


def drivers(comparison: Comparison, answer: Answer) -> Markup | None:
    """What the gain goes with; the pictures show what the warning goes with."""
    names = assumption_names(comparison)
    rows = [
        [p.name, names.get(d.name, d.name), f"{d.correlation:+.2f}".replace("-", "−")]
        for p in _warned(answer)
        for d in p.drivers_of_gain
    ]
    if not rows:
        return tag("p", "The gain goes with no assumption beyond chance.")
    return table("What the gain goes with", ["for", "assumption", "rank correlation"], rows)


def sensors(comparison: Comparison) -> Markup:
    """Every sensor of either posture."""
    scenario, now = comparison.after.scenario, comparison.after.detections.sensors
    was = comparison.before.detections.sensors
    rows = []
    for sensor in dict.fromkeys((*was, *now)):
        record = (scenario if sensor in now else comparison.before.scenario).sensors[sensor]
        postures = (
            "both" if sensor in was and sensor in now else "before" if sensor in was else "after"
        )
        with_whom = ", ".join(_party(scenario, s.party) for s in record.shared)
        rows.append(
            [
                record.name,
                record.kind,
                _party(scenario, record.owner),
                with_whom or "nobody",
                record.since.isoformat() if record.since else "–",
                postures,
                record.grade or "–",
                ", ".join(record.source) or "–",
            ]
        )
    head = ["sensor", "kind", "owner", "shared with", "since", "in", "grade", "source"]
    return table("Sensors in force", head, rows)


def _party(scenario: Scenario, party: str) -> str:
    record = scenario.parties.get(party)
    return record.name if record else party


def vehicles(comparison: Comparison) -> Markup:
    """The classes that fly."""
    rows = [
        [
            v.name,
            "class of range" if v.notional else "type",
            f"{v.reach[0] / 1e3:,.0f} to {v.reach[1] / 1e3:,.0f}",
            _bounds(v.burn_time),
            "one" if v.first_stage == 1.0 else f"two, the first {v.first_stage:.0%}",
            _bounds(v.growth),
            _bounds(v.ballistic_coefficient),
            _bounds(v.powered_cross_section),
            _bounds(v.cross_section),
            v.grade or "–",
        ]
        for v in comparison.after.scenario.vehicles.values()
    ]
    head = [
        *(
            "vehicle",
            "stands for a",
            "distances [km]",
            "powered [s]",
            "stages",
            "growth of acceleration in each",
            "ballistic coefficient [kg/m²]",
        ),
        *("cross-section, powered [m²]", "afterwards [m²]", "grade"),
    ]
    return table("Vehicles: low, best and high", head, rows)


def _bounds(estimate: Estimate) -> str:
    if estimate.certain:
        return f"{estimate.best:.4g}"
    return f"{estimate.best:.4g} ({estimate.low:.4g} to {estimate.high:.4g})"


def claims(comparison: Comparison) -> Markup:
    """What sources state when they disagree, and what is used."""
    entries: list[Markup] = []
    for claim in comparison.after.scenario.claims.values():
        if claim.of is not None:
            continue  # statements of reports have a section of their own
        said = (
            tag(
                "li",
                f"{s.value} ({', '.join(s.source) or 'no source'}; "
                f"grade {s.grade or '–'}) {s.note}",
            )
            for s in claim.statements
        )
        used = tag("p", tag("em", "Used: "), claim.used) if claim.used else None
        entries.append(join(tag("h3", claim.question), tag("ul", *said), used))
    return join(*entries) if entries else tag("p", "None are declared.")


def estimates(comparison: Comparison) -> Markup:
    """Every uncertain number, once for those that vary together."""
    names = assumption_names(comparison)
    rows: list[Iterable[Child]] = []
    for dimension, e in {e.dimension: e for e in comparison.after.scenario.estimates()}.items():
        factor, unit = _unit(e.kind)
        values = (f"{value * factor:.4g}" for value in (e.low, e.best, e.high))
        cited = ", ".join(e.source) or "–"
        rows.append([names[dimension], *values, unit, e.grade or "–", cited])
    head = ["assumption", "low", "best", "high", "unit", "grade", "source"]
    return table(
        "Half of the draws lie between low and best, half between best and high", head, rows
    )


def _unit(kind: str) -> tuple[float, str]:
    """Factor and unit to show a kind in; SI but for angles, which people read in degrees."""
    if kind == "angle":
        return float(np.degrees(1.0)), "deg"
    return 1.0, KINDS[kind].si if kind in KINDS else ""


def sources(comparison: Comparison) -> Markup:
    """Who says so."""
    rows = [
        [
            key,
            s.author or "–",
            s.title,
            s.publisher or "–",
            str(s.published) if s.published is not None else "–",
            s.url or "–",
        ]
        for key, s in comparison.after.scenario.sources.items()
    ]
    head = ["id", "author", "title", "publisher", "published", "address"]
    return table("Sources", head, rows)
