"""The whole answer as lines that a reader can follow one by one."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from noroshi.commitments.answer import answer
from noroshi.commitments.areas import AreaKind
from noroshi.commitments.by_party import by_party
from noroshi.commitments.changes import Change, in_time
from noroshi.commitments.evaluate import Contest, Finding, Findings, Standing
from noroshi.commitments.misplaced import misplaced
from noroshi.commitments.naming import named
from noroshi.commitments.reasons import Reason, leaves
from noroshi.commitments.records import Agreement
from noroshi.commitments.words import cited, duties_of, event_words, sentence

NOT_ADVICE = (
    "This is an index to the texts, summarised in our own words; it is not legal advice. Whether "
    "a condition is met is decided by governments and parliaments, not here."
)


_MOST_SOURCES = 2
"""Told with each provision; the documents have all."""


class Line(NamedTuple):
    """One line of the account."""

    kind: Literal["title", "answer", "note", "heading", "item", "text", "why", "duty", "source"]
    text: str


class Book(NamedTuple):
    """What the account is told from."""

    agreements: Mapping[str, Agreement]
    areas: Mapping[str, AreaKind]
    names: Mapping[str, str]
    sources: Mapping[str, str]
    """Titles, by id."""


def account(found: Findings, book: Book, *, whole: bool = False) -> tuple[Line, ...]:
    """Every line; `whole` also tells the provisions that are not in force one by one."""
    return tuple(_account(found, book, whole))


def _account(found: Findings, book: Book, whole: bool) -> Iterator[Line]:
    yield Line("title", event_words(found.event, book.names))
    for told in answer(found, book.agreements, book.names):
        yield Line("answer", told)
    yield from _where(found, book)
    yield from _by_party(found, book)
    yield from _section("What applies", "applies", found, book)
    yield from _section("What depends on an open question", "depends", found, book)
    yield from _failing(found, book, whole)
    yield from _silent(found, book)
    yield from _contested(found, book)
    yield from _out_of_force(found, book, whole)
    yield Line("note", NOT_ADVICE)


def _where(found: Findings, book: Book) -> Iterator[Line]:
    if found.event.assumed:
        yield Line("note", found.event.assumed)
    if found.event.by_none_of:
        allies = " or ".join(named(party, book.names) for party in found.event.by_none_of)
        yield Line("note", f"Taken to be done by another than {allies}.")
    if found.event.place is None:
        yield Line("note", "No place is named, so every condition of place is an open question.")
        return
    inside = [book.areas[key].name for key in found.inside]
    perhaps = [book.areas[key].name for key in found.perhaps]
    yield Line("note", f"The place is in: {'; '.join(inside) or 'none of the declared areas'}.")
    if odd := misplaced(found, book.areas):
        yield Line("note", odd)
    if perhaps:
        yield Line("note", f"Whether it is in these is not known: {'; '.join(perhaps)}.")


def _by_party(found: Findings, book: Book) -> Iterator[Line]:
    if found.bound:
        yield Line("heading", "What each must, may and may not do (what it rests on: below)")
    for party, told in by_party(found, book.agreements):
        name = named(party, book.names)
        yield Line("item", name[:1].upper() + name[1:])
        yield from (Line("why", text) for text in told)


def _section(title: str, standing: Standing, found: Findings, book: Book) -> Iterator[Line]:
    own = found.of(standing)
    if own:
        yield Line("heading", title)
    for finding in own:
        yield from _one(finding, found, book)


def _one(finding: Finding, found: Findings, book: Book) -> Iterator[Line]:
    agreement, declared = book.agreements[finding.agreement], finding.declared
    yield Line("item", f"{cited(agreement, finding)}: {declared.title}")
    yield Line("text", sentence(declared.text))
    if finding.standing == "depends":
        for question in finding.questions:
            name = f" [{question.name}]" if question.name else ""
            yield Line("why", f"depends on: {question.words}{name}")
    else:
        yield Line("why", f"because {finding.because}")
    contested = any(d.told_on(found.event.day) for d in declared.disputed)
    prefix = "contested: " if contested else ""
    prefix += "if so: " if finding.standing == "depends" else ""
    for told in duties_of(finding, found, book.agreements, book.names):
        yield Line("duty", f"{prefix}{told}")
    for note in filter(None, (declared.note, agreement.note)):
        yield Line("text", f"Note: {note}")
    yield Line("source", _sources(finding, agreement, book))


def _sources(finding: Finding, agreement: Agreement, book: Book) -> str:
    grade = finding.declared.grade or agreement.grade
    graded = f" (grade {grade})" if grade else ""
    titles = _titles(finding.declared.source or agreement.source, book)
    return f"{titles}{graded} — {finding.path}"


def _titles(ids: tuple[str, ...], book: Book) -> str:
    told = [book.sources.get(i, i) for i in ids[:_MOST_SOURCES]]
    if len(ids) > _MOST_SOURCES:
        told.append(f"{len(ids) - _MOST_SOURCES} more")
    return "; ".join(told) or "no source"


def _failing(found: Findings, book: Book, whole: bool) -> Iterator[Line]:
    every = found.of("does not apply")
    own = [f for f in every if whole or _is_near(f)]
    if own:
        yield Line("heading", "What does not apply, and the first condition that fails")
    for finding in own:
        name = cited(book.agreements[finding.agreement], finding)
        yield Line("item", f"{name}: {finding.declared.title}")
        yield Line("why", f"fails: {finding.because}")
    if len(own) < len(every):
        count = len(every) - len(own)
        yield Line("text", f"and {count} about other kinds of events (--whole lists them)")


def _is_near(finding: Finding) -> bool:
    """Whether it fails on more than the kind of event, or would bind here if the event were other.

    What speaks of another kind of event altogether, such as of money, tells nothing.
    """
    assert finding.reason is not None
    if not _about_the_event(finding.reason):
        return True
    here = any(
        leaves(finding.reason, lambda leaf: leaf.kind == "place_in" and leaf.verdict is True)
    )
    binding = any(d.what in ("act", "support") for d in finding.declared.duties)
    return here and binding


def _about_the_event(reason: Reason) -> bool:
    """Whether the kind of event alone makes a condition fail."""
    failing = [part for part in reason.parts if part.verdict is False]
    if reason.kind == "all":
        return any(_about_the_event(part) for part in failing)
    if reason.kind == "any":
        return all(_about_the_event(part) for part in failing)
    return reason.kind == "event"


def _silent(found: Findings, book: Book) -> Iterator[Line]:
    if found.silent:
        yield Line("heading", "What says nothing of it")
    for silent in found.silent:
        yield Line("item", f"{book.agreements[silent.agreement].name}: {silent.silence.text}")
        yield Line("source", _titles(silent.silence.source, book))


def _contested(found: Findings, book: Book) -> Iterator[Line]:
    if found.contested:
        yield Line("heading", "What is contested, and by whom")
    for contest in found.contested:
        yield Line("item", f"{_by(contest, book)}: {contest.dispute.what}")
        titles = _titles(contest.dispute.source, book)
        yield Line("source", f"{titles} — about {contest.name}, {contest.about}")


def _by(contest: Contest, book: Book) -> str:
    name = named(contest.dispute.by, book.names)
    return name[:1].upper() + name[1:]


def _out_of_force(found: Findings, book: Book, whole: bool) -> Iterator[Line]:
    own = found.of("not in force")
    if not own:
        return
    if not whole:
        yield Line("note", f"{len(own)} more provisions are declared that are not in force then.")
        return
    yield Line("heading", "What is not in force then")
    for finding in own:
        yield Line("item", f"{cited(book.agreements[finding.agreement], finding)}")
        yield Line("why", finding.because)


def comparison(
    one: Findings, other: Findings, changed: tuple[Change, ...], book: Book
) -> tuple[Line, ...]:
    """What changed between two days, for the same question: from the earlier to the later."""
    return tuple(_compared(*in_time(one, other), changed, book))


def _compared(
    before: Findings, after: Findings, changed: tuple[Change, ...], book: Book
) -> Iterator[Line]:
    days = f"{before.event.day} and {after.event.day}"
    if not changed:
        yield Line("heading", f"Between {days} nothing changed for this question")
        return
    yield Line("heading", f"What changed between {days}")
    for change in changed:
        titles = [f.declared.title for f in (change.before, change.after) if f is not None]
        yield Line("item", " → ".join(dict.fromkeys(titles)))
        yield Line("why", f"{before.event.day}: {_stood(change.before, before, book)}")
        yield Line("why", f"{after.event.day}: {_stood(change.after, after, book)}")
        if change.same_duties:
            yield Line("text", "Only the legal basis changed.")


def _stood(finding: Finding | None, found: Findings, book: Book) -> str:
    """What was laid down that day, and where."""
    if finding is None:
        return "nothing of the kind applied"
    told = "; ".join(duties_of(finding, found, book.agreements, book.names))
    basis = cited(book.agreements[finding.agreement], finding)
    if finding.standing == "depends":
        return f"{told} ({basis}) — depending on: {finding.because}"
    return f"{told} ({basis})"
