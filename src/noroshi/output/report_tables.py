"""The tables of the report."""

from collections.abc import Iterable

import numpy as np

from noroshi.declared import Estimate
from noroshi.measures import Interval
from noroshi.output.html import Child, Markup, join, table, tag
from noroshi.output.naming import (
    assumption_names,
    posture_date,
    receiver_name,
    sensor_name,
    threat_name,
)
from noroshi.output.tables import matters
from noroshi.scenario.records import Scenario
from noroshi.study.answer import Answer, PartyAnswer
from noroshi.study.compare import Comparison
from noroshi.study.wording import clock_span, crowd, minutes, share, signed_span, span
from noroshi.units import KINDS


def _dates(comparison: Comparison) -> tuple[str, str]:
    return posture_date(comparison.before), posture_date(comparison.after)


def _warned(answer: Answer) -> list[PartyAnswer]:
    return [p for p in answer.parties if p.people > 0.0]


def _told(values: Interval) -> str:
    return clock_span(values, never="not told")


def warning(comparison: Comparison, answer: Answer) -> Markup:
    """Mean warning time of each party, with what is shared and alone."""
    before, after = _dates(comparison)
    rows = [
        [
            p.name,
            *(clock_span(v) for v in (p.warning_before, p.warning_after)),
            signed_span(p.gain),
            *(clock_span(v) for v in (p.alone_before, p.alone_after)),
        ]
        for p in _warned(answer)
    ]
    head = ["for", before, after, "gain", f"own sensors alone, {before}", f"alone, {after}"]
    title = "Mean warning time over people and flights [min:s]; too late counts as none"
    return table(title, head, rows)


def people(comparison: Comparison, answer: Answer) -> Markup:
    """People warned by at least so long."""
    before, after = _dates(comparison)
    rows = [
        [f"{p.name}, at least {minutes(threshold)}", crowd(was), crowd(now)]
        for p in _warned(answer)
        for threshold, was, now in p.people_warned
    ]
    return table(
        "People warned before impact, each city by its least favourable flight",
        ["warned", before, after],
        rows,
    )


def threats(comparison: Comparison, answer: Answer) -> Markup:
    """Mean warning time by threat."""
    before, after = _dates(comparison)
    rows = [
        [
            f"{p.name}: {threat_name(comparison, t.threat)}",
            clock_span(t.before),
            clock_span(t.after),
            signed_span(t.gain),
        ]
        for p in _warned(answer)
        for t in p.by_threat
    ]
    title = "Mean warning time by threat, over people [min:s]; too late counts as none"
    return table(title, ["threat", before, after, "gain"], rows)


def warnings(comparison: Comparison, answer: Answer) -> Markup:
    """Every place and threat, by the least favourable launch site."""
    before, after = _dates(comparison)
    rows = [
        [
            receiver_name(comparison, r.receiver),
            threat_name(comparison, r.threat),
            r.kind,
            clock_span(r.arrival),
            _told(r.before),
            _told(r.after),
            signed_span(r.gain),
        ]
        for r in answer.rows
        if r.kind == "impact"
    ]
    head = ["place", "threat", "", "arrives after", before, after, "gain"]
    title = (
        "Warning time by the least favourable launch site [min:s]; negative: told too late. "
        "Overflights are in warnings.csv"
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
    title = "Whose report is heard first, as a share of flights and draws"
    return table(title, ["for", "sensor", before, after], rows)


def losses(comparison: Comparison, answer: Answer) -> Markup:
    """What losing one sensor costs."""
    rows = [
        [
            p.name,
            sensor_name(comparison, loss.sensor),
            *("–" if v is None else span(v) for v in (loss.before, loss.after)),
        ]
        for p in _warned(answer)
        for loss in p.losses
        if matters(loss.before, loss.after)
    ]
    if not rows:
        return tag("p", "No single sensor's loss would cost half a second of mean warning time.")
    title = "Mean warning time lost with one sensor; sensors not listed: less than half a second"
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
