"""`noroshi serve`: the lab, a page on this machine."""

from typing import Annotated

import typer

from noroshi.cli.words import check_words
from noroshi.errors import NoroshiError


def serve(
    scenario: Annotated[str, typer.Argument(help="A built-in scenario or a folder.")] = "japan",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="To listen to; 0 = any that is free.")
    ] = 8765,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")
    ] = True,
) -> None:
    """Open the lab: a scenario on a globe in the browser, with its assumptions to be changed.

    It listens to this machine alone, and Ctrl-C ends it.

    Example: noroshi serve japan
    """
    check_words(scenario)
    try:
        import fastapi
        import uvicorn  # noqa: F401  # both, or neither helps
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in ("fastapi", "uvicorn", "starlette"):
            raise
        raise NoroshiError(
            "the lab needs packages that are not installed; install them with: "
            "pip install 'noroshi[serve]'"
        ) from None
    del fastapi
    from noroshi.cli.engine import cache_folder
    from noroshi.cli.kept_results import keep_results_in
    from noroshi.cli.serve_job import prepare
    from noroshi.web.serving import serve as serve_lab

    keep_results_in(cache_folder())
    serve_lab(scenario, port, prepare, browser=browser)
