"""`noroshi serve`: the lab, a page on this machine."""

import os
import signal
from importlib.util import find_spec
from typing import Annotated, Final

import typer

from noroshi.cli.words import check_words
from noroshi.errors import NoroshiError, install
from noroshi.web.files import built

_NEEDS: Final = ("fastapi", "starlette", "uvicorn")
"""Packages of the extra `serve`."""

_STARTED: Final = "NOROSHI_STARTED_BY"
"""What a user typed, where that was not this command: a page tells it when the server is gone."""


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
    if not all(map(find_spec, _NEEDS)):
        raise NoroshiError(
            "the lab needs packages that are not installed; install them with: "
            + install("noroshi[serve]")
        )
    if not built():
        raise NoroshiError(
            "the page of the lab is not built yet; build it, in the folder of Noroshi's source, "
            "with: make page"
        )
    from noroshi.cli.engine import cache_folder
    from noroshi.cli.kept_results import keep_results_in, most
    from noroshi.web.listening import bound, tell

    most()  # what is wrong is told before the address is
    folder = cache_folder()
    with bound(port) as listening:
        # What a shell began in the background ignores it, and would not tell that it was stopped.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        # A browser starts while the server does, which takes as long.
        tell(scenario, listening.getsockname()[1], browser=browser)
        keep_results_in(folder)
        from noroshi.cli.serve_job import prepare
        from noroshi.web.serving import serve as serve_lab

        serve_lab(scenario, listening, prepare, os.environ.get(_STARTED, ""))
