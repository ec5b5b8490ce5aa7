"""Whether statements expect something of a value that it can be held against."""

from collections.abc import Iterator

from noroshi.errors import NoroshiError
from noroshi.questions.claims.compare import Value, compare
from noroshi.questions.claims.find import find
from noroshi.scenario.claim_checks import ComputedCheck
from noroshi.scenario.records import Scenario

Misfit = tuple[tuple[str | int, ...], str]
"""Where in the files, and why it cannot be compared."""
_ANY = Value(0.0, 0.0, 0.0)
"""What a run computes is a number."""


def misfits(scenario: Scenario) -> Iterator[Misfit]:
    """Every check of a statement that a report would stop at, found before anything is computed."""
    for key, claim in scenario.claims.items():
        for index, check in enumerate(claim.checks):
            try:
                find(check, scenario, {})
                if isinstance(check, ComputedCheck) and check.expects is not None:
                    compare(check.expects, _ANY)
            except NoroshiError as error:
                yield ("claims", key, "checks", index, "expects"), str(error)
