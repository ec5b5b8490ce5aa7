"""Loops compiled to machine code: the same numbers, kept for the next process, never stale."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from noroshi.compiled.folder import digest_of_sources, files_of

MODULE = """
import sys
from noroshi.compiled import compiled, lean
from noroshi.compiled.folder import kept_in

@MARK
def double(x):
    return 2.0 * x

assert "numba" not in sys.modules
print(double(float(sys.argv[1])), sum(double.called.stats.cache_hits.values()), kept_in())
assert ("numba.np.linalg" in sys.modules) == (not double.called.stats.cache_hits)
"""


def _run(folder: Path, number: float, mark: str = "compiled", **environment: str) -> list[str]:
    """What a process of its own prints: the number, how often it found the function, the folder."""
    if not (folder / "module.py").exists():  # a file written again is another one
        (folder / "module.py").write_text(MODULE.replace("MARK", mark))
    command = [sys.executable, str(folder / "module.py"), str(number)]
    told = {**os.environ, "NOROSHI_CACHE": str(folder / "cache"), **environment}
    ran = subprocess.run(command, env=told, capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    return ran.stdout.split()


@pytest.mark.parametrize("mark", ["compiled", "lean"])
def test_the_next_process_finds_what_was_compiled(tmp_path: Path, mark: str) -> None:
    # It imports less of Numba, too, since it compiles nothing.
    assert _run(tmp_path, 1.5, mark)[:2] == ["3.0", "0"]
    assert _run(tmp_path, 2.5, mark)[:2] == ["5.0", "1"]


LINKED = """
import sys
import numpy as np
from noroshi.compiled import compiled

@compiled
def doubled(x):
    return 2.0 * x

@compiled
def added(x):
    return np.sum(doubled(x))

print(*doubled(np.arange(3.0)), sum(doubled.called.stats.cache_hits.values()))
print(*(found.library._shared_module is not None for found in doubled.called.overloads.values()))
if sys.argv[1:]:
    print(added(np.arange(3.0)))
"""


def test_what_was_found_makes_arrays_and_is_linked_by_what_is_compiled_later(
    tmp_path: Path,
) -> None:
    (tmp_path / "module.py").write_text(LINKED)
    told = {**os.environ, "NOROSHI_CACHE": str(tmp_path / "cache")}

    def told_by(*words: str) -> list[str]:
        command = [sys.executable, str(tmp_path / "module.py"), *words]
        ran = subprocess.run(command, env=told, capture_output=True, text=True, check=True)
        return ran.stdout.split()

    assert told_by() == ["0.0", "2.0", "4.0", "0", "True"]
    assert told_by() == ["0.0", "2.0", "4.0", "1", "False"]  # its text is not read in vain
    assert told_by("and compile") == ["0.0", "2.0", "4.0", "1", "False", "6.0"]


PART = """
from noroshi.compiled import apart, distinct, inner, lean, within

@MARK
def half(x):
    return 0.5 * x

@lean
def quarter(x):
    return half(half(x))

print(quarter(6.0), half(3.0), quarter(2.0))
code = [found.library.get_pointer_to_function(found.fndesc.llvm_func_name)
        for found in half.linked.overloads.values()]
print(*code)
"""


@pytest.mark.parametrize("mark", ["within", "inner", "distinct", "apart"])
def test_a_part_is_no_machine_code_of_its_own_and_can_be_called(tmp_path: Path, mark: str) -> None:
    (tmp_path / "module.py").write_text(PART.replace("MARK", mark))
    told = {**os.environ, "NOROSHI_CACHE": str(tmp_path / "cache")}
    for _ in range(2):  # compiled, then found
        command = [sys.executable, str(tmp_path / "module.py")]
        ran = subprocess.run(command, env=told, capture_output=True, text=True, check=True)
        numbers, code = ran.stdout.split()[:3], ran.stdout.split()[3:]
        assert numbers == ["1.5", "1.5", "0.5"]
        assert set(code) <= {"0"}
        assert len(list((tmp_path / "cache").rglob("module.half-*.nbc"))) == 1


REBUILT = """
from types import FunctionType
from noroshi.compiled import within

STEP = 1.0
def more(x):
    return x + STEP

