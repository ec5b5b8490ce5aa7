"""The words of the project, each with its meaning: one source for whatever explains them.

They stand in `data/glossary.yaml`; `tools/make_glossary.py` makes `docs/glossary.md` of them.
"""

from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple


class Word(NamedTuple):
    """One word with one meaning."""

    word: str
    meaning: str
    """One or two plain sentences."""
    audience: Literal["reader", "engine"]
    """Whether it stands in answers, or in the code and its docs alone."""
    forms: tuple[str, ...] = ()
    """Other spellings, such as the plural."""
    unmarked: tuple[str, ...] = ()
    """Spellings that everybody knows, so that a page does not mark them."""


@cache
def words() -> tuple[Word, ...]:
    """All words, by the alphabet."""
    import yaml  # only now: what a page explains is kept

    text = (files("noroshi.data") / "glossary.yaml").read_text(encoding="utf-8")
    return tuple(
        Word(
            entry["word"],
            entry["meaning"],
            entry["for"],
            tuple(entry.get("forms", ())),
            tuple(entry.get("unmarked", ())),
        )
        for entry in yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    )


@cache
def meanings(audience: Literal["reader", "engine"] = "reader") -> dict[str, str]:
    """The meaning of each word and of each of its forms, as they are spelled."""
    return {
        spelled: entry.meaning
        for entry in words()
        if entry.audience == audience
        for spelled in (entry.word, *entry.forms)
    }


@cache
def marked() -> dict[str, str]:
    """The meanings of what a page explains where it first stands: of words that few readers know.

    Example:
        >>> "lofted" in marked(), "gain" in marked(), "gain" in meanings()
        (True, False, True)
    """
    common = {spelled for entry in words() for spelled in entry.unmarked}
    return {word: meaning for word, meaning in meanings().items() if word not in common}
