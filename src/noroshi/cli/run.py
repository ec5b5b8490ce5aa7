"""`noroshi run`: the main job."""

from pathlib import Path
from typing import Annotated

import typer

from noroshi.cli.words import SetOption, check_words


def run(
    scenario: Annotated[
        str, typer.Argument(help="A built-in scenario (japan, small) or a folder of yours.")
    ] = "japan",
    as_of: Annotated[
        str | None,
        typer.Option(help="Date of the posture, 2015-01-01; default: the scenario's `after`."),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            help="Date, or another scenario or folder, to compare with; default: `before`."
        ),
    ] = None,
    sets: SetOption = None,
    draws: Annotated[
        int,
        typer.Option(
            min=1,
            max=65536,
            help="How often every uncertain number is drawn from its interval; more make the "
            "5-95 % intervals steadier and take longer.",
        ),
    ] = 128,
    seed: Annotated[
        int, typer.Option(min=0, help="Another seed draws other numbers; the same, the same.")
    ] = 0,
    out: Annotated[
        Path, typer.Option(help="Folder for the report, data and maps; made if missing.")
    ] = Path("noroshi-out"),
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document instead.")] = False,
) -> None:
    """How early is each city warned, before and after, and what did the decisions change?

    Example: noroshi run japan --as-of 2015-01-01 --against 2013-10-02 --out results
    """
    check_words(scenario, sets, as_of=as_of, against=against)
    from noroshi.cli.engine import prepare_engine

    prepare_engine()
    from noroshi.cli.run_job import run_job

    run_job(scenario, as_of, against, sets=sets, draws=draws, seed=seed, out=out, json=json)
