"""The answer to a question in two sentences."""

from collections.abc import Iterator, Mapping

from noroshi.commitments.evaluate import Bound, Finding, Findings, Standing
from noroshi.commitments.records import Agreement, DutyKind
from noroshi.commitments.words import cited, duty_sentence, sentence

MOST = 2
"""Sentences."""


def answer(
    found: Findings, agreements: Mapping[str, Agreement], names: Mapping[str, str]
) -> tuple[str, ...]:
    """What is binding or forbidden, then what is open: the first two things worth saying."""
    told = list(_said(found, agreements, names))
    return tuple(dict.fromkeys(told))[:MOST]


def _said(
    found: Findings, agreements: Mapping[str, Agreement], names: Mapping[str, str]
) -> Iterator[str]:
    acts = _bound(found, "applies", ("act",))
    if acts:
        yield _duty(acts, agreements, names)
    forbidden = _bound(found, "applies", ("forbid",))
    if forbidden:
        yield _duty(forbidden, agreements, names)
    if not acts:
        yield _nobody(found, agreements)
    for kinds in (("act", "permit", "support"), ("limit", "forbid", "consult")):
        open_ = _bound(found, "depends", kinds)
        if open_:
            yield _open(open_, agreements, names)
    allowed = _bound(found, "applies", ("permit", "support", "limit", "consult"))
    if allowed:
        yield _duty(allowed, agreements, names)


def _bound(found: Findings, standing: Standing, kinds: tuple[DutyKind, ...]) -> list[Bound]:
    """The duties of some kinds, the weightier kinds first."""
    own = [b for b in found.bound if b.finding.standing == standing and b.duty.what in kinds]
    return sorted(own, key=lambda b: kinds.index(b.duty.what))


def _duty(bound: list[Bound], agreements: Mapping[str, Agreement], names: Mapping[str, str]) -> str:
    """The first of them, with all whom it binds."""
    first = bound[0]
    same = [b for b in bound if b.duty is first.duty and b.finding is first.finding]
    told = duty_sentence(
        [b.party for b in same], same, duty_of=first.duty, agreements=agreements, names=names
    )
    return sentence(f"{told} ({cited(agreements[first.finding.agreement], first.finding)})")


def _open(bound: list[Bound], agreements: Mapping[str, Agreement], names: Mapping[str, str]) -> str:
    questions = bound[0].finding.questions
    asked = " ".join(q.words for q in questions)
    return f"{_duty(bound, agreements, names)[:-1]} — if the answer is yes: {asked}"


def _nobody(found: Findings, agreements: Mapping[str, Agreement]) -> str:
    """That nobody is bound to act, with the reason of the first provision that could bind."""
    failing = [f for f in found.of("does not apply") if _acts(f)]
    if not failing:
        return "No provision in force binds anybody to act."
    first = failing[0]
    return sentence(
        "no provision binds anybody to act; "
        f"{cited(agreements[first.agreement], first)}, does not, because {first.because}"
    )


def _acts(finding: Finding) -> bool:
    return any(duty.what == "act" for duty in finding.declared.duties)
