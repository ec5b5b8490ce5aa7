"""What was weighed as one dataset: every provision, condition, duty, contest and change."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from noroshi.commitments.evaluate import Finding, Findings, Obligation
from noroshi.commitments.inherited import limit_error
from noroshi.commitments.naming import named
from noroshi.commitments.reasons import Event, Reason, leaves
from noroshi.commitments.records import Agreement
from noroshi.commitments.verdicts import Verdict
from noroshi.questions.answer import Axis, PlainData, declared
from noroshi.questions.commitments.changes import in_time
from noroshi.questions.commitments.compute import Book, Weighed
from noroshi.questions.commitments.misplaced import misplaced
from noroshi.questions.commitments.sentences import MOST, sentences
from noroshi.questions.commitments.wording import (
    ORDER,
    cited,
    duties_of,
    event_in_short,
    event_words,
    modal,
)

_MOST_SOURCES = 2
"""Told with each provision; all of them stand there by id."""
_HOLDS: Final[Mapping[Verdict, str]] = {True: "yes", False: "no", None: "unknown"}
Columns = tuple[Axis, dict[str, Any]]


def data_of(weighed: Weighed) -> PlainData:
    """Everything that was weighed, the earlier day first."""
    days, book = days_of(weighed), weighed.book
    told = [list(sentences(found, book.agreements, book.names)) for found in days]
    axes = [
        Axis("day", [str(found.event.day) for found in days]),
        Axis("sentence", list(range(1, MOST + 1))),
        Axis("area", list(book.areas), [area.name for area in book.areas.values()]),
    ]
    values: dict[str, Any] = {
        **_event(weighed.asked.event, weighed.other),
        "event_words": [event_words(found.event, book.names) for found in days],
        "event_in_short": [event_in_short(found.event, book.names) for found in days],
        "on": [found.event.on or "" for found in days],
        "assumed": [_assumed(found.event, book) for found in days],
        "warning": [misplaced(found, book.areas) for found in days],
        "answered": [[*own, *[""] * (MOST - len(own))] for own in told],
        **_areas(days, book),
    }
    lists = (_provisions, _questions, _conditions, _bonds, _duties, _silences, _contests)
    for axis, columns in (*(of(days, book) for of in lists), _changes(weighed)):
        axes.append(axis)
        values |= columns
    return declared(__package__).plain(axes, values)


def days_of(weighed: Weighed) -> tuple[Findings, ...]:
    """The findings of each day, in order of time; a day that is compared with itself is one."""
    if weighed.other is None or weighed.other.event.day == weighed.asked.event.day:
        return (weighed.asked,)
    return in_time(weighed.asked, weighed.other)


def _event(event: Event, other: Findings | None) -> dict[str, Any]:
    place = event.place
    lat, lon = (np.nan, np.nan) if place is None else np.degrees([place.lat, place.lon])
    return {
        "event": event.kind,
        "asked_day": str(event.day),
        "compared_day": "" if other is None else str(other.event.day),
        "place": "" if place is None else place.name,
        "latitude": float(lat),
        "longitude": float(lon),
        "by": event.by or "",
        "taken_to_be_so": ", ".join(
            f"{k}={'yes' if a else 'no'}" for k, a in event.answers.items()
        ),
    }


def _assumed(event: Event, book: Book) -> str:
    """What is taken of who does it, and to whom, where nobody is named."""
    told = [event.assumed]
    if event.by_none_of:
        allies = " or ".join(named(party, book.names) for party in event.by_none_of)
        told.append(f"Taken to be done by another than {allies}.")
    return " ".join(filter(None, told))


def _areas(days: Sequence[Findings], book: Book) -> dict[str, Any]:
    def where(found: Findings, key: str) -> str:
        if found.event.place is None or not book.areas[key].holds(found.event.day):
            return ""
        if key in found.inside:
            return "inside"
        return "perhaps inside" if key in found.perhaps else "outside"

    def limit(found: Findings, key: str) -> float:
        holds = book.areas[key].holds(found.event.day)
        error = limit_error(book.areas, key, found.event.day) if holds else None
        return np.nan if error is None else error

    return {
        "place_is": [[where(f, key) for key in book.areas] for f in days],
        "area_role": [area.role for area in book.areas.values()],
        "area_party": [area.party or "" for area in book.areas.values()],
        "limit_known_to": [[limit(f, key) for key in book.areas] for f in days],
    }


def _provisions(days: Sequence[Findings], book: Book) -> Columns:
    """Each provision, and how it stands on each day."""
    rows = days[0].findings
    by_day = [{f.path: f for f in found.findings} for found in days]

    def agreement(f: Finding) -> Agreement:
        return book.agreements[f.agreement]

    def each(of: Callable[[Finding], str]) -> Any:
        return [of(f) for f in rows]

    def daily(of: Callable[[Finding, Findings], Any]) -> list[list[Any]]:
        return [
            [of(own[f.path], found) for f in rows] for own, found in zip(by_day, days, strict=True)
        ]

    return Axis("provision", [f.path for f in rows], [cited(agreement(f), f) for f in rows]), {
        "provision_path": each(lambda f: f.path),
        "agreement": each(lambda f: agreement(f).name),
        "agreement_form": each(lambda f: agreement(f).form),
        "article": each(lambda f: f.declared.where),
        "provision_title": each(lambda f: f.declared.title),
        "provision_says": each(lambda f: f.declared.text),
        "provision_note": each(
            lambda f: " ".join(filter(None, (f.declared.note, agreement(f).note)))
        ),
        "provision_source": each(
            lambda f: _ids(dict.fromkeys((*f.declared.source, *agreement(f).source)))
        ),
        "provision_source_titles": each(
            lambda f: _titles(f.declared.source or agreement(f).source, book)
        ),
        "provision_grade": each(lambda f: f.declared.grade or agreement(f).grade or ""),
        "standing": daily(lambda f, _: f.standing),
        "because": daily(lambda f, _: f.because),
        "fails_narrowly": daily(lambda f, _: float(_fails_narrowly(f))),
        "depends_on": daily(lambda f, _: " ".join(map(_asked, f.questions))),
        "laid_down": daily(
            lambda f, found: "; ".join(duties_of(f, found, book.agreements, book.names))
        ),
    }


def _asked(question: Reason) -> str:
    return f"{question.words} [{question.name}]" if question.name else question.words


def _ids(ids: Any) -> str:
    return ", ".join(ids)


def _titles(ids: Sequence[str], book: Book) -> str:
    told = [book.sources.get(i, i) for i in ids[:_MOST_SOURCES]]
    if len(ids) > _MOST_SOURCES:
        told.append(f"{len(ids) - _MOST_SOURCES} more")
    return "; ".join(told) or "no source"


def _fails_narrowly(finding: Finding) -> bool:
    """Whether it fails on more than the kind of event, or would bind here if the event were other.

    What speaks of another kind of event altogether, such as of money, tells nothing.
    """
    if finding.standing != "does not apply" or finding.reason is None:
        return False
    if not _about_the_event(finding.reason):
        return True
    here = any(
        leaves(finding.reason, lambda leaf: leaf.kind == "place_in" and leaf.verdict is True)
    )
    return here and any(d.what in ("act", "support") for d in finding.declared.duties)


def _about_the_event(reason: Reason) -> bool:
    """Whether the kind of event alone makes a condition fail."""
    failing = [part for part in reason.parts if part.verdict is False]
    if reason.kind == "all":
        return any(_about_the_event(part) for part in failing)
    if reason.kind == "any":
        return all(_about_the_event(part) for part in failing)
    return reason.kind == "event"


def _questions(days: Sequence[Findings], book: Book) -> Columns:
    rows = [
        (str(found.event.day), f.path, q.name, q.words)
        for found in days
        for f in found.findings
        for q in f.questions
    ]
    return _table("question", rows, (
        "question_day", "question_provision", "question_word", "question_words"))  # fmt: skip


class _Node(NamedTuple):
    """A condition in its tree."""

    reason: Reason
    depth: int


def _conditions(days: Sequence[Findings], book: Book) -> Columns:
    """The tree of each provision's conditions, each before those that it is made of."""
    rows = [
        (str(found.event.day), f.path, node)
        for found in days
        for f in found.findings
        if f.reason is not None
        for node in _tree(f.reason, 0)
    ]
    texts = [
        (day, path, n.reason.kind, _HOLDS[n.reason.verdict], n.reason.words)
        for day, path, n in rows
    ]
    axis, columns = _table("condition", texts, (
        "condition_day", "condition_provision", "condition_kind", "condition_holds",
        "condition_words"))  # fmt: skip
    return axis, {**columns, "condition_depth": [float(node.depth) for _, _, node in rows]}


