"""Shared by all tests: compiled functions, one assessed small scenario, the hypothesis profile,
and the record of comparisons with the outside.
"""

import fcntl
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import hypothesis
import pytest

from noroshi.cli.engine import prepare_engine
from noroshi.kept import keeping
from shapes import Finder

# Before anything imports the engine: its functions look at the shapes that they promise.
sys.meta_path.insert(
    0, Finder(tuple(f"noroshi.{p}" for p in ("earth", "motion", "sensing", "tracking")))
)

# Before anything imports JAX: what one worker, or a command in a process of its own, has compiled
# is compiled for all of them, and kept for the next time. Even a tenth of a second is worth it:
# there are thousands of them.
os.environ.setdefault("NOROSHI_CACHE", str(Path(__file__).parents[1] / ".pytest_cache" / "noroshi"))
os.environ.setdefault("JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS", "0")
prepare_engine()

hypothesis.settings.register_profile(
    "noroshi", derandomize=True, deadline=None, print_blob=True, max_examples=100
)
hypothesis.settings.load_profile("noroshi")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--validation FILE` appends one JSON line a comparison, for docs/validation.md."""
    parser.addoption("--validation", default=None, help="append every outside comparison to FILE")


class Once:
    """Makes a thing once in a session, by whichever worker comes first, and hands out copies.

    The arrays of a copy cannot be written to: no test can spoil what another one reads.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, name: str, make: Callable[[Path], Any]) -> Any:
        """What `make` returned; the folder that it is given is everybody's, and stays."""
        kept = self._folder / f"{name}.pickle"
        with (self._folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                made = make(self._folder / name)
                arrays: list[pickle.PickleBuffer] = []
                text = pickle.dumps(made, protocol=5, buffer_callback=arrays.append)
                whole = pickle.dumps((text, [array.raw().tobytes() for array in arrays]))
                kept.write_bytes(whole)
        text, parts = pickle.loads(kept.read_bytes())
        return pickle.loads(text, buffers=parts)


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """No test finds what another one has worked out, maybe with a part of the code replaced."""
    with keeping(None):
        yield


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    own = tmp_path_factory.getbasetemp()
    # Each worker of pytest-xdist has its folder within that of the session.
    return Once(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


SMALL_DRAWS, SMALL_SEED = 8, 0


@pytest.fixture(scope="session")
def small_comparison(once: Once) -> Any:
    """The small scenario before and after, the same in every module that asks for it."""

    def make(_folder: Path) -> tuple[Any, Any]:
        from noroshi.questions.warning.pipe import assess_all
        from noroshi.scenario import load

        world = load("small")
        dates = world.header.before, world.header.after
        return assess_all([world.at(d) for d in dates], draws=SMALL_DRAWS, seed=SMALL_SEED)

    from noroshi.questions.warning.pipe.comparison import Comparison

    return Comparison(*once("small-comparison", make))


class Ran(NamedTuple):
    """A run as its user has it."""

    document: dict[str, Any]
    """What `--json` prints."""
    out: Path


@pytest.fixture(scope="session")
def small_run(once: Once) -> Ran:
    """A new scenario, checked in a process of its own as its user does it, and run at once.

    It has the draws of `small_comparison`.
    """

    def make(folder: Path) -> tuple[dict[str, Any], Path]:
        folder.mkdir()
        command(folder, "init", "mine")
        draws = "--draws", str(SMALL_DRAWS), "--seed", str(SMALL_SEED)
        printed = command(folder, "run", "mine", *draws, "--json")
        (out,) = (folder / "noroshi-out").iterdir()
        return json.loads(printed), out

    return Ran(*once("small-run", make))


def command(folder: Path, *words: str) -> str:
    """What `noroshi` prints; it must not complain."""
    done = subprocess.run(
        [sys.executable, "-m", "noroshi", *words],
        capture_output=True,
        text=True,
        cwd=folder,
        timeout=HALF_AN_HOUR,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


HALF_AN_HOUR = 1800.0
"""Ends a command that hangs [s]; however slow the machine, none that works takes so long."""


@pytest.fixture
def validation(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Compare a number of ours with one that no one here wrote, and keep the comparison.

    A difference beyond the tolerance fails, unless `explained` says why it is expected:
    then the row carries that explanation into the public table, and the test fails
    if the difference is *not* there (an explanation that explains nothing is stale).
    """

    def compare(
        *,
        source: str,
        quantity: str,
        theirs: float,
        ours: float,
        unit: str,
        tolerance: float,
        note: str = "",
        explained: str = "",
    ) -> None:
        row = {
            "section": Path(str(request.node.path)).stem.removeprefix("test_"),
            "source": source,
            "quantity": quantity,
            "theirs": float(theirs),
            "ours": float(ours),
            "unit": unit,
            "tolerance": float(tolerance),
            "note": explained or note,
            "within": bool(abs(ours - theirs) <= tolerance),
            "test": request.node.nodeid,
        }
        out = request.config.getoption("--validation")
        if out:
            with Path(out).open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        message = (
            f"{quantity}: ours {ours:.10g} {unit}, {source} says {theirs:.10g} (± {tolerance:g})"
        )
        if explained:
            assert not row["within"], f"{message}: within tolerance, drop the explanation"
        else:
            assert row["within"], message

    return compare
