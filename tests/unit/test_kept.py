"""Results kept by content: found for the same content alone, and never when anything is wrong."""

import math
import os
import pickle
import subprocess
import sys
import tomllib
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import arrays

import noroshi.kept.digest as kept_digest
from noroshi.compiled.folder import files_of
from noroshi.fleets.transit import Trip
from noroshi.kept import Aside, keeping, kept, kept_each
from noroshi.kept.digest import (
    LIBRARIES,
    ForeignCode,
    content_of,
    digest,
    made_by,
    program,
    state_of,
)
from noroshi.kept.form import from_bytes, to_bytes
from noroshi.kept.store import InFolder, InMemory, Store, clear, contents
from noroshi.sensing import Radar
from noroshi.streams import seed_of, stream
from noroshi.world import Draws, Estimate

ONE = Estimate(1.0, 2.0, 3.0, name="one")


class Result(NamedTuple):
    """Something kept."""

    times: Any
    words: tuple[str, ...]


@dataclass(frozen=True)
class Wrapped:
    """Something kept within a record."""

    result: Result
    share: float


RECORDS = (Result, Wrapped)


# What digests tell apart


@pytest.mark.parametrize(
    "other",
    [
        np.zeros((2, 3)),
        np.zeros((3, 2), dtype=np.float32),
        np.zeros((3, 2), dtype=np.int64),
        np.zeros(6),
        np.full((3, 2), -0.0),
        np.zeros((3, 2)).tolist(),
        np.zeros((3, 2)).tobytes(),
        None,
    ],
)
def test_arrays_count_to_the_last_bit(other: Any) -> None:
    assert digest(other) != digest(np.zeros((3, 2)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a",), ("a", "")),
        (((1, 2), 3), (1, (2, 3))),
        (1, 1.0),
        (1, True),
        ("1", 1),
        (None, "None"),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (ONE, replace(ONE, high=3.5)),
        (ONE, replace(ONE, name="two")),
        (stream, seed_of),
        (Draws({"a": np.zeros(2)}, 2), Draws({"a": np.ones(2)}, 2)),
        (Draws({"a": np.zeros(2)}, 2), Draws({"b": np.zeros(2)}, 2)),
    ],
)
def test_what_differs_has_another_digest(one: Any, other: Any) -> None:
    assert digest(one) != digest(other)
    assert digest(one) == digest(one)


def test_a_digest_is_of_the_elements_wherever_they_lie() -> None:
    every = np.arange(12.0).reshape(3, 4)
    assert digest(every[:, ::2]) == digest(every[:, ::2].copy())


def test_who_is_told_changes_no_digest() -> None:
    assert digest(1, Aside(print)) == digest(1, Aside(len))


def test_code_that_is_not_of_the_package_has_no_digest() -> None:
    class Own(Radar):
        pass

    for foreign in (Own, test_who_is_told_changes_no_digest, Result(1, ())):
        with pytest.raises(ForeignCode):
            digest(foreign)


def test_what_has_no_digest_is_refused() -> None:
    bound = Draws.best().part
    for value in (object(), np.array([object()]), stream.__class__.__call__, iter(()), bound):
        with pytest.raises((TypeError, ForeignCode)):
            digest(value)


def test_sources_count_by_what_they_say(tmp_path: Path) -> None:
    """Neither by when they were written nor by where they lie."""
    (tmp_path / "one" / "inner").mkdir(parents=True)
    file = tmp_path / "one" / "inner" / "law.py"
    file.write_text("LIMIT = 1.0")
    (tmp_path / "one" / "empty.csv").touch()
    os.utime(file, (0, 0))
    before = content_of(tmp_path / "one")
    (tmp_path / "one" / "notes.txt").write_text("no source")
    os.utime(file, (1, 1))
    assert content_of((tmp_path / "one").rename(tmp_path / "two")) == before
    file = tmp_path / "two" / "inner" / "law.py"
    file.write_text("LIMIT = 2.0")
    os.utime(file, (0, 0))
    assert content_of(tmp_path / "two") != before
    file.write_text("LIMIT = 1.0")
    file.rename(tmp_path / "two" / "law.py")
    assert content_of(tmp_path / "two") != before


