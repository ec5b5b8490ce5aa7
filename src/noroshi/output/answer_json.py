"""`answer.json`: every number of the answer, for programs."""

from typing import Any

from noroshi.output.alternatives import choices_document
from noroshi.output.json_parts import (
    NULL_MEANS,
    driver_document,
    finite,
    interval_document,
    sampled_document,
    strict_json,
)
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.measurable import measurable
from noroshi.questions.warning.pipe.naming import posture_date
from noroshi.study.answer import Answer, Known, Moment, PartyAnswer, PlaceAnswer, Row, TeamAnswer

SCHEMA = "noroshi.run/2"
ERRORS = (
    "keys that end in _error are standard errors that so few draws leave: of percentiles by the "
    "bootstrap over the draws, of the mean by its deviation; means add up, percentiles do not"
)


def document(comparison: Comparison, answer: Answer) -> dict[str, Any]:
    """The answer as plain data: SI units in the key names, an estimate as its 5, 50 and 95 %.

    A change and what it is of also carry their mean and the sampling error of each number.

    What is infinite or does not exist is `null`; the key `null_means` says so in the document.
    """
    before, after = comparison.before, comparison.after
    return {
        "schema": SCHEMA,
        "null_means": NULL_MEANS,
        "errors_are": ERRORS,
        "scenario": after.scenario.title,
        "before": posture_date(before),
        "after": posture_date(after),
        "draws": int(after.flights.flight_time.shape[1]),
        "flights": len(after.flights.ids),
        "paragraph": answer.paragraph,
        "added_sensors": list(answer.added_sensors),
        "removed_sensors": list(answer.removed_sensors),
        "unseen_flights_before": list(answer.unseen_before),
        "unseen_flights_after": list(answer.unseen_after),
        "parties": [_party(p) for p in answer.parties],
        "choices": choices_document(comparison),
        "warnings": [_row(r) for r in answer.rows],
    }


def to_json(comparison: Comparison, answer: Answer) -> str:
    """`document` as text; strict JSON, so no NaN and no Infinity."""
    return strict_json(document(comparison, answer))


def _party(p: PartyAnswer) -> dict[str, Any]:
    return {
        "party": p.party,
        "name": p.name,
        "receivers": p.receivers,
        "receivers_gaining": p.receivers_gaining,
        "receivers_losing": p.receivers_losing,
        "people": p.people,
        "only_later_classes": p.only_later,
        "mean_gain_s": sampled_document(p.gain),
        "mean_gain_of_later_classes_s": sampled_document(p.later_gain),
        "share_of_draws_gaining": p.share_gaining,
        "share_of_draws_gaining_error": finite(p.share_gaining_error),
        "share_of_people_gaining": sampled_document(p.people_gaining),
        "places": [_place(x) for x in p.places],
        "by_threat": [
            {
                "threat": t.threat,
                "later_class": t.later,
                "mean_warning_before_s": sampled_document(t.before),
                "mean_warning_after_s": sampled_document(t.after),
                "mean_gain_s": sampled_document(t.gain),
            }
            for t in p.by_threat
        ],
        "mean_gain_alone_s": sampled_document(p.alone_gain),
        "mean_added_by_others_before_s": sampled_document(p.sharing_before),
        "mean_added_by_others_after_s": sampled_document(p.sharing_after),
        "gain_by_added_sensor_s": {s: sampled_document(v) for s, v in p.added.items()},
        "people_warned": [
            {
                "at_least_s": w.at_least,
                "before": sampled_document(w.before),
                "after": sampled_document(w.after),
            }
            for w in p.people_warned
        ],
        "single_losses": [
            {
                "sensor": x.sensor,
                "before_s": sampled_document(x.before),
                "after_s": sampled_document(x.after),
            }
            for x in p.losses
        ],
        "first_seers": [
            {"sensor": x.sensor, "share_before": x.before, "share_after": x.after}
            for x in p.first_seers
        ],
        "area_radius_m": p.area_radius,
        "knowing": [_team(k) for k in p.knowing],
        "drivers_of_warning": [driver_document(d) for d in p.drivers_of_warning],
        "drivers_of_gain": [driver_document(d) for d in p.drivers_of_gain],
    }


def _place(p: PlaceAnswer) -> dict[str, Any]:
    return {
        "receiver": p.receiver,
        "people": p.people,
        "flights": p.flights,
        "later_class": p.later,
        "measurable": measurable(p.gain),
        "mean_gain_s": sampled_document(p.gain),
        "area_known_gain_s": sampled_document(p.known_gain),
        "area_known_gain_alone_s": sampled_document(p.known_gain_alone),
    }


def _team(k: TeamAnswer) -> dict[str, Any]:
    """What a team knows of where flights aimed at the party come down."""
    return {
        "team": k.team,
        "party": k.party,
        "with_shared_tracks": k.shared,
        "track": _known(k.track),
        "area": [{"probability": p, **_known(known)} for p, known in k.area],
        "ellipse_radius": [
            {
                "time_s": s.time,
                "before_m": interval_document(s.before),
                "after_m": interval_document(s.after),
            }
            for s in k.sizes
        ],
    }


def _known(known: Known) -> dict[str, Any]:
    both = {"before": known.before, "after": known.after}
    moments = {f"{name}_{when}": v for when, m in both.items() for name, v in _moment(m).items()}
    return {**moments, "gain_s": sampled_document(known.gain)}


def _moment(moment: Moment) -> dict[str, Any]:
    """Keys take the posture as their ending; times are in seconds, shares in parts of one."""
    return {
        "median_flight_s": interval_document(moment.at),
        "never_share": interval_document(moment.never),
        "mean_left_s": interval_document(moment.left),
    }


def _row(r: Row) -> dict[str, Any]:
    return {
        "receiver": r.receiver,
        "threat": r.threat,
        "kind": r.kind,
        "later_class": r.later,
        "arrival_s": interval_document(r.arrival),
        "warning_before_s": interval_document(r.before),
        "warning_after_s": interval_document(r.after),
        "gain_s": sampled_document(r.gain),
    }
