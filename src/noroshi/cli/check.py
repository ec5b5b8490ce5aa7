"""`noroshi check`: every problem of a scenario's files, at once."""

from typing import Annotated

import typer


def check(
    scenario: Annotated[str, typer.Argument(help="A built-in scenario or a folder.")],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Report everything that is wrong with a scenario, with file, line and what to write."""
    from noroshi.cli.printing import print_document
    from noroshi.scenario import load
    from noroshi.scenario.summary import counts

    found = counts(load(scenario))
    if json:
        print_document("check", {"scenario": scenario, "problems": [], "counts": found})
        return
    listed = ", ".join(f"{what} {number}" for what, number in found.items() if number)
    typer.echo(f"{scenario}: no problem. It declares: {listed}.")
