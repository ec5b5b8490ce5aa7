"""The whole answer as plain data."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from noroshi.commitments.answer import answer
from noroshi.commitments.changes import Change
from noroshi.commitments.evaluate import Contest, Finding, Findings
from noroshi.commitments.explain import NOT_ADVICE, Book
from noroshi.commitments.misplaced import misplaced
from noroshi.commitments.reasons import Event, Reason
from noroshi.commitments.records import Agreement


def findings_document(found: Findings, book: Book) -> dict[str, Any]:
    """One question and its answer."""
    return {
        "event": _event(found.event),
        "answer": list(answer(found, book.agreements, book.names)),
        "warning": misplaced(found, book.areas) or None,
        "inside": list(found.inside),
        "perhaps_inside": list(found.perhaps),
        "provisions": [_finding(f, book.agreements) for f in found.findings],
        "parties": _parties(found),
        "says_nothing": [
            {"agreement": s.agreement, "text": s.silence.text, "source": list(s.silence.source)}
            for s in found.silent
        ],
        "contested": [_contest(c) for c in found.contested],
        "note": NOT_ADVICE,
    }


def change_document(change: Change) -> dict[str, Any]:
    """One provision that changed, on the earlier day and on the later."""
    return {
        "before": _stood(change.before),
        "after": _stood(change.after),
        "only_the_legal_basis_changed": change.same_duties,
    }


def _stood(found: Finding | None) -> dict[str, str] | None:
    if found is None:
        return None
    return {"path": found.path, "standing": found.standing, "because": found.because}


def _event(event: Event) -> dict[str, Any]:
    place = event.place
    where = None
    if place is not None:
        lat, lon = (round(float(np.degrees(a)), 6) for a in (place.lat, place.lon))
        where = {"name": place.name, "lat_deg": lat, "lon_deg": lon}
    return {
        "kind": event.kind,
        "as_of": str(event.day),
        "place": where,
        "by": event.by,
        "on": event.on,
        "taken_to_be_so": dict(event.answers),
    }


def _finding(finding: Finding, agreements: Mapping[str, Agreement]) -> dict[str, Any]:
    declared, agreement = finding.declared, agreements[finding.agreement]
    return {
        "path": finding.path,
        "agreement": agreement.name,
        "form": agreement.form,
        "where": declared.where,
        "title": declared.title,
        "standing": finding.standing,
        "because": finding.because,
        "open_questions": [
            {"name": q.name or None, "question": q.words} for q in finding.questions
        ],
        "reason": None if finding.reason is None else _reason(finding.reason),
        "source": list(dict.fromkeys((*declared.source, *agreement.source))),
        "grade": declared.grade or agreement.grade,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    told: dict[str, Any] = {"condition": reason.kind, "holds": reason.verdict}
    if reason.parts:
        return told | {"parts": [_reason(part) for part in reason.parts]}
    return told | {"words": reason.words}


def _parties(found: Findings) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for party, duty, finding in found.bound:
        row = {
            "what": duty.what,
            "text": duty.text,
            "conditions": duty.conditions,
            "standing": finding.standing,
            "path": finding.path,
        }
        rows.setdefault(party, []).append(row)
    return rows


def _contest(contest: Contest) -> dict[str, Any]:
    dispute = contest.dispute
    return {
        "about": contest.about,
        "by": dispute.by,
        "what": dispute.what,
        "source": list(dispute.source),
    }
