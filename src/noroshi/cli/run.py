"""`noroshi run`: the main job."""

from pathlib import Path
from typing import Annotated

import typer


def run(
    scenario: Annotated[str, typer.Argument(help="A built-in scenario or a folder.")] = "japan",
    as_of: Annotated[
        str | None, typer.Option(help="Date of the posture (default: the scenario's `after`).")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(help="Date or scenario to compare with (default: the scenario's `before`)."),
    ] = None,
    draws: Annotated[int, typer.Option(min=1, max=65536, help="Draws of the estimates.")] = 128,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the draws.")] = 0,
    out: Annotated[Path, typer.Option(help="Folder for the report, data and maps.")] = Path(
        "noroshi-out"
    ),
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """How early is each city warned, before and after, and what did the decisions change?"""
    from noroshi.cli.engine import prepare_engine

    prepare_engine()
    from noroshi.cli.run_job import run_job

    run_job(scenario, as_of, against, draws=draws, seed=seed, out=out, json=json)
