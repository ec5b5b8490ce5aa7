"""`noroshi check`: every problem of a scenario's files, at once."""

from typing import Annotated

import typer

from noroshi.cli.words import SetOption, check_words


def check(
    scenario: Annotated[str, typer.Argument(help="A built-in scenario or a folder.")],
    sets: SetOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Report everything that is wrong with a scenario, with file, line and what to write.

    What a run at the scenario's own dates would refuse is refused; what is odd and allowed is
    remarked upon.
    """
    check_words(scenario, sets)
    from noroshi.cli.check_job import check_job

    check_job(scenario, sets=sets, json=json)
