"""What each party must, may and may not do, in short."""

from collections.abc import Iterator, Mapping

from noroshi.commitments.evaluate import Bound, Findings
from noroshi.commitments.records import Agreement
from noroshi.commitments.words import ORDER, modal


def by_party(
    found: Findings, agreements: Mapping[str, Agreement]
) -> Iterator[tuple[str, list[str]]]:
    """For each party, a line a verb: `must …; …`, first what applies, then what is open."""
    for party in dict.fromkeys(b.party for b in found.bound):
        own = [b for b in found.bound if b.party == party]
        sure = [b for b in own if b.finding.standing == "applies"]
        open_ = [b for b in own if b.finding.standing == "depends"]
        asked = [f"depending on a question below: {line}" for line in _verbs(open_, agreements)]
        yield party, [*_verbs(sure, agreements), *asked]


def _verbs(own: list[Bound], agreements: Mapping[str, Agreement]) -> list[str]:
    """Duties under their verb, weightier ones first, each with the id of its agreement."""
    told: dict[str, list[str]] = {}
    for bound in sorted(own, key=lambda b: ORDER.index(b.duty.what)):
        verb = modal(bound.duty.what, agreements[bound.finding.agreement], several=False)
        told.setdefault(verb, []).append(f"{bound.duty.text} [{bound.finding.agreement}]")
    return [f"{verb} {'; '.join(texts)}" for verb, texts in told.items()]
