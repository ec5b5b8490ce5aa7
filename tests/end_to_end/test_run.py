"""`noroshi run` as a user runs it: answer, files, bad input, and being stopped."""

import contextlib
import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from noroshi.cli import main as command_line
from noroshi.cli.asking_job import CommonOptions, answer_command
from noroshi.cli.postures import declared, postures
from noroshi.errors import NoroshiError
from noroshi.questions import every_question

DRAWS = 8


def run_small(out: Path, seed: int = 0, only: str | None = None) -> dict:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        asked = CommonOptions(
            "small",
            out,
            full=False,
            data=False,
            figures=False,
            json=True,
            draws=DRAWS,
            seed=seed,
            only=only,
        )
        asking = [q for q in every_question() if not q.wants_words]
        answer_command("run", asking, {}, asked, in_short=True)
    return json.loads(printed.getvalue())


@pytest.fixture(scope="module")
def ran(small_run) -> tuple[dict, Path]:
    return small_run


def test_one_document_answers_every_question(ran: tuple[dict, Path]) -> None:
    document, _ = ran
    assert document["schema"] == "noroshi.report/2"
    assert {"warning", "localisation", "basing", "site", "waters"} <= set(document["answers"])
    # What must be asked about something is left to its own command.
    assert not {"city", "timeline", "flight"} & set(document["answers"])
    for answer in document["answers"].values():
        assert answer["headline"]
    gain = document["answers"]["warning"]["variables"]["gain"]
    assert gain["axes"] == ["whom"]
    for low, middle, high in zip(gain["p5"], gain["p50"], gain["p95"], strict=True):
        assert low is None or low <= middle <= high


def test_every_promised_file_is_there_and_nothing_else(ran: tuple[dict, Path]) -> None:
    _, out = ran
    names = {path.name for path in out.iterdir()}
    assert {"report.html", "report.json", "globe.czml", "map.geojson", "warning.nc"} <= names
    assert any(name.endswith(".csv") for name in names)
    assert "README.md" in names
    assert not any(name.startswith(".") for name in names)


def test_the_same_seed_gives_the_same_answer_to_the_last_digit(
    ran: tuple[dict, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, out = ran
    # Two runs in one process need not be traced twice; the first, in its own, was spared nothing.
    monkeypatch.setattr("noroshi.cli.asking_job.tidy", lambda: None)
    again = run_small(tmp_path / "again")
    assert again["answers"] == document["answers"]
    first, second = (
        list(csv.DictReader(io.StringIO((folder / "warning-receiver.csv").read_text("utf-8"))))
        for folder in (tmp_path / "again", out)
    )
    for row in (*first, *second):
        assert row.pop("made_by")
    assert first == second
    other = run_small(tmp_path / "other", seed=4, only="warning")["answers"]
    assert other["warning"] != document["answers"]["warning"]


def test_the_file_for_xarray_holds_what_the_answer_says(ran: tuple[dict, Path]) -> None:
    document, out = ran
    told = document["answers"]["warning"]["variables"]["place_gain"]
    with xr.open_dataset(out / "warning.nc") as data:
        gain = data["place_gain"].sel(statistic="mean")
        assert gain.to_numpy() == pytest.approx(np.array(told["mean"], dtype=float), nan_ok=True)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("nowhere", None, None), "nowhere"),
        (("small", "yesterday", None), "'yesterday' is not a date; write e.g. 2015-01-01"),
        (("small", None, "2013-13-45"), "'2013-13-45' is not a date"),
        (("small", None, "elsewhere"), "elsewhere"),
    ],
)
def test_what_cannot_be_compared_is_refused_by_name(
    options: tuple[str, str | None, str | None], says: str
) -> None:
    scenario, as_of, against = options
    with pytest.raises(NoroshiError, match=says):
        postures(declared(scenario), as_of, against)


def test_a_folder_that_cannot_be_written_is_refused_before_anything_is_computed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")

    def computed(*_args: object, **_more: object) -> None:
        pytest.fail("something was computed first")

    monkeypatch.setattr("noroshi.cli.engine.prepare_engine", lambda: None)
    for work in ("declared", "postures", "options_of"):
        monkeypatch.setattr(f"noroshi.cli.asking_job.{work}", computed)
    monkeypatch.setattr(sys, "argv", ["noroshi", "run", "small", "--out", str(blocked / "out")])
    with pytest.raises(SystemExit) as left:
        command_line.main()
    told = capsys.readouterr().err
    assert left.value.code == 2
    assert str(blocked) in told.replace("\n", "")
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("question", "stage"), [("warning", "looking"), ("basing", "writing the report")]
)
def test_a_run_that_is_stopped_ends_with_130_and_leaves_nothing(
    tmp_path: Path, question: str, stage: str
) -> None:
    """The signal comes in the middle of the work, however fast or slow that goes."""
    out = tmp_path / "out"
    program = STOP.format(stage=stage)
    words = ["run", "small", "--only", question, "--draws", str(DRAWS), "--out", str(out)]
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 130
    assert done.stderr.strip() == "noroshi: stopped"
    assert not out.exists()
    # What is known before the files are written is printed by then, and nothing else.
    assert bool(done.stdout) is (stage == "writing the report")


STOP = """
import os, signal
from contextlib import contextmanager
from noroshi.cli import main, progress

@contextmanager
def stopping(_draws=1):
    def told(stage, _share):
        if stage == {stage!r}:
            os.kill(os.getpid(), signal.SIGINT)
    yield progress.UNSEEN._replace(told=told)

progress.progress = stopping
# Where the tests run in the background of a shell, the signal would be ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
main.main()
"""
"""The command, which gets Ctrl-C as soon as a stage of its work begins."""
