"""Which provisions apply to an event, which depend on what, and what each party must and may do.

Each provision is weighed by itself, so that one more never takes a duty away; where two pull
apart, both are told. An index to the texts, in our own words; it is not legal advice.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from noroshi.commitments.areas import AreaKind, Dispute
from noroshi.commitments.conditions import PlaceIn, conditions_in
from noroshi.commitments.events import EVENTS, is_a
from noroshi.commitments.inherited import held
from noroshi.commitments.reasons import (
    Circumstances,
    Event,
    Reason,
    circumstances,
    first_failure,
    open_questions,
    settled,
    weigh,
)
from noroshi.commitments.records import Agreement, Duty, Provision, Silence

GROUND = ("territory", "territorial-sea", "contiguous-zone", "claim")
"""Roles of areas whose disputes matter to whatever happens there."""
Standing = Literal["applies", "depends", "does not apply", "not in force"]


class Finding(NamedTuple):
    """One provision, weighed."""

    agreement: str
    provision: str
    standing: Standing
    because: str
    """What holds, what it depends on, or the first condition that fails."""
    questions: tuple[Reason, ...]
    """What it depends on, when it depends."""
    reason: Reason | None
    """The whole tree; None when it is not in force."""
    declared: Provision

    @property
    def path(self) -> str:
        """Where it stands in the scenario."""
        return f"agreements.{self.agreement}.provisions.{self.provision}"


class Obligation(NamedTuple):
    """One duty of one party."""

    party: str
    duty: Duty
    finding: Finding


class Silent(NamedTuple):
    """An agreement in force that does not speak of the event."""

    agreement: str
    silence: Silence


class Contest(NamedTuple):
    """Something that is contested."""

    about: str
    """Path of the area, agreement or provision."""
    name: str
    dispute: Dispute
    of_ground: bool = False
    """Whether it is about whose the place is."""


class Findings(NamedTuple):
    """The answer to one question."""

    event: Event
    findings: tuple[Finding, ...]
    bound: tuple[Obligation, ...]
    """Every duty of provisions that apply or depend, one row a party."""
    silent: tuple[Silent, ...]
    contested: tuple[Contest, ...]
    inside: tuple[str, ...]
    """Areas that the place lies in."""
    perhaps: tuple[str, ...]
    """Areas that it may lie in."""

    def of(self, standing: Standing) -> tuple[Finding, ...]:
        """The provisions of one standing, in the order of the files."""
        return tuple(f for f in self.findings if f.standing == standing)


def commitments(
    agreements: Mapping[str, Agreement],
    areas: Mapping[str, AreaKind],
    event: Event,
    *,
    coast: Mapping[str, tuple[float, float]],
    names: Mapping[str, str],
) -> Findings:
    """Weigh every provision of every agreement for one event.

    Args:
        agreements: by id, with all their versions: the event's day decides which is in force.
        areas: by id.
        event: what is asked about.
        coast: latitude and longitude [rad] of the places that areas are measured from.
        names: of parties, by id.
    """
    event = _between_allies(agreements, event)
    around = circumstances(event, areas, coast, names)
    found = tuple(
        _weighed(key, agreement, provision, around)
        for key, agreement in agreements.items()
        for provision in agreement.provisions.values()
    )
    inside, perhaps = _areas_at(around)
    return Findings(
        event=event,
        findings=found,
        bound=tuple(b for f in found for b in _bound(f, agreements[f.agreement], event)),
        silent=tuple(_silent(agreements, event)),
        contested=tuple(_contested(agreements, around, found, (*inside, *perhaps))),
        inside=inside,
        perhaps=perhaps,
    )


def one_finding(
    agreements: Mapping[str, Agreement],
    areas: Mapping[str, AreaKind],
    event: Event,
    provision: tuple[str, str],
    *,
    coast: Mapping[str, tuple[float, float]],
    names: Mapping[str, str],
) -> Finding:
    """What `commitments` finds of one provision, named by its agreement and its own id.

    A tenth of the work: of which areas the place lies in only those are asked that it speaks of.
    """
    agreement, own = agreements[provision[0]], provision[1]
    around = circumstances(_between_allies(agreements, event), areas, coast, names)
    return _weighed(provision[0], agreement, agreement.provisions[own], around)


def _between_allies(agreements: Mapping[str, Agreement], event: Event) -> Event:
    """The event, of which nobody declared who attacks: then none who is allied does."""
    if event.by is None and EVENTS[event.kind].hostile:
        return event._replace(by_none_of=_allies(agreements, event))
    return event


def _allies(agreements: Mapping[str, Agreement], event: Event) -> tuple[str, ...]:
    """Parties of treaties between two: who attacks, if not named, is taken to be none of them."""
    treaties = [a for a in agreements.values() if a.form == "treaty" and len(a.parties) == 2]
    return tuple(dict.fromkeys(p for a in treaties if a.holds(event.day) for p in a.parties))


def _weighed(key: str, agreement: Agreement, own: Provision, around: Circumstances) -> Finding:
    late = _out_of_force(agreement, own, around.event)
    if late:
        return Finding(key, own.id, "not in force", late, (), None, own)
    reason = weigh(own.when, around)
    if reason.verdict is None:
        asked = open_questions(reason)
        because = " ".join(q.words for q in asked)
        return Finding(key, own.id, "depends", because, asked, reason, own)
    if reason.verdict:
        return Finding(key, own.id, "applies", settled(reason), (), reason, own)
    return Finding(key, own.id, "does not apply", first_failure(reason), (), reason, own)


def _out_of_force(agreement: Agreement, own: Provision, event: Event) -> str:
    """Why it is not in force on the day; empty when it is."""
    for declared in (agreement, own):
        if declared.since is not None and event.day < declared.since:
            return f"in force only from {declared.since}"
        if declared.until is not None and event.day >= declared.until:
            return f"in force only until {declared.until}"
    return ""


def _bound(finding: Finding, agreement: Agreement, event: Event) -> Iterator[Obligation]:
    if finding.standing in ("applies", "depends"):
        for duty in finding.declared.duties:
            for party in _who(duty, agreement, event):
                yield Obligation(party, duty, finding)


def _who(duty: Duty, agreement: Agreement, event: Event) -> tuple[str, ...]:
    if duty.who == "each":
        return agreement.parties
    if duty.who == "others":
        return tuple(p for p in agreement.parties if p != event.on)
    if duty.who in ("actor", "target"):
        named = event.by if duty.who == "actor" else event.on
        return (named or duty.who,)
    return (duty.who,)


def _silent(agreements: Mapping[str, Agreement], event: Event) -> Iterator[Silent]:
    for key, agreement in agreements.items():
        if agreement.holds(event.day):
            for silence in agreement.silent:
                if any(is_a(event.kind, kind) for kind in silence.event):
                    yield Silent(key, silence)


def _areas_at(around: Circumstances) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if around.event.place is None:
        return (), ()
    told = [key for key, area in around.areas.items() if area.role != "part"]
    inside = tuple(key for key in told if around.within(key).verdict is True)
    perhaps = tuple(key for key in told if around.within(key).verdict is None)
    return inside, perhaps


def _places(provision: Provision) -> Iterator[str]:
    """Every area that a provision speaks of."""
    for _, condition in conditions_in(provision.when):
        if isinstance(condition, PlaceIn):
            yield from condition.place_in


def _contested(
    agreements: Mapping[str, Agreement],
    around: Circumstances,
    found: tuple[Finding, ...],
    at: tuple[str, ...],
) -> Iterator[Contest]:
    """What was contested by then: the ground, and what speaks of it."""
    day = around.event.day
    live = [f for f in found if f.standing in ("applies", "depends")]
    for contest in (*_of_ground(around, live, at), *_of_texts(agreements, live)):
        if contest.dispute.told_on(day):
            yield contest


def _of_ground(around: Circumstances, live: list[Finding], at: tuple[str, ...]) -> list[Contest]:
    """Of the areas at the place, and of those parts of them that hold the place, each once."""
    meant = {key for f in live for key in _places(f.declared)}
    told: dict[str, Contest] = {}
    for key in at:
        if around.areas[key].role in GROUND or key in meant:
            for part in held(around.areas, key, around.event.day):
                area = around.areas[part]
                if area.disputed and around.within(part).verdict is not False:
                    for i, d in enumerate(area.disputed):
                        ground = area.role in GROUND or area.role == "part"
                        one = Contest(f"areas.{part}", area.name, d, ground)
                        told.setdefault(f"{part}.{i}", one)
    return list(told.values())


def _of_texts(agreements: Mapping[str, Agreement], live: list[Finding]) -> Iterator[Contest]:
    for agreement in dict.fromkeys(f.agreement for f in live):
        for dispute in agreements[agreement].disputed:
            yield Contest(f"agreements.{agreement}", agreements[agreement].name, dispute)
    for f in live:
        for dispute in f.declared.disputed:
            yield Contest(f.path, f.declared.title, dispute)
