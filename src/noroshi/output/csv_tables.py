"""CSV tables: one row a fact, SI units in the column names, `inf` for never."""

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment import Assessment
from noroshi.output.alternatives import choices_table
from noroshi.output.csv_parts import (
    Cell,
    Table,
    columns,
    csv_text,
    eight,
    sampled_columns,
    three,
)
from noroshi.stats import Interval, interval
from noroshi.study.answer import Answer, Known, measurable
from noroshi.study.compare import Comparison

Floats = NDArray[np.float64]


def csv_tables(comparison: Comparison, answer: Answer) -> dict[str, str]:
    """Every table as CSV text, by file name."""
    tables: dict[str, Table] = {
        "gains.csv": _gains(answer),
        "places.csv": _places(answer),
        "warnings.csv": _warnings(comparison, answer),
        "people.csv": _people(answer),
        "choices.csv": choices_table(comparison),
        "detections.csv": _detections(comparison),
        "flights.csv": _flights(comparison),
        "losses.csv": _losses(answer),
        "first_seers.csv": _first_seers(answer),
        "knowing.csv": _knowing(answer),
        "ellipses.csv": _ellipses(answer),
        "drivers.csv": _drivers(answer),
    }
    return {name: csv_text(table) for name, table in tables.items()}


def _gains(answer: Answer) -> Table:
    """Of each party: of its headline, of later classes, alone, by others, and class by class."""
    head = ["party", "of", "later_class", *sampled_columns("mean_warning_before")]
    head += [*sampled_columns("mean_warning_after"), *sampled_columns("mean_gain")]
    rows: list[list[Cell]] = []
    for p in answer.parties:
        gains = (("all", p.gain), ("later-classes", p.later_gain), ("own-sensors", p.alone_gain))
        for name, gain in gains:
            if gain is not None:
                later = p.only_later or name == "later-classes"
                rows.append([p.party, name, int(later), *eight(None), *eight(None), *eight(gain)])
        for t in p.by_threat:
            cells = [cell for v in (t.before, t.after, t.gain) for cell in eight(v)]
            rows.append([p.party, t.threat, int(t.later), *cells])
    return head, rows


def _places(answer: Answer) -> Table:
    """What each place gains; `measurable` is 1 for a gain, -1 for a loss."""
    head = ["party", "receiver", "name", "people", "flights", "later_class", "measurable"]
    head += [*sampled_columns("mean_gain"), *sampled_columns("area_known_gain")]
    head += sampled_columns("area_known_gain_alone")
    return head, [
        [
            *(p.party, x.receiver, x.name, x.people, x.flights, int(x.later), measurable(x.gain)),
            *(c for v in (x.gain, x.known_gain, x.known_gain_alone) for c in eight(v)),
        ]
        for p in answer.parties
        for x in p.places
    ]


def _warnings(comparison: Comparison, answer: Answer) -> Table:
    receivers = comparison.after.scenario.receivers
    head = ["receiver", "name", "threat", "kind", "later_class", *columns("arrival")]
    head += [*columns("warning_before"), *columns("warning_after"), *sampled_columns("gain")]
    return head, [
        [
            *(r.receiver, receivers[r.receiver].name, r.threat, r.kind, int(r.later)),
            *(cell for part in (r.arrival, r.before, r.after) for cell in three(part)),
            *eight(r.gain),
        ]
        for r in answer.rows
    ]


def _people(answer: Answer) -> Table:
    head = [
        "party",
        "warned_at_least_s",
        *sampled_columns("people_before", ""),
        *sampled_columns("people_after", ""),
    ]
    return head, [
        [p.party, w.at_least, *eight(w.before), *eight(w.after)]
        for p in answer.parties
        for w in p.people_warned
    ]


def _detections(comparison: Comparison) -> Table:
    head = ["posture", "sensor", "threat", "flights", "share_confirmed"]
    head += [*columns("first_detection"), *columns("custody")]
    postures = (("before", comparison.before), ("after", comparison.after))
    return head, [row for label, a in postures for row in _seen(label, a)]


