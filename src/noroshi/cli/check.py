"""`noroshi check`: every problem of a scenario's files, at once."""

from typing import Annotated

import typer


def check(
    scenario: Annotated[str, typer.Argument(help="A built-in scenario or a folder.")],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Report everything that is wrong with a scenario, with file, line and what to write."""
    from noroshi.cli.printing import print_document, printable
    from noroshi.scenario import load
    from noroshi.scenario.orbit_remarks import orbit_remarks
    from noroshi.scenario.summary import counts

    world = load(scenario)
    found, remarks = counts(world), list(orbit_remarks(world))
    if json:
        told = {"scenario": scenario, "problems": [], "remarks": remarks, "counts": found}
        print_document("check", told)
        return
    listed = ", ".join(f"{what} {number}" for what, number in found.items() if number)
    print(f"{scenario}: no problem. It declares: {listed}.")
    for remark in remarks:
        print(f"Remark: {printable(remark)}")
