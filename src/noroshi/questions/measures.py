"""What questions find and statements of a scenario may be held against."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from noroshi.nearest import suggestion_or_list
from noroshi.questions import every_question
from noroshi.questions.base import Measure
from noroshi.world.document import Notice

if TYPE_CHECKING:  # names of measures are asked for before a world is read
    from noroshi.scenario.records import Scenario
    from noroshi.world.merging import Tree


def measures() -> dict[str, Measure]:
    """Every measure that questions declare, by its name.

    Example:
        >>> measures()["looks-a-day"].says
        'opportunities of satellites a day'
    """
    return {m.name: m for q in every_question() for m in q.measures}


def measuring(scenario: "Scenario") -> tuple[str, ...]:
    """Questions by name that find what statements of a scenario are held against.

    Only those that a run of it asks.
    """
    from noroshi.scenario.claim_checks import ComputedCheck

    checks = [check for claim in scenario.claims.values() for check in claim.checks]
    named = {check.measure for check in checks if isinstance(check, ComputedCheck)}
    return tuple(
        q.name
        for q in every_question()
        if named.intersection(m.name for m in q.measures)
        and not q.wants_words
        and q.applies(scenario)
    )


def unknown_measures(scenario: "Scenario") -> Iterator[Notice]:
    """Checks that name a measure that no question declares, or something that is not declared."""
    from noroshi.scenario.claim_checks import ComputedCheck

    known = measures()
    for key, claim in scenario.claims.items():
        for index, check in enumerate(claim.checks):
            if not isinstance(check, ComputedCheck):
                continue
            where = ("claims", key, "checks", index)
            if check.measure not in known:
                what = f"no question finds '{check.measure[:60]}'"
                yield (*where, "measure"), what, suggestion_or_list(check.measure, known)
                continue
            for what, hint in _undeclared(check.of, known[check.measure], scenario):
                yield (*where, "of"), what, hint


def _undeclared(of: str, measure: Measure, scenario: "Scenario") -> Iterator[tuple[str, str]]:
    words = of.split("/") if of.count("/") == len(measure.of) - 1 else [of] * len(measure.of)
    for word, section in dict.fromkeys(zip(words, measure.of, strict=True)):
        declared = scenario.entries.get(section, {})
        if word not in declared:
            yield f"there is no '{word[:60]}' in {section}", suggestion_or_list(word, declared)


def check_measures(tree: "Tree", scenario: "Scenario") -> None:
    """Report what statements name that no question finds."""
    for path, what, hint in unknown_measures(scenario):
        tree.problem(path, what, hint=hint)
