"""From a comparison to the numbers that answer its question."""

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment import Assessment
from noroshi.measures import (
    Interval,
    drivers,
    impact_margin,
    interval,
    mean_warning,
    people_warned,
)
from noroshi.study.answer import (
    KINDS,
    MEASURABLE,
    THRESHOLDS,
    Answer,
    FirstSeer,
    Loss,
    PartyAnswer,
    Row,
    ThreatAnswer,
)
from noroshi.study.compare import Comparison
from noroshi.study.knowing import knowing
from noroshi.study.losses import single_losses
from noroshi.study.paragraph import paragraph
from noroshi.warning.reach import IMPACT
from noroshi.warning.timeline import ALONE, SHARED

Floats = NDArray[np.float64]
LEVEL = 0.0125
"""Chance of a false driver in one list: 5 % over the four lists of a run on two parties."""


def summarise(comparison: Comparison) -> Answer:
    """All summary numbers of a comparison, and the paragraph."""
    before, after = comparison.before, comparison.after
    losses_before, losses_after = single_losses(before), single_losses(after)
    sensors_before, sensors_after = before.detections.sensors, after.detections.sensors
    added = tuple(s for s in sensors_after if s not in sensors_before)
    parties = tuple(
        _party(comparison, p, losses_before[:, p], losses_after[:, p], added)
        for p in range(len(after.parties))
    )
    removed = tuple(s for s in sensors_before if s not in sensors_after)
    return Answer(
        paragraph=paragraph(
            before.scenario,
            after.scenario,
            parties,
            added=added,
            removed=removed,
            draws=after.draws.count,
        ),
        parties=parties,
        rows=tuple(_rows(comparison)),
        unseen_before=_unseen(before),
        unseen_after=_unseen(after),
        added_sensors=added,
        removed_sensors=removed,
    )


def _party(
    comparison: Comparison,
    party: int,
    lost_before: Floats,
    lost_after: Floats,
    added: tuple[str, ...],
) -> PartyAnswer:
    before, after = comparison.before, comparison.after
    name = after.parties[party]
    mean_before, mean_after = _mean(before, party, SHARED), _mean(after, party, SHARED)
    gain = mean_after - mean_before
    values = dict(after.draws.points)
    sensors = after.detections.sensors
    return PartyAnswer(
        party=name,
        name=after.scenario.parties[name].name,
        warning_before=interval(mean_before),
        warning_after=interval(mean_after),
        gain=interval(gain),
        share_gaining=float(np.mean(gain >= MEASURABLE)),
        alone_before=interval(_mean(before, party, ALONE)),
        alone_after=interval(_mean(after, party, ALONE)),
        added={s: interval(lost_after[sensors.index(s)]) for s in added},
        by_threat=_by_threat(comparison, party),
        receivers=int(np.sum(after.receiver_party == party)),
        receivers_gaining=_gaining(comparison, party),
        people=float(after.people_of(party).sum()),
        people_warned=_people(before, after, party),
        losses=_losses(before, after, lost_before, lost_after),
        first_seers=_first_seers(before, after, party),
        area_radius=_area_radius(after, party),
        knowing=knowing(comparison, party),
        drivers_of_warning=tuple(drivers(values, mean_after, level=LEVEL)),
        drivers_of_gain=tuple(drivers(values, gain, level=LEVEL)),
    )


def _area_radius(assessment: Assessment, party: int) -> float:
    rules = assessment.scenario.rules.values()
    return next(r.area_radius for r in rules if r.party == assessment.parties[party])


def _mean(
    assessment: Assessment, party: int, knowledge: int, among: NDArray[np.bool_] | None = None
) -> Floats:
    warnings = assessment.warnings
    people = assessment.people_of(party)
    return mean_warning(warnings.useful[knowledge], warnings.pairs, people, among)


def _by_threat(comparison: Comparison, party: int) -> tuple[ThreatAnswer, ...]:
    before, after = comparison.before, comparison.after
    threats = np.array(after.flights.threat)[after.warnings.pairs.flight]
    found = []
    for threat in dict.fromkeys(after.flights.threat):
        was, now = (_mean(a, party, SHARED, threats == threat) for a in (before, after))
        if not np.isnan(now).any():
            found.append(ThreatAnswer(threat, interval(was), interval(now), interval(now - was)))
    return tuple(found)


