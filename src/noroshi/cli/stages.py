"""What each stage of a command takes, as a table."""

import math
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from noroshi.questions.base import Progress

_START = "start"
_MEGABYTE = 1e6


@dataclass
class StageClocks:
    """Clocks of the stages that a command tells of, in the order in which they first begin."""

    cpu: dict[str, float] = field(default_factory=dict)
    """Processor time of all threads, and of processes that were started and have ended [s]."""
    wall: dict[str, float] = field(default_factory=dict)
    """Time passed [s]."""
    peak: dict[str, float] = field(default_factory=dict)
    """Largest memory of the process until the stage last ended [B]."""

    _stage: str = _START
    # All that the process has done until now belongs to its start.
    _since: tuple[float, float] = field(
        default_factory=lambda: (0.0, time.perf_counter() - cpu_time())
    )

    def begin(self, stage: str) -> str:
        """The stage so far, which ends; this one begins or goes on."""
        so_far = self._stage
        if stage == so_far:
            return so_far
        now = (cpu_time(), time.perf_counter())
        for clock, before, after in zip((self.cpu, self.wall), self._since, now, strict=True):
            clock[self._stage] = clock.get(self._stage, 0.0) + after - before
        self.peak[self._stage] = peak_memory()
        self._stage, self._since = stage, now
        return so_far

    def heard(self, told: Progress) -> Progress:
        """The same progress, with the clocks listening to it."""

        def both(stage: str, share: float) -> None:
            self.begin(stage)
            told(stage, share)

        return both

    def table(self) -> Table:
        """A row a stage, and one for all of them together."""
        total = sum(self.cpu.values())
        table = Table("stage", box=None, padding=(0, 2, 0, 0))
        for head in ("CPU [s]", "share", "wall [s]", "peak memory so far [MB]"):
            table.add_column(head, justify="right")
        for stage, cpu in self.cpu.items():
            share, peak = cpu / total if total else 0.0, self.peak[stage] / _MEGABYTE
            table.add_row(
                stage, f"{cpu:.1f}", f"{share:.0%}", f"{self.wall[stage]:.1f}", f"{peak:.0f}"
            )
        most = max(self.peak.values(), default=0.0) / _MEGABYTE
        table.add_row(
            "all", f"{total:.1f}", "100%", f"{sum(self.wall.values()):.1f}", f"{most:.0f}"
        )
        return table


@contextmanager
def profiled(wanted: bool) -> Iterator[StageClocks]:
    """Clocks whose table is printed on stderr at the end, where it is wanted."""
    stages = StageClocks()
    yield stages
    stages.begin("end")
    if wanted:
        Console(stderr=True).print(stages.table())


def cpu_time() -> float:
    """Of this process and those that it waited for [s]."""
    others = os.times()
    return time.process_time() + others.children_user + others.children_system


def peak_memory() -> float:
    """The most that this process has had in memory so far [B]; NaN where the system keeps none."""
    try:
        import resource  # not on every system
    except ImportError:
        return math.nan
    unit = 1 if sys.platform == "darwin" else 1024
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)
