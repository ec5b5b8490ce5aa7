"""`noroshi flight`: one published flight."""

from pathlib import Path
from typing import Annotated

import typer

from noroshi.cli.words import SetOption, check_words


def flight(
    start: Annotated[
        str, typer.Option("--from", help="Launch: an id of the scenario, a city, or LAT,LON.")
    ],
    apogee: Annotated[str, typer.Option(help="Greatest height, '6000 km'; or 'minimum-energy'.")],
    range_: Annotated[
        str | None,
        typer.Option("--range", help="Distance to the impact, '1080 km'; default: to --toward."),
    ] = None,
    bearing: Annotated[
        str | None,
        typer.Option(help="Bearing of the impact, '72 deg', clockwise from north; default: east."),
    ] = None,
    toward: Annotated[
        str | None,
        typer.Option(
            help="A place in the direction of the impact; without --range, the impact itself."
        ),
    ] = None,
    burn: Annotated[
        str | None,
        typer.Option(help="Powered time, '290 s'; default: that of the vehicle class."),
    ] = None,
    time: Annotated[
        str | None, typer.Option(help="The flight time that was stated, '71 min': can it be?")
    ] = None,
    over: Annotated[
        list[str] | None, typer.Option(help="When does it pass nearest to this place? Repeatable.")
    ] = None,
    plot: Annotated[Path | None, typer.Option(help="File for a picture, .png or .svg.")] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON document (SI units, degrees).")
    ] = False,
    scenario: Annotated[
        str, typer.Option(help="The scenario with the places and vehicle classes.")
    ] = "japan",
    sets: SetOption = None,
) -> None:
    """How long does a published flight take, what else could it reach, and can the claim be?

    Example: noroshi flight --from sunan --range "1090 km" --apogee "6248.5 km" --time "67.5 min"
    """
    check_words(scenario, sets)
    from noroshi.cli.engine import prepare_engine

    prepare_engine()
    from noroshi.cli.flight_job import Asked, flight_job

    asked = Asked(
        *(start, range_, apogee, bearing, toward, burn, time),
        *(tuple(over or ()), plot, scenario, tuple(sets or ())),
    )
    flight_job(asked, json=json)
