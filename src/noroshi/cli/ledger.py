"""`noroshi ledger`: who moves, when, and who pays."""

from pathlib import Path
from typing import Annotated

import typer

from noroshi.cli.words import SetOption, check_words


def ledger(
    scenario: Annotated[
        str, typer.Argument(help="A built-in scenario (japan) or a folder of yours.")
    ] = "japan",
    as_of: Annotated[
        str | None,
        typer.Option(
            help="What was decided and done by this date, 2015-01-01; default: the scenario's "
            "`after`."
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            help="Date whose plan is compared with; default: the first plan of the chain."
        ),
    ] = None,
    sets: SetOption = None,
    in_year: Annotated[
        int | None,
        typer.Option(
            min=1900,
            max=2100,
            help="Fiscal year in whose prices money is told; default: as stated.",
        ),
    ] = None,
    index: Annotated[
        str | None,
        typer.Option(help="Price index to use, e.g. usd-defence; default: the first declared."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for a page with figures, JSON and CSV tables.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document instead.")] = False,
) -> None:
    """Who moves, when, and who pays, by the plan that holds and by those before it?

    Example: noroshi ledger japan --as-of 2025-01-01 --in-year 2012
    """
    check_words(scenario, sets, as_of=as_of)
    from noroshi.cli.ledger_job import ledger_job

    ledger_job(scenario, as_of, against, in_year, index, sets=sets, out=out, json=json)
