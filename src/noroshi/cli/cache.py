"""`noroshi cache`: what is kept for the next command."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer


def cache(
    clear: Annotated[
        bool, typer.Option("--clear", help="Remove all results, so that all is worked out anew.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Tell what is kept for the next command, stage by stage, and where.

    Flights, what each sensor sees of them, tracks and passes are kept by what they depend on, so
    that a command works out only what a changed value changes. NOROSHI_CACHE names another folder,
    NOROSHI_CACHE_SIZE another bound than 1 GB; 0 keeps nothing.

    Example: noroshi cache --clear
    """
    from noroshi.cli.engine import cache_folder
    from noroshi.cli.kept_results import most, results_in
    from noroshi.cli.printing import print_document
    from noroshi.cli.tables import print_table
    from noroshi.errors import NoroshiError
    from noroshi.kept.store import clear as remove
    from noroshi.kept.store import contents

    bound, folder = most(), cache_folder()
    if folder is None:
        raise NoroshiError("there is no cache: NOROSHI_CACHE=FOLDER names a place for one")
    results = results_in(folder)
    if clear:
        remove(results)
    held = contents(results)
    compiled = sum(_size_below(folder / name) for name in ("compiled", "loops"))
    if json:
        stages = [stage._asdict() for stage in held]
        told = {"results": str(results), "most": bound, "stages": stages, "compiled": compiled}
        print_document("cache", told)
        return
    total = sum(stage.size for stage in held)
    rows = [[s.stage, str(s.results), _told(s.size)] for s in held]
    if rows:
        print_table("What is kept", ["stage", "results", "size"], rows)
        print(f"In {results}: together {_told(total)}; more than {_told(bound)} are never kept.")
    else:
        print(f"No results are kept in {results}; there is room for {_told(bound)}.")
    print(
        f"Compiled functions in {folder}: {_told(compiled)}. They are right whatever is declared; "
        "removing the folder removes them, too, and the next command compiles them anew."
    )


def _size_below(folder: Path) -> int:
    """Bytes of all files below a folder."""
    held = 0
    for home, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):  # another process may have removed it
                held += os.stat(os.path.join(home, name)).st_size
    return held


def _told(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size < 1e9 else f"{size / 1e9:,.1f} GB"
