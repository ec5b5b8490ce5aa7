"""What commands keep for the next one, and how a user sees and removes it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

QUICK = ("basing", "small", "--draws", "2")


class Commands:
    """Commands with a cache of their own."""

    def __init__(self, folder: Path) -> None:
        """In a new folder."""
        self.folder, self.results = folder, folder / "cache" / "stages"

    def __call__(self, *words: str, code: int = 0, **environment: str) -> tuple[str, str]:
        """What a command prints on both streams."""
        done = subprocess.run(
            [sys.executable, "-m", "noroshi", *words],
            env={**os.environ, "NOROSHI_CACHE": str(self.folder / "cache"), **environment},
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        return done.stdout, done.stderr

    @property
    def kept(self) -> dict[str, int]:
        """How many results of each stage are kept."""
        told = json.loads(self("cache", "--json")[0])
        assert told["results"] == str(self.results)
        return {stage["stage"]: stage["results"] for stage in told["stages"]}


@pytest.fixture
def commands(tmp_path: Path) -> Commands:
    return Commands(tmp_path)


def test_what_one_command_keeps_the_next_one_finds(commands: Commands) -> None:
    assert "No results are kept" in commands("cache")[0]
    first = commands(*QUICK, "--json")[0]
    assert commands.kept["basing"] == 1
    (file,) = (commands.results / "basing").rglob("*.kept")
    file.touch()
    before = file.stat().st_mtime_ns
    assert json.loads(commands(*QUICK, "--json")[0]) == json.loads(first)
    assert file.stat().st_mtime_ns > before  # it was used
    shown = commands("cache")[0]
    assert str(commands.results) in shown
    assert "basing" in shown
    assert "1.0 GB" in shown
    assert "No results are kept" in commands("cache", "--clear")[0]
    assert commands.kept == {}


def test_a_value_that_a_question_does_not_read_has_nothing_worked_out(commands: Commands) -> None:
    commands(*QUICK)
    commands(*QUICK, "--set", "sensors.north-radar.reference.range=1000 km")
    assert commands.kept["basing"] == 1
    commands(*QUICK, "--set", "fleets.drones.count=5")
    assert commands.kept["basing"] == 2


def test_damaged_results_are_worked_out_anew(commands: Commands) -> None:
    first = json.loads(commands(*QUICK, "--json")[0])
    (file,) = (commands.results / "basing").rglob("*.kept")
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)
    out, err = commands(*QUICK, "--json")
    assert (json.loads(out), err) == (first, "")


def test_a_bound_of_nought_keeps_nothing(commands: Commands) -> None:
    commands(*QUICK, NOROSHI_CACHE_SIZE="0")
    assert commands.kept == {}


@pytest.mark.parametrize("size", ["3", "much", "-1 GB", "1e9"])
def test_what_is_no_size_is_refused_in_words(size: str, commands: Commands) -> None:
    for words in (("cache",), QUICK):
        out, err = commands(*words, code=2, NOROSHI_CACHE_SIZE=size)
        assert out == ""
        assert f"NOROSHI_CACHE_SIZE: '{size}' is not a size; write e.g. '2 GB' or '0'" in err


def test_a_place_that_cannot_be_used_is_told_and_stops_no_question(commands: Commands) -> None:
    (commands.folder / "cache").write_text("no folder")
    assert "no cache is used" in commands(*QUICK)[1]
    assert "NOROSHI_CACHE=FOLDER names a place" in commands("cache", code=2)[1]
