"""`noroshi show`: what is declared, as a table."""

from pathlib import Path
from typing import Annotated

import typer

from noroshi.cli.words import SetOption, check_words, path
from noroshi.errors import NoroshiError
from noroshi.scenario.files import built_in


def show(
    scenario: Annotated[
        str,
        typer.Argument(
            help="A built-in scenario (japan, small) or a folder of yours.", show_default=False
        ),
    ] = "",
    thing: Annotated[
        str,
        typer.Argument(
            help="What to list: sensors, sites, vehicles, threats, receivers, rules, platforms, "
            "fleets, plans, agreements, sources, claims, …; default: how many there are of each."
        ),
    ] = "",
    as_of: Annotated[str | None, typer.Option(help="Only what holds at this date.")] = None,
    sets: SetOption = None,
    run: Annotated[
        Path | None,
        typer.Option(
            "--from",
            parser=path,
            help="For claims: the folder of an earlier run, whose numbers are used; default: "
            "noroshi-out/SCENARIO.",
        ),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="For claims: with what bears on each statement.")
    ] = False,
    of: Annotated[
        str | None,
        typer.Option(
            help="For claims: one statement with what bears on it, e.g. afp-2013:5. For sources: "
            "one by its id, or where a value is from, e.g. "
            "sensors.tpy2-kyogamisaki.reference.range."
        ),
    ] = None,
    values: Annotated[
        bool,
        typer.Option(
            "--values",
            help="For claims: what sources state of values, and the values of grade C or D, too.",
        ),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """List what a scenario declares.

    `claims` tells, of each statement of the reports that a scenario starts from, whether what is
    declared, computed and said elsewhere supports it: a line each, and what bears on them with
    `--whole`, or on one with `--of`.
    """
    if not scenario:
        known = ", ".join(built_in())
        raise NoroshiError(
            f"name a scenario to show: a folder of yours, or a built-in one ({known})"
        )
    check_words(scenario, sets, as_of=as_of)
    from noroshi.cli.engine import cache_folder
    from noroshi.cli.kept_results import keep_results_in
    from noroshi.cli.show_job import ShowOptions, show_job

    keep_results_in(cache_folder(told=False))

    show_job(scenario, thing, as_of, ShowOptions(run, whole, of, values), sets=sets, json=json)