def _gaining(comparison: Comparison, party: int) -> int:
    """Receivers of the party whose mean warning over flights gains a second in the median draw."""
    after, pairs = comparison.after, comparison.after.warnings.pairs
    gain = comparison.gain[SHARED]
    count = 0
    for receiver in np.flatnonzero(after.receiver_party == party):
        aimed = (pairs.receiver == receiver) & (pairs.kind == IMPACT)
        if aimed.any() and interval(gain[aimed].mean(axis=0)).p50 >= MEASURABLE:
            count += 1
    return count


def _people(
    before: Assessment, after: Assessment, party: int
) -> tuple[tuple[float, Interval, Interval], ...]:
    counts = []
    for assessment in (before, after):
        warnings = assessment.warnings
        least = impact_margin(warnings.margin[SHARED], warnings.pairs, len(assessment.receivers))
        counts.append(
            interval(people_warned(least, assessment.people_of(party), np.array(THRESHOLDS)))
        )
    return tuple((t, _at(counts[0], i), _at(counts[1], i)) for i, t in enumerate(THRESHOLDS))


def _at(values: Interval, index: int) -> Interval:
    return Interval(values.p5[index], values.p50[index], values.p95[index])


def _losses(
    before: Assessment, after: Assessment, lost_before: Floats, lost_after: Floats
) -> tuple[Loss, ...]:
    def lost(assessment: Assessment, losses: Floats, sensor: str) -> Interval | None:
        names = assessment.detections.sensors
        return interval(losses[names.index(sensor)]) if sensor in names else None

    names = dict.fromkeys((*after.detections.sensors, *before.detections.sensors))
    rows = [Loss(s, lost(before, lost_before, s), lost(after, lost_after, s)) for s in names]
    return tuple(sorted(rows, key=lambda row: -_largest(row)))


def _largest(row: Loss) -> float:
    return max(float(i.p50) + float(i.p95) for i in (row.before, row.after) if i is not None)


def _first_seers(before: Assessment, after: Assessment, party: int) -> tuple[FirstSeer, ...]:
    shares = [_shares(assessment, party) for assessment in (before, after)]
    names = dict.fromkeys((*shares[1], *shares[0]))
    rows = [FirstSeer(s, shares[0].get(s, 0.0), shares[1].get(s, 0.0)) for s in names]
    return tuple(sorted((r for r in rows if r.before + r.after > 0.0), key=lambda r: -r.after))


def _shares(assessment: Assessment, party: int) -> dict[str, float]:
    """How often each sensor is first, over the flights that concern the party, and all draws."""
    pairs = assessment.warnings.pairs
    mine = assessment.receiver_party[pairs.receiver] == party
    _, one_each = np.unique(pairs.flight[mine], return_index=True)
    seer = assessment.warnings.stages[SHARED].seer[np.flatnonzero(mine)[one_each]]
    sensors = assessment.detections.sensors
    counts = np.bincount(seer.ravel() + 1, minlength=len(sensors) + 1)[1:]
    return dict(zip(sensors, (counts / max(seer.size, 1)).tolist(), strict=True))


def _unseen(assessment: Assessment) -> tuple[str, ...]:
    confirmed = np.isfinite(assessment.detections.confirmed).any(axis=-1)
    often = confirmed.mean(axis=-1) < 0.5
    return tuple(f for f, unseen in zip(assessment.flights.ids, often, strict=True) if unseen)


def _rows(comparison: Comparison) -> list[Row]:
    after, pairs = comparison.after, comparison.after.warnings.pairs
    groups: dict[tuple[int, str, int], list[int]] = {}
    for pair, (flight, receiver, kind) in enumerate(
        zip(pairs.flight, pairs.receiver, pairs.kind, strict=True)
    ):
        key = (int(receiver), after.flights.threat[flight], int(kind))
        groups.setdefault(key, []).append(pair)
    return [
        _row(comparison, receiver, threat, kind, np.array(members))
        for (receiver, threat, kind), members in sorted(groups.items())
    ]


def _row(
    comparison: Comparison, receiver: int, threat: str, kind: int, members: NDArray[np.int64]
) -> Row:
    """The least favourable of a group of pairs, draw by draw."""
    before, after = comparison.before.warnings, comparison.after.warnings
    worst_before = before.margin[SHARED, members].min(axis=0)
    worst_after = after.margin[SHARED, members].min(axis=0)
    return Row(
        receiver=comparison.after.receivers[receiver],
        threat=threat,
        kind=KINDS[kind],
        arrival=interval(after.arrival[members].min(axis=0)),
        before=interval(worst_before),
        after=interval(worst_after),
        gain=interval(np.maximum(worst_after, 0.0) - np.maximum(worst_before, 0.0)),
    )