def test_what_makes_results_is_noted_by_the_state_of_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note, read = tmp_path / "program", []
    monkeypatch.setattr(kept_digest, "_NOTED_IN", [note])
    monkeypatch.setattr(kept_digest, "content_of", lambda folder: read.append(folder) or "what")
    first = made_by.__wrapped__()
    assert made_by.__wrapped__() == first
    assert len(read) == 1
    note.write_text(note.read_text().replace(first, digest("another")))  # damaged
    assert made_by.__wrapped__() == first
    note.write_text(note.read_text()[:50])
    assert made_by.__wrapped__() == first
    assert len(read) == 3
    law = tmp_path / "law.py"
    law.touch()
    monkeypatch.setattr(kept_digest, "_BEGUN", math.inf)
    monkeypatch.setattr(kept_digest, "program", lambda: state_of(files_of(tmp_path)))
    made_by.__wrapped__()
    os.utime(law, (0, 0))  # to another time, at the least when it last changed
    made_by.__wrapped__()
    assert len(read) == 5


def test_every_library_that_works_out_numbers_counts_by_its_version() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    needed = {line.partition(">")[0] for line in project["project"]["dependencies"]}
    only_shows = {"h5netcdf", "h5py", "jinja2", "platformdirs", "rich", "typer"}
    assert needed - only_shows - {"vl-convert-python"} <= set(LIBRARIES)
    assert all(version(name) for name in LIBRARIES)


# What is written is read


PLAIN = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5)
)
ARRAYS = arrays(
    st.sampled_from([np.float64, np.int8, np.bool_, np.dtype("U3"), np.float32]),
    st.lists(st.integers(0, 3), max_size=3).map(tuple),
)
VALUES = st.recursive(
    PLAIN | ARRAYS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.text(max_size=3), inner, max_size=3),
        st.lists(st.tuples(st.floats(allow_nan=False), inner), max_size=2).map(tuple),
        st.lists(st.tuples(*[st.floats(allow_nan=False)] * 2), max_size=4).map(tuple),
        inner.map(lambda v: Wrapped(Result(v, ("a", "é")), 0.1)),
    ),
    max_leaves=8,
)


def same(one: Any, other: Any) -> bool:
    """Whether two results are the same, to the last bit and with the same types."""
    if isinstance(one, np.ndarray):
        alike = isinstance(other, np.ndarray) and one.dtype == other.dtype
        return alike and one.shape == other.shape and one.tobytes() == other.tobytes()
    if type(one) is not type(other):
        return False
    if isinstance(one, Wrapped):
        return same((one.result, one.share), (other.result, other.share))
    if isinstance(one, dict):
        return same([*one.items()], [*other.items()])
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other) and str(one) == str(other)


@given(VALUES)
def test_what_is_read_is_what_was_written(value: Any) -> None:
    assert same(from_bytes(b"".join(to_bytes(value, "key")), "key", RECORDS), value)


def test_not_a_number_and_never_are_kept() -> None:
    value = [float("inf"), float("-inf"), -0.0]
    assert str(from_bytes(b"".join(to_bytes(value, "")), "", ())) == str(value)


@pytest.mark.parametrize("value", [{1, 2}, object(), np.array([object()]), 1j])
def test_what_is_no_plain_result_is_not_written(value: Any) -> None:
    with pytest.raises(TypeError):
        b"".join(to_bytes(value, "key"))


# Damage and malice


RESULT = Result(np.arange(5.0), ("told", "decided"))


@given(st.data())
def test_whatever_bit_is_damaged_the_result_is_not_found(data: st.DataObject) -> None:
    whole = bytearray(b"".join(to_bytes(RESULT, "key")))
    where = data.draw(st.integers(0, len(whole) - 1))
    whole[where] ^= 1 << data.draw(st.integers(0, 7))
    try:
        found = from_bytes(bytes(whole), "key", RECORDS)
    except Exception:
        return
    # Only how the lengths are written, as with a capital letter, may change without a harm.
    assert where < 64
    assert same(found, RESULT)


@given(st.integers(0, 200))
def test_what_was_cut_off_is_not_found(length: int) -> None:
    whole = b"".join(to_bytes(RESULT, "key"))
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_bytes(whole[: min(length, len(whole) - 1)], "key", RECORDS)


def sealed(head: str, rest: bytes = b"") -> bytes:
    """A file with a right sum, whatever it says."""
    from zlib import crc32

    body = head.encode() + rest
    return b"noroshi kept result 1\n" + f"{crc32(body):08x} {len(head):016x}\n".encode() + body


