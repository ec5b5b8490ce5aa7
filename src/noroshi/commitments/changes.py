"""What a change of date changes in the answer to the same question."""

from collections.abc import Iterator
from typing import NamedTuple

from noroshi.commitments.evaluate import Finding, Findings

LIVE = ("applies", "depends")


class Change(NamedTuple):
    """One provision, or two versions of one, before and after."""

    before: Finding | None
    """None = it had no version that applied, or could."""
    after: Finding | None


def changes(before: Findings, after: Findings) -> tuple[Change, ...]:
    """Provisions that apply, or may, at one of two dates and not in the same way at the other."""
    return tuple(_changed(before, after))


def _changed(before: Findings, after: Findings) -> Iterator[Change]:
    was, now = _live(before), _live(after)
    for key in dict.fromkeys((*was, *now)):
        old, new = was.get(key), now.get(key)
        if old is None or new is None or _told(old) != _told(new):
            yield Change(old, new)


def _live(found: Findings) -> dict[str, Finding]:
    """By the word that versions share, or else by path."""
    live = [f for f in found.findings if f.standing in LIVE]
    return {f.declared.version_of or f.path: f for f in live}


def _told(finding: Finding) -> tuple[str, str, str]:
    return finding.path, finding.standing, finding.because
