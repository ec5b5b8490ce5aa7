"""What is bound, forbidden and open, in two sentences."""

from collections.abc import Iterator, Mapping
from typing import Final

from noroshi.commitments.evaluate import Contest, Finding, Findings, Obligation, Standing
from noroshi.commitments.events import is_a
from noroshi.commitments.naming import named
from noroshi.commitments.records import Agreement, DutyKind
from noroshi.questions.commitments.wording import cited, duties_of, duty_sentence, modal, sentence

MOST = 2
"""Sentences."""
IF_YES: Final = " — if the answer is yes: "
"""Between what somebody would be bound to and the questions that it depends on."""
TWO_SIDES = 2
"""Parties of an agreement between allies, or of a law; more are a convention of many."""
_OWN: Final = (False, 1)
"""The gate of a permission by the state's own law or decision alone."""
_ALLOWING: Final[tuple[DutyKind, ...]] = ("permit", "support")


def sentences(
    found: Findings, agreements: Mapping[str, Agreement], names: Mapping[str, str]
) -> tuple[str, ...]:
    """What is binding or forbidden, then what is open: the first two things worth saying."""
    told = list(_said(found, agreements, names))
    return tuple(dict.fromkeys(told))[:MOST]


def _said(
    found: Findings, agreements: Mapping[str, Agreement], names: Mapping[str, str]
) -> Iterator[str]:
    acts, forbidden = _bound(found, "applies", ("act",)), _bound(found, "applies", ("forbid",))
    own = [b for b in forbidden if b.party == found.event.by and _of_an_ally(b, agreements)]
    if own:
        yield _duty(own, agreements, names)
        yield from _silence(found, agreements)
    open_acts = _bound(found, "depends", ("act",))
    if acts:
        yield _duty(acts, agreements, names)
    elif open_acts:
        yield _open(open_acts, agreements, names)
    else:
        yield _nobody(found, agreements)
    others = [b for b in forbidden if b.party != found.event.by]
    if others:
        yield _provision(others[0].finding, found, agreements, names)
    claims = [c for c in found.contested if c.of_ground]
    limits, open_ = _bound(found, "applies", ("limit",)), _bound(found, "depends", _ALLOWING)
    allowed = _bound(found, "applies", ("permit", "support", "limit", "consult"))
    allowed.sort(key=lambda b: _gate(b, agreements))
    # Where somebody is bound to act, whose the place is matters most; else, what may be done there.
    if claims and (acts or open_acts):
        yield _contest(claims, names)
    elif limits and not acts:
        yield _duty(limits, agreements, names)
    if is_a(found.event.kind, "armed-attack") and not open_acts:
        # Whether a state may use force comes before what it may do besides, if something is so.
        open_.sort(key=lambda b: _gate(b, agreements))
        if gates := [b for b in allowed if _gate(b, agreements) == _OWN]:
            yield _duty(gates, agreements, names)
    if open_ and not open_acts:
        yield _open(open_, agreements, names)
    if questions := _bound(found, "depends", ("limit", "forbid", "consult")):
        yield _open(questions, agreements, names)
    if allowed:
        yield _duty(allowed, agreements, names)


def _gate(bound: Obligation, agreements: Mapping[str, Agreement]) -> tuple[bool, int]:
    """Order of permissions: what a state's own law lets it do is the narrowest gate."""
    return bound.duty.what != "permit", _parties(bound, agreements)


def _parties(bound: Obligation, agreements: Mapping[str, Agreement]) -> int:
    return len(agreements[bound.finding.agreement].parties)


def _silence(found: Findings, agreements: Mapping[str, Agreement]) -> Iterator[str]:
    """What the latest text that could have spoken of it says."""
    if found.silent:
        last = max(found.silent, key=lambda s: str(agreements[s.agreement].since or ""))
        yield sentence(f"{agreements[last.agreement].name}: {last.silence.text}")


def _of_an_ally(bound: Obligation, agreements: Mapping[str, Agreement]) -> bool:
    """Whether the actor's own texts forbid it, and not only what all states have signed."""
    return _parties(bound, agreements) <= TWO_SIDES


def _contest(claims: list[Contest], names: Mapping[str, str]) -> str:
    """Who contests the place, each with what comes first."""
    first: dict[str, str] = {}
    for claim in claims:
        first.setdefault(claim.dispute.by, claim.dispute.what)
    told = [f"{named(by, names)} {what}" for by, what in first.items()]
    return sentence(f"The place is contested: {'; '.join(told)}")


def _provision(
    finding: Finding,
    found: Findings,
    agreements: Mapping[str, Agreement],
    names: Mapping[str, str],
) -> str:
    """All that one provision lays down, since a ban without its permission misleads."""
    told = "; ".join(duties_of(finding, found, agreements, names))
    return sentence(f"{told} ({cited(agreements[finding.agreement], finding)})")


def _bound(found: Findings, standing: Standing, kinds: tuple[DutyKind, ...]) -> list[Obligation]:
    """The duties of some kinds, the weightier kinds first."""
    own = [b for b in found.bound if b.finding.standing == standing and b.duty.what in kinds]
    return sorted(own, key=lambda b: kinds.index(b.duty.what))


def _duty(
    bound: list[Obligation], agreements: Mapping[str, Agreement], names: Mapping[str, str]
) -> str:
    """The first of them, with all whom it binds."""
    first = bound[0]
    same = [b for b in bound if b.duty is first.duty and b.finding is first.finding]
    told = duty_sentence(
        [b.party for b in same], same, duty_of=first.duty, agreements=agreements, names=names
    )
    return sentence(f"{told} ({cited(agreements[first.finding.agreement], first.finding)})")


def _open(
    bound: list[Obligation], agreements: Mapping[str, Agreement], names: Mapping[str, str]
) -> str:
    questions = bound[0].finding.questions
    asked = " ".join(q.words for q in questions)
    return f"{_duty(bound, agreements, names)[:-1]}{IF_YES}{asked}"


def _nobody(found: Findings, agreements: Mapping[str, Agreement]) -> str:
    """That nobody is bound to act, with the reason of the first provision that could bind.

    Nor is that said of who must help: they are bound to no more.
    """
    helping = [
        b
        for b in _bound(found, "applies", ("support",))
        if modal("support", agreements[b.finding.agreement], several=False) == "must"
    ]
    how = "to more than support" if helping else "to act"
    failing = [f for f in found.of("does not apply") if _acts(f)]
    if not failing:
        return f"No provision in force binds anybody {how}."
    first = failing[0]
    name = f"{first.declared.where} of the {agreements[first.agreement].name}"
    return sentence(f"no provision binds anybody {how}: {name} does not, because {first.because}")


def _acts(finding: Finding) -> bool:
    return any(duty.what == "act" for duty in finding.declared.duties)
