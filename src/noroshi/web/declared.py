"""Worlds as they are declared, with values set, found again where they were read before."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from noroshi.questions.measures import check_measures, measures
from noroshi.scenario.kept_world import ReadBefore, kept_under, world_of
from noroshi.scenario.set_values import read_values
from noroshi.world.document import content_of

if TYPE_CHECKING:  # what is kept of a world is found without all that a world may hold
    from noroshi.scenario.records import Scenario


def declared(word: str, values: tuple[str, ...] = ()) -> "Scenario":
    """A scenario with values set as `PATH=VALUE`.

    Raises:
        NoroshiError: it is not there, or a value does not fit.
    """
    return with_remarks(word, values)[0]


def with_remarks(word: str, values: tuple[str, ...]) -> "tuple[Scenario, tuple[str, ...]]":
    """The same, and in a sentence each what is allowed in it and may not be meant.

    Raises:
        NoroshiError: it is not there, or a value does not fit.
    """
    world, remarks, _ = checked(word, values)
    said = (f"{r.path} {r.message}".strip() + (f"; {r.hint}" if r.hint else "") for r in remarks)
    return world, tuple(said)


def checked(word: str, values: Sequence[str]) -> "ReadBefore":
    """The same, and its remarks as they were found.

    Raises:
        NoroshiError: it is not there, or a value does not fit.
    """
    return world_of(word, read_values(values), check_measures, _known())


def declared_under(word: str, values: tuple[str, ...] = ()) -> str | None:
    """What such a world is kept under, which any byte of its files changes; None = it is not kept.

    Raises:
        NoroshiError: it is not there, or a value cannot be read.
    """
    return kept_under(word, read_values(values), check_measures, _known())


def state(word: str) -> str:
    """What the files of a world hold, and those of what it extends: another text is another state.

    Raises:
        NoroshiError: it is not there, or what is not known yet of it is wrong.
    """
    if under := declared_under(word):
        return under
    from noroshi.scenario.loading import read  # only now: seldom is a world not kept

    return content_of(repr(read(word).layers).encode())


def _known() -> list[Any]:
    """By what else than its files a world is checked; a program may add some."""
    return sorted((m.name, m.of) for m in measures().values())
