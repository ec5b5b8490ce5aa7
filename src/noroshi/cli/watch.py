"""`noroshi watch`: what is watched from air, sea and space."""

from pathlib import Path
from typing import Annotated

import typer

from noroshi.cli.words import SetOption, check_words


def watch(
    scenario: Annotated[
        str, typer.Argument(help="A built-in scenario (japan, small) or a folder of yours.")
    ] = "japan",
    base: Annotated[
        list[str] | None,
        typer.Option(
            help="Place to fly from, e.g. misawa, kadena, andersen; repeat it to compare several."
        ),
    ] = None,
    station: Annotated[
        list[str] | None,
        typer.Option(help="Station to be watched, e.g. senkaku, korea-west; may be repeated."),
    ] = None,
    platform: Annotated[
        str | None,
        typer.Option(help="Type of craft that flies, e.g. rq-4b; default: of the declared fleets."),
    ] = None,
    site: Annotated[
        list[str] | None,
        typer.Option(help="Place that satellites are to see, e.g. yongbyon; may be repeated."),
    ] = None,
    waters: Annotated[
        list[str] | None,
        typer.Option(help="Waters whose approaches are to be noticed, e.g. senkaku."),
    ] = None,
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
    days: Annotated[
        int, typer.Option(min=10, max=1096, help="Length of the period that is looked at.")
    ] = 365,
    activity: Annotated[
        int,
        typer.Option(min=1, max=365, help="Days that an activity at a site lasts."),
    ] = 3,
    add: Annotated[
        str | None,
        typer.Option(
            help="Satellite of the scenario, whatever its dates, that is added: "
            "compares the site with and without it."
        ),
    ] = None,
    without: Annotated[
        str | None, typer.Option(help="Satellite that is left out: compares likewise.")
    ] = None,
    draws: Annotated[
        int,
        typer.Option(
            min=1, max=4096, help="How often every uncertain number is drawn from its interval."
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
    """What do drones, satellites, ships and aircraft watch, and how much of the time?

    With --base or --station: hours on station, and how many aircraft it takes. With --site: when
    satellites can look, and how long an activity goes unseen. With --waters: whether an approach
    is noticed. With none of them: all three.

    Example: noroshi watch japan --base misawa --base andersen --station senkaku
    """
    check_words(scenario, sets, as_of=as_of, against=against)
    from noroshi.cli.engine import prepare_engine

    prepare_engine()
    from noroshi.cli.watch_job import watch_job
    from noroshi.study.watch import Question

    question = Question(
        bases=tuple(base or ()),
        stations=tuple(station or ()),
        platform=platform,
        sites=tuple(site or ()),
        waters=tuple(waters or ()),
        days=days,
        activity=activity,
        add=add,
        without=without,
    )
    watch_job(
        scenario, as_of, against, question, sets=sets, draws=draws, seed=seed, out=out, json=json
    )
