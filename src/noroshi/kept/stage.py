"""Asking a stage: the result that is kept, or the one that is worked out."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final, TypeVar

from noroshi.kept.digest import ForeignCode, digest, made_by
from noroshi.kept.form import Record, settled
from noroshi.kept.store import InFolder, InMemory, Store

Result = TypeVar("Result")
Each = TypeVar("Each")
IN_MEMORY: Final = 256_000_000
"""So much does a program keep that has asked for nothing [byte]."""
IN_FOLDER: Final = 1_000_000_000
"""So much does a folder hold where nothing else is said [byte]."""
_ASKED: Final[list[Store | None]] = [InMemory(IN_MEMORY)]
"""The store of this process, alone in the list; None = nothing is kept."""


def keep_results(folder: str | Path | None, *, most: int = IN_FOLDER) -> Path | None:
    """Keep results of stages in a folder from now on, so that the next process finds them.

    A program keeps results in memory, 256 MB of them, since a library writes nothing that it was
    not asked to write. The command line has a folder of its own. It is one setting for all of this
    process, and changes no number.

    Example::

        noroshi.keep_results("~/.cache/noroshi/stages")

    Args:
        folder: made if missing, with `~` for one's home; None = in memory alone.
        most: bytes that it may hold; what was used longest ago is removed first. 0 = keep nothing.

    Returns:
        The folder, absolute; None without one.

    Raises:
        OSError: nothing can be written there.
    """
    if most <= 0:
        _ASKED[0] = None
        return None
    if folder is None:
        _ASKED[0] = InMemory(min(most, IN_MEMORY))
        return None
    kept_in = Path(folder).expanduser().absolute()
    kept_in.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=kept_in):  # what cannot be written there is told now
        pass
    _ASKED[0] = InFolder(kept_in, most)
    return kept_in


def own_store() -> Store | None:
    """Where this process keeps results; None = nowhere."""
    return _ASKED[0]


@contextmanager
def keeping(store: Store | None) -> Iterator[None]:
    """Keep results in another store for a while; None = keep none."""
    before, _ASKED[0] = _ASKED[0], store
    try:
        yield
    finally:
        _ASKED[0] = before


def kept(
    stage: str, function: Callable[..., Result], *inputs: Any, records: Sequence[Record] = ()
) -> Result:
    """What a function makes of its inputs, found again where it was worked out before.

    Args:
        stage: a word of what it is, for whoever looks at what is kept.
        function: of this package, which reads nothing but what it is passed.
        inputs: whatever `digest` can tell apart. Where they bring code of their own, as a sensor of
            a notebook does, the result is worked out and not kept.
        records: the classes that occur in the result. It is made of these, numbers, words, arrays,
            tuples, lists and mappings, and never None.

    Returns:
        The result. Its arrays cannot be written to, since others may read them.
    """
    found: Result
    (found,) = kept_each(stage, _one, function, [inputs], records=records)
    return found


def _one(function: Callable[..., Any], inputs: Sequence[Any]) -> list[Any]:
    return [function(*one) for one in inputs]


def kept_each(
    stage: str,
    function: Callable[[Any, Sequence[Each]], Sequence[Result]],
    common: Any,
    each: Sequence[Each],
    *,
    records: Sequence[Record] = (),
) -> list[Result]:
    """As `kept`, for a function that works out many things at once: only those that are not found.

    Args:
        stage: a word of what they are.
        function: of this package; from what all have in common and some of `each` to as many
            results, each of which depends on nothing but the common part and its own.
        common: what all of them are worked out from.
        each: what each of them is worked out from.
        records: the classes that occur in the results.
    """
    return _kept(stage, function, common, each, [None] * len(each), records)


def kept_beside(
    stage: str,
    function: Callable[[Any, Sequence[tuple[Each, Result | None]]], Sequence[Result]],
    common: Any,
    each: Sequence[Each],
    places: Sequence[Any],
    *,
    records: Sequence[Record] = (),
) -> list[Result]:
    """As `kept_each`, for a function that may take parts of a result from an earlier, similar one.

    Args:
        stage: a word of what they are.
        function: as of `kept_each`, but it is passed each with the first result that was ever kept
            at its place, or None; it has to see itself what of that is right.
        common: what all of them are worked out from.
        each: what each of them is worked out from.
        places: what says which of similar results belong together, one each.
        records: the classes that occur in the results.
    """
    return _kept(stage, function, common, each, places, records)


def _kept(
    stage: str,
    function: Callable[..., Any],
    common: Any,
    each: Sequence[Any],
    places: Sequence[Any],
    records: Sequence[Record],
) -> list[Any]:
    """As `kept_beside`; of places that are None nothing is looked for or passed."""
    beside = any(place is not None for place in places)

    def made(which: Sequence[int], firsts: Sequence[Any]) -> list[Any]:
        some = [(each[i], firsts[i]) for i in which] if beside else [each[i] for i in which]
        return list(function(common, some))

    store, every = _ASKED[0], range(len(each))
    try:
        keys = [] if store is None else _keys(function, common, each)
    except ForeignCode:
        keys = []
    if store is None or not keys:
        new = made(every, [None] * len(each))
        settled(new)
        return new
    at = [place if place is None else digest(made_by(), function, place) for place in places]
    firsts = [place and store.found(stage, place, records) for place in at]
    found: dict[int, Any] = {}
    for i, (key, first) in enumerate(zip(keys, firsts, strict=True)):
        value = first["of"] if first and first["key"] == key else store.found(stage, key, records)
        if value is not None:
            found[i] = value
    if left := [i for i in every if i not in found]:
        known = [first and first["of"] for first in firsts]
        for i, value in zip(left, made(left, known), strict=True):
            place = at[i]
            if place is None or firsts[i] is not None:
                store.keep(stage, keys[i], value)
            else:
                store.keep(stage, place, {"key": keys[i], "of": value})
            found[i] = value
    return [found[i] for i in every]


def _keys(function: Any, common: Any, each: Sequence[Any]) -> list[str]:
    shared = digest(made_by(), function, common)
    return [digest(shared, one) for one in each]