def _seen(label: str, a: Assessment) -> list[list[Cell]]:
    """One row a sensor and threat; the times are over the flights and draws that it sees."""
    threats = np.array(a.flights.threat)
    rows: list[list[Cell]] = []
    for s, sensor in enumerate(a.detections.sensors):
        for threat in dict.fromkeys(a.flights.threat):
            of_threat = threats == threat
            first = a.detections.first[of_threat, :, s]
            seen = np.isfinite(first)
            confirmed = float(np.isfinite(a.detections.confirmed[of_threat, :, s]).mean())
            custody = a.detections.custody[of_threat, :, s]
            times = [_over(first[seen]), _over(custody[seen])]
            rows.append(
                [
                    label,
                    sensor,
                    threat,
                    int(of_threat.sum()),
                    confirmed,
                    *three(times[0]),
                    *three(times[1]),
                ]
            )
    return rows


def _over(values: Floats) -> Interval | None:
    return interval(values) if values.size else None


def _flights(comparison: Comparison) -> Table:
    f = comparison.after.flights
    head = ["flight", "threat", "vehicle", "site", "aimed_at", "range_m"]
    quantities = {"flight_time": "s", "powered_time": "s", "apogee": "m", "burnout_altitude": "m"}
    head += [column for name, unit in quantities.items() for column in columns(name, unit)]
    intervals = [interval(v) for v in (f.flight_time, f.burn_time, f.apogee, f.burnout_altitude)]
    texts = zip(f.ids, f.threat, f.vehicle, f.site, f.receiver, strict=True)
    return head, [
        [
            *text,
            float(f.range[i]),
            *(float(p[i]) for v in intervals for p in v),
        ]
        for i, text in enumerate(texts)
    ]


def _losses(answer: Answer) -> Table:
    head = ["party", "sensor", *sampled_columns("loss_before"), *sampled_columns("loss_after")]
    return head, [
        [p.party, loss.sensor, *eight(loss.before), *eight(loss.after)]
        for p in answer.parties
        for loss in p.losses
    ]


def _first_seers(answer: Answer) -> Table:
    return ["party", "sensor", "share_before", "share_after"], [
        [p.party, s.sensor, s.before, s.after] for p in answer.parties for s in p.first_seers
    ]


def _knowing(answer: Answer) -> Table:
    """Of flights at a party, when each team has a track, and knows the area with a probability."""
    head = ["flights_at", "team", "what", "probability"]
    for when in ("before", "after"):
        head += [*columns(f"median_flight_{when}"), *columns(f"never_{when}", "share")]
        head += columns(f"mean_left_{when}")
    rows: list[list[Cell]] = []
    for p in answer.parties:
        for k in p.knowing:
            rows.append([p.party, k.team, "track", "", *_moments(k.track)])
            rows += [[p.party, k.team, "area", level, *_moments(a)] for level, a in k.area]
    return [*head, *sampled_columns("gain")], rows


def _moments(known: Known) -> list[Cell]:
    moments = [v for m in (known.before, known.after) for v in (m.at, m.never, m.left)]
    return [*(cell for values in moments for cell in three(values)), *eight(known.gain)]


def _ellipses(answer: Answer) -> Table:
    """Radius of a circle as large as the ellipse that holds the impact with probability 0.9."""
    head = ["flights_at", "team", "time_s"]
    head += [*columns("radius_before", "m"), *columns("radius_after", "m")]
    return head, [
        [p.party, k.team, s.time, *three(s.before), *three(s.after)]
        for p in answer.parties
        for k in p.knowing
        for s in k.sizes
    ]


def _drivers(answer: Answer) -> Table:
    return ["party", "of", "assumption", "rank_correlation", "p_value"], [
        [p.party, of, d.name, d.correlation, d.p_value]
        for p in answer.parties
        for of, found in (("warning", p.drivers_of_warning), ("gain", p.drivers_of_gain))
        for d in found
    ]
