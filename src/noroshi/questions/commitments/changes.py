"""What a change of date changes in the answer to the same question."""

from collections.abc import Iterator
from typing import NamedTuple

from noroshi.commitments.evaluate import Finding, Findings

LIVE = ("applies", "depends")


class Change(NamedTuple):
    """One provision, or two versions of one, on the earlier day and on the later."""

    before: Finding | None
    """None = it had no version that applied, or could."""
    after: Finding | None
    same_duties: bool = False
    """Whether only the text that they rest on is another."""


def in_time(one: Findings, other: Findings) -> tuple[Findings, Findings]:
    """The earlier day's answer and the later day's."""
    return (other, one) if other.event.day < one.event.day else (one, other)


def changes(one: Findings, other: Findings) -> tuple[Change, ...]:
    """Provisions that apply, or may, on one of two days and not in the same way on the other.

    Always from the earlier day to the later, in whichever order they are given. A provision that
    holds for another reason and lays down the same is no change.
    """
    return tuple(_changed(*in_time(one, other)))


def _changed(before: Findings, after: Findings) -> Iterator[Change]:
    was, now = _live(before), _live(after)
    for key in dict.fromkeys((*was, *now)):
        old, new = was.get(key), now.get(key)
        if old is None or new is None:
            yield Change(old, new)
            continue
        same = _effect(old, before) == _effect(new, after)
        if not same or old.path != new.path:
            yield Change(old, new, same)


def _live(found: Findings) -> dict[str, Finding]:
    """By the word that versions share, or else by path."""
    live = [f for f in found.findings if f.standing in LIVE]
    return {f.declared.version_of or f.path: f for f in live}


def _effect(finding: Finding, found: Findings) -> tuple[object, ...]:
    """Who must or may do what, and on which open questions it depends."""
    duties = {
        (b.party, b.duty.what, b.duty.text, b.duty.conditions)
        for b in found.bound
        if b.finding is finding
    }
    return finding.standing, frozenset(q.words for q in finding.questions), frozenset(duties)
