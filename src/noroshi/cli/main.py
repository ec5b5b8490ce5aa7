"""The command line: parses, calls, prints. Nothing heavy is imported before a command runs."""

import os
import sys
from typing import Annotated, Any

import typer

from noroshi.cli.check import check
from noroshi.cli.commitments import commitments
from noroshi.cli.export import export
from noroshi.cli.flight import flight
from noroshi.cli.init import init
from noroshi.cli.ledger import ledger
from noroshi.cli.run import run
from noroshi.cli.schema import schema
from noroshi.cli.show import show
from noroshi.cli.watch import watch
from noroshi.errors import NoroshiError
from noroshi.units import UnitError

BAD_INPUT, STOPPED = 2, 130
"""Exit codes; 0 is success."""
_USAGE: tuple[type[Exception], ...] = tuple(
    c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException"
)
"""What typer raises for a wrong word on the command line, wherever this version keeps it."""

app = typer.Typer(
    name="noroshi",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="What a missile-warning posture sees, how early it warns, and what each decision changes.",
)
for command in (run, watch, commitments, flight, ledger, check, show, export, init, schema):
    app.command()(command)


def _version(wanted: bool) -> None:
    if wanted:
        from noroshi import __version__

        typer.echo(f"noroshi {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; every error the user can mend becomes a message and exit code 2."""
    sys.exit(_outcome())


def _outcome() -> int:
    try:
        return _stopped() if (code := _run()) == STOPPED else code
    except (typer.Abort, KeyboardInterrupt):
        return _stopped()
    except (NoroshiError, UnitError) as error:
        return _tell(error)
    except _USAGE as error:
        return _tell_usage(error)
    except BrokenPipeError:
        return _reader_gone()
    except SystemExit as leaving:
        # What typer and rich make of a closed pipe.
        if isinstance(leaving.__context__, BrokenPipeError):
            return _reader_gone()
        raise
    except OSError as error:
        return _tell(NoroshiError(_of_system(error)))


def _run() -> int:
    """The command itself; without its standalone mode typer leaves errors to us."""
    code = int(app(standalone_mode=False) or 0)
    sys.stdout.flush()
    return code


def _reader_gone() -> int:
    """As in `noroshi show … | head`: silent, also when Python ends and writes what is left."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


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
    error.message = error.message.replace("Value error, ", "")  # pydantic's, seen through typer
    if "--json" in sys.argv:
        return _tell(NoroshiError(error.format_message()))
    error.show()
    return BAD_INPUT


def _command() -> str:
    """The command's name, for the document's schema; `noroshi` when there is none."""
    names = {c.__name__ for c in (i.callback for i in app.registered_commands) if c is not None}
    return next((word for word in sys.argv[1:] if word in names), "noroshi")
