"""The command line: parses, calls, prints. Nothing heavy is imported before a command runs."""

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Annotated, Any, Final

import typer

from noroshi.cli.asking import command, help_of
from noroshi.cli.cache import cache
from noroshi.cli.check import check
from noroshi.cli.export import export
from noroshi.cli.init import init
from noroshi.cli.schema import schema
from noroshi.cli.serve import serve
from noroshi.cli.show import show
from noroshi.cli.streams import prepare_streams, settle
from noroshi.errors import NoroshiError
from noroshi.questions import every_question, question, question_names
from noroshi.questions.options import plain_words
from noroshi.units import UnitError

OWN: Final[Mapping[str, Callable[..., None]]] = {
    own.__name__: own for own in (check, show, serve, export, init, schema, cache)
}
"""Commands of ours; every question has one besides."""
BAD_INPUT, STOPPED = 2, 130
"""Exit codes; 0 is success."""
_USAGE: tuple[type[Exception], ...] = tuple(
    c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException"
)
"""What typer raises for a wrong word on the command line, wherever this version keeps it."""


def _version(wanted: bool) -> None:
    if wanted:
        from noroshi import __version__

        print(f"noroshi {__version__}")
        raise typer.Exit


def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def application(meant: str = "") -> typer.Typer:
    """The command line: our own commands, and one a question.

    Args:
        meant: the only command that is needed, which takes a tenth of a second less than all; where
            there is none of that name, all are there, so that help and errors name them.
    """
    app = typer.Typer(
        name="noroshi",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="What a missile-warning posture sees, how early it warns, and what each decision "
        "changes.",
    )
    app.callback()(_common)
    names = _names()
    for name in [meant] if meant in names else names:
        app.command(name)(_function(name))
    return app


def _names() -> list[str]:
    """Of all commands, in the order of the help."""
    return [*OWN, "run", "watch", *question_names()]


def _function(name: str) -> Callable[..., None]:
    """What a command does."""
    if name in OWN:
        return OWN[name]
    if name == "run":
        return command(name, _RUN_HELP, every_question(), choices=False)
    if name == "watch":
        return command(name, _WATCH_HELP, tuple(q for q in every_question() if q.watches))
    return command(name, help_of(question(name)), (question(name),))


_RUN_HELP = (
    "How early is each city warned, before and after, and what did the decisions change? And every "
    "other question, in short.\n\n"
    "Example: noroshi run japan --as-of 2015-01-01 --against 2013-10-02 --out results"
)
_WATCH_HELP = (
    "What do drones, satellites, ships and aircraft watch, and how much of the time?\n\n"
    "Example: noroshi watch japan --base misawa --base andersen --station senkaku"
)


def main() -> None:
    """Run the command line; every error the user can mend becomes a message and exit code 2."""
    prepare_streams()
    code = _outcome()
    if (lost := settle()) is not None:
        code = _untold(lost)
    sys.exit(code)


def _outcome() -> int:
    """Exit code; telling what went wrong may itself go wrong."""
    try:
        return _done()
    except SystemExit as leaving:
        return _left(leaving, BAD_INPUT)
    except OSError as error:
        return _untold(_of_system(error))


def _done() -> int:
    try:
        meant = sys.argv[1] if len(sys.argv) > 1 else ""
        code = int(application(meant)(standalone_mode=False) or 0)
        return _stopped() if code == STOPPED else code
    except (typer.Abort, KeyboardInterrupt):
        return _stopped()
    except (NoroshiError, UnitError) as error:
        return _tell(error)
    except _USAGE as error:
        return _tell_usage(error)
    except BrokenPipeError:
        return 0  # as in `noroshi show … | head`
    except SystemExit as leaving:
        return _left(leaving, 0)
    except OSError as error:
        lost = settle()
        return _tell(NoroshiError(_of_system(error))) if lost is None else _untold(lost)


def _left(leaving: SystemExit, code: int) -> int:
    """The code where a closed pipe was what rich or typer left for."""
    if isinstance(leaving.__context__, BrokenPipeError):
        return code
    raise leaving


def _untold(why: str) -> int:
    """Standard output did not take what was to be told, as on a full disk."""
    from noroshi.cli.printing import print_error

    with suppress(OSError):
        print_error(NoroshiError(f"standard output: {why}"))
    settle()
    return BAD_INPUT


def _stopped() -> int:
    print("noroshi: stopped", file=sys.stderr)
    return STOPPED


def _of_system(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _tell(error: Exception) -> int:
    from noroshi.cli.printing import error_document, print_document, print_error

    if "--json" in sys.argv:
        print_document(_command(), error_document(error))
    else:
        print_error(error)
    return BAD_INPUT


def _tell_usage(error: Any) -> int:
    error.message = plain_words(error.message)  # pydantic's, seen through typer
    if "--json" in sys.argv:
        return _tell(NoroshiError(error.format_message()))
    error.show()
    return BAD_INPUT


def _command() -> str:
    """The command's name, for the document's schema; `noroshi` when there is none."""
    names = _names()
    return next((word for word in sys.argv[1:] if word in names), "noroshi")