@pytest.mark.parametrize(
    "content",
    [
        b"",
        pickle.dumps(RESULT),
        sealed("null"),
        sealed('{"key": "key", "tree": 1, "arrays": [["<f8", [1000000000000], 0]]}', bytes(8)),
        sealed('{"key": "key", "tree": 1, "arrays": [["<f8", [-1], 0]]}', bytes(7)),
        sealed('{"key": "key", "tree": 1, "arrays": [["<f8", [1], -8]]}', bytes(8)),
        sealed('{"key": "key", "tree": 1, "arrays": [["O", [1], 0]]}', bytes(8)),
        sealed('{"key": "key", "tree": 1, "arrays": [["V0", [1000000000000], 0]]}', bytes(8)),
        sealed('{"key": "other", "tree": 1, "arrays": []}'),
        sealed('{"key": "key", "tree": {"array": 0}, "arrays": []}'),
        sealed(
            '{"key": "key", "tree": {"record": "subprocess.Popen", "of": ["ls"]}, "arrays": []}'
        ),
        sealed('{"key": "key", "tree": {"eval": ["1"]}, "arrays": []}'),
        sealed('{"key": "key", "tree": ' + '{"list":[' * 9999 + "]}" * 9999 + ', "arrays": []}'),
    ],
)
def test_hostile_files_are_removed_and_not_believed(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "times" / "key.kept"
    file.parent.mkdir()
    file.write_bytes(content)
    assert InFolder(tmp_path, 10**6).found("times", "key", RECORDS) is None
    assert not file.exists()


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    InFolder(tmp_path, 10**6).keep("times", "key", np.zeros(1000))
    assert InFolder(tmp_path, 1000).found("times", "key", ()) is None


# Stores


@pytest.fixture(params=["memory", "folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return InMemory(10_000) if request.param == "memory" else InFolder(tmp_path, 10_000)


def test_a_result_is_found_again_and_cannot_be_written_to(store: Store) -> None:
    store.keep("times", "key", Result(np.arange(3.0), ("a",)))
    found = store.found("times", "key", RECORDS)
    assert same(found, Result(np.arange(3.0), ("a",)))
    with pytest.raises(ValueError, match="read-only"):
        found.times[0] = 1.0
    assert store.found("times", "another", RECORDS) is None


def test_what_was_used_longest_ago_goes_first(store: Store, tmp_path: Path) -> None:
    def age(key: str, seconds: float) -> None:
        if isinstance(store, InFolder):  # files tell by their times, which are coarse
            os.utime(tmp_path / "times" / f"{key}.kept", (seconds, seconds))

    for number, key in enumerate("abc"):
        store.keep("times", key, np.zeros(350))
        age(key, number)
    assert store.found("times", "a", ()) is not None
    store.keep("times", "d", np.zeros(350))
    assert [k for k in "abcd" if store.found("times", k, ()) is None] == ["b"]


def test_what_is_larger_than_all_may_be_is_not_kept_and_drives_nothing_out(store: Store) -> None:
    store.keep("times", "small", np.zeros(10))
    store.keep("times", "large", np.zeros(2000))
    assert store.found("times", "large", ()) is None
    assert store.found("times", "small", ()) is not None


def test_a_folder_tells_what_it_holds_and_can_be_emptied(tmp_path: Path) -> None:
    held = InFolder(tmp_path / "new", 10**6)
    assert contents(tmp_path / "new") == []
    for stage, key in (("b", "1"), ("a", "1"), ("a", "2")):
        held.keep(stage, key, np.zeros(100))
    told = contents(tmp_path / "new")
    assert [(s.stage, s.results) for s in told] == [("a", 2), ("b", 1)]
    assert all(800 * s.results < s.size < 1200 * s.results for s in told)
    clear(tmp_path / "new")
    assert contents(tmp_path / "new") == []
    assert held.found("a", "1", ()) is None


def test_what_else_lies_in_a_folder_is_neither_counted_nor_removed(tmp_path: Path) -> None:
    mine = [tmp_path / "letter.txt", tmp_path / "a" / "photo.jpg"]
    (tmp_path / "a").mkdir()
    for file in mine:
        file.write_bytes(bytes(5000))
        os.utime(file, (0, 0))
    held = InFolder(tmp_path, 3000)
    for key in "123456":
        held.keep("a", key, np.zeros(100))
    assert all(file.exists() for file in mine)
    assert held.found("a", "6", ()) is not None
    assert [s.stage for s in contents(tmp_path)] == ["a"]
    assert 1000 < contents(tmp_path)[0].size <= 3000


def test_a_folder_that_is_none_keeps_nothing_and_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    held = InFolder(tmp_path / "file", 10**6)
    held.keep("times", "key", np.zeros(3))
    assert held.found("times", "key", ()) is None


def test_parts_of_large_arrays_do_not_keep_the_whole_in_memory() -> None:
    held = InMemory(10_000)
    large = np.arange(1e6)
    given = {"a": [Wrapped(Result(large[3:5], ("a",)), 0.5)], "b": (large[::200_000], 1)}
    expected = from_bytes(b"".join(to_bytes(given, "")), "", RECORDS)
    whole = weakref.ref(large)
    held.keep("times", "key", given)
    del large, given
    assert whole() is None
    found = held.found("times", "key", RECORDS)
    assert same(found, expected)
    with pytest.raises(ValueError, match="read-only"):
        found["b"][0][0] = 1.0


def test_what_a_killed_process_had_begun_is_removed_after_a_while(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    old, new = tmp_path / "a" / "old.kept-begun", tmp_path / "a" / "new.kept-begun"
    for file in (old, new):
        file.write_bytes(bytes(10))
    os.utime(old, (0, 0))
    InFolder(tmp_path, 10**6).keep("a", "key", np.zeros(3))
    assert not old.exists()
    assert new.exists()


WORKER = """
import sys
import numpy as np
from pathlib import Path
from noroshi.kept.store import InFolder

store, offset = InFolder(Path(sys.argv[1]), 300_000), int(sys.argv[2])
found = 0
for i in range(400):
    key = str(abs((i + offset) % 80 - 40))  # to and fro: what was asked for last comes again soon
    value = store.found("times", key, ())
    if value is None:
        store.keep("times", key, np.full(2000, float(key)))
    else:
        assert value.shape == (2000,) and np.all(value == float(key)), key
        found += 1
print(found)
"""


def test_two_processes_share_a_folder(tmp_path: Path) -> None:
    """Both write and read the same results, and remove what has no room, at the same time."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, str(tmp_path), offset],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for offset in ("0", "7")
    ]
    for one in running:
        out, err = one.communicate(timeout=600)
        assert (one.returncode, err) == (0, "")
        assert int(out) > 0
    assert not list(tmp_path.rglob("*.kept-begun"))
    assert sum(s.size for s in contents(tmp_path)) <= 320_000


# Stages


def ours(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of these tests as if it were of the package, by another one's name."""
    function.__module__, function.__qualname__ = stream.__module__, stream.__qualname__
    return function


def counted(function: Callable[..., Any]) -> tuple[Callable[..., Any], list[int]]:
    """A function for each of several things, and how many it was asked for."""
    calls: list[int] = []

    def asked(common: Any, each: Sequence[Any]) -> list[Any]:
        calls.append(len(each))
        return [function(common, one) for one in each]

    return ours(asked), calls


def test_only_what_is_not_found_is_worked_out(store: Store) -> None:
    work, calls = counted(lambda common, one: np.full(2, common + one))
    with keeping(store):
        kept_each("sums", work, 10.0, [1.0, 2.0])
        again = kept_each("sums", work, 10.0, [3.0, 2.0, 1.0])
        kept_each("sums", work, 11.0, [1.0, 2.0])
    assert calls == [2, 1, 2]
    assert [a.tolist() for a in again] == [[13.0, 13.0], [12.0, 12.0], [11.0, 11.0]]


def test_without_a_store_everything_is_worked_out() -> None:
    work, calls = counted(lambda common, one: np.full(2, common + one))
    with keeping(None):
        for _ in range(2):
            (found,) = kept_each("sums", work, 1.0, [1.0])
    assert calls == [1, 1]
    assert not found.flags.writeable


def test_a_stage_is_found_by_what_it_is_passed(store: Store) -> None:
    calls = []

    def later(trip: Trip, seconds: float) -> Trip:
        calls.append(seconds)
        return trip._replace(transit=trip.transit + seconds)

    trip, function = Trip(*(np.ones(2) for _ in Trip._fields)), ours(later)
    with keeping(store):
        for seconds in (1.0, 2.0, 1.0, 2.0):
            found = kept("trips", function, trip, seconds, records=(Trip,))
            assert same(found.transit, np.full(2, 1.0 + seconds))
    assert calls == [1.0, 2.0]


def replaced(trip: Trip) -> Trip:
    """Of no package of ours."""
    return trip._replace(transit=trip.transit + 1.0)


def test_code_of_ones_own_is_worked_out_and_not_kept(tmp_path: Path) -> None:
    with keeping(InFolder(tmp_path, 10**6)):
        found = kept("own", replaced, Trip(*(np.ones(2) for _ in Trip._fields)), records=(Trip,))
    assert found.transit.tolist() == [2.0, 2.0]
    assert contents(tmp_path) == []


def test_what_ran_before_the_files_changed_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def work(number: float) -> float:
        calls.append(number)
        return number

    made_by.cache_clear()
    program.cache_clear()
    monkeypatch.setattr("noroshi.kept.digest._BEGUN", 0.0)
    with keeping(InMemory(10**6)):
        for _ in range(2):
            assert kept("numbers", ours(work), 1.0) == 1.0
        monkeypatch.undo()
        for _ in range(2):
            assert kept("numbers", ours(work), 1.0) == 1.0
    assert len(calls) == 3
