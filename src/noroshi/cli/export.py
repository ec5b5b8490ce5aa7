"""`noroshi export`: one flight for another program."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from noroshi.cli.words import path


class Format(StrEnum):
    """What can be written."""

    stonesoup = "stonesoup"


def export(
    flight: Annotated[
        str,
        typer.Option(
            help="THREAT/SITE/RECEIVER; one that is not there is answered with the nearest."
        ),
    ],
    scenario: Annotated[
        str, typer.Argument(help="A built-in scenario (japan, small) or a folder of yours.")
    ] = "japan",
    to: Annotated[Format, typer.Option(help="The other program.")] = Format.stonesoup,
    as_of: Annotated[
        str | None,
        typer.Option(help="Date of the posture, 2015-01-01; default: the scenario's `after`."),
    ] = None,
    seed: Annotated[
        int, typer.Option(min=0, help="The same seed draws the same detections again.")
    ] = 0,
    out: Annotated[
        Path, typer.Option(parser=path, help="Folder for the files; made if missing.")
    ] = Path("noroshi-export"),
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document instead.")] = False,
) -> None:
    """Detections and ground truth of one flight as Stone Soup objects, in its own YAML files.

    Example: noroshi export japan --flight nodong-minimum/kittaeryong/tokyo --out tokyo
    """
    from noroshi.cli.engine import prepare_engine

    prepare_engine()
    from noroshi.cli.export_job import export_job

    export_job(scenario, flight, to.value, as_of, seed=seed, out=out, json=json)
