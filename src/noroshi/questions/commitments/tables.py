"""The tables of an answer about commitments."""

from collections.abc import Iterator

from noroshi.questions.answer import Column, PlainData, Table
from noroshi.questions.commitments.words import CommitmentWords

_TEXT = "text"


def tables(data: PlainData, *, whole: bool) -> tuple[Table, ...]:
    """Every table that has a row, what each party must and may do first.

    Args:
        data: of the answer.
        whole: also what is not in force, and all that does not apply.
    """
    return tuple(t for t in _tables(CommitmentWords(data), whole=whole) if t.cells())


def _tables(words: CommitmentWords, *, whole: bool) -> Iterator[Table]:
    at, data = {"day": words.day}, words.plain
    bonds = words.rows("bond")
    hangs = not words.word("place") and any(
        words.word("bond_standing", bond=bond) == "depends" for bond in bonds
    )
    yield Table(
        "parties", "What each must, may and may not do", data, ("bond",),
        (
            Column("bond_standing", "standing", _TEXT),
            Column("bond_verb", "how far", _TEXT),
            Column("bond_duties", "what", _TEXT),
        ),
        {"bond": bonds},
        note="No place is named, so that what holds in some places alone depends." * hangs,
    )  # fmt: skip
    yield Table(
        "changes", f"What changed between {' and '.join(map(str, data['day']))}", data,
        ("change",),
        (
            Column("change_before_says", "before", _TEXT),
            Column("change_after_says", "after", _TEXT),
        ),
    )  # fmt: skip
    told = (Column("laid_down", "so", _TEXT, at), *_CITED)
    yield _provisions(words, "applies", "What applies",
        (_TITLE, Column("because", "because", _TEXT, at), *told))  # fmt: skip
    yield _provisions(words, "depends", "What depends on an open question",
        (_TITLE, Column("depends_on", "depends on", _TEXT, at), *told))  # fmt: skip
    yield Table(
        "duties", "Each duty, what binds it further, and what it rests on", data, ("duty",),
        (
            Column("duty_standing", "standing", _TEXT),
            Column("duty_verb", "how far", _TEXT),
            Column("duty_text", "what", _TEXT),
            Column("duty_conditions", "if", _TEXT),
            Column("duty_basis", "by", _TEXT),
        ),
        {"duty": words.rows("duty")},
    )  # fmt: skip
    failing = words.provisions("does not apply") if whole else words.told_narrowly()
    yield Table(
        "fails", "What does not apply, and the first condition that fails", data, ("provision",),
        (_TITLE, Column("because", "fails", _TEXT, at), _PATH), {"provision": failing},
    )  # fmt: skip
    yield Table(
        "silent", "What says nothing of it", data, ("silence",),
        (Column("silence_text", "what", _TEXT), Column("silence_source", "source", _TEXT)),
        {"silence": words.rows("silence")},
    )  # fmt: skip
    yield Table(
        "contested", "What is contested, and by whom", data, ("contest",),
        (Column("contested", "says", _TEXT), Column("contest_of", "about", _TEXT),
         Column("contest_source", "source", _TEXT)),
        {"contest": words.rows("contest")},
    )  # fmt: skip
    if whole:
        yield _provisions(words, "not in force", "What is not in force then",
            (_TITLE, Column("because", "why", _TEXT, at), _PATH))  # fmt: skip


_TITLE = Column("provision_title", "about", _TEXT)
_PATH = Column("provision_path", "declared at", _TEXT)
_CITED = (
    Column("provision_says", "says", _TEXT),
    Column("provision_note", "note", _TEXT),
    Column("provision_source_titles", "source", _TEXT),
    Column("provision_grade", "grade", _TEXT),
    _PATH,
)


def _provisions(
    words: CommitmentWords, standing: str, title: str, columns: tuple[Column, ...]
) -> Table:
    """The provisions of one standing."""
    kept = {"provision": words.provisions(standing)}
    name = standing.replace(" ", "-")
    return Table(name, title, words.plain, ("provision",), columns, kept)
