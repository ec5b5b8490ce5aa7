"""The work behind `noroshi check`."""

import sys
from collections.abc import Sequence

from noroshi.cli.printing import print_document, print_problems, problem_document
from noroshi.errors import Problem
from noroshi.questions.claims.rehearse import misfits
from noroshi.questions.measures import check_measures
from noroshi.questions.warning.pipe.rehearse import unflown
from noroshi.scenario import Scenario
from noroshi.scenario.loading import read, refuse
from noroshi.scenario.rehearse import rehearse
from noroshi.scenario.remarks import remarks
from noroshi.scenario.set_values import read_values
from noroshi.scenario.summary import counts


def check_job(scenario: str, *, sets: Sequence[str] | None = None, json: bool) -> None:
    """Refuse what a run would, and say what is odd."""
    world, told = checked(scenario, sets or ())
    found = counts(world)
    if json:
        content = {"scenario": scenario, "problems": [], "counts": found}
        print_document("check", {**content, "remarks": [problem_document(p) for p in told]})
        return
    listed = ", ".join(f"{what} {number}" for what, number in found.items() if number)
    print(f"{scenario}: no problem. It declares: {listed}.")
    if told:
        print("Odd, but allowed:")
        print_problems(told, sys.stdout)


def checked(scenario: str, sets: Sequence[str] = ()) -> tuple[Scenario, tuple[Problem, ...]]:
    """The declared world and what is odd in it.

    Raises:
        ScenarioError: with all that is wrong.
    """
    world, tree, _ = read(scenario, read_values(sets))
    rehearse(tree, world)
    check_measures(tree, world)
    for path, why in misfits(world):
        what, _, hint = why.partition("; ")
        tree.problem(path, what, hint=hint)
    for path, what, hint in unflown(world):
        tree.problem(path, what, hint=hint)
    refuse(tree)
    return world, remarks(tree, world)