def _tree(reason: Reason, depth: int) -> Iterator[_Node]:
    yield _Node(reason, depth)
    for part in reason.parts:
        yield from _tree(part, depth + 1)


def _bound(found: Findings, book: Book) -> Iterator[tuple[Obligation, str]]:
    """Each duty of each party with its verb: what applies first, the weightier kinds first."""
    for party in dict.fromkeys(b.party for b in found.bound):
        for standing in ("applies", "depends"):
            for kind in ORDER:
                for b in found.bound:
                    if (b.party, b.finding.standing, b.duty.what) == (party, standing, kind):
                        agreement = book.agreements[b.finding.agreement]
                        yield b, modal(kind, agreement, several=False)


def _bonds(days: Sequence[Findings], book: Book) -> Columns:
    """What each party must, and what it may, in a row each."""
    told: dict[tuple[str, str, str, str], list[str]] = {}
    for found in days:
        for b, verb in _bound(found, book):
            key = (str(found.event.day), b.finding.standing, verb, b.party)
            told.setdefault(key, []).append(b.duty.text)
    rows = [
        (day, standing, verb, "; ".join(dict.fromkeys(texts)))
        for (day, standing, verb, _), texts in told.items()
    ]
    return _table("bond", rows, ("bond_day", "bond_standing", "bond_verb", "bond_duties"),
                  [_party(party, book) for *_, party in told], "who")  # fmt: skip


