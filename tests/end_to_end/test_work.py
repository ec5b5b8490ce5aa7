"""What a run of `small` does, counted: work may not grow unnoticed. Counts, never times."""

import json
import os
import subprocess
import sys

import pytest

PROGRAM = """
import gc, json, sys
from pathlib import Path

from noroshi.motion import path
from noroshi.sensing.kernels import SensorTable

counts = dict.fromkeys(("flown", "looked at", "compiled"), 0)
given, look = path._given, SensorTable.look

def counted(setting, held):
    counts["flown"] += held.shape[1]
    return given(setting, held)

def seen(self, found, *rest):
    counts["looked at"] += len(self.which) * found.shape[2]
    return look(self, found, *rest)

path._given, SensorTable.look = counted, seen

from noroshi.cli.main import main
folder = Path(sys.argv[1])
sys.argv = ["noroshi", "run", "small", "--draws", "16", "--out", str(folder)]
try:
    main()
except SystemExit as end:
    assert not end.code

from numba.core.dispatcher import Dispatcher
made = [d for d in gc.get_objects() if issubclass(type(d), Dispatcher)]
counts["compiled"] = sum(
    len(d.signatures) for d in made if d.py_func.__module__.startswith("noroshi")
)
counts["of JAX"] = sum(name.partition(".")[0] == "jax" for name in sys.modules)
counts["files"] = len(list(folder.iterdir()))
counts["kilobytes"] = sum(file.stat().st_size for file in folder.iterdir()) // 1000
print("counts: " + json.dumps(counts))
"""
MOST = {
    "flown": 640,
    "looked at": 320,
    "compiled": 40,
    "of JAX": 0,
    "files": 200,
    "kilobytes": 5_100,
}
"""Flights that were flown, tries included; flights, in every draw, that a sensor looks at;
compiled functions that were loaded, each for one kind of arguments; modules of JAX, which takes
half a second to start; what the report holds: with all questions of the small scenario some 190
files, of which those that tell who listens, shares and partners are a quarter."""


@pytest.fixture(scope="module")
def counts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("work") / "out"
    # Nothing is taken from what an earlier run has found.
    environment = {**os.environ, "NOROSHI_CACHE_SIZE": "0"}

    def run():
        command = [sys.executable, "-c", PROGRAM, str(folder)]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        told = next(line for line in ran.stdout.splitlines() if line.startswith("counts: "))
        return json.loads(told.removeprefix("counts: "))

    run()  # compiles what no other test has; parts of what is compiled count in that process, too
    return run()


@pytest.mark.parametrize("what", MOST)
def test_work_does_not_grow_unnoticed(counts, what):
    """Where it shrinks, the bound is to follow, or it would let the next growth pass."""
    assert 0.8 * MOST[what] <= counts[what] <= MOST[what], counts
