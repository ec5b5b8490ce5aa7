"""What each stage of a command took, as its table says."""

import subprocess
import sys
import time

from rich.console import Console

from noroshi.cli.stages import StageClocks, cpu_time


def _busy(seconds: float) -> None:
    """Work for so much processor time."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_clocks_follow_the_stages_and_add_up() -> None:
    before = cpu_time()
    stages = StageClocks()
    told = stages.heard(lambda _stage, _share: None)
    told("first", 0.0)
    _busy(0.05)
    told("second", 0.0)
    told("second", 0.5)
    _busy(0.1)
    told("first", 0.0)  # a stage may go on later
    _busy(0.05)
    told("end", 0.0)
    assert list(stages.cpu) == ["start", "first", "second"]
    assert abs(stages.cpu["first"] - 0.1) < 0.04
    assert abs(stages.cpu["second"] - 0.1) < 0.04
    assert before <= sum(stages.cpu.values()) <= cpu_time()
    assert all(stages.wall[s] >= 0.9 * stages.cpu[s] for s in ("first", "second"))
    assert all(20e6 < peak < 1e12 for peak in stages.peak.values())


def test_what_another_process_took_counts_when_it_has_ended() -> None:
    before = cpu_time()
    code = "import time\nwhile time.process_time() < 0.3: pass"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert 0.25 < cpu_time() - before < 0.6


def test_the_table_has_a_row_a_stage_and_their_sum() -> None:
    stages = StageClocks(
        cpu={"looking": 3.0, "tracking": 1.0},
        wall={"looking": 1.5, "tracking": 1.0},
        peak={"looking": 2e8, "tracking": 5e8},
    )
    console = Console(width=80)
    with console.capture() as shown:
        console.print(stages.table())
    rows = [line.split() for line in shown.get().splitlines()[1:]]
    assert rows == [
        ["looking", "3.0", "75%", "1.5", "200"],
        ["tracking", "1.0", "25%", "1.0", "500"],
        ["all", "4.0", "100%", "2.5", "500"],
    ]


def test_a_command_prints_it_on_stderr_when_asked() -> None:
    command = [sys.executable, "-m", "noroshi", "basing", "small", "--draws", "2", "--json"]
    plain = subprocess.run(command, capture_output=True, text=True, check=True)
    asked = subprocess.run([*command, "--profile"], capture_output=True, text=True, check=True)
    assert "flying from bases" not in plain.stderr
    assert "flying from bases" in asked.stderr
    assert asked.stdout.startswith("{")
