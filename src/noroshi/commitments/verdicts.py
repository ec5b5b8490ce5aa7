"""Three-valued logic: true, false, and None for what is not known.

Source: S. C. Kleene, Introduction to Metamathematics (1952), section 64, the strong connectives.
What is settled with an unknown in it stays settled whatever the unknown turns out to be.
"""

from collections.abc import Iterable

Verdict = bool | None
"""Whether something holds; None = nobody here can say."""


def negation(verdict: Verdict) -> Verdict:
    """Not."""
    return None if verdict is None else not verdict


def conjunction(verdicts: Iterable[Verdict]) -> Verdict:
    """All of them: false as soon as one is; of none, true."""
    listed = tuple(verdicts)
    if any(v is False for v in listed):
        return False
    return None if any(v is None for v in listed) else True


def disjunction(verdicts: Iterable[Verdict]) -> Verdict:
    """Any of them: true as soon as one is; of none, false."""
    return negation(conjunction(negation(v) for v in verdicts))
