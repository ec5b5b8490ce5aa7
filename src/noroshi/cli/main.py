"""The command line: parses, calls, prints. Nothing heavy is imported before a command runs."""

import inspect
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from noroshi.cli.cache import cache
from noroshi.cli.check import check
from noroshi.cli.export import export
from noroshi.cli.init import init
from noroshi.cli.schema import schema
from noroshi.cli.serve import serve
from noroshi.cli.show import show
from noroshi.cli.streams import encodable_words, prepare_streams, refusal, settle
from noroshi.errors import NoroshiError
from noroshi.questions import every_question, question, question_names
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


class _Group(TyperGroup):
    """All commands; its help in what stdout's encoding holds."""

    def get_help(self, ctx: Any) -> str:
        return encodable_words(super().get_help(ctx))


class _Command(TyperCommand):
    """A command; its help in what stdout's encoding holds."""

    def get_help(self, ctx: Any) -> str:
        return encodable_words(super().get_help(ctx))


def application(meant: str = "", *, listed: bool = False) -> typer.Typer:
    """The command line: our own commands, and one a question.

    Args:
        meant: the only command that is needed, which takes a tenth of a second less than all; where
            there is none of that name, all are there, so that help and errors name them.
        listed: whether they are only listed, so that none needs its options.
    """
    app = typer.Typer(
        name="noroshi",
        cls=_Group,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        # Help in frames takes a tenth of a second more, of which most goes into what it never uses.
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="What a missile-warning posture sees, how early it warns, and what each decision "
        "changes.",
    )
    app.callback()(_common)
    names = _names()
    for name in [meant] if meant in names else names:
        help_ = _help(name)
        first, _, _ = help_.partition("\n\n")
        add = app.command(name, cls=_Command, help=help_, short_help=" ".join(first.split()))
        add(_nothing if listed else _function(name))
    return app


def _nothing() -> None:
    """Stands for a command that is only listed."""


def _names() -> list[str]:
    """Of all commands, in the order of the help."""
    return [*OWN, "run", "watch", *question_names()]


def _function(name: str) -> Callable[..., None]:
    """What a command does."""
    if name in OWN:
        return OWN[name]
    # Only now: options of questions are read by a library that our own commands start without.
    from noroshi.cli.asking import command

    if name == "run":
        return command(name, every_question(), choices=False)
    if name == "watch":
        return command(name, tuple(q for q in every_question() if q.watches))
    return command(name, (question(name),))


def _help(name: str) -> str:
    """What a command's help says: a sentence, and more or an example after an empty line."""
    if name in OWN:
        return inspect.getdoc(OWN[name]) or ""
    if name in _HELP:
        return _HELP[name]
    asked = question(name)
    return f"{asked.asks}\n\nExample: {asked.example}" if asked.example else asked.asks


_HELP: Final = {
    "run": "How early is each city warned, before and after, and what did the decisions change? "
    "And every other question, in short.\n\n"
    "Example: noroshi run japan --as-of 2015-01-01 --against 2013-10-02 --out results",
    "watch": "What do drones, satellites, ships and aircraft watch, and how much of the time?\n\n"
    "Example: noroshi watch japan --base misawa --base andersen --station senkaku",
}
"""Of commands that ask several questions."""


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
        first, words = (sys.argv[1:2] or [""])[0], set(_names()) & {*sys.argv[1:]}
        code = int(application(first, listed=not words)(standalone_mode=False) or 0)
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
        lost = settle() or (None if error.filename else refusal())
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
    from noroshi.questions.options import plain_words

    error.message = plain_words(error.message)  # pydantic's, seen through typer
    if told := _instead(error):
        error.message, error.possibilities = f"{error.message.rstrip('.')}; {told}", None
    if "--json" in sys.argv:
        return _tell(NoroshiError(error.format_message()))
    error.show()
    return BAD_INPUT


def _instead(error: Any) -> str:
    """How a place is named that was typed as another command takes it; empty where none was."""
    if (context := getattr(error, "ctx", None)) is None:
        return ""
    typed = {option: p for p in context.command.params for option in p.opts}
    option = str(getattr(error, "option_name", ""))
    if option in _PLACES and option.removeprefix("--") in typed:
        return f"the place stands first, without it: {context.command_path} PLACE [SCENARIO]"
    extra = re.fullmatch(r"Got unexpected extra argument[^ ]* \((\S+)\)", error.message)
    named = next((option for option in _PLACES if option in typed), "")
    return f"write `{named} {extra[1]}`" if extra and named else ""


_PLACES: Final = ("--place", "--site", "--at", "--base", "--waters")
"""Options that name a place, the first of a command that has several."""


def _command() -> str:
    """The command's name, for the document's schema; `noroshi` when there is none."""
    names = _names()
    return next((word for word in sys.argv[1:] if word in names), "noroshi")
