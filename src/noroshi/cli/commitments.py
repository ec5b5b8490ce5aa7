"""`noroshi commitments`: what the alliance is bound to when something happens."""

from pathlib import Path
from typing import Annotated

import typer

from noroshi.cli.words import SetOption, check_words


def commitments(
    scenario: Annotated[
        str, typer.Argument(help="A built-in scenario (japan) or a folder of yours.")
    ] = "japan",
    event: Annotated[
        str,
        typer.Option(
            help="What happens, e.g. armed-attack, landing, ship-in-territorial-sea, "
            "pre-emptive-strike; a wrong word lists all kinds."
        ),
    ] = "armed-attack",
    at: Annotated[
        str | None,
        typer.Option(help="Where: a place, city or waters of the scenario, or LAT,LON in degrees."),
    ] = None,
    by: Annotated[str | None, typer.Option(help="Party that does it, e.g. kp, cn, jp.")] = None,
    on: Annotated[
        str | None,
        typer.Option(help="Party that it is done to; default: who administers the place."),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(help="Date, 2015-01-01; default: the scenario's `after`.")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(help="Date to compare with; without --as-of the scenario's `before`."),
    ] = None,
    sets: SetOption = None,
    given: Annotated[
        list[str] | None,
        typer.Option(help="Answer to an open question, e.g. japan-survival=yes; may be repeated."),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="Also list provisions that are not in force then.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="Folder for commitments.json and areas.geojson.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document instead.")] = False,
) -> None:
    """Which provisions apply to an event, which do not and why, and what each party may do.

    An index to the texts, in our own words; it is not legal advice.

    Example: noroshi commitments japan --event attack-on-us-base --at andersen --by kp
    --as-of 2016-04-01 --against 2013-10-02
    """
    check_words(scenario, sets, as_of=as_of)
    from noroshi.cli.commitments_job import Asked, commitments_job

    asked = Asked(event, at, by, on, tuple(given or ()))
    commitments_job(scenario, asked, as_of, against, sets=sets, whole=whole, out=out, json=json)
