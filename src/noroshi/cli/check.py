"""`noroshi check`: every problem of a scenario's files, at once."""

from typing import Annotated

import typer


def check(
    scenario: Annotated[str, typer.Argument(help="A built-in scenario or a folder.")],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Report everything that is wrong with a scenario, with file, line and what to write.

    What a run at the scenario's own dates would refuse is refused; what is odd and allowed is
    remarked upon.
    """
    from noroshi.cli.check_job import check_job

    check_job(scenario, json=json)