print(within(more)(1.0), within(FunctionType(more.__code__, {**globals(), "STEP": 2.0}))(1.0))
"""


def test_what_was_made_anew_over_other_globals_is_not_taken_for_what_it_was_made_of(
    tmp_path: Path,
) -> None:
    (tmp_path / "module.py").write_text(REBUILT)
    told = {**os.environ, "NOROSHI_CACHE": str(tmp_path / "cache")}
    for _ in range(2):
        command = [sys.executable, str(tmp_path / "module.py")]
        ran = subprocess.run(command, env=told, capture_output=True, text=True, check=True)
        assert ran.stdout.split() == ["2.0", "3.0"]


LONG = """
from math import sqrt
from noroshi.compiled import apart, inner, lean

@MARK
def far(x):
STEPS
    return x

@lean
def twice(x):
    return far(x) + far(x + 1.0)

twice(1.0)
for found in twice.called.overloads.values():
    print(*sorted({function.linkage.name for function in found.library.get_defined_functions()}))
"""


@pytest.mark.parametrize("mark", ["apart", "inner"])
def test_what_is_compiled_runs_its_own_copy_of_a_part(tmp_path: Path, mark: str) -> None:
    # Too long to be laid into both calls.
    steps = "\n".join(f"    x = sqrt(x * x + {number}.5)" for number in range(200))
    (tmp_path / "module.py").write_text(LONG.replace("MARK", mark).replace("STEPS", steps))
    told = {**os.environ, "NOROSHI_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, str(tmp_path / "module.py")]
    ran = subprocess.run(command, env=told, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["external", "internal"]


NUMBERS = """
from noroshi.compiled import inner, lean

@inner
def times(x, number):
    return x * number

@lean
def sum_up(x, number):
    return times(x, 2) + times(number=3, x=x) + times(x, number)

print(sum_up(1.5, 4), len(times.linked.signatures))
"""


def test_a_part_is_compiled_once_for_all_numbers_that_stand_in_a_text(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(NUMBERS)
    told = {**os.environ, "NOROSHI_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, str(tmp_path / "module.py")]
    ran = subprocess.run(command, env=told, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["13.5", "1"]


def test_what_was_damaged_is_compiled_anew(tmp_path: Path) -> None:
    folder = Path(_run(tmp_path, 1.5)[2])
    for kept in (*folder.rglob("*.nbi"), *folder.rglob("*.nbc")):
        kept.write_bytes(kept.read_bytes()[:50] + b"damaged")
    assert _run(tmp_path, 2.5)[0] == "5.0"


def test_what_was_compiled_for_other_types_is_not_taken_for_ones_own(tmp_path: Path) -> None:
    text = MODULE.replace("MARK", "compiled").replace("float(sys.argv[1])", "eval(sys.argv[1])")
    (tmp_path / "module.py").write_text(text)
    folder = Path(_run(tmp_path, 1.5)[2])
    assert _run(tmp_path, 2)[0] == "4.0"  # of `2.0 * x`, whichever number x is
    assert _run(tmp_path, 2)[1] == "1"
    first, second = sorted(folder.rglob("*.nbc"))
    second.write_bytes(first.read_bytes())  # as of two processes that took the same number
    assert _run(tmp_path, 2)[:2] == ["4.0", "0"]


def test_without_a_place_it_works_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert _run(tmp_path, 2.5, NOROSHI_CACHE=str(tmp_path / "file")) == ["5.0", "0", "None"]


@pytest.mark.parametrize("changed", ["a.py", "inner/b.py", "inner/numbers.npz"])
def test_any_changed_source_has_another_folder(tmp_path: Path, changed: str) -> None:
    (tmp_path / "inner").mkdir()
    for name in ("a.py", "inner/b.py", "inner/numbers.npz"):
        (tmp_path / name).write_text("x = 1\n")

    def state() -> str:
        return digest_of_sources(files_of(tmp_path))

    before = state()
    assert state() == before
    (tmp_path / changed).write_text("x = 22\n")
    assert state() != before
    before, seen = state(), (tmp_path / changed).stat()
    (tmp_path / changed).write_text("x = 33\n")  # by an installer that sets one time for all
    os.utime(tmp_path / changed, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert state() != before


def test_few_states_are_kept(tmp_path: Path) -> None:
    loops = tmp_path / "cache" / "loops"
    for age in range(9, 4, -1):
        (loops / str(age)).mkdir(parents=True)
        os.utime(loops / str(age), (age, age))
    mine = Path(_run(tmp_path, 1.0)[2])
    assert {f.name for f in loops.iterdir()} == {mine.name, "9", "8"}
