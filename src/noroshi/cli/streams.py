"""Standard streams as a command finds them: of another encoding, closed, full, or read by nobody.

Every command writes through `sys.stdout` and `sys.stderr`, as rich and typer do, so that it is
enough to prepare these two once before it, and to settle them once after it.
"""

import codecs
import io
import os
import sys
import unicodedata
from typing import Any, Final

_INSTEAD: Final = {
    "−": "-",
    "–": "-",
    "—": "-",
    "…": "...",
    "→": "->",
    "×": "x",
    "·": ".",
    "°": " deg",
    "≤": "<=",
    "≥": ">=",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "µ": "u",
    "€": "EUR ",
    "¥": "JPY ",
}
"""What stands for a character that the terminal lacks; a minus must not become a question mark."""
_NEAREST, _ESCAPED = "noroshi-nearest", "noroshi-escaped"


def prepare_streams() -> None:
    """Make both streams take every character, and give a closed one somewhere to write to."""
    codecs.register_error(_NEAREST, _nearest)
    codecs.register_error(_ESCAPED, _escaped)
    _open_closed()
    # As some say it of a terminal whose width they do not know: rich would print nothing at all.
    if os.environ.get("COLUMNS", "").strip("0") == "":
        os.environ.pop("COLUMNS", None)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_NEAREST)


def encodable(json: str) -> str:
    """A JSON document with JSON's own escapes for what stdout's encoding lacks.

    Encodings that are not Unicode's may take a character and give another back (cp932 does so with
    the minus sign), so that in them all but ASCII is escaped.
    """
    encoding = _of_stdout()
    safe = encoding if encoding.startswith("utf") else "ascii"
    return json.encode(safe, _ESCAPED).decode(safe)


def encodable_words(text: str) -> str:
    """A text with the nearest characters for those that stdout's encoding lacks.

    For what a library writes, which may take another way than through the stream as it is.
    """
    encoding = _of_stdout()
    return text.encode(encoding, _NEAREST).decode(encoding)


def _of_stdout() -> str:
    """The encoding of stdout, by the name that Python has for it."""
    return codecs.lookup(getattr(sys.stdout, "encoding", None) or "utf-8").name


def settle() -> str | None:
    """Write out what still waits, so that nothing is left to fail when Python ends.

    Returns:
        Why stdout did not take it; None = it did, or its reader has gone, as in `… | head`.
    """
    lost = _flushed(sys.stdout)
    _flushed(sys.stderr)
    return lost


def refusal() -> str | None:
    """Why stdout takes no more, where a write has failed of which nothing waits any longer; None =
    it takes more, so that it was another write that failed."""
    try:
        os.write(sys.stdout.fileno(), b"\n")
    except ValueError:  # it is no file
        return None
    except OSError as error:
        return error.strerror or str(error)
    return None


def _flushed(stream: Any) -> str | None:
    try:
        stream.flush()
    except OSError as error:
        _silence(stream)
        return None if isinstance(error, BrokenPipeError) else (error.strerror or str(error))
    return None


def _silence(stream: Any) -> None:
    """What is left to be written, also by Python when it ends, goes nowhere."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
    except (OSError, ValueError):
        return
    os.close(nowhere)


def _open_closed() -> None:
    """Python has no stream where one was closed, and its number would go to the next file."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
    # They stay open to the end.
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(map(_in_ascii, lacking)), error.end


def _in_ascii(character: str) -> str:
    """In ASCII, which every terminal's encoding holds."""
    if character in _INSTEAD:
        return _INSTEAD[character]
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return plain or "?"


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    pairs = (units[i : i + 2].hex() for i in range(0, len(units), 2))
    return "".join(f"\\u{pair}" for pair in pairs), error.end
