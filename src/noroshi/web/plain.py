"""Plain texts that every part of the server tells: JSON, and what went wrong in a sentence."""

import json
from typing import Any

from pydantic import ValidationError

from noroshi.errors import NoroshiError
from noroshi.questions.options import plain_words
from noroshi.units import UnitError


def json_text(value: Any) -> str:
    """Strict JSON on one line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def problem_text(error: Exception) -> str:
    """What the command line would say of an error; of one that is the program's own, its name.

    Example:
        >>> problem_text(NoroshiError("there is no question 'x'"))
        "there is no question 'x'"
    """
    if isinstance(error, NoroshiError | UnitError):
        return str(error)
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        return f"{where}: {plain_words(first['msg'])}" if where else plain_words(first["msg"])
    if isinstance(error, MemoryError):
        return "there is not enough memory for this; ask with fewer draws"
    what = f"{type(error).__name__}: {error}".strip(": ")
    return f"the program itself failed at this ({what}); nothing else is lost"
