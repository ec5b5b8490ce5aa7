"""Whole commands as a user starts them: new process, cold and warm compilation cache."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.unit import unit

Row = tuple[str, float, str, str, float | None, str]
NOROSHI = str(Path(sys.executable).with_name("noroshi"))
FLIGHT = [
    "flight",
    "--from",
    "sunan",
    "--range",
    "1000 km",
    "--apogee",
    "6041 km",
    "--burn",
    "300 s",
]


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        cold = {**os.environ, "NOROSHI_CACHE": f"{folder}/cache"}
        run = ["run", "japan", "--out", f"{folder}/out"]
        first_run, first_flight = seconds(run, cold), seconds(FLIGHT, cold)
        one, warm = unit(), work(run, cold)
        return [
            ("one unit of work, see `benchmarks/unit.py`", one, "CPU s", "", None, ""),
            ("`noroshi run japan`, warm, in units of work", warm / one, "units", "", None, "≤ 60"),
            ("`noroshi run japan`, the very first time", first_run, "s", "", None, "≤ 40 s"),
            ("`noroshi run japan`, warm", median(run, cold), "s", "", None, "≤ 15 s"),
            ("`noroshi run japan`, peak memory", peak_memory(), "GB", "", None, "≤ 1.5 GB"),
            ("`noroshi flight`, the very first time", first_flight, "s", "", None, ""),
            ("`noroshi flight`, warm", median(FLIGHT, cold), "s", "", None, "≤ 1.5 s"),
            ("`noroshi --help`", median(["--help"], cold), "s", "", None, "≤ 0.3 s"),
        ]


def seconds(arguments: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run([NOROSHI, *arguments], env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def work(arguments: list[str], environment: dict[str, str]) -> float:
    """Processor time of a command, of all its threads [s]."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds(arguments, environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def median(arguments: list[str], environment: dict[str, str], times: int = 3) -> float:
    return statistics.median(seconds(arguments, environment) for _ in range(times))


def peak_memory() -> float:
    """The largest child so far [GB]: the runs above."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e9
