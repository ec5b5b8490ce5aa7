"""Whole commands as a user starts them, each in a new process, in units of work of the same run.

A command's work is the processor time of all its threads over that of one unit (`unit.py`), the
mean of one measured just before it and one just after, since the speed of machines drifts.
"""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.unit import unit

Row = tuple[str, float, str, str, float | None, str]
NOROSHI = str(Path(sys.executable).with_name("noroshi"))
FLIGHT = (
    "flight",
    "--from",
    "sunan",
    "--range",
    "1000 km",
    "--apogee",
    "6041 km",
    "--burn",
    "300 s",
)
CHANGED = ("--set", "sensors.tpy2-kyogamisaki.reference.range=2000 km")
COMMANDS = (
    (("watch", "japan", "--site", "yongbyon"), 12.0),
    (("watch", "japan", "--waters", "senkaku"), 12.0),
    (("watch", "japan", "--base", "misawa", "--base", "andersen"), 4.0),
    (FLIGHT, 1.5),
)
"""Each, warm, and how many units it may take."""
SHORT = (
    (FLIGHT, 1.5),
    (("ledger", "japan"), 1.5),
    (("commitments", "japan"), 1.5),
    (("show", "japan"), 1.5),
    (("show", "japam"), 0.5),
    (("--help",), 0.5),
)
"""The same with what was kept: of a flight its answer; of those that draw nothing the world, once
it was read and checked. The last but one is misspelt, and is told so."""
TIMES = 3


@dataclass(frozen=True)
class Took:
    """What a command took."""

    cpu: float
    """Of all its threads [s]."""
    wall: float
    """[s]."""
    answered: float
    """Until its first line stood on the terminal, of wall time [s]."""
    memory: float
    """Its peak [GB]."""
    unit: float
    """Processor time of one unit of work, about then [s]."""

    @property
    def units(self) -> float:
        """What it took, in units of work."""
        return self.cpu / self.unit


def rows() -> list[Row]:
    """A row for each figure of a command."""
    with tempfile.TemporaryDirectory() as folder:
        # Python keeps what it makes of modules' texts, unless its surroundings forbid it: what is
        # installed is made once, and compiling it in every command is no work of the command.
        python = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{folder}/python"}
        keeping = {**os.environ, **python, "NOROSHI_CACHE": f"{folder}/cache"}
        environment = {**keeping, "NOROSHI_CACHE_SIZE": "0"}

        def took(*arguments: str) -> Took:
            return run(arguments, environment, folder)

        def once_more(*arguments: str) -> Took:
            return run(arguments, keeping, folder)

        first = run(("run", "japan"), keeping, folder)
        again = run(("run", "japan"), keeping, folder)
        changed = run(("run", "japan", *CHANGED), keeping, folder)
        warm = typical(("run", "japan"), took)
        many = took("run", "japan", "--draws", "1024")
        run_rows = [
            row("run japan", "the very first time", first, 100.0),
            row("run japan", "loops compiled, no result kept", warm, 60.0),
            answered("run japan", "the same, until the first answer is printed", warm, 15.0),
            estimated("run japan", environment, folder),
            row("run japan", "once more, results kept", again, 15.0),
            row(f"run japan {' '.join(CHANGED)}", "after a run", changed, 15.0),
            row("run japan --draws 1024", "loops compiled, no result kept", many, 300.0),
            memory("run japan", "the very first time", first),
            memory("run japan", "loops compiled, no result kept", warm),
            memory("run japan", "once more, results kept", again),
            memory("run japan --draws 1024", "no result kept", many),
        ]
        return [
            *run_rows,
            *(
                row(" ".join(words), "loops compiled, no result kept", typical(words, took), reach)
                for words, reach in COMMANDS
            ),
            *(
                row(" ".join(words), "once more", typical(words, once_more), reach)
                for words, reach in SHORT
            ),
        ]


def row(name: str, how: str, took: Took, reach: float) -> Row:
    """How many units a command takes."""
    seconds = f"{took.cpu:.2f} CPU s, {took.wall:.2f} s of wall"
    return (f"`noroshi {name}`, {how}", took.units, "units", seconds, None, f"≤ {reach:g} units")


def answered(name: str, how: str, took: Took, reach: float) -> Row:
    """How long until something is printed, as if all of it were work of one core."""
    units, seconds = took.answered / took.unit, f"{took.answered:.2f} s of wall"
    return (f"`noroshi {name}`, {how}", units, "units", seconds, None, f"≤ {reach:g} units")


def estimated(name: str, environment: Mapping[str, str], folder: str) -> Row:
    """How long until a terminal shows what the first draws say."""
    times = sorted(until_estimated(name.split(), environment, folder) for _ in range(TIMES))
    how = "the same, until a first estimate is shown"
    spread = f"{times[0]:.3g} to {times[-1]:.3g}"
    return (f"`noroshi {name}`, {how}", times[TIMES // 2], "s", spread, None, "≤ 5 s")


def until_estimated(arguments: Sequence[str], environment: Mapping[str, str], folder: str) -> float:
    """Wall time until a command on a terminal shows a first estimate [s]; it is then stopped."""
    ours, theirs = os.openpty()
    start, seen = time.perf_counter(), b""
    with subprocess.Popen(
        [NOROSHI, *arguments], env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=theirs
    ) as process:
        os.close(theirs)
        while b"First estimate" not in seen:
            seen += os.read(ours, 1 << 16)
        took = time.perf_counter() - start
        process.send_signal(signal.SIGINT)
        with suppress(OSError):  # so a terminal tells that its command has ended
            while os.read(ours, 1 << 16):
                pass
    os.close(ours)
    return took


def memory(name: str, how: str, took: Took) -> Row:
    """A command's peak."""
    return (f"`noroshi {name}`, peak memory, {how}", took.memory, "GB", "", None, "≤ 1 GB")


def typical(arguments: Sequence[str], took: Callable[..., Took]) -> Took:
    """The one of median work of some, after one that is not counted."""
    took(*arguments)
    return sorted((took(*arguments) for _ in range(TIMES)), key=lambda one: one.units)[TIMES // 2]


MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
"""
"""Runs a command from a small process: to what a process is told to have held at most belongs what
its parent held when it was started, and benchmarks of filters hold gigabytes."""


def run(arguments: Sequence[str], environment: Mapping[str, str], folder: str) -> Took:
    """Run one command to its end, in a folder where it may leave its files."""
    before, start = unit(), time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", MEASURED, NOROSHI, *arguments],
        env=environment,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        answered = time.perf_counter() - start
        _, used = process.communicate()
    wall = time.perf_counter() - start
    cpu, memory = map(float, used.split())
    return Took(cpu, wall, answered, memory * 1024 / 1e9, unit=statistics.mean((before, unit())))
