"""The open questions of agreements: what no file can know, and a reader may answer."""

from collections.abc import Iterable, Mapping

from noroshi.commitments.conditions import FactIs, conditions_in
from noroshi.commitments.records import Agreement


def facts_of(agreements: Iterable[Agreement]) -> Mapping[str, str]:
    """Their words by name, in the order of the files."""
    return {
        condition.fact.name: condition.fact.question
        for agreement in agreements
        for provision in agreement.provisions.values()
        for _, condition in conditions_in(provision.when)
        if isinstance(condition, FactIs)
    }