def _duties(days: Sequence[Findings], book: Book) -> Columns:
    """Each duty of each party."""
    bound = [(str(found.event.day), *one) for found in days for one in _bound(found, book)]
    rows = [
        (
            day, b.party, b.duty.what, verb, b.duty.text, b.duty.conditions, b.finding.standing,
            b.finding.path, cited(book.agreements[b.finding.agreement], b.finding),
        )
        for day, b, verb in bound
    ]  # fmt: skip
    return _table("duty", rows, (
        "duty_day", "duty_party", "duty_kind", "duty_verb", "duty_text", "duty_conditions",
        "duty_standing", "duty_provision", "duty_basis"),
        [_party(b.party, book) for _, b, _ in bound], "who")  # fmt: skip


def _party(party: str, book: Book) -> str:
    name = named(party, book.names)
    return name[:1].upper() + name[1:]


def _silences(days: Sequence[Findings], book: Book) -> Columns:
    rows = [
        (str(found.event.day), s.agreement, s.silence.text, _ids(s.silence.source))
        for found in days
        for s in found.silent
    ]
    names = [book.agreements[row[1]].name for row in rows]
    return _table("silence", rows, (
        "silence_day", "silence_agreement", "silence_text", "silence_source"), names, "agreement",
    )  # fmt: skip


def _contests(days: Sequence[Findings], book: Book) -> Columns:
    rows = [
        (str(found.event.day), c.dispute.by, c.dispute.what, c.about, c.name,
         _ids(c.dispute.source))
        for found in days
        for c in found.contested
    ]  # fmt: skip
    return _table("contest", rows, (
        "contest_day", "contest_by", "contested", "contest_about", "contest_of",
        "contest_source"), [_party(row[1], book) for row in rows], "who")  # fmt: skip


def _changes(weighed: Weighed) -> Columns:
    """What changed from the earlier day to the later."""
    days, book = days_of(weighed), weighed.book
    before, after = days[0], days[-1]
    rows = [
        ("" if c.before is None else c.before.path, "" if c.after is None else c.after.path,
         _stood(c.before, before, book), _stood(c.after, after, book))
        for c in weighed.changed
    ]  # fmt: skip
    titles = [
        " → ".join(dict.fromkeys(f.declared.title for f in (c.before, c.after) if f is not None))
        for c in weighed.changed
    ]
    axis, columns = _table(
        "change",
        rows,
        ("change_before", "change_after", "change_before_says", "change_after_says"),
        titles,
        "about",
    )
    return axis, {**columns, "change_of_basis": [float(c.same_duties) for c in weighed.changed]}


def _stood(finding: Finding | None, found: Findings, book: Book) -> str:
    """What was laid down that day, and where."""
    if finding is None:
        return "nothing of the kind applied"
    told = "; ".join(duties_of(finding, found, book.agreements, book.names))
    basis = cited(book.agreements[finding.agreement], finding)
    if finding.standing == "depends":
        return f"{told} ({basis}) — depending on: {finding.because}"
    return f"{told} ({basis})"


def _table(
    name: str,
    rows: Sequence[tuple[str, ...]],
    variables: Sequence[str],
    names: Sequence[str] = (),
    words: str = "",
) -> Columns:
    """An axis of rows by their numbers, and a variable a column."""
    ids = [str(number) for number in range(1, len(rows) + 1)]
    columns = {variable: [row[i] for row in rows] for i, variable in enumerate(variables)}
    return Axis(name, ids, list(names), words), dict(columns)
