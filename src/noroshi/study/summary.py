"""From a comparison to the numbers that answer its question."""

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment import Assessment
from noroshi.stats import (
    Sampled,
    drivers,
    impact_warning_time,
    interval,
    mean_warning,
    people_warned,
    sampled,
)
from noroshi.study.answer import (
    KINDS,
    MEASURABLE,
    THRESHOLDS,
    Answer,
    FirstSeer,
    Loss,
    PartyAnswer,
    PeopleWarned,
    Row,
    ThreatAnswer,
)
from noroshi.study.classes import (
    aimed_at,
    headline,
    later_pairs,
    later_threats,
    only_later,
)
from noroshi.study.compare import Comparison
from noroshi.study.knowing import knowing
from noroshi.study.losses import single_losses
from noroshi.study.paragraph import paragraph
from noroshi.study.places import people_gaining, places
from noroshi.warning.timeline import ALONE, SHARED

Floats = NDArray[np.float64]
LEVEL = 0.0125
"""Chance of a false driver in one list: 5 % over the four lists of a run on two parties."""


def summarise(comparison: Comparison) -> Answer:
    """All summary numbers of a comparison, and the paragraph."""
    before, after = comparison.before, comparison.after
    among = [headline(comparison, p) for p in range(len(after.parties))]
    losses_before, losses_after = (single_losses(a, among) for a in (before, after))
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
    name, among = after.parties[party], headline(comparison, party)
    shared = [_mean(a, party, SHARED, among) for a in (before, after)]
    alone = [_mean(a, party, ALONE, among) for a in (before, after)]
    gain = shared[1] - shared[0]
    felt = sampled(np.asarray(gain >= MEASURABLE, dtype=np.float64))
    values = dict(after.draws.points)
    sensors = after.detections.sensors
    return PartyAnswer(
        party=name,
        name=after.scenario.parties[name].name,
        gain=sampled(gain),
        only_later=only_later(comparison, party),
        later_gain=_later_gain(comparison, party),
        share_gaining=float(felt.mean),
        share_gaining_error=float(felt.mean_error),
        alone_gain=sampled(alone[1] - alone[0]),
        sharing_before=sampled(shared[0] - alone[0]),
        sharing_after=sampled(shared[1] - alone[1]),
        added={s: sampled(lost_after[sensors.index(s)]) for s in added},
        by_threat=_by_threat(comparison, party),
        places=places(comparison, party),
        people_gaining=people_gaining(comparison, party),
        receivers=int(np.sum(after.receiver_party == party)),
        people=float(after.people_of(party).sum()),
        people_warned=_people(before, after, party),
        losses=_losses(before, after, lost_before, lost_after),
        first_seers=_first_seers(before, after, party),
        area_radius=_area_radius(after, party),
        knowing=knowing(comparison, party),
        drivers_of_warning=tuple(drivers(values, shared[1], level=LEVEL)),
        drivers_of_gain=tuple(drivers(values, gain, level=LEVEL)),
    )


def _later_gain(comparison: Comparison, party: int) -> Sampled | None:
    """What later classes gain, where they are not the headline themselves."""
    among = later_pairs(comparison)
    if only_later(comparison, party) or not (among & aimed_at(comparison, party)).any():
        return None
    was, now = (_mean(a, party, SHARED, among) for a in (comparison.before, comparison.after))
    return sampled(now - was)


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
    later = later_threats(comparison)
    found = []
    for threat in sorted(dict.fromkeys(after.flights.threat), key=lambda t: t in later):
        was, now = (_mean(a, party, SHARED, threats == threat) for a in (before, after))
        if not np.isnan(now).any():
            means = (sampled(was), sampled(now), sampled(now - was))
            found.append(ThreatAnswer(threat, threat in later, *means))
    return tuple(found)


def _people(before: Assessment, after: Assessment, party: int) -> tuple[PeopleWarned, ...]:
    counts = []
    for assessment in (before, after):
        warnings = assessment.warnings
        least = impact_warning_time(
            warnings.margin[SHARED], warnings.pairs, len(assessment.receivers)
        )
        counts.append(people_warned(least, assessment.people_of(party), np.array(THRESHOLDS)))
    return tuple(
        PeopleWarned(t, *(sampled(c[i]) for c in counts)) for i, t in enumerate(THRESHOLDS)
    )


def _losses(
    before: Assessment, after: Assessment, lost_before: Floats, lost_after: Floats
) -> tuple[Loss, ...]:
    def lost(assessment: Assessment, losses: Floats, sensor: str) -> Sampled | None:
        names = assessment.detections.sensors
        return sampled(losses[names.index(sensor)]) if sensor in names else None

    names = dict.fromkeys((*after.detections.sensors, *before.detections.sensors))
    rows = [Loss(s, lost(before, lost_before, s), lost(after, lost_after, s)) for s in names]
    return tuple(sorted(rows, key=lambda row: -_largest(row)))


def _largest(row: Loss) -> float:
    return max(float(i.mean) + float(i.p95) for i in (row.before, row.after) if i is not None)


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
    later = later_threats(comparison)
    return [
        _row(comparison, receiver, threat, kind, np.array(members), later=threat in later)
        for (receiver, threat, kind), members in sorted(groups.items())
    ]


def _row(
    comparison: Comparison,
    receiver: int,
    threat: str,
    kind: int,
    members: NDArray[np.int64],
    *,
    later: bool,
) -> Row:
    """The least favourable of a group of pairs, draw by draw."""
    before, after = comparison.before.warnings, comparison.after.warnings
    worst_before = before.margin[SHARED, members].min(axis=0)
    worst_after = after.margin[SHARED, members].min(axis=0)
    return Row(
        receiver=comparison.after.receivers[receiver],
        threat=threat,
        kind=KINDS[kind],
        later=later,
        arrival=interval(after.arrival[members].min(axis=0)),
        before=interval(worst_before),
        after=interval(worst_after),
        gain=sampled(np.maximum(worst_after, 0.0) - np.maximum(worst_before, 0.0)),
    )
